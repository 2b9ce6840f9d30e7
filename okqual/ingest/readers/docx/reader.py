"""Word documents: the accepted text as blocks in reading order.

Reads the zip's XML itself, since the usual libraries leave out insertions, content controls, text
boxes and automatic numbers. What is left out or read as accepted is said in the remarks.
"""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from okqual.errors import OkqualError
from okqual.ingest.readers.block_places import Counter, Look, Spot, blocks_of_lines, place_of_paragraph
from okqual.ingest.readers.comment_places import ENDS, CommentPlaces
from okqual.ingest.readers.docx.changes import turn_back
from okqual.ingest.readers.docx.comments import comment_mark, comments_of
from okqual.ingest.readers.docx.inline import Inline, accepted_children, read_inline
from okqual.ingest.readers.docx.numbering import Numbering
from okqual.ingest.readers.docx.package import DocxPackage, W
from okqual.ingest.readers.docx.remarks import remarks_on
from okqual.ingest.readers.docx.styles import styles_of
from okqual.ingest.readers.styled_lines import lines_of
from okqual.ingest.readers.xml_parts import integer
from okqual.model.note import BlockKind, SourceBlock, SourceDocument


class _Reader:
    def __init__(self, package: DocxPackage) -> None:
        self.styles = styles_of(package)
        self._numbering = Numbering(package.part("numbering"), self.styles)
        self._notes = {
            kind: {note.get(f"{W}id", ""): note for note in (() if root is None else root.iterchildren(f"{W}{kind}"))}
            for kind, root in (("footnote", package.part("footnotes")), ("endnote", package.part("endnotes")))
        }
        self.read: list[SourceBlock] = []
        """The blocks so far: whoever goes through :meth:`blocks` adds each before the next."""
        self.places = CommentPlaces()
        self._seen = {"footnote": 0, "endnote": 0}
        self._waiting: Inline | None = None

    def blocks(self, container: etree._Element, spot: Spot) -> Iterator[SourceBlock]:
        counter = Counter()
        for child in accepted_children(container):
            if child.tag == f"{W}p":
                counter.paragraphs += 1
                yield from self._paragraph(child, counter, spot)
            elif child.tag == f"{W}tbl":
                counter.tables += 1
                yield from self._table(child, counter.tables, spot)
            elif (mark := comment_mark(child)) is not None:
                self.places.keep(*mark, self._between(mark[0] == ENDS))
        yield from self._left_over(counter, spot)

    def _paragraph(self, paragraph: etree._Element, counter: Counter, spot: Spot) -> Iterator[SourceBlock]:
        properties = paragraph.find(f"{W}pPr")
        style_id = _style_of(properties)
        inline = read_inline(paragraph, self.styles, style_id)
        if self._waiting is not None:
            self._waiting.extend(inline)
            inline, self._waiting = self._waiting, None
        if _mark_removed(properties):
            # The accepted document has no paragraph end here: these words begin the next paragraph.
            self._waiting = inline
            return
        label, depth = self._numbering.label(properties, style_id)
        level = _outline_level(properties) or self.styles.heading_level(style_id)
        place = place_of_paragraph(counter.paragraphs, spot)
        self.places.in_paragraph(inline.words, inline.marks, len(self.read))
        yield from blocks_of_lines(lines_of(inline.words), spot, Look(place, label, depth, level))
        yield from self._beside(inline, place)

    def _between(self, ends: bool) -> tuple[int, int]:
        """A place between blocks: the end of the one before, or the beginning of the next."""
        return (len(self.read) - 1, len(self.read[-1].text)) if ends and self.read else (len(self.read), 0)

    def _left_over(self, counter: Counter, spot: Spot) -> Iterator[SourceBlock]:
        """Words whose paragraph end was removed where no paragraph follows."""
        if self._waiting is not None:
            inline, self._waiting = self._waiting, None
            place = place_of_paragraph(counter.paragraphs, spot)
            self.places.in_paragraph(inline.words, inline.marks, len(self.read))
            yield from blocks_of_lines(lines_of(inline.words), spot, Look(place))
            yield from self._beside(inline, place)

    def _beside(self, inline: Inline, place: str) -> Iterator[SourceBlock]:
        for number, box in enumerate(inline.boxes, 1):
            yield from self.blocks(box, Spot(f"{place}b{number}", BlockKind.ASIDE))
        for kind, note_id in inline.notes:
            note = self._notes[kind].get(note_id)
            if note is not None:
                self._seen[kind] += 1
                sign = "fn" if kind == "footnote" else "en"
                yield from self.blocks(note, Spot(f"{sign}{self._seen[kind]}", BlockKind.FOOTNOTE))

    def _table(self, table: etree._Element, number: int, spot: Spot) -> Iterator[SourceBlock]:
        rows = (row for row in accepted_children(table) if row.tag == f"{W}tr" and not _removed_row(row))
        for row_number, row in enumerate(rows, 1):
            column = 1 + _skipped_columns(row)
            for cell in accepted_children(row):
                if cell.tag != f"{W}tc" or cell.find(f"{W}tcPr/{W}cellDel") is not None:
                    continue
                here = spot.cell(number, row_number, column)
                yield from self.blocks(cell, here)
                column += max(1, _number(cell.find(f"{W}tcPr/{W}gridSpan")))


def read_docx(content: bytes, name: str, original: bool = False) -> SourceDocument:
    """The blocks of a Word document, tracked changes read as accepted, or not yet made when ``original``.

    Raises OkqualError for a file that is damaged, too large or no Word document.
    """
    package = DocxPackage(content, name, turn_back if original else None)
    root = package.main()
    body = root.find(f"{W}body")
    if body is None:
        raise OkqualError("errors.note_docx_no_main", {"file": name}, "errors.note_docx_no_main.try")
    reader = _Reader(package)
    for block in reader.blocks(body, Spot()):
        reader.read.append(block)
    blocks = tuple(reader.read)
    comments = tuple(comments_of(package.parts("comments"), reader.places, reader.styles, blocks))
    remarks = remarks_on(package, root, blocks, len(comments), original)
    return SourceDocument("docx", blocks, remarks=remarks, comments=comments)


def _style_of(properties: etree._Element | None) -> str | None:
    style = None if properties is None else properties.find(f"{W}pStyle")
    return None if style is None else style.get(f"{W}val")


def _outline_level(properties: etree._Element | None) -> int:
    outline = None if properties is None else properties.find(f"{W}outlineLvl")
    level = None if outline is None else integer(outline.get(f"{W}val"))
    return level + 1 if level is not None and 0 <= level < 9 else 0


def _mark_removed(properties: etree._Element | None) -> bool:
    if properties is None:
        return False
    return any(properties.find(f"{W}rPr/{W}{change}") is not None for change in ("del", "moveFrom"))


def _removed_row(row: etree._Element) -> bool:
    return row.find(f"{W}trPr/{W}del") is not None


def _skipped_columns(row: etree._Element) -> int:
    return _number(row.find(f"{W}trPr/{W}gridBefore"))


def _number(element: etree._Element | None) -> int:
    return 0 if element is None else min(max(integer(element.get(f"{W}val")) or 0, 0), 1000)
