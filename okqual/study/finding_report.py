"""A finding with all that belongs to it: words, numbers, verdicts, what says otherwise, what rests on it."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from okqual.analysis.counts import Counts
from okqual.export.claim_words import claim_words
from okqual.model.finding import Link, Piece, PieceKind, count_of
from okqual.store import findings_told
from okqual.study import browsing
from okqual.study.evidence_words import evidence_words
from okqual.study.left_to_write import counter_evidence, stale_counts
from okqual.study.material import gather
from okqual.study.opening import Study
from okqual.study.pieces import criterion_of, piece, pieces
from okqual.study.quantifying import claims_of, scale


def report(study: Study, name: str) -> dict[str, Any]:
    """Everything that is known of a piece, as JSON has it."""
    found = piece(study, name)
    counts = Counts(gather(study))
    told = summary_of(study, found)
    told["evidence"] = [_evidence(study, link, counts) for link in found.links]
    told["rests_on_it"] = findings_told.linked_to(study.db, name)
    told["heading"] = found.heading or None
    if found.kind is PieceKind.FINDING:
        used = scale(study)
        told["claims"] = [
            {**asdict(claim), "said": claim_words(claim, used)} for claim in claims_of(study, [found], counts)[name]
        ]
        told["stale"] = stale_counts(found, counts)
        told["counter_evidence"] = [
            {
                "case": each.case, "code": each.count.code, "values": list(each.values),
                "quotes": [{"id": quote.id, "text": quote.text} for quote in each.quotes],
            }
            for each in counter_evidence(study, name)
        ]  # fmt: skip
    return told


def reports(study: Study, criterion: str = "", kind: PieceKind | None = None) -> list[dict[str, Any]]:
    """All pieces, or those of a criterion, in short."""
    told = [summary_of(study, each) for each in pieces(study, kind)]
    return [each for each in told if criterion in ("", each["criterion"])]


def summary_of(study: Study, found: Piece) -> dict[str, Any]:
    """A piece in short."""
    told: dict[str, Any] = {
        "id": found.id, "kind": str(found.kind), "criterion": criterion_of(browsing.codebook(study), found.about),
        "about": found.about, "text": found.text, "owner": found.owner, "status": str(found.status),
        "coder": found.coder, "at": found.at, "changed_by": found.changed_by or None,
        "changed_at": found.changed_at or None,
        "links": [{"ref": link.ref, "role": str(link.role)} for link in found.links],
    }  # fmt: skip
    if found.kind is PieceKind.SOURCE:
        told |= {"type": str(found.type), "title": found.title, "year": found.year or None, "page": found.page}
    return told


def _evidence(study: Study, link: Link, counts: Counts) -> dict[str, Any]:
    told: dict[str, Any] = {"ref": link.ref, "role": str(link.role)}
    count = count_of(link.ref)
    if count is not None:
        now = counts.of(count)
        seen = {"n": link.seen.n, "of": link.seen.of} if link.seen else None
        told["count"] = {
            "code": count.code, "values": list(count.values), "by": count.by or None, "group": count.group or None,
            "unit": count.unit, "n": len(now.who) if now else None, "of": len(now.of) if now else None,
            "who": list(now.who) if now else [], "seen": seen,
        }  # fmt: skip
        return told
    words = evidence_words(study, link.ref)
    other = findings_told.piece(study.db, link.ref) if words is None else None
    if words is not None:
        told |= {"citation": words.citation, "case": words.case, "quote": words.text}
    elif other is not None:
        told |= {"kind": str(other.kind), "text": other.text}
    else:
        told["gone"] = True
    return told
