"""The words of an OpenDocument paragraph as a reader of the accepted document sees them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lxml import etree

from okqual.ingest.readers.comment_places import ENDS, STARTS, Mark
from okqual.ingest.readers.odt.package import DRAW, OFFICE, TEXT
from okqual.ingest.readers.odt.styles import Styles
from okqual.ingest.readers.styled_lines import Words
from okqual.ingest.readers.xml_parts import integer

_SPACES = re.compile(r"[ \t\r\n]+")
_MOST_SPACES = 1000
_LEFT_OUT = frozenset(
    {
        f"{OFFICE}forms",
        f"{TEXT}tracked-changes",
        f"{TEXT}ruby-text",
        f"{TEXT}script",
        # The label that the file says a list item has; it is counted here, as for all lists.
        f"{TEXT}number",
        "{urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0}title",
        "{urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0}desc",
    }
)


@dataclass(slots=True)
class Inline:
    """The content of one paragraph: words, and what stands beside them."""

    words: list[Words] = field(default_factory=list)
    notes: list[etree._Element] = field(default_factory=list)
    """Footnotes and endnotes in the order of their signs."""
    boxes: list[etree._Element] = field(default_factory=list)
    """Contents of text boxes and drawings anchored here."""
    marks: list[Mark] = field(default_factory=list)
    """Where the words of comments begin and end."""
    comments: list[etree._Element] = field(default_factory=list)
    """Comments in the margin, in the order of their signs."""


class InlineReader:
    """Reads one paragraph; white space is what OpenDocument says it is."""

    def __init__(self, styles: Styles) -> None:
        self._styles = styles
        self._inline = Inline()
        self._after_space = True
        self._nameless = 0

    def read(self, paragraph: etree._Element, marks: dict[str, bool]) -> Inline:
        """The content of a ``text:p`` or ``text:h`` whose words look as ``marks`` say."""
        self._inline = Inline()
        self._after_space = True
        self._children(paragraph, marks)
        return self._inline

    def _children(self, element: etree._Element, marks: dict[str, bool]) -> None:
        self._text(element.text, marks)
        for child in element.iterchildren():
            self._child(child, marks)
            self._text(child.tail, marks)

    def _child(self, child: etree._Element, marks: dict[str, bool]) -> None:
        tag = child.tag
        if tag == f"{TEXT}span":
            self._children(child, {**marks, **self._styles.marks("text", child.get(f"{TEXT}style-name"))})
        elif tag == f"{TEXT}s":
            self._sign(" " * min(max(integer(child.get(f"{TEXT}c", "1")) or 0, 0), _MOST_SPACES), marks)
        elif tag == f"{TEXT}tab":
            self._sign("\t", marks)
        elif tag == f"{TEXT}line-break":
            self._sign("\n", marks)
        elif tag == f"{TEXT}note":
            self._inline.notes.append(child)
        elif tag == f"{OFFICE}annotation":
            self._comment(child)
        elif tag == f"{OFFICE}annotation-end":
            self._inline.marks.append((ENDS, comment_name(child), len(self._inline.words)))
        elif tag.startswith(DRAW):
            self._inline.boxes.extend(outermost_boxes(child))
        elif tag in {f"{TEXT}hidden-text", f"{TEXT}hidden-paragraph"} and child.get(f"{TEXT}is-hidden") != "false":
            self._sign(child.get(f"{TEXT}string-value", ""), {**marks, "hidden": True})
        elif tag not in _LEFT_OUT:
            self._children(child, marks)

    def _comment(self, element: etree._Element) -> None:
        if not comment_name(element):
            # A comment without a name stands at its sign; it gets one that no other has.
            self._nameless += 1
            element.set(f"{OFFICE}name", f" {self._nameless}")
        self._inline.marks.append((STARTS, comment_name(element), len(self._inline.words)))
        self._inline.comments.append(element)

    def _text(self, text: str | None, marks: dict[str, bool]) -> None:
        if text:
            text = _SPACES.sub(" ", text)
            if self._after_space:
                text = text.removeprefix(" ")
            if text:
                self._sign(text, marks)
                self._after_space = text.endswith(" ")

    def _sign(self, text: str, marks: dict[str, bool]) -> None:
        bold, italic, hidden = (marks.get(mark, False) for mark in ("bold", "italic", "hidden"))
        self._inline.words.append(Words(text, bold, italic, hidden))
        self._after_space = False


def comment_name(element: etree._Element) -> str:
    """The name that ties a comment to the end of its words."""
    return element.get(f"{OFFICE}name", "")


def outermost_boxes(element: etree._Element) -> list[etree._Element]:
    """Drawing elements within ``element`` (itself included) that hold paragraphs of their own."""
    if any(child.tag in {f"{TEXT}p", f"{TEXT}h", f"{TEXT}list"} for child in element.iterchildren()):
        return [element]
    return [box for child in element.iterchildren(f"{DRAW}*") for box in outermost_boxes(child)]
