"""What a delivered file says beside its texts: quotes with their ids, lines above findings, tables of counts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from okqual.analysis.returned.places import anchors_of
from okqual.model.returned import Paragraph, Returned, Table
from okqual.model.summary import brackets, without_links

QUOTES = frozenset({"okq quote", "okq cell quote"})
COUNTS = frozenset({"okq count", "okq count label"})
_SPEAKER = re.compile(r"\s*\((?:[^()]|\([^()]*\))*\)\s*\Z")
_NUMBERED = re.compile(r"^\w+\s+\d+[.:]?\s*")

_SIZE = re.compile(r"\s*\(\d+\)\Z")

Rows = dict[str, tuple[str, ...]]


def quotes_in(returned: Returned) -> Iterator[tuple[tuple[str, ...], str]]:
    """(citation ids, words) of each quote; without ids in a published file, and then without the speaker too."""
    for block in returned.blocks:
        parts = [block] if isinstance(block, Paragraph) else [p for row in block.rows for cell in row for p in cell]
        for part in parts:
            if part.style in QUOTES and part.text.strip():
                ids = tuple(name for bracket in brackets(part.text) for name in bracket.ids)
                words = without_links(part.text)
                yield ids, words if ids else _SPEAKER.sub("", words)


def labels(returned: Returned, names: Mapping[str, str]) -> dict[str, str]:
    """Id of a finding or judgement → the line above it, with its numbers."""
    found: dict[str, str] = {}
    for block in returned.blocks:
        if isinstance(block, Paragraph):
            for name, *_ in anchors_of(block):
                if name in names:
                    found.setdefault(names[name], block.text.strip())
    return found


def count_tables(returned: Returned, every: bool) -> dict[str, Rows]:
    """Tables of counts by their caption without its number: the rows by their first cell; ``every`` table, or those."""
    found: dict[str, Rows] = {}
    caption = ""
    for block in returned.blocks:
        if isinstance(block, Paragraph):
            caption = _NUMBERED.sub("", block.text.strip()) if block.style == "caption" else caption
        elif every or any(part.style in COUNTS for row in block.rows for cell in row for part in cell):
            found.setdefault(caption, _rows(block))
    return found


def table_differences(one: Mapping[str, Rows], other: Mapping[str, Rows]) -> Iterator[tuple[str, str, str]]:
    """(where, what the one says, what the other says) of the cells that differ in rows and columns that both have."""
    for caption, rows in one.items():
        wanted = other.get(caption, {})
        heads, others = _columns(rows), _columns(wanted)
        for name, cells in rows.items():
            theirs = wanted.get(name, ())
            for column, at in heads.items():
                there = others.get(column, len(theirs))
                if at < len(cells) and there < len(theirs) and cells[at] != theirs[there]:
                    yield f"{caption} · {name} · {column}", cells[at], theirs[there]


def _columns(rows: Rows) -> dict[str, int]:
    """Columns by their header without its number: "kommun (16)" is kommun."""
    first = next(iter(rows.values()), ())
    return {_SIZE.sub("", head): at for at, head in enumerate(first)}


def _rows(table: Table) -> Rows:
    found: Rows = {}
    for row in table.rows:
        texts = [" ".join(" ".join(part.text.split()) for part in cell) for cell in row]
        if texts:
            found.setdefault(texts[0], tuple(texts[1:]))
    return found
