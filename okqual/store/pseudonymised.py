"""Which notes were read in with pseudonyms: their files' bytes are not in the study."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING

from okqual.model.events import Kind
from okqual.store import contents

if TYPE_CHECKING:
    from sqlite_utils import Database


def is_pseudonymised(db: Database, version: str) -> bool:
    """Whether a note version was read in with pseudonyms."""
    sql = """SELECT payload FROM note_version JOIN entry USING (origin, number) WHERE note_version.id = ?"""
    row = db.conn.execute(sql, (version,)).fetchone()
    return row is not None and json.loads(row[0]).get("pseudonymised") is True


def pseudonymised_versions(db: Database) -> list[tuple[str, str]]:
    """(note, version) of the note versions that were read in with pseudonyms, in the order of the notes."""
    rows = db.conn.execute("SELECT note, id FROM note_version ORDER BY note, loaded_at, id").fetchall()
    return [(note, version) for note, version in rows if is_pseudonymised(db, version)]


def has_pseudonymised(db: Database) -> bool:
    """Whether a note was ever read in with pseudonyms; also one whose load was undone."""
    return next(_payloads(db), None) is not None


def pseudonymised_texts(db: Database) -> Iterator[str]:
    """Texts and labels of all notes that were ever read in with pseudonyms."""
    for payload in _payloads(db):
        for name in ("text", "strings", "file_name"):
            yield contents.get(db, payload[name])


def _payloads(db: Database) -> Iterator[dict[str, str]]:
    sql = """SELECT payload FROM entry WHERE kind = ? AND payload LIKE '%"pseudonymised":true%'"""
    for (payload,) in db.conn.execute(sql, (Kind.NOTE_LOADED,)):
        found = json.loads(payload)
        if found.get("pseudonymised") is True:
            yield found
