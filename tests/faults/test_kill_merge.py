"""A merge that is killed leaves the study as it was, and can be made again."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from okqual.store import queries
from okqual.store.entries import state_digest
from okqual.store.verify import problems
from okqual.study.coding import apply_code
from okqual.study.merging import merge
from okqual.study.opening import open_study
from tests.store.histories import copy_of, load_note, new_study

ROOT = Path(__file__).resolve().parents[2]
MERGING = """
import sys, time
from pathlib import Path
from okqual.study.merging import merge
from okqual.study.opening import open_study

def slowly(number, of, what):
    print("merging", flush=True)
    return True

import okqual.store.merging as each
each.STEP = 1
project = each.project
def projected(db, entry):
    project(db, entry)
    time.sleep(0.05)
each.project = projected
merge(open_study(Path(sys.argv[1]), "AK"), Path(sys.argv[2]), progress=slowly)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGKILL")
def test_a_killed_merge_changes_nothing(tmp_path: Path) -> None:
    one = new_study(tmp_path / "a")
    load_note(one, 1, passages=30)
    with closing(copy_of(one, tmp_path / "b", "TS")) as other:
        for passage in queries.note_now(other.db, "N-1").passages:
            apply_code(other, "N-1", passage.start, passage.end, "KOH-b")
    before = state_digest(one.db)
    one.close()
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-c", MERGING, str(tmp_path / "a"), str(tmp_path / "b")]
    with subprocess.Popen(command, stdout=subprocess.PIPE, env=environment) as process:
        assert process.stdout is not None
        for _ in range(5):
            process.stdout.readline()
        process.send_signal(signal.SIGKILL)
        assert process.wait() == -signal.SIGKILL

    with closing(open_study(tmp_path / "a", "AK")) as back:
        assert state_digest(back.db) == before
        assert problems(back.db) == []
        assert merge(back, tmp_path / "b").merged.entries == 30
        assert problems(back.db) == []
