"""Questions to the tables about coders, assignments, draws and what was settled between coders."""

from __future__ import annotations

import json
from collections import defaultdict
from typing import TYPE_CHECKING

from okqual.model.team import Adjudicated, Assigned, Drawn, Outcome, Role

if TYPE_CHECKING:
    from sqlite_utils import Database

ASSIGNED = "SELECT case_id, coder, role, round, blind, done, veiled, by, at FROM assigned"


def assigned(db: Database, case: str | None = None) -> list[Assigned]:
    """All assignments, or those of one interview, ordered by interview and coder."""
    where, values = ("WHERE case_id = ?", (case,)) if case else ("", ())
    return [_assigned(row) for row in db.conn.execute(f"{ASSIGNED} {where} ORDER BY case_id, coder", values)]


def assignment(db: Database, case: str, coder: str) -> Assigned | None:
    """A coder's part in an interview; None where she has none."""
    row = db.conn.execute(f"{ASSIGNED} WHERE case_id = ? AND coder = ?", (case, coder)).fetchone()
    return _assigned(row) if row else None


def draws(db: Database) -> list[Drawn]:
    """All draws, the earliest first."""
    sql = "SELECT id, seed, share, round, of, cases, coder, by, at FROM drawn ORDER BY at, id"
    return [
        Drawn(name, seed, share, number, of, tuple(json.loads(cases)), coder, by, at)
        for name, seed, share, number, of, cases, coder, by, at in db.conn.execute(sql)
    ]


def named(db: Database) -> dict[str, str]:
    """The register: coder → full name."""
    return dict(db.conn.execute("SELECT id, name FROM coder ORDER BY id").fetchall())


def done_by(db: Database) -> set[tuple[str, str]]:
    """(case, coder) of those who have said that they are done with an interview."""
    return set(db.conn.execute("SELECT case_id, coder FROM assigned WHERE done = 1"))


def veiled_cases(db: Database, coder: str) -> frozenset[str]:
    """Interviews of which a coder does not see others' codings now."""
    sql = "SELECT case_id FROM assigned WHERE coder = ? AND veiled = 1"
    return frozenset(row[0] for row in db.conn.execute(sql, (coder,)))


def adjudicated(db: Database) -> dict[tuple[str, str, str, int], Adjudicated]:
    """(case, code, note, number) → what was settled."""
    counted: dict[tuple[str, str, str, int], tuple[set[str], set[str]]] = defaultdict(lambda: (set(), set()))
    for coding, case, code, note, number, counts in db.conn.execute(
        "SELECT coding, case_id, code, note, number, counts FROM adjudicated_coding"
    ):
        counted[case, code, note, number][0 if counts else 1].add(coding)
    sql = "SELECT case_id, code, note, number, outcome, value, reason, coder, at FROM adjudicated"
    found = {}
    for case, code, note, number, outcome, value, reason, coder, at in db.conn.execute(sql):
        hers, others = counted[case, code, note, number]
        found[case, code, note, number] = Adjudicated(
            case, code, note, number, Outcome(outcome), value, reason, coder, at, frozenset(hers), frozenset(others)
        )
    return found


def _assigned(row: tuple[str, str, str, int, int, int, int, str, int]) -> Assigned:
    case, coder, role, number, blind, done, veiled, by, at = row
    return Assigned(case, coder, Role(role), number, bool(blind), bool(done), bool(veiled), by, at)
