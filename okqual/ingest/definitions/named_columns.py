"""Tables of a document whose columns are known by their names ("Tema | Fråga | Följdfrågor")."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from okqual.ingest.definitions.outline import plain_words
from okqual.model.note import SourceBlock, SourceDocument
from okqual.text.folding import folded

_HEADER_SIGNS = re.compile(r"[^\w/ -]+")


@dataclass(frozen=True, slots=True)
class Cell:
    """The paragraphs of a cell, each with its place."""

    parts: tuple[tuple[str, str], ...] = ()
    """(text, place)."""

    @property
    def text(self) -> str:
        """The cell's paragraphs as one text."""
        return " ".join(text for text, _ in self.parts)

    @property
    def place(self) -> str:
        """Where the cell begins."""
        return self.parts[0][1] if self.parts else ""


@dataclass(slots=True)
class Table:
    """A table of the document: rows of cells by column."""

    first_block: int
    rows: dict[int, dict[int, Cell]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class NamedTable:
    """A table's rows below its header, by what their columns are."""

    first_block: int
    rows: tuple[dict[str, Cell], ...]

    def has(self, *roles: str) -> bool:
        """Whether the table has columns of all these kinds."""
        return all(any(role in row for row in self.rows) for role in roles)


def tables_of(document: SourceDocument) -> list[Table]:
    """The tables of a document in file order."""
    tables: dict[str, Table] = {}
    for index, block in enumerate(document.blocks):
        if block.row and not block.hidden:
            table = tables.setdefault(block.place.partition("r")[0], Table(index))
            row = table.rows.setdefault(block.row, {})
            row[block.column] = Cell((*row.get(block.column, Cell()).parts, *_parts(block)))
    return list(tables.values())


def named_table(table: Table, names: Mapping[str, tuple[str, ...]]) -> NamedTable | None:
    """The table by its header, the first row in which at least two columns have known names.

    ``names`` gives the beginnings of the names of each kind of column, the most telling kind first.
    """
    for number, row in list(table.rows.items())[:3]:
        roles = _roles(row, names)
        if len(roles) >= 2:
            rows = [cells for below, cells in table.rows.items() if below > number]
            return NamedTable(table.first_block, tuple(_by_role(cells, roles) for cells in rows))
    return None


def _roles(row: Mapping[int, Cell], names: Mapping[str, tuple[str, ...]]) -> dict[int, str]:
    roles: dict[int, str] = {}
    for column, cell in row.items():
        said = _HEADER_SIGNS.sub(" ", folded(cell.text)).strip()
        known = (role for role, starts in names.items() if said.startswith(starts) and len(said.split()) <= 5)
        role = next((role for role in known if role not in roles.values()), None)
        if said and role:
            roles[column] = role
    return roles


def _by_role(cells: Mapping[int, Cell], roles: Mapping[int, str]) -> dict[str, Cell]:
    return {roles[column]: cell for column, cell in cells.items() if column in roles and cell.text.strip()}


def _parts(block: SourceBlock) -> tuple[tuple[str, str], ...]:
    label = f"{block.label} " if block.label not in {"", "-"} else ""
    return tuple((label + part.strip(), block.place) for part in plain_words(block.text).split("\n") if part.strip())
