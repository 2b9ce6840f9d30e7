"""From entries to tables: state is what the live entries say, the latest one of each field holding.

An entry is live unless a live ``undo`` names it or its batch. Adding and taking back an entry are
each other's inverse, and both end in the same refreshing of what the entry touches, so that tables
kept up step by step, rebuilt from nothing, or made by merging in any order come out equal.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from okqual.model.events import Entry, Kind
from okqual.store import lasting, projected_codings, projected_fields, projected_notes
from okqual.store.liveness import is_undone, live_undoers, mark_undone, targets

if TYPE_CHECKING:
    from sqlite_utils import Database


def project(db: Database, entry: Entry) -> None:
    """Let one new entry take effect. Entries come in the order of ticks within an origin."""
    lasting.keep(db, entry)
    if live_undoers(db, entry):
        mark_undone(db, entry)
    elif entry.kind == Kind.UNDO:
        for target in targets(db, entry):
            _kill(db, target)
    else:
        _add(db, entry)


def _add(db: Database, entry: Entry) -> None:
    if entry.kind == Kind.CODINGS_ADDED:
        projected_codings.add(db, entry)
    elif entry.kind == Kind.NOTE_LOADED:
        projected_notes.add(db, entry)
    else:
        projected_fields.add(db, entry)


def _remove(db: Database, entry: Entry) -> None:
    if entry.kind == Kind.CODINGS_ADDED:
        projected_codings.remove(db, entry)
    elif entry.kind == Kind.NOTE_LOADED:
        projected_notes.remove(db, entry)
    else:
        projected_fields.remove(db, entry)


def _kill(db: Database, entry: Entry) -> None:
    if is_undone(db, entry):
        return
    mark_undone(db, entry)
    if entry.kind == Kind.UNDO:
        for target in targets(db, entry):
            if not live_undoers(db, target):
                _revive(db, target)
    else:
        _remove(db, entry)


def _revive(db: Database, entry: Entry) -> None:
    if not is_undone(db, entry):
        return
    db.conn.execute("DELETE FROM undone WHERE origin = ? AND number = ?", (entry.origin, entry.number))
    if entry.kind == Kind.UNDO:
        for target in targets(db, entry):
            _kill(db, target)
    else:
        _add(db, entry)
