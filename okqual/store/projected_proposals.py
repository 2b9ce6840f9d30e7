"""The ``proposal`` table: codes that someone asks the lead for, and what the lead answered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from okqual.store.registers import latest, subject, text_of

if TYPE_CHECKING:
    from sqlite_utils import Database


def refresh(db: Database, proposal: str) -> None:
    """Make a proposal's row again."""
    db.conn.execute("DELETE FROM proposal WHERE id = ?", (proposal,))
    said = latest(db, subject("proposal", proposal))
    if "made" not in said:
        return
    made, coder, at = said["made"]
    if not text_of(db, {"text": made["name"]}):
        return  # erased with the interview that it came of
    answer, answered_by, answered_at = said.get("answer", (None, "", 0))
    answer = answer or {"answer": "", "code": "", "text": None}
    db.conn.execute(
        "INSERT INTO proposal (id, coder, at, name, why, case_id, note, version, start_at, end_at,"
        " answer, code, reason, answered_by, answered_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            proposal, coder, at, text_of(db, {"text": made["name"]}), text_of(db, {"text": made["why"]}), made["case"],
            made["note"], made["version"], made["start"], made["end"], answer["answer"], answer["code"],
            text_of(db, answer), answered_by, answered_at,
        ),
    )  # fmt: skip
