"""Reading a study without leaving a mark: closed, open elsewhere, left in the middle, older, on a disc."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from sqlite_utils import Database

from okqual.errors import OkqualError
from okqual.store import database, queries, untouched, verify
from okqual.store.migrations import migrations
from okqual.store.tables import STEPS
from okqual.store.untouched import open_untouched, stamp
from okqual.store.verify import problems
from okqual.study.coding import apply_code
from okqual.study.opening import DATABASE, open_anew, open_study
from tests.builders import bytes_of
from tests.store.histories import load_note, new_study
from tests.store.test_database import medium, refusal, with_a_later_step, without_rights  # noqa: F401

WRITES = """
import os, sys
from pathlib import Path
from okqual.store import queries
from okqual.study.coding import apply_code
from okqual.study.opening import open_study
study = open_study(Path(sys.argv[1]), "TS")
passage = queries.note_now(study.db, "N-1").passages[1]
apply_code(study, "N-1", passage.start, passage.end, "KOH-a")
print("written", flush=True)
sys.stdin.readline()
os._exit(0)
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    study = new_study(tmp_path / "a")
    load_note(study, 1)
    study.close()
    return study.folder


def codings_seen(folder: Path) -> int:
    """How many codings an untouched opening reads; the folder is as it was at every step."""
    before = bytes_of(folder)
    study = open_study(folder, "TS", untouched=True)
    found = len(queries.all_codings(study.db))
    assert problems(study.db) == []
    assert bytes_of(folder) == before
    study.close()
    assert bytes_of(folder) == before
    return found


def left_open(folder: Path) -> subprocess.Popen[str]:
    """Another okqual that has written a coding and does not close the study before it dies."""
    args = [sys.executable, "-c", WRITES, str(folder)]
    process = subprocess.Popen(args, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    assert process.stdout.readline() == "written\n"
    return process


def test_a_study_that_nobody_has_open_is_left_as_it_is(folder: Path) -> None:
    assert codings_seen(folder) == 0
    assert not list(folder.glob("*-wal"))


def test_what_another_has_just_written_is_read_and_what_she_left_in_the_log_as_well(folder: Path) -> None:
    process = left_open(folder)
    assert codings_seen(folder) == 1
    process.communicate("\n")
    assert codings_seen(folder) == 1
    (folder / f"{DATABASE}-shm").unlink()
    assert codings_seen(folder) == 1


def test_nothing_can_be_written_there(folder: Path) -> None:
    study = open_study(folder, "TS", untouched=True)
    passage = queries.note_now(study.db, "N-1").passages[1]
    with pytest.raises(OkqualError) as refused:
        apply_code(study, "N-1", passage.start, passage.end, "KOH-a")
    assert refused.value.key == "errors.open_read_only"
    with pytest.raises(database.sqlite3.OperationalError):
        study.db.conn.execute("DELETE FROM coding")
    study.close()


def test_an_older_study_is_read_and_not_brought_up_to_date(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "migrations", with_a_later_step)
    monkeypatch.setattr(untouched, "migrations", with_a_later_step)
    monkeypatch.setattr(database, "STEPS", (*STEPS, "m999_later"))
    made = (*verify.schema(), ("table", "later", "CREATE TABLE later (id TEXT)"))
    monkeypatch.setattr(verify, "schema", lambda: made)

    assert codings_seen(folder) == 0
    db = open_untouched(folder / DATABASE)
    assert "later" in db.table_names()
    with pytest.raises(database.sqlite3.OperationalError):
        db.conn.execute("DELETE FROM coding")
    db.close()


def test_a_newer_study_another_file_and_none_are_refused(folder: Path) -> None:
    db = Database(folder / DATABASE)
    db.conn.execute("INSERT INTO _sqlite_migrations (migration_set, name, applied_at) VALUES ('okqual', 'm9', '')")
    db.conn.commit()
    db.close()
    assert migrations().pending(Database(folder / DATABASE)) == []
    assert refusal(folder, untouched=True) == "errors.newer_study"
    (folder / DATABASE).write_bytes(b"not a database at all " * 300)
    assert refusal(folder, untouched=True) == "errors.study_damaged"
    (folder / DATABASE).unlink()
    assert refusal(folder, untouched=True) == "errors.no_study"


def test_on_a_medium_that_cannot_be_written(medium: Path) -> None:  # noqa: F811
    with without_rights():
        assert codings_seen(medium) == 1


@pytest.mark.skipif(os.name == "nt", reason="the log of an open database cannot be copied there")
def test_a_log_that_was_copied_without_its_index_onto_such_a_medium(medium: Path, tmp_path: Path) -> None:  # noqa: F811
    medium.chmod(0o755)
    process = left_open(shutil.copytree(medium, tmp_path / "b"))
    shutil.copy(tmp_path / "b" / f"{DATABASE}-wal", medium / f"{DATABASE}-wal")
    process.communicate("\n")
    (medium / f"{DATABASE}-wal").chmod(0o444)
    medium.chmod(0o555)
    with without_rights():
        assert codings_seen(medium) >= 1


def test_a_study_that_somebody_writes_to_meanwhile_is_read_anew(folder: Path) -> None:
    reader = open_study(folder, "TS", untouched=True)
    before = stamp(folder / DATABASE)
    process = left_open(folder)
    assert stamp(folder / DATABASE) != before
    open_anew(reader)
    assert len(queries.all_codings(reader.db)) == 1
    reader.close()
    process.communicate("\n")
