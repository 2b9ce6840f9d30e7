"""Edited files that came home: what was taken of each, and who had changed what in Word."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from okqual.model.events import Entry
from okqual.store import contents
from okqual.store.entries import payload_of

if TYPE_CHECKING:
    from sqlite_utils import Database


@dataclass(frozen=True, slots=True)
class Pulled:
    """A pull that holds."""

    address: str
    coder: str
    at: int
    file_name: str
    sha256: str
    exports: tuple[str, ...]
    texts: int
    memos: int
    tracked: int
    authors: tuple[tuple[str, str, str], ...]
    """(place, author, date) of the tracked changes in the texts that were taken."""


def add(db: Database, entry: Entry) -> None:
    """Keep what an entry says of a file that came home."""
    p = payload_of(entry)
    row = (
        entry.origin, entry.number, entry.coder, entry.at, p["file_name"], p["sha256"], json.dumps(p["exports"]),
        p["texts"], p["memos"], p["tracked"], p["authors"] or "",
    )  # fmt: skip
    db.conn.execute(
        "INSERT OR REPLACE INTO pulled (origin, number, coder, at, file_name, sha256, exports, texts, memos, tracked,"
        " authors) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        row,
    )


def remove(db: Database, entry: Entry) -> None:
    """Take back what an entry said."""
    db.conn.execute("DELETE FROM pulled WHERE origin = ? AND number = ?", (entry.origin, entry.number))


def pulls(db: Database) -> list[Pulled]:
    """All pulls that hold, the latest first."""
    rows = db.conn.execute(
        "SELECT origin, number, coder, at, file_name, sha256, exports, texts, memos, tracked, authors FROM pulled"
        " ORDER BY at DESC, origin, number"
    ).fetchall()
    return [
        Pulled(
            f"{origin}:{number}", coder, at, contents.get(db, name), digest, tuple(json.loads(exports)), texts, memos,
            tracked, tuple((place, author, date) for place, author, date in json.loads(contents.get(db, who) or "[]")),
        )
        for origin, number, coder, at, name, digest, exports, texts, memos, tracked, who in rows
    ]  # fmt: skip
