"""Which column of the margin each coding's bar stands in: one column a code, none drawn over another."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable

Bar = tuple[str, str, int, int]
"""Its name, its code, its first and last row."""
COLUMNS = 4
"""Columns that are drawn; the codes of further ones are counted ("+3")."""


def lanes(bars: Iterable[tuple[int, int, str]]) -> list[int]:
    """Columns, from 0, of the bars ``(first row, last row, code)`` in the order given.

    Bars that share a row stand in columns of their own unless they are of the same code.
    """
    margin = Margin()
    return [margin.add((str(place), code, first, last)) for place, (first, last, code) in enumerate(bars)]


class Margin:
    """The bars of a note by row; a bar is added or taken away in the time its own rows take.

    Bars that it is made with find their columns when a row near them is looked at: of a study's 25,000 few are seen.
    """

    def __init__(self, bars: Iterable[Bar] = ()) -> None:
        self._rows: dict[int, dict[int, list[str]]] = {}
        """By row and column: one entry of the code for every bar that passes."""
        self._bars: dict[str, tuple[int, str, int, int]] = {}
        self._waiting = _apart(bars)
        self._begins = [min(bar[2] for bar in group) for group in self._waiting]
        self._ends = [max(bar[3] for bar in group) for group in self._waiting]
        self._group_of = {bar[0]: at for at, group in enumerate(self._waiting) for bar in group}

    def add(self, bar: Bar) -> int:
        """Put a bar over its rows, after all that were there before, and return its column."""
        name, code, first, last = bar
        self._settle(first, last)
        return self._put(name, code, first, last)

    def _put(self, name: str, code: str, first: int, last: int) -> int:
        column = self._column_for(code, first, last)
        for row in range(first, last + 1):
            self._rows.setdefault(row, {}).setdefault(column, []).append(code)
        self._bars[name] = (column, code, first, last)
        return column

    def _settle(self, first: int, last: int) -> None:
        """Give their columns to bars that wait and share rows with these, or with such bars."""
        at = bisect_left(self._ends, first)
        while at < len(self._waiting) and self._begins[at] <= last:
            group, self._waiting[at] = self._waiting[at], []
            for bar in group:
                self._put(*bar)
            at += 1

    def remove(self, bar: str) -> None:
        """Take a bar away; one that is not there is no matter."""
        self._settle_bar(bar)
        column, code, first, last = self._bars.pop(bar, (0, "", 0, -1))
        for row in range(first, last + 1):
            columns = self._rows[row]
            columns[column].remove(code)
            if not columns[column]:
                del columns[column]

    def at(self, row: int) -> tuple[tuple[str | None, ...], int]:
        """The codes of the drawn columns (None where empty) and how many more codes the row has."""
        self._settle(row, row)
        columns = self._rows.get(row)
        if not columns:
            return (None,) * COLUMNS, 0
        drawn = tuple(columns[column][0] if column in columns else None for column in range(COLUMNS))
        return drawn, sum(1 for column in columns if column >= COLUMNS)

    def span(self, bar: str) -> tuple[int, int] | None:
        """First and last row of a bar."""
        self._settle_bar(bar)
        place = self._bars.get(bar)
        return (place[2], place[3]) if place else None

    def _settle_bar(self, bar: str) -> None:
        at = self._group_of.get(bar)
        if at is not None and self._waiting[at]:
            self._settle(self._ends[at], self._ends[at])

    def _column_for(self, code: str, first: int, last: int) -> int:
        here = [self._rows.get(row) or {} for row in range(first, last + 1)]
        same = sorted({column for columns in here for column, codes in columns.items() if code in codes})
        taken = {column for columns in here for column, codes in columns.items() if code not in codes}
        free = next(column for column in range(len(taken) + 1) if column not in taken)
        return next((column for column in same if column not in taken), free)


def _apart(bars: Iterable[Bar]) -> list[list[Bar]]:
    """The bars in groups that share no row with another group, by rows; in a group in the order given."""
    groups: list[list[tuple[int, Bar]]] = []
    end = -1
    for place, bar in sorted(enumerate(bars), key=lambda each: each[1][2]):
        if not groups or bar[2] > end:
            groups.append([])
        groups[-1].append((place, bar))
        end = max(end, bar[3])
    return [[bar for _, bar in sorted(group)] for group in groups]
