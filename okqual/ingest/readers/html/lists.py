"""Lists and tables of a web page: the labels of items, the columns of cells."""

from __future__ import annotations

from dataclasses import dataclass, field

from lxml import etree

from okqual.ingest.readers.bullets import BULLET
from okqual.ingest.readers.docx.numbering import formatted
from okqual.ingest.readers.xml_parts import integer

_FORMATS = {"a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
_MOST_SPANNED = 100


@dataclass(slots=True)
class Numbers:
    """An open list; ``format`` is None for bullets."""

    format: str | None
    next: int = 1
    step: int = 1

    def label(self, item: etree._Element) -> str:
        """The label of the next item."""
        if self.format is None:
            return BULLET
        value = integer(item.get("value"))
        number = self.next if value is None else value
        self.next = number + self.step
        return f"{formatted(number, self.format)}."


def numbers_of(element: etree._Element) -> Numbers:
    """What an ``ol``, ``ul`` or ``menu`` counts."""
    if element.tag != "ol":
        return Numbers(None)
    start = integer(element.get("start"))
    backwards = element.get("reversed") is not None
    if start is None:
        start = sum(1 for _ in element.iterchildren("li")) if backwards else 1
    return Numbers(_FORMATS.get(element.get("type", ""), "decimal"), start, -1 if backwards else 1)


@dataclass(slots=True)
class Rows:
    """An open table: the row and column that were reached, and where cells reach down."""

    number: int
    row: int = 0
    column: int = 0
    taken: dict[int, int] = field(default_factory=dict)
    """Last row that a cell from above reaches, by column."""

    def next_row(self) -> None:
        """A row begins."""
        self.row, self.column = self.row + 1, 0

    def next_cell(self, cell: etree._Element) -> int:
        """The column of the next cell, from 1."""
        column = self.column + 1
        while self.taken.get(column, 0) >= max(self.row, 1):
            column += 1
        across, down = _span(cell, "colspan"), _span(cell, "rowspan")
        if down > 1:
            self.taken.update((taken, self.row + down - 1) for taken in range(column, column + across))
        self.column = column + across - 1
        return column


def _span(cell: etree._Element, name: str) -> int:
    return min(max(integer(cell.get(name)) or 1, 1), _MOST_SPANNED)
