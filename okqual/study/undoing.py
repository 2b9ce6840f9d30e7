"""Undo and redo over sessions: each is an entry of its own, nothing is taken out of the journal."""

from __future__ import annotations

from dataclasses import dataclass

from okqual.errors import OkqualError
from okqual.model.events import Entry, Kind
from okqual.model.summary import RowKind
from okqual.store import history
from okqual.store.entries import entries, payload_of
from okqual.study.changing import changing
from okqual.study.opening import Study


@dataclass(frozen=True, slots=True)
class Change:
    """What an undo or redo took back or brought again."""

    kind: Kind
    where: str
    """Note, passage or case that it touched; empty for the study's own."""
    code: str
    """Code that it touched, if any."""
    entries: int
    """More than 1 for a batch."""
    note: str = ""
    start: int = -1
    """First character of the words, where there are such; -1 otherwise."""
    deed: str = ""
    """What it was to the person who did it: the kind, or what several entries were as one ("coding.split")."""


def upcoming_undo(study: Study) -> Change | None:
    """What :func:`undo` would take back now."""
    entry = history.last_undoable(study.db, study.coder)
    return change_of(study, entry) if entry else None


def undo(study: Study) -> Change | None:
    """Take back the coder's latest own change; None when there is none left.

    Raises OkqualError when another coder's later entry stands on it.
    """
    entry = history.last_undoable(study.db, study.coder)
    if entry is None:
        return None
    other = history.others_build_on(study.db, entry)
    if other is not None:
        raise OkqualError("errors.others_build_on", {"coder": other.coder}, "errors.others_build_on.try")
    with changing(study) as pen:
        pen.write(Kind.UNDO, {}, undoes=history.name_of(entry))
    return change_of(study, entry)


def redo(study: Study) -> Change | None:
    """Bring back what the coder's latest undo took; None when something was done since, or nothing was undone."""
    last = history.last_undo(study.db, study.coder)
    if last is None:
        return None
    with changing(study) as pen:
        # The mark keeps a redo from being taken for an undo that could be redone.
        pen.write(Kind.UNDO, {"redo": True}, undoes=last.address)
    origin, _, number = last.undoes.rpartition(":")
    return change_of(study, next(entries(study.db, "origin = ? AND number = ?", (origin, int(number)))))


def change_of(study: Study, entry: Entry) -> Change:
    """An entry, or the batch that it ends, as what was done."""
    payload = payload_of(entry)
    count = history.batch_size(study.db, entry.batch) if entry.batch else 1
    kind = Kind(entry.kind)
    deed = str(payload.get("deed", kind))
    if kind == Kind.CODINGS_ADDED:
        _case, note, _version, start, _end, code, *_ = payload["codings"][0]
        return Change(kind, note, code, max(count, len(payload["codings"])), note, start, deed)
    if "coding" in payload:
        return _change_of_coding(study, kind, payload["coding"], count, deed)
    if kind == Kind.SUMMARY:
        row = payload["row"] if payload["rows"] == RowKind.CASE else ""
        return Change(kind, row, payload["column"], count, deed=deed)
    note = payload.get("note", "")
    where = f"{note}:{payload['number']}" if note and "number" in payload else note or payload.get("case") or ""
    return Change(kind, where, payload.get("code", ""), count, note, deed=deed)


def _change_of_coding(study: Study, kind: Kind, coding: str, count: int, deed: str) -> Change:
    origin, _, rest = coding.rpartition(":")
    number, _, place = rest.partition(".")
    entry = next(entries(study.db, "origin = ? AND number = ?", (origin, int(number))))
    _case, note, _version, start, _end, code, *_ = payload_of(entry)["codings"][int(place or 1) - 1]
    return Change(kind, note, code, count, note, start, deed)
