"""What is replaced by pseudonyms is looked through, place by place, before anything is stored."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from textual.app import App
from textual.pilot import Pilot
from textual.widgets import Input

from okqual.store import queries
from okqual.study.opening import open_study
from okqual.tui import places
from okqual.tui.app import OkqualApp
from okqual.tui.screens.identifying import IdentifyingScreen
from okqual.tui.study_desk import StudyDesk
from tests.builders import new_study, written
from tests.tui.conftest import screen_text
from tests.tui.desk_builders import FakeDesk

NOTE = """\
2. Samordning

Torkel ringer 070-123 45 67 varje vecka, säger Ylva.

Torkels grupp har en gemensam plan.
"""


@pytest.fixture
def notes(tmp_path: Path) -> Path:
    """A folder with a note and, beside it, the list of names."""
    written(tmp_path / "egna", "namn.txt", "Torkel\nYlva\n")
    written(tmp_path / "in", "P-1.md", NOTE)
    return tmp_path / "in"


async def look(app: OkqualApp, pilot: Pilot[None], notes: Path) -> None:
    """From the command to the list of places."""
    dict(places.commands(app))["load_pseudonyms"]()
    await pilot.pause(0.1)
    first, second = app.screen.query(Input)
    first.value, second.value = str(notes), str(notes.parent / "egna" / "namn.txt")
    await pilot.press("enter")
    await pilot.press("enter")
    await pilot.pause(0.1)


async def test_every_place_is_shown_in_context_before_anything_is_stored(
    notes: Path, golden: Callable[[App[None], str], None]
) -> None:
    desk = FakeDesk()
    app = OkqualApp(desk)
    async with app.run_test(size=(100, 24)) as pilot:
        await look(app, pilot, notes)

        assert isinstance(app.screen, IdentifyingScreen)
        golden(app, "identifying-100")
        assert desk.written == []


async def test_enter_replaces_delete_leaves_and_load_does_so(notes: Path) -> None:
    desk = FakeDesk()
    app = OkqualApp(desk)
    async with app.run_test(size=(100, 24)) as pilot:
        await look(app, pilot, notes)
        await pilot.press("enter", "delete")
        assert "4 ställen att ersätta, 1 lämnas" in screen_text(app)
        await pilot.press("l")
        await pilot.pause(0.2)

        assert not isinstance(app.screen, IdentifyingScreen)
        assert desk.written == ["note.loaded"]
        assert desk.loaded_with is not None
        assert {spot for _, spot in desk.loaded_with.left_out} == {("text", 1, 14)}


async def test_the_same_words_are_left_everywhere_by_one_key(notes: Path) -> None:
    app = OkqualApp(FakeDesk())
    async with app.run_test(size=(100, 24)) as pilot:
        await look(app, pilot, notes)
        await pilot.press("s")
        assert "2 lämnas" in screen_text(app)
        await pilot.press("s")
        assert "0 lämnas" in screen_text(app)


async def test_a_place_that_was_left_is_replaced_after_all(notes: Path) -> None:
    app = OkqualApp(FakeDesk())
    async with app.run_test(size=(100, 24)) as pilot:
        await look(app, pilot, notes)
        await pilot.press("delete", "up", "enter")

        assert "0 lämnas" in screen_text(app)


async def test_escape_loads_nothing_and_says_so(notes: Path) -> None:
    desk = FakeDesk()
    app = OkqualApp(desk)
    async with app.run_test(size=(100, 24)) as pilot:
        await look(app, pilot, notes)
        await pilot.press("escape")
        await pilot.pause(0.1)

        assert not isinstance(app.screen, IdentifyingScreen)
        assert [notice.message for notice in app._notifications] == ["Ingenting lästes in."]
        assert desk.written == []


async def test_a_note_without_anything_to_replace_says_so_and_can_be_loaded(notes: Path) -> None:
    written(notes, "P-1.md", "2. Samordning\n\nVi har en plan.\n")
    desk = FakeDesk()
    app = OkqualApp(desk)
    async with app.run_test(size=(100, 24)) as pilot:
        await look(app, pilot, notes)
        assert "Inget att ersätta hittades." in screen_text(app)
        await pilot.press("enter", "delete", "s", "up", "down", "l")
        await pilot.pause(0.2)

        assert desk.written == ["note.loaded"]


async def test_hostile_text_is_shown_as_text(notes: Path) -> None:
    written(notes, "P-1.md", "[red]Torkel[/red] [@click=app.quit]x[/] \x1b[31mYlva\u202e\n")
    app = OkqualApp(FakeDesk())
    async with app.run_test(size=(120, 24)) as pilot:
        await look(app, pilot, notes)

        seen = screen_text(app)
        assert "[red]Torkel[/red]" in seen
        assert "\x1b" not in seen
        assert "\u202e" not in seen


async def test_a_real_study_gets_the_note_with_pseudonyms(notes: Path, tmp_path: Path) -> None:
    desk = StudyDesk(open_study(new_study(tmp_path / "prov")))
    app = OkqualApp(desk)
    async with app.run_test(size=(100, 24)) as pilot:
        await look(app, pilot, notes)
        await pilot.press("down", "down", "delete", "l")
        await pilot.pause(0.5)

        now = queries.note_now(desk.study.db, "P-1")
        assert now is not None
        assert "Person 1 ringer [telefon 1] varje vecka, säger Ylva." in now.text
        assert "Person 1:s grupp har en gemensam plan." in now.text
    desk.close()
