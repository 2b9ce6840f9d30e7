"""Python's search for unreachable objects waits for a pause: it takes longer than a key may."""

from __future__ import annotations

import asyncio
import gc

import pytest

from okqual.tui import collecting
from okqual.tui.app import OkqualApp
from tests.tui.desk_builders import FakeDesk


def old_ones_looked_through() -> int:
    return int(gc.get_stats()[2]["collections"])


async def test_keys_are_not_interrupted_and_a_pause_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(collecting, "PAUSE", 3)
    usual, frozen = gc.get_threshold(), gc.get_freeze_count()
    app = OkqualApp(FakeDesk())
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.pause()
        app.switch_mode("coding")
        await pilot.press("down")
        before = old_ones_looked_through()
        for _ in range(20):
            await pilot.press("down", "1", "u", "up")
        assert old_ones_looked_through() == before
        async with asyncio.timeout(10):
            while old_ones_looked_through() == before:
                await asyncio.sleep(0.05)
        await asyncio.sleep(collecting.EVERY * 3)
        assert old_ones_looked_through() == before + 1, "one pause, one look"
        assert gc.get_freeze_count() > frozen, "what is alive is not walked again"
    assert gc.get_threshold() == usual


async def test_in_a_long_rest_all_is_looked_through(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(collecting, "REST", collecting.PAUSE)
    done: list[bool] = []
    monkeypatch.setattr(collecting, "tidy", lambda: done.append(True))
    app = OkqualApp(FakeDesk())
    async with app.run_test(size=(100, 30)):
        async with asyncio.timeout(10):
            while not done:
                await asyncio.sleep(0.05)
