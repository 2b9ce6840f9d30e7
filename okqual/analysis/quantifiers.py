"""Words for how many held against numbers: does the word fit, and what would the scale say instead."""

from __future__ import annotations

from dataclasses import replace

from okqual.model.quantifiers import QuantifierScale, fitting
from okqual.model.results import PrevalenceRow


def with_quantifiers(rows: list[PrevalenceRow], scale: QuantifierScale, language: str) -> list[PrevalenceRow]:
    """Rows with the words of the scale that hold of their numbers, the most precise ones first."""
    kept: dict[tuple[int, int], tuple[str, ...]] = {}
    found = []
    for row in rows:
        pair = len(row.cases), row.of
        if pair not in kept:
            kept[pair] = fitting(scale, *pair, language) if row.of else ()
        found.append(replace(row, quantifiers=kept[pair]))
    return found
