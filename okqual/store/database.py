"""Open a study's database: checks, settings of SQLite, migrations with a backup, one transaction at a time."""

from __future__ import annotations

import contextlib
import importlib
import os
import shutil
import sqlite3
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from okqual.errors import OkqualError
from okqual.store.backups import Reason, copy_of, copy_to
from okqual.store.migrations import migrations
from okqual.store.place import on_share
from okqual.store.seeing import see_as
from okqual.store.tables import STEPS

if TYPE_CHECKING:
    from sqlite_utils import Database as Database

OLDEST_SQLITE = (3, 40, 0)
BUSY_MS = 5000
LEAST_FREE = 65_536
"""Bytes on the disk; with fewer SQLite can open nothing for writing."""


def database_class() -> type[Database]:
    """sqlite_utils without the pandas and numpy that it imports where it finds them.

    They are only there to adapt frames and numpy numbers, which okqual never stores, and they cost
    0.5 s at every start. Hidden during this one import, they can be imported as usual afterwards.
    """
    if "sqlite_utils" not in sys.modules:
        loaded: dict[str, Any] = sys.modules
        hidden: dict[str, Any] = {name: loaded.pop(name) for name in ("pandas", "numpy") if name in loaded}
        loaded.update({"pandas": None, "numpy": None})
        try:
            importlib.import_module("sqlite_utils")
        finally:
            del loaded["pandas"], loaded["numpy"]
            loaded.update(hidden)
    from sqlite_utils import Database as Database

    return Database


def create_database(path: Path) -> Database:
    """Make a new, empty database with all tables at ``path``, which must not exist."""
    if path.exists():
        raise OkqualError("errors.study_exists", {"file": str(path)}, "errors.study_exists.try")
    with database_errors(path):
        db = _connected(path, read_only=False)
        _migrate(db, path, backup=False)
        see_as(db, "")
    return db


def open_database(path: Path, *, read_only: bool = False, older: bool = False) -> Database:
    """Open the database at ``path``; older tables are brought up to date after a backup, or read with ``older``.

    Raises OkqualError when there is none, when it is not a study, when a newer okqual made it, and
    when it is locked, damaged or in a place that cannot be written (``read_only`` then helps).
    """
    if not path.is_file():
        raise OkqualError("errors.no_study", {"folder": str(path.parent)}, "errors.no_study.try")
    with database_errors(path):
        check_length(path)
        db = _connected(path, read_only=read_only)
        taken = check(db, path)
        if read_only and not older and taken != set(STEPS):
            raise OkqualError("errors.older_study_read_only", {"file": str(path)}, "errors.older_study_read_only.try")
        if not read_only:
            _migrate(db, path, backup=True)
            _overwrite(db)
        see_as(db, "")
    return db


def _overwrite(db: Database) -> None:
    """Overwrite what was erased while another okqual read the database, or one that was ended had no time to."""
    from okqual.store.erased import overwrite

    with contextlib.suppress(sqlite3.OperationalError):
        overwrite(db)


@contextlib.contextmanager
def database_errors(path: Path | str) -> Iterator[None]:
    """Turn SQLite's errors into sentences."""
    try:
        yield
    except sqlite3.OperationalError as error:
        raise _operational(error, str(path)) from error
    except sqlite3.DatabaseError as error:
        values: dict[str, object] = {"file": str(path)}
        raise OkqualError("errors.study_damaged", values, "errors.study_damaged.try") from error


def _operational(error: sqlite3.OperationalError, path: str) -> OkqualError:
    values: dict[str, object] = {"file": path}
    code = getattr(error, "sqlite_errorname", "") or ""
    if code.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
        return OkqualError("errors.study_locked", values, "errors.study_locked.try")
    if code.startswith(("SQLITE_READONLY", "SQLITE_PERM")) or (code.startswith("SQLITE_CANTOPEN") and _kept(path)):
        return OkqualError("errors.study_read_only", values, "errors.study_read_only.try")
    if code.startswith("SQLITE_FULL") or (code.startswith("SQLITE_IOERR") and _no_space(path)):
        return OkqualError("errors.disk_full", values, "errors.disk_full.try")
    if code.startswith("SQLITE_CANTOPEN"):
        return OkqualError("errors.study_cannot_open", values, "errors.study_cannot_open.try")
    if code.startswith("SQLITE_IOERR"):
        return OkqualError("errors.disk_failed", values, "errors.disk_failed.try")
    return OkqualError("errors.study_damaged", values, "errors.study_damaged.try")


def _kept(path: str) -> bool:
    """On media that cannot be written SQLite cannot make its WAL, and calls that a file it cannot open."""
    return os.access(path, os.R_OK) and not os.access(Path(path).parent, os.W_OK)


def _no_space(path: str) -> bool:
    """SQLite cannot lengthen its index of the WAL on a full disk, and calls that a disk that failed."""
    try:
        return shutil.disk_usage(Path(path).parent).free < LEAST_FREE
    except OSError:
        return False


@contextlib.contextmanager
def writing(db: Database) -> Iterator[None]:
    """One transaction that takes the pen at once; a failure leaves the study as it was.

    sqlite-utils' ``atomic()`` begins deferred and would fail at its first write under a second
    writer instead of waiting for it.
    """
    with database_errors(database_path(db)):
        if db.conn.in_transaction:
            with db.atomic():
                yield
            return
        db.conn.execute("BEGIN IMMEDIATE")
        try:
            # With no savepoint in it: SQLite would keep every page as it was, in memory.
            yield
            db.conn.execute("COMMIT")
        except BaseException:
            if db.conn.in_transaction:
                db.conn.execute("ROLLBACK")
            raise


@contextlib.contextmanager
def reading(db: Database) -> Iterator[None]:
    """A frozen picture: several questions to the tables see one state."""
    with database_errors(database_path(db)):
        if db.conn.in_transaction:
            yield
            return
        db.conn.execute("BEGIN")
        try:
            yield
        finally:
            if db.conn.in_transaction:
                db.conn.execute("COMMIT")


def database_path(db: Database) -> Path:
    """The file of an open database."""
    return Path(db.conn.execute("PRAGMA database_list").fetchone()[2] or ":memory:")


def back_up(db: Database, to: Path) -> None:
    """Copy the whole database to ``to`` while it is in use, under its final name only when complete."""
    copy_to(db.conn, to)


def _connected(path: Path, *, read_only: bool) -> Database:
    if sqlite3.sqlite_version_info < OLDEST_SQLITE:
        raise OkqualError("errors.old_sqlite", {"version": sqlite3.sqlite_version}, "errors.old_sqlite.try")
    # Quoted by pathlib: a folder's name may hold "?" or "%".
    uri = path.resolve().as_uri() + ("?mode=ro" if read_only else "")
    conn = connect(uri)
    if read_only and not is_readable(conn):
        # On media that cannot be written SQLite can make no WAL index; the file does not change there.
        conn.close()
        _check_all_is_in(path)
        conn = connect(path.resolve().as_uri() + "?immutable=1")
    db = adopted(conn)
    if not read_only:
        # The index of a log is memory that two computers do not share.
        conn.execute(f"PRAGMA journal_mode = {'DELETE' if on_share(path) else 'WAL'}")
        conn.execute("PRAGMA synchronous = FULL")
        conn.execute("PRAGMA secure_delete = ON")
    return db


def adopted(conn: sqlite3.Connection) -> Database:
    """A connection as a database with the settings of SQLite that every reader and writer has."""
    for pragma in ("cache_size = -32000", "temp_store = MEMORY", "foreign_keys = ON", "trusted_schema = OFF"):
        conn.execute(f"PRAGMA {pragma}")
    return database_class()(conn, execute_plugins=False)


def connect(uri: str) -> sqlite3.Connection:
    """A connection that begins no transaction of itself."""
    conn = sqlite3.connect(uri, uri=True, isolation_level=None, timeout=BUSY_MS / 1000, check_same_thread=False)
    try:
        # What else is wrong is told by the first statement of whoever asked.
        with contextlib.suppress(sqlite3.Error):
            conn.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except UnicodeDecodeError as error:
        conn.close()
        raise sqlite3.DatabaseError("the schema holds letters that are none") from error
    return conn


def _check_all_is_in(path: Path) -> None:
    """What was written last may still lie in the log beside the database, which is passed by on such media."""
    log = path.with_name(path.name + "-wal")
    if log.exists() and log.stat().st_size:
        raise OkqualError("errors.study_log_left", {"file": str(path)}, "errors.study_log_left.try")


def is_readable(conn: sqlite3.Connection) -> bool:
    """Whether SQLite can read here at all: a damaged file is an error, a place without rights is not."""
    try:
        conn.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except sqlite3.OperationalError:
        return False
    return True


def check_length(path: Path) -> None:
    """A file that was cut off opens as if it were whole, and fails where somebody reads its end."""
    log = path.with_name(path.name + "-wal")
    with path.open("rb") as file:
        head = file.read(100)
    size, pages = int.from_bytes(head[16:18], "big"), int.from_bytes(head[28:32], "big")
    # The count holds where both counters agree; what is in the log may still lengthen the file.
    if len(head) < 100 or head[24:28] != head[92:96] or (log.exists() and log.stat().st_size):
        return
    if path.stat().st_size < pages * (65536 if size == 1 else size):
        raise OkqualError("errors.study_damaged", {"file": str(path)}, "errors.study_damaged.try")


def check(db: Database, path: Path) -> set[str]:
    """The steps that a study's tables have taken. Raises OkqualError for what is no study, or a newer okqual's."""
    names = set(db.table_names())
    if "entry" not in names or "_sqlite_migrations" not in names:
        raise OkqualError("errors.not_a_study", {"file": str(path)}, "errors.not_a_study.try")
    taken = {step.name for step in migrations().applied(db)}
    if taken - set(STEPS):
        raise OkqualError("errors.newer_study", {"file": str(path)}, "errors.newer_study.try")
    return taken


def _migrate(db: Database, path: Path, *, backup: bool) -> None:
    steps = migrations()
    pending = steps.pending(db)
    if not pending:
        return
    if backup:
        copy_of(db.conn, path.parent, Reason.MIGRATION, time.time_ns() // 1_000_000)
    steps.apply(db)
