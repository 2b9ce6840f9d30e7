"""Comments in the margin of a Word document, and which words of its blocks they are on."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from lxml import etree

from okqual.ingest.bullets import split_bullet
from okqual.ingest.docx_inline import Inline, read_inline
from okqual.ingest.docx_package import W
from okqual.ingest.docx_styles import Styles
from okqual.model.note import SourceBlock, SourceComment

STARTS, ENDS, SIGN = "commentRangeStart", "commentRangeEnd", "commentReference"
_WHICH = {f"{W}{name}": name for name in (STARTS, ENDS, SIGN)}

Spot = tuple[int, int]
"""(block, offset in its text)."""


def comment_mark(element: etree._Element) -> tuple[str, str] | None:
    """(which mark, comment id) where an element says that a comment begins, ends or has its sign there."""
    which = _WHICH.get(element.tag)
    return (which, element.get(f"{W}id", "")) if which else None


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

    def in_paragraph(self, inline: Inline, first: int) -> None:
        """Keep the marks of a paragraph whose first line is block ``first``."""
        if inline.marks:
            lines = _raw_lines("".join(words.text for words in inline.words))
            for which, name, words in inline.marks:
                at = sum(len(run.text) for run in inline.words[:words])
                self.keep(which, name, _spot_in(lines, at, first))

    def comments(
        self, parts: Sequence[etree._Element], styles: Styles, blocks: Sequence[SourceBlock]
    ) -> Iterator[SourceComment]:
        """The comments of the comment parts that stand in the text, in the order of the text."""
        found = [made for part in parts for element in part.iterchildren(f"{W}comment")
                 if (made := self._comment(element, styles, blocks)) is not None]  # fmt: skip
        yield from sorted(found, key=lambda one: (one.block, one.start))

    def _comment(self, element: etree._Element, styles: Styles, blocks: Sequence[SourceBlock]) -> SourceComment | None:
        name = element.get(f"{W}id", "")
        text = _text_of(element.iter(f"{W}p"), styles)
        start = self.starts.get(name) or self.signs.get(name)
        end = self.ends.get(name) or self.signs.get(name) or start
        if not text or start is None or end is None or start[0] >= len(blocks):
            return None
        if end[0] >= len(blocks):
            end = (len(blocks) - 1, len(blocks[-1].text))
        if end <= start:
            # A sign without a range is on its whole block.
            start, end = (start[0], 0), (start[0], len(blocks[start[0]].text))
        author, initials = (" ".join(element.get(f"{W}{key}", "").split()) for key in ("author", "initials"))
        return SourceComment(author, initials, element.get(f"{W}date", ""), text, *start, *end)


def _text_of(paragraphs: Iterable[etree._Element], styles: Styles) -> str:
    texts = ("".join(words.text for words in read_inline(paragraph, styles, None).words) for paragraph in paragraphs)
    return unicodedata.normalize("NFC", "\n".join(text.strip() for text in texts if text.strip()))


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
