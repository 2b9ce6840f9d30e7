"""A finding with all that belongs to it: words, numbers, verdicts, what says otherwise, what rests on it."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from okqual.analysis.counts import Counts
from okqual.export.claim_words import claim_words, count_name, value_names
from okqual.model.codebook import Codebook
from okqual.model.finding import Link, Piece, PieceKind, count_of
from okqual.store import findings_told
from okqual.study import browsing
from okqual.study.counter_evidence import otherwise
from okqual.study.counting import counted
from okqual.study.evidence_words import evidence_words
from okqual.study.left_to_write import stale_counts
from okqual.study.opening import Study
from okqual.study.pieces import about_name, criterion_of, piece, pieces
from okqual.study.quantifying import claims_of, scale


def report(study: Study, name: str) -> dict[str, Any]:
    """Everything that is known of a piece, as JSON has it."""
    found = piece(study, name)
    counts = counted(study, found.counts)
    book = browsing.codebook(study)
    told = summary_of(study, found)
    told["evidence"] = [_evidence(study, link, counts, book) for link in found.links]
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
                "case": each.cases[0], "who": each.who, "unit": each.count.unit, "code": each.count.code,
                "values": list(each.values), "labels": list(value_names(book, each.count.code, each.values)),
                "quotes": [{"id": quote.id, "text": quote.text} for quote in each.quotes],
            }
            for each in otherwise(found, counts)
        ]  # fmt: skip
    return told


def reports(study: Study, criterion: str = "", kind: PieceKind | None = None) -> list[dict[str, Any]]:
    """All pieces, or those of a criterion, in short."""
    told = [summary_of(study, each) for each in pieces(study, kind)]
    return [each for each in told if criterion in ("", each["criterion"])]


def summary_of(study: Study, found: Piece) -> dict[str, Any]:
    """A piece in short."""
    book = browsing.codebook(study)
    told: dict[str, Any] = {
        "id": found.id, "kind": str(found.kind), "criterion": criterion_of(book, found.about),
        "about": found.about, "about_name": about_name(book, found.about),
        "text": found.text, "owner": found.owner, "status": str(found.status),
        "coder": found.coder, "at": found.at, "changed_by": found.changed_by or None,
        "changed_at": found.changed_at or None,
        "links": [{"ref": link.ref, "role": str(link.role)} for link in found.links],
    }  # fmt: skip
    if found.kind is PieceKind.SOURCE:
        told |= {"type": str(found.type), "title": found.title, "year": found.year or None, "page": found.page}
    return told


def _evidence(study: Study, link: Link, counts: Counts, book: Codebook) -> dict[str, Any]:
    told: dict[str, Any] = {"ref": link.ref, "role": str(link.role)}
    count = count_of(link.ref)
    if count is not None:
        now = counts.of(count)
        seen = {"n": link.seen.n, "of": link.seen.of} if link.seen else None
        told["count"] = {
            "code": count.code, "values": list(count.values), "label": count_name(book, count),
            "by": count.by or None, "group": count.group or None,
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
