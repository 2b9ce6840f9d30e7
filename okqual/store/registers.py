"""Fields as registers: of all live assignments the latest one holds."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from okqual.model.canonical import canonical
from okqual.model.events import Assignment, Entry
from okqual.store import contents

if TYPE_CHECKING:
    from sqlite_utils import Database

SEPARATOR = "\t"
"""Between the parts of a subject: no id can hold it."""


def subject(*parts: object) -> str:
    """The name of what an assignment is about."""
    return SEPARATOR.join(str(part) for part in parts)


Row = tuple[str, str, int, str, int, str, int, str]
"""Of the ``register`` table."""


def registered(entry: Entry, said: list[Assignment]) -> list[Row]:
    """The rows of what an entry says."""
    return [
        (a.subject, a.field, entry.tick, entry.origin, entry.number, entry.coder, entry.at, canonical(a.value))
        for a in said
    ]


def keep(db: Database, rows: list[Row]) -> None:
    """Write down what entries say."""
    db.conn.executemany(
        "INSERT OR REPLACE INTO register (subject, field, tick, origin, number, coder, at, value)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        rows,
    )


def latest(db: Database, about: str) -> dict[str, tuple[Any, str, int]]:
    """field → (value, coder, at) of the assignments that hold for a subject."""
    rows = db.conn.execute(
        "SELECT field, value, coder, at FROM register WHERE subject = ? ORDER BY field, tick, origin, number", (about,)
    )
    return {field: (json.loads(value), coder, at) for field, value, coder, at in rows}


def text_of(db: Database, value: Any) -> str:
    """The text an assignment names; empty for None and for erased texts."""
    return contents.get(db, value["text"]) if isinstance(value, dict) else ""


def holder(db: Database, about: str, field: str) -> str:
    """Address of the entry whose assignment holds now; empty when there is none.

    Whoever assigns anew names it in the payload (``over``): two assignments over the same one were
    made without knowing of each other.
    """
    row = db.conn.execute(
        "SELECT origin, number FROM register WHERE subject = ? AND field = ?"
        " ORDER BY tick DESC, origin DESC, number DESC LIMIT 1",
        (about, field),
    ).fetchone()
    return f"{row[0]}:{row[1]}" if row else ""
