"""Does the study hold together: chain per origin, tables against a replay, texts and files against their digests."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from okqual.model.canonical import canonical
from okqual.model.events import digest_of_columns
from okqual.store import contents, erased, integrity, named
from okqual.store.database import reading
from okqual.store.replay import INDEXES, Difference, differences, finds, index_differs, replayed, schema
from okqual.store.soundness import quotes_outside
from okqual.store.tables import PROJECTED
from okqual.store.uncollected import uncollected

if TYPE_CHECKING:
    from sqlite_utils import Database

DIGESTED = ("prev", "origin", "number", "tick", "at", "coder", "kind", "version", "batch", "payload", "undoes")
"""Columns of an entry that its digest is made of, in that order."""
OF_STEPS = ("_sqlite_migrations", "idx__sqlite_migrations_migration_set_name")
"""Where sqlite-utils notes which steps the tables have taken."""
Progress = Callable[[int, int, str], bool]
"""(number, of, what is being done) → False to stop."""


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that does not hold. ``kind`` is an id, ``what`` a key of the message catalogue."""

    kind: str
    where: str
    what: str
    values: dict[str, object] = field(default_factory=dict, compare=False)
    """What the sentence is filled with, beside ``where``."""


def problems(db: Database, progress: Progress | None = None) -> list[Problem]:
    """Everything that is wrong with a study; an empty list when all holds.

    ``progress`` hears of steps as they come: "database", "chain", "replay", "tables", "texts", "files".
    """
    tell = progress or (lambda number, of, what: True)
    with reading(db):
        tell(0, 1, "database")
        with uncollected(), integrity.beside(db, _of_sqlite) as (first, of_sqlite):
            if first and of_sqlite()[0]:
                return of_sqlite()[0]
            try:
                found = _of_all(db, tell)
            except sqlite3.DatabaseError:
                # What cannot be read for damage is told as the damage that it is.
                if not of_sqlite()[0]:
                    raise
                return of_sqlite()[0]
            damage, others = of_sqlite()
            return damage or [*found, *(each for each in others if each not in found)]


def _of_sqlite(db: Database) -> tuple[list[Problem], list[Problem]]:
    """Damage of the file, and where there is none what else SQLite finds with hardly a row read here."""
    damage = _read("database", _of_database(db))
    if damage:
        return damage, []
    found = [*_read("reference", _of_references(db)), *_read("coding", _of_segments(db))]
    return [], [*found, *_read("index", _of_indexes(db)), *_read("content", _of_names(db))]


def _of_all(db: Database, tell: Progress) -> list[Problem]:
    found = [*_read("schema", _of_schema(db)), *_read("entry", _of_chain(db, tell))]
    found += _read("replay", _of_tables(db, tell))
    tell(0, 1, "texts")
    found += _read("content", _of_contents(db))
    tell(0, 1, "files")
    return [*found, *_read("source_file", _of_files(db))]


def _read(what: str, found: Iterator[Problem]) -> list[Problem]:
    """The problems that were found. What cannot even be read is one: turned bits make letters that are none."""
    made: list[Problem] = []
    try:
        made += found
    except (ValueError, KeyError, TypeError, IndexError, AttributeError, StopIteration, RuntimeError) as error:
        made.append(Problem("replay" if what == "replay" else "unreadable", f"{what} {type(error).__name__}",
                            "errors.problem.replay" if what == "replay" else "errors.problem.unreadable"))  # fmt: skip
    return made


def chain_of(db: Database) -> tuple[int, int]:
    """How many entries there are, and how many problems of the chain."""
    with reading(db):
        count = db.conn.execute("SELECT count(*) FROM entry").fetchone()[0]
        return int(count), sum(1 for _ in _of_chain(db, lambda *_: True))


def _of_database(db: Database) -> Iterator[Problem]:
    for line in integrity.of_file(db):
        yield Problem("database", line, "errors.problem.database")


def _of_references(db: Database) -> Iterator[Problem]:
    for row in db.conn.execute("PRAGMA main.foreign_key_check"):
        yield Problem("reference", str(row[0]), "errors.problem.reference")


def _of_indexes(db: Database) -> Iterator[Problem]:
    """The search indexes find the words that they hold."""
    for index in INDEXES:
        if not finds(db, index):
            yield Problem("table", index, "errors.problem.table")


def _of_schema(db: Database) -> Iterator[Problem]:
    """Tables, indexes and the triggers that keep the journal from being changed are as they were made, and no others.

    One that is not okqual's could change what is written, or keep words that an erasure does not know of.
    """
    there = {(kind, name): sql for kind, name, sql in db.conn.execute("SELECT type, name, sql FROM sqlite_master")}
    for kind, name, sql in schema():
        if there.pop((kind, name), None) != sql:
            yield Problem("schema", name, "errors.problem.schema")
    for _kind, name in sorted(there):
        if not name.startswith("sqlite_") and name not in OF_STEPS:
            yield Problem("schema", name, "errors.problem.schema_more")


def _of_chain(db: Database, tell: Progress) -> Iterator[Problem]:
    of = db.conn.execute("SELECT count(*) FROM entry").fetchone()[0]
    here, last, before = "", 0, ""
    sql = f"SELECT digest, kind, coder, {', '.join(DIGESTED)} FROM entry ORDER BY origin, number"
    for at, (digest, kind, coder, *columns) in enumerate(db.conn.execute(sql)):
        if at % 1000 == 0:
            tell(at, of, "chain")
        prev, origin, number = columns[:3]
        if origin != here:
            here, last, before = origin, 0, ""
        found = []
        if number != last + 1:
            found.append("gap")
        elif prev != before:
            found.append("chain")
        if digest_of_columns(*columns) != digest:
            found.append("entry")
        for what in found:
            yield Problem(what, f"{origin}:{number}", f"errors.problem.{what}", {"event": kind, "coder": coder})
        last, before = number, digest


def _of_tables(db: Database, tell: Progress) -> Iterator[Problem]:
    with replayed(db, lambda number, of, _what: tell(number, of, "replay")):
        for at, table in enumerate(PROJECTED):
            tell(at, len(PROJECTED), "tables")
            found = differences(db, table)
            if found:
                yield Problem("table", table, "errors.problem.table")
                yield from (_of_row(db, each) for each in found)
        for index in INDEXES:
            if index_differs(db, index):
                yield Problem("table", index, "errors.problem.table")


def _of_row(db: Database, found: Difference) -> Problem:
    where = f"{found.table} {found.key}".strip()
    if found.table == "coding":
        where = f"{found.key} {_place_of(db, found.key)}".strip()
    if found.column:
        values: dict[str, object] = {"column": found.column, "there": found.there, "said": found.said}
        return Problem("row", where, "errors.problem.row", values)
    return Problem("row", where, f"errors.problem.row_{'missing' if found.missing else 'more'}")


def _place_of(db: Database, coding: str) -> str:
    """The citation id of a coding's first passage, for a person to find it by."""
    sql = "SELECT note, min(number) FROM evidence WHERE coding = ? GROUP BY note"
    row = db.conn.execute(sql, (coding,)).fetchone()
    return f"({row[0]}:{row[1]})" if row else ""


def _of_contents(db: Database) -> Iterator[Problem]:
    for name in contents.not_under_their_names(db):
        yield Problem("content", name[:12], "errors.problem.content", {"case": _case_of(db, name)})


def _of_names(db: Database) -> Iterator[Problem]:
    """The texts that entries name are there."""
    for case in erased.cases_held(db):
        yield Problem("erased", case, "errors.problem.erased")
    for address, name in named.lacking_texts(db):
        yield Problem("content", f"{address} {name[:12]}", "errors.problem.content_missing")


def _case_of(db: Database, name: str) -> str:
    row = db.conn.execute("SELECT case_id FROM content WHERE hash = ?", (name,)).fetchone()
    return str(row[0]) if row and row[0] else "–"


def _of_segments(db: Database) -> Iterator[Problem]:
    """Each coding stands on words that are in its note's version."""
    for table, name in quotes_outside(db):
        yield Problem("quote", name if table == "coding" else name[:12], "errors.problem.quote")


def _of_files(db: Database) -> Iterator[Problem]:
    sql = "SELECT sha256, case_id, size, packed FROM source_file ORDER BY sha256"
    for digest, case, size, packed in db.conn.execute(sql):
        if not contents.is_file(digest, size, packed):
            yield Problem("file", digest[:12], "errors.problem.file", {"case": case})
    for digest, case, note in named.lacking_files(db):
        yield Problem("file", f"{note} {digest[:12]}", "errors.problem.file_missing", {"case": case})


def table_digests(db: Database) -> dict[str, str]:
    """SHA-256 of each projected table's rows, and of the search index, in an order of their own."""
    digests = {}
    for table in PROJECTED:
        columns = ", ".join(c.name for c in db[table].columns if (table, c.name) != ("passage", "id"))
        digests[table] = _digest(db, f"SELECT {columns} FROM {table} ORDER BY {columns}")
    for index in INDEXES:
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
