"""The words of a Word paragraph as a reader of the accepted document sees them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from okqual.ingest.readers.docx.package import W
from okqual.ingest.readers.docx.styles import Styles, read_marks
from okqual.ingest.readers.styled_lines import Words
from okqual.ingest.readers.symbol_fonts import shown_symbol

MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
MATH_TEXT = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
_REMOVED = frozenset({f"{W}del", f"{W}moveFrom"})
_OPENED = "ins moveTo hyperlink fldSimple smartTag customXml dir bdo sdtContent rubyBase"
_TRANSPARENT = frozenset(f"{W}{name}" for name in _OPENED.split())
_SIGNS = {
    f"{W}tab": "\t",
    f"{W}ptab": "\t",
    f"{W}br": "\n",
    f"{W}cr": "\n",
    f"{W}noBreakHyphen": "\u2011",
    f"{W}softHyphen": "\u00ad",
}
_MARKS = {f"{W}{name}": name for name in ("commentRangeStart", "commentRangeEnd", "commentReference")}


@dataclass(slots=True)
class Inline:
    """The content of one paragraph: words, and what stands beside them."""

    words: list[Words] = field(default_factory=list)
    notes: list[tuple[str, str]] = field(default_factory=list)
    """("footnote" or "endnote", id) in the order of their signs."""
    boxes: list[etree._Element] = field(default_factory=list)
    """Contents of text boxes anchored here."""
    marks: list[tuple[str, str, int]] = field(default_factory=list)
    """Where comments begin, end and have their sign: (which, comment id, number of words before)."""

    def extend(self, other: Inline) -> None:
        """Add what follows, where two paragraphs are one in the accepted document."""
        self.marks += [(which, name, len(self.words) + words) for which, name, words in other.marks]
        self.words += other.words
        self.notes += other.notes
        self.boxes += other.boxes


def accepted_children(element: etree._Element) -> Iterator[etree._Element]:
    """Children in the accepted document: insertions in, deletions out, containers opened."""
    for child in element.iterchildren():
        tag = child.tag
        if tag in _REMOVED:
            continue
        if tag in _TRANSPARENT:
            yield from accepted_children(child)
        elif tag == f"{W}sdt":
            if child.find(f"{W}sdtPr/{W}showingPlcHdr") is None:
                yield from accepted_children(child)
        elif tag == f"{MC}AlternateContent":
            yield from _alternative(child)
        else:
            yield child


def _alternative(element: etree._Element) -> Iterator[etree._Element]:
    """One of the forms that Word wrote the same content in: the first that holds text."""
    forms = [*element.iterchildren(f"{MC}Choice"), *element.iterchildren(f"{MC}Fallback")]
    chosen = next((form for form in forms if next(form.iter(f"{W}t"), None) is not None), None)
    if chosen is None:
        chosen = forms[0] if forms else None
    if chosen is not None:
        yield from accepted_children(chosen)


def read_inline(paragraph: etree._Element, styles: Styles, style_id: str | None) -> Inline:
    """The content of a ``w:p``, fields by their result."""
    inline = Inline()
    base = {mark: bool(styles.mark(style_id, mark)) for mark in ("b", "i", "vanish")}
    for child in accepted_children(paragraph):
        _read_child(child, inline, styles, base)
    return inline


def _read_child(child: etree._Element, inline: Inline, styles: Styles, base: dict[str, bool]) -> None:
    if child.tag == f"{W}r":
        _read_run(child, inline, styles, base)
    elif child.tag == f"{W}ruby":
        for part in accepted_children(child):
            _read_child(part, inline, styles, base)
    elif child.tag in _MARKS:
        inline.marks.append((_MARKS[child.tag], child.get(f"{W}id", ""), len(inline.words)))
    elif not child.tag.startswith(W):
        text = "".join(part.text or "" for part in child.iter(MATH_TEXT))
        if text:
            inline.words.append(Words(text))


def _read_run(run: etree._Element, inline: Inline, styles: Styles, base: dict[str, bool]) -> None:
    marks = {**base, **_run_marks(run, styles)}
    signs: list[str] = []
    for child in accepted_children(run):
        tag = child.tag
        if tag in {f"{W}t", MATH_TEXT}:
            signs.append(child.text or "")
        elif tag in _SIGNS:
            signs.append(_SIGNS[tag])
        elif tag == f"{W}sym":
            signs.append(_symbol(child))
        elif tag == f"{W}footnoteReference":
            inline.notes.append(("footnote", child.get(f"{W}id", "")))
        elif tag == f"{W}endnoteReference":
            inline.notes.append(("endnote", child.get(f"{W}id", "")))
        elif tag == f"{W}ruby":
            _read_child(child, inline, styles, marks)
        elif tag in _MARKS:
            inline.marks.append((_MARKS[tag], child.get(f"{W}id", ""), len(inline.words)))
        elif tag in {f"{W}drawing", f"{W}pict", f"{W}object"}:
            inline.boxes.extend(_outermost_boxes(child))
    if signs:
        inline.words.append(Words("".join(signs), marks["b"], marks["i"], marks["vanish"]))


def _run_marks(run: etree._Element, styles: Styles) -> dict[str, bool]:
    properties = run.find(f"{W}rPr")
    if properties is None:
        return {}
    marks = read_marks(properties)
    style = properties.find(f"{W}rStyle")
    if style is not None:
        for mark in ("b", "i", "vanish"):
            said = styles.mark(style.get(f"{W}val") or "", mark)
            if said is not None:
                marks.setdefault(mark, said)
    return marks


def _outermost_boxes(element: etree._Element) -> Iterator[etree._Element]:
    for child in element.iterchildren():
        if child.tag == f"{W}txbxContent":
            yield child
        elif child.tag == f"{MC}AlternateContent":
            for form in _alternative(child):
                yield from [form] if form.tag == f"{W}txbxContent" else _outermost_boxes(form)
        else:
            yield from _outermost_boxes(child)


def _symbol(element: etree._Element) -> str:
    try:
        code = int(element.get(f"{W}char", ""), 16)
    except ValueError:
        return "\ufffd"
    return shown_symbol(code)
