"""The decision log: what was decided about the coding, why, by whom and when."""

from __future__ import annotations

from okqual.errors import OkqualError
from okqual.model.events import Kind
from okqual.model.memo import Decision
from okqual.store import contents, memos_told
from okqual.store.registers import holder, subject
from okqual.study.changing import changing
from okqual.study.definitions import code_named, guide
from okqual.study.opening import Study


def decide(study: Study, text: str, reason: str = "", code: str = "", question: str = "") -> Decision:
    """Write a decision, about a code or a question of the guide if one is given.

    Raises OkqualError for an empty decision, an unknown code and an unknown question.
    """
    _check(study, text, code, question)
    with changing(study) as pen:
        payload = {
            "text": contents.put(pen.db, contents.STUDY, text.strip()),
            "reason": contents.put(pen.db, contents.STUDY, reason.strip()),
            "code": code,
            "question": question,
        }
        entry = pen.write(Kind.DECISION, payload)
    return decision(study, entry.address)


def change_decision(study: Study, name: str, text: str, reason: str) -> None:
    """Put a decision or its reason in other words; the words that are there already write nothing."""
    now = decision(study, name)
    _check(study, text, "", "")
    if (now.text, now.reason) == (text.strip(), reason.strip()):
        return
    with changing(study) as pen:
        payload = {
            "decision": name,
            "text": contents.put(pen.db, contents.STUDY, text.strip()),
            "reason": contents.put(pen.db, contents.STUDY, reason.strip()),
            "over": holder(pen.db, subject("decision", name), "words"),
        }
        pen.write(Kind.DECISION_CHANGED, payload)


def withdraw_decision(study: Study, name: str) -> None:
    """Take a decision out of the log; it stays in the journal."""
    decision(study, name)
    with changing(study) as pen:
        pen.write(Kind.DECISION_WITHDRAWN, {"decision": name})


def decision(study: Study, name: str) -> Decision:
    """A decision by its id. Raises OkqualError where there is none."""
    found = memos_told.decision(study.db, name)
    if found is None:
        raise OkqualError("errors.unknown_id", {"id": name}, "errors.unknown_id.try")
    return found


def decisions(study: Study, code: str = "") -> list[Decision]:
    """All decisions, the latest first; with ``code`` those about it and those about no code in particular."""
    return memos_told.decisions(study.db, code)


def _check(study: Study, text: str, code: str, question: str) -> None:
    if not text.strip():
        raise OkqualError("errors.empty_decision", try_this="errors.empty_decision.try")
    if code:
        code_named(study, code)
    if question and question not in guide(study).by_number:
        values: dict[str, object] = {"question": question}
        raise OkqualError("errors.unknown_question", values, "errors.unknown_question.try")
