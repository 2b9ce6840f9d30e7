"""The list of changes by its keys, the box on leaving, and the place that is known after a kill."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from textual.app import App

from okqual.store import queries
from okqual.study import coding, positions
from okqual.study.codings_file import import_codings
from okqual.study.opening import open_study
from okqual.study.segments import split_coding
from okqual.tui.app import OkqualApp
from okqual.tui.screens.leaving import Leaving
from okqual.tui.screens.undo_list import UndoListScreen
from okqual.tui.study_desk import StudyDesk
from tests.store.histories import load_note, new_study
from tests.tui.conftest import screen_text
from tests.tui.test_coding_screen import begin, line


@pytest.fixture(autouse=True)
def _utc(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("TZ", "UTC")
    if hasattr(time, "tzset"):
        time.tzset()
    yield
    monkeypatch.undo()
    if hasattr(time, "tzset"):
        time.tzset()


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[StudyDesk]:
    study = new_study(tmp_path / "prov")
    load_note(study, 1, passages=6)
    desk = StudyDesk(study)
    yield desk
    desk.close()


def a_morning(desk: StudyDesk, folder: Path) -> None:
    """A coding that is split, a memo, an import, a mark."""
    study = desk.study
    spans = queries.note_now(study.db, "N-1").passages
    made = coding.apply_code(study, "N-1", spans[0].start, spans[1].end, "KOH-b", memo="m [b]x[/b]")
    split_coding(study, made.id, spans[1].start)
    coding.set_memo(study, made.id, "om [red]detta[/red]")
    file = folder / "koder.csv"
    file.write_text("case,quote,code,coder\nN-1,Rad 3 i,KOH-b,AK\nN-1,Rad 4 i,REL-c,AK\n", encoding="utf-8")
    import_codings(study, file)
    coding.nothing_to_code(study, "N-1", [5])


async def look(app: OkqualApp, pilot) -> UndoListScreen:
    await pilot.press("g", "u")
    await pilot.pause(0.2)
    screen = app.screen
    assert isinstance(screen, UndoListScreen)
    return screen


async def test_stepping_marks_how_far_and_enter_undoes_and_redoes(desk: StudyDesk, tmp_path: Path) -> None:
    a_morning(desk, tmp_path)
    before = {c.id: c for c in queries.all_codings(desk.study.db)}
    app = OkqualApp(desk)
    async with app.run_test(size=(100, 32)) as pilot:
        await pilot.pause(0.1)
        await look(app, pilot)
        assert "Enter ångrar den här ändringen" in screen_text(app)
        await pilot.press("down", "down")
        seen = screen_text(app)
        assert "Enter ångrar 3 ändringar" in seen
        assert "importen av kodningar" in seen
        assert "delningen av Utmaning på N-1:" in seen
        await pilot.press("enter")
        await pilot.pause()
        assert line(app) == "✓ Ångrade 3 ändringar"
        assert screen_text(app).count("ångrad\n") == 3
        assert len(queries.all_codings(desk.study.db)) == 2
        await pilot.press("up", "up", "up")
        assert "Enter gör om 3 ändringar" in screen_text(app)
        await pilot.press("enter")
        await pilot.pause()
        assert {c.id: c for c in queries.all_codings(desk.study.db)} == before
        await pilot.press("escape")
        await pilot.pause(0.2)
        assert app.current_mode == "coding"
        assert app.screen.session.work.codings == before


async def test_the_coding_screen_takes_in_what_was_undone_in_the_list(desk: StudyDesk) -> None:
    app = OkqualApp(desk)
    async with app.run_test(size=(100, 32)) as pilot:
        screen = await begin(pilot)
        await pilot.press("home", "2", "down", "2")
        await pilot.pause()
        made = queries.all_codings(desk.study.db)
        await look(app, pilot)
        await pilot.press("enter")
        await pilot.pause()
        await pilot.press("escape")
        await pilot.pause(0.2)
        assert len(screen.session.work.codings) == len(made) - 1
        await pilot.press("u")
        assert len(screen.session.work.codings) == len(made) - 2
        await pilot.press("U", "U")
        assert {c.id for c in screen.session.work.codings.values()} == {c.id for c in made}


async def test_what_another_builds_on_stays_and_is_said(desk: StudyDesk) -> None:
    spans = queries.note_now(desk.study.db, "N-1").passages
    made = coding.apply_code(desk.study, "N-1", spans[0].start, spans[0].end, "KOH-b")
    other = open_study(desk.folder, "TS")
    coding.set_memo(other, made.id, "ser det inte så")
    other.close()
    app = OkqualApp(desk)
    async with app.run_test(size=(100, 32)) as pilot:
        await pilot.pause(0.1)
        await look(app, pilot)
        await pilot.press("enter")
        await pilot.pause()
        assert any("TS" in notice.message for notice in app._notifications)
        assert queries.coding(desk.study.db, made.id) is not None


async def test_an_empty_list_and_a_small_terminal(tmp_path: Path) -> None:
    study = new_study(tmp_path / "tom")
    desk = StudyDesk(study)
    app = OkqualApp(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause(0.1)
        await look(app, pilot)
        await pilot.press("down", "down", "enter", "enter", "enter")
        await pilot.resize_terminal(20, 5)
        await pilot.press("up", "enter", "pagedown", "enter")
        await pilot.resize_terminal(80, 24)
        await pilot.pause(0.1)
        assert app.is_running
    desk.close()


@pytest.mark.parametrize("size", [(80, 24), (140, 40)])
async def test_the_list_as_it_is_drawn(
    desk: StudyDesk, tmp_path: Path, size: tuple[int, int], golden: Callable[[App[None], str], None]
) -> None:
    a_morning(desk, tmp_path)
    app = OkqualApp(desk)
    async with app.run_test(size=size) as pilot:
        await pilot.pause(0.1)
        await look(app, pilot)
        await pilot.press("enter", "down", "down")
        await pilot.pause(0.1)
        golden(app, f"undo-list-{size[0]}")


# Leaving.


@pytest.mark.parametrize("size", [(80, 24), (140, 40)])
async def test_the_box_on_leaving_says_what_was_done(
    desk: StudyDesk, tmp_path: Path, size: tuple[int, int], golden: Callable[[App[None], str], None]
) -> None:
    app = OkqualApp(desk)
    async with app.run_test(size=size) as pilot:
        screen = await begin(pilot)
        a_morning(desk, tmp_path)
        await pilot.press("ctrl+q")
        await pilot.pause(0.1)
        assert isinstance(app.screen, Leaving)
        golden(app, f"leaving-{size[0]}")
        await pilot.press("escape")
        await pilot.pause(0.1)
        assert app.screen is screen
        await pilot.press("ctrl+q", "enter")
        await pilot.pause(0.1)
        assert app._exit


async def test_nothing_done_is_left_without_a_box(desk: StudyDesk) -> None:
    app = OkqualApp(desk)
    async with app.run_test(size=(100, 32)) as pilot:
        await begin(pilot)
        await pilot.press("x", "u", "ctrl+q")
        assert app._exit


async def test_the_place_is_known_without_leaving_as_after_a_kill(desk: StudyDesk) -> None:
    app = OkqualApp(desk)
    async with app.run_test(size=(100, 32)) as pilot:
        screen = await begin(pilot)
        await pilot.press("down", "down")
        number = screen.session.passage.number
        for _ in range(40):
            await pilot.pause(0.1)
            kept = positions.position(desk.study)
            if kept is not None and kept.number == number:
                break
        assert (kept.note, kept.number) == ("N-1", number)
