"""Places of a large study: drawn at once, read beside the keys, and then as those of a small one."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from okqual.study import case_values, coding
from okqual.study.browsing import note
from okqual.tui import study_desk
from okqual.tui.app import OkqualApp
from okqual.tui.screens.answers import AnswersScreen
from okqual.tui.screens.base import Place
from okqual.tui.study_desk import StudyDesk, open_desk
from tests.builders import new_study
from tests.tui.conftest import screen_text

CODE = "KOH-samordnat"
PLACES = {
    "g": "coding",
    "f": "answers",
    "m": "matrix",
    "v": "values",
    "b": "codebook",
    "k": "code_list",
    "j": "compare",
}


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[StudyDesk]:
    desk = open_desk(new_study(tmp_path / "studie"), "AK", read_only=False)
    for case, values in (("A-1", ("ja", "nej")), ("A-2", ("nej", "ja"))):
        passage = next(p for p in note(desk.study, case).passages if "2" in p.questions)
        for number, value in enumerate(values):
            made = coding.apply_code(desk.study, case, passage.start + number, passage.end, CODE, value)
            coding.set_coding_participants(desk.study, made.id, (f"IP{1 + number}",))
    yield desk
    desk.close()


async def read(pilot: Pilot[None]) -> None:
    """Wait until the place in front has been read."""
    end = time.monotonic() + 20
    await pilot.pause()
    while isinstance(pilot.app.screen, Place) and pilot.app.screen.is_reading and time.monotonic() < end:
        await pilot.pause(0.02)
    await pilot.pause()


async def seen(desk: StudyDesk) -> dict[str, str]:
    """Each place as it looks when one goes there."""
    app, found = OkqualApp(desk), {}
    async with app.run_test(size=(140, 40)) as pilot:
        await pilot.pause()
        for letter, name in PLACES.items():
            await pilot.press("g", letter)
            await read(pilot)
            found[name] = screen_text(app)
    return found


async def test_each_place_shows_what_it_shows_of_a_small_study(
    desk: StudyDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    small = await seen(desk)
    monkeypatch.setattr(study_desk, "LARGE", 0)
    large = await seen(desk)

    for name, words in small.items():
        assert large[name] == words, name


async def test_keys_are_answered_while_a_place_is_read_and_the_later_reading_counts(
    desk: StudyDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(study_desk, "LARGE", 0)
    hold = asyncio.Event()
    slow: list[Callable[[], object]] = []

    async def waiting(work: Callable[..., Any], *given: Any) -> Any:
        found = work(*given)
        if not hold.is_set():
            slow.append(work)
            await hold.wait()
        return found

    app = OkqualApp(desk)
    async with app.run_test(size=(140, 40)) as pilot:
        await pilot.pause()
        monkeypatch.setattr("okqual.tui.screens.base.aside", waiting)
        await pilot.press("g", "v")
        await pilot.pause()
        assert slow
        assert "Studien läses" in screen_text(app)
        # Nothing is decided on what is not there yet, and one can go elsewhere.
        await pilot.press("1", "g", "b")
        await pilot.pause()
        assert app.current_mode == "codebook"
        hold.set()
        await pilot.press("g", "v")
        await read(pilot)
        assert "Studien läses" not in screen_text(app)
        assert "A-1" in screen_text(app)
    assert len(case_values.open_values(desk.study)) == 2


async def test_a_decided_value_leaves_the_list_before_the_next_key(
    desk: StudyDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(study_desk, "LARGE", 0)
    app = OkqualApp(desk)
    async with app.run_test(size=(140, 40)) as pilot:
        await pilot.press("g", "v")
        await read(pilot)
        await pilot.press("1", *"skäl", "enter", "1", "enter")
        await pilot.pause()

        assert case_values.open_values(desk.study) == []
        decided = case_values.all_values(desk.study)
        assert [(each.case, each.decided.reason if each.decided else "") for each in decided] == [
            ("A-1", "skäl"), ("A-2", "skäl"),
        ]  # fmt: skip


async def test_another_question_is_read_beside_the_keys(desk: StudyDesk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(study_desk, "LARGE", 0)
    hold = asyncio.Event()
    hold.set()

    async def waiting(work: Callable[..., Any], *given: Any) -> Any:
        found = work(*given)
        await hold.wait()
        return found

    monkeypatch.setattr("okqual.tui.screens.base.aside", waiting)
    app = OkqualApp(desk)
    async with app.run_test(size=(140, 40)) as pilot:
        await pilot.pause()
        await pilot.press("g", "f")
        await read(pilot)
        screen = app.screen
        assert isinstance(screen, AnswersScreen)
        session = screen.session
        assert session is not None
        there = list(session.overall())
        await pilot.press("ctrl+up")
        await read(pilot)
        assert session.case == there[0]

        hold.clear()
        await pilot.press("ctrl+down", "ctrl+down")
        assert session.case == there[0], "the key is answered, the answers are still being read"
        assert "Studien läses" in screen_text(app)
        # What is coded meanwhile is not missing from what comes.
        await pilot.press("x")
        assert session.steps == 1
        hold.set()
        await read(pilot)
        assert session.case == there[2], "each key counts"
