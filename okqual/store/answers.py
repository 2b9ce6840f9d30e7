"""The answers to one question in all interviews, by the index on placement: no other passage is read."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import TYPE_CHECKING

from okqual.model.coding import Coding
from okqual.model.interview import PassageNow
from okqual.model.note import PassageRole, TextKind, Why
from okqual.store import queries
from okqual.store.strings import strings

if TYPE_CHECKING:
    from sqlite_utils import Database

Placed = tuple[PassageNow, int]
"""A passage and the number of the block that it stands in."""


def placed_under(db: Database, question: str) -> Iterator[tuple[str, str, str, str, list[Placed]]]:
    """(case, note, version, text, passages) of every note with passages under a question, in order of the notes."""
    found: dict[str, list[Placed]] = defaultdict(list)
    by = _nothing_by(db, question)
    sql = """SELECT s.note, s.number, p.start_at, p.end_at, s.role, s.questions, s.suggested, s.why, s.confidence,
                    s.kind, s.participants, s.flagged, s.memo, s.review,
                    (SELECT coalesce(max(b.position), 0) FROM block AS b
                     WHERE b.version = v.id AND b.start_at <= p.start_at)
             FROM placement AS l JOIN passage_state AS s ON s.note = l.note AND s.number = l.number
             JOIN note_version AS v ON v.note = l.note AND v.current = 1
             JOIN passage AS p ON p.version = v.id AND p.number = l.number
             WHERE l.question = ? ORDER BY s.note, p.start_at, p.number"""
    for row in db.conn.execute(sql, (question,)):
        note, number, start, end, role, questions, suggested, why, confidence, kind, people, flag, memo, old, at = row
        passage = PassageNow(
            note, number, start, end, PassageRole(role), strings(questions), strings(suggested),
            Why(why), confidence, TextKind(kind), strings(people), by.get((note, number), ()), bool(flag),
            memo, bool(old),
        )  # fmt: skip
        found[note].append((passage, at))
    for note, passages in found.items():
        now = queries.current_version(db, note)
        if now is not None:
            version, case, text = now
            yield case, note, version, text, passages


def codings_under(db: Database, question: str) -> list[Coding]:
    """The codings that share words with passages under a question, in the order of the text."""
    return queries.codings_where(
        db,
        "c.how <> 'lost' AND c.id IN (SELECT e.coding FROM placement AS l"
        " JOIN evidence AS e ON e.note = l.note AND e.number = l.number WHERE l.question = ?)",
        (question,),
    )


def said_of(db: Database, question: str) -> list[tuple[str, str, str, str]]:
    """(case, status, refers to, wording) of a question as the notes say it, the first note first."""
    sql = """SELECT case_id, status, refers_to, text FROM question_in_note WHERE question = ?
             ORDER BY case_id, note"""
    return db.conn.execute(sql, (question,)).fetchall()


def questions_of(db: Database, note: str, number: int) -> tuple[str, ...]:
    """The questions that a passage stands under; none when there is no such passage."""
    sql = "SELECT questions FROM passage_state WHERE note = ? AND number = ?"
    row = db.conn.execute(sql, (note, number)).fetchone()
    return strings(row[0]) if row else ()


def _nothing_by(db: Database, question: str) -> dict[tuple[str, int], tuple[str, ...]]:
    by: dict[tuple[str, int], list[str]] = defaultdict(list)
    sql = """SELECT n.note, n.number, n.coder FROM placement AS l
             JOIN seen_nothing AS n ON n.note = l.note AND n.number = l.number
             WHERE l.question = ? ORDER BY n.note, n.number, n.coder"""
    for note, number, coder in db.conn.execute(sql, (question,)):
        by[(note, number)].append(coder)
    return {key: tuple(coders) for key, coders in by.items()}
