"""Code, uncode, change: each verb is one entry of the journal."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from okqual.errors import OkqualError
from okqual.model.codebook import Code, Rule
from okqual.model.coding import Coding, Segment
from okqual.model.events import Kind
from okqual.model.note import TextKind
from okqual.model.summary import mark, seen_of
from okqual.store import contents, erased, queries, summaries, teams
from okqual.store.journal import Pen
from okqual.store.registers import holder, subject
from okqual.study.changing import changing
from okqual.study.definitions import code_named, definition_in_force
from okqual.study.opening import Study


def apply_code(
    study: Study,
    note: str,
    start: int,
    end: int,
    code: str,
    value: str | None = None,
    memo: str = "",
    key: bool = False,
    participants: tuple[str, ...] = (),
    batch: str = "",
) -> Coding:
    """Put a code on the words ``[start, end)`` of a note's current version.

    White space at either end is left out. The coder's own coding of the same words under the same
    code comes back as it is. Raises OkqualError for an unknown note, code or value, words outside
    the note, and a code that is only a heading.
    """
    definition = code_named(study, code)
    code = definition.id
    _check_value(definition, value)
    if definition.group:
        raise OkqualError("errors.group_code", {"code": definition.name}, "errors.group_code.try")
    if definition.retired:
        raise OkqualError("errors.retired_code", {"code": definition.name}, "errors.retired_code.try")
    with changing(study) as pen:
        version, case, text = _current(study, note)
        if erased.is_erased(study.db, case):
            raise OkqualError("errors.case_erased", {"case": case}, "errors.case_erased.try")
        start, end = _trimmed(text, start, end, note)
        same = queries.same_coding(study.db, note, Segment(version, start, end), code, study.coder)
        if same is None or _further_value(study, definition, same, value):
            item = [
                case, note, version, start, end, code, definition_in_force(study, definition), study.coder, value,
                int(key), contents.put(study.db, case, memo) if memo else None,
                [contents.put_label(study.db, case, label) for label in participants],
            ]  # fmt: skip
            same = pen.write(Kind.CODINGS_ADDED, {"codings": [item]}, batch=batch).address
    return coding_named(study, same)


def remove_coding(study: Study, coding: str) -> None:
    """Withdraw a coding. It stays in the journal."""
    coding_named(study, coding)
    with changing(study) as pen:
        _assign(pen, Kind.CODING_WITHDRAWN, subject("coding", coding), "withdrawn", {"coding": coding})


def set_value(study: Study, coding: str, value: str | None) -> None:
    """Give a coding a value of its code's scale, or none. The value it has already writes nothing."""
    now = coding_named(study, coding)
    _check_value(code_named(study, now.code), value)
    if now.value != value:
        with changing(study) as pen:
            payload = {"coding": coding, "value": value}
            _assign(pen, Kind.CODING_VALUE, subject("coding", coding), "value", payload)


def set_memo(study: Study, coding: str, memo: str) -> None:
    """Write a coding's memo; an empty one clears it."""
    now = coding_named(study, coding)
    if now.memo != memo:
        with changing(study) as pen:
            payload = {"coding": coding, "memo": contents.put(study.db, now.case, memo)}
            _assign(pen, Kind.CODING_MEMO, subject("coding", coding), "memo", payload)


def set_key(study: Study, coding: str, key: bool) -> None:
    """Mark or unmark a coding as key quote."""
    if coding_named(study, coding).key != key:
        with changing(study) as pen:
            _assign(pen, Kind.CODING_KEY, subject("coding", coding), "key", {"coding": coding, "key": int(key)})


def set_coding_participants(study: Study, coding: str, participants: tuple[str, ...]) -> None:
    """Say whose words a coding renders; none means: as the passage says."""
    now = coding_named(study, coding)
    if now.participants != participants:
        with changing(study) as pen:
            labels = [contents.put_label(study.db, now.case, label) for label in participants]
            payload = {"coding": coding, "participants": labels}
            _assign(pen, Kind.CODING_PARTICIPANTS, subject("coding", coding), "participants", payload)


def move_coding(study: Study, coding: str, start: int, end: int) -> None:
    """Point a coding at other words of its note version."""
    now = coding_named(study, coding)
    with changing(study) as pen:
        version, _case, text = _current(study, now.note)
        start, end = _trimmed(text, start, end, now.note)
        if (version, start, end) != (now.note_version, now.start, now.end):
            payload = {"coding": coding, "version": version, "start": start, "end": end}
            _assign(pen, Kind.CODING_MOVED, subject("coding", coding), "place", payload)


def nothing_to_code(study: Study, note: str, numbers: Sequence[int], on: bool = True) -> None:
    """Say that there is nothing to code in passages, or take that back: one entry for all of them."""
    version, _case, _text = _current(study, note)
    there = {passage.number for passage in queries.passages(study.db, note, version)}
    wanted = [number for number in numbers if number in there]
    if wanted:
        with changing(study) as pen:
            payload = {"note": note, "numbers": wanted, "coder": study.coder, "on": on}
            pen.write(Kind.PASSAGE_NOTHING, payload)


def set_text_kind(study: Study, note: str, number: int, kind: TextKind) -> None:
    """Say what kind of text a passage is."""
    _passage(study, Kind.PASSAGE_KIND, note, number, "kind", {"kind": str(kind)})


def set_passage_participants(study: Study, note: str, number: int, participants: tuple[str, ...]) -> None:
    """Say who said a passage."""
    _version, case, _text = _current(study, note)
    with changing(study) as pen:
        labels = [contents.put_label(study.db, case, label) for label in participants]
        payload = {"note": note, "number": number, "participants": labels}
        _assign(pen, Kind.PASSAGE_PARTICIPANTS, subject("passage", note, number), "participants", payload)


def set_passage_memo(study: Study, note: str, number: int, memo: str, batch: str = "") -> None:
    """Write a passage's memo; an empty one clears it."""
    _version, case, _text = _current(study, note)
    with changing(study) as pen:
        payload = {"note": note, "number": number, "memo": contents.put(study.db, case, memo)}
        _assign(pen, Kind.PASSAGE_MEMO, subject("passage", note, number), "memo", payload, batch)


def flag_passage(study: Study, note: str, number: int, on: bool) -> None:
    """Flag a passage for discussion, or take the flag away."""
    _passage(study, Kind.PASSAGE_FLAG, note, number, "flag", {"on": on})


def place_passage(study: Study, note: str, number: int, questions: tuple[str, ...]) -> None:
    """Move a passage under other questions; none makes it unplaced."""
    _passage(study, Kind.PASSAGE_PLACED, note, number, "questions", {"questions": list(questions)})


def decide_case_value(study: Study, case: str, code: str, value: str | None, reason: str) -> None:
    """Decide what an interview says under a code, with a reason; None takes the decision back."""
    _check_value(code_named(study, code), value)
    if value is not None and not reason.strip():
        raise OkqualError("errors.no_reason", {"case": case}, "errors.no_reason.try")
    if case not in queries.cases(study.db):
        raise OkqualError("errors.unknown_case", {"case": case}, "errors.unknown_case.try")
    if case in teams.veiled_cases(study.db, study.coder):
        # The one who decides must have seen what both said, and the other would see a judgement.
        raise OkqualError("errors.value_blind", {"case": case}, "errors.value_blind.try")
    now = summaries.decision(study.db, case, code)
    with changing(study) as pen:
        seen = seen_of([mark(name, said) for name, said in summaries.codings_under(study.db, case, code) if said])
        if (now is None and value is None) or (now is not None and (now[0], now[1], now[4]) == (value, reason, seen)):
            return
        payload = {
            "case": case, "code": code, "value": value, "reason": contents.put(study.db, case, reason),
            "digest": seen.digest, "marks": list(seen.marks) if seen.marks is not None else None,
        }  # fmt: skip
        _assign(pen, Kind.CASE_VALUE, subject("value", case, code), "value", payload)


def _passage(study: Study, kind: Kind, note: str, number: int, field: str, said: dict[str, Any]) -> None:
    _current(study, note)
    with changing(study) as pen:
        _assign(pen, kind, subject("passage", note, number), field, {"note": note, "number": number, **said})


def _assign(pen: Pen, kind: Kind, about: str, field: str, payload: dict[str, Any], batch: str = "") -> None:
    pen.write(kind, {**payload, "over": holder(pen.db, about, field)}, batch=batch)


def _current(study: Study, note: str) -> tuple[str, str, str]:
    found = queries.current_version(study.db, note)
    if found is None:
        raise OkqualError("errors.unknown_note", {"note": note}, "errors.unknown_note.try")
    return found


def coding_named(study: Study, name: str) -> Coding:
    """The coding with this id. Raises OkqualError when there is none."""
    found = queries.coding(study.db, name)
    if found is None:
        raise OkqualError("errors.unknown_coding", {"coding": name}, "errors.unknown_coding.try")
    return found


def _check_value(code: Code, value: str | None) -> None:
    known = [v.id for v in code.scale.values] if code.scale else []
    if value is not None and value not in known:
        values: dict[str, object] = {"value": value, "code": code.id, "known": ", ".join(known) or "–"}
        raise OkqualError("errors.unknown_value", values, "errors.unknown_value.try")


def _further_value(study: Study, code: Code, same: str, value: str | None) -> bool:
    """Under a scale whose values form a set, the same words can carry a second one."""
    if value is None or code.scale is None or code.scale.rule != Rule.SET:
        return False
    return coding_named(study, same).value != value


def _trimmed(text: str, start: int, end: int, note: str) -> tuple[int, int]:
    inside = text[max(start, 0) : end]
    start, end = max(start, 0) + len(inside) - len(inside.lstrip()), end - (len(inside) - len(inside.rstrip()))
    if not 0 <= start < end <= len(text):
        raise OkqualError("errors.no_words", {"note": note}, "errors.no_words.try")
    return start, end
