"""The one write path: append an entry, and let its effect on the tables commit with it."""

from __future__ import annotations

import hashlib
import json
import secrets
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from okqual.model.canonical import canonical
from okqual.model.events import STATELESS, Entry, Kind, digest_of
from okqual.store.database import writing
from okqual.store.projection import project

if TYPE_CHECKING:
    from sqlite_utils import Database

COLUMNS = "origin, number, tick, at, coder, kind, version, batch, payload, undoes, prev, digest"
VERSION = 1
"""Version of the payloads written now; older ones pass through ``UPCASTERS`` when they are read."""

UPCASTERS: dict[tuple[str, int], Callable[[dict[str, Any]], dict[str, Any]]] = {}
"""(kind, version) → what makes the payload one version newer."""


def now_ms() -> int:
    """Milliseconds since 1970, UTC."""
    return time.time_ns() // 1_000_000


def new_origin() -> str:
    """A name for a working copy: ten characters that are easy to read out."""
    return "".join(secrets.choice("abcdefghjkmnpqrstuvwxyz23456789") for _ in range(10))


@dataclass(slots=True)
class Pen:
    """Writes entries for one coder in one working copy. ``at`` comes from ``clock`` (ms UTC)."""

    db: Database
    origin: str
    coder: str
    clock: Callable[[], int] = now_ms

    def write(self, kind: Kind, payload: dict[str, Any], *, batch: str = "", undoes: str = "") -> Entry:
        """Append one entry and project it, in the transaction at hand or in one of its own."""
        with writing(self.db):
            entry = self._next(kind, payload, batch, undoes)
            insert(self.db, [entry])
            project(self.db, entry)
        return entry

    def begin_batch(self) -> str:
        """Address of the entry that is written next: the name of a batch that starts with it."""
        return f"{self.origin}:{last_of(self.db, self.origin)[0] + 1}"

    def _next(self, kind: Kind, payload: dict[str, Any], batch: str, undoes: str) -> Entry:
        number, prev = last_of(self.db, self.origin)
        tick = self.db.conn.execute("SELECT max(tick) FROM entry").fetchone()[0] or 0
        entry = Entry(
            self.origin, number + 1, tick + 1, self.clock(), self.coder, str(kind), VERSION, batch,
            canonical(payload), undoes, prev, "",
        )  # fmt: skip
        return replace(entry, digest=digest_of(entry))


def insert(db: Database, entries: list[Entry]) -> None:
    """Store entries as they are, without projecting them."""
    db.conn.executemany(
        f"INSERT INTO entry ({COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [
            (
                e.origin,
                e.number,
                e.tick,
                e.at,
                e.coder,
                e.kind,
                e.version,
                e.batch,
                e.payload,
                e.undoes,
                e.prev,
                e.digest,
            )
            for e in entries
        ],
    )


def entries(db: Database, where: str = "1", values: tuple[object, ...] = ()) -> Iterator[Entry]:
    """Entries in the order of projection. ``where`` is SQL of this package, never a person's words."""
    sql = f"SELECT {COLUMNS} FROM entry WHERE {where} ORDER BY tick, origin, number"
    for row in db.conn.execute(sql, values):
        yield Entry(*row)


def payload_of(entry: Entry) -> dict[str, Any]:
    """An entry's payload in its newest version."""
    payload: dict[str, Any] = json.loads(entry.payload)
    version = entry.version
    while (entry.kind, version) in UPCASTERS:
        payload = UPCASTERS[entry.kind, version](payload)
        version += 1
    return payload


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


def last_change_at(db: Database) -> int:
    """Time of the last entry that changed the state (ms UTC); 0 for an empty journal."""
    marks = ",".join("?" for _ in STATELESS)
    sql = f"SELECT at FROM entry WHERE kind NOT IN ({marks}) ORDER BY tick DESC, origin DESC, number DESC LIMIT 1"
    row = db.conn.execute(sql, tuple(STATELESS)).fetchone()
    return row[0] if row else 0
