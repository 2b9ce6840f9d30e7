"""Where a study lies and who has it: synced folders, network shares, a lock with owner, host and age."""

from __future__ import annotations

import json
import os
import platform
from pathlib import Path

import pytest

from okqual.errors import OkqualError
from okqual.store import place
from okqual.store.journal import now_ms
from okqual.study import presence
from okqual.study.coding import apply_code
from okqual.study.opening import DATABASE, open_study
from okqual.study.presence import FILE, others, place_warning, renew, sign_in, sign_out
from tests.store.histories import load_note, new_study

HOUR = 3_600_000


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    study = new_study(tmp_path / "a")
    load_note(study, 1)
    study.close()
    return study.folder


@pytest.fixture
def share(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The same study, as if its folder lay on a share."""
    monkeypatch.setattr("okqual.store.place._mounts", lambda: ((str(folder), "cifs"), ("/", "ext4")))
    return folder


def lock(folder: Path, host: str, since: int, seen: int = 0, process: int = 7) -> None:
    line = {
        "coder": "TS",
        "host": host,
        "process": process,
        "since": now_ms() - since,
        "seen": seen and now_ms() - seen,
    }
    (folder / FILE).write_text(json.dumps([line]), encoding="utf-8")


@pytest.mark.parametrize(
    ("part", "cloud"),
    [("OneDrive - Myndigheten", "OneDrive"), ("Dropbox (Privat)", "Dropbox"), ("Mobile Documents", "iCloud"),
     ("Google Drive", "Google Drive"), ("Nextcloud", "Nextcloud"), ("utvärderingar", "")],
)  # fmt: skip
def test_synced_folders_are_told_by_their_names(tmp_path: Path, part: str, cloud: str) -> None:
    warning = place_warning(tmp_path / part / "studie")

    assert (warning[1]["cloud"] if warning else "") == cloud


def test_a_folder_that_a_program_says_is_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OneDriveCommercial", str(tmp_path / "a"))

    assert place.cloud_of(tmp_path / "a" / "b") == "OneDrive"
    assert place.cloud_of(tmp_path / "c") == ""


def test_on_a_share_there_is_no_log_and_elsewhere_there_is(share: Path, tmp_path: Path) -> None:
    study = open_study(share, "AK")
    apply_code(study, "N-1", 0, 9, "KOH-b")
    assert not (share / f"{DATABASE}-wal").exists()
    study.close()
    assert place_warning(share) == ("errors.place_share", {"folder": str(share)})

    other = new_study(tmp_path / "b")
    assert (tmp_path / "b" / f"{DATABASE}-wal").exists()
    assert place_warning(tmp_path / "b") is None
    other.close()


def test_on_a_share_one_computer_writes_and_others_read(share: Path) -> None:
    lock(share, "DATOR12", HOUR)
    study = open_study(share, "AK")
    with pytest.raises(OkqualError) as refused:
        sign_in(study)
    study.close()

    assert refused.value.key == "errors.share_held"
    assert (refused.value.values["coder"], refused.value.values["host"]) == ("TS", "DATOR12")
    assert [each.coder for each in others(share)] == ["TS"], "the owner's line is left"
    reader = open_study(share, "AK", read_only=True)
    assert reader.name == "Prov"
    reader.close()


@pytest.mark.parametrize(
    ("since", "seen", "holds"),
    [(23 * HOUR, 0, True), (25 * HOUR, 0, False), (90 * HOUR, HOUR, True), (90 * HOUR, 25 * HOUR, False)],
)
def test_a_lock_that_was_not_renewed_for_a_day_does_not_hold(share: Path, since: int, seen: int, holds: bool) -> None:
    lock(share, "DATOR12", since, seen)
    study = open_study(share, "AK")
    if holds:
        with pytest.raises(OkqualError, match=r"errors\.share_held"):
            sign_in(study)
    else:
        sign_in(study)
        assert [line["coder"] for line in json.loads((share / FILE).read_text())] == ["AK"]
        sign_out(study)
    study.close()


def test_a_line_of_this_computer_whose_process_is_gone_does_not_hold(share: Path) -> None:
    lock(share, platform.node(), HOUR, process=2**22 + 1)
    study = open_study(share, "AK")
    sign_in(study)
    renew(study)

    (line,) = json.loads((share / FILE).read_text())
    assert (line["process"], line["coder"]) == (os.getpid(), "AK")
    assert line["seen"] >= line["since"]
    sign_out(study)
    assert not (share / FILE).exists()
    study.close()


def test_on_a_local_disk_another_computers_line_is_a_hint(folder: Path) -> None:
    lock(folder, "DATOR12", HOUR)
    study = open_study(folder, "AK")
    sign_in(study)
    assert {each.coder for each in others(folder)} == {"TS"}
    assert presence.in_words_of(folder, OkqualError("errors.study_locked")).key == "errors.study_held"
    study.close()


LINE = '[{"coder": "TS", "host": "X", "process": %s, "since": %s, "seen": %s}]'


@pytest.mark.parametrize(
    "content",
    ["", "[]", "{}", "[1]", '[{"coder": 1}]', "[" * 5000, "\0", LINE % (-1, 1, 1), LINE % (7, 1e300, 1),
     LINE % (7, 1, 10**18), LINE % ("Infinity", 1, 1), LINE % (7, -(10**18), 0)],
)  # fmt: skip
def test_a_lock_file_that_is_none_holds_nobody_up(share: Path, content: str) -> None:
    (share / FILE).write_text(content, encoding="utf-8")
    study = open_study(share, "AK")
    sign_in(study)
    assert others(share) == ()
    sign_out(study)
    study.close()
