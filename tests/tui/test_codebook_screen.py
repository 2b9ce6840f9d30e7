"""The codebook by keyboard: read, made, written, moved, merged, split, retired, looked back on, taken back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from okqual.study import coding
from okqual.study.codebook_editing import add_sub_code, define_code, move_code, retire_code
from okqual.study.codebook_lock import lock, name_lead
from okqual.study.definitions import code_named, codebook
from okqual.study.proposing import propose
from okqual.tui.app import OkqualApp
from okqual.tui.screens.code_form import CodeForm
from okqual.tui.screens.codebook import CodebookScreen
from okqual.tui.study_desk import StudyDesk
from tests.store.histories import copy_of
from tests.tui.codebook_builders import DEEP, HOSTILE, codebook_desk, said, there, typed
from tests.tui.conftest import screen_text


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[StudyDesk]:
    desk = codebook_desk(tmp_path / "a")
    yield desk
    desk.close()


@pytest.mark.parametrize("size", [(80, 24), (140, 40)])
async def test_a_code_stands_under_each_of_its_parents_with_its_counts(desk: StudyDesk, golden, size) -> None:
    retire_code(desk.study, "REL-c")
    lock(desk.study)
    app = OkqualApp(desk)
    async with app.run_test(size=size) as pilot:
        await there(app, pilot)
        await pilot.press("down", "down", "down")
        golden(app, f"codebook-{size[0]}")
        text = screen_text(app)
        assert text.count("Utmaning  ") >= 2
        assert "2 kodn. 2 int." in text
        assert "Önskan  (ur bruk)" in text
        assert "Allmänt missnöje." in text


async def test_a_new_code_is_made_named_and_taken_back(desk: StudyDesk) -> None:
    app = OkqualApp(desk)
    async with app.run_test(size=(100, 30)) as pilot:
        await there(app, pilot)
        await pilot.press("down", "down", "n")
        await typed(pilot, "Ny sak")
        await pilot.press("enter")
        await pilot.pause()
        made = codebook(desk.study).codes[-1]
        assert (made.id, made.parents, made.questions) == ("KOH-ny-sak", ("KOH-1",), ("2",))
        await pilot.press("N")
        await typed(pilot, "Del")
        await pilot.press("enter")
        await pilot.pause()
        assert codebook(desk.study).codes[-1].parents == (made.id,)
        await pilot.press("r")
        await pilot.pause()
        await typed(pilot, "Delen")
        await pilot.press("enter", "enter")
        await pilot.pause()
        assert codebook(desk.study).codes[-1].name == "Delen"
        await pilot.press("u", "u", "u")
        await pilot.pause()
        assert len(codebook(desk.study).codes) == 3


@pytest.mark.parametrize("size", [(80, 24), (140, 40)])
async def test_a_definition_is_written_in_a_form_that_asks_about_the_meaning(desk: StudyDesk, golden, size) -> None:
    app = OkqualApp(desk)
    async with app.run_test(size=size) as pilot:
        await there(app, pilot)
        await pilot.press("down", "down", "enter")
        await pilot.pause(0.1)
        assert isinstance(app.screen, CodeForm)
        golden(app, f"code-form-{size[0]}")
        await pilot.press("tab", "tab", "tab")
        await typed(pilot, "Annat. ")
        await pilot.press("ctrl+s")
        await pilot.pause(0.1)
        assert "Ändrar det betydelsen?" in screen_text(app)
        await pilot.press("enter")
        await pilot.pause(0.1)
        now = code_named(desk.study, "KOH-a")
        assert now.when == "Annat. När insatser samordnas."
        assert now.scale == DEEP.codes[0].scale
        assert "Ändrade Samordnat" in screen_text(app)


async def test_what_was_written_is_not_lost_by_escape(desk: StudyDesk) -> None:
    app = OkqualApp(desk)
    async with app.run_test(size=(100, 30)) as pilot:
        await there(app, pilot)
        await pilot.press("down", "down", "enter")
        await pilot.pause(0.1)
        await typed(pilot, "x")
        await pilot.press("escape")
        await pilot.pause(0.1)
        assert "inte sparat" in screen_text(app)
        await pilot.press("enter")
        await pilot.pause(0.1)
        assert isinstance(app.screen, CodeForm)
        await pilot.press("escape")
        await pilot.pause(0.1)
        await pilot.press("down", "enter")
        await pilot.pause(0.1)
        assert isinstance(app.screen, CodebookScreen)
        assert codebook(desk.study).codes == DEEP.codes


async def test_a_scale_that_cannot_be_is_refused_with_the_form_still_open(desk: StudyDesk) -> None:
    app = OkqualApp(desk)
    async with app.run_test(size=(100, 40)) as pilot:
        await there(app, pilot)
        await pilot.press("down", "down", "enter")
        await pilot.pause(0.1)
        app.screen.query_one("#scale").text = "ja\nnej\n= mitten"
        await pilot.press("ctrl+s")
        await pilot.pause(0.1)
        assert isinstance(app.screen, CodeForm)
        assert "Regeln behöver ett värde" in said(app)


async def test_moved_under_several_merged_split_and_retired(desk: StudyDesk) -> None:
    app, study = OkqualApp(desk), desk.study
    async with app.run_test(size=(100, 40)) as pilot:
        await there(app, pilot)
        await pilot.press("down", "down", "f", "space", "enter")
        await pilot.pause(0.1)
        assert code_named(study, "KOH-a").parents == ("KOH-1", "KOH")
        await pilot.press("x")
        await pilot.pause(0.1)
        assert code_named(study, "KOH-a").retired
        await pilot.press("u", "end", "s")
        await pilot.pause(0.1)
        await typed(pilot, "utman")
        await pilot.press("enter", "enter")
        await pilot.pause(0.1)
        assert desk.code_counts() == {"KOH-b": 3}
        assert "Önskan räknas nu som Utmaning" in screen_text(app)
        await pilot.press("u")
        await pilot.pause(0.1)
        assert desk.code_counts() == {"KOH-b": 2, "REL-c": 1}
        await pilot.press("d")
        await typed(pilot, "Ett")
        await pilot.press("enter")
        await typed(pilot, "Annat")
        await pilot.press("ctrl+s")
        await pilot.pause(0.1)
        assert [code.name for code in codebook(study).codes[-2:]] == ["Ett", "Annat"]


async def test_history_tells_who_when_and_what(desk: StudyDesk) -> None:
    define_code(desk.study, replace(code_named(desk.study, "KOH-b"), when="Hinder och motstånd."), meaning=True)
    define_code(desk.study, replace(code_named(desk.study, "KOH-b"), name="Utmaningar"), meaning=False)
    app = OkqualApp(desk)
    async with app.run_test(size=(100, 30)) as pilot:
        await there(app, pilot)
        await pilot.press("down", "down", "down", "h")
        await pilot.pause(0.1)
        text = screen_text(app)
        assert "Hinder[+ och motstånd+]." in text
        assert "[-Utmaning-][+Utmaningar+]" in text
        assert text.index("bara ordalydelsen") < text.index("ändrade betydelsen") < text.index("importerad")
        await pilot.press("escape")


async def test_search_shows_codes_with_what_is_above_them(desk: StudyDesk) -> None:
    app = OkqualApp(desk)
    async with app.run_test(size=(100, 30)) as pilot:
        await there(app, pilot)
        await pilot.press("slash")
        await typed(pilot, "vilja")
        await pilot.press("enter")
        await pilot.pause(0.1)
        text = screen_text(app)
        assert "Relevans" in text
        assert "Önskan" in text
        assert "Samordnat" not in text
        await pilot.press("escape")
        await pilot.pause(0.1)
        assert "Samordnat" in screen_text(app)


async def test_another_than_the_lead_is_refused_in_words(desk: StudyDesk) -> None:
    name_lead(desk.study, "TS")
    desk.study.coder = "TS"
    lock(desk.study)
    desk.study.coder = "AK"
    app = OkqualApp(desk)
    async with app.run_test(size=(100, 30)) as pilot:
        await there(app, pilot)
        await pilot.press("down", "down", "enter")
        await pilot.pause(0.1)
        assert "Kodboken är låst; det är TS som ändrar i den." in said(app)
        assert isinstance(app.screen, CodebookScreen)


async def test_changes_made_apart_are_settled_on_screen(desk: StudyDesk, tmp_path: Path) -> None:
    from okqual.store.merging import merge
    from okqual.study.opening import DATABASE

    other = copy_of(desk.study, tmp_path / "c", "TS")
    define_code(other, replace(code_named(other, "KOH-b"), name="Hinder"))
    define_code(desk.study, replace(code_named(desk.study, "KOH-b"), name="Svårighet"))
    other.close()
    merge(desk.study.db, tmp_path / "c" / DATABASE)
    held = code_named(desk.study, "KOH-b").name
    app = OkqualApp(desk)
    async with app.run_test(size=(100, 30)) as pilot:
        await there(app, pilot)
        assert "1 konflikt (c)" in screen_text(app)
        await pilot.press("c")
        await pilot.pause(0.1)
        assert "var för sig" in screen_text(app)
        await pilot.press("down", "enter")
        await pilot.pause(0.1)
        assert {held, code_named(desk.study, "KOH-b").name} == {"Hinder", "Svårighet"}
        assert "konflikt" not in screen_text(app)


@pytest.mark.parametrize("size", [(80, 24), (20, 5), (200, 50)])
async def test_hostile_words_vanish_nowhere_and_break_nothing(desk: StudyDesk, size) -> None:
    study = desk.study
    made = add_sub_code(study, "KOH-b", HOSTILE)
    define_code(study, replace(made, when=HOSTILE, synonyms=("[/b]",)))
    move_code(study, made.id, ("KOH-1",))
    coding.apply_code(study, "N-1", 0, 5, made.id)
    define_code(study, replace(code_named(study, made.id), when=HOSTILE + "mer"), meaning=True)
    propose(study, HOSTILE, HOSTILE, ("N-1", 0, 10))
    app = OkqualApp(desk)
    async with app.run_test(size=(100, 30)) as pilot:
        await there(app, pilot)
        await pilot.press("down", "down", "down", "down")
        assert "[laughs] [/b] [red]␛[31m" in screen_text(app)
        await pilot.resize_terminal(*size)
        await pilot.pause(0.1)
        for keys in (("h", "escape"), ("enter", "escape"), ("f", "escape"), ("t", "escape"), ("p", "enter", "escape")):
            await pilot.press(*keys)
            await pilot.pause(0.1)
            assert "\x1b" not in screen_text(app)
        await pilot.resize_terminal(100, 30)
        await pilot.pause(0.1)
        assert "[laughs] [/b] [red]␛[31m" in screen_text(app)
