"""Files are written whole or not at all."""

from __future__ import annotations

import errno
import io
import os
import time
import zipfile
from pathlib import Path

import pytest

from okqual.errors import OkqualError
from okqual.export import writing
from okqual.export.writing import former_kept, repacked, write_bytes, write_whole
from okqual.messages import message


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_new_file_replaces_the_old_and_nothing_else_is_left(tmp_path: Path) -> None:
    target = tmp_path / "matris.docx"
    target.write_bytes(b"old")
    write_bytes(target, b"new")

    assert target.read_bytes() == b"new"
    assert names(tmp_path) == ["matris.docx"]


def test_a_file_that_another_program_holds_stands_untouched(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "matris.docx"
    target.write_bytes(b"old")
    waits: list[float] = []

    def held(*_: object) -> None:
        raise PermissionError(errno.EACCES, "held")

    monkeypatch.setattr(os, "replace", held)
    monkeypatch.setattr(writing.time, "sleep", waits.append)
    with pytest.raises(OkqualError) as caught:
        write_bytes(target, b"new")

    assert caught.value.key == "errors.export_held"
    assert "Stäng filen i Word" in message(str(caught.value.try_this))
    assert len(waits) == writing.TRIES - 1
    assert target.read_bytes() == b"old"
    assert names(tmp_path) == ["matris.docx"]


def test_a_file_that_is_let_go_in_time_is_replaced(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "matris.docx"
    target.write_bytes(b"old")
    replace, tries = os.replace, []

    def held_twice(source: Path, goal: Path) -> None:
        tries.append(source)
        if len(tries) < 3:
            raise PermissionError(errno.EACCES, "held")
        replace(source, goal)

    monkeypatch.setattr(os, "replace", held_twice)
    monkeypatch.setattr(writing.time, "sleep", lambda _: None)
    write_bytes(target, b"new")

    assert target.read_bytes() == b"new"


def test_a_full_disk_leaves_no_half_file(tmp_path: Path) -> None:
    target = tmp_path / "matris.docx"

    def half(path: Path) -> None:
        path.write_bytes(b"ha")
        raise OSError(errno.ENOSPC, "No space left on device")

    with pytest.raises(OkqualError) as caught:
        write_whole(target, half)

    assert caught.value.key == "errors.export_disk_full"
    assert names(tmp_path) == []


def test_a_full_disk_found_when_the_file_is_settled(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "matris.docx"
    target.write_bytes(b"old")

    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OkqualError) as caught:
        write_bytes(target, b"new")

    assert caught.value.key == "errors.export_disk_full"
    assert target.read_bytes() == b"old"
    assert names(tmp_path) == ["matris.docx"]


@pytest.mark.parametrize(
    ("place", "key"),
    [("ingen/matris.docx", "errors.export_no_folder"), ("fil.txt/matris.docx", "errors.export_failed")],
)
def test_a_place_that_cannot_be_written_is_said(tmp_path: Path, place: str, key: str) -> None:
    (tmp_path / "fil.txt").write_text("x", encoding="utf-8")
    with pytest.raises(OkqualError) as caught:
        write_bytes(tmp_path / place, b"new")

    assert caught.value.key == key
    words = message(caught.value.key, **caught.value.values)
    assert "{" not in words
    assert words != key


def test_a_folder_in_the_way_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writing.time, "sleep", lambda _: None)
    (tmp_path / "matris.docx").mkdir()
    with pytest.raises(OkqualError):
        write_bytes(tmp_path / "matris.docx", b"new")

    assert names(tmp_path) == ["matris.docx"]


def test_repacking_forgets_order_and_dates() -> None:
    def zipped(names: list[str], year: int) -> bytes:
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as archive:
            for name in names:
                archive.writestr(zipfile.ZipInfo(name, (year, 2, 3, 4, 5, 6)), name * 9)
        return out.getvalue()

    one, other = repacked(zipped(["b", "a"], 2020)), repacked(zipped(["a", "b"], 2021))

    assert one == other
    with zipfile.ZipFile(io.BytesIO(one)) as archive:
        assert archive.namelist() == ["a", "b"]
        assert archive.read("b") == b"b" * 9
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_what_fails_after_a_file_was_written_leaves_the_former_one(tmp_path: Path) -> None:
    old, new, untouched = tmp_path / "matris.docx", tmp_path / "kapitel.docx", tmp_path / "bilaga.docx"
    old.write_bytes(b"old")
    untouched.write_bytes(b"untouched")

    with pytest.raises(OkqualError, match="full"), former_kept(old, new, untouched):
        write_bytes(old, b"newer")
        write_bytes(new, b"new")
        raise OkqualError("errors.disk_full")

    assert old.read_bytes() == b"old"
    assert names(tmp_path) == ["bilaga.docx", "matris.docx"]
    assert untouched.read_bytes() == b"untouched"


def test_what_goes_well_leaves_the_new_files_and_nothing_beside(tmp_path: Path) -> None:
    target = tmp_path / "matris.docx"
    target.write_bytes(b"old")
    with former_kept(target):
        write_bytes(target, b"new")

    assert target.read_bytes() == b"new"
    assert names(tmp_path) == ["matris.docx"]


def test_a_disk_without_hard_links_keeps_the_former_file_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_links(*_: object, **__: object) -> None:
        raise OSError(errno.EPERM, "no hard links here")

    monkeypatch.setattr(os, "link", no_links)
    target = tmp_path / "matris.docx"
    target.write_bytes(b"old")
    with pytest.raises(OkqualError), former_kept(target):
        write_bytes(target, b"new")
        raise OkqualError("errors.disk_full")

    assert target.read_bytes() == b"old"
    assert names(tmp_path) == ["matris.docx"]


def test_what_an_okqual_that_was_ended_left_is_swept_away_after_an_hour(tmp_path: Path) -> None:
    now = int(time.time())
    old, new, another = (f".okqual-{now - 4000:08x}-0123ab.docx", f".okqual-{now:08x}-ba9876.docx", ".okqual-mine.docx")
    for name in (old, new, another):
        (tmp_path / name).write_bytes(b"words")
    with former_kept(tmp_path / "matris.docx"):
        write_bytes(tmp_path / "matris.docx", b"new")

    assert names(tmp_path) == [new, another, "matris.docx"]


def test_a_former_file_that_cannot_be_put_back_is_left_under_its_passing_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "matris.docx"
    target.write_bytes(b"old")

    def held(*_: object) -> None:
        raise PermissionError(errno.EACCES, "held")

    with pytest.raises(OkqualError, match="full"), former_kept(target):
        write_bytes(target, b"new")
        monkeypatch.setattr(writing, "move", held)
        raise OkqualError("errors.disk_full")

    assert b"old" in [path.read_bytes() for path in tmp_path.glob(".okqual-*")]
