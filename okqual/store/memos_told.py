"""Questions to the tables about memos of all kinds, decisions and saved searches."""

from __future__ import annotations

from typing import TYPE_CHECKING

from okqual.model.coding import parse_citation
from okqual.model.memo import About, Decision, Memo
from okqual.store.registers import latest, subject

if TYPE_CHECKING:
    from sqlite_utils import Database


def memo_text(db: Database, about: About, name: str) -> str:
    """The memo of something; empty where there is none."""
    if about is About.PASSAGE:
        words = parse_citation(name)
        where = (words.note, words.first) if words else ("", 0)
        row = db.conn.execute("SELECT memo FROM passage_state WHERE note = ? AND number = ?", where).fetchone()
    elif about is About.CODING:
        row = db.conn.execute("SELECT memo FROM seen_coding WHERE id = ?", (name,)).fetchone()
    else:
        row = db.conn.execute("SELECT text FROM memo WHERE about = ? AND id = ?", (about.value, name)).fetchone()
    return row[0] if row else ""


def memos(db: Database) -> list[Memo]:
    """All memos, in no order."""
    return [*_of_things(db), *_of_passages(db), *_of_codings(db)]


def _of_things(db: Database) -> list[Memo]:
    rows = db.conn.execute("SELECT about, id, case_id, text, coder, at FROM memo")
    return [
        Memo(
            About(about), name, text, coder, at, case, name if about == About.NOTE else "",
            code=name if about == About.CODE else "",
        )
        for about, name, case, text, coder, at in rows
    ]  # fmt: skip


def _of_passages(db: Database) -> list[Memo]:
    found = []
    rows = db.conn.execute("SELECT note, number, case_id, memo FROM passage_state WHERE memo <> ''").fetchall()
    for note, number, case, text in rows:
        _value, coder, at = latest(db, subject("passage", note, number)).get("memo", (None, "", 0))
        if not at:
            # It came with the note: a comment in the margin, or what a corrected passage carried over.
            sql = "SELECT loaded_by, loaded_at FROM note_version WHERE note = ? AND current = 1"
            coder, at = db.conn.execute(sql, (note,)).fetchone() or ("", 0)
        found.append(Memo(About.PASSAGE, f"{note}:{number}", text, coder, at, case, note, number))
    return found


def _of_codings(db: Database) -> list[Memo]:
    sql = """SELECT c.id, c.note, c.case_id, c.code, c.memo, c.coder, c.at,
             coalesce((SELECT min(e.number) FROM evidence AS e WHERE e.coding = c.id), 0)
             FROM seen_coding AS c WHERE c.memo <> ''"""
    found = []
    for name, note, case, code, text, made_by, made_at, number in db.conn.execute(sql).fetchall():
        _value, coder, at = latest(db, subject("coding", name)).get("memo", (None, made_by, made_at))
        found.append(Memo(About.CODING, name, text, coder, at, case, note, number, code))
    return found


_DECISION = "SELECT id, text, reason, coder, at, code, question, changed_by, changed_at FROM decision"


def decisions(db: Database, code: str = "") -> list[Decision]:
    """Decisions about the coding, the latest first; with ``code`` those about it and those about no code."""
    where, values = ("WHERE code IN (?, '')", (code,)) if code else ("", ())
    rows = db.conn.execute(f"{_DECISION} {where} ORDER BY at DESC, id DESC", values)
    return [Decision(*row) for row in rows]


def decision(db: Database, name: str) -> Decision | None:
    """A decision by its id; None when there is none, or it was withdrawn."""
    row = db.conn.execute(f"{_DECISION} WHERE id = ?", (name,)).fetchone()
    return Decision(*row) if row else None


def saved_searches(db: Database) -> dict[str, str]:
    """Name → what is searched for, canonical JSON."""
    return dict(db.conn.execute("SELECT name, content FROM saved_search").fetchall())
