"""Tables of a page by their ruled lines: which cell a place on the page belongs to."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field

from okqual.ingest.readers.pdf.page import Edge

_NEAR = 3.0
"""Points between two lines that are one to the eye."""
_MOST_LINES = 200
"""Ruled lines after those in a row are joined; more are a drawing."""


@dataclass(slots=True)
class _Rule:
    """A line across (``at`` is its height) or down (``at`` is its place from the left)."""

    at: float
    start: float
    end: float


@dataclass(slots=True)
class Grid:
    """A ruled table: places of its lines, and for each field of the grid the first field of its cell."""

    xs: list[float]
    """From the left."""
    ys: list[float]
    """From above, so falling."""
    cells: dict[tuple[int, int], tuple[int, int]] = field(default_factory=dict)
    _right: dict[tuple[int, int], int] = field(default_factory=dict)
    """Last column of each cell."""

    def cell_at(self, x: float, y: float) -> tuple[int, int] | None:
        """(row, column) from 1 of the cell that a point lies in, or None outside the table."""
        column = bisect_right(self.xs, x)
        row = bisect_right([-height for height in self.ys], -y)
        return self.cells.get((row, column))

    def spans(self, x: float, y: float) -> bool:
        """Whether a point lies in the table or on its edge."""
        return self.xs[0] - _NEAR <= x <= self.xs[-1] + _NEAR and self.ys[-1] - _NEAR <= y <= self.ys[0] + _NEAR

    def inner(self, cell: tuple[int, int]) -> tuple[float, float]:
        """Left and right edge of a cell."""
        if not self._right:
            for (_, column), first in self.cells.items():
                self._right[first] = max(column, self._right.get(first, 0))
        return self.xs[cell[1] - 1], self.xs[self._right[cell]]

    def has_columns_of(self, other: Grid) -> bool:
        """Whether another table has the same columns, so that it may go on from this one."""
        return len(self.xs) == len(other.xs) and all(
            abs(x - y) <= _NEAR for x, y in zip(self.xs, other.xs, strict=True)
        )


def grids_of(edges: Iterable[Edge]) -> list[Grid]:
    """The tables that ruled lines make: at least two cells, closed on all sides."""
    across = _joined(_Rule(e.y0, min(e.x0, e.x1), max(e.x0, e.x1)) for e in edges if abs(e.y0 - e.y1) < 1)
    down = _joined(_Rule(e.x0, min(e.y0, e.y1), max(e.y0, e.y1)) for e in edges if abs(e.y0 - e.y1) >= 1)
    if len(across) + len(down) > _MOST_LINES:
        return []
    return [grid for group in _crossing(across, down) if (grid := _grid(*group)) is not None]


def _joined(rules: Iterable[_Rule]) -> list[_Rule]:
    """Rules in a row made one: tables are often drawn a cell at a time."""
    found: list[_Rule] = []
    for rule in sorted(rules, key=lambda rule: (round(rule.at), rule.start)):
        last = found[-1] if found else None
        if last is not None and abs(last.at - rule.at) <= 1 and rule.start <= last.end + _NEAR:
            last.end = max(last.end, rule.end)
        else:
            found.append(_Rule(rule.at, rule.start, rule.end))
    return found


def _crossing(across: list[_Rule], down: list[_Rule]) -> list[tuple[list[_Rule], list[_Rule]]]:
    """Groups of rules that cross or meet each other."""
    groups: list[tuple[list[_Rule], list[_Rule]]] = []
    left = list(down)
    waiting = list(across)
    while left:
        group: tuple[list[_Rule], list[_Rule]] = ([], [left.pop(0)])
        grown = True
        while grown:
            met = [a for a in waiting if any(_meet(a, d) for d in group[1])]
            group[0].extend(met)
            waiting = [a for a in waiting if a not in met]
            more = [d for d in left if any(_meet(a, d) for a in met)]
            group[1].extend(more)
            left = [d for d in left if d not in more]
            grown = bool(more)
        groups.append(group)
    return groups


def _meet(across: _Rule, down: _Rule) -> bool:
    return across.start - _NEAR <= down.at <= across.end + _NEAR and down.start - _NEAR <= across.at <= down.end + _NEAR


def _grid(across: list[_Rule], down: list[_Rule]) -> Grid | None:
    xs, ys = _places(rule.at for rule in down), _places(rule.at for rule in across)[::-1]
    if len(xs) < 2 or len(ys) < 2 or (len(xs) == 2 and len(ys) == 2):
        return None
    grid = Grid(xs, ys)
    for row in range(1, len(ys)):
        for column in range(1, len(xs)):
            grid.cells[row, column] = _first_of_cell(grid, row, column, across, down)
    return grid


def _places(values: Iterable[float]) -> list[float]:
    found: list[float] = []
    for value in sorted(values):
        if not found or value - found[-1] > _NEAR:
            found.append(value)
    return found


def _first_of_cell(grid: Grid, row: int, column: int, across: list[_Rule], down: list[_Rule]) -> tuple[int, int]:
    """The field itself, or that to its left or above where no rule stands between."""
    left, right = grid.xs[column - 1], grid.xs[column]
    top, bottom = grid.ys[row - 1], grid.ys[row]
    if column > 1 and not _covered(down, left, (top + bottom) / 2):
        return grid.cells[row, column - 1]
    if row > 1 and not _covered(across, top, (left + right) / 2):
        return grid.cells[row - 1, column]
    return row, column


def _covered(rules: list[_Rule], at: float, middle: float) -> bool:
    return any(abs(rule.at - at) <= _NEAR and rule.start <= middle <= rule.end for rule in rules)
