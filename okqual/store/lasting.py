"""What an entry leaves in the tables whether it holds or not: definitions that codings name, and what it is about."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from okqual.model.events import Entry, Kind
from okqual.store import projected_fields
from okqual.store.entries import payload_of
from okqual.store.tables.traces import ABOUT, OF_MANY

if TYPE_CHECKING:
    from sqlite_utils import Database

Row = tuple[str, str, int]
"""Of the ``entry_about`` table."""


def keep(db: Database, entry: Entry) -> None:
    """Keep it."""
    keep_definitions(db, entry)
    keep_about(db, about(entry, payload_of(entry)))


def keep_definitions(db: Database, entry: Entry) -> None:
    """Keep the definitions that an entry brings, if it brings any."""
    if entry.kind in (Kind.CODEBOOK, Kind.CODE_DEFINED):
        projected_fields.keep_definitions(db, entry)


def about(entry: Entry, payload: dict[str, Any]) -> list[Row]:
    """What an entry is about, so that a trace finds it among a million."""
    if entry.kind in OF_MANY:
        return []
    named = next((payload[name] for name in ABOUT if payload.get(name) is not None), "")
    return [(named, entry.origin, entry.number)] if named and isinstance(named, str) else []


def keep_about(db: Database, rows: list[Row]) -> None:
    """Note what entries are about."""
    db.conn.executemany("INSERT OR IGNORE INTO entry_about (about, origin, number) VALUES (?, ?, ?)", rows)
