"""A full disk: what could not be written is not there, what was acknowledged is, and one sentence says so."""

from __future__ import annotations

import errno
import sqlite3
from pathlib import Path
from types import SimpleNamespace

import pytest

from okqual.errors import OkqualError
from okqual.store.database import database_errors
from okqual.store.entries import state_digest
from okqual.store.verify import problems
from okqual.study import browsing, coding, founding
from tests.store.histories import load_note, new_study


def test_coding_on_a_full_disk(tmp_path: Path) -> None:
    """SQLite's own limit on pages answers as a full disk does."""
    study = new_study(tmp_path / "studie")
    load_note(study, 1)
    pages = study.db.conn.execute("PRAGMA page_count").fetchone()[0]
    study.db.conn.execute(f"PRAGMA max_page_count = {pages + 4}")
    acknowledged, before = 0, state_digest(study.db)

    with pytest.raises(OkqualError) as refused:
        for start in range(10_000):
            before = state_digest(study.db)
            coding.apply_code(study, "N-1", start % 150, start % 150 + 7, "KOH-b", memo=f"memo {start} " + "x" * 500)
            acknowledged += 1

    assert refused.value.key == "errors.disk_full"
    assert state_digest(study.db) == before
    assert problems(study.db) == []
    assert 0 < len(browsing.note(study, "N-1").codings) <= acknowledged
    study.db.conn.execute("PRAGMA max_page_count = 1000000")
    coding.apply_code(study, "N-1", 3, 9, "KOH-b", memo="nu går det")
    study.close()


def test_a_study_that_could_not_be_made_is_not_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A full disk while the first entries are written: the new folder goes, one that was there keeps what it held."""

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(founding, "take_codebook", full)
    old = tmp_path / "gammal"
    old.mkdir()
    (old / "eget.txt").write_text("mitt", encoding="utf-8")
    for folder in (tmp_path / "ny", old):
        with pytest.raises(OSError, match="No space"):
            founding.create_study(folder)

    assert not (tmp_path / "ny").exists()
    assert (old / "eget.txt").read_text(encoding="utf-8") == "mitt"
    assert not list(old.glob("okqual.db*"))


def test_a_disk_without_room_for_the_wal_is_called_full(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    failed = sqlite3.OperationalError("disk I/O error")
    failed.sqlite_errorname = "SQLITE_IOERR_SHMSIZE"
    for free, key in ((0, "errors.disk_full"), (10**9, "errors.disk_failed")):
        monkeypatch.setattr("shutil.disk_usage", lambda _path, free=free: SimpleNamespace(free=free))
        with pytest.raises(OkqualError, match=key), database_errors(tmp_path / "okqual.db"):
            raise failed
