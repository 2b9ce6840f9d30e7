"""The journal read: entries in their order, their payloads, and the digest that names a state."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

from okqual.model.events import STATELESS, Entry

if TYPE_CHECKING:
    from sqlite_utils import Database

COLUMNS = "origin, number, tick, at, coder, kind, version, batch, payload, undoes, prev, digest"


UPCASTERS: dict[tuple[str, int], Callable[[dict[str, Any]], dict[str, Any]]] = {}
"""(kind, version) → what makes the payload one version newer."""


def entries(db: Database, where: str = "1", values: tuple[object, ...] = ()) -> Iterator[Entry]:
    """Entries in the order of projection. ``where`` is SQL of this package, never a person's words."""
    sql = f"SELECT {COLUMNS} FROM entry WHERE {where} ORDER BY tick, origin, number"
    for row in db.conn.execute(sql, values):
        yield Entry(*row)


def payload_of(entry: Entry) -> dict[str, Any]:
    """An entry's payload in its newest version."""
    return read_payload(entry.kind, entry.version, entry.payload)


def read_payload(kind: str, version: int, payload: str) -> dict[str, Any]:
    """The same of an entry's columns, for whoever goes through a million of them."""
    read: dict[str, Any] = json.loads(payload)
    while (kind, version) in UPCASTERS:
        read = UPCASTERS[kind, version](read)
        version += 1
    return read


def last_of(db: Database, origin: str) -> tuple[int, str]:
    """(number, digest) of an origin's last entry; (0, "") before its first."""
    sql = "SELECT number, digest FROM entry WHERE origin = ? ORDER BY number DESC LIMIT 1"
    row = db.conn.execute(sql, (origin,)).fetchone()
    return (row[0], row[1]) if row else (0, "")


def digest_at(db: Database, origin: str, number: int) -> str:
    """Digest of an entry; empty when there is no such entry."""
    row = db.conn.execute("SELECT digest FROM entry WHERE origin = ? AND number = ?", (origin, number)).fetchone()
    return row[0] if row else ""


def origins(db: Database) -> list[str]:
    """All origins in order, by jumping through the index instead of reading every entry."""
    found: list[str] = []
    row = db.conn.execute("SELECT min(origin) FROM entry").fetchone()
    while row and row[0] is not None:
        found.append(row[0])
        row = db.conn.execute("SELECT min(origin) FROM entry WHERE origin > ?", (row[0],)).fetchone()
    return found


def state_digest(db: Database) -> str:
    """Names the state of the study, its exports left out: the same in all copies that hold the same entries.

    SHA-256 over the digest of each origin's last entry that changes the state, in the order of the origins.
    A copy that has only exported does not count.
    """
    marks = ",".join("?" for _ in STATELESS)
    sql = f"SELECT digest FROM entry WHERE origin = ? AND kind NOT IN ({marks}) ORDER BY number DESC LIMIT 1"
    state = hashlib.sha256()
    for origin in origins(db):
        row = db.conn.execute(sql, (origin, *STATELESS)).fetchone()
        if row:
            state.update(f"{origin} {row[0]}\n".encode())
    return state.hexdigest()


def state_at(db: Database, upto: dict[str, int]) -> str:
    """The state digest as it was when each of these origins had so many entries, and no other had any."""
    marks = ",".join("?" for _ in STATELESS)
    sql = (
        f"SELECT digest FROM entry WHERE origin = ? AND number <= ? AND kind NOT IN ({marks})"
        " ORDER BY number DESC LIMIT 1"
    )
    state = hashlib.sha256()
    for origin in sorted(upto):
        row = db.conn.execute(sql, (origin, upto[origin], *STATELESS)).fetchone()
        if row:
            state.update(f"{origin} {row[0]}\n".encode())
    return state.hexdigest()


def last_change_at(db: Database) -> int:
    """Time of the last entry that changed the state (ms UTC); 0 for an empty journal."""
    marks = ",".join("?" for _ in STATELESS)
    sql = f"SELECT at FROM entry WHERE kind NOT IN ({marks}) ORDER BY tick DESC, origin DESC, number DESC LIMIT 1"
    row = db.conn.execute(sql, tuple(STATELESS)).fetchone()
    return row[0] if row else 0
