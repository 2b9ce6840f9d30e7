"""How far the coding is: what the notes say of each question, and which passages are gone through."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database

Row = tuple[str, str, int, int]

GONE_THROUGH = """(EXISTS (SELECT 1 FROM seen_evidence AS e {join} WHERE e.note = s.note AND e.number = s.number {mine})
    OR EXISTS (SELECT 1 FROM seen_nothing AS n WHERE n.note = s.note AND n.number = s.number {marked}))"""

GONE_BY = """((s.note, s.number) IN (SELECT e.note, e.number FROM seen_coding AS c
        CROSS JOIN evidence AS e ON e.coding = c.id WHERE c.coder = ?)
    OR (s.note, s.number) IN (SELECT note, number FROM seen_nothing WHERE coder = ?))"""


def by_question(db: Database, case: str | None = None, coder: str | None = None) -> list[Row]:
    """(case, question, answer passages there, of them gone through by ``coder`` or by anyone).

    Passages that stand under several questions count under each.
    """
    where, values = _where("p.case_id", case)
    sql = f"""SELECT p.case_id, p.question, count(*), sum({_gone(coder)})
              FROM placement AS p JOIN passage_state AS s ON s.note = p.note AND s.number = p.number
              WHERE s.role = 'answer' {where} GROUP BY p.case_id, p.question"""
    return db.conn.execute(sql, (*_coders(coder), *values)).fetchall()


def by_placement(db: Database, case: str | None = None, coder: str | None = None) -> list[tuple[str, str, int, int]]:
    """(case, the questions of passages as they stand there, answer passages under them, of them gone through)."""
    where, values = _where("s.case_id", case)
    gone, who = _gone(coder, case is None), _coders(coder)
    # As a condition, not a value: a value tells NULL from false, and walks the coder's whole list for each passage.
    sql = f"""SELECT s.case_id, s.questions, count(*), sum(CASE WHEN {gone} THEN 1 ELSE 0 END) FROM passage_state AS s
              WHERE s.role = 'answer' {where} GROUP BY s.case_id, s.questions"""
    return db.conn.execute(sql, (*who, *values)).fetchall()


def statuses(db: Database, case: str | None = None) -> list[tuple[str, str, str, str, str, str]]:
    """(case, note, question, status, refers to, wording) as the notes say it, the first note first."""
    where, values = _where("case_id", case)
    sql = f"""SELECT case_id, note, question, status, refers_to, text FROM question_in_note
              WHERE 1 {where} ORDER BY case_id, note, question"""
    return db.conn.execute(sql, values).fetchall()


def placements(db: Database) -> list[tuple[str, str, int]]:
    """(case, question, 1 if all answer passages there are gone through by anyone) for analysis."""
    return [(case, question, int(of == gone)) for case, question, of, gone in by_question(db)]


def nothing_marks(db: Database) -> set[tuple[str, int, str]]:
    """(note, passage number, coder) of every mark that there is nothing to code."""
    return {
        (note, number, coder) for note, number, coder in db.conn.execute("SELECT note, number, coder FROM seen_nothing")
    }


def _gone(coder: str | None, everywhere: bool = False) -> str:
    if coder is None:
        return GONE_THROUGH.format(join="", mine="", marked="")
    if everywhere:
        # Read once from the coder's side: five coders' codings of every passage are not looked through for hers.
        return GONE_BY
    return GONE_THROUGH.format(
        join="JOIN seen_coding AS c ON c.id = e.coding", mine="AND c.coder = ?", marked="AND n.coder = ?"
    )


def _coders(coder: str | None) -> tuple[str, ...]:
    return () if coder is None else (coder, coder)


def _where(column: str, case: str | None) -> tuple[str, tuple[str, ...]]:
    return ("", ()) if case is None else (f"AND {column} = ?", (case,))
