"""What findings, sources, judgements and headings have in common: found by id, owner, status, taken out, linked."""

from __future__ import annotations

import unicodedata
from typing import Any

from okqual.analysis.counts import Numbers
from okqual.errors import OkqualError
from okqual.model.codebook import Codebook
from okqual.model.events import Kind
from okqual.model.finding import CountRef, Piece, PieceKind, Role, Status, count_of
from okqual.store import findings_told
from okqual.store.journal import Pen
from okqual.store.projected_findings import LINK, ref_of, ref_payload
from okqual.store.registers import holder, subject
from okqual.study import browsing
from okqual.study.changing import changing
from okqual.study.counting import counted
from okqual.study.opening import CODER, Study

LONGEST = 20_000
"""Characters of a text: a chapter is not written in one piece."""


def piece(study: Study, name: str, *kinds: PieceKind) -> Piece:
    """A piece by its id. Raises OkqualError where there is none, or it is of another kind."""
    found = findings_told.piece(study.db, name)
    if found is None or (kinds and found.kind not in kinds):
        raise OkqualError("errors.unknown_piece", {"id": name}, "errors.unknown_piece.try")
    return found


def pieces(study: Study, kind: PieceKind | None = None) -> list[Piece]:
    """All pieces, or those of a kind, in the order in which they were made."""
    return findings_told.pieces(study.db, kind)


def own(study: Study, name: str, owner: str) -> None:
    """Say who writes a piece. Who has it already writes nothing."""
    if piece(study, name).owner != checked_owner(owner):
        _assign(study, name, Kind.PIECE_OWNER, "owner", owner)


def set_status(study: Study, name: str, status: Status) -> None:
    """Say how far a piece is. The status that it has writes nothing."""
    if piece(study, name).status is not status:
        _assign(study, name, Kind.PIECE_STATUS, "status", str(status))


def withdraw(study: Study, name: str) -> None:
    """Take a piece out; it stays in the journal."""
    piece(study, name)
    with changing(study) as pen:
        pen.write(Kind.PIECE_WITHDRAWN, {"piece": name})


def about_named(book: Codebook, name: str) -> str:
    """The id of a criterion, evaluation question or code, by its id or name. Raises OkqualError for anything else."""
    things = [(criterion.id, criterion.name) for criterion in book.criteria]
    things += [(question.id, question.name) for question in book.evaluation_questions]
    things += [(code.id, code.name) for code in book.codes]
    by_id = {id_.casefold(): id_ for id_, _ in reversed(things)}
    by_name = {called.casefold(): id_ for id_, called in reversed(things) if called}
    wanted = name.strip().casefold()
    found = by_id.get(wanted) or by_name.get(wanted)
    if found is None:
        known = ", ".join(criterion.id for criterion in book.criteria) or "–"
        raise OkqualError("errors.unknown_about", {"about": name, "known": known}, "errors.unknown_about.try")
    return found


def about_name(book: Codebook, about: str) -> str:
    """The name of what a piece is about; its id where it has none."""
    named = {criterion.id: criterion.name for criterion in book.criteria}
    named |= {question.id: question.name for question in book.evaluation_questions}
    return named.get(about) or book.name_of(about)


def criterion_of(book: Codebook, about: str) -> str:
    """The criterion that a piece is under by what it is about; empty where the codebook has none."""
    if any(criterion.id == about for criterion in book.criteria):
        return about
    question = next((q for q in book.evaluation_questions if q.id == about), None)
    found = book.criterion_of(about)
    return question.criterion if question else found.id if found else ""


def checked(text: str) -> str:
    """A text as it is kept. Raises OkqualError for an empty and for a too long one."""
    kept = unicodedata.normalize("NFC", text).strip()
    if not kept:
        raise OkqualError("errors.empty_piece", try_this="errors.empty_piece.try")
    if len(kept) > LONGEST:
        raise OkqualError("errors.summary_long", {"limit": LONGEST}, "errors.summary_long.try")
    return kept


def checked_owner(owner: str) -> str:
    """An owner as a payload may hold it: a coder's id. Raises OkqualError for anything else."""
    if owner and not CODER.fullmatch(owner):
        raise OkqualError("errors.coder_name", {"coder": owner}, "errors.coder_name.try")
    return owner


def checked_count(study: Study, ref: CountRef, numbers: Numbers | None = None) -> CountRef:
    """A count that can be counted, in ``numbers`` where they are at hand.

    Raises OkqualError for an unknown code, value or group.
    """
    book = browsing.codebook(study)
    code = book.by_id.get(ref.code)
    if code is None:
        raise OkqualError("errors.unknown_code", {"code": ref.code}, "errors.unknown_code.try")
    known = [value.id for value in code.scale.values] if code.scale else []
    for value in ref.values:
        if value not in known:
            values: dict[str, object] = {"value": value, "code": code.id, "known": ", ".join(known) or "–"}
            raise OkqualError("errors.unknown_value", values, "errors.unknown_value.try")
    found = (numbers or counted(study, [ref])).of(ref) if ref.by else None
    if ref.by and (found is None or not found.of):
        raise OkqualError("errors.unknown_group", {"group": f"{ref.by}={ref.group}"})
    return CountRef(ref.code, tuple(value for value in known if value in ref.values), ref.by, ref.group, ref.unit)


def link(
    study: Study, name: str, kind: Kind, ref: str | CountRef, role: Role | None, numbers: Numbers | None = None
) -> None:
    """Let a piece rest on something in a role, or with None no more. What is so already writes nothing."""
    kept = str(ref)
    now = next((each.role for each in piece(study, name).links if each.ref == kept), None)
    if now is role:
        return
    count = ref if isinstance(ref, CountRef) else count_of(ref)
    seen = _seen(study, count, numbers) if count is not None and role is not None else None
    with changing(study) as pen:
        said = ref_payload(pen.db, count or kept)
        payload: dict[str, Any] = {"piece": name, "ref": said, "role": role and str(role)}
        over = holder(pen.db, subject("piece", name), subject(LINK, ref_of(pen.db, said)))
        pen.write(kind, {**payload, **({"seen": seen} if seen else {}), "over": over})


def seen_counts(
    study: Study, pen: Pen, counts: tuple[CountRef, ...], numbers: Numbers | None = None
) -> list[list[Any]]:
    """The counts that a text speaks of as they are now, for the entry that writes it."""
    if not counts:
        return []
    made = numbers or counted(study, counts)
    found = [(ref_payload(pen.db, ref), made.of(ref)) for ref in counts]
    return [[said, len(now.who), len(now.of)] for said, now in found if now is not None]


def _seen(study: Study, ref: CountRef, numbers: Numbers | None) -> list[int] | None:
    now = (numbers or counted(study, [ref])).of(ref)
    return [len(now.who), len(now.of)] if now is not None else None


def _assign(study: Study, name: str, kind: Kind, field: str, value: str) -> None:
    with changing(study) as pen:
        payload = {"piece": name, field: value, "over": holder(pen.db, subject("piece", name), field)}
        pen.write(kind, payload)
