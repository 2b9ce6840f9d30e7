"""Web pages, and documents that were saved as such: the text a reader sees, as blocks.

Nothing is fetched or run. What is left out is said in the remarks.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass, field, replace

from lxml import etree

from okqual.errors import OkqualError
from okqual.ingest.readers.block_places import Counter, Look, Spot, blocks_of_lines, place_of_paragraph
from okqual.ingest.readers.html.lists import Numbers, Rows, numbers_of
from okqual.ingest.readers.html.marks import (
    BLOCKS,
    LEFT_OUT,
    PREFORMATTED,
    heading_level,
    is_comment,
    is_note_sign,
    is_page_text,
    note_kind,
)
from okqual.ingest.readers.html.styles import Sheet
from okqual.ingest.readers.styled_lines import Words, lines_of
from okqual.ingest.readers.text.encodings import Decoded, decode
from okqual.ingest.readers.text.reader import remarks_on
from okqual.model.note import BlockKind, Remark, SourceBlock, SourceDocument

DEEPEST = 500
"""Elements within elements; pages have some tens."""
_SPACES = re.compile(r"[ \t\r\n\f]+")
_CHARSET = re.compile(
    rb"<meta[^>]{0,500}charset\s*=\s*[\"']?\s*([\w.:-]+)|<\?xml[^>]{0,200}encoding=[\"']([\w.-]+)", re.I
)
_HEAD = 8192
_CONTROLS = re.compile("[\x00-\x08\x0b\x0e-\x1f]")
_QUOTE = "”"


@dataclass(slots=True)
class _Item:
    """A list item; its first words take the label."""

    label: str
    depth: int


@dataclass(frozen=True, slots=True)
class _Within:
    """What holds for the content of an element."""

    bold: bool = False
    italic: bool = False
    hidden: bool = False
    preformatted: bool = False
    level: int = 0
    depth: int = 0
    """Lists within lists."""
    item: _Item | None = None


@dataclass(slots=True)
class _Container:
    """Body, cell, note or quotation: paragraphs are counted within it."""

    spot: Spot
    element: etree._Element
    counter: Counter = field(default_factory=Counter)


@dataclass(slots=True)
class _Tally:
    changes: int = 0
    comments: int = 0
    pictures: int = 0
    page_texts: int = 0


class _Reader:
    def __init__(self, root: etree._Element, name: str) -> None:
        self._root = root
        self._name = name
        self._sheet = Sheet("".join(map(str, style.itertext())) for style in root.iter("style"))
        self._within = [_Within()]
        self._containers = [_Container(Spot(), root)]
        self._lists: list[tuple[etree._Element, Numbers]] = []
        self._tables: list[tuple[etree._Element, Rows]] = []
        self._words: list[Words] = []
        self._after_space = True
        self._notes = {"fn": 0, "en": 0}
        self._quotations = 0
        self._blocks: list[SourceBlock] = []
        self._tally = _Tally()

    def read(self) -> tuple[SourceBlock, ...]:
        walk = etree.iterwalk(self._root, events=("start", "end"))
        for event, element in walk:
            if event == "start":
                if self._is_left_out(element):
                    walk.skip_subtree()
                    # Its end is still told; an empty state keeps the two in step.
                    self._within.append(self._within[-1])
                else:
                    self._start(element)
            else:
                self._end(element)
                self._within.pop()
                self._text(element.tail)
        self._flush()
        return tuple(self._blocks)

    def remarks(self) -> tuple[Remark, ...]:
        tally = self._tally
        changes = (
            (Remark("reading.changes_accepted", {"count": tally.changes, "authors": "–"}),) if tally.changes else ()
        )
        counts = (
            ("reading.comments_left_out", tally.comments),
            ("reading.page_texts_left_out", tally.page_texts),
            ("reading.hidden_text_kept", sum(block.hidden for block in self._blocks)),
            ("reading.pictures_left_out", tally.pictures),
        )
        return (*changes, *(Remark(key, {"count": count}) for key, count in counts if count))

    def _is_left_out(self, element: etree._Element) -> bool:
        tag = element.tag
        if tag in LEFT_OUT or is_note_sign(element):
            return True
        if tag == "del":
            self._tally.changes += 1
            return True
        if is_comment(element):
            self._tally.comments += element.tag != "span"
            return True
        if is_page_text(element):
            self._tally.page_texts += any(str(text).strip() for text in element.itertext())
            return True
        return False

    # Elements

    def _start(self, element: etree._Element) -> None:
        if len(self._within) > DEEPEST:
            raise OkqualError("errors.note_too_deep", {"file": self._name}, "errors.note_too_deep.try")
        tag = element.tag
        if tag in BLOCKS:
            self._flush()
        outer = self._within[-1]
        marks = self._sheet.marks(element)
        here = replace(
            outer,
            bold=marks.get("bold", outer.bold),
            italic=marks.get("italic", outer.italic),
            hidden=outer.hidden or marks.get("hidden", False),
            preformatted=outer.preformatted or tag in PREFORMATTED,
            level=heading_level(element) or outer.level,
        )
        here = self._structure(element, here)
        self._within.append(here)
        self._sign(element)
        self._text(element.text)

    def _structure(self, element: etree._Element, here: _Within) -> _Within:
        """Lists, tables, notes and quotations: what they open, and what holds in them."""
        tag = element.tag
        if kind := note_kind(element):
            self._notes[kind] += 1
            self._contain(element, Spot(f"{kind}{self._notes[kind]}", BlockKind.FOOTNOTE))
            return replace(here, item=None)
        if tag in {"ol", "ul", "menu", "dir"}:
            self._lists.append((element, numbers_of(element)))
            return replace(here, depth=here.depth + 1, item=None)
        if tag == "li":
            label = self._lists[-1][1].label(element) if self._lists else "-"
            return replace(here, item=_Item(label, max(here.depth, 1)))
        if tag == "table":
            counter = self._containers[-1].counter
            counter.tables += 1
            self._tables.append((element, Rows(counter.tables)))
        elif tag == "tr" and self._tables:
            self._tables[-1][1].next_row()
        elif tag in {"td", "th"} and self._tables:
            rows = self._tables[-1][1]
            column = rows.next_cell(element)
            self._contain(element, self._containers[-1].spot.cell(rows.number, max(rows.row, 1), column))
            return replace(here, item=None, depth=0)
        elif tag == "blockquote":
            self._quotations += 1
            spot = self._containers[-1].spot
            self._contain(element, replace(spot, prefix=f"{spot.prefix}q{self._quotations}", kind=BlockKind.ASIDE))
        return here

    def _sign(self, element: etree._Element) -> None:
        tag = element.tag
        if tag == "br":
            self._add("\n")
            self._after_space = True
        elif tag == "q":
            self._add(_QUOTE)
        elif tag == "img":
            self._tally.pictures += 1
        elif tag == "ins":
            self._tally.changes += 1

    def _end(self, element: etree._Element) -> None:
        tag = element.tag
        if tag == "q":
            self._add(_QUOTE)
        if tag in BLOCKS:
            self._flush()
        if self._containers[-1].element is element and len(self._containers) > 1:
            self._containers.pop()
        if self._lists and self._lists[-1][0] is element:
            self._lists.pop()
        if self._tables and self._tables[-1][0] is element:
            self._tables.pop()

    def _contain(self, element: etree._Element, spot: Spot) -> None:
        self._containers.append(_Container(spot, element))

    # Words

    def _text(self, text: str | None) -> None:
        if not text:
            return
        if self._within[-1].preformatted:
            self._add(text.replace("\r\n", "\n").replace("\r", "\n"))
            return
        text = _SPACES.sub(" ", text)
        if self._after_space:
            text = text.removeprefix(" ")
        if text:
            self._add(text)
            self._after_space = text.endswith(" ")

    def _add(self, text: str) -> None:
        here = self._within[-1]
        self._words.append(Words(text, here.bold, here.italic, here.hidden))
        self._after_space = False

    def _flush(self) -> None:
        words, self._words = self._words, []
        self._after_space = True
        lines = lines_of(words)
        if not lines:
            return
        here, container = self._within[-1], self._containers[-1]
        container.counter.paragraphs += 1
        place = place_of_paragraph(container.counter.paragraphs, container.spot)
        label, depth = "", 0
        if here.item is not None and here.item.label:
            label, depth = here.item.label, here.item.depth
            here.item.label = ""
        self._blocks.extend(blocks_of_lines(lines, container.spot, Look(place, label, depth, here.level)))


def read_html(content: bytes, name: str, encoding: str | None = None) -> SourceDocument:
    """The blocks of a web page.

    Raises OkqualError for an encoding that does not fit and for elements nested beyond all use.
    """
    decoded = _decoded(content, name, encoding)
    root = _parsed(_CONTROLS.sub("\ufffd", decoded.text))
    if root is None:
        return SourceDocument("html", (), encoding=decoded.encoding)
    reader = _Reader(root, name)
    blocks = reader.read()
    return SourceDocument("html", blocks, encoding=decoded.encoding, remarks=(*reader.remarks(), *remarks_on(decoded)))


def _parsed(text: str) -> etree._Element | None:
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True, huge_tree=True)
    try:
        return etree.fromstring(text.encode("utf-8", "replace"), parser)
    except etree.XMLSyntaxError:
        # Nothing but comments or white space.
        return None


def _decoded(content: bytes, name: str, encoding: str | None) -> Decoded:
    """The page's text: in the given encoding, in the one that the page names, or in the one that fits."""
    declared = _CHARSET.search(content[:_HEAD]) if encoding is None else None
    if declared is not None:
        named = (declared[1] or declared[2]).decode("ascii", "replace").lower()
        # Browsers read Latin-1 as what Windows calls it; a page that can be searched so is not UTF-16.
        named = {"iso-8859-1": "cp1252", "us-ascii": "cp1252", "latin1": "cp1252"}.get(named, named)
        try:
            if not codecs.lookup(named).name.startswith(("utf-16", "utf-32")):
                return Decoded(content.decode(named).removeprefix("\ufeff"), named)
        except (LookupError, ValueError):
            pass
    return decode(content, name, encoding)
