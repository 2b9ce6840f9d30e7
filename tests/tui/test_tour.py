"""The tour of the example goes on as its steps are done, by keys alone."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from textual.app import App

from okqual.tui import places
from okqual.tui.app import OkqualApp
from okqual.tui.screens.asking import AskPath
from okqual.tui.screens.coding import CodingScreen
from okqual.tui.study_desk import StudyDesk
from okqual.tui.tour import STEPS, Tour, TourLine
from tests.tui.conftest import screen_text
from tests.tui.examples import desk, example, needed, until  # noqa: F401 (fixtures)

pytestmark = needed


async def test_the_whole_tour(desk: StudyDesk) -> None:  # noqa: F811
    app = OkqualApp(desk)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        tour = Tour(app)
        await until(pilot, lambda: f"1/{len(STEPS)}" in screen_text(app))
        await pilot.press("enter")
        await until(pilot, lambda: f"2/{len(STEPS)}" in screen_text(app))
        await pilot.press("k")
        await until(pilot, lambda: f"3/{len(STEPS)}" in screen_text(app))
        await pilot.press(*"samordnat", "enter")
        await pilot.pause(0.2)
        await pilot.press("1")
        await until(pilot, lambda: f"4/{len(STEPS)}" in screen_text(app))
        await pilot.press("u")
        await until(pilot, lambda: f"5/{len(STEPS)}" in screen_text(app))
        await pilot.press("g", "m")
        await until(pilot, lambda: f"6/{len(STEPS)}" in screen_text(app))
        await pilot.press("ctrl+p", *"temamatris word")
        await pilot.pause(0.6)
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, AskPath) and app.focused is not None)
        await pilot.press("enter")
        await until(pilot, lambda: f"7/{len(STEPS)}" in screen_text(app))
        await pilot.press("g", "s")
        await until(pilot, lambda: not tour.is_on)


async def test_a_click_ends_it(desk: StudyDesk) -> None:  # noqa: F811
    app = OkqualApp(desk)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        tour = Tour(app)
        await until(pilot, lambda: app.screen.query(TourLine))
        await pilot.pause(0.1)
        await pilot.click(TourLine)
        await until(pilot, lambda: not tour.is_on and not app.screen.query(TourLine))
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, CodingScreen))


async def test_a_key_ends_it_and_so_does_a_command(desk: StudyDesk) -> None:  # noqa: F811
    app = OkqualApp(desk)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        assert "end_tour" not in dict(places.commands(app))
        for end in (lambda: pilot.press("f9"), lambda: pilot.app.run_action("end_tour")):
            tour = Tour(app)
            await until(pilot, lambda: "F9 avslutar rundturen" in screen_text(app))
            assert "end_tour" in dict(places.commands(app))
            await end()
            await until(pilot, lambda tour=tour: not tour.is_on and not app.screen.query(TourLine))
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, CodingScreen))


@pytest.mark.parametrize("size", [(80, 24), (140, 40)])
async def test_the_line_as_it_is_drawn(
    desk: StudyDesk,  # noqa: F811
    size: tuple[int, int],
    golden: Callable[[App[None], str], None],
) -> None:
    app = OkqualApp(desk)
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        Tour(app)
        await until(pilot, lambda: f"1/{len(STEPS)}" in screen_text(app))
        golden(app, f"tour-{size[0]}")
