"""What SQLite finds out alone, which goes on beside everything else that is looked at in a large study.

It takes a third of the time, and SQLite lets other threads work meanwhile.
"""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Callable, Iterator
from threading import Thread
from typing import TYPE_CHECKING, TypeVar

from okqual.store.database import adopted, connect, database_path
from okqual.store.untouched import has_log, is_written_to

if TYPE_CHECKING:
    from sqlite_utils import Database

T = TypeVar("T")

LARGE = 200_000_000
"""Bytes of a file from which on it is checked beside the rest."""
AGAIN = 0.05
"""Seconds after which the check is told again to stop: it may have been between two statements."""


@contextlib.contextmanager
def beside(db: Database, look: Callable[[Database], T]) -> Iterator[tuple[bool, Callable[[], T]]]:
    """Whether it was looked at first, and what says what was found: one may have to wait for it.

    What goes on beside gets the study on a connection of its own, on which it reads one state.
    """
    pages, size = (db.conn.execute(f"PRAGMA {name}").fetchone()[0] for name in ("page_count", "page_size"))
    another = _another(db) if pages * size >= LARGE else None
    if another is None:
        found = look(db)
        yield True, lambda: found
        return
    said: list[T | Exception] = []
    thread = Thread(target=_tell, args=(another, look, said), daemon=True)
    thread.start()

    def wait() -> T:
        thread.join()
        if isinstance(said[0], Exception):
            raise said[0]
        return said[0]

    try:
        yield False, wait
    finally:
        # Whoever stops does not wait for it.
        while thread.is_alive():
            another.conn.interrupt()
            thread.join(AGAIN)
        another.conn.close()


def of_file(db: Database) -> list[str]:
    """What SQLite says is wrong with the file."""
    return [str(line) for (line,) in db.conn.execute("PRAGMA integrity_check(20)") if line != "ok"]


def _another(db: Database) -> Database | None:
    """A connection of its own, where one can be had.

    Through the log of those who have the study open, or of the file alone: SQLite would make a log to look for one,
    and who reads a study without leaving a mark would leave that.
    """
    path = database_path(db)
    if is_written_to(path):
        how = "mode=ro&readonly_shm=1"
    elif path.is_file() and not has_log(path):
        how = "immutable=1"
    else:
        return None
    conn: sqlite3.Connection | None = None
    try:
        conn = connect(path.resolve().as_uri() + f"?{how}")
        db = adopted(conn)
        conn.execute("BEGIN")
        conn.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except (OSError, sqlite3.Error):
        if conn is not None:
            conn.close()
        return None
    return db


def _tell(db: Database, look: Callable[[Database], T], said: list[T | Exception]) -> None:
    try:
        said.append(look(db))
    except (sqlite3.Error, ValueError) as error:
        said.append(error)
