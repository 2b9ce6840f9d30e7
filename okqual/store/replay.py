"""The tables as the journal makes them, beside those that are there, and where the two differ, row by row.

They are made as temporary tables in memory, which stand before the study's own for whoever names them, on the
connection that holds the picture of the study: both are of one state, and the file is only read.
"""

from __future__ import annotations

import contextlib
import json
import re
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from okqual.store.migrations import migrations
from okqual.store.rebuilding import Progress, rebuild
from okqual.store.tables import PROJECTED

if TYPE_CHECKING:
    from sqlite_utils import Database

INDEXES = ("passage_words", "passage_parts")
SEARCHED = frozenset(PROJECTED) - {"coding", "segment", "evidence", "nothing_to_code", "passage_state"}
"""Tables whose indexes are needed to make them; those of the others cost more than all else."""
CHUNK = 5_000
MOST_ROWS = 10
"""Rows of a table that are named at most."""
LONGEST = 40
"""Signs of a value that are shown."""
_REFERS = re.compile(r" REFERENCES \w+ \(\w+\)( ON DELETE CASCADE)?")
"""What refers to what is looked at in the study's own tables; here it would be asked for every row."""
_MADE = re.compile(r"CREATE (TABLE|INDEX|VIRTUAL TABLE) (\w+)")


@dataclass(frozen=True, slots=True)
class Difference:
    """A row that is not as the journal makes it."""

    table: str
    key: str
    column: str
    """The first column that differs; empty where the whole row is one too many or is missing."""
    there: str
    said: str
    missing: bool = False


@cache
def schema() -> tuple[tuple[str, str, str], ...]:
    """(kind, name, SQL) of everything that a study's database is made of."""
    from okqual.store.database import database_class

    with contextlib.closing(sqlite3.connect(":memory:", isolation_level=None)) as conn:
        migrations().apply(database_class()(conn, execute_plugins=False))
        sql = "SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite%'"
        return tuple(tuple(row) for row in conn.execute(f"{sql} AND name NOT LIKE '\\_%' ESCAPE '\\' ORDER BY rowid"))


@contextlib.contextmanager
def replayed(db: Database, progress: Progress | None = None) -> Iterator[None]:
    """Make the projected tables anew beside those of the study, for as long as the context lasts."""
    conn, made = db.conn, list[str]()
    if not conn.in_transaction:
        conn.execute("PRAGMA temp_store = MEMORY")
    with _writing_allowed(db):
        try:
            for kind, name, sql in schema():
                found = _MADE.match(sql)
                if found is None or not _is_projected(kind, name, sql):
                    continue
                if name in INDEXES:
                    made.append(name)
                    conn.execute(f"CREATE TABLE temp.{name} (folded TEXT NOT NULL)")
                    continue
                begins = "CREATE INDEX temp." if kind == "index" else f"CREATE {found[1]} temp."
                if kind == "table":
                    made.append(name)
                conn.execute(begins + _REFERS.sub("", sql[found.start(2) :]))
            rebuild(db, progress)
            yield
        finally:
            for name in reversed(made):
                conn.execute(f"DROP TABLE IF EXISTS temp.{name}")


@contextlib.contextmanager
def _writing_allowed(db: Database) -> Iterator[None]:
    """Of a study that is only read, so that tables in memory can be made beside its own."""
    only_reads = db.conn.execute("PRAGMA query_only").fetchone()[0]
    db.conn.execute("PRAGMA query_only = OFF")
    try:
        yield
    finally:
        db.conn.execute(f"PRAGMA query_only = {only_reads}")


def differences(db: Database, table: str) -> list[Difference]:
    """Rows of a projected table that differ, the first ones of them; within :func:`replayed`."""
    columns = [name for _, name, *_ in db.conn.execute(f"PRAGMA temp.table_info({table})")]
    keys = [name for _, name, _, _, _, key in db.conn.execute(f"PRAGMA temp.table_info({table})") if key]
    if table == "passage":
        # Its own ids follow from the order in which notes came.
        columns, keys = columns[1:], columns[1:4]
    said_columns = [name for _, name, *_ in db.conn.execute(f"PRAGMA main.table_info({table})")]
    if not set(columns) <= set(said_columns):
        return [Difference(table, "", "", "", "", missing=True)]
    if keys and table != "passage" and _are_same(db, table, columns, keys):
        return []
    names = ", ".join(columns)
    there = db.conn.execute(f"SELECT {names} FROM main.{table} ORDER BY {names}")
    said = db.conn.execute(f"SELECT {names} FROM temp.{table} ORDER BY {names}")
    return list(_compared(table, columns, len(keys) or len(columns), there, said))


def _are_same(db: Database, table: str, columns: list[str], keys: list[str]) -> bool:
    """Whether both have the same rows, found out by SQLite alone: a row of a million is never read here."""
    counts = [db.conn.execute(f"SELECT count(*) FROM {where}.{table}").fetchone()[0] for where in ("main", "temp")]
    if counts[0] != counts[1]:
        return False
    by_key = " AND ".join(f"m.{name} = t.{name}" for name in keys)
    others = " AND ".join(f"m.{name} IS t.{name}" for name in columns if name not in keys)
    # Each of the one is looked for by its key in the other, where a key is there once.
    sql = f"SELECT count(*) FROM main.{table} AS m CROSS JOIN temp.{table} AS t ON {by_key} WHERE {others or '1'}"
    return bool(db.conn.execute(sql).fetchone()[0] == counts[0])


def index_differs(db: Database, index: str) -> bool:
    """Whether a search index holds other words than the passages; within :func:`replayed`."""
    sql = (
        "SELECT p.version, p.number, i.folded FROM {0}.passage AS p JOIN {0}.{1} AS i ON i.rowid = p.id"
        " ORDER BY p.version, p.number"
    )
    return not _same(db, sql.format("main", index), sql.format("temp", index))


def finds(db: Database, index: str) -> bool:
    """Whether an index finds the words that it holds: SQLite looks through a copy, since it would write to do so."""
    copy = f"copied_{index}"
    (sql,) = (sql for _, name, sql in schema() if name == index)
    with _writing_allowed(db):
        db.conn.execute(sql.replace(f"TABLE {index}", f"TABLE temp.{copy}"))
        try:
            for part in ("data", "idx", "content", "docsize", "config"):
                db.conn.execute(f"DELETE FROM temp.{copy}_{part}")
                db.conn.execute(f"INSERT INTO temp.{copy}_{part} SELECT * FROM main.{index}_{part}")
            db.conn.execute(f"INSERT INTO temp.{copy} ({copy}) VALUES ('integrity-check')")
        except sqlite3.DatabaseError:
            return False
        finally:
            db.conn.execute(f"DROP TABLE temp.{copy}")
    return True


def _is_projected(kind: str, name: str, sql: str) -> bool:
    if kind == "index":
        return sql.split(" ON ", 1)[1].split(maxsplit=1)[0].partition("(")[0] in SEARCHED
    return kind == "table" and (name in PROJECTED or name in INDEXES)


def _same(db: Database, one: str, other: str) -> bool:
    first, second = db.conn.execute(one), db.conn.execute(other)
    while (rows := first.fetchmany(CHUNK)) == second.fetchmany(CHUNK):
        if not rows:
            return True
    return False


def _compared(
    table: str, columns: list[str], key: int, there: sqlite3.Cursor, said: sqlite3.Cursor
) -> Iterator[Difference]:
    """Both in the order of their columns, the key first: what one lacks comes before what both have."""
    rows, others = there.fetchmany(CHUNK), said.fetchmany(CHUNK)
    while rows == others and rows:
        rows, others = there.fetchmany(CHUNK), said.fetchmany(CHUNK)
    found, mine, theirs = 0, _rows(rows, there), _rows(others, said)
    one, other = next(mine, None), next(theirs, None)
    while (one is not None or other is not None) and found < MOST_ROWS:
        if one == other:
            one, other = next(mine, None), next(theirs, None)
            continue
        found += 1
        first = _order(one, key) if one is not None else None
        second = _order(other, key) if other is not None else None
        if one is not None and other is not None and first == second:
            yield _of_values(table, columns, key, one, other)
            one, other = next(mine, None), next(theirs, None)
        elif one is not None and (second is None or (first is not None and first < second)):
            yield Difference(table, _key(one, key), "", "", "")
            one = next(mine, None)
        elif other is not None:
            yield Difference(table, _key(other, key), "", "", "", missing=True)
            other = next(theirs, None)


def _rows(first: list[tuple[Any, ...]], cursor: sqlite3.Cursor) -> Iterator[tuple[Any, ...]]:
    while first:
        yield from first
        first = cursor.fetchmany(CHUNK)


def _order(row: tuple[Any, ...], key: int) -> tuple[Any, ...]:
    """As SQLite orders: nothing, numbers, texts by their bytes."""
    return tuple(
        (0, 0, b"") if cell is None else (1, cell, b"") if isinstance(cell, int | float) else (2, 0, str(cell).encode())
        for cell in row[:key]
    )


def _key(row: tuple[Any, ...], key: int) -> str:
    return " ".join(str(cell).replace("\t", " ") for cell in row[:key])[: 2 * LONGEST]


def _of_values(table: str, columns: list[str], key: int, there: tuple[Any, ...], said: tuple[Any, ...]) -> Difference:
    at = next(i for i, (one, other) in enumerate(zip(there, said, strict=True)) if one != other)
    one, other = (json.dumps(v, ensure_ascii=False) if not isinstance(v, str) else v for v in (there[at], said[at]))
    same = next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    begin = max(0, same - 10) if max(len(one), len(other)) > LONGEST else 0
    shown = [("…" if begin else "") + text[begin : begin + LONGEST] for text in (one, other)]
    return Difference(table, _key(there, key), columns[at], shown[0], shown[1])
