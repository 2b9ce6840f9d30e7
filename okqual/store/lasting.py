"""What an entry leaves in the tables whether it holds or not: definitions that codings name, and what it is about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from okqual.model.events import Entry, Kind
from okqual.store import projected_fields
from okqual.store.entries import payload_of
from okqual.store.tables.traces import ABOUT, OF_MANY

if TYPE_CHECKING:
    from sqlite_utils import Database


def keep(db: Database, entry: Entry) -> None:
    """Keep it."""
    if entry.kind in (Kind.CODEBOOK, Kind.CODE_DEFINED):
        projected_fields.keep_definitions(db, entry)
    _keep_about(db, entry)


def _keep_about(db: Database, entry: Entry) -> None:
    """Note what an entry is about, so that a trace finds it among a million."""
    if entry.kind in OF_MANY:
        return
    payload = payload_of(entry)
    about = next((payload[name] for name in ABOUT if payload.get(name) is not None), "")
    if about and isinstance(about, str):
        row = (about, entry.origin, entry.number)
        db.conn.execute("INSERT OR IGNORE INTO entry_about (about, origin, number) VALUES (?, ?, ?)", row)
