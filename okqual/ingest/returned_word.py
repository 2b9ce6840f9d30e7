"""An edited Word file read for what came back: paragraphs with their bookmarks, tracked changes and comments.

Interview notes need the words alone (``readers/docx``); here it matters too in which bookmark they stand,
who changed them, and that a footnote of citation ids is a part of the text.
"""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from okqual.errors import OkqualError
from okqual.ingest.readers.docx.inline import accepted_children
from okqual.ingest.readers.docx.package import DocxPackage, W
from okqual.ingest.readers.docx.styles import Styles, styles_of
from okqual.ingest.readers.sniffing import OLE, ZIP, kind_of_bytes, refuse_ole, zip_format
from okqual.model.returned import Comment, Paragraph, Returned, Revision, Table
from okqual.model.summary import brackets

_SIGNS = {
    f"{W}tab": "\t", f"{W}ptab": "\t", f"{W}br": "\n", f"{W}cr": "\n", f"{W}noBreakHyphen": "\u2011",
    f"{W}softHyphen": "\u00ad",
}  # fmt: skip
_CHANGES = tuple(f"{W}{name}" for name in ("ins", "del", "moveFrom", "moveTo"))
_COMMENTS = frozenset({f"{W}commentRangeStart", f"{W}commentReference"})
_NOTES = {f"{W}footnoteReference": "footnote", f"{W}endnoteReference": "endnote"}
EXPORT, STUDY = "okqual-export", "okqual-study"
"""Custom properties that say which export a file is, and of which study."""


def read_returned(content: bytes, name: str) -> Returned:
    """The edited file, tracked changes read as accepted.

    Raises OkqualError for a file that is no Word document, damaged, or protected by a password.
    """
    found = kind_of_bytes(content)
    if found == OLE:
        raise refuse_ole(content, name)
    if found != ZIP or zip_format(content) not in {"docx", ZIP}:
        raise OkqualError("errors.pull_not_word", {"file": name}, "errors.pull_not_word.try")
    package = DocxPackage(content, name)
    root = package.main()
    body = root.find(f"{W}body")
    if body is None:
        raise OkqualError("errors.note_docx_no_main", {"file": name}, "errors.note_docx_no_main.try")
    reader = _Reader(package)
    blocks = tuple(reader.blocks(body))
    said = package.properties()
    return Returned(
        name, hashlib.sha256(content).hexdigest(), blocks, tuple(reader.comments(package)), _revisions(root),
        sum(1 for _ in root.iter(*_CHANGES)), said.get(EXPORT, ""), said.get(STUDY, ""),
    )  # fmt: skip


@dataclass(slots=True)
class _Writing:
    """A paragraph as it is put together; several where the ends between them were deleted."""

    style: str = ""
    level: int = 0
    parts: list[str] = field(default_factory=list)
    length: int = 0
    marks: list[tuple[str, int, int]] = field(default_factory=list)
    revisions: dict[Revision, None] = field(default_factory=dict)
    comments: dict[str, None] = field(default_factory=dict)

    def add(self, text: str) -> None:
        if text:
            self.parts.append(text)
            self.length += len(text)


class _Reader:
    def __init__(self, package: DocxPackage) -> None:
        self._styles: Styles = styles_of(package)
        self._notes = {
            (kind, note.get(f"{W}id", "")): "".join(text.text or "" for text in note.iter(f"{W}t")).strip()
            for kind in ("footnote", "endnote")
            for part in package.parts(f"{kind}s")
            for note in part.iterchildren(f"{W}{kind}")
        }
        self._open: dict[str, tuple[str, int]] = {}
        """Bookmarks that are open: by number, name and where they began."""
        self._between: list[str] = []
        """Comments whose sign stands between two paragraphs."""
        self._waiting: _Writing | None = None

    def blocks(self, container: etree._Element) -> Iterator[Paragraph | Table]:
        """Paragraphs and tables in their order."""
        for child in accepted_children(container):
            if child.tag == f"{W}p":
                made = self._paragraph(child)
                if made is not None:
                    yield made
            elif child.tag == f"{W}tbl":
                yield from self._left_over()
                yield self._table(child)
            else:
                self._mark(child, None)
        yield from self._left_over()

    def comments(self, package: DocxPackage) -> Iterator[Comment]:
        """All comments, in the order of their part."""
        for part in package.parts("comments"):
            for element in part.iterchildren(f"{W}comment"):
                paragraphs = ("".join(text.text or "" for text in p.iter(f"{W}t")) for p in element.iter(f"{W}p"))
                text = unicodedata.normalize("NFC", "\n".join(filter(None, map(str.strip, paragraphs))))
                author = " ".join(element.get(f"{W}author", "").split())
                if text:
                    yield Comment(element.get(f"{W}id", ""), author, element.get(f"{W}date", ""), text)

    def _left_over(self) -> Iterator[Paragraph]:
        if self._waiting is not None:
            writing, self._waiting = self._waiting, None
            yield _made(writing)

    def _table(self, table: etree._Element) -> Table:
        rows = []
        for row in accepted_children(table):
            if row.tag != f"{W}tr":
                self._mark(row, None)
            elif row.find(f"{W}trPr/{W}del") is None:
                rows.append(tuple(self._cells(row)))
        return Table(tuple(rows))

    def _cells(self, row: etree._Element) -> Iterator[tuple[Paragraph, ...]]:
        for cell in accepted_children(row):
            if cell.tag != f"{W}tc":
                self._mark(cell, None)
            elif cell.find(f"{W}tcPr/{W}cellDel") is None:
                inside: list[Paragraph] = []
                for block in self.blocks(cell):
                    inside += [block] if isinstance(block, Paragraph) else [p for r in block.rows for c in r for p in c]
                yield tuple(inside)

    def _paragraph(self, paragraph: etree._Element) -> Paragraph | None:
        properties = paragraph.find(f"{W}pPr")
        style = None if properties is None else properties.find(f"{W}pStyle")
        style_id = None if style is None else style.get(f"{W}val")
        named = self._styles.chain(style_id)
        writing = self._waiting or _Writing()
        if self._waiting is None or not writing.length:
            writing.style = named[0].name.casefold() if named else ""
            writing.level = self._styles.heading_level(style_id)
        self._waiting = None
        writing.comments.update(dict.fromkeys(self._between))
        self._between = []
        for child in accepted_children(paragraph):
            self._inside(child, writing)
        writing.revisions.update(dict.fromkeys(_revisions(paragraph)))
        if _end_deleted(properties):
            self._waiting = writing
            return None
        for number, (name, start) in list(self._open.items()):
            # A bookmark that goes on names words of the paragraph in which it begins.
            if start >= 0:
                writing.marks.append((name, start, writing.length))
                self._open[number] = (name, -1)
        return _made(writing)

    def _inside(self, child: etree._Element, writing: _Writing) -> None:
        if child.tag == f"{W}r":
            for sign in accepted_children(child):
                if sign.tag == f"{W}t":
                    writing.add(sign.text or "")
                elif sign.tag in _SIGNS:
                    writing.add(_SIGNS[sign.tag])
                elif sign.tag in _NOTES:
                    writing.add(_ids_of(self._notes.get((_NOTES[sign.tag], sign.get(f"{W}id", "")), "")))
                else:
                    self._mark(sign, writing)
        else:
            self._mark(child, writing)

    def _mark(self, element: etree._Element, writing: _Writing | None) -> None:
        """A bookmark's or comment's sign, in a paragraph or between two."""
        number = element.get(f"{W}id", "")
        if element.tag == f"{W}bookmarkStart":
            self._open[number] = (element.get(f"{W}name", ""), writing.length if writing else 0)
        elif element.tag == f"{W}bookmarkEnd":
            name, start = self._open.pop(number, ("", -1))
            if writing is not None and name and start >= 0:
                writing.marks.append((name, start, writing.length))
        elif element.tag in _COMMENTS:
            if writing is None:
                self._between.append(number)
            else:
                writing.comments[number] = None


def _made(writing: _Writing) -> Paragraph:
    full = tuple(mark for mark in writing.marks if mark[1] < mark[2])
    # What was deleted with its words is no place any more; an empty sign alone is one that an editor left.
    marks = full if full or writing.revisions else tuple(writing.marks)
    return Paragraph(
        "".join(writing.parts), writing.style, writing.level, marks, tuple(writing.revisions), tuple(writing.comments)
    )


def _ids_of(note: str) -> str:
    """A footnote that holds nothing but citation ids is those in brackets; any other is not of the text."""
    told = f"[{note}]"
    return f" {told}" if any(found.end - found.start == len(told) for found in brackets(told)) else ""


def _end_deleted(properties: etree._Element | None) -> bool:
    if properties is None:
        return False
    return any(properties.find(f"{W}rPr/{W}{change}") is not None for change in ("del", "moveFrom"))


def _revisions(element: etree._Element) -> tuple[Revision, ...]:
    """The tracked changes under an element; those that say neither who nor when are told once."""
    found = (
        Revision(" ".join(change.get(f"{W}author", "").split()), change.get(f"{W}date", ""))
        for change in element.iter(*_CHANGES)
    )
    return tuple(dict.fromkeys(found))
