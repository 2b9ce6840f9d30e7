"""Opening a study so that not a byte beside or in it changes: no log, no index of the log, no lock, no new tables.

A study that nobody has open is read as it lies. One that somebody writes to is read through the
index that the writer keeps; where the last changes lie in a log without one, or the tables are
older than this okqual, a copy in memory is read.
"""

from __future__ import annotations

import contextlib
import shutil
import sqlite3
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from okqual.errors import OkqualError
from okqual.store import database
from okqual.store.migrations import migrations
from okqual.store.seeing import see_as

if TYPE_CHECKING:
    from sqlite_utils import Database

LOGS = ("-wal", "-journal")
INDEX = "-shm"
Stamp = tuple[tuple[int, int], ...]


def open_untouched(path: Path, viewer: str = "") -> Database:
    """Open the database at ``path`` for reading and leave it and its folder as they are.

    Raises OkqualError when there is none, when it is not a study, when a newer okqual made it, and
    when it is damaged.
    """
    if not path.is_file():
        raise OkqualError("errors.no_study", {"folder": str(path.parent)}, "errors.no_study.try")
    with database.database_errors(path):
        database.check_length(path)
        db = database.adopted(_as_it_lies(path))
        database.check(db, path)
        if migrations().pending(db):
            db = database.adopted(_in_memory(db.conn))
            migrations().apply(db)
        see_as(db, viewer)
        db.conn.execute("PRAGMA query_only = ON")
    return db


def stamp(path: Path) -> Stamp:
    """What changes when somebody writes to the database: size and time of it and of its log."""
    return tuple(_look(path.with_name(path.name + suffix)) for suffix in ("", *LOGS))


def is_written_to(path: Path) -> bool:
    """Whether somebody has the database open, so that its log and the index of it tell a reader what holds."""
    # Without a log beside it, SQLite would make one even for a reader.
    return all(path.with_name(path.name + suffix).exists() for suffix in (LOGS[0], INDEX))


def has_log(path: Path) -> bool:
    """Whether something of the database lies beside its file."""
    return any(_look(path.with_name(path.name + log))[0] > 0 for log in LOGS)


def _as_it_lies(path: Path) -> sqlite3.Connection:
    uri = path.resolve().as_uri()
    if is_written_to(path):
        conn = database.connect(f"{uri}?mode=ro&readonly_shm=1")
        if database.is_readable(conn):
            return conn
        conn.close()
    if has_log(path):
        return _copied(path)
    return database.connect(f"{uri}?immutable=1")


def _copied(path: Path) -> sqlite3.Connection:
    """The database with what lies in its log, which no reader could take in without writing."""
    with tempfile.TemporaryDirectory(prefix="okqual-") as name:  # only its owner may look into it
        copy = Path(name) / path.name
        for suffix in ("", *LOGS):
            with contextlib.suppress(FileNotFoundError):
                shutil.copyfile(path.with_name(path.name + suffix), copy.with_name(copy.name + suffix))
        with contextlib.closing(database.connect(copy.as_uri())) as conn:
            return _in_memory(conn)


def _in_memory(conn: sqlite3.Connection) -> sqlite3.Connection:
    memory = database.connect("file::memory:")
    conn.backup(memory)
    return memory


def _look(path: Path) -> tuple[int, int]:
    try:
        found = path.stat()
    except OSError:
        return -1, 0
    return found.st_size, found.st_mtime_ns
