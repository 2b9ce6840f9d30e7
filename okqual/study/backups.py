"""Back a study up and put a backup back: by hand, once a day, and before what cannot be undone entry by entry."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass
from pathlib import Path

from okqual.errors import OkqualError
from okqual.export.writing import move
from okqual.store import backups as kept
from okqual.store import queries
from okqual.store.backups import Backup, Reason
from okqual.store.database import database_errors, database_path, open_database
from okqual.store.erased import Erasure, erasures, struck
from okqual.store.journal import now_ms
from okqual.study.changing import forget_mark
from okqual.study.opening import DATABASE, Progress, Study
from okqual.study.presence import clock, others

__all__ = ["Backup", "Reason", "Restored", "back_up", "backups", "before", "daily", "restore", "with_last_good"]

DAMAGED = "errors.study_damaged"


@dataclass(frozen=True, slots=True)
class Restored:
    """What was put back, and where what stood there before lies now."""

    backup: Path
    at: int
    """When the backup was made, milliseconds since 1970."""
    kept: Path | None
    """The study as it was, or the damaged file; None where there was no database."""
    erased: tuple[str, ...] = ()
    """Interviews that were erased since the backup, and were erased again."""


def backups(folder: Path) -> list[Backup]:
    """The backups in a study's folder, the newest first."""
    return kept.backups(folder)


def back_up(
    study_dir: Path, reason: str = Reason.ASKED, to: Path | None = None, progress: Progress | None = None
) -> Path:
    """Back up the study in a folder while others go on coding; where the backup lies.

    ``to`` is a file outside the study's own backups. Raises OkqualError for a damaged study, a full disk, and
    when ``progress`` asked to stop.
    """
    database = study_dir / DATABASE
    if not database.is_file():
        raise OkqualError("errors.no_study", {"folder": str(study_dir)}, "errors.no_study.try")
    if to is not None and to.exists():
        raise OkqualError("errors.backup_exists", {"file": str(to)}, "errors.backup_exists.try")
    target = to or study_dir / kept.FOLDER
    try:
        with database_errors(target), contextlib.closing(open_database(database, read_only=True, older=True)) as db:
            if to is None:
                return kept.copy_of(db.conn, study_dir, Reason(reason), now_ms(), progress)
            kept.copy_to(db.conn, to, progress)
            return to
    except OSError as error:
        values: dict[str, object] = {"file": str(target), "reason": error.strerror or ""}
        raise OkqualError("errors.export_failed", values, "errors.export_failed.try") from error


def before(study: Study, reason: Reason) -> Path | None:
    """Back up a study before something large, unless its newest backup holds the very same entries.

    A study that is only being made, or has no interviews yet, has nothing to go back to.
    """
    if study.read_only or database_path(study.db) != (study.folder / DATABASE).resolve():
        return None
    return _unless_it_is_there(study.folder, reason)


def daily(study_dir: Path) -> Path | None:
    """Back up a study that has no backup of the last 24 hours and has changed since its newest one."""
    newest = next(iter(kept.backups(study_dir)), None)
    if newest is not None and 0 <= now_ms() - newest.at < 24 * 3600 * 1000:
        return None
    return _unless_it_is_there(study_dir, Reason.DAY)


def _unless_it_is_there(folder: Path, reason: Reason) -> Path | None:
    newest, database = next(iter(kept.backups(folder)), None), folder / DATABASE
    with database_errors(database), contextlib.closing(open_database(database, read_only=True, older=True)) as db:
        if not queries.cases(db):
            return None
        if newest is not None and kept.last_entries_of(newest.path) == kept.last_entries(db.conn):
            return newest.path
    return back_up(folder, reason)


def restore(
    study_dir: Path, backup: Path | None = None, progress: Progress | None = None, coder: str | None = None
) -> Restored:
    """Put a backup back, the newest whole one unless another is given; what stood there is kept.

    What was erased since is erased again, by ``coder``.

    Raises OkqualError when there is no whole backup, when the file is none of this study, and while somebody has the
    study open.
    """
    there = others(study_dir)
    if there:
        values: dict[str, object] = {"coder": there[0].coder, "host": there[0].host, "since": clock(there[0].since)}
        raise OkqualError("errors.restore_held", values, "errors.restore_held.try")
    chosen = _chosen(study_dir, backup)
    database = study_dir / DATABASE
    with database_errors(database):
        before, left = _erased_since(study_dir, _study_id(chosen.path))
        if not kept.is_whole(database):
            aside = _moved_aside(database)
            kept.copy_file(chosen.path, database)
            _go_on_anew(study_dir)
            return Restored(chosen.path, chosen.at, aside, _again(study_dir, coder, before, left))
        if _study_id(database) != _study_id(chosen.path):
            values = {"file": str(chosen.path)}
            raise OkqualError("errors.another_study", values, "errors.another_study.try")
        aside = back_up(study_dir, Reason.RESTORE, progress=progress)
        kept.put_back(chosen.path, database, progress)
        _go_on_anew(study_dir)
    return Restored(chosen.path, chosen.at, aside, _again(study_dir, coder, before, left))


def last_good(folder: Path) -> Backup | None:
    """The newest backup with which nothing is wrong."""
    return next((each for each in kept.backups(folder) if kept.is_whole(each.path)), None)


def damage_in(folder: Path) -> OkqualError | None:
    """The error of a study in which verify finds something; None of one that holds."""
    from okqual.store.verify import problems

    path = folder / DATABASE
    try:
        with database_errors(path), contextlib.closing(open_database(path, read_only=True, older=True)) as db:
            if not problems(db):
                return None
    except OkqualError as error:
        return error
    return OkqualError(DAMAGED, {"file": str(path)}, f"{DAMAGED}.try")


def with_last_good(folder: Path, error: OkqualError) -> OkqualError:
    """The error of a damaged study, with the last good state where there is one."""
    good = last_good(folder) if error.key == DAMAGED else None
    if good is None:
        return error
    values: dict[str, object] = {**error.values, "when": clock(good.at)}
    return OkqualError("errors.study_damaged_backup", values, "errors.study_damaged_backup.try")


def _chosen(folder: Path, given: Path | None) -> Backup:
    if given is None:
        found = last_good(folder)
        if found is None:
            raise OkqualError("errors.no_backup", {"folder": str(folder / kept.FOLDER)}, "errors.no_backup.try")
        return found
    path = given if given.is_file() else folder / kept.FOLDER / given.name
    if not path.is_file():
        raise OkqualError("errors.no_such_backup", {"file": str(given)}, "errors.no_such_backup.try")
    if not kept.is_whole(path):
        raise OkqualError("errors.backup_damaged", {"file": str(path)}, "errors.backup_damaged.try")
    _study_id(path)
    own = next((each for each in kept.backups(folder) if each.path.resolve() == path.resolve()), None)
    return own or Backup(path, int(path.stat().st_mtime * 1000), Reason.ASKED)


def _erased_since(folder: Path, study: str) -> tuple[tuple[Erasure, ...], dict[str, str]]:
    """What was erased in a study, and what was left of the texts that quoted it.

    Where the database cannot be read any more, its newest backup that can tells it.
    """
    for path in (folder / DATABASE, *(each.path for each in kept.backups(folder))):
        with contextlib.suppress(OkqualError, ValueError), database_errors(path):
            if not path.is_file() or _study_id(path) != study:
                continue
            with contextlib.closing(open_database(path, read_only=True, older=True)) as db:
                if "erased_case" not in db.table_names():
                    return (), {}
                return tuple(erasures(db).values()), struck(db)
    return (), {}


def _again(folder: Path, coder: str | None, before: tuple[Erasure, ...], left: dict[str, str]) -> tuple[str, ...]:
    from okqual.study.erasing import again

    return tuple(again(folder, coder, before, left)) if before else ()


def _go_on_anew(folder: Path) -> None:
    """What was written after the backup must not be written again under the same numbers."""
    with contextlib.closing(open_database(folder / DATABASE, read_only=True, older=True)) as db:
        forget_mark(Study(folder, db, ""))


def _study_id(path: Path) -> str:
    """Which study a database holds. Raises OkqualError for a file that is no study."""
    with contextlib.closing(open_database(path, read_only=True, older=True)) as db:
        return queries.setting(db, "id")


def _moved_aside(database: Path) -> Path | None:
    """Give a damaged database and its log other names: a log that is left would be played into the backup."""
    aside = database.with_name(f"{database.name}.damaged-{now_ms()}")
    for suffix in ("-wal", "-shm", ""):
        with contextlib.suppress(FileNotFoundError):
            move(database.with_name(database.name + suffix), aside.with_name(aside.name + suffix))
    return aside if aside.exists() else None
