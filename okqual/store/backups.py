"""Backups of a study's database: in a folder beside it, whole or not there, made while others code.

The copy is read from one frozen picture on a connection of its own, in steps, so that nobody waits for
it. Automatic ones are thinned out; one that a person asked for stays until she takes it away.
"""

from __future__ import annotations

import contextlib
import os
import re
import sqlite3
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path

from okqual.errors import OkqualError

FOLDER = "backups"
STEP = 2048
"""Pages copied between two looks at whether to stop."""
NEWEST, DAYS = 5, 7
"""Automatic backups that are kept: so many of the newest, and the last one of so many days."""
BUSY_MS = 5000
PRIVATE = 0o600
ABANDONED = 3600
"""Seconds after which nobody is making a backup any more."""

Progress = Callable[[int, int, str], bool]
"""(number, of, what is being done) → False to stop."""


class Reason(StrEnum):
    """Why a backup was made."""

    ASKED = "asked"
    DAY = "day"
    MIGRATION = "migration"
    MERGE = "merge"
    IMPORT = "import"
    RESTORE = "restore"
    ERASURE = "erasure"


@dataclass(frozen=True, slots=True)
class Backup:
    """A backup as its file's name tells of it."""

    path: Path
    at: int
    """Milliseconds since 1970."""
    reason: Reason

    @property
    def size(self) -> int:
        """Bytes."""
        return self.path.stat().st_size


_NAME = re.compile(rf"okqual-(\d{{8}}T\d{{6}})(\d{{3}})Z-({'|'.join(Reason)})\.db")


def backups(folder: Path) -> list[Backup]:
    """The backups of the study in a folder, the newest first."""
    found = [_told(path) for path in (folder / FOLDER).glob("okqual-*.db")]
    return sorted((each for each in found if each is not None), key=lambda each: (each.at, each.path), reverse=True)


def copy_of(
    source: sqlite3.Connection, folder: Path, reason: Reason, at: int, progress: Progress | None = None
) -> Path:
    """Back up an open database of the study in ``folder``; it appears under its final name only when it is whole.

    Raises OkqualError when the database turns out to be damaged, or when it was stopped.
    """
    path = _free_name(folder / FOLDER, reason, at)
    path.parent.mkdir(mode=0o700, exist_ok=True)
    copy_to(source, path, progress)
    thin_out(folder, path)
    return path


def copy_to(source: sqlite3.Connection, path: Path, progress: Progress | None = None) -> None:
    """Copy an open database to ``path``, whole or not at all (see :func:`copy_of`)."""
    part = path.with_name(path.name + ".part")
    try:
        with contextlib.closing(sqlite3.connect(part, isolation_level=None)) as copy:
            # Nobody trusts the file before it is whole.
            copy.execute("PRAGMA journal_mode = OFF")
            copy.execute("PRAGMA synchronous = OFF")
            with _frozen(source):
                source.backup(copy, pages=STEP, progress=_telling(progress, path.name))
            # In WAL mode each look at the backup would leave files beside it.
            copy.execute("PRAGMA journal_mode = DELETE")
            _check_whole(copy, database_name(source))
        part.chmod(PRIVATE)
        _settle(part)
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


def put_back(backup: Path, database: Path, progress: Progress | None = None) -> None:
    """Give an open or closed, sound database the content of a backup, in one transaction that others see as a change.

    Raises OkqualError while another program writes.
    """
    waited = 0

    def go_on(status: int, remaining: int, total: int) -> None:
        nonlocal waited
        waited = waited + 1 if status in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED) else 0
        if waited * 250 > BUSY_MS:
            raise OkqualError("errors.study_locked", {"file": str(database)}, "errors.study_locked.try")
        if progress is not None:
            progress(total - remaining, total, backup.name)

    with _opened(backup) as source, contextlib.closing(sqlite3.connect(database, isolation_level=None)) as conn:
        conn.execute("PRAGMA synchronous = FULL")
        conn.execute("PRAGMA secure_delete = ON")
        source.backup(conn, progress=go_on)
        conn.execute("PRAGMA journal_mode = WAL")
        conn.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def copy_file(backup: Path, path: Path) -> None:
    """Copy a backup to ``path``, whole or not at all."""
    with _opened(backup) as source:
        copy_to(source, path)


def is_whole(path: Path) -> bool:
    """Whether there is a database in which SQLite finds nothing wrong."""
    try:
        with _opened(path) as conn:
            return path.stat().st_size > 0 and bool(conn.execute("PRAGMA quick_check(1)").fetchone()[0] == "ok")
    except (sqlite3.DatabaseError, OSError):
        return False


def last_entries(conn: sqlite3.Connection) -> list[tuple[str, int, str]]:
    """(origin, number, digest) of each origin's last entry: two databases with the same ones hold the same study."""
    sql = "SELECT origin, max(number), digest FROM entry GROUP BY origin ORDER BY origin"
    return [(origin, number, digest) for origin, number, digest in conn.execute(sql)]


def last_entries_of(path: Path) -> list[tuple[str, int, str]]:
    """The same of a database that is not open; empty for one that cannot be read."""
    try:
        with _opened(path) as conn:
            return last_entries(conn)
    except sqlite3.DatabaseError:
        return []


LEFT = ("okqual.db.damaged-*", "okqual.before-*.backup", "okqual.db.part*", "okqual-*.part*")
"""Names of other copies that okqual may have left: damaged ones put aside, and those of an okqual that was ended."""


def holds_erased(path: Path, now: sqlite3.Connection) -> bool:
    """Whether a copy holds words that were erased in the database ``now``; one that cannot be read may."""
    cases = {case for (case,) in now.execute("SELECT case_id FROM erased_case")}
    texts = {name for (name,) in now.execute("SELECT hash FROM erased_text")}
    try:
        with _opened(path) as conn:
            if conn.execute("PRAGMA user_version").fetchone()[0]:
                return True  # deleted words may still lie in it
            kept = {case for (case,) in conn.execute("SELECT case_id FROM content_key")}
            return bool(kept & cases) or any(name in texts for (name,) in conn.execute("SELECT hash FROM content"))
    except sqlite3.Error:
        return True


def with_erased(folder: Path, now: sqlite3.Connection) -> list[Path]:
    """The study's backups, and other copies that okqual left, that may hold words erased in the database ``now``."""
    there = [each.path for each in backups(folder)]
    there += [path for place in (folder, folder / FOLDER) for pattern in LEFT for path in place.glob(pattern)]
    return [path for path in dict.fromkeys(there) if holds_erased(path, now)]


def thin_out(folder: Path, never: Path) -> None:
    """Take automatic backups away that newer ones have made superfluous, and never the one just made."""
    automatic = [each for each in backups(folder) if each.reason is not Reason.ASKED]
    keep, days = {never, *(each.path for each in automatic[:NEWEST])}, set[int]()
    for each in automatic:
        day = each.at // 86_400_000
        if day not in days and len(days) < DAYS:
            keep.add(each.path)
            days.add(day)
    for each in automatic:
        if each.path not in keep:
            each.path.unlink(missing_ok=True)
    for part in (folder / FOLDER).glob("okqual-*.part*"):
        # Of an okqual that was ended; one that is being made now is younger.
        if time.time() - part.stat().st_mtime > ABANDONED:
            part.unlink(missing_ok=True)


def database_name(conn: sqlite3.Connection) -> str:
    """The file of an open database."""
    return str(conn.execute("PRAGMA database_list").fetchone()[2] or ":memory:")


@contextlib.contextmanager
def _opened(path: Path) -> Iterator[sqlite3.Connection]:
    # A backup has no log, and reading it leaves no files beside it.
    uri = path.resolve().as_uri() + "?mode=ro"
    with contextlib.closing(sqlite3.connect(uri, uri=True, isolation_level=None)) as conn:
        yield conn


@contextlib.contextmanager
def _frozen(source: sqlite3.Connection) -> Iterator[None]:
    """One picture while it is copied; else each change by another program would make the copying begin anew."""
    if source.in_transaction:
        yield
        return
    source.execute("BEGIN")
    try:
        source.execute("SELECT count(*) FROM sqlite_master").fetchone()
        yield
    finally:
        source.execute("ROLLBACK")


def _telling(progress: Progress | None, name: str) -> Callable[[int, int, int], None]:
    def tell(_status: int, remaining: int, total: int) -> None:
        if progress is not None and not progress(total - remaining, total, name):
            raise OkqualError("errors.backup_stopped", {"file": name})

    return tell


def _check_whole(copy: sqlite3.Connection, file: str) -> None:
    if copy.execute("PRAGMA quick_check(1)").fetchone()[0] != "ok":
        raise OkqualError("errors.study_damaged", {"file": file}, "errors.study_damaged.try")


def _told(path: Path) -> Backup | None:
    found = _NAME.fullmatch(path.name)
    if found is None:
        return None
    try:
        at = datetime.strptime(found[1], "%Y%m%dT%H%M%S").replace(tzinfo=UTC)
    except ValueError:
        return None
    return Backup(path, int(at.timestamp()) * 1000 + int(found[2]), Reason(found[3]))


def _free_name(folder: Path, reason: Reason, at: int) -> Path:
    while True:
        stamp = f"{datetime.fromtimestamp(at // 1000, UTC):%Y%m%dT%H%M%S}{at % 1000:03}"
        path = folder / f"okqual-{stamp}Z-{reason}.db"
        if not path.exists():
            return path
        at += 1


def _settle(path: Path) -> None:
    with path.open("rb+") as file:
        os.fsync(file.fileno())
