"""Where in a document a reader is, and the blocks that a paragraph's lines make there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from okqual.ingest.readers.styled_lines import Line
from okqual.model.note import BlockKind, SourceBlock


@dataclass(frozen=True, slots=True)
class Spot:
    """Where in the document the reader is: the prefix of places, and what it gives the blocks there."""

    prefix: str = ""
    kind: BlockKind = BlockKind.PARAGRAPH
    row: int = 0
    column: int = 0

    def cell(self, table: int, row: int, column: int) -> Spot:
        """The spot of a cell of a table here; in a table within a cell, row and column stay the outer one's."""
        prefix = f"{self.prefix}t{table}r{row}c{column}"
        return Spot(prefix, BlockKind.CELL, self.row or row, self.column or column)


@dataclass(frozen=True, slots=True)
class Look:
    """What a paragraph gives its lines: place, list label and depth, heading level."""

    place: str
    label: str = ""
    depth: int = 0
    level: int = 0


class Counter:
    """Counts paragraphs and tables of one container, for places such as "p14" and "t1"."""

    def __init__(self) -> None:
        self.paragraphs = 0
        self.tables = 0


def blocks_of_lines(lines: list[Line], spot: Spot, look: Look) -> Iterator[SourceBlock]:
    """Blocks of a paragraph's lines; the list's number or bullet belongs to the first."""
    plain = spot.kind in {BlockKind.PARAGRAPH, BlockKind.CELL}
    for number, line in enumerate(lines, 1):
        block = SourceBlock(
            place=look.place if number == 1 else f"{look.place}.{number}",
            kind=spot.kind,
            text=line.text,
            bold=line.bold,
            italic=line.italic,
            hidden=line.hidden,
            row=spot.row,
            column=spot.column,
        )
        label = (look.label if number == 1 else "") or line.bullet
        if look.level and plain:
            yield replace(block, kind=BlockKind.HEADING, level=look.level, label=label)
        elif label:
            kind = BlockKind.ITEM if plain else spot.kind
            yield replace(block, kind=kind, level=look.depth or line.depth, label=label)
        else:
            yield block


def place_of_paragraph(number: int, spot: Spot) -> str:
    """The place of the paragraph with this number in a container."""
    if spot.kind is BlockKind.PARAGRAPH:
        return f"p{number}"
    return spot.prefix if number <= 1 else f"{spot.prefix}p{number}"
