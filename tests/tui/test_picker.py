"""The code picker from the keyboard and the mouse, and lists that are drawn by line."""

from __future__ import annotations

import pytest
from textual.widgets import Input

from okqual.tui.app import OkqualApp
from okqual.tui.widgets.picker import Picker, PickerLine
from okqual.tui.widgets.reader import GUTTER, Reader
from tests.tui.conftest import screen_text
from tests.tui.desk_builders import FakeDesk
from tests.tui.test_coding_screen import begin, burst, line


async def test_the_picker_finds_and_puts_a_code() -> None:
    desk = FakeDesk()
    app = OkqualApp(desk)
    async with app.run_test(size=(100, 32)) as pilot:
        await begin(pilot)
        await pilot.press("k", *"beh")
        await pilot.pause()
        assert "insatsen svarar mot behoven" in screen_text(app)
        await pilot.press("enter")
        await pilot.pause()
        assert [coding.code for coding in desk.codings] == ["REL-behov"]
        assert "Svarar mot behov på VB-01:2" in line(app)


async def test_the_picker_puts_several_and_escape_none() -> None:
    desk = FakeDesk()
    app = OkqualApp(desk)
    async with app.run_test(size=(100, 32)) as pilot:
        await begin(pilot)
        await pilot.press("k", "escape")
        await pilot.pause()
        assert desk.written == []
        await pilot.press("k", "tab", "tab", "enter")
        await pilot.pause()
        assert [coding.code for coding in desk.codings] == ["KOH-samordnat", "KOH-pv.med"]


async def test_letters_typed_before_the_picker_is_drawn_are_not_lost() -> None:
    desk = FakeDesk()
    app = OkqualApp(desk)
    async with app.run_test(size=(100, 32)) as pilot:
        await begin(pilot)
        await pilot.press("k")
        app.screen.query_one(Input)
        await burst(app, list("behov"))
        assert app.screen.query_one(Input).value == "behov"
        assert desk.written == []


async def test_keys_typed_in_one_go_around_the_picker_go_where_they_belong() -> None:
    desk = FakeDesk()
    app = OkqualApp(desk)
    async with app.run_test(size=(100, 32)) as pilot:
        screen = await begin(pilot)
        await burst(app, ["k", *"beho", "enter", "space", "x"])
        await pilot.pause()
        assert [(coding.code, coding.start) for coding in desk.codings] == [
            ("REL-behov", screen.session.work.passages[1].start)
        ]
        assert desk.written == ["codings.added", "passage.nothing"]
        assert screen.session.caption == "VB-01:3"
        await burst(app, ["k", *"sv", "escape", "down", "k", *"m"])
        await pilot.pause()
        assert screen.query_one(PickerLine).value == "m"
        assert screen.session.caption == "VB-01:4"


@pytest.mark.parametrize("key", ["x", "m", "u", "g", "f1", "ctrl+p", "1", "space", "shift+down", "f3", "ctrl+f"])
async def test_the_open_picker_owns_the_keyboard(key: str) -> None:
    desk = FakeDesk()
    app = OkqualApp(desk)
    async with app.run_test(size=(100, 32)) as pilot:
        screen = await begin(pilot)
        await pilot.press("k", key)
        await pilot.pause()
        assert app.screen is screen
        assert screen.query_one(Picker).is_open
        assert desk.written == []
        assert screen.session.selection is None


async def test_the_mouse_picks_a_code_and_closes_the_picker_beside_it() -> None:
    desk = FakeDesk()
    app = OkqualApp(desk)
    async with app.run_test(size=(100, 32)) as pilot:
        screen = await begin(pilot)
        await pilot.press("k")
        await pilot.pause()
        await pilot.click("Picker LineList", offset=(4, 1))
        await pilot.pause()
        assert [coding.code for coding in desk.codings] == ["KOH-pv.med"]
        await pilot.press("enter", "k")
        await pilot.click(Reader, offset=(GUTTER + 4, 2))
        await pilot.pause()
        assert not screen.query_one(Picker).is_open
        await pilot.press("x")
        assert desk.written[-1] == "passage.nothing"


async def test_lists_mark_the_line_in_front_by_a_sign() -> None:
    app = OkqualApp(FakeDesk())
    async with app.run_test(size=(100, 32)) as pilot:
        await begin(pilot)
        for key, first, second in (
            ("k", "▸ Samordnat", "▸ Primärvården med"),
            ("t", "▸ referat", "▸ intervjuarens"),
            ("p", "▸ [ ] IP1", "▸ [ ] IP2"),
        ):  # fmt: skip
            await pilot.press(key)
            await pilot.pause(0.1)
            assert first in screen_text(app)
            await pilot.press("down")
            await pilot.pause(0.1)
            assert second in screen_text(app)
            assert first not in screen_text(app)
            await pilot.press("escape")
            await pilot.pause(0.1)
