"""From entries to tables: state is what the live entries say, the latest one of each field holding.

An entry is live unless a live ``undo`` names it or its batch. Adding and taking back an entry are
each other's inverse, and both end in the same refreshing of what the entry touches, so that tables
kept up step by step, rebuilt from nothing, or made by merging in any order come out equal.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from okqual.model.events import Entry, Kind
from okqual.store import projected_codings, projected_fields, projected_notes
from okqual.store.entries import entries, payload_of
from okqual.store.liveness import is_undone, live_undoers, mark_undone, targets
from okqual.store.tables import PROJECTED
from okqual.store.tables.traces import ABOUT, OF_MANY

if TYPE_CHECKING:
    from sqlite_utils import Database


def project(db: Database, entry: Entry) -> None:
    """Let one new entry take effect. Entries come in the order of ticks within an origin."""
    if entry.kind in (Kind.CODEBOOK, Kind.CODE_DEFINED):
        projected_fields.keep_definitions(db, entry)
    _keep_about(db, entry)
    if live_undoers(db, entry):
        mark_undone(db, entry)
    elif entry.kind == Kind.UNDO:
        for target in targets(db, entry):
            _kill(db, target)
    else:
        _add(db, entry)


def _keep_about(db: Database, entry: Entry) -> None:
    """Note what an entry is about, whether it holds or not, so that a trace finds it among a million."""
    if entry.kind in OF_MANY:
        return
    payload = payload_of(entry)
    about = next((payload[name] for name in ABOUT if payload.get(name) is not None), "")
    if about and isinstance(about, str):
        row = (about, entry.origin, entry.number)
        db.conn.execute("INSERT OR IGNORE INTO entry_about (about, origin, number) VALUES (?, ?, ?)", row)


def rebuild(db: Database) -> None:
    """Empty all projected tables and make them again from the journal, in the transaction at hand."""
    for table in PROJECTED:
        db.conn.execute(f"DELETE FROM {table}")
    for index in ("passage_words", "passage_parts"):
        db.conn.execute(f"DELETE FROM {index}")
    for entry in list(entries(db)):
        project(db, entry)


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
