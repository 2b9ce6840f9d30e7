"""Which words of a document's blocks the comments in its margin are on."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import accumulate

from okqual.ingest.readers.bullets import split_bullet
from okqual.ingest.readers.styled_lines import Words
from okqual.model.note import SourceBlock

STARTS, ENDS, SIGN = "commentRangeStart", "commentRangeEnd", "commentReference"
"""A comment's words begin, they end, or its sign stands."""

Mark = tuple[str, str, int]
"""(which of the three, comment, how many runs of words stand before it in its paragraph)."""
Spot = tuple[int, int]
"""(block, offset in its text)."""


@dataclass(slots=True)
class CommentPlaces:
    """Where the comments of a document begin and end, kept while its blocks are read."""

    starts: dict[str, Spot] = field(default_factory=dict)
    ends: dict[str, Spot] = field(default_factory=dict)
    signs: dict[str, Spot] = field(default_factory=dict)

    def keep(self, which: str, name: str, spot: Spot) -> None:
        """Keep a mark; of several with one name the first start and the last end count."""
        if which == ENDS:
            self.ends[name] = spot
        else:
            (self.starts if which == STARTS else self.signs).setdefault(name, spot)

    def in_paragraph(self, words: Sequence[Words], marks: Sequence[Mark], first: int) -> None:
        """Keep the marks of a paragraph whose first line is block ``first``."""
        if marks:
            lines = _raw_lines("".join(run.text for run in words))
            starts = [0, *accumulate(len(run.text) for run in words)]
            for which, name, before in marks:
                self.keep(which, name, _spot_in(lines, starts[before], first))

    def span_of(self, name: str, blocks: Sequence[SourceBlock]) -> tuple[Spot, Spot] | None:
        """Where the words of a comment begin and end; None where it has no place in the blocks."""
        start = self.starts.get(name) or self.signs.get(name)
        end = self.ends.get(name) or self.signs.get(name) or start
        if start is None or end is None or start[0] >= len(blocks):
            return None
        if end[0] >= len(blocks):
            end = (len(blocks) - 1, len(blocks[-1].text))
        if end <= start:
            # A sign without a range is on its whole block.
            start, end = (start[0], 0), (start[0], len(blocks[start[0]].text))
        return start, end


def _raw_lines(raw: str) -> list[tuple[int, str, bool]]:
    """(offset, text, whether it became a block) of the lines of a paragraph as they stand in the file."""
    lines, at = [], 0
    for line in raw.split("\n"):
        lines.append((at, line, bool(unicodedata.normalize("NFC", line).strip())))
        at += len(line) + 1
    return lines


def _spot_in(lines: list[tuple[int, str, bool]], at: int, first: int) -> Spot:
    """The block and the offset in its text of a place in a paragraph's raw text; ``first`` is its first block."""
    block = first
    for offset, line, kept in lines:
        if at <= offset + len(line):
            return (block, _offset_in(line, at - offset)) if kept else (block, 0)
        block += kept
    return block, 0


def _offset_in(line: str, at: int) -> int:
    """A place of a raw line in the text of its block: composed, without bullet and surrounding space."""
    _bullet, _depth, text = split_bullet(unicodedata.normalize("NFC", line))
    before = len(unicodedata.normalize("NFC", line[:at]))
    led = unicodedata.normalize("NFC", line).rindex(text) if text else 0
    return min(max(before - led, 0), len(text))
