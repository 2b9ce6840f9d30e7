"""A coder's own changes as a list to step through: undone down to one of them, or redone up to one."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice

from okqual.errors import OkqualError
from okqual.model.events import Entry, Kind
from okqual.store import history, undo_lists
from okqual.store.database import reading
from okqual.study.changing import changing
from okqual.study.opening import Study
from okqual.study.undoing import Change, change_of


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """One change: an entry, or a batch such as a load or an import."""

    name: str
    """What an undo of it names."""
    change: Change
    at: int
    """When it was done, milliseconds since 1970 in UTC."""
    deed: str
    """What it was as one: ``change.deed``, or "notes.loaded" and "codings.imported" for what came out of files."""
    where: str
    """The passage, note or interview that it touched; empty for the study's own."""


def done(study: Study, most: int) -> list[ChangeLine]:
    """The coder's changes that hold, newest first, at most so many."""
    with reading(study.db):
        found = list(islice(undo_lists.undoable(study.db, study.coder), most))
        return [_line(study, entry) for entry in found]


def undone(study: Study) -> list[ChangeLine]:
    """The coder's changes that can be redone, the one that comes first in front."""
    with reading(study.db):
        undos = undo_lists.redoable(study.db, study.coder)
        return [_line(study, undo_lists.undone_by(study.db, undo)) for undo in undos]


def undo_through(study: Study, name: str) -> list[Change]:
    """Take back the coder's changes from the newest to the named one: each by an entry of its own, or none.

    Raises OkqualError when another coder's later entry stands on one of them, or the name is none of them.
    """
    taken: list[Entry] = []
    for entry in undo_lists.undoable(study.db, study.coder):
        taken.append(entry)
        if history.name_of(entry) == name:
            break
    else:
        raise OkqualError("errors.not_to_undo", {}, "errors.not_to_undo.try")
    for entry in taken:
        other = history.others_build_on(study.db, entry)
        if other is not None:
            raise OkqualError("errors.others_build_on", {"coder": other.coder}, "errors.others_build_on.try")
    with changing(study) as pen:
        for entry in taken:
            pen.write(Kind.UNDO, {}, undoes=history.name_of(entry))
    return [change_of(study, entry) for entry in taken]


def redo_through(study: Study, name: str) -> list[Change]:
    """Bring back the coder's undone changes from the one that comes first to the named one. Raises like the above."""
    undos = undo_lists.redoable(study.db, study.coder)
    names = [undo.undoes for undo in undos]
    if name not in names:
        raise OkqualError("errors.not_to_undo", {}, "errors.not_to_undo.try")
    taken = undos[: names.index(name) + 1]
    with changing(study) as pen:
        for undo in taken:
            # The mark keeps a redo from being taken for an undo that could be redone.
            pen.write(Kind.UNDO, {"redo": True}, undoes=undo.address)
    return [change_of(study, undo_lists.undone_by(study.db, undo)) for undo in taken]


def _line(study: Study, entry: Entry) -> ChangeLine:
    change = change_of(study, entry)
    where = change.where
    if change.note and change.start >= 0:
        number = undo_lists.passage_at(study.db, change.note, change.start)
        where = f"{change.note}:{number}" if number else where
    return ChangeLine(history.name_of(entry), change, entry.at, _deed(study, entry, change), where)


def _deed(study: Study, entry: Entry, change: Change) -> str:
    kinds = undo_lists.kinds_in(study.db, entry.batch) if entry.batch and change.deed == change.kind else set()
    if Kind.NOTE_LOADED in kinds:
        return "notes.loaded"
    return "codings.imported" if kinds & {Kind.CODINGS_ADDED, Kind.PASSAGE_NOTHING} else change.deed
