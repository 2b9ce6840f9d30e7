"""A plain table that leaves the study: columns with a kind of value, rows of text and numbers."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

Cell = str | int | float | None
"""None is an empty cell. Dates are text of the form 2025-11-18 in a column of dates."""


class ColumnKind(StrEnum):
    """What a column holds, for filters and sorting in a spreadsheet."""

    TEXT = "text"
    NUMBER = "number"
    DATE = "date"
    SHARE = "share"
    """Between 0 and 1, shown in per cent."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table."""

    name: str
    kind: ColumnKind = ColumnKind.TEXT
    width: int = 16
    """In signs."""


@dataclass(frozen=True, slots=True)
class Table:
    """A table by name; each row has a cell for every column."""

    id: str
    """For file names: "quotes"."""
    name: str
    """What a person calls it, in the language in use."""
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
