"""A row in pieces: what of it each style covers, and what of an annotation fits beside it."""

from __future__ import annotations

from itertools import pairwise

from rich.cells import cell_len
from rich.style import Style

from okqual.tui.document import Row, RowKind

LEAST = 8
"""An annotation is cut to no fewer cells than this; with less room it is left out."""


def shortened(words: str, room: int) -> str:
    """The end of an annotation: the value matters more than the code's name before it."""
    if not words or room < LEAST:
        return ""
    while cell_len(words) > room - 1:
        words = words[1:]
    return f"…{words.lstrip()}"


def overlap(row: Row, span: tuple[int, int] | None) -> tuple[int, int] | None:
    """What of a span stands in a row of text; None when nothing does."""
    if span is None or row.kind is not RowKind.TEXT:
        return None
    start, end = max(row.start, span[0]), min(row.end, span[1])
    return (start, end) if start < end else None


def cut(start: int, end: int, layers: list[tuple[int, int, Style]]) -> list[tuple[int, int, list[Style]]]:
    """``[start, end)`` in pieces, each with the styles of the layers that cover it, lowest first."""
    edges = {start, end}
    for first, last, _ in layers:
        edges.update(edge for edge in (first, last) if start < edge < end)
    places = sorted(edges)
    return [
        (first, last, [style for low, high, style in layers if low <= first and last <= high])
        for first, last in pairwise(places)
    ]
