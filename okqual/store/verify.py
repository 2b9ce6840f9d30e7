"""Does the study hold together: chain per origin, tables against a replay, texts and files against their digests."""

from __future__ import annotations

import contextlib
import hashlib
import sqlite3
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from okqual.model.canonical import canonical
from okqual.model.events import digest_of
from okqual.store import contents
from okqual.store.database import database_class, reading
from okqual.store.entries import entries
from okqual.store.projection import rebuild
from okqual.store.tables import PROJECTED

if TYPE_CHECKING:
    from sqlite_utils import Database


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that does not hold. ``kind`` is an id, ``what`` a key of the message catalogue."""

    kind: str
    where: str
    what: str


def problems(db: Database) -> list[Problem]:
    """Everything that is wrong with a study; an empty list when all holds."""
    with reading(db):
        found = [*_of_database(db)]
        if found:
            return found
        return [*_of_chain(db), *_of_tables(db), *_of_contents(db), *_of_files(db)]


def chain_of(db: Database) -> tuple[int, int]:
    """How many entries there are, and how many problems of the chain."""
    with reading(db):
        count = db.conn.execute("SELECT count(*) FROM entry").fetchone()[0]
        return int(count), sum(1 for _ in _of_chain(db))


def _of_database(db: Database) -> Iterator[Problem]:
    for (line,) in db.conn.execute("PRAGMA integrity_check(20)"):
        if line != "ok":
            yield Problem("database", str(line), "errors.problem.database")


def _of_chain(db: Database) -> Iterator[Problem]:
    last: dict[str, tuple[int, str]] = {}
    for entry in entries(db):
        number, prev = last.get(entry.origin, (0, ""))
        if entry.number != number + 1:
            yield Problem("gap", entry.address, "errors.problem.gap")
        elif entry.prev != prev:
            yield Problem("chain", entry.address, "errors.problem.chain")
        if digest_of(entry) != entry.digest:
            yield Problem("entry", entry.address, "errors.problem.entry")
        last[entry.origin] = (entry.number, entry.digest)


def _of_tables(db: Database) -> Iterator[Problem]:
    with contextlib.closing(replayed(db)) as other:
        mine, made = table_digests(db), table_digests(other)
    for table, digest in mine.items():
        if made[table] != digest:
            yield Problem("table", table, "errors.problem.table")
    for row in db.conn.execute("PRAGMA foreign_key_check"):
        yield Problem("reference", str(row[0]), "errors.problem.reference")


def _of_contents(db: Database) -> Iterator[Problem]:
    for name in contents.not_under_their_names(db):
        yield Problem("content", name[:12], "errors.problem.content")


def _of_files(db: Database) -> Iterator[Problem]:
    for digest, packed in db.conn.execute("SELECT sha256, packed FROM source_file ORDER BY sha256"):
        try:
            content = zlib.decompress(packed)
        except zlib.error:
            content = b""
        if hashlib.sha256(content).hexdigest() != digest:
            yield Problem("file", digest[:12], "errors.problem.file")


def replayed(db: Database) -> Database:
    """A copy in memory whose tables are made anew from the journal."""
    conn = sqlite3.connect(":memory:", isolation_level=None)
    db.conn.backup(conn)
    copy = database_class()(conn, execute_plugins=False)
    conn.execute("PRAGMA foreign_keys = ON")
    conn.execute("BEGIN")
    rebuild(copy)
    conn.execute("COMMIT")
    return copy


def table_digests(db: Database) -> dict[str, str]:
    """SHA-256 of each projected table's rows, and of the search index, in an order of their own."""
    digests = {}
    for table in PROJECTED:
        columns = ", ".join(c.name for c in db[table].columns if (table, c.name) != ("passage", "id"))
        digests[table] = _digest(db, f"SELECT {columns} FROM {table} ORDER BY {columns}")
    for index in ("passage_words", "passage_parts"):
        digests[index] = _digest(
            db,
            f"SELECT p.version, p.number, i.folded FROM passage AS p JOIN {index} AS i ON i.rowid = p.id"
            " ORDER BY p.version, p.number",
        )
    return digests


def _digest(db: Database, sql: str) -> str:
    state = hashlib.sha256()
    for row in db.conn.execute(sql):
        state.update(canonical(list(row)).encode() + b"\n")
    return state.hexdigest()
