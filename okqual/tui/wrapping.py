"""Wrapping of a text to rows of a width, by offsets: no text is copied, so a long note wraps quickly."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rich.cells import cell_len, chop_cells

# Characters that may be wider or narrower than one cell; text without them wraps by counting characters.
_UNEVEN = re.compile(
    "[\u0300-\u036f\u0483-\u0489\u0591-\u1fff\u200b-\u200f\u2028-\u202e\u2060-\u206f\u20d0-\u20ff\u2600-\U0010ffff]"
)


def wrap(text: str, start: int, end: int, width: int) -> Iterator[tuple[int, int]]:
    """Rows ``[start, end)`` of ``text[start:end]``, each at most ``width`` cells.

    Broken after white space, which stays at the end of its row (and may hang over it); a word that
    is longer than a row is cut. An empty stretch has one empty row. Rows join without gaps.
    """
    width = max(1, width)
    if start >= end:
        yield start, start
    elif _UNEVEN.search(text, start, end):
        yield from _wrap_by_cells(text, start, end, width)
    else:
        yield from _wrap_by_count(text, start, end, width)


def _wrap_by_count(text: str, start: int, end: int, width: int) -> Iterator[tuple[int, int]]:
    while end - start > width:
        # The space that ends a row may stand just outside it.
        space = text.rfind(" ", start, start + width + 1)
        cut = space + 1 if space > start else start + width
        yield start, cut
        start = cut
    if start < end:
        yield start, end


def _wrap_by_cells(text: str, start: int, end: int, width: int) -> Iterator[tuple[int, int]]:
    row, used = start, 0
    for word in re.finditer(r"\S+\s*|\s+", text[start:end]):
        first, last = start + word.start(), start + word.end()
        cells = cell_len(word.group().rstrip())
        if used and used + cells > width:
            yield row, first
            row, used = first, 0
        if cells > width:
            *whole, rest = chop_cells(text[first:last], width)
            for piece in whole:
                yield row, row + len(piece)
                row += len(piece)
            used = cell_len(rest)
        else:
            used += cell_len(word.group())
    if row < end:
        yield row, end
