"""What others have written since one last looked, by origin and number: merged entries may be older than that."""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING

from okqual.model.events import Kind
from okqual.store.entries import last_of, origins

if TYPE_CHECKING:
    from sqlite_utils import Database

LEFT_OUT = (Kind.EXPORTED, Kind.UNDO)


def seen_now(db: Database) -> dict[str, int]:
    """Origin → its last entry's number."""
    return {origin: last_of(db, origin)[0] for origin in origins(db)}


def written(db: Database, seen: dict[str, int], coder: str) -> dict[str, tuple[Counter[str], Counter[str]]]:
    """Coder → (kind → entries, interview → entries) of what others wrote after what was seen."""
    veiled = {
        row[0] for row in db.conn.execute("SELECT case_id FROM assigned WHERE coder = ? AND veiled = 1", (coder,))
    }
    found: dict[str, tuple[Counter[str], Counter[str]]] = {}
    marks = ", ".join("?" for _ in LEFT_OUT)
    sql = f"""SELECT coder, kind, payload FROM entry WHERE origin = ? AND number > ? AND coder <> ?
              AND kind NOT IN ({marks}) ORDER BY number"""
    for origin in origins(db):
        for who, kind, payload in db.conn.execute(sql, (origin, seen.get(origin, 0), coder, *LEFT_OUT)):
            cases = _cases(kind, json.loads(payload))
            if cases & veiled:
                continue
            kinds, touched = found.setdefault(who, (Counter(), Counter()))
            kinds[kind] += 1
            touched.update(cases)
    return found


def _cases(kind: str, payload: dict[str, object]) -> set[str]:
    if kind == Kind.CODINGS_ADDED:
        codings = payload["codings"]
        assert isinstance(codings, list)
        return {item[0] for item in codings}
    case = payload.get("case")
    return {case} if isinstance(case, str) and case else set()
