"""What belongs to the pages and not to the text: headers, footers and page numbers, by their recurrence."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence

from okqual.ingest.readers.pdf.lines import Line

_NUMBER = re.compile(r"\d+")
_PAGE_NUMBER = re.compile(
    r"\W*+(?:sid(?:a|an)?\.?|s\.|page)?\s*\d+\s*(?:(?:av|of|/|\()\s*\d+\s*\)?)?\W*\Z", re.IGNORECASE
)
_MARGIN = 0.15
"""Share of the page's height, above and below, where headers and footers stand."""
_SHARE = 0.4
"""Share of the pages on which a header stands; the first page often has none."""
_NEAR = 4.0
"""Points by which a footer may move from page to page."""


def margin_lines(pages: Sequence[tuple[float, list[Line]]]) -> dict[int, str]:
    """``id`` of each line that belongs to its page, with what stands for it on all pages.

    ``pages``: height and lines of each page.
    """
    groups: dict[tuple[str, bool], list[Line]] = defaultdict(list)
    for height, lines in pages:
        for line, above in _outermost(height, lines):
            groups[_NUMBER.sub("#", line.text), above].append(line)
    found = {id(line): line.text for _, lines in pages for line in lines if line.in_margin}
    for (shape, _), lines in groups.items():
        if _recurs(lines, len(pages)) or (len(pages) <= 1 and _PAGE_NUMBER.match(lines[0].text)):
            found.update((id(line), shape) for line in lines)
    return _unbroken(pages, found)


def _outermost(height: float, lines: list[Line]) -> list[tuple[Line, bool]]:
    """Lines near the upper edge (True) and near the lower one (False)."""
    return [(line, line.y > height / 2) for line in lines if not _MARGIN < line.y / max(height, 1) < 1 - _MARGIN]


def _recurs(lines: list[Line], pages: int) -> bool:
    """Whether lines of one shape stand at one height on many pages, their numbers at most the pages'."""
    on_pages = {line.page for line in lines}
    if len(on_pages) < 2 or len(on_pages) < _SHARE * pages or len(lines) > len(on_pages):
        return False
    if max(line.y for line in lines) - min(line.y for line in lines) > _NEAR:
        return False
    numbers = [[int(number[:9]) for number in _NUMBER.findall(line.text)] for line in lines]
    return all(
        len(set(column)) == 1 or len({number - line.page for number, line in zip(column, lines, strict=True)}) == 1
        for column in zip(*numbers, strict=True)
    )


def _unbroken(pages: Sequence[tuple[float, list[Line]]], found: dict[int, str]) -> dict[int, str]:
    """Only lines with no text between them and the edge of the page."""
    kept: dict[int, str] = {}
    for height, lines in pages:
        ordered = sorted(lines, key=lambda line: -line.y)
        for side in ([x for x in ordered if x.y > height / 2], [x for x in ordered[::-1] if x.y <= height / 2]):
            for line in side:
                if id(line) not in found:
                    break
                kept[id(line)] = found[id(line)]
    return kept
