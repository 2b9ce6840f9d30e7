"""A returned Word file on screen: its edits with three wordings, taken, kept, written by hand, written and undone."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from textual.app import App
from textual.pilot import Pilot

from okqual.study import findings
from okqual.study.chapters_file import write_summary
from okqual.study.opening import open_study
from okqual.tui.app import OkqualApp
from okqual.tui.screens.word_edits import WordEditsScreen
from okqual.tui.study_desk import open_desk
from tests import edited as ed
from tests.builders import new_study
from tests.tui.conftest import screen_text

HOSTILE = "[laughs] [/b] [red] \x1b å\u0308 \u202eomvänt " + "rad " * 2500


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, str]]:
    """A study, and a returned file: a conflict, tracked changes, a comment, an emptied text, an edited one."""
    folder = tmp_path_factory.mktemp("ändringar")
    study = open_study(new_study(folder / "studie"), "AK")
    ids = ed.with_texts(study)
    chapter = write_summary(study, folder / "kapitel.docx", pictures=False)
    findings.write_text(study, ids["judgement"], "Vi bedömer att samordningen har brustit. Den kan bli bättre.")
    study.close()
    ed.edited(
        chapter, folder / "svar.docx",
        ed.tracked("Arbetet tog lång tid.", "Arbetet tog två år."), ed.replaced("har fungerat", "har fungerat väl"),
        ed.replaced("Kommunerna vill ha längre tid.", ""), ed.replaced("Skolan är med.", "Skolan är inte med."),
    )  # fmt: skip
    ed.commented(folder / "svar.docx", "Alla vill ha", "Stämmer det [/b]?")
    return folder, ids


@pytest.fixture
def folder(made: tuple[Path, dict[str, str]], tmp_path: Path) -> Path:
    shutil.copytree(made[0] / "studie", tmp_path / "studie")
    shutil.copy(made[0] / "svar.docx", tmp_path / "svar.docx")
    return tmp_path


async def until(pilot: Pilot[None], fact: Callable[[], bool]) -> None:
    for _ in range(200):
        if fact():
            return
        await pilot.pause(0.02)
    raise AssertionError(screen_text(pilot.app))


async def read(pilot: Pilot[None], path: Path) -> WordEditsScreen:
    await pilot.press("g", "w")
    await until(pilot, lambda: isinstance(pilot.app.screen, WordEditsScreen))
    screen = pilot.app.screen
    assert isinstance(screen, WordEditsScreen)
    screen.read_file(path)
    await until(pilot, lambda: path.name in screen_text(pilot.app) and pilot.app.screen is screen)
    return screen


async def test_edits_are_taken_kept_written_and_undone(folder: Path, made: tuple[Path, dict[str, str]]) -> None:
    app = OkqualApp(open_desk(folder / "studie", "AK", read_only=False))
    async with app.run_test(size=(140, 40)) as pilot:
        await pilot.pause()
        screen = await read(pilot, folder / "svar.docx")
        shown = screen_text(app)
        assert "[x] iakttagelse KOH-samordnat" in shown
        assert "[ ] bedömning KOH" in shown
        assert "tömd i Word" in shown
        assert "ändrat av Anna Berg 2026-11-20" in shown
        await pilot.press("down")
        await until(pilot, lambda: "har brustit" in screen_text(app))
        assert "I Word" in screen_text(app)
        await pilot.press("e")
        await pilot.pause()
        await pilot.press("ctrl+s")
        await until(pilot, lambda: "[x] bedömning KOH" in screen_text(app))
        await pilot.press("b")
        await until(pilot, lambda: "[x] A-1" in screen_text(app))
        await pilot.press("s")
        await until(pilot, lambda: "2 texter hämtade, en kommentar" in screen_text(app) and app.screen is screen)
        study = open_study(folder / "studie", "AK", read_only=True)
        assert ed.now_of(study, made[1]["finding"]).endswith("Arbetet tog två år.")
        study.close()
        await pilot.press("u")
        await until(pilot, lambda: "Ångrade ändringar hämtade från Word" in screen_text(app) and app.screen is screen)
        study = open_study(folder / "studie", "AK", read_only=True)
        assert ed.now_of(study, made[1]["finding"]) == ed.FINDING
        study.close()


@pytest.mark.parametrize("size", [(80, 24), (140, 40)])
async def test_it_is_drawn(size: tuple[int, int], folder: Path, golden: Callable[[App[None], str], None]) -> None:
    app = OkqualApp(open_desk(folder / "studie", "AK", read_only=False))
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        await read(pilot, folder / "svar.docx")
        await pilot.press("down")
        await until(pilot, lambda: "har brustit" in screen_text(app))
        golden(app, f"word-edits-{size[0]}")
        before = screen_text(app)
        await pilot.resize_terminal(20, 5)
        await pilot.pause()
        await pilot.resize_terminal(*size)
        await until(pilot, lambda: screen_text(app) == before)


async def test_hostile_words_and_files_that_are_none(folder: Path) -> None:
    study = open_study(folder / "studie", "AK")
    finding = findings.add_finding(study, "KOH", HOSTILE)
    chapter = write_summary(study, folder / "k.docx", pictures=False)
    study.close()
    ed.edited(chapter, folder / "ond.docx", ed.replaced("[laughs]", "[skratt] [/i]"))
    app = OkqualApp(open_desk(folder / "studie", "AK", read_only=False))
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.pause()
        screen = await read(pilot, folder / "ond.docx")
        await until(pilot, lambda: "[skratt]" in screen_text(app))
        assert "\x1b" not in screen_text(app).replace("\x1b[", "")
        assert any(edit.place == finding.id for edit in screen._edits)
        screen.read_file(folder / "finns inte.docx")
        await until(pilot, lambda: "finns inte.docx" in " ".join(note.message for note in app._notifications))
