"""A note as the reader draws it: rows of a width, with the offsets that every row stands for."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence
from enum import Enum
from typing import NamedTuple

from okqual.model.interview import NoteNow, PassageNow
from okqual.model.note import Block, BlockKind, PassageRole, Why
from okqual.text.shown import visible
from okqual.tui.wrapping import wrap

PREFIX_WIDTH = 8
"""A list label wider than this is cut."""


class RowKind(Enum):
    """What a row shows."""

    TEXT = 0
    BLANK = 1
    HEADING = 2
    """A heading that the note itself lacks: the question that what follows was placed under."""


class Row(NamedTuple):
    """A row: ``[start, end)`` of the note's text. Decoration has the start of the text after it."""

    start: int
    end: int
    kind: RowKind
    block: int
    prefix: str = ""
    indent: int = 0


class Document:
    """A note's text, passages and blocks, and its rows once :meth:`wrap` has been told the width."""

    def __init__(self, note: NoteNow, heading: Callable[[str], str]) -> None:
        """``heading`` says what to write above passages of a question that has no heading of its own."""
        self.note = note
        self.shown = visible(note.text)
        self.passages: tuple[PassageNow, ...] = tuple(sorted(note.passages, key=lambda passage: passage.start))
        self.rows: list[Row] = []
        self.width = 0
        self.airy = True
        self._heading = heading
        self._row_starts: list[int] = []
        self._passage_starts = [passage.start for passage in self.passages]

    def wrap(self, width: int, airy: bool = True) -> None:
        """Lay the text out in rows of ``width`` cells; ``airy`` sets a blank row between all blocks."""
        self.width, self.airy = width, airy
        self.rows = list(self._layout(width))
        self._row_starts = [row.start for row in self.rows]

    def row_at(self, offset: int) -> int:
        """Index of the row that shows the character at ``offset``."""
        return max(0, bisect_right(self._row_starts, offset) - 1)

    def rows_of(self, start: int, end: int) -> tuple[int, int]:
        """First and last row that show ``[start, end)``."""
        first = self.row_at(start)
        return first, max(first, self.row_at(max(start, end - 1)))

    def passage_at(self, offset: int) -> int | None:
        """Index of the passage at an offset, else of the last one before it; None before the first."""
        place = bisect_right(self._passage_starts, offset) - 1
        return place if place >= 0 else None

    def passages_in(self, start: int, end: int) -> range:
        """Indexes of the passages that share characters with ``[start, end)``."""
        first = max(0, bisect_right(self._passage_starts, start) - 1)
        while first < len(self.passages) and self.passages[first].end <= start:
            first += 1
        return range(first, max(first, bisect_left(self._passage_starts, end)))

    def _layout(self, width: int) -> Iterator[Row]:
        question: tuple[str, ...] | None = None
        headed = False
        for index, block in enumerate(self.note.blocks):
            if block.end <= block.start:
                continue
            inside = self.passages_in(block.start, block.end)
            first = next((self.passages[at] for at in inside if self.passages[at].role is PassageRole.ANSWER), None)
            now = first.questions if first is not None else None
            # A passage that a person moved stands under a heading that it no longer belongs to.
            moved = first is not None and first.why is Why.PERSON
            lacks_heading = now is not None and now != question and (moved or not headed)
            if index and (self.airy or lacks_heading or block.kind is BlockKind.HEADING):
                yield Row(block.start, block.start, RowKind.BLANK, index)
            if lacks_heading and now is not None:
                yield Row(block.start, block.start, RowKind.HEADING, index, self._title(now))
            headed = not inside if block.kind is not BlockKind.HEADING else True
            question = now if now is not None else question
            yield from self._block_rows(index, block, width)

    def _title(self, questions: Sequence[str]) -> str:
        return " + ".join(self._heading(question) for question in questions) if questions else self._heading("")

    def _block_rows(self, index: int, block: Block, width: int) -> Iterator[Row]:
        prefix = _prefix(block)
        indent = len(prefix) + 2 * max(0, block.level - 1) * (block.kind is BlockKind.ITEM)
        indent = min(indent, max(0, width - 10))
        at = block.start
        while True:
            newline = self.note.text.find("\n", at, block.end)
            end = newline if newline >= 0 else block.end
            for start, stop in wrap(self.shown, at, end, width - indent):
                yield Row(start, stop, RowKind.TEXT, index, prefix if start == block.start else "", indent)
            if newline < 0:
                break
            at = newline + 1


def _prefix(block: Block) -> str:
    if block.kind is BlockKind.HEADING or not block.label:
        return f"{block.label} " if block.label else ""
    label = "–" if block.label == "-" else visible(block.label).replace("\n", " ")[:PREFIX_WIDTH]
    return f"{label} "
