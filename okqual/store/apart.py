"""Fields of which two copies said different things without knowing of each other, found in the registers."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Any

from okqual.store import contents
from okqual.store.registers import SEPARATOR

if TYPE_CHECKING:
    from sqlite_utils import Database

ELSEWHERE = ("code", "codebook", "note", "adjudicated", "apart", "drawn")
"""Subjects whose conflicts are found by what they are, or that have none."""


@dataclass(frozen=True, slots=True)
class Said:
    """One thing that was said of a field."""

    entry: str
    coder: str
    at: int
    value: Any


@dataclass(frozen=True, slots=True)
class Apart:
    """A field with what holds and another thing said of it, neither of them over the other."""

    subject: tuple[str, ...]
    field: str
    holds: Said
    other: Said


def apart(db: Database) -> Iterator[Apart]:
    """All such fields that nobody has settled; several others of one field are several."""
    done = settled(db)
    sql = """SELECT r.subject, r.field, r.origin, r.number, r.coder, r.at, r.value, e.payload FROM register AS r
             JOIN entry AS e ON e.origin = r.origin AND e.number = r.number
             WHERE (r.subject, r.field) IN (SELECT subject, field FROM register
                 GROUP BY subject, field HAVING min(origin) <> max(origin))
             ORDER BY r.subject, r.field, r.tick, r.origin, r.number"""
    for (subject, field), rows in groupby(db.conn.execute(sql).fetchall(), key=lambda row: (row[0], row[1])):
        parts = tuple(subject.split(SEPARATOR))
        if parts[0] in ELSEWHERE or field.startswith("nothing"):
            continue
        said, over = [], list[str | None]()
        for _subject, _field, origin, number, coder, at, value, payload in rows:
            said.append(Said(f"{origin}:{number}", coder, at, json.loads(value)))
            over.append(json.loads(payload).get("over"))
        *others, holds = said
        if over[-1] is None:  # Older okquals did not say what they had seen.
            continue
        yield from (
            Apart(parts, field, holds, one)
            for one in others
            if one.entry not in over
            and not {one.entry, f"{one.entry}/{field}"} & done
            and _plain(db, one.value) != _plain(db, holds.value)
        )


def roots(db: Database) -> Iterator[tuple[str, str, str]]:
    """(note, current version, another first version) of notes under whose name two files were read in apart."""
    sql = """SELECT subject FROM register WHERE subject >= 'note\t' AND subject < 'note\t~'
             GROUP BY subject HAVING count(DISTINCT value) > 1"""
    for (subject,) in db.conn.execute(sql).fetchall():
        note = subject.split(SEPARATOR)[1]
        rows = db.conn.execute(
            "SELECT v.id, v.current, e.payload FROM note_version AS v JOIN entry AS e"
            " ON e.origin = v.origin AND e.number = v.number WHERE v.note = ? ORDER BY v.loaded_at, v.id",
            (note,),
        ).fetchall()
        firsts = [version for version, _current, payload in rows if "anchors" not in json.loads(payload)]
        current = next((version for version, now, _payload in rows if now), "")
        if len(firsts) > 1:
            root = _root_of(rows, current, firsts)
            yield from ((note, current, version) for version in firsts if version != root)


def words_of(db: Database, value: Any) -> str:
    """What an assignment says, as a person may read it."""
    plain = _plain(db, value)
    if isinstance(plain, dict):
        # Where there are words of a person, the ids beside them say nothing more.
        names = ("value", "text", "reason") if "text" in plain else tuple(plain)
        return " · ".join(str(plain[name]) for name in names if plain.get(name) not in (None, ""))
    if isinstance(plain, list):
        return ", ".join(str(part) for part in plain)
    return "" if plain is None else str(plain)


def _plain(db: Database, value: Any) -> Any:
    """The value with its texts, whose hashes differ between copies that say the same."""
    if not isinstance(value, dict):
        return value
    return {
        name: contents.get(db, part) if name in ("text", "reason", "name") and isinstance(part, str) else part
        for name, part in value.items()
    }


def _root_of(rows: list[tuple[str, int, str]], current: str, firsts: list[str]) -> str:
    """The first reading that the current version goes back to: itself, or the latest before it."""
    if current in firsts:
        return current
    earlier: list[str] = []
    for version, _now, _payload in rows:
        if version == current:
            break
        if version in firsts:
            earlier.append(version)
    return (earlier or firsts)[-1]


def settled(db: Database) -> frozenset[str]:
    """Names of the conflicts that somebody has settled."""
    return frozenset(row[0] for row in db.conn.execute("SELECT entry FROM settled_apart"))
