"""A database made into a package for one coder: the whole journal, and the texts of her interviews only.

The journal holds no words; those of other interviews, and what others wrote of hers while she codes
blind, are taken out with their keys, as if they were erased. What comes back merges like any copy.
"""

from __future__ import annotations

import json
from collections.abc import Collection
from typing import TYPE_CHECKING

from okqual.model.events import Kind
from okqual.store.database import writing
from okqual.store.rebuilding import rebuild

if TYPE_CHECKING:
    from sqlite_utils import Database

KEYED = ("content", "content_key", "source_file")


def keep_only(db: Database, cases: Collection[str], blind: Collection[str], coder: str) -> None:
    """Take out the words of all interviews but these, and others' memos of those that she codes blind."""
    kept = ("", *sorted(cases))
    marks = ", ".join("?" for _ in kept)
    with writing(db):
        for table in KEYED:
            db.conn.execute(f"DELETE FROM {table} WHERE case_id NOT IN ({marks})", kept)
        db.conn.executemany(
            "DELETE FROM content WHERE hash = ?", [(name,) for name in sorted(_memos(db, set(blind), coder))]
        )
        rebuild(db)
    # What was deleted is gone from the file too.
    db.conn.execute("VACUUM")
    db.conn.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    db.conn.execute("PRAGMA journal_mode = DELETE")


def _memos(db: Database, blind: set[str], coder: str) -> set[str]:
    """Hashes of what others wrote beside their codings of these interviews."""
    found: set[str] = set()
    theirs: set[str] = set()
    sql = "SELECT origin, number, payload FROM entry WHERE kind = ?"
    for origin, number, payload in db.conn.execute(sql, (Kind.CODINGS_ADDED,)):
        items = json.loads(payload)["codings"]
        for place, item in enumerate(items, 1):
            if item[0] in blind and item[7] != coder:
                theirs.add(f"{origin}:{number}" if len(items) == 1 else f"{origin}:{number}.{place}")
                found |= {item[10]} - {None}
    for (payload,) in db.conn.execute("SELECT payload FROM entry WHERE kind = ?", (Kind.CODING_MEMO,)):
        said = json.loads(payload)
        if said["coding"] in theirs:
            found.add(said["memo"])
    return found
