"""Automatic numbering of OpenDocument: the number that a reader sees before a list item or heading.

Method: OpenDocument 1.3 part 3, sections 5.3 (lists) and 16.30–16.34 (list and outline styles).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from lxml import etree

from okqual.ingest.readers.docx.numbering import BULLET, formatted
from okqual.ingest.readers.odt.package import LOEXT, STYLE, TEXT
from okqual.ingest.readers.xml_parts import integer

_FORMATS = {"a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman", "": "none"}
_PLACE = re.compile(r"%(\d{1,2})%")
OUTLINE = "\x00outline"
"""The name under which the numbering of headings is kept."""
LEVELS = 10


@dataclass(frozen=True, slots=True)
class _Level:
    format: str = "decimal"
    prefix: str = ""
    suffix: str = ""
    shown: int = 1
    """How many levels the number shows."""
    start: int = 1
    pattern: str | None = None
    """LibreOffice's own pattern ("Fråga %1%."), which says more than prefix and suffix."""


class ListStyles:
    """List styles by name, each with its levels."""

    def __init__(self, *roots: etree._Element | None) -> None:
        self._styles: dict[str, dict[int, _Level]] = {}
        for root in roots:
            if root is not None:
                for style in root.iter(f"{TEXT}list-style"):
                    self._styles[style.get(f"{STYLE}name", "")] = _read_levels(style)
                for style in root.iter(f"{TEXT}outline-style"):
                    self._styles[OUTLINE] = _read_levels(style)

    def level(self, style: str | None, depth: int) -> _Level:
        """The level of a style; plain decimal numbers where the file says nothing."""
        return self._styles.get(style or "", {}).get(depth, _Level(suffix="."))

    def has(self, style: str | None) -> bool:
        """Whether there is a style of this name."""
        return style in self._styles


class Counting:
    """The numbers that one list has reached, by level; lists that continue another share them."""

    def __init__(self, styles: ListStyles) -> None:
        self._styles = styles
        self._reached: dict[int, int] = {}

    def next_label(self, style: str | None, depth: int, start: int | None = None) -> str:
        """Count one item at a depth (from 1) and give its label: ``"-"`` for a bullet, "" for none."""
        level = self._styles.level(style, depth)
        before = self._reached.get(depth)
        first = level.start if before is None else before + 1
        self._reached[depth] = first if start is None else start
        for deeper in [number for number in self._reached if number > depth]:
            del self._reached[deeper]
        return self._shown(style, depth, level)

    def _shown(self, style: str | None, depth: int, level: _Level) -> str:
        if level.format == "bullet":
            return BULLET
        if level.pattern is not None:
            return _PLACE.sub(lambda found: self._number(style, int(found[1])), level.pattern).strip()
        if level.format == "none":
            return (level.prefix + level.suffix).strip()
        numbers = [self._number(style, number) for number in range(max(1, depth - level.shown + 1), depth + 1)]
        return f"{level.prefix}{'.'.join(number for number in numbers if number)}{level.suffix}".strip()

    def _number(self, style: str | None, depth: int) -> str:
        level = self._styles.level(style, depth)
        return "" if level.format == "bullet" else formatted(self._reached.get(depth, level.start), level.format)


def _read_levels(style: etree._Element) -> dict[int, _Level]:
    return {integer(level.get(f"{TEXT}level")) or 1: _read_level(level) for level in style.iterchildren()}


def _read_level(level: etree._Element) -> _Level:
    if not level.tag.endswith(("-style-number", "outline-level-style")):
        return _Level("bullet")
    start, shown = integer(level.get(f"{TEXT}start-value")), integer(level.get(f"{TEXT}display-levels"))
    format_ = level.get(f"{STYLE}num-format", "")
    return _Level(
        _FORMATS.get(format_, "decimal"),
        level.get(f"{STYLE}num-prefix", ""),
        level.get(f"{STYLE}num-suffix", ""),
        min(max(shown or 1, 1), LEVELS),
        1 if start is None else start,
        level.get(f"{LOEXT}num-list-format") if format_ else None,
    )
