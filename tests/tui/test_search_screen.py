"""Searching the study on screen: words, filters, opening a hit and coming back, coding what was missed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from textual.app import App

from okqual.model.memo import SavedSearch
from okqual.study import coding, saved_searches
from okqual.study.browsing import note
from okqual.tui.app import OkqualApp
from okqual.tui.around import around
from okqual.tui.screens.coding import CodingScreen
from okqual.tui.screens.search import SearchScreen
from okqual.tui.study_desk import StudyDesk, open_desk
from tests.builders import NOTES, new_study, written
from tests.tui.conftest import screen_text

CODE = "KOH-samordnat"
Golden = Callable[[App[None], str], None]


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[StudyDesk]:
    desk = open_desk(new_study(tmp_path / "studie"), "AK", read_only=False)
    yield desk
    desk.close()


async def searching(pilot, *keys: str) -> SearchScreen:
    await pilot.pause()
    await pilot.press("g", "h")
    await pilot.pause()
    await pilot.press(*keys)
    await pilot.pause(0.3)
    return pilot.app.screen


async def test_hits_come_while_one_types_and_are_opened_and_come_back_to(desk: StudyDesk) -> None:
    app = OkqualApp(desk)
    async with app.run_test(size=(110, 30)) as pilot:
        screen = await searching(pilot, *"plan")
        assert isinstance(screen, SearchScreen)
        assert "1 träff" in screen_text(app)
        assert "▸ A-1:2" in screen_text(app)
        await pilot.press("enter", "enter")
        await pilot.pause(0.2)
        assert isinstance(app.screen, CodingScreen)
        assert app.screen.session.caption == "A-1:2"
        await pilot.press("escape")
        await pilot.pause(0.2)
        assert app.screen is screen
        assert "▸ A-1:2" in screen_text(app)


async def test_what_was_missed_is_found_and_coded(desk: StudyDesk) -> None:
    """Without words, a code's name and synonyms are looked for in passages that do not carry it."""
    app = OkqualApp(desk)
    async with app.run_test(size=(110, 30)) as pilot:
        await searching(pilot, "escape", "w")
        await pilot.press(*"samordnat", "enter")
        await pilot.pause(0.2)
        assert "utan kod: Samordnat" in screen_text(app)
        assert "▸ A-1:2" in screen_text(app)
        await pilot.press("l")
        await pilot.pause(0.2)
        assert "✓ Samordnat på A-1:2" in screen_text(app)
        assert "Inga träffar" in screen_text(app)
        assert [c.code for c in note(desk.study, "A-1").codings] == [CODE]
        await pilot.press("u")
        await pilot.pause(0.2)
        assert note(desk.study, "A-1").codings == ()
        assert "▸ A-1:2" in screen_text(app)


async def test_filters_are_set_seen_and_taken_away(desk: StudyDesk) -> None:
    coding.flag_passage(desk.study, "A-2", 2, True)
    app = OkqualApp(desk)
    async with app.run_test(size=(110, 30)) as pilot:
        screen = await searching(pilot, "escape", "exclamation_mark")
        assert "flaggade" in screen_text(app)
        assert "▸ A-2:2" in screen_text(app)
        await pilot.press("exclamation_mark", "f", "down", "down", "enter")
        await pilot.pause(0.2)
        assert screen.wanted == SavedSearch("", "", question="2")
        assert "fråga 2" in screen_text(app)
        await pilot.press("a", "down", "enter")
        await pilot.pause(0.2)
        assert len(screen.wanted.where) == 1
        await pilot.press("r")
        await pilot.pause(0.2)
        assert screen.wanted == SavedSearch("", "")
        assert "Skriv ord, eller välj ett filter." in screen_text(app)


async def test_a_search_is_kept_and_run_again(desk: StudyDesk) -> None:
    app = OkqualApp(desk)
    async with app.run_test(size=(110, 30)) as pilot:
        screen = await searching(pilot, *"plan", "enter")
        await pilot.press("ctrl+s")
        await pilot.pause(0.1)
        await pilot.press(*"planer", "enter")
        await pilot.pause(0.2)
        assert saved_searches.saved_search(desk.study, "planer") == SavedSearch("planer", "plan")
        await pilot.press("r", "o", "enter")
        await pilot.pause(0.2)
        assert screen.wanted.text == "plan"
        assert "▸ A-1:2" in screen_text(app)
        await pilot.press("n", *"planer 2024", "enter")
        await pilot.pause(0.1)
        assert [each.name for each in saved_searches.saved_searches(desk.study)] == ["planer 2024"]
        await pilot.press("delete")
        assert saved_searches.saved_searches(desk.study) == []
        assert screen.wanted == SavedSearch("", "plan")
        await pilot.press("u")
        assert [each.name for each in saved_searches.saved_searches(desk.study)] == ["planer 2024"]
        await pilot.press("r", "delete", "n")
        assert "Sökningen har inget namn" in screen_text(app)


HOSTILE = "sade [laughs] [/b] [red] \x1b[31m e\u0301 中文 \u202eomvänt\u202c " + "långt " * 2_000 + "slut"


async def test_notes_are_text_and_nothing_of_them_vanishes(tmp_path: Path) -> None:
    folder = new_study(tmp_path / "studie")
    desk = open_desk(folder, "AK", read_only=False)
    desk.load(
        written(tmp_path, "A-3.md", NOTES["A-1.md"].replace("A-1", "A-3").replace("Vi har en gemensam plan", HOSTILE))
    )
    app = OkqualApp(desk)
    async with app.run_test(size=(110, 30)) as pilot:
        await searching(pilot, *"laughs", "enter")
        assert "[laughs] [/b] [red]" in screen_text(app)
        assert "\x1b" not in screen_text(app)
        await pilot.resize_terminal(20, 5)
        await pilot.pause()
        await pilot.resize_terminal(110, 30)
        await pilot.pause()
        assert "[laughs] [/b] [red]" in screen_text(app)
    desk.close()


def test_the_hit_stays_in_sight_in_a_long_passage() -> None:
    text = "a" * 5_000 + " nål " + "b" * 5_000
    before, middle, after = around(text, 5_001, 5_004, 40)

    assert middle == "nål"
    assert before.startswith("…")
    assert len(before) + len(middle) <= 40
    assert after.startswith(" b")


@pytest.mark.parametrize(("width", "height"), [(80, 24), (140, 40)])
async def test_it_looks_as_it_did(desk: StudyDesk, golden: Golden, width: int, height: int) -> None:
    first = next(p for p in note(desk.study, "A-1").passages if "2" in p.questions)
    coding.apply_code(desk.study, "A-1", first.start, first.end, CODE, "ja")
    app = OkqualApp(desk)
    async with app.run_test(size=(width, height)) as pilot:
        await searching(pilot, *"*e*", "enter")
        golden(app, f"search-{width}x{height}")


async def test_whoever_comes_again_begins_with_the_words(desk: StudyDesk) -> None:
    app = OkqualApp(desk)
    async with app.run_test(size=(110, 30)) as pilot:
        screen = await searching(pilot, *"plan", "enter")
        await pilot.press("escape")
        await pilot.pause(0.1)
        await pilot.press("g", "h")
        await pilot.pause(0.2)
        await pilot.press("end", *"en")
        await pilot.pause(0.4)
        assert screen.wanted.text == "planen"
