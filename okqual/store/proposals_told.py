"""Proposals of new codes as they stand, with the words they came from."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sqlite_utils import Database


class Answer(StrEnum):
    """What the lead said to a proposal."""

    ACCEPTED = "accepted"
    DECLINED = "declined"


@dataclass(frozen=True, slots=True)
class Proposal:
    """A code that someone asked for."""

    id: str
    """Address of the entry that made it."""
    coder: str
    at: int
    name: str
    why: str
    case: str
    """Empty where it came from no interview."""
    note: str
    start: int
    end: int
    number: int
    """Of the passage that the words begin in; 0 for none."""
    quote: str
    """The words that it came from, in the version of the note that it was made in."""
    can_be_put: bool
    """Whether that version is still the current one."""
    answer: Answer | None
    code: str
    """The code that came of it, if it was accepted."""
    reason: str
    answered_by: str
    answered_at: int


_SQL = """SELECT p.id, p.coder, p.at, p.name, p.why, p.case_id, p.note, p.start_at, p.end_at,
    coalesce((SELECT number FROM passage WHERE version = p.version AND start_at <= p.start_at
              ORDER BY start_at DESC LIMIT 1), 0),
    coalesce(substr(v.text, p.start_at + 1, p.end_at - p.start_at), ''), coalesce(v.current, 0),
    p.answer, p.code, p.reason, p.answered_by, p.answered_at
    FROM proposal AS p LEFT JOIN note_version AS v ON v.id = p.version"""


def proposals(db: Database, open_only: bool = False) -> list[Proposal]:
    """All proposals: those that wait, the oldest first, then those answered, the latest first."""
    where = "WHERE p.answer = ''" if open_only else ""
    rows = db.conn.execute(
        f"{_SQL} {where} ORDER BY p.answer <> '', CASE p.answer WHEN '' THEN p.at ELSE -p.answered_at END, p.id"
    )
    return [_proposal(row) for row in rows]


def how_many_wait(db: Database) -> int:
    """The number of proposals without an answer."""
    return int(db.conn.execute("SELECT count(*) FROM proposal WHERE answer = ''").fetchone()[0])


def proposal(db: Database, name: str) -> Proposal | None:
    """One proposal by its id."""
    row = db.conn.execute(f"{_SQL} WHERE p.id = ?", (name,)).fetchone()
    return _proposal(row) if row else None


def _proposal(row: tuple[Any, ...]) -> Proposal:
    values = list(row)
    values[11:13] = [bool(row[11]), Answer(row[12]) if row[12] else None]
    return Proposal(*values)
