"""Which column of the margin each coding's bar stands in: one column a code, none drawn over another."""

from __future__ import annotations

from collections.abc import Iterable

COLUMNS = 4
"""Columns that are drawn; the codes of further ones are counted ("+3")."""


def lanes(bars: Iterable[tuple[int, int, str]]) -> list[int]:
    """Columns, from 0, of the bars ``(first row, last row, code)`` in the order given.

    Bars that share a row stand in columns of their own unless they are of the same code.
    """
    margin = Margin()
    return [margin.add(str(place), code, first, last) for place, (first, last, code) in enumerate(bars)]


class Margin:
    """The bars of a note by row; a bar is added or taken away in the time its own rows take."""

    def __init__(self) -> None:
        self._rows: dict[int, dict[int, list[str]]] = {}
        """By row and column: one entry of the code for every bar that passes."""
        self._bars: dict[str, tuple[int, str, int, int]] = {}

    def add(self, bar: str, code: str, first: int, last: int) -> int:
        """Put a bar over rows ``first`` to ``last`` (both included) and return its column."""
        column = self._column_for(code, first, last)
        for row in range(first, last + 1):
            self._rows.setdefault(row, {}).setdefault(column, []).append(code)
        self._bars[bar] = (column, code, first, last)
        return column

    def remove(self, bar: str) -> None:
        """Take a bar away; one that is not there is no matter."""
        column, code, first, last = self._bars.pop(bar, (0, "", 0, -1))
        for row in range(first, last + 1):
            columns = self._rows[row]
            columns[column].remove(code)
            if not columns[column]:
                del columns[column]

    def at(self, row: int) -> tuple[tuple[str | None, ...], int]:
        """The codes of the drawn columns (None where empty) and how many more codes the row has."""
        columns = self._rows.get(row)
        if not columns:
            return (None,) * COLUMNS, 0
        drawn = tuple(columns[column][0] if column in columns else None for column in range(COLUMNS))
        return drawn, sum(1 for column in columns if column >= COLUMNS)

    def span(self, bar: str) -> tuple[int, int] | None:
        """First and last row of a bar."""
        place = self._bars.get(bar)
        return (place[2], place[3]) if place else None

    def _column_for(self, code: str, first: int, last: int) -> int:
        here = [self._rows.get(row) or {} for row in range(first, last + 1)]
        same = sorted({column for columns in here for column, codes in columns.items() if code in codes})
        taken = {column for columns in here for column, codes in columns.items() if code not in codes}
        free = next(column for column in range(len(taken) + 1) if column not in taken)
        return next((column for column in same if column not in taken), free)
