"""What speaks against a finding: those who say something else under the codes that it counts."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from okqual.analysis.counts import Counts
from okqual.analysis.material import Evidence
from okqual.analysis.units import units_behind
from okqual.model.coding import Quote
from okqual.model.finding import CountRef, Piece, PieceKind
from okqual.study.counting import counted
from okqual.study.opening import Study
from okqual.study.pieces import piece
from okqual.text.swedish import swedish_key


@dataclass(frozen=True, slots=True)
class Otherwise:
    """One who says something else under a code that a finding is about: an interview, participant or organisation."""

    who: str
    """What is counted, as the count counts it: "VB-03", "VB-03 IP1", "Umeå kommun"."""
    cases: tuple[str, ...]
    """The interviews behind it."""
    count: CountRef
    values: tuple[str, ...]
    """What it says."""
    quotes: tuple[Quote, ...]


def counter_evidence(study: Study, name: str) -> list[Otherwise]:
    """Those of the group whose value is another than the finding's, with their words, in Swedish order.

    By the counts that the finding is linked to that name values, in their unit; those who say nothing are not
    against it. Raises OkqualError for what is no finding.
    """
    found = piece(study, name, PieceKind.FINDING)
    return otherwise(found, counted(study, found.counts)) if found.counts else []


def otherwise(finding: Piece, counts: Counts, with_words: bool = True) -> list[Otherwise]:
    """The same, of a picture that is there; without their words where nobody reads them."""
    return [each for ref in finding.counts if ref.values for each in _of_count(counts, ref, with_words)]


def _of_count(counts: Counts, ref: CountRef, with_words: bool) -> list[Otherwise]:
    now = counts.of(ref)
    if now is None:
        return []
    values = counts.values_of(ref.code, ref.unit)
    against = {name for name in now.of if (said := set(values.get(name, ()))) and not said & set(ref.values)}
    rows = {row.case: row for row in counts.material.cases}
    words: dict[str, list[Evidence]] = defaultdict(list)
    for each in counts.under(ref.code):
        if each.value is not None and each.value not in ref.values:
            for name in units_behind(each, rows, ref.unit):
                words[name].append(each)
    units = {unit.id: unit for unit in counts.units_of(ref.unit) if unit.id in against}
    return [
        Otherwise(
            name, tuple(row.case for row in units[name].cases), ref, tuple(values[name]),
            tuple(map(counts.quote, words[name])) if with_words else (),
        )
        for name in sorted(against, key=swedish_key)
    ]  # fmt: skip
