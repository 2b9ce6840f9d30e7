"""Escape in coding leads back to the place of work that one came from, once, and not past a selection."""

from __future__ import annotations

from okqual.model.interview import Position
from okqual.tui.app import OkqualApp
from tests.tui.conftest import screen_text
from tests.tui.desk_builders import FakeDesk


async def test_escape_leads_back_to_where_one_came_from_and_then_no_more() -> None:
    app = OkqualApp(FakeDesk())
    async with app.run_test(size=(100, 32)) as pilot:
        await pilot.press("g", "r")
        await pilot.pause(0.1)
        app.code_at(Position("VB-01", "VB-01", 2, 0), back="review")
        await pilot.pause(0.2)
        assert app.current_mode == "coding"
        assert "Esc går tillbaka dit du kom ifrån." in screen_text(app)
        await pilot.press("shift+right", "escape")
        await pilot.pause()
        assert app.current_mode == "coding"
        await pilot.press("escape")
        await pilot.pause(0.2)
        assert app.current_mode == "review"
        await pilot.press("g", "g")
        await pilot.pause(0.2)
        await pilot.press("escape")
        await pilot.pause(0.2)
        assert app.current_mode == "coding"
