"""Who judged which passages, and how: each coder's own codings, without what was made in settling."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database

OWN = """c.how <> 'lost' AND NOT EXISTS (SELECT 1 FROM adjudicated_coding AS k JOIN adjudicated AS a
    ON a.case_id = k.case_id AND a.code = k.code AND a.note = k.note AND a.number = k.number
    WHERE k.coding = c.id AND k.counts = 1 AND a.outcome = 'new')"""
"""A coder's own; what somebody made to settle a unit is nobody's first reading of it."""

GONE = """SELECT s.case_id, s.note, s.number, n.coder FROM passage_state AS s
          JOIN seen_nothing AS n ON n.note = s.note AND n.number = s.number WHERE s.role = 'answer' {here}
          UNION SELECT s.case_id, s.note, s.number, c.coder FROM passage_state AS s
          JOIN evidence AS e ON e.note = s.note AND e.number = s.number JOIN seen_coding AS c ON c.id = e.coding
          WHERE s.role = 'answer' AND {own} {here}
          UNION SELECT s.case_id, s.note, s.number, a.coder FROM assigned AS a
          JOIN passage_state AS s ON s.case_id = a.case_id WHERE a.done = 1 AND s.role = 'answer' {here}
          AND a.case_id NOT IN (SELECT v.case_id FROM assigned AS v WHERE v.veiled = 1
              AND v.coder = (SELECT coder FROM temp.viewer))"""

CODINGS = f"""SELECT c.id, c.case_id, c.coder, c.code, c.value, c.memo, c.note, c.start_at, c.end_at, e.number
              FROM seen_coding AS c LEFT JOIN evidence AS e ON e.coding = c.id WHERE {OWN} {{here}}
              ORDER BY c.note, c.start_at, c.end_at, c.id, e.number"""

CODERS = f"""SELECT DISTINCT c.case_id, c.coder FROM seen_coding AS c WHERE {OWN}
             UNION SELECT s.case_id, n.coder FROM seen_nothing AS n
             JOIN passage_state AS s ON s.note = n.note AND s.number = n.number"""


def coders_of(db: Database) -> dict[str, frozenset[str]]:
    """case → those who coded it, of interviews that two or more did."""
    found: dict[str, set[str]] = {}
    for case, coder in db.conn.execute(CODERS):
        found.setdefault(case, set()).add(coder)
    return {case: frozenset(coders) for case, coders in found.items() if len(coders) > 1}


def gone(db: Database, case: str | None = None) -> list[tuple[str, str, int, str]]:
    """(case, note, number, coder): the answer passages that each coder went through, coded or not."""
    here, values = ("", ()) if case is None else ("AND s.case_id = ?", (case,) * 3)
    return db.conn.execute(GONE.format(own=OWN, here=here), values).fetchall()


Row = tuple[str, str, str, str, str | None, str, str, int, int, int | None]


def codings(db: Database, case: str | None = None) -> list[Row]:
    """(id, case, coder, code, value, memo, note, start, end, passage), a row each coding and passage."""
    # By its notes: codings have no index of interviews, and all of them would be gone through for each.
    own = "AND c.note IN (SELECT v.note FROM note_version AS v WHERE v.case_id = ?)"
    here, values = ("", ()) if case is None else (own, (case,))
    return db.conn.execute(CODINGS.format(here=here), values).fetchall()
