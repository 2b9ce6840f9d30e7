"""OpenDocument texts (odt, ott): the accepted text as blocks in reading order.

Reads the zip's XML itself, as the reader of Word documents does, so that both give the same blocks
for the same document. What is left out or read as accepted is said in the remarks.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from lxml import etree

from okqual.ingest.readers.block_places import Counter, Look, Spot, blocks_of_lines, place_of_paragraph
from okqual.ingest.readers.comment_places import CommentPlaces
from okqual.ingest.readers.odt.comments import comments_of
from okqual.ingest.readers.odt.inline import Inline, InlineReader, outermost_boxes
from okqual.ingest.readers.odt.lists import OUTLINE, Counting, ListStyles
from okqual.ingest.readers.odt.package import DC, DRAW, OFFICE, STYLE, TABLE, TEXT, XML_ID, OdtPackage
from okqual.ingest.readers.odt.styles import Styles
from okqual.ingest.readers.styled_lines import lines_of
from okqual.ingest.readers.xml_parts import integer
from okqual.model.note import BlockKind, Remark, SourceBlock, SourceDocument

_PARAGRAPHS = frozenset({f"{TEXT}p", f"{TEXT}h"})
_ROW_GROUPS = frozenset(
    f"{TABLE}{name}" for name in ("table-header-rows", "table-rows", "table-row-group", "soft-page-break")
)
_CELLS = frozenset({f"{TABLE}table-cell", f"{TABLE}covered-table-cell"})
_MOST_REPEATED = 1000
"""Rows or columns; more of the same is an empty sheet."""
_PAGE_PARTS = ("header", "footer", "header-left", "footer-left", "header-first", "footer-first")
_LEFT_OUT = frozenset(
    {f"{TEXT}tracked-changes", f"{OFFICE}forms", f"{TEXT}index-title-template", f"{TEXT}table-of-content-source"}
)


@dataclass(slots=True)
class _Item:
    """The list item that a paragraph stands in; its first paragraph takes the label."""

    counting: Counting
    style: str | None
    depth: int
    start: int | None = None
    numbered: bool = True
    taken: bool = False


@dataclass(frozen=True, slots=True)
class _Within:
    """What holds for the content of a container."""

    spot: Spot
    counter: Counter
    item: _Item | None = None
    hidden: bool = False


class _Reader:
    def __init__(self, package: OdtPackage) -> None:
        self._styles = Styles(package.styles, package.content)
        self._lists = ListStyles(package.styles, package.content)
        self._inline = InlineReader(self._styles)
        self._headings = Counting(self._lists)
        self._by_id: dict[str, Counting] = {}
        self._by_style: dict[str, Counting] = {}
        self._seen = {"fn": 0, "en": 0}
        self.places = CommentPlaces()
        self.comments: list[etree._Element] = []
        self.read: list[SourceBlock] = []
        """Blocks that were given away so far."""

    def blocks(self, container: etree._Element, spot: Spot) -> Iterator[SourceBlock]:
        yield from self._content(container, _Within(spot, Counter()))

    def _content(self, container: etree._Element, within: _Within) -> Iterator[SourceBlock]:
        for child in container.iterchildren():
            tag = child.tag
            if tag in _PARAGRAPHS:
                yield from self._paragraph(child, within)
            elif tag == f"{TEXT}list":
                yield from self._list(child, within)
            elif tag == f"{TABLE}table":
                within.counter.tables += 1
                yield from self._table(child, within.counter.tables, within)
            elif tag.startswith(DRAW):
                yield from self._boxes(outermost_boxes(child), f"p{within.counter.paragraphs}")
            elif tag not in _LEFT_OUT:
                yield from self._content(child, replace(within, hidden=within.hidden or self._is_hidden(child)))

    def _is_hidden(self, section: etree._Element) -> bool:
        said = self._styles.marks("section", section.get(f"{TEXT}style-name"))
        return section.get(f"{TEXT}display") == "none" or said.get("hidden", False)

    # Paragraphs

    def _paragraph(self, paragraph: etree._Element, within: _Within) -> Iterator[SourceBlock]:
        within.counter.paragraphs += 1
        style = paragraph.get(f"{TEXT}style-name")
        marks = self._styles.marks("paragraph", style)
        if within.hidden:
            marks["hidden"] = True
        inline = self._inline.read(paragraph, marks)
        level = self._heading_level(paragraph, style)
        label, depth = self._label(paragraph, within.item, style, level)
        place = place_of_paragraph(within.counter.paragraphs, within.spot)
        self.places.in_paragraph(inline.words, inline.marks, len(self.read))
        self.comments += inline.comments
        yield from blocks_of_lines(lines_of(inline.words), within.spot, Look(place, label, depth, level))
        yield from self._beside(inline, place)

    def _heading_level(self, paragraph: etree._Element, style: str | None) -> int:
        if paragraph.tag == f"{TEXT}h":
            return min(max(integer(paragraph.get(f"{TEXT}outline-level")) or 1, 1), 9)
        return self._styles.heading_level(style)

    def _label(self, paragraph: etree._Element, item: _Item | None, style: str | None, level: int) -> tuple[str, int]:
        if item is not None:
            if item.taken or not item.numbered:
                return "", 0
            item.taken = True
            # A paragraph's own style brings the list style where the list itself names none.
            named = item.style or self._styles.list_style(style)
            return item.counting.next_label(named, item.depth, item.start), item.depth
        numbered = paragraph.tag == f"{TEXT}h" and self._lists.has(OUTLINE)
        if not numbered or paragraph.get(f"{TEXT}is-list-header") == "true":
            return "", 0
        start = integer(paragraph.get(f"{TEXT}start-value"))
        return self._headings.next_label(OUTLINE, level, start), level

    def _beside(self, inline: Inline, place: str) -> Iterator[SourceBlock]:
        yield from self._boxes(inline.boxes, place)
        for note in inline.notes:
            sign = "en" if note.get(f"{TEXT}note-class") == "endnote" else "fn"
            self._seen[sign] += 1
            number = self._seen[sign]
            body = note.find(f"{TEXT}note-body")
            if body is not None:
                yield from self.blocks(body, Spot(f"{sign}{number}", BlockKind.FOOTNOTE))

    def _boxes(self, boxes: list[etree._Element], place: str) -> Iterator[SourceBlock]:
        for number, box in enumerate(boxes, 1):
            yield from self.blocks(box, Spot(f"{place}b{number}", BlockKind.ASIDE))

    # Lists

    def _list(self, element: etree._Element, within: _Within) -> Iterator[SourceBlock]:
        outer = within.item
        own = element.get(f"{TEXT}style-name")
        style = own or (outer.style if outer is not None else None)
        counting = self._counting(element, own) if outer is None else outer.counting
        depth = outer.depth + 1 if outer is not None else 1
        for child in element.iterchildren():
            header = child.tag == f"{TEXT}list-header"
            named = child.get(f"{TEXT}style-override") or style
            item = _Item(counting, named, depth, integer(child.get(f"{TEXT}start-value")), numbered=not header)
            yield from self._content(child, replace(within, item=item))

    def _counting(self, element: etree._Element, style: str | None) -> Counting:
        """The numbers that a list goes on from: another's where it says so, else its own."""
        continued = self._by_id.get(element.get(f"{TEXT}continue-list", ""))
        if continued is None and element.get(f"{TEXT}continue-numbering") == "true":
            continued = self._by_style.get(style or "")
        counting = continued or Counting(self._lists)
        self._by_style[style or ""] = counting
        if (id_ := element.get(XML_ID)) is not None:
            self._by_id[id_] = counting
        return counting

    # Tables

    def _table(self, table: etree._Element, number: int, within: _Within) -> Iterator[SourceBlock]:
        row_number = 1
        for row in _rows(table):
            column = 1
            for cell in row.iterchildren():
                if cell.tag not in _CELLS:
                    continue
                if cell.tag == f"{TABLE}table-cell":
                    spot = within.spot.cell(number, row_number, column)
                    yield from self._content(cell, _Within(spot, Counter(), hidden=within.hidden))
                column += _repeated(cell, "number-columns-repeated")
            row_number += _repeated(row, "number-rows-repeated")


def read_odt(content: bytes, name: str) -> SourceDocument:
    """The blocks of an OpenDocument text, tracked changes read as accepted.

    Raises OkqualError for a file that is damaged, too large, locked or no text document.
    """
    package = OdtPackage(content, name)
    reader = _Reader(package)
    for block in reader.blocks(package.body, Spot()):
        reader.read.append(block)
    blocks = tuple(reader.read)
    comments = comments_of(reader.comments, reader.places, blocks)
    return SourceDocument("odt", blocks, remarks=_remarks(package, blocks, len(comments)), comments=comments)


def _rows(table: etree._Element) -> Iterator[etree._Element]:
    for child in table.iterchildren():
        if child.tag == f"{TABLE}table-row":
            yield child
        elif child.tag in _ROW_GROUPS:
            yield from _rows(child)


def _repeated(element: etree._Element, name: str) -> int:
    return min(max(integer(element.get(f"{TABLE}{name}")) or 1, 1), _MOST_REPEATED)


def _remarks(package: OdtPackage, blocks: tuple[SourceBlock, ...], comments: int) -> tuple[Remark, ...]:
    body = package.body
    written = sum(1 for _ in body.iter(f"{OFFICE}annotation"))
    counts = (
        ("reading.comments_left_out", written - comments),
        ("reading.page_texts_left_out", _page_texts(package.styles)),
        ("reading.hidden_text_kept", sum(block.hidden for block in blocks)),
        ("reading.pictures_left_out", sum(1 for _ in body.iter(f"{DRAW}image"))),
        ("reading.macros_ignored", int(package.has_macros)),
    )
    return (*_tracked(body), *(Remark(key, {"count": count}) for key, count in counts if count))


def _tracked(body: etree._Element) -> tuple[Remark, ...]:
    changes = list(body.iter(f"{TEXT}insertion", f"{TEXT}deletion"))
    if not changes:
        return ()
    names = {(name.text or "").strip() for change in changes for name in change.iter(f"{DC}creator")} - {""}
    return (Remark("reading.changes_accepted", {"count": len(changes), "authors": ", ".join(sorted(names)) or "–"}),)


def _page_texts(styles: etree._Element | None) -> int:
    """Headers and footers that say anything."""
    parts = () if styles is None else styles.iter(*(f"{STYLE}{name}" for name in _PAGE_PARTS))
    return sum(1 for part in parts if any(str(text).strip() for text in part.itertext()))
