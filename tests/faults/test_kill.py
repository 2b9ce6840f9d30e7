"""Nothing that was acknowledged is lost when okqual is killed; ``make faults`` runs many more."""

from __future__ import annotations

import random
import sqlite3
import sys
from contextlib import closing
from pathlib import Path

import pytest

from okqual.store.database import writing
from okqual.study.opening import DATABASE, open_study

RUNS = 25

posix_only = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGKILL")


@posix_only
def test_a_kill_at_any_moment_loses_nothing_that_was_acknowledged(tmp_path: Path) -> None:
    from tests.faults import kill

    acknowledged, wrong = kill.run(tmp_path / "study", RUNS, random.Random())

    assert wrong == []
    assert acknowledged > RUNS, "the children were killed before they wrote anything"


@posix_only
def test_the_check_sees_a_lost_coding(tmp_path: Path) -> None:
    from tests.faults import kill

    kill.make(tmp_path)
    said = ["+xxxxxxxxxx:99", *kill.kill_once(tmp_path, 0.1)]

    assert "lost: xxxxxxxxxx:99" in kill.faults_after(tmp_path, said)


@posix_only
def test_the_check_sees_a_broken_table(tmp_path: Path) -> None:
    from tests.faults import kill

    kill.make(tmp_path)
    kill.kill_once(tmp_path, 0.1)
    with closing(sqlite3.connect(tmp_path / DATABASE)) as conn, conn:
        conn.execute("DELETE FROM evidence")

    assert kill.faults_after(tmp_path, [])[0] == "table: evidence"


def test_an_exception_within_a_transaction_leaves_nothing(tmp_path: Path) -> None:
    """The same promise without a kill, so that it is tested on Windows too."""
    from tests.faults import kill

    kill.make(tmp_path)
    study = open_study(tmp_path, "AK")
    with pytest.raises(KeyboardInterrupt):
        _interrupted(study.db)
    study.close()

    assert kill.faults_after(tmp_path, []) == []


def _interrupted(db) -> None:
    with writing(db):
        db.conn.execute("DELETE FROM passage_state")
        raise KeyboardInterrupt
