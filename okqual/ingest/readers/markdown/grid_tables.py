"""Grid tables: drawn with ``+---+`` and ``|``, as Pandoc writes a Word table whose cells hold paragraphs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_BORDER = re.compile(r"\s*\+(?:[-=:]+\+)+\s*\Z")
_ROW = re.compile(r"\s*\|.*\|\s*\Z")


@dataclass(frozen=True, slots=True)
class GridTable:
    """Rows of cells; a cell is its lines, without the signs around them."""

    rows: tuple[tuple[tuple[str, ...], ...], ...]


@dataclass(frozen=True, slots=True)
class Stretch:
    """Lines of a file from ``start`` (0-based): a grid table, or anything else."""

    start: int
    lines: tuple[str, ...]
    table: GridTable | None = None


def stretches(lines: list[str]) -> Iterator[Stretch]:
    """The file's lines in order, cut where grid tables begin and end."""
    plain_from = at = 0
    while at < len(lines):
        upto = _end_of_grid(lines, at)
        if upto == at:
            at += 1
            continue
        if at > plain_from:
            yield Stretch(plain_from, tuple(lines[plain_from:at]))
        yield Stretch(at, tuple(lines[at:upto]), _grid(lines[at:upto]))
        plain_from = at = upto
    if plain_from < len(lines):
        yield Stretch(plain_from, tuple(lines[plain_from:]))


def _end_of_grid(lines: list[str], at: int) -> int:
    """Where the grid table that begins at a line ends; the line itself when none does."""
    if not _BORDER.match(lines[at]):
        return at
    upto, last = at + 1, at
    while upto < len(lines) and (_BORDER.match(lines[upto]) or _ROW.match(lines[upto])):
        if _BORDER.match(lines[upto]):
            last = upto
        upto += 1
    return last + 1 if last > at else at


def _grid(lines: list[str]) -> GridTable:
    rows: list[tuple[tuple[str, ...], ...]] = []
    # The finest borders give the columns; cells that span several stand in the first.
    finest = max((line for line in lines if _BORDER.match(line)), key=lambda line: line.count("+"))
    edges = [place for place, sign in enumerate(finest) if sign == "+"]
    row: list[str] = []
    for line in lines:
        if _BORDER.match(line):
            if row:
                rows.append(_cells(row, edges))
            row = []
        else:
            row.append(line)
    return GridTable(tuple(rows))


def _cells(lines: list[str], edges: list[int]) -> tuple[tuple[str, ...], ...]:
    columns: list[list[str]] = [[] for _ in edges[1:]]
    for line in lines:
        start = edges[0] + 1
        column = 0
        for place, edge in enumerate(edges[1:]):
            last = place == len(edges) - 2
            if last or line[edge : edge + 1] == "|":
                text = line[start : len(line.rstrip()) - 1 if last else edge]
                columns[column].append(text.rstrip().removeprefix(" "))
                start, column = edge + 1, place + 1
    return tuple(tuple(column) for column in columns)
