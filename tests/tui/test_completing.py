"""Paths are completed as far as can be said."""

from __future__ import annotations

from pathlib import Path

import pytest

from okqual.tui.completing import completed, path_of, paths_of


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("Anteckningar", "arkiv", ".dold", "tom mapp"):
        (tmp_path / name).mkdir()
    for name in ("guide ett.docx", "guide två.docx", "guide.yaml", "[b]x[i]\x1b.md"):
        (tmp_path / name).write_text("x", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    return tmp_path


def test_one_name_is_filled_in_and_a_folder_gets_its_sign(folder: Path) -> None:
    assert completed("ar").line == "arkiv/"
    assert completed(f"{folder}/t").line == f"{folder}/tom mapp/"
    assert completed("~").line == "~/"
    assert completed("~/arki").line == "~/arkiv/"


def test_several_names_are_filled_in_as_far_as_they_agree(folder: Path) -> None:
    found = completed("gu")
    assert found.line == "guide"
    assert found.names == ("guide ett.docx", "guide två.docx", "guide.yaml")
    assert completed("gu", {".docx"}).line == "guide "


def test_the_size_of_letters_matters_only_where_it_tells_names_apart(folder: Path) -> None:
    assert completed("A").line == "Anteckningar/"
    assert completed("GUIDE.").line == "guide.yaml"


def test_what_is_not_there_stays_as_typed(folder: Path) -> None:
    for line in ("finns inte/x", "xyz", "\x00", "~ingen/x"):
        assert completed(line).line == line
    assert ".dold" not in completed("").names
    assert completed(".d").line == ".dold/"


def test_the_last_of_several_is_completed(folder: Path) -> None:
    assert completed("guide.yaml; ark", several=True).line == "guide.yaml; arkiv/"
    assert [path.name for path in paths_of(" guide.yaml ; arkiv;")] == ["guide.yaml", "arkiv"]
    assert paths_of("  ") == []


def test_paths_of_windows(folder: Path) -> None:
    """Their sign parts folders there; the system's own paths decide what is in them."""
    assert completed("C:\\finns inte\\x", windows=True).line == "C:\\finns inte\\x"
    assert completed("arkiv", windows=True).line == "arkiv/"
    (folder / "arkiv" / "ett.txt").write_text("x", encoding="utf-8")
    assert completed(f"{folder}/arkiv/e", windows=True).line.endswith("arkiv/ett.txt")


def test_quotation_marks_of_a_pasted_path_are_left_out(folder: Path) -> None:
    assert path_of('"guide ett.docx"') == Path("guide ett.docx")
    assert path_of("~/arkiv") == folder / "arkiv"
