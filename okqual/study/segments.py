"""Cutting a coding in two and joining two to one: several entries in a batch, undone as one."""

from __future__ import annotations

from typing import Any

from okqual.errors import OkqualError
from okqual.model.coding import Coding, Segment
from okqual.model.events import Kind
from okqual.store import contents, queries
from okqual.store.journal import Pen
from okqual.store.registers import holder, subject
from okqual.study.changing import changing
from okqual.study.opening import Study

SPLIT, JOINED = "coding.split", "coding.joined"
"""What the entries of a batch were as one; their payloads say so."""


def split_coding(study: Study, coding: str, at: int) -> Coding:
    """Cut one's own coding in two at an offset of its note's current text; the second part, which is new.

    The first part keeps its id, memo and key quote; code, definition, value and participants are the
    same in both. Raises OkqualError where one of the parts would have no words, for another's coding,
    and when the second part's words are coded so already.
    """
    now = _own(study, coding)
    with changing(study) as pen:
        version, text = _current(study, now)
        first = _trimmed(text, now.start, at)
        second = _trimmed(text, at, now.end)
        if not now.start < at < now.end or first is None or second is None:
            raise OkqualError("errors.split_outside", {"note": now.note}, "errors.split_outside.try")
        if queries.same_coding(study.db, now.note, Segment(version, *second), now.code, now.coder):
            raise OkqualError("errors.split_coded", {"note": now.note}, "errors.split_coded.try")
        batch = pen.begin_batch()
        _move(pen, now, version, first, SPLIT, batch)
        labels = [contents.put_label(study.db, now.case, label) for label in now.participants]
        item = [
            now.case, now.note, version, *second, now.code, now.definition, now.coder, now.value, 0, None, labels,
        ]  # fmt: skip
        made = pen.write(Kind.CODINGS_ADDED, {"codings": [item], "deed": SPLIT}, batch=batch).address
    return _coding(study, made)


def join_codings(study: Study, one: str, other: str) -> Coding:
    """Make one of two neighbouring codings of one's own under the same code: the first in the text grows.

    Their memos are kept, a blank line between them; it is a key quote if one of them is. Raises
    OkqualError when they differ in code, value or whether it is said whose words they are, and when
    words stand between them that are not coded so.
    """
    pair = sorted((_own(study, one), _own(study, other)), key=lambda coding: (coding.start, coding.end, coding.at))
    first, second = pair
    with changing(study) as pen:
        version, text = _current(study, first)
        _check_alike(first, second, text)
        batch = pen.begin_batch()
        _move(pen, first, version, (first.start, max(first.end, second.end)), JOINED, batch)
        _give(pen, first, second, batch)
        payload = {"coding": second.id, "deed": JOINED}
        _assign(pen, Kind.CODING_WITHDRAWN, second.id, "withdrawn", payload, batch)
    return _coding(study, first.id)


def can_join(first: Coding, second: Coding, text: str) -> bool:
    """True for two codings under one code by one coder between which no uncoded word stands."""
    same = (first.code, first.coder, first.note) == (second.code, second.coder, second.note)
    return same and first.id != second.id and not any(each.isalnum() for each in text[first.end : second.start])


def _check_alike(first: Coding, second: Coding, text: str) -> None:
    if not can_join(first, second, text):
        raise OkqualError("errors.join_apart", {"note": first.note}, "errors.join_apart.try")
    if first.value != second.value:
        raise OkqualError("errors.join_values", {"note": first.note}, "errors.join_values.try")
    if bool(first.participants) != bool(second.participants):
        raise OkqualError("errors.join_people", {"note": first.note}, "errors.join_people.try")


def _give(pen: Pen, first: Coding, second: Coding, batch: str) -> None:
    """What the second has to say and the first does not."""
    memo = "\n\n".join(dict.fromkeys(each for each in (first.memo, second.memo) if each))
    if memo != first.memo:
        payload: dict[str, Any] = {"coding": first.id, "memo": contents.put(pen.db, first.case, memo), "deed": JOINED}
        _assign(pen, Kind.CODING_MEMO, first.id, "memo", payload, batch)
    if second.key and not first.key:
        _assign(pen, Kind.CODING_KEY, first.id, "key", {"coding": first.id, "key": 1, "deed": JOINED}, batch)
    people = tuple(dict.fromkeys((*first.participants, *second.participants)))
    if people != first.participants:
        labels = [contents.put_label(pen.db, first.case, label) for label in people]
        payload = {"coding": first.id, "participants": labels, "deed": JOINED}
        _assign(pen, Kind.CODING_PARTICIPANTS, first.id, "participants", payload, batch)


def _move(pen: Pen, coding: Coding, version: str, words: tuple[int, int], deed: str, batch: str) -> None:
    if (version, *words) != (coding.note_version, coding.start, coding.end) or coding.how != "exact":
        payload = {"coding": coding.id, "version": version, "start": words[0], "end": words[1], "deed": deed}
        _assign(pen, Kind.CODING_MOVED, coding.id, "place", payload, batch)


def _assign(pen: Pen, kind: Kind, coding: str, field: str, payload: dict[str, Any], batch: str) -> None:
    pen.write(kind, {**payload, "over": holder(pen.db, subject("coding", coding), field)}, batch=batch)


def _own(study: Study, name: str) -> Coding:
    found = _coding(study, name)
    if found.coder != study.coder:
        raise OkqualError("errors.not_own_coding", {"coder": found.coder}, "errors.not_own_coding.try")
    if found.how == "lost":
        raise OkqualError("errors.coding_lost", {"note": found.note}, "errors.coding_lost.try")
    return found


def _coding(study: Study, name: str) -> Coding:
    found = queries.coding(study.db, name)
    if found is None:
        raise OkqualError("errors.unknown_coding", {"coding": name}, "errors.unknown_coding.try")
    return found


def _current(study: Study, coding: Coding) -> tuple[str, str]:
    """(version, text) of the coding's note."""
    found = queries.current_version(study.db, coding.note)
    if found is None:
        raise OkqualError("errors.unknown_note", {"note": coding.note}, "errors.unknown_note.try")
    return found[0], found[2]


def _trimmed(text: str, start: int, end: int) -> tuple[int, int] | None:
    """The span without white space at its ends; None when nothing is left."""
    inside = text[start:end]
    kept = (start + len(inside) - len(inside.lstrip()), start + len(inside.rstrip()))
    return kept if kept[0] < kept[1] else None
