"""The steps that bring a study's tables up to date; one with steps unknown here was made by a newer okqual."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from typing import TYPE_CHECKING

from okqual.store.tables import STEPS

if TYPE_CHECKING:
    from sqlite_utils import Database
    from sqlite_utils.migrations import Migrations


def migrations() -> Migrations:
    """The steps, in order."""
    from sqlite_utils.migrations import Migrations

    steps = Migrations("okqual")
    for name, script in STEPS.items():
        steps(name=name)(_running(script))
    return steps


def _running(script: str) -> Callable[[Database], None]:
    def run(db: Database) -> None:
        # executescript() would commit the migration's transaction.
        statement = ""
        for line in script.splitlines(keepends=True):
            statement += line
            if sqlite3.complete_statement(statement):
                db.conn.execute(statement)
                statement = ""

    return run
