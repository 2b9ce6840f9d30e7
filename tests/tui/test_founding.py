"""From an empty folder to a coded passage by keyboard alone, and what the pages of a new study show."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import pytest
from textual.app import App
from textual.pilot import Pilot
from textual.widgets import Input

from okqual.tui.app import OkqualApp
from okqual.tui.screens.cell import CellScreen
from okqual.tui.screens.coding import CodingScreen
from okqual.tui.screens.founding import FoundingScreen
from okqual.tui.screens.matrix import MatrixScreen
from okqual.tui.screens.overview import OverviewScreen
from okqual.tui.screens.review import ReviewScreen
from okqual.tui.screens.start import StartScreen
from okqual.tui.screens.tracing import TraceScreen
from tests.tui.conftest import screen_text
from tests.tui.six_formats import UNSURE, make

MOST = 200
"""Times that a fact is looked for."""


async def until(pilot: Pilot[None], fact: Callable[[], object]) -> None:
    for _ in range(MOST):
        await pilot.pause(0.05)
        if fact():
            return
    raise AssertionError(screen_text(pilot.app))


async def typed(pilot: Pilot[None], words: str) -> None:
    """Type into the line in front, as a person does."""
    named = {
        " ": "space",
        "/": "slash",
        ".": "full_stop",
        "-": "minus",
        "_": "underscore",
        "~": "tilde",
        ";": "semicolon",
    }
    await pilot.press(*(named.get(letter, letter) for letter in words))


@pytest.fixture
def empty(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "tom"
    folder.mkdir()
    monkeypatch.chdir(folder)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    return folder


async def test_from_an_empty_folder_by_keyboard_alone(empty: Path, tmp_path: Path) -> None:
    make(tmp_path / "material")
    app = OkqualApp(None, "AK")
    began = time.monotonic()
    async with app.run_test(size=(100, 32)) as pilot:
        await pilot.press("down", "enter")
        await until(pilot, lambda: isinstance(app.screen, FoundingScreen) and app.focused is not None)
        await typed(pilot, "Lokala insatser")
        await pilot.press("enter")
        await typed(pilot, "2026-17")
        await pilot.press("enter", "enter")
        await until(pilot, lambda: app.screen.page == "guide" and "20 frågor" in screen_text(app))
        await typed(pilot, "~")
        await pilot.press("tab")
        await typed(pilot, "mat")
        await pilot.press("tab")
        await typed(pilot, "I")
        await pilot.press("tab")
        await pilot.pause()
        assert app.focused.value == "~/material/Intervjuguide slutlig.docx"
        await pilot.press("enter")
        await until(pilot, lambda: "Intervjuguide ÖK: 20 frågor" in screen_text(app))
        assert "fråga" in screen_text(app)
        await pilot.press("enter")
        await until(pilot, lambda: app.screen.page == "codebook" and "koder" in screen_text(app))
        await pilot.press("enter")
        await until(pilot, lambda: app.screen.page == "notes")
        await typed(pilot, "~/material/a")
        await pilot.press("tab", "enter")
        await until(pilot, lambda: "6 filer att läsa in" in screen_text(app))
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, ReviewScreen) and "1 osäker passage" in screen_text(app))
        assert UNSURE[:20] in screen_text(app)
        assert [each.case for each in app.desk.overview()] == [f"K-0{n}" for n in range(1, 7)]
        assert "→ fråga 16" in screen_text(app)
        await pilot.press("enter")
        await until(pilot, lambda: "Inga osäkra" in screen_text(app))
        await pilot.press("g", "ö")
        await until(pilot, lambda: isinstance(app.screen, OverviewScreen))
        await pilot.press("home", "enter")
        await until(pilot, lambda: isinstance(app.screen, CodingScreen) and app.screen.session is not None)
        await pilot.press("1", "1")
        await until(pilot, app.desk.code_counts)
        assert time.monotonic() - began < 120
        sql = "SELECT c.code, e.note, e.number FROM coding AS c JOIN evidence AS e ON e.coding = c.id"
        code, note, number = app.desk.study.db.execute(sql).fetchone()
        await pilot.press("g", "m")
        await until(pilot, lambda: isinstance(app.screen, MatrixScreen) and app.screen.grid.display)
        await pilot.press("ctrl+home", "home", "c", "c", "c")
        while app.screen.here.column != code:
            column = app.screen.here.column
            await pilot.press("right")
            await until(pilot, lambda column=column: app.screen.here.column != column)
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, CellScreen) and app.screen._quotes)
        await typed(pilot, "Samlat")
        await pilot.press("ctrl+l")
        await until(pilot, lambda: f"Samlat [{note}:{number}]" in app.screen.editor.text)
        await pilot.press("escape")
        assert f"[{note}:{number}]" in app.desk.study.db.execute("SELECT text FROM summary").fetchone()[0]
        await pilot.press("g", "s")
        await until(pilot, lambda: app.screen.query(Input) and app.focused is not None)
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, TraceScreen) and "sha256" in screen_text(app))
        assert f"{note}:{number}" in screen_text(app)
        assert time.monotonic() - began < 900
        study = app.desk.study
        from okqual.study.opening import setting

        assert (study.name, setting(study, "diarienummer")) == ("Lokala insatser", "2026-17")
        assert study.folder == empty / "utvärdering"


async def test_faults_of_a_guide_are_shown_and_nothing_is_made(empty: Path) -> None:
    (empty / "fel.yaml").write_text("titel: [\n", encoding="utf-8")
    app = OkqualApp(None, "AK")
    async with app.run_test(size=(100, 32)) as pilot:
        await pilot.press("down", "enter")
        await until(pilot, lambda: isinstance(app.screen, FoundingScreen) and app.focused is not None)
        await pilot.press("enter", "enter", "enter")
        await until(pilot, lambda: app.screen.page == "guide" and "20 frågor" in screen_text(app))
        await typed(pilot, "fel.yaml")
        await pilot.press("enter")
        await until(pilot, lambda: screen_text(app).count("fel.yaml") > 1)
        await pilot.press("enter")
        await pilot.pause(0.1)
        assert app.screen.page == "guide"
        await pilot.press("escape", "escape")
        await until(pilot, lambda: isinstance(app.screen, StartScreen))
        assert [each.name for each in empty.iterdir()] == ["fel.yaml"]


async def test_a_study_is_not_made_where_there_is_one(empty: Path) -> None:
    (empty / "utvärdering").mkdir()
    (empty / "utvärdering" / "okqual.db").write_bytes(b"")
    app = OkqualApp(None, "AK")
    async with app.run_test(size=(100, 32)) as pilot:
        await pilot.press("down", "enter")
        await until(pilot, lambda: isinstance(app.screen, FoundingScreen) and app.focused is not None)
        await pilot.press("enter", "enter", "enter")
        await pilot.pause(0.1)
        assert app.screen.page == "study"
        assert "okqual.db" in next(notice.message for notice in app._notifications)


@pytest.mark.parametrize("size", [(80, 24), (140, 40)])
async def test_the_pages(size: tuple[int, int], empty: Path, golden: Callable[[App[None], str], None]) -> None:
    app = OkqualApp(None, "AK")
    async with app.run_test(size=size) as pilot:
        await pilot.press("down", "enter")
        await until(pilot, lambda: isinstance(app.screen, FoundingScreen) and app.focused is not None)
        app.screen.query_one("#folder", Input).value = "~/utvärdering"
        await typed(pilot, "Lokala insatser")
        await pilot.pause()
        golden(app, f"founding-study-{size[0]}")
        await pilot.press("enter", "enter", "enter")
        await until(pilot, lambda: app.screen.page == "guide" and "20 frågor" in screen_text(app))
        golden(app, f"founding-guide-{size[0]}")
        await pilot.press("enter")
        await until(pilot, lambda: app.screen.page == "codebook" and "koder" in screen_text(app))
        golden(app, f"founding-codebook-{size[0]}")
        await pilot.press("enter")
        await until(pilot, lambda: app.screen.page == "notes" and "läser in senare" in screen_text(app))
        golden(app, f"founding-notes-{size[0]}")
