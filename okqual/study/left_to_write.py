"""What speaks against a finding, and what is left before a chapter can be written."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from enum import StrEnum

from okqual.analysis.counts import Counts
from okqual.analysis.groups import named_group
from okqual.model.claims import Verdict
from okqual.model.coding import Quote
from okqual.model.finding import CountRef, Piece, PieceKind, Status, count_of
from okqual.study import browsing
from okqual.study.findings import is_words
from okqual.study.material import gather
from okqual.study.opening import Study
from okqual.study.pieces import criterion_of, piece, pieces
from okqual.study.quantifying import claims_of
from okqual.text.swedish import swedish_key


class Lack(StrEnum):
    """What a piece lacks."""

    NO_EVIDENCE = "no_evidence"
    EVIDENCE_GONE = "evidence_gone"
    """Words, a source or finding that it rests on are not in the study any more."""
    RESTS_ON_NOTHING = "rests_on_nothing"
    NO_ITEMS = "no_items"
    """A heading with nothing under it."""
    NO_PLACE = "no_place"
    """It stands under no heading."""
    STALE = "stale"
    """A count beside it is another than when its text was written."""
    MISMATCH = "mismatch"
    """A word says more or less than the counts."""
    NOT_DONE = "not_done"
    """By its status."""


@dataclass(frozen=True, slots=True)
class Left:
    """One thing that is left."""

    piece: Piece
    criterion: str
    lack: Lack
    detail: str = ""
    """Numbers or ids that say more: "6 av 12 → 7 av 12"."""


@dataclass(frozen=True, slots=True)
class Otherwise:
    """An interview that says something else under a code that a finding is about."""

    case: str
    count: CountRef
    values: tuple[str, ...]
    """What it says."""
    quotes: tuple[Quote, ...]


def counter_evidence(study: Study, name: str) -> list[Otherwise]:
    """The interviews of the group whose value is another than the finding's, with their words, in Swedish order.

    By the counts that the finding is linked to that name values; those who say nothing are not against it.
    """
    found = piece(study, name, PieceKind.FINDING)
    counts = Counts(gather(study))
    return [each for ref in found.counts if ref.values for each in _otherwise(counts, ref)]


def _otherwise(counts: Counts, ref: CountRef) -> list[Otherwise]:
    material = counts.material
    if ref.code not in material.codebook.by_id:
        return []
    values = counts.values_of(ref.code, "case")
    words: dict[str, list[Quote]] = defaultdict(list)
    for each in material.evidence:
        if each.code == ref.code and each.value is not None and each.value not in ref.values:
            words[each.case].append(each.quote)
    cases = [
        row.case
        for row in material.cases
        if (not ref.by or named_group(row.attributes, ref.by) == ref.group)
        and (said := set(values.get(row.case, ())))
        and not said & set(ref.values)
    ]
    return [Otherwise(case, ref, values[case], tuple(words[case])) for case in sorted(cases, key=swedish_key)]


def left(study: Study) -> list[Left]:
    """Everything that is left, criterion by criterion in the order of the codebook."""
    book = browsing.codebook(study)
    order = {criterion.id: place for place, criterion in enumerate(book.criteria)}
    there = pieces(study)
    counts = Counts(gather(study))
    claims = claims_of(study, [each for each in there if each.kind is PieceKind.FINDING], counts)
    ids = {each.id: each for each in there}
    found = []
    for each in there:
        criterion = criterion_of(book, each.about)
        lacks = _lacks(study, each, ids, counts)
        wrong = [claim for claim in claims.get(each.id, ()) if claim.verdict is Verdict.MISMATCH]
        lacks += [(Lack.MISMATCH, f"{claim.words}: {claim.n}/{claim.of}") for claim in wrong]
        found += [Left(each, criterion, lack, detail) for lack, detail in lacks]
    return sorted(found, key=lambda each: (order.get(each.criterion, len(order)), list(Lack).index(each.lack)))


def _lacks(study: Study, each: Piece, ids: dict[str, Piece], counts: Counts) -> list[tuple[Lack, str]]:
    if each.kind is PieceKind.HEADING:
        lacks = [] if any(other.heading == each.id for other in ids.values()) else [(Lack.NO_ITEMS, "")]
        return lacks if each.status is Status.DONE else [*lacks, (Lack.NOT_DONE, str(each.status))]
    heading = ids.get(each.heading)
    lacks = [] if heading and heading.kind is PieceKind.HEADING else [(Lack.NO_PLACE, "")]
    if each.kind is PieceKind.SOURCE:
        return lacks
    if not each.links:
        lacks.append((Lack.NO_EVIDENCE if each.kind is PieceKind.FINDING else Lack.RESTS_ON_NOTHING, ""))
    gone = [link.ref for link in each.links if not _is_there(study, link.ref, ids, counts)]
    lacks += [(Lack.EVIDENCE_GONE, ref) for ref in gone]
    lacks += [(Lack.STALE, detail) for detail in stale_counts(each, counts)]
    return lacks if each.status is Status.DONE else [*lacks, (Lack.NOT_DONE, str(each.status))]


def stale_counts(each: Piece, counts: Counts) -> list[str]:
    """The counts beside a text that are others than when it was written: "6/12 → 7/12"."""
    found = []
    for link in each.links:
        ref = count_of(link.ref)
        now = counts.of(ref) if ref is not None else None
        if now is not None and link.seen is not None and now.seen != link.seen:
            found.append(f"{link.seen.n}/{link.seen.of} → {now.seen.n}/{now.seen.of}")
    return found


def _is_there(study: Study, ref: str, ids: dict[str, Piece], counts: Counts) -> bool:
    count = count_of(ref)
    if count is not None:
        return counts.of(count) is not None
    return ref in ids or is_words(study, ref)
