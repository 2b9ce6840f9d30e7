"""Automatic numbering of Word: the number that a reader sees before a paragraph.

Method: ECMA-376 part 1, section 17.9 (levels, restarts, overrides, numbering styles).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from lxml import etree

from okqual.ingest.readers.docx.package import W
from okqual.ingest.readers.docx.styles import Style, Styles, is_on
from okqual.ingest.readers.xml_parts import integer

BULLET = "-"
LEVELS = 9
_PLACE = re.compile(r"%([1-9])")
_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"),
          (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Level:
    start: int = 1
    format: str = "decimal"
    text: str = ""
    restart: int | None = None
    """0: never; n: only after level n; None: after any higher level."""
    legal: bool = False
    style: str | None = None


@dataclass(slots=True)
class _List:
    """A ``w:num``: the levels of its abstract list with its own overrides."""

    abstract: str
    levels: dict[int, _Level]
    starts: dict[int, int]
    begun: bool = False


class Numbering:
    """Counts through a document: ask for the label of each paragraph once, in file order."""

    def __init__(self, root: etree._Element | None, styles: Styles) -> None:
        self._styles = styles
        abstracts = _by_id(root, "abstractNum")
        nums = _by_id(root, "num")
        self._lists = {num_id: _read_list(num, abstracts, nums, styles) for num_id, num in nums.items()}
        self._counters: dict[str, dict[int, int]] = {}

    def label(self, properties: etree._Element | None, style_id: str | None) -> tuple[str, int]:
        """Label and depth (from 1) of a paragraph; ``("", 0)`` outside lists, ``"-"`` for a bullet."""
        num_id, level = self._list_of(properties, style_id)
        numbered = self._lists.get(num_id or "")
        if numbered is None:
            return "", 0
        level = min(max(level, 0), LEVELS - 1)
        self._count(numbered, level)
        return self._shown(numbered, level), level + 1

    def _list_of(self, properties: etree._Element | None, style_id: str | None) -> tuple[str | None, int]:
        own = None if properties is None else properties.find(f"{W}numPr")
        num_id = level = None
        if own is not None:
            num_id, level = _value(own, "numId"), integer(_value(own, "ilvl"))
        style = self._styles.numbering(style_id)
        if num_id is None and style is not None:
            num_id = style.num_id
            if level is None:
                level = self._level_of_style(style)
        return num_id, level or 0

    def _level_of_style(self, style: Style) -> int:
        numbered = self._lists.get(style.num_id or "")
        if numbered is not None:
            for number, level in numbered.levels.items():
                if level.style == style.id:
                    return number
        return style.num_level or 0

    def _count(self, numbered: _List, level: int) -> None:
        counters = self._counters.setdefault(numbered.abstract, {})
        if not numbered.begun:
            numbered.begun = True
            for overridden in numbered.starts:
                counters.pop(overridden, None)
        start = numbered.starts.get(level, numbered.levels.get(level, _Level()).start)
        counters[level] = counters[level] + 1 if level in counters else start
        for deeper in [number for number in counters if number > level]:
            restart = numbered.levels.get(deeper, _Level()).restart
            if restart is None or (restart > 0 and level < restart):
                del counters[deeper]

    def _shown(self, numbered: _List, level: int) -> str:
        own = numbered.levels.get(level, _Level())
        if own.format == "bullet":
            return BULLET
        counters = self._counters[numbered.abstract]

        def place(found: re.Match[str]) -> str:
            number = int(found[1]) - 1
            shown = numbered.levels.get(number, _Level())
            format_ = "decimal" if own.legal else shown.format
            start = numbered.starts.get(number, shown.start)
            return formatted(counters.get(number, start), format_)

        return _PLACE.sub(place, own.text).strip()


def formatted(number: int, format_: str) -> str:
    """A number as a list shows it: decimal, letters, roman; unknown formats as decimal."""
    if format_ in {"lowerLetter", "upperLetter"} and number > 0:
        letters = chr(ord("a") + (number - 1) % 26) * min((number - 1) // 26 + 1, 20)
        return letters.upper() if format_ == "upperLetter" else letters
    if format_ in {"lowerRoman", "upperRoman"} and 0 < number < 5000:
        roman = _roman(number)
        return roman.upper() if format_ == "upperRoman" else roman
    if format_ == "decimalZero":
        return f"{number:02d}"
    return "" if format_ == "none" else str(number)


def _roman(number: int) -> str:
    signs = []
    for value, sign in _ROMAN:
        signs.append(sign * (number // value))
        number %= value
    return "".join(signs)


def _by_id(root: etree._Element | None, name: str) -> dict[str, etree._Element]:
    return {} if root is None else {item.get(f"{W}{name}Id", ""): item for item in root.iterchildren(f"{W}{name}")}


def _read_list(
    num: etree._Element, abstracts: dict[str, etree._Element], nums: dict[str, etree._Element], styles: Styles
) -> _List:
    abstract_id = _abstract_of(num, abstracts, nums, styles)
    abstract = abstracts.get(abstract_id)
    levels = {} if abstract is None else _read_levels(abstract)
    starts = {}
    for override in num.iterchildren(f"{W}lvlOverride"):
        number = integer(override.get(f"{W}ilvl")) or 0
        own = override.find(f"{W}lvl")
        if own is not None:
            levels[number] = _read_level(own)
        start = integer(_value(override, "startOverride"))
        if start is not None:
            starts[number] = start
    return _List(abstract_id, levels, starts)


def _abstract_of(
    num: etree._Element, abstracts: dict[str, etree._Element], nums: dict[str, etree._Element], styles: Styles
) -> str:
    """Id of the abstract list with levels: a list may only point at a numbering style that has them."""
    seen = set()
    while True:
        abstract_id = _value(num, "abstractNumId") or ""
        abstract = abstracts.get(abstract_id)
        link = None if abstract is None else _value(abstract, "numStyleLink")
        style = styles.by_id(link) if link else None
        target = nums.get(style.num_id or "") if style else None
        if target is None or abstract_id in seen:
            return abstract_id
        seen.add(abstract_id)
        num = target


def _read_levels(abstract: etree._Element) -> dict[int, _Level]:
    return {integer(level.get(f"{W}ilvl")) or 0: _read_level(level) for level in abstract.iterchildren(f"{W}lvl")}


def _read_level(level: etree._Element) -> _Level:
    start = integer(_value(level, "start"))
    legal = level.find(f"{W}isLgl")
    return _Level(
        start=1 if start is None else start,
        format=_value(level, "numFmt") or "decimal",
        text=_value(level, "lvlText") or "",
        restart=integer(_value(level, "lvlRestart")),
        legal=legal is not None and is_on(legal.get(f"{W}val")),
        style=_value(level, "pStyle"),
    )


def _value(element: etree._Element, child: str) -> str | None:
    found = element.find(f"{W}{child}")
    return None if found is None else found.get(f"{W}val")
