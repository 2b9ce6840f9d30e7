"""Which entries hold: an entry is live unless a live ``undo`` names it or its batch."""

from __future__ import annotations

from typing import TYPE_CHECKING

from okqual.model.events import Entry
from okqual.store.entries import entries

if TYPE_CHECKING:
    from sqlite_utils import Database


def is_undone(db: Database, entry: Entry) -> bool:
    """True when a live undo takes the entry back."""
    row = db.conn.execute("SELECT 1 FROM undone WHERE origin = ? AND number = ?", (entry.origin, entry.number))
    return row.fetchone() is not None


def mark_undone(db: Database, entry: Entry) -> None:
    """Note that an entry does not hold."""
    db.conn.execute("INSERT OR IGNORE INTO undone (origin, number) VALUES (?, ?)", (entry.origin, entry.number))


def targets(db: Database, undo: Entry) -> list[Entry]:
    """The entries that an undo takes back: a batch whole, or one entry; both, where a journal names them alike."""
    origin, _, number = undo.undoes.rpartition(":")
    single = list(entries(db, "origin = ? AND number = ?", (origin, int(number))))
    batch = list(entries(db, "batch = ? AND batch <> ''", (undo.undoes,)))
    return batch + [entry for entry in single if entry.batch != undo.undoes]


def live_undoers(db: Database, entry: Entry) -> bool:
    """True when a live undo names the entry. Looks at the whole journal, also at what is not projected yet."""
    names = [entry.address] if not entry.batch else [entry.address, entry.batch]
    undoers = [undo for name in names for undo in entries(db, "undoes = ? AND undoes <> ''", (name,))]
    return any(not live_undoers(db, undo) for undo in undoers)


def undone_addresses(db: Database) -> set[str]:
    """Addresses of all entries that do not hold."""
    return {f"{origin}:{number}" for origin, number in db.conn.execute("SELECT origin, number FROM undone")}
