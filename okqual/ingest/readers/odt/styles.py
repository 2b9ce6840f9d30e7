"""Styles of an OpenDocument text: headings, emphasis, hidden text and the lists they bring."""

from __future__ import annotations

from dataclasses import dataclass, field

from lxml import etree

from okqual.ingest.readers.heading_styles import level_of_style
from okqual.ingest.readers.odt.package import FO, STYLE, TEXT
from okqual.ingest.readers.xml_parts import integer

_BOLD = 600
"""The weight from which a font is bold."""


@dataclass(slots=True)
class Style:
    """One style with what it says itself."""

    name: str
    shown_name: str = ""
    parent: str | None = None
    outline: int | None = None
    list_style: str | None = None
    marks: dict[str, bool] = field(default_factory=dict)


class Styles:
    """Styles by family and name, with inheritance."""

    def __init__(self, *roots: etree._Element | None) -> None:
        self._styles: dict[tuple[str, str], Style] = {}
        self._defaults: dict[str, dict[str, bool]] = {}
        for root in roots:
            if root is not None:
                for element in root.iter(f"{STYLE}style"):
                    style = _read_style(element)
                    self._styles[element.get(f"{STYLE}family", ""), style.name] = style
                for element in root.iter(f"{STYLE}default-style"):
                    self._defaults[element.get(f"{STYLE}family", "")] = _read_marks(element)

    def marks(self, family: str, name: str | None) -> dict[str, bool]:
        """What a style and its parents say of ``bold``, ``italic`` and ``hidden``."""
        found = dict(self._defaults.get(family, {})) if family == "paragraph" else {}
        for style in reversed(self._chain(family, name)):
            found.update(style.marks)
        return found

    def heading_level(self, name: str | None) -> int:
        """1–9 when a paragraph style is a heading by outline level or name, 1 for a title, else 0."""
        for style in self._chain("paragraph", name):
            if style.outline is not None:
                return style.outline if 0 < style.outline <= 9 else 0
            if level := level_of_style(style.shown_name):
                return level
        return 0

    def list_style(self, name: str | None) -> str | None:
        """The list style that a paragraph style brings."""
        return next((style.list_style for style in self._chain("paragraph", name) if style.list_style), None)

    def _chain(self, family: str, name: str | None) -> list[Style]:
        chain: list[Style] = []
        seen: set[str] = set()
        while name is not None and name not in seen and (family, name) in self._styles:
            seen.add(name)
            chain.append(self._styles[family, name])
            name = chain[-1].parent
        return chain


def _read_style(element: etree._Element) -> Style:
    name = element.get(f"{STYLE}name", "")
    return Style(
        name,
        element.get(f"{STYLE}display-name") or name.replace("_20_", " "),
        element.get(f"{STYLE}parent-style-name"),
        integer(element.get(f"{STYLE}default-outline-level")),
        element.get(f"{STYLE}list-style-name"),
        _read_marks(element),
    )


def _read_marks(element: etree._Element) -> dict[str, bool]:
    marks: dict[str, bool] = {}
    properties = element.find(f"{STYLE}text-properties")
    if properties is not None:
        weight, slant, display = (
            properties.get(key) for key in (f"{FO}font-weight", f"{FO}font-style", f"{TEXT}display")
        )
        if weight is not None:
            marks["bold"] = weight == "bold" or (integer(weight) or 0) >= _BOLD
        if slant is not None:
            marks["italic"] = slant in {"italic", "oblique"}
        if display is not None:
            marks["hidden"] = display == "none"
    section = element.find(f"{STYLE}section-properties")
    if section is not None and section.get(f"{TEXT}display") == "none":
        marks["hidden"] = True
    return marks
