"""Seals: held against one, a rewritten chain and an older copy are found, and named."""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from okqual.errors import OkqualError
from okqual.model.events import Entry, digest_of
from okqual.store import queries
from okqual.store.merging import merge
from okqual.store.verify import Problem
from okqual.study.backups import back_up, restore
from okqual.study.checking import verify
from okqual.study.coding import apply_code
from okqual.study.opening import DATABASE, open_study
from okqual.study.sealing import read_seal, seal
from tests.store.histories import copy_of, load_note, new_study

COLUMNS = "origin, number, tick, at, coder, kind, version, batch, payload, undoes, prev, digest"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    study = new_study(tmp_path / "a")
    load_note(study, 1)
    apply_code(study, "N-1", 0, 20, "KOH-a", "ja")
    study.close()
    return study.folder


def sealed(folder: Path) -> Path:
    study = open_study(folder, "AK", read_only=True)
    path = folder.parent / "sigill.txt"
    path.write_text(seal(study), encoding="utf-8")
    study.close()
    return path


def found(folder: Path, *seals: Path) -> list[Problem]:
    study = open_study(folder, "AK", read_only=True)
    try:
        return verify(study, seals=seals)
    finally:
        study.close()


def code(folder: Path, start: int = 30) -> None:
    study = open_study(folder, "AK")
    apply_code(study, "N-1", start, 50, "KOH-b")
    study.close()


def test_a_study_that_went_on_still_fits_its_seal(folder: Path) -> None:
    path = sealed(folder)
    code(folder)
    study = open_study(folder, "AK")
    other = copy_of(study, folder.parent / "b", "TS")
    apply_code(other, "N-1", 60, 70, "KOH-b")
    study.close()
    other.close()

    assert found(folder, path) == []
    assert found(folder.parent / "b", path) == []


def test_a_chain_that_was_rewritten_whole_is_found(folder: Path) -> None:
    """Coder, digests and tables all changed to fit, by somebody who knows how okqual makes them."""
    path = sealed(folder)
    with closing(sqlite3.connect(folder / DATABASE)) as conn, conn:
        (guard,) = conn.execute("SELECT sql FROM sqlite_master WHERE name = 'entry_is_not_changed'").fetchone()
        conn.execute("DROP TRIGGER entry_is_not_changed")
        prev = ""
        for row in conn.execute(f"SELECT {COLUMNS} FROM entry ORDER BY number").fetchall():
            entry = replace(Entry(*row), prev=prev)
            if entry.kind == "codings.added":
                entry = replace(entry, payload=entry.payload.replace("KOH-a", "KOH-b").replace('"ja"', "null"))
            entry = replace(entry, digest=digest_of(entry))
            prev = entry.digest
            values = (entry.payload, entry.prev, entry.digest, entry.number)
            conn.execute("UPDATE entry SET payload = ?, prev = ?, digest = ? WHERE number = ?", values)
        conn.execute("UPDATE coding SET code = 'KOH-b', value = NULL")
        conn.execute(guard)

    said = found(folder, path)
    assert [(each.kind, each.what) for each in said if each.kind == "seal"] == [("seal", "errors.problem.seal_other")]
    assert {each.kind for each in said} <= {"seal", "mark"}, "nothing else gives it away"


def test_an_older_copy_in_its_place_is_found_and_named(
    folder: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    shutil.copy(folder / DATABASE, tmp_path / "old.db")
    code(folder)
    path = sealed(folder)
    last = next(iter(read_seal(path).origins.items()))
    shutil.copy(tmp_path / "old.db", folder / DATABASE)

    where = f"{last[0]}:{last[1][0]}"
    assert [(each.kind, each.where) for each in found(folder, path)] == [("mark", where), ("seal", where)]
    monkeypatch.setenv("OKQUAL_STATE_DIR", str(tmp_path / "another computer"))
    assert [(each.kind, each.what) for each in found(folder, path)] == [("seal", "errors.problem.seal_missing")]
    assert found(folder) == [], "without a seal, and on another computer, nobody can know"


def test_an_older_copy_stays_one_when_somebody_has_gone_on_in_it(folder: Path, tmp_path: Path) -> None:
    code(folder)
    shutil.copy(folder / DATABASE, tmp_path / "old.db")
    code(folder, 31)
    shutil.copy(folder / DATABASE, tmp_path / "new.db")
    shutil.copy(tmp_path / "old.db", folder / DATABASE)
    (before,) = found(folder)
    for start in (32, 33):
        code(folder, start)

    assert found(folder) == [before]
    assert before.kind == "mark"
    study = open_study(folder, "AK")
    merge(study.db, tmp_path / "new.db")
    study.close()
    assert found(folder) == [], "what was lost has come back"


def test_going_back_to_a_backup_is_no_fault_but_a_later_seal_tells_it(folder: Path) -> None:
    back_up(folder)
    code(folder)
    path = sealed(folder)
    restore(folder)

    assert found(folder) == []
    assert [each.what for each in found(folder, path)] == ["errors.problem.seal_missing"]


def test_a_seal_of_another_study_and_one_that_was_changed(folder: Path) -> None:
    path = sealed(folder)
    text = path.read_text(encoding="utf-8")
    for other in (text.replace("entries: ", "entries: 1"), text.replace("state: ", "state: 0"), text + "origin: x",
                  text[:-5]):  # fmt: skip
        path.write_text(other, encoding="utf-8")
        if other == text + "origin: x":
            assert found(folder, path) == [], "what stands after the seal is none of it"
            continue
        with pytest.raises(OkqualError, match=r"errors\.seal_changed"):
            found(folder, path)
    for content in (b"", b"\xff\xfe", b"okqual"):
        path.write_bytes(content)
        with pytest.raises(OkqualError, match=r"errors\.no_seal"):
            found(folder, path)


def test_line_ends_and_words_around_a_seal_do_not_matter(folder: Path) -> None:
    path = sealed(folder)
    text = path.read_text(encoding="utf-8")
    around = "Dnr 12\r\n\r\n" + text.replace("\n", "  \r\n") + "\r\nhälsningar"
    for encoding in ("utf-8-sig", "utf-16"):  # as PowerShell keeps what a command prints
        path.write_bytes(around.encode(encoding))
        assert found(folder, path) == []


def test_a_study_that_does_not_hold_is_not_sealed(folder: Path) -> None:
    with closing(sqlite3.connect(folder / DATABASE)) as conn, conn:
        conn.execute("DROP TRIGGER entry_is_not_changed")
        conn.execute("UPDATE entry SET at = at + 1 WHERE number = 3")
    study = open_study(folder, "AK")
    with pytest.raises(OkqualError, match=r"errors\.seal_not_whole"):
        seal(study)
    assert queries.setting(study.db, "id") == "provstudie"
    study.close()


@pytest.mark.skipif(shutil.which("ssh-keygen") is None, reason="ssh-keygen is not there")
def test_a_seal_can_be_signed_with_what_the_agency_has(folder: Path, tmp_path: Path) -> None:
    """The commands that the documentation shows."""
    path, key = sealed(folder), tmp_path / "nyckel"

    def ssh_keygen(*args: str, given: bytes | None = None) -> int:
        return subprocess.run(["ssh-keygen", *args], input=given, capture_output=True, check=False).returncode

    assert ssh_keygen("-q", "-t", "ed25519", "-N", "", "-f", str(key)) == 0
    assert ssh_keygen("-Y", "sign", "-f", str(key), "-n", "okqual", str(path)) == 0
    allowed = tmp_path / "betrodda"
    allowed.write_text(f"namn@example.se {key.with_suffix('.pub').read_text()}")
    check = ("-Y", "verify", "-f", str(allowed), "-I", "namn@example.se", "-n", "okqual", "-s", f"{path}.sig")
    assert ssh_keygen(*check, given=path.read_bytes()) == 0
    assert ssh_keygen(*check, given=path.read_bytes() + b" ") != 0
