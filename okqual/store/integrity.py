"""SQLite's own check of a study's file; that of a large one goes on beside everything else that is looked at.

It takes a quarter of the time, and SQLite lets other threads work meanwhile.
"""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Callable, Iterator
from threading import Thread
from typing import TYPE_CHECKING

from okqual.store.database import connect, database_path
from okqual.store.untouched import is_written_to

if TYPE_CHECKING:
    from sqlite_utils import Database

LARGE = 200_000_000
"""Bytes of a file from which on it is checked beside the rest."""
CACHE = -32_000
"""Kilobytes of pages kept at hand, as SQLite writes it; more makes it no quicker."""
Found = list[str]


@contextlib.contextmanager
def checked(db: Database) -> Iterator[tuple[bool, Callable[[], Found]]]:
    """Whether the file is to be looked at first, and what says what is wrong with it: one may have to wait for it."""
    pages, size = (db.conn.execute(f"PRAGMA {name}").fetchone()[0] for name in ("page_count", "page_size"))
    conn = _another(db) if pages * size >= LARGE else None
    if conn is None:
        yield True, lambda: _check(db.conn)
        return
    said: list[Found | Exception] = []
    thread = Thread(target=_tell, args=(conn, said), daemon=True)
    thread.start()

    def wait() -> Found:
        thread.join()
        if isinstance(said[0], Exception):
            raise said[0]
        return said[0]

    try:
        yield False, wait
    finally:
        # Whoever stops does not wait for it.
        conn.interrupt()
        thread.join()
        conn.close()


def _another(db: Database) -> sqlite3.Connection | None:
    """A connection of its own, where one can be had.

    Only beside the log of those who have the study open: without one SQLite would make it, and who reads a study
    without leaving a mark would leave that.
    """
    path = database_path(db)
    if not is_written_to(path):
        return None
    conn: sqlite3.Connection | None = None
    try:
        conn = connect(path.resolve().as_uri() + "?mode=ro&readonly_shm=1")
        conn.execute(f"PRAGMA cache_size = {CACHE}")
        conn.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except (OSError, sqlite3.Error):
        if conn is not None:
            conn.close()
        return None
    return conn


def _tell(conn: sqlite3.Connection, said: list[Found | Exception]) -> None:
    try:
        said.append(_check(conn))
    except (sqlite3.Error, ValueError) as error:
        said.append(error)


def _check(conn: sqlite3.Connection) -> Found:
    return [str(line) for (line,) in conn.execute("PRAGMA integrity_check(20)") if line != "ok"]
