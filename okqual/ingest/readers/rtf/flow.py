"""Paragraphs and tables of rich text in reading order: the body, a footnote or a text box."""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field

from okqual.ingest.readers.block_places import Counter, Look, Spot, blocks_of_lines, place_of_paragraph
from okqual.ingest.readers.comment_places import CommentPlaces, Mark
from okqual.ingest.readers.styled_lines import Words, lines_of
from okqual.model.note import BlockKind, SourceBlock

_SAME_EDGE = 30
"""Twentieths of a point between two cell edges that are one to the eye."""


@dataclass(slots=True)
class Paragraph:
    """Words with list label, list depth and heading level; what is anchored in them stands beside."""

    words: list[Words] = field(default_factory=list)
    label: str = ""
    depth: int = 0
    level: int = 0
    beside: list[Flow] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)
    """Where the words of comments begin and end."""


@dataclass(slots=True)
class Laid:
    """Blocks that were given away so far, and where comments stand in them."""

    blocks: list[SourceBlock] = field(default_factory=list)
    places: CommentPlaces = field(default_factory=CommentPlaces)


@dataclass(slots=True)
class _Row:
    cells: list[list[Paragraph | _Table]]
    edges: list[int]
    """Left edges of the cells, as far as the file says."""


@dataclass(slots=True)
class _Table:
    rows: list[_Row] = field(default_factory=list)
    cells: list[list[Paragraph | _Table]] = field(default_factory=list)
    """Cells of the row that is open."""
    cell: list[Paragraph | _Table] = field(default_factory=list)
    """Content of the cell that is open."""

    def end_cell(self) -> None:
        self.cells.append(self.cell)
        self.cell = []

    def end_row(self, edges: list[int]) -> None:
        if self.cell:
            self.end_cell()
        if self.cells:
            self.rows.append(_Row(self.cells, edges))
        self.cells = []


class Flow:
    """What is written in one place: paragraphs and tables, tables within cells too."""

    def __init__(self, sign: str = "") -> None:
        """``sign``: "" for the body, "fn1" for a footnote, "box" for a text box."""
        self.sign = sign
        self._items: list[Paragraph | _Table] = []
        self._open: list[_Table] = []

    def add(self, paragraph: Paragraph, depth: int) -> None:
        """Add a paragraph at a depth of tables: 0 outside, 1 in a table, 2 in a table within a cell."""
        self._to_depth(depth)
        self._at(depth).append(paragraph)

    def end_cell(self, depth: int) -> None:
        """End the open cell of the table at a depth (from 1)."""
        self._to_depth(depth)
        self._open[-1].end_cell()

    def end_row(self, depth: int, edges: list[int]) -> None:
        """End the open row of the table at a depth; ``edges`` are the left edges of its cells."""
        self._to_depth(depth)
        self._open[-1].end_row(edges)

    def blocks(self, spot: Spot, laid: Laid) -> Iterator[SourceBlock]:
        """The blocks of everything that was added; who takes them adds them to ``laid``."""
        self._to_depth(0)
        yield from _blocks(self._items, spot, laid)

    def text(self) -> str:
        """The words of its paragraphs, one a line."""
        self._to_depth(0)
        texts = ("".join(words.text for words in item.words) for item in self._items if isinstance(item, Paragraph))
        return unicodedata.normalize("NFC", "\n".join(text.strip() for text in texts if text.strip()))

    def _at(self, depth: int) -> list[Paragraph | _Table]:
        return self._open[depth - 1].cell if depth else self._items

    def _to_depth(self, depth: int) -> None:
        while len(self._open) > depth:
            table = self._open.pop()
            table.end_row([])
            if table.rows:
                self._at(len(self._open)).append(table)
        while len(self._open) < depth:
            self._open.append(_Table())


def _blocks(items: list[Paragraph | _Table], spot: Spot, laid: Laid) -> Iterator[SourceBlock]:
    counter = Counter()
    for item in items:
        if isinstance(item, Paragraph):
            counter.paragraphs += 1
            yield from _paragraph(item, place_of_paragraph(counter.paragraphs, spot), spot, laid)
        else:
            counter.tables += 1
            yield from _table(item, counter.tables, spot, laid)


def _paragraph(paragraph: Paragraph, place: str, spot: Spot, laid: Laid) -> Iterator[SourceBlock]:
    laid.places.in_paragraph(paragraph.words, paragraph.marks, len(laid.blocks))
    look = Look(place, paragraph.label, paragraph.depth, paragraph.level)
    yield from blocks_of_lines(lines_of(paragraph.words), spot, look)
    boxes = 0
    for flow in paragraph.beside:
        if flow.sign == "box":
            boxes += 1
            yield from flow.blocks(Spot(f"{place}b{boxes}", BlockKind.ASIDE), laid)
        else:
            yield from flow.blocks(Spot(flow.sign, BlockKind.FOOTNOTE), laid)


def _table(table: _Table, number: int, spot: Spot, laid: Laid) -> Iterator[SourceBlock]:
    grid = _grid(table.rows)
    for row_number, row in enumerate(table.rows, 1):
        column = 0
        for index, cell in enumerate(row.cells):
            known = bisect_right(grid, row.edges[index] + _SAME_EDGE) if index < len(row.edges) else 0
            # A cell that no edge is told for stands after the one before it.
            column = max(column + 1, known)
            yield from _blocks(cell, spot.cell(number, row_number, column), laid)


def _grid(rows: list[_Row]) -> list[int]:
    """The left edges of all rows' cells, those that are one to the eye taken together."""
    grid: list[int] = []
    for edge in sorted({edge for row in rows for edge in row.edges}):
        if not grid or edge - grid[-1] > _SAME_EDGE:
            grid.append(edge)
    return grid
