"""Written cells of the matrix as registers, their links in a table beside, and what deciders of case values saw."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from okqual.model.canonical import canonical
from okqual.model.events import Assignment, Entry, Kind
from okqual.model.summary import RowKind, cited
from okqual.store import contents
from okqual.store.entries import payload_of
from okqual.store.registers import latest, subject, text_of

if TYPE_CHECKING:
    from sqlite_utils import Database

KEY = "row_kind = ? AND attribute = ? AND row_of = ? AND column_kind = ? AND column_of = ?"


def assignments(db: Database, entry: Entry) -> Iterable[Assignment]:
    """What an entry says of a written cell."""
    if entry.kind != Kind.SUMMARY:
        return
    p = payload_of(entry)
    by, row = p["by"], p["row"]
    if p["rows"] == RowKind.GROUP:
        by, row = contents.get(db, by), contents.get(db, row)
    about = subject("summary", p["rows"], by, row, p["columns"], p["column"])
    said = {"text": p["text"], "draft": p["draft"], "digest": p["digest"], "marks": p["marks"]}
    yield Assignment(about, "text", said if p["text"] else None)


def refresh(db: Database, rows: str, by: str, row: str, columns: str, column: str) -> None:
    """Make one cell's row and links again from what is said of it."""
    key = (rows, by, row, columns, column)
    db.conn.execute(f"DELETE FROM summary WHERE {KEY}", key)
    db.conn.execute(f"DELETE FROM summary_link WHERE {KEY}", key)
    value, coder, at = latest(db, subject("summary", *key)).get("text", (None, "", 0))
    text = text_of(db, value)
    if not text:
        return
    db.conn.execute(
        "INSERT INTO summary (row_kind, attribute, row_of, column_kind, column_of, text, hash, draft, coder, at,"
        " digest, marks) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (*key, text, value["text"], value["draft"], coder, at, value["digest"], canonical(value["marks"])),
    )
    db.conn.executemany(
        "INSERT INTO summary_link (row_kind, attribute, row_of, column_kind, column_of, position, citation, note,"
        " first_number, last_number) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [
            (*key, position, str(link), link.note, _fits(link.first), _fits(link.last))
            for position, link in enumerate(cited(text))
        ],
    )


def refresh_decision(db: Database, case: str, code: str, value: dict[str, Any] | None) -> None:
    """Keep what the decider of a case value saw; decisions of older copies do not say."""
    db.conn.execute("DELETE FROM decision_seen WHERE case_id = ? AND code = ?", (case, code))
    if value and "digest" in value:
        db.conn.execute(
            "INSERT INTO decision_seen (case_id, code, digest, marks) VALUES (?, ?, ?, ?)",
            (case, code, value["digest"], canonical(value["marks"])),
        )


def _fits(number: int) -> int:
    # A number that someone typed may be longer than SQLite's integers.
    return min(number, 2**62)
