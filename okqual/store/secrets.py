"""Which passages are secret: said of a passage, and true of those that it was corrected to as well."""

from __future__ import annotations

from typing import TYPE_CHECKING

from okqual.store.registers import latest, subject

if TYPE_CHECKING:
    from sqlite_utils import Database


def refresh(db: Database, note: str, number: int) -> None:
    """Make a passage's row anew from what holds of it."""
    db.conn.execute("DELETE FROM secret_passage WHERE note = ? AND number = ?", (note, number))
    on, coder, at = latest(db, subject("secret", note, number)).get("on", (False, "", 0))
    if on:
        row = (note, number, coder, at)
        db.conn.execute("INSERT INTO secret_passage (note, number, coder, at) VALUES (?, ?, ?, ?)", row)


def secret_passages(db: Database) -> frozenset[tuple[str, int]]:
    """(note, number) of all secret passages, with those that came of them when a note was corrected."""
    found = {(note, number) for note, number in db.conn.execute("SELECT note, number FROM secret_passage")}
    waiting = list(found)
    while waiting:
        sql = "SELECT note, number FROM replaced WHERE note = ? AND former = ?"
        for note, number in db.conn.execute(sql, waiting.pop()):
            if (note, number) not in found:
                found.add((note, number))
                waiting.append((note, number))
    return frozenset(found)


def is_secret(db: Database, note: str, number: int) -> bool:
    """Whether it was said of this very passage that it is secret."""
    row = db.conn.execute("SELECT 1 FROM secret_passage WHERE note = ? AND number = ?", (note, number)).fetchone()
    return row is not None
