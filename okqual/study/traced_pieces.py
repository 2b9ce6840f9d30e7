"""Findings, judgements, sources and headings traced: back to the words they rest on, forward to the exports."""

from __future__ import annotations

from typing import Any

from okqual.model.finding import Link, Piece, PieceKind, count_of
from okqual.store import findings_told, traced
from okqual.study import browsing
from okqual.study.evidence_words import evidence_words
from okqual.study.finding_report import summary_of
from okqual.study.opening import Study
from okqual.study.traced_uses import full_name, steps, uses_of_a_piece


def trace_piece(study: Study, name: str) -> dict[str, Any] | None:
    """What a piece rests on down to the words, what it is used in, what happened to it; None for another thing's id."""
    piece = findings_told.piece(study.db, name)
    if piece is None:
        return None
    made = traced.entry_at(study.db, name)
    told = summary_of(study, piece)
    told.pop("links")
    return {
        **told,
        "owner_name": full_name(study, piece.owner),
        "coder_name": full_name(study, piece.coder),
        "evidence": [_resting(study, link) for link in piece.links],
        "under": _under(study, piece),
        "used_in": uses_of_a_piece(study, name),
        "history": steps(study, [*([made] if made else []), *traced.entries_about(study.db, name)]),
    }


def _resting(study: Study, link: Link) -> dict[str, Any]:
    told: dict[str, Any] = {"ref": link.ref, "role": str(link.role)}
    count = count_of(link.ref)
    if count is not None:
        seen = {"n": link.seen.n, "of": link.seen.of} if link.seen else None
        told["count"] = {
            "code": count.code, "values": list(count.values), "by": count.by or None, "group": count.group or None,
            "unit": count.unit, "seen": seen,
        }  # fmt: skip
        return told
    words = evidence_words(study, link.ref)
    if words is not None:
        return told | {"citation": words.citation, "case": words.case, "quote": words.text}
    other = findings_told.piece(study.db, link.ref)
    if other is None:
        return told | {"gone": True}
    told |= {"kind": str(other.kind), "text": other.text}
    if other.kind is PieceKind.SOURCE:
        told |= {"title": other.title, "year": other.year or None, "page": other.page}
    else:
        # A judgement rests on findings, and these on words: the chain goes on to its end.
        told["evidence"] = [_resting(study, each) for each in other.links]
    return told


def _under(study: Study, piece: Piece) -> list[dict[str, Any]]:
    """The heading that it stands under, and what it is about by name."""
    found = []
    heading = findings_told.piece(study.db, piece.heading) if piece.heading else None
    if heading is not None:
        found.append({"kind": str(heading.kind), "id": heading.id, "text": heading.text})
    book = browsing.codebook(study)
    named = [
        *(("criterion", each.id, each.name) for each in book.criteria),
        *(("evaluation", each.id, each.text) for each in book.evaluation_questions),
        *(("code", each.id, each.name) for each in book.codes),
    ]
    return [*found, *({"kind": kind, "id": id_, "text": text} for kind, id_, text in named if id_ == piece.about)]
