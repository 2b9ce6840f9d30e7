"""What a coder's entries since a moment of the journal amount to, and what she did last; nothing scans the study."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from okqual.model.events import Kind
from okqual.store.history import LIVE

if TYPE_CHECKING:
    from sqlite_utils import Database

LOOK_BACK = 500
"""A coder's latest entries among which the codes that she put last are looked for."""

COUNTED = (Kind.CODINGS_ADDED, Kind.CODING_WITHDRAWN, Kind.PASSAGE_NOTHING)
"""Kinds that are told of as codings and passages, and not as other changes."""

SINCE = "entry.coder = ?1 AND entry.tick > ?2"
MADE = f"""entry JOIN coding AS c ON c.origin = entry.origin AND c.number = entry.number
    WHERE {SINCE} AND entry.kind = '{Kind.CODINGS_ADDED}' AND c.coder = ?1"""


def last_tick(db: Database) -> int:
    """The latest moment of the journal; 0 for an empty one."""
    return int(db.conn.execute("SELECT coalesce(max(tick), 0) FROM entry").fetchone()[0])


def codings_made(db: Database, coder: str, since: int) -> int:
    """How many of the codings that a coder made since then are there."""
    return int(db.conn.execute(f"SELECT count(*) FROM {MADE}", (coder, since)).fetchone()[0])


def codings_withdrawn(db: Database, coder: str, since: int) -> int:
    """How many codings from before then the coder has withdrawn since."""
    sql = f"SELECT payload FROM entry WHERE {SINCE} AND kind = '{Kind.CODING_WITHDRAWN}' AND {LIVE}"
    names = {json.loads(payload)["coding"] for (payload,) in db.conn.execute(sql, (coder, since))}
    return sum(_tick_of(db, name) <= since for name in names)


def passages_gone_through(db: Database, coder: str, since: int) -> int:
    """How many passages the coder has coded, or said to hold nothing to code, since then."""
    coded = f"SELECT e.note, e.number FROM {MADE.replace('WHERE', 'JOIN evidence AS e ON e.coding = c.id WHERE', 1)}"
    found = set(db.conn.execute(coded, (coder, since)))
    marked = f"SELECT payload FROM entry WHERE {SINCE} AND kind = '{Kind.PASSAGE_NOTHING}' AND {LIVE}"
    for (payload,) in db.conn.execute(marked, (coder, since)).fetchall():
        said = json.loads(payload)
        there = (number for number in said["numbers"] if _is_marked(db, said["note"], number, coder))
        found.update((said["note"], number) for number in there)
    return len(found)


def other_changes(db: Database, coder: str, since: int) -> int:
    """How many other changes of the coder since then hold."""
    left_out = (*COUNTED, Kind.UNDO, Kind.EXPORTED)
    marks = ", ".join(f"'{kind}'" for kind in left_out)
    sql = f"SELECT count(*) FROM entry WHERE {SINCE} AND kind NOT IN ({marks}) AND {LIVE}"
    return int(db.conn.execute(sql, (coder, since)).fetchone()[0])


def codes_put_last(db: Database, coder: str) -> list[str]:
    """The codes of the coder's latest codings that hold, latest first; imports are left out."""
    latest = f"SELECT * FROM entry WHERE coder = ? ORDER BY tick DESC, origin DESC, number DESC LIMIT {LOOK_BACK}"
    sql = f"SELECT payload FROM ({latest}) AS entry WHERE kind = ? AND batch = '' AND {LIVE} ORDER BY tick DESC"
    payloads = db.conn.execute(sql, (coder, Kind.CODINGS_ADDED)).fetchall()
    return list(dict.fromkeys(str(json.loads(payload)["codings"][0][5]) for (payload,) in payloads))


def flagged(db: Database) -> list[tuple[str, str, int]]:
    """(case, note, number) of all passages that are flagged, through their own index."""
    sql = "SELECT case_id, note, number FROM passage_state WHERE flagged = 1"
    return db.conn.execute(sql).fetchall()


def _tick_of(db: Database, coding: str) -> int:
    origin, _, rest = coding.rpartition(":")
    values = (origin, int(rest.partition(".")[0]))
    row = db.conn.execute("SELECT tick FROM entry WHERE origin = ? AND number = ?", values).fetchone()
    return int(row[0]) if row else 0


def _is_marked(db: Database, note: str, number: int, coder: str) -> bool:
    sql = "SELECT 1 FROM nothing_to_code WHERE note = ? AND number = ? AND coder = ?"
    return db.conn.execute(sql, (note, number, coder)).fetchone() is not None
