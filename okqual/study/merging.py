"""Bring another working copy of the study in: what it would bring first, then all of it in one transaction."""

from __future__ import annotations

import contextlib
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from okqual.errors import OkqualError
from okqual.store import merging, teams
from okqual.store.database import open_database, writing
from okqual.store.erased import erasures, overwrite
from okqual.store.merging import Brought, Merged, Stopped
from okqual.store.seeing import renew
from okqual.store.soundness import unsound
from okqual.study.backups import DAMAGED, Reason, before
from okqual.study.changing import changing
from okqual.study.conflicts import conflicts
from okqual.study.erasing import follow, keep_out
from okqual.study.opening import DATABASE, Progress, Study

ARCHIVE = ".zip"


@dataclass(frozen=True, slots=True)
class Plan:
    """What a merge would bring."""

    file: Path
    brought: Brought
    unknown: tuple[str, ...]
    """Coders who wrote in it and are in no register."""
    twice: tuple[str, ...]
    """Initials that are used in several working copies: one person at two computers, or two persons."""
    conflicts: int
    """Conflicts there would be, those of now among them."""


@dataclass(frozen=True, slots=True)
class Done:
    """What a merge brought."""

    plan: Plan
    merged: Merged
    backup: Path | None
    """The study as it was: putting it back takes the merge back."""


def plan(study: Study, other: Path, as_fork: bool = False, progress: Progress | None = None) -> Plan:
    """What merging ``other`` (a database, a study's folder or an archive) would bring; nothing is written.

    The merge is tried out and taken back, so that what would hinder it is said. Raises OkqualError as :func:`merge`.
    """
    with _source(study, other) as database:
        found = _look(study, database, as_fork)
        waiting = len(conflicts(study))
        if (found.entries or found.blind) and not study.read_only:
            waiting = _tried(study, database, as_fork, _going(progress, other))
        return _plan(study, other, database, found, waiting)


def merge(study: Study, other: Path, as_fork: bool = False, progress: Progress | None = None) -> Done:
    """Merge another working copy (a database, a study's folder or an archive) into this one.

    A backup is made before. Raises OkqualError for what is no copy of this study, is damaged or of a newer okqual; for
    a copied folder that went on as two, unless ``as_fork`` takes it in under a new name; for coders who are in no
    register where interviews are assigned; and when ``progress`` asked to stop. Nothing has changed then.
    """
    with _source(study, other) as database:
        found = _look(study, database, as_fork)
        made = _plan(study, other, database, found, 0)
        if made.unknown and teams.assigned(study.db):
            values: dict[str, object] = {"coder": made.unknown[0], "file": other.name}
            raise OkqualError("errors.merge_coder", values, "errors.merge_coder.try")
        if not found.entries and not found.blind:
            return Done(made, Merged(0, ()), None)
        with unsound(database):
            if _erased_otherwise(study, database):
                # What is erased stays so: whether the rest can be taken is seen first.
                _tried(study, database, as_fork, _going(progress, other))
            # Only here the words are still known that this copy's texts quote of an interview that was erased there.
            follow(study, database)
            keep_out(study, database)
        backup = before(study, Reason.MERGE)
        try:
            with changing(study):
                merged = merging.merge(study.db, database, as_fork, _going(progress, other))
        except Stopped:
            raise OkqualError("errors.cancelled") from None
        study.kept.clear()
        renew(study.db)
        overwrite(study.db)
    return Done(made, merged, backup)


def _going(progress: Progress | None, other: Path) -> merging.GoOn | None:
    return None if progress is None else lambda number, of: progress(number, of, other.name)


class _TakenBack(Exception):  # noqa: N818
    """Ends a transaction that was only tried out."""


def _tried(study: Study, database: Path, as_fork: bool, go_on: merging.GoOn | None) -> int:
    waiting = 0
    try:
        with writing(study.db):
            merging.merge(study.db, database, as_fork, go_on)
            study.kept.clear()
            waiting = len(conflicts(study))
            raise _TakenBack
    except Stopped:
        raise OkqualError("errors.cancelled") from None
    except _TakenBack:
        study.kept.clear()
    return waiting


def _erased_otherwise(study: Study, database: Path) -> bool:
    with contextlib.closing(open_database(database, read_only=True, older=True)) as theirs:
        there = erasures(theirs) if "erased_case" in theirs.table_names() else {}
    return there.keys() != erasures(study.db).keys()


def _look(study: Study, database: Path, as_fork: bool) -> Brought:
    return merging.brought(study.db, database, as_fork, study.coder)


def _plan(study: Study, other: Path, database: Path, found: Brought, waiting: int) -> Plan:
    with contextlib.closing(open_database(database, read_only=True, older=True)) as theirs:
        known = {*teams.named(study.db), *teams.named(theirs)}
        twice = merging.used_twice(study.db, theirs)
    return Plan(other, found, tuple(sorted(found.writers - known - {""})), twice, waiting)


@contextlib.contextmanager
def _source(study: Study, other: Path) -> Iterator[Path]:
    """The database of what was named: itself, in its folder, or made of an archive."""
    path = other / DATABASE if other.is_dir() else other
    if not path.is_file():
        raise OkqualError("errors.no_such_copy", {"file": str(other)}, "errors.no_such_copy.try")
    if path.resolve() == (study.folder / DATABASE).resolve():
        raise OkqualError("errors.merge_itself", {"file": str(other)}, "errors.merge_itself.try")
    if path.suffix.lower() != ARCHIVE:
        try:
            yield path
        except OkqualError as error:
            if error.key != DAMAGED or error.values.get("file") != str(path):
                raise
            # It is the other copy that is damaged: nobody is to put back a backup of this one.
            raise OkqualError("errors.copy_damaged", error.values, "errors.copy_damaged.try") from error
        return
    from okqual.study.archiving import import_archive

    with tempfile.TemporaryDirectory(prefix="okqual-") as folder:
        import_archive(path, Path(folder) / "copy").close()
        yield Path(folder) / "copy" / DATABASE
