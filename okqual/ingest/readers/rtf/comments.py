"""Comments in the margin of rich text, gathered while it is read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from okqual.ingest.readers.comment_places import ENDS, SIGN, STARTS
from okqual.ingest.readers.rtf.flow import Flow, Laid, Paragraph
from okqual.model.note import SourceBlock, SourceComment

FIELDS = frozenset(("atrfstart", "atrfend", "atnid", "atnauthor", "atnref", "atndate"))
"""Groups whose words say something of a comment."""


@dataclass(slots=True)
class _Comment:
    flow: Flow
    author: str
    initials: str
    name: str
    at: str = ""


@dataclass(slots=True)
class Comments:
    """The comments that were met, the newest last."""

    _found: list[_Comment] = field(default_factory=list)
    _by: dict[str, str] = field(default_factory=dict)

    def begin(self, paragraph: Paragraph) -> Flow:
        """A comment begins, its sign standing in a paragraph; its words go into the flow."""
        name = f"\x00{len(self._found)}"
        paragraph.marks.append((SIGN, name, len(paragraph.words)))
        flow = Flow("comment")
        self._found.append(_Comment(flow, self._by.pop("atnauthor", ""), self._by.pop("atnid", ""), name))
        return flow

    def say(self, kind: str, text: str, paragraph: Paragraph) -> None:
        """The words of one of ``FIELDS``, met in a paragraph."""
        text = " ".join(text.split())
        if kind in {"atrfstart", "atrfend"}:
            paragraph.marks.append((STARTS if kind == "atrfstart" else ENDS, text, len(paragraph.words)))
        elif kind in {"atnid", "atnauthor"}:
            self._by[kind] = text
        elif self._found and kind == "atnref":
            self._found[-1].name = text
        elif self._found and kind == "atndate":
            self._found[-1].at = written_time(text)

    def __len__(self) -> int:
        return len(self._found)

    def all(self, laid: Laid) -> tuple[SourceComment, ...]:
        """The comments that say something and stand in the text, in the order of the text."""
        found = [made for one in self._found if (made := _made(one, laid, laid.blocks)) is not None]
        return tuple(sorted(found, key=lambda one: (one.block, one.start)))


def _made(one: _Comment, laid: Laid, blocks: Sequence[SourceBlock]) -> SourceComment | None:
    text, span = one.flow.text(), laid.places.span_of(one.name, blocks)
    if not text or span is None:
        return None
    return SourceComment(one.author, one.initials, one.at, text, *span[0], *span[1])


def written_time(text: str) -> str:
    """The time that a packed number says: six bits of minutes, then hours, day, month and years from 1900."""
    if not text.isascii() or not text.isdigit() or len(text) > 10:
        return ""
    number = int(text)
    minutes, hours, day = number & 63, number >> 6 & 31, number >> 11 & 31
    month, year = number >> 16 & 15, 1900 + (number >> 20 & 511)
    return f"{year:04d}-{month:02d}-{day:02d}T{hours:02d}:{minutes:02d}:00"
