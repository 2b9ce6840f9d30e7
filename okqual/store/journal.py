"""The one write path: append an entry, and let its effect on the tables commit with it."""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from okqual.model.canonical import canonical
from okqual.model.events import Entry, Kind, digest_of
from okqual.store.database import writing
from okqual.store.entries import COLUMNS, last_of
from okqual.store.projection import project

if TYPE_CHECKING:
    from sqlite_utils import Database

VERSION = 1
"""Version of the payloads written now; older ones pass through ``entries.UPCASTERS`` when they are read."""


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
