"""What is left before a chapter can be written."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from okqual.analysis.counts import Numbers
from okqual.model.claims import Verdict
from okqual.model.finding import Piece, PieceKind, Status, count_of
from okqual.study import browsing
from okqual.study.counting import counted
from okqual.study.findings import is_words
from okqual.study.opening import Study
from okqual.study.pieces import criterion_of, pieces
from okqual.study.quantifying import claims_of


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


def left(study: Study, counts: Numbers | None = None) -> list[Left]:
    """Everything that is left, criterion by criterion in the order of the codebook."""
    book = browsing.codebook(study)
    order = {criterion.id: place for place, criterion in enumerate(book.criteria)}
    there = pieces(study)
    counts = counts or counted(study, (ref for each in there for ref in each.counts))
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


def _lacks(study: Study, each: Piece, ids: dict[str, Piece], counts: Numbers) -> list[tuple[Lack, str]]:
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


def stale_counts(each: Piece, counts: Numbers) -> list[str]:
    """The counts beside a text that are others than when it was written: "6/12 → 7/12"."""
    found = []
    for link in each.links:
        ref = count_of(link.ref)
        now = counts.of(ref) if ref is not None else None
        if now is not None and link.seen is not None and now.seen != link.seen:
            found.append(f"{link.seen.n}/{link.seen.of} → {now.seen.n}/{now.seen.of}")
    return found


def _is_there(study: Study, ref: str, ids: dict[str, Piece], counts: Numbers) -> bool:
    count = count_of(ref)
    if count is not None:
        return counts.of(count) is not None
    return ref in ids or is_words(study, ref)
