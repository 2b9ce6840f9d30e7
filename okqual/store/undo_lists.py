"""A coder's changes one after the other: those that an undo would take, those that a redo would bring back."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from okqual.model.events import NOT_UNDOABLE, Entry, Kind
from okqual.store.entries import entries
from okqual.store.history import LIVE, last_undoable

if TYPE_CHECKING:
    from sqlite_utils import Database


def undoable(db: Database, coder: str) -> Iterator[Entry]:
    """The latest entry of every change that holds and can be taken back, newest first; a batch is one change."""
    marks = ",".join("?" for _ in NOT_UNDOABLE)
    founding = "(batch = '' OR batch NOT IN (SELECT batch FROM entry WHERE kind = ?))"
    sql = f"""SELECT origin, number, batch FROM entry WHERE coder = ? AND kind NOT IN ({marks}) AND {founding}
              AND {LIVE} ORDER BY tick DESC, origin DESC, number DESC"""
    seen: set[str] = set()
    for origin, number, batch in db.conn.execute(sql, (coder, *NOT_UNDOABLE, Kind.STUDY_CREATED)):
        if batch not in seen:
            if batch:
                seen.add(batch)
            yield _entry(db, origin, number)


def redoable(db: Database, coder: str) -> list[Entry]:
    """The coder's undos that can be taken back, in the order in which redo takes them."""
    last = last_undoable(db, coder)
    since = last.tick if last is not None else 0
    found = entries(
        db, f"coder = ? AND tick >= ? AND kind = ? AND payload = '{{}}' AND {LIVE}", (coder, since, Kind.UNDO)
    )
    return [undo for undo in reversed(list(found)) if last is None or undo.order > last.order]


def undone_by(db: Database, undo: Entry) -> Entry:
    """The entry, the last one of its batch, that an undo took back."""
    batch = list(entries(db, "batch = ? AND batch <> ''", (undo.undoes,)))
    if batch:
        return batch[-1]
    origin, _, number = undo.undoes.rpartition(":")
    return _entry(db, origin, int(number))


def kinds_in(db: Database, batch: str) -> set[str]:
    """The kinds of entry that a batch has."""
    return {kind for (kind,) in db.conn.execute("SELECT DISTINCT kind FROM entry WHERE batch = ?", (batch,))}


def passage_at(db: Database, note: str, start: int) -> int:
    """Number of the passage of a note's current version that begins at or before an offset; 0 when none does."""
    sql = """SELECT p.number FROM note_version AS v JOIN passage AS p ON p.version = v.id
             WHERE v.note = ? AND v.current = 1 AND p.start_at <= ? ORDER BY p.start_at DESC LIMIT 1"""
    row = db.conn.execute(sql, (note, start)).fetchone()
    return int(row[0]) if row else 0


def _entry(db: Database, origin: str, number: int) -> Entry:
    return next(entries(db, "origin = ? AND number = ?", (origin, number)))
