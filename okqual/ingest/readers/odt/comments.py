"""Comments in the margin of an OpenDocument text."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence

from lxml import etree

from okqual.ingest.readers.comment_places import CommentPlaces
from okqual.ingest.readers.odt.inline import InlineReader, comment_name
from okqual.ingest.readers.odt.package import DC, LOEXT, META, TEXT
from okqual.ingest.readers.odt.styles import Styles
from okqual.model.note import SourceBlock, SourceComment


def comments_of(
    elements: Iterable[etree._Element], places: CommentPlaces, blocks: Sequence[SourceBlock]
) -> tuple[SourceComment, ...]:
    """The comments that say something and stand in the text, in the order of the text."""
    inline = InlineReader(Styles())
    found = [made for element in elements if (made := _comment(element, places, blocks, inline)) is not None]
    return tuple(sorted(found, key=lambda one: (one.block, one.start)))


def _comment(
    element: etree._Element, places: CommentPlaces, blocks: Sequence[SourceBlock], inline: InlineReader
) -> SourceComment | None:
    lines = ("".join(words.text for words in inline.read(part, {}).words).strip() for part in element.iter(f"{TEXT}p"))
    text = unicodedata.normalize("NFC", "\n".join(line for line in lines if line))
    span = places.span_of(comment_name(element), blocks)
    if not text or span is None:
        return None
    author, at, initials = (" ".join(next(_said(element, *names), "").split()) for names in _FIELDS)
    return SourceComment(author, initials, at, text, *span[0], *span[1])


_FIELDS = ((f"{DC}creator",), (f"{DC}date",), (f"{META}creator-initials", f"{LOEXT}sender-initials"))


def _said(element: etree._Element, *names: str) -> Iterator[str]:
    return (child.text or "" for child in element.iterchildren(*names))
