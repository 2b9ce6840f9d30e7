"""What others have written since one last looked, by origin and number: merged entries may be older than that."""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING

from okqual.model.events import Entry, Kind
from okqual.model.summary import RowKind
from okqual.store.entries import last_of, origins
from okqual.store.teams import veiled_cases

if TYPE_CHECKING:
    from sqlite_utils import Database

LEFT_OUT = (Kind.EXPORTED, Kind.UNDO)
JUDGED = frozenset(
    {
        Kind.CODINGS_ADDED, Kind.CODING_WITHDRAWN, Kind.CODING_CONFIRMED, Kind.CODING_VALUE, Kind.CODING_MEMO,
        Kind.CODING_KEY, Kind.CODING_PARTICIPANTS, Kind.CODING_MOVED, Kind.CODING_RECODED, Kind.PASSAGE_NOTHING,
        Kind.CASE_VALUE,
    }
)  # fmt: skip
"""Kinds that say how somebody coded; the others are of the study, or meant for all."""


def seen_now(db: Database) -> dict[str, int]:
    """Origin → its last entry's number."""
    return {origin: last_of(db, origin)[0] for origin in origins(db)}


def written(db: Database, seen: dict[str, int], coder: str) -> dict[str, tuple[Counter[str], Counter[str]]]:
    """Coder → (kind → entries, interview → entries) of what others wrote after what was seen."""
    veiled = veiled_cases(db, coder)
    found: dict[str, tuple[Counter[str], Counter[str]]] = {}
    marks = ", ".join("?" for _ in LEFT_OUT)
    sql = f"""SELECT coder, kind, payload FROM entry WHERE origin = ? AND number > ? AND coder <> ?
              AND kind NOT IN ({marks}) ORDER BY number"""
    for origin in origins(db):
        for who, kind, payload in db.conn.execute(sql, (origin, seen.get(origin, 0), coder, *LEFT_OUT)):
            cases = cases_of(db, kind, payload)
            if cases & veiled:
                continue
            kinds, touched = found.setdefault(who, (Counter(), Counter()))
            kinds[kind] += 1
            touched.update(cases)
    return found


def hidden(db: Database, entry: Entry, coder: str, veiled: frozenset[str]) -> bool:
    """Whether an entry says how another judged an interview that a coder codes blind."""
    if not veiled or entry.coder == coder or entry.kind not in JUDGED:
        return False
    return bool(cases_of(db, entry.kind, entry.payload) & veiled)


def cases_of(db: Database, kind: str, payload: str) -> set[str]:
    """The interviews that an entry says something of: by name, or by a note, coding or row of theirs."""
    said = json.loads(payload)
    if kind == Kind.CODINGS_ADDED:
        return {item[0] for item in said["codings"]}
    named = {said.get("case")} | {said["row"] if said.get("rows") == RowKind.CASE else None}
    if said.get("note"):
        sql = "SELECT case_id FROM note_version WHERE note = ? LIMIT 1"
        named |= {row[0] for row in db.conn.execute(sql, (said["note"],))}
    if said.get("coding"):
        named.add(_case_of_coding(db, said["coding"]))
    return {case for case in named if isinstance(case, str) and case}


def _case_of_coding(db: Database, coding: str) -> str | None:
    """By the entry that made it: a withdrawn one is in no table."""
    origin, _, rest = coding.rpartition(":")
    number, _, place = rest.partition(".")
    sql = "SELECT payload FROM entry WHERE origin = ? AND number = ?"
    row = db.conn.execute(sql, (origin, int(number))).fetchone() if number.isdigit() else None
    return str(json.loads(row[0])["codings"][int(place or 1) - 1][0]) if row else None
