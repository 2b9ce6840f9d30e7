"""Named questions about written cells, the evidence under them, and decided case values."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator
from typing import TYPE_CHECKING

from okqual.model.summary import Cell, ColumnKind, RowKind, Seen, Summary

if TYPE_CHECKING:
    from sqlite_utils import Database

Decision = tuple[str, str, str, int, Seen | None]
"""Value, reason, coder, moment, and what was seen, of a case value that a person decided."""
LONGEST_QUOTE = 600
"""Characters of a quote that a cell of the matrix shows at most."""
COLUMNS = "row_kind, attribute, row_of, column_kind, column_of, text, draft, coder, at, digest, marks"
KEY = "row_kind = ? AND attribute = ? AND row_of = ? AND column_kind = ? AND column_of = ?"


def key_of(cell: Cell) -> tuple[str, str, str, str, str]:
    """A cell as the tables name it."""
    return str(cell.rows), cell.by, cell.row, str(cell.columns), cell.column


def summary(db: Database, cell: Cell) -> Summary | None:
    """A written cell; None where nothing is written."""
    row = db.conn.execute(f"SELECT {COLUMNS} FROM summary WHERE {KEY}", key_of(cell)).fetchone()
    return _summary(row) if row else None


def summaries(db: Database, columns: ColumnKind | None = None) -> list[Summary]:
    """All written cells, or those of one kind of column."""
    where, values = ("WHERE column_kind = ?", (str(columns),)) if columns else ("", ())
    rows = db.conn.execute(
        f"SELECT {COLUMNS} FROM summary {where} ORDER BY row_kind, attribute, row_of, column_kind, column_of", values
    )
    return [_summary(row) for row in rows]


def hashes(db: Database, columns: ColumnKind, column: str) -> dict[str, str]:
    """Interview → hash of its written cell, down one column."""
    sql = "SELECT row_of, hash FROM summary WHERE row_kind = ? AND column_kind = ? AND column_of = ?"
    return dict(db.conn.execute(sql, (RowKind.CASE, columns, column)).fetchall())


def hashes_of_case(db: Database, case: str) -> dict[str, str]:
    """Code → hash of its written cell, along one interview's row."""
    sql = """SELECT column_of, hash FROM summary
             WHERE row_kind = ? AND attribute = '' AND row_of = ? AND column_kind = ?"""
    return dict(db.conn.execute(sql, (RowKind.CASE, case, ColumnKind.CODE)).fetchall())


def citing(db: Database, note: str, first: int, last: int) -> list[Cell]:
    """The written cells that link to any of the passages."""
    sql = """SELECT DISTINCT row_kind, attribute, row_of, column_kind, column_of FROM summary_link
             WHERE note = ? AND first_number <= ? AND last_number >= ?
             ORDER BY row_kind, attribute, row_of, column_kind, column_of"""
    return [_cell(row) for row in db.conn.execute(sql, (note, last, first))]


def codings_under(db: Database, case: str, code: str) -> list[tuple[str, str | None]]:
    """(coding, value) of an interview's codings under one code, from the index alone."""
    sql = "SELECT id, value FROM settled_coding WHERE code = ? AND case_id = ? AND how <> 'lost'"
    return db.conn.execute(sql, (code, case)).fetchall()


def codings_at_question(db: Database, case: str, question: str) -> list[tuple[str, str | None, str]]:
    """(coding, value, code) of an interview's codings of words that stand under a question."""
    sql = """SELECT DISTINCT c.id, c.value, c.code FROM placement AS p
             JOIN evidence AS e ON e.note = p.note AND e.number = p.number JOIN settled_coding AS c ON c.id = e.coding
             WHERE p.question = ? AND p.case_id = ? AND c.how <> 'lost'"""
    return db.conn.execute(sql, (question, case)).fetchall()


def case_code_counts(db: Database) -> dict[tuple[str, str], int]:
    """(case, code) → codings, in one statement over the index."""
    sql = "SELECT case_id, code, count(*) FROM settled_coding WHERE how <> 'lost' GROUP BY code, case_id"
    return {(case, code): count for case, code, count in db.conn.execute(sql)}


def case_question_counts(db: Database) -> dict[tuple[str, str, str], int]:
    """(case, question, code) → codings of words that stand under the question."""
    sql = """SELECT p.case_id, p.question, c.code, count(DISTINCT c.id) FROM placement AS p
             JOIN evidence AS e ON e.note = p.note AND e.number = p.number JOIN settled_coding AS c ON c.id = e.coding
             WHERE c.how <> 'lost' GROUP BY p.case_id, p.question, c.code"""
    return {(case, question, code): count for case, question, code, count in db.conn.execute(sql)}


def decisions(db: Database, where: str = "", values: tuple[str, ...] = ()) -> dict[tuple[str, str], Decision]:
    """(case, code) → the value that a person decided. ``where`` is SQL of this module."""
    sql = f"""SELECT v.case_id, v.code, v.value, v.reason, v.coder, v.at, s.digest, s.marks FROM case_value AS v
             LEFT JOIN decision_seen AS s ON s.case_id = v.case_id AND s.code = v.code {where}"""
    return {
        (case, code): (value, reason, coder, at, _seen(digest, marks) if digest else None)
        for case, code, value, reason, coder, at, digest, marks in db.conn.execute(sql, values)
    }


def coded_after(db: Database, case: str, code: str, at: int) -> bool:
    """Whether an interview has been coded under a code since a moment."""
    sql = "SELECT 1 FROM settled_coding WHERE code = ? AND case_id = ? AND how <> 'lost' AND at > ? LIMIT 1"
    return db.conn.execute(sql, (code, case, at)).fetchone() is not None


def _cell(row: tuple[str, ...]) -> Cell:
    rows, by, row_of, columns, column = row
    return Cell(RowKind(rows), row_of, ColumnKind(columns), column, by)


def _summary(row: tuple[object, ...]) -> Summary:
    *place, text, draft, coder, at, digest, marks = row
    return Summary(
        _cell(tuple(map(str, place))), str(text), bool(draft), str(coder), int(str(at)), _seen(digest, marks)
    )


def _seen(digest: object, marks: object) -> Seen:
    known = json.loads(str(marks))
    return Seen(str(digest), tuple(known) if known is not None else None)


def values_that_occur(db: Database) -> list[tuple[str, str, str]]:
    """(case, code, value), each once, from the index alone."""
    sql = """SELECT case_id, code, value FROM settled_coding WHERE value IS NOT NULL AND how <> 'lost'
             GROUP BY code, case_id, value"""
    return db.conn.execute(sql).fetchall()


def said_under(db: Database, case: str, code: str) -> list[tuple[str, tuple[str, ...]]]:
    """(value, participants) of an interview's codings under a code: the coding's own, else its passages'.

    The same words by the same coder with the same value are one.
    """
    sql = """SELECT min(c.id), c.value, c.participants,
                (SELECT group_concat(s.participants, char(31)) FROM evidence AS e JOIN passage_state AS s
                 ON s.note = e.note AND s.number = e.number WHERE e.coding = c.id AND s.participants <> '[]')
             FROM settled_coding AS c WHERE c.code = ? AND c.case_id = ? AND c.value IS NOT NULL AND c.how <> 'lost'
             GROUP BY c.segment, c.coder, c.value ORDER BY c.note, c.start_at, c.id"""
    rows = []
    for _name, value, own, passages in db.conn.execute(sql, (code, case)):
        people = json.loads(own) or [p for part in (passages or "").split("\x1f") if part for p in json.loads(part)]
        rows.append((value, tuple(dict.fromkeys(people))))
    return rows


def cases_with_speakers(db: Database) -> set[str]:
    """The interviews of whose passages or codings it is said whose words they are."""
    sql = """SELECT case_id FROM passage_state WHERE participants <> '[]' GROUP BY case_id
             UNION SELECT case_id FROM coding WHERE participants <> '[]' GROUP BY case_id"""
    return {case for (case,) in db.conn.execute(sql)}


def said_everywhere(db: Database) -> Iterator[tuple[str, str, str, tuple[str, ...]]]:
    """(case, code, value, participants) of all that count and have a value, as :func:`said_under` tells of one cell.

    The passages' participants are read first, by themselves: most passages are of nobody in particular, and looking
    for theirs coding by coding takes longer than everything else here.
    """
    whose: dict[str, list[str]] = defaultdict(list)
    sql = """SELECT e.coding, s.participants FROM passage_state AS s CROSS JOIN evidence AS e
             ON e.note = s.note AND e.number = s.number WHERE s.participants <> '[]' ORDER BY s.note, s.number"""
    for coding, people in db.conn.execute(sql):
        whose[coding] += json.loads(people)
    sql = """SELECT min(c.id), c.case_id, c.code, c.value, c.participants FROM settled_coding AS c
             WHERE c.value IS NOT NULL AND c.how <> 'lost' GROUP BY c.code, c.case_id, c.segment, c.coder, c.value"""
    for coding, case, code, value, own in db.conn.execute(sql):
        people = json.loads(own) if own != "[]" else whose.get(coding, ())
        yield case, code, value, tuple(dict.fromkeys(people))


def first_quotes(db: Database, case: str, codes: frozenset[str], question: str, most: int) -> list[tuple[str, str]]:
    """(place, words) of the first codings of a cell, key quotes first; only these words leave the database."""
    marks = ",".join("?" for _ in codes)
    at = (
        """AND EXISTS (SELECT 1 FROM evidence AS e JOIN placement AS p ON p.note = e.note AND p.number = e.number
            WHERE e.coding = c.id AND p.question = ?)"""
        if question
        else ""
    )
    sql = f"""SELECT c.note, (SELECT min(number) FROM evidence WHERE coding = c.id),
                substr(v.text, c.start_at + 1, min(c.end_at - c.start_at, {LONGEST_QUOTE}))
              FROM settled_coding AS c JOIN note_version AS v ON v.id = c.version
              WHERE c.code IN ({marks}) AND c.case_id = ? AND c.how <> 'lost' {at}
              GROUP BY c.segment ORDER BY max(c.key_quote) DESC, c.note, c.start_at LIMIT ?"""
    values = (*sorted(codes), case, *((question,) if question else ()), most)
    return [(f"{note}:{number or '–'}", words) for note, number, words in db.conn.execute(sql, values)]


def decision(db: Database, case: str, code: str) -> Decision | None:
    """The value that a person decided of an interview under a code; None where nobody has."""
    return decisions(db, "WHERE v.case_id = ? AND v.code = ?", (case, code)).get((case, code))
