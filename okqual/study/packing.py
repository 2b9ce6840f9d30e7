"""A package for a colleague's desk: a study with her interviews only, blind where she codes blind."""

from __future__ import annotations

import contextlib
import shutil
from pathlib import Path

from okqual.errors import OkqualError
from okqual.store import packing, teams
from okqual.store.backups import copy_to
from okqual.store.database import database_errors, open_database
from okqual.study.opening import DATABASE, SETTINGS, Study


def write_package(study: Study, coder: str, folder: Path) -> tuple[str, ...]:
    """Write a study for a coder into a new folder; the interviews that are in it with their words.

    Others' interviews are there by their ids only. What she does comes back with :func:`okqual.study.merging.merge`.
    Raises OkqualError for a coder without interviews and a folder that has a study.
    """
    parts = [part for part in teams.assigned(study.db) if part.coder == coder]
    if not parts:
        raise OkqualError("errors.no_package", {"coder": coder}, "errors.no_package.try")
    target = folder / DATABASE
    if target.exists():
        raise OkqualError("errors.study_exists", {"file": str(target)}, "errors.study_exists.try")
    new, part = not folder.exists(), folder / f"{DATABASE}.part"
    cases = tuple(sorted(each.case for each in parts))
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with database_errors(part):
            copy_to(study.db.conn, part)
            with contextlib.closing(open_database(part)) as db:
                packing.keep_only(db, cases, [each.case for each in parts if each.veiled], coder)
        if (study.folder / SETTINGS).is_file():
            shutil.copyfile(study.folder / SETTINGS, folder / SETTINGS)
        part.replace(target)
    except BaseException:
        for left in folder.glob(f"{DATABASE}.part*"):
            left.unlink(missing_ok=True)
        if new:
            shutil.rmtree(folder, ignore_errors=True)
        raise
    return cases
