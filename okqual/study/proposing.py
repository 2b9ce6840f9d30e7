"""New codes asked for while the codebook is locked: name, why and where; the lead accepts or declines."""

from __future__ import annotations

from dataclasses import dataclass

from okqual.errors import OkqualError
from okqual.model.codebook import Code
from okqual.model.events import Kind
from okqual.store import contents, proposals_told, queries
from okqual.store.journal import Pen
from okqual.store.proposals_told import Answer, Proposal
from okqual.store.registers import holder, subject
from okqual.study.changing import changing
from okqual.study.codebook_editing import define_code, new_id
from okqual.study.codebook_lock import check_may_edit
from okqual.study.coding import apply_code
from okqual.study.definitions import code_named, codebook
from okqual.study.opening import Study

Place = tuple[str, int, int]
"""Note, and the words of its current version from start up to end."""


@dataclass(frozen=True, slots=True)
class Usual:
    """Where a new code made at a passage belongs unless a person says otherwise."""

    parents: tuple[str, ...] = ()
    questions: tuple[str, ...] = ()
    outside: bool = False


def propose(study: Study, name: str, why: str = "", place: Place | None = None) -> Proposal:
    """Ask the lead for a code. Name and reason are kept with the interview that they are about.

    Raises OkqualError for an empty name and an unknown note.
    """
    if not name.strip():
        raise OkqualError("errors.code_name", {"code": name}, "errors.code_name.try")
    note, start, end = place or ("", -1, -1)
    with changing(study) as pen:
        version, case = "", contents.STUDY
        if note:
            found = queries.current_version(pen.db, note)
            if found is None:
                raise OkqualError("errors.unknown_note", {"note": note}, "errors.unknown_note.try")
            version, case, _text = found
        payload = {
            "name": contents.put(pen.db, case, name.strip()), "why": contents.put(pen.db, case, why.strip()),
            "case": case, "note": note, "version": version, "start": start, "end": end,
        }  # fmt: skip
        made = pen.write(Kind.CODE_PROPOSED, payload).address
    return proposal_named(study, made)


def proposals(study: Study, open_only: bool = False) -> list[Proposal]:
    """All proposals, those that wait first and then the latest answered."""
    return proposals_told.proposals(study.db, open_only)


def how_many_wait(study: Study) -> int:
    """The number of proposals without an answer."""
    return proposals_told.how_many_wait(study.db)


def proposal_named(study: Study, name: str) -> Proposal:
    """The proposal with this id. Raises OkqualError when there is none."""
    found = proposals_told.proposal(study.db, name)
    if found is None:
        raise OkqualError("errors.unknown_proposal", {"proposal": name}, "errors.unknown_proposal.try")
    return found


def accept(study: Study, proposal: str, code: Code | None = None, put: bool = False) -> Code:
    """Make the code that was asked for (``code``, or one by the proposed name where it usually belongs).

    ``put`` puts it on the passage too, as a coding of whoever accepts. Raises OkqualError for a locked
    codebook and a proposal that was answered.
    """
    check_may_edit(study)
    asked = _open(study, proposal)
    if code is None:
        usual = usual_place(study, asked.note, asked.start)
        name = new_id(study, asked.name, usual.parents)
        code = Code(name, asked.name, usual.parents, questions=usual.questions, outside=usual.outside)
    with changing(study) as pen:
        batch = pen.begin_batch()
        define_code(study, code, batch=batch)
        _answer(pen, asked, Answer.ACCEPTED, code.id, "", batch)
        if put and asked.can_be_put:
            apply_code(study, asked.note, asked.start, asked.end, code.id, batch=batch)
    return code_named(study, code.id)


def decline(study: Study, proposal: str, reason: str) -> None:
    """Say no, and why. Raises OkqualError for a locked codebook and a proposal that was answered."""
    check_may_edit(study)
    asked = _open(study, proposal)
    with changing(study) as pen:
        _answer(pen, asked, Answer.DECLINED, "", reason.strip(), "")


def usual_place(study: Study, note: str, start: int) -> Usual:
    """Where the first code stands that is expected under the passage's question."""
    found = queries.current_version(study.db, note) if note else None
    passages = queries.passages(study.db, note, found[0]) if found else ()
    here = next((passage for passage in passages if passage.start <= start < passage.end), None)
    question = here.questions[0] if here and here.questions else ""
    expected = codebook(study).expected_under(question) if question else ()
    if not expected:
        return Usual(questions=(question,) if question.isdigit() else ())
    return Usual(expected[0].parents[:1], (question,), expected[0].outside)


def _open(study: Study, proposal: str) -> Proposal:
    asked = proposal_named(study, proposal)
    if asked.answer is not None:
        raise OkqualError("errors.proposal_answered", {"name": asked.name}, "errors.proposal_answered.try")
    return asked


def _answer(pen: Pen, asked: Proposal, answer: Answer, code: str, reason: str, batch: str) -> None:
    about = subject("proposal", asked.id)
    payload = {
        "proposal": asked.id, "answer": str(answer), "code": code,
        "reason": contents.put(pen.db, asked.case, reason), "over": holder(pen.db, about, "answer"),
    }  # fmt: skip
    pen.write(Kind.CODE_ANSWERED, payload, batch=batch)
