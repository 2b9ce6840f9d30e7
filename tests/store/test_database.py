"""Opening a study: newer and older ones, places that cannot be written, another program that writes."""

from __future__ import annotations

import contextlib
import os
import shutil
import sqlite3
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from sqlite_utils import Database
from sqlite_utils.migrations import Migrations

from okqual.errors import OkqualError
from okqual.store import database, queries
from okqual.store.backups import Reason, backups
from okqual.store.entries import entries, state_digest
from okqual.store.migrations import migrations
from okqual.store.tables import STEPS
from okqual.store.verify import problems
from okqual.study.coding import apply_code
from okqual.study.opening import DATABASE, Study, open_study
from tests.store.histories import load_note, new_study

LATER = "m999_later"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    study = new_study(tmp_path / "a")
    load_note(study, 1)
    study.close()
    return study.folder


def coded(study: Study) -> str:
    passage = queries.note_now(study.db, "N-1").passages[1]
    return apply_code(study, "N-1", passage.start, passage.end, "KOH-a").id


def refusal(folder: Path, **how: bool) -> str:
    with pytest.raises(OkqualError) as refused:
        open_study(folder, "AK", **how)
    return refused.value.key


def test_a_study_that_a_newer_okqual_made_is_refused_and_left_alone(folder: Path) -> None:
    with closing(sqlite3.connect(folder / DATABASE)) as conn, conn:
        conn.execute(
            "INSERT INTO _sqlite_migrations (migration_set, name, applied_at) VALUES ('okqual', ?, '2031-01-01')",
            (LATER,),
        )
    before = (folder / DATABASE).read_bytes()

    assert refusal(folder) == "errors.newer_study"
    assert refusal(folder, read_only=True) == "errors.newer_study"
    assert (folder / DATABASE).read_bytes() == before


def with_a_later_step() -> Migrations:
    steps = migrations()

    @steps()
    def m999_later(db: Database) -> None:
        db.conn.execute("CREATE TABLE later (id TEXT)")

    return steps


def test_an_older_study_is_backed_up_before_it_is_brought_up_to_date(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "migrations", with_a_later_step)
    monkeypatch.setattr(database, "STEPS", (*STEPS, LATER))
    assert refusal(folder, read_only=True) == "errors.older_study_read_only"

    study = open_study(folder, "AK")

    assert "later" in study.db.table_names()
    (made,) = backups(folder)
    assert made.reason is Reason.MIGRATION
    with closing(sqlite3.connect(made.path)) as backup:
        assert state_digest(Database(backup)) == state_digest(study.db)
        assert "later" not in Database(backup).table_names()
    study.close()


def test_a_step_that_fails_leaves_the_study_as_it_was(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def failing() -> Migrations:
        steps = migrations()

        @steps()
        def m999_later(db: Database) -> None:
            db.conn.execute("CREATE TABLE later (id TEXT)")
            db.conn.execute("CREATE TABLE entry (id TEXT)")

        return steps

    with monkeypatch.context() as patch:
        patch.setattr(database, "migrations", failing)
        patch.setattr(database, "STEPS", (*STEPS, LATER))
        with pytest.raises(OkqualError):
            open_study(folder, "AK")

    study = open_study(folder, "AK")
    assert "later" not in study.db.table_names()
    assert problems(study.db) == []
    study.close()


@pytest.mark.parametrize("content", [b"", b"not a database at all, but some text " * 200])
def test_a_file_that_is_no_study(folder: Path, content: bytes) -> None:
    (folder / DATABASE).write_bytes(content)

    assert refusal(folder, read_only=True) in {"errors.not_a_study", "errors.study_damaged"}
    assert (folder / DATABASE).read_bytes() == content


def test_a_database_of_another_program(folder: Path) -> None:
    (folder / DATABASE).unlink()
    with closing(sqlite3.connect(folder / DATABASE)) as conn, conn:
        conn.execute("CREATE TABLE entry (id TEXT)")

    assert refusal(folder) == "errors.not_a_study"


def test_while_another_program_writes_the_change_is_refused_and_can_be_made_afterwards(folder: Path) -> None:
    study = open_study(folder, "AK")
    study.db.conn.execute("PRAGMA busy_timeout = 20")
    before = len(list(entries(study.db)))
    with closing(sqlite3.connect(folder / DATABASE, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(OkqualError) as refused:
            coded(study)
        other.execute("ROLLBACK")

    assert refused.value.key == "errors.study_locked"
    assert len(list(entries(study.db))) == before
    coded(study)
    assert problems(study.db) == []
    study.close()


def test_a_second_writer_waits_its_turn(folder: Path) -> None:
    """Both write in turn; each sees the other's entry and numbers its own after it."""
    one, other = open_study(folder, "AK"), open_study(folder, "AK")
    first, second = coded(one), None
    passage = queries.note_now(other.db, "N-1").passages[2]
    second = apply_code(other, "N-1", passage.start, passage.end, "KOH-b").id

    assert first != second
    assert {coding.id for coding in queries.all_codings(one.db)} == {first, second}
    assert problems(one.db) == []
    one.close()
    other.close()


def test_a_reader_sees_one_state(folder: Path) -> None:
    reader, writer = open_study(folder, "AK", read_only=True), open_study(folder, "AK")
    with database.reading(reader.db):
        assert queries.all_codings(reader.db) == []
        coded(writer)
        assert queries.all_codings(reader.db) == []

    assert len(queries.all_codings(reader.db)) == 1
    reader.close()
    writer.close()


@contextlib.contextmanager
def without_rights() -> Iterator[None]:
    """As somebody who is not root: root may write anywhere."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)


@pytest.fixture
def medium() -> Iterator[Path]:
    """A folder with a study that nobody may write in, such as a disc or a shared archive."""
    if sys.platform == "win32":
        pytest.skip("the rights of a folder do not keep anyone from writing in it on Windows")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        study = new_study(folder)
        load_note(study, 1)
        coded(study)
        study.close()
        (folder / DATABASE).chmod(0o444)
        folder.chmod(0o555)
        yield folder
        folder.chmod(0o755)


def test_a_study_on_a_medium_that_cannot_be_written_is_read(medium: Path) -> None:
    with without_rights():
        study = open_study(medium, "AK", read_only=True)
        assert len(queries.all_codings(study.db)) == 1
        assert problems(study.db) == []
        study.close()

    assert [path.name for path in medium.iterdir()] == [DATABASE]


def test_writing_on_such_a_medium_is_refused_with_a_sentence(medium: Path) -> None:
    with without_rights():
        key = refusal(medium)

    assert key in {"errors.study_read_only", "errors.study_cannot_open"}


@pytest.mark.parametrize("name", ["a b", "åäö", "100%", "vad?", "#1", "[x]"])
def test_folders_with_odd_names(tmp_path: Path, name: str) -> None:
    if sys.platform == "win32" and "?" in name:
        pytest.skip("Windows allows no ? in names")
    study = new_study(tmp_path / name)
    load_note(study, 1)
    study.close()

    again = open_study(tmp_path / name, "AK", read_only=True)
    assert queries.cases(again.db) == ("N-1",)
    again.close()


def test_a_medium_mounted_for_reading_is_called_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """There the file's own rights allow writing, and SQLite only says that it cannot open it."""
    failed = sqlite3.OperationalError("unable to open database file")
    failed.sqlite_errorname = "SQLITE_CANTOPEN"
    for writable, key in ((False, "errors.study_read_only"), (True, "errors.study_cannot_open")):
        monkeypatch.setattr("os.access", lambda _path, mode, writable=writable: mode == os.R_OK or writable)
        with pytest.raises(OkqualError, match=key), database.database_errors(tmp_path / DATABASE):
            raise failed


def test_changes_that_still_lie_in_the_log_are_not_passed_by_on_such_media(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Opened without its log the study would be older than it is, and nobody would know."""
    study = new_study(tmp_path / "a")
    load_note(study, 1)
    copy = tmp_path / "b"
    copy.mkdir()
    for suffix in ("", "-wal"):
        shutil.copy(tmp_path / "a" / f"{DATABASE}{suffix}", copy / f"{DATABASE}{suffix}")
    study.close()
    monkeypatch.setattr(database, "is_readable", lambda conn: False)

    assert refusal(copy, read_only=True) == "errors.study_log_left"
