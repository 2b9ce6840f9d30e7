"""How far the coding is: what the notes say of each question, and which passages are gone through."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database

Row = tuple[str, str, int, int]

GONE_THROUGH = """(EXISTS (SELECT 1 FROM evidence AS e {join} WHERE e.note = s.note AND e.number = s.number {mine})
    OR EXISTS (SELECT 1 FROM nothing_to_code AS n WHERE n.note = s.note AND n.number = s.number {marked}))"""


def by_question(db: Database, case: str | None = None, coder: str | None = None) -> list[Row]:
    """(case, question, answer passages there, of them gone through by ``coder`` or by anyone).

    Passages that stand under several questions count under each.
    """
    where, values = _where("p.case_id", case)
    sql = f"""SELECT p.case_id, p.question, count(*), sum({_gone(coder)})
              FROM placement AS p JOIN passage_state AS s ON s.note = p.note AND s.number = p.number
              WHERE s.role = 'answer' {where} GROUP BY p.case_id, p.question"""
    return db.conn.execute(sql, (*_coders(coder), *values)).fetchall()


def by_case(
    db: Database, left_out: tuple[str, ...], case: str | None = None, coder: str | None = None
) -> list[tuple[str, int, int, int]]:
    """(case, answer passages to go through, of them gone through, unplaced answers).

    Passages that stand only under questions of ``left_out`` are not to be gone through.
    """
    marks = ",".join("?" for _ in left_out)
    counted = f"""(s.questions = '[]' OR EXISTS (SELECT 1 FROM placement AS p WHERE p.note = s.note
                   AND p.number = s.number AND p.question NOT IN ({marks})))"""
    where, values = _where("s.case_id", case)
    sql = f"""SELECT s.case_id, sum({counted}), sum({counted} AND {_gone(coder)}), sum(s.questions = '[]')
              FROM passage_state AS s WHERE s.role = 'answer' {where} GROUP BY s.case_id"""
    return db.conn.execute(sql, (*left_out, *left_out, *_coders(coder), *values)).fetchall()


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
        (note, number, coder)
        for note, number, coder in db.conn.execute("SELECT note, number, coder FROM nothing_to_code")
    }


def _gone(coder: str | None) -> str:
    if coder is None:
        return GONE_THROUGH.format(join="", mine="", marked="")
    return GONE_THROUGH.format(
        join="JOIN coding AS c ON c.id = e.coding", mine="AND c.coder = ?", marked="AND n.coder = ?"
    )


def _coders(coder: str | None) -> tuple[str, ...]:
    return () if coder is None else (coder, coder)


def _where(column: str, case: str | None) -> tuple[str, tuple[str, ...]]:
    return ("", ()) if case is None else (f"AND {column} = ?", (case,))
