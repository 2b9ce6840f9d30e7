"""Comments in the margin of a Word document, and which words of its blocks they are on."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence

from lxml import etree

from okqual.ingest.readers.comment_places import ENDS, SIGN, STARTS, CommentPlaces
from okqual.ingest.readers.docx.inline import read_inline
from okqual.ingest.readers.docx.package import W
from okqual.ingest.readers.docx.styles import Styles
from okqual.model.note import SourceBlock, SourceComment

_WHICH = {f"{W}{name}": name for name in (STARTS, ENDS, SIGN)}


def comment_mark(element: etree._Element) -> tuple[str, str] | None:
    """(which mark, comment id) where an element says that a comment begins, ends or has its sign there."""
    which = _WHICH.get(element.tag)
    return (which, element.get(f"{W}id", "")) if which else None


def comments_of(
    parts: Sequence[etree._Element], places: CommentPlaces, styles: Styles, blocks: Sequence[SourceBlock]
) -> Iterator[SourceComment]:
    """The comments of the comment parts that stand in the text, in the order of the text."""
    found = [made for part in parts for element in part.iterchildren(f"{W}comment")
             if (made := _comment(element, places, styles, blocks)) is not None]  # fmt: skip
    yield from sorted(found, key=lambda one: (one.block, one.start))


def _comment(
    element: etree._Element, places: CommentPlaces, styles: Styles, blocks: Sequence[SourceBlock]
) -> SourceComment | None:
    text = _text_of(element.iter(f"{W}p"), styles)
    span = places.span_of(element.get(f"{W}id", ""), blocks)
    if not text or span is None:
        return None
    author, initials = (" ".join(element.get(f"{W}{key}", "").split()) for key in ("author", "initials"))
    return SourceComment(author, initials, element.get(f"{W}date", ""), text, *span[0], *span[1])


def _text_of(paragraphs: Iterable[etree._Element], styles: Styles) -> str:
    texts = ("".join(words.text for words in read_inline(paragraph, styles, None).words) for paragraph in paragraphs)
    return unicodedata.normalize("NFC", "\n".join(text.strip() for text in texts if text.strip()))
