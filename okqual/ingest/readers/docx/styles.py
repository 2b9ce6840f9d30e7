"""Paragraph and character styles of a Word document: headings, emphasis and numbering they bring."""

from __future__ import annotations

from dataclasses import dataclass, field

from lxml import etree

from okqual.ingest.readers.docx.package import DocxPackage, W
from okqual.ingest.readers.heading_styles import level_of_style
from okqual.ingest.readers.xml_parts import integer

MARKS = ("b", "i", "vanish")
"""Run properties that readers ask for: bold, italic, hidden."""


@dataclass(slots=True)
class Style:
    """One style with what it says itself; ``Styles`` adds what it is based on."""

    id: str
    name: str = ""
    based_on: str | None = None
    outline: int | None = None
    num_id: str | None = None
    num_level: int | None = None
    marks: dict[str, bool] = field(default_factory=dict)


class Styles:
    """The styles of a document, by id, with inheritance."""

    def __init__(self, root: etree._Element | None) -> None:
        self._styles: dict[str, Style] = {}
        self._default: str | None = None
        for element in () if root is None else root.iterchildren(f"{W}style"):
            style = _read_style(element)
            self._styles[style.id] = style
            if element.get(f"{W}type") == "paragraph" and is_on(element.get(f"{W}default", "0")):
                self._default = style.id
        self._chains: dict[str, tuple[Style, ...]] = {}

    def chain(self, style_id: str | None) -> tuple[Style, ...]:
        """The style and what it is based on, nearest first; the default style for None."""
        key = style_id or self._default or ""
        if key not in self._chains:
            self._chains[key] = tuple(self._walk(key))
        return self._chains[key]

    def heading_level(self, style_id: str | None) -> int:
        """1–9 when the style is a heading by outline level or name, 1 for a title, else 0."""
        chain = self.chain(style_id)
        for style in chain:
            if style.outline is not None:
                return style.outline + 1 if style.outline < 9 else 0
            if level := level_of_style(style.name, style.id):
                return level
        # A style that styles.xml lacks is still known by its id ("Rubrik1").
        return level_of_style("", style_id) if style_id and not chain else 0

    def mark(self, style_id: str | None, mark: str) -> bool | None:
        """What the style says of bold, italic or hidden; None where it says nothing."""
        return next((style.marks[mark] for style in self.chain(style_id) if mark in style.marks), None)

    def numbering(self, style_id: str | None) -> Style | None:
        """The nearest style of the chain that brings numbering."""
        return next((style for style in self.chain(style_id) if style.num_id is not None), None)

    def by_id(self, style_id: str) -> Style | None:
        """The style with this id."""
        return self._styles.get(style_id)

    def _walk(self, style_id: str) -> list[Style]:
        chain: list[Style] = []
        seen: set[str] = set()
        here: str | None = style_id
        while here in self._styles and here not in seen:
            seen.add(here)
            chain.append(self._styles[here])
            here = self._styles[here].based_on
        return chain


_kept: dict[str, Styles] = {}
MOST_KEPT = 20


def styles_of(package: DocxPackage) -> Styles:
    """The styles of a document: those of notes written from one template are read once."""
    name = package.digest("styles")
    if name not in _kept:
        if len(_kept) >= MOST_KEPT:
            _kept.clear()
        _kept[name] = Styles(package.part("styles"))
    return _kept[name]


def is_on(value: str | None) -> bool:
    """Whether an on/off attribute is on; an element without one is."""
    return value is None or value.lower() not in {"0", "false", "off"}


def read_marks(properties: etree._Element | None) -> dict[str, bool]:
    """What a ``w:rPr`` says of bold, italic and hidden."""
    if properties is None:
        return {}
    found = ((mark, properties.find(f"{W}{mark}")) for mark in MARKS)
    return {mark: is_on(element.get(f"{W}val")) for mark, element in found if element is not None}


def _read_style(element: etree._Element) -> Style:
    style = Style(element.get(f"{W}styleId", ""), _value(element, "name") or "", _value(element, "basedOn"))
    properties = element.find(f"{W}pPr")
    if properties is not None:
        style.outline = integer(_value(properties, "outlineLvl"))
        numbering = properties.find(f"{W}numPr")
        if numbering is not None:
            style.num_id = _value(numbering, "numId")
            style.num_level = integer(_value(numbering, "ilvl"))
    style.marks = read_marks(element.find(f"{W}rPr"))
    return style


def _value(element: etree._Element, child: str) -> str | None:
    found = element.find(f"{W}{child}")
    return None if found is None else found.get(f"{W}val")
