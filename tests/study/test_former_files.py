"""An export that cannot be noted in the journal was not made: what was there before is there again."""

from __future__ import annotations

from collections.abc import Callable
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from okqual.errors import OkqualError
from okqual.study import archiving, chapters_file, evidence_book, methods, reporting, tabulating
from okqual.study.opening import Study, open_study
from tests.builders import new_study

EXPORTS: dict[str, Callable[[Study, Path], object]] = {
    "matris.docx": reporting.write_matrix,
    "matris.csv": reporting.write_matrix,
    "kapitel.docx": chapters_file.write_summary,
    "metod.docx": methods.write_methods,
    "bok.html": evidence_book.write_book,
    "arkiv.zip": archiving.export_archive,
    "tabeller.xlsx": tabulating.write_tables,
    "tabeller": tabulating.write_tables,
}


@pytest.fixture(scope="module")
def study(tmp_path_factory: pytest.TempPathFactory) -> Study:
    return open_study(new_study(tmp_path_factory.mktemp("former") / "study"), "AK")


def everything_in(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize("name", EXPORTS)
@pytest.mark.parametrize("there", [True, False])
def test_nothing_is_changed_where_the_export_cannot_be_noted(
    study: Study, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, there: bool
) -> None:
    if there:
        EXPORTS[name](study, tmp_path / name)
        for path in tmp_path.rglob("*.*"):
            path.write_bytes(b"edited in Word since")
    before, entries = everything_in(tmp_path), study.db["entry"].count

    put, times = reporting.contents.put, count(1)

    def full(*asked: Any) -> str:
        if next(times) == (3 if name == "tabeller" else 1):  # of several files, after some are noted
            raise OkqualError("errors.disk_full", {"file": "okqual.db"})
        return put(*asked)

    monkeypatch.setattr(reporting.contents, "put", full)
    with pytest.raises(OkqualError, match="disk_full"):
        EXPORTS[name](study, tmp_path / name)

    assert everything_in(tmp_path) == before
    assert study.db["entry"].count == entries
