"""Start, overview, review, the command list, and what happens when something goes wrong."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from textual.app import App
from textual.widgets import Input

from okqual.errors import OkqualError
from okqual.messages import message, set_language
from okqual.model.interview import CaseProgress
from okqual.model.note import Why
from okqual.tui import recents
from okqual.tui.app import OkqualApp
from okqual.tui.keys import ALL, APP, named
from okqual.tui.screens.coding import CodingScreen
from okqual.tui.screens.overview import OverviewScreen
from okqual.tui.screens.review import ReviewScreen
from okqual.tui.settings import Settings, read_settings
from okqual.tui.verbs.reports import write_matrix
from okqual.tui.widgets.picker import Picker
from tests.tui.conftest import screen_text
from tests.tui.desk_builders import FakeDesk, hostile_notes, usual_notes
from tests.tui.examples import until


def told(app: App[None]) -> list[str]:
    return [notice.message for notice in app._notifications]


# Keys.


def test_ids_of_keys_are_unique_and_have_words() -> None:
    bindings = {id(binding): binding for bindings in ALL for binding in bindings}.values()
    ids = [binding.id for binding in bindings]
    assert None not in ids
    assert len(ids) == len(set(ids))
    for binding in bindings:
        assert message(binding.description) != binding.description
        assert binding.tooltip


def test_no_key_means_two_things_on_a_screen() -> None:
    for bindings in ALL:
        keys = [key for binding in (*bindings, *APP * (bindings is not APP)) for key in binding.key.split(",")]
        assert len(keys) == len(set(keys))


async def test_a_key_can_be_replaced_by_its_id() -> None:
    desk = FakeDesk()
    app = OkqualApp(desk, settings=Settings(keymap={"coding.pick": "s"}))
    async with app.run_test(size=(100, 32)) as pilot:
        await pilot.press("enter")
        await pilot.pause(0.1)
        assert "s sök kod" in screen_text(app)
        await pilot.press("k")
        assert not app.screen.query_one(Picker).is_open
        await pilot.press("s")
        assert app.screen.query_one(Picker).is_open


def test_settings_of_the_study_go_before_ones_own_and_faults_are_named() -> None:
    own = {"theme": "ljust", "keys": {"coding.pick": "s", "coding.memo": "a"}}
    chosen = read_settings(own, {"theme": "mörkt", "signs": "ascii", "keys": {"coding.pick": "d", "coding.nix": "q"}})
    assert chosen.theme == "mörkt"
    assert chosen.ascii_signs
    assert chosen.keymap == {"coding.pick": "d", "coding.memo": "a"}
    assert chosen.faults == ("coding.nix",)
    assert read_settings({"theme": "rosa"}, {}).faults == ("rosa",)
    assert {name for bindings in ALL for name in named(bindings)} >= {"coding.pick", "app.quit"}


async def test_faulty_settings_are_told_and_the_app_goes_on() -> None:
    app = OkqualApp(FakeDesk(), settings=read_settings({"theme": "rosa"}, {}))
    async with app.run_test() as pilot:
        await pilot.pause()
        assert told(app) == ["Inställningar som inte betyder något: rosa"]
        assert app.theme == "mörkt"


# Overview.


async def test_the_overview_goes_on_where_the_coder_stopped() -> None:
    desk = FakeDesk()
    desk.keep_position("VB-03", 2)
    app = OkqualApp(desk)
    async with app.run_test(size=(100, 32)) as pilot:
        await pilot.pause()
        assert "Nästa: fortsätt VB-03:2" in screen_text(app)
        await pilot.press("enter")
        await pilot.pause(0.1)
        assert app.screen.session.caption == "VB-03:2"


async def test_the_overview_shows_what_was_coded_meanwhile() -> None:
    app = OkqualApp(FakeDesk())
    async with app.run_test(size=(100, 32)) as pilot:
        await pilot.press("enter")
        await pilot.pause(0.1)
        await pilot.press("1", "1", "space", "x", "g", "ö")
        await pilot.pause(0.1)
        assert "·  ●  ◔  ◔" in screen_text(app)
        assert "2 genomgångna" in screen_text(app)


async def test_signs_can_be_letters() -> None:
    app = OkqualApp(FakeDesk(), settings=Settings(ascii_signs=True))
    async with app.run_test(size=(100, 32)) as pilot:
        await pilot.pause()
        assert ".  e  e  e" in screen_text(app)
        assert "◔" not in screen_text(app)


async def test_thousands_of_interviews_are_no_matter() -> None:
    class Large(FakeDesk):
        def overview(self) -> tuple[CaseProgress, ...]:
            row = self._row("VB-01")
            return tuple(replace(row, case=f"VB-{number:04}") for number in range(5000))

    app = OkqualApp(Large())
    async with app.run_test(size=(100, 32)) as pilot:
        await pilot.pause()
        await pilot.press("end")
        await pilot.pause()
        assert "▸ VB-4999" in screen_text(app)
        await pilot.press("pageup", "home")
        await pilot.pause()
        assert "▸ VB-0000" in screen_text(app)


async def test_a_double_click_opens_an_interview() -> None:
    app = OkqualApp(FakeDesk())
    async with app.run_test(size=(100, 32)) as pilot:
        await pilot.pause()
        await pilot.click("#grid", offset=(5, 2), times=2)
        await pilot.pause(0.1)
        assert isinstance(app.screen, CodingScreen)
        assert app.screen.session.case == "VB-03"


# Review.


def doubtful() -> FakeDesk:
    now = usual_notes()[0]
    passages = list(now.passages)
    passages[1] = replace(passages[1], suggested=("4",), confidence=71)
    passages[2] = replace(passages[2], questions=(), why=Why.UNPLACED, confidence=0)
    return FakeDesk([replace(now, passages=tuple(passages))])


async def test_review_places_what_the_reading_was_unsure_of() -> None:
    desk = doubtful()
    app = OkqualApp(desk)
    async with app.run_test(size=(100, 32)) as pilot:
        await pilot.press("g", "r")
        await pilot.pause(0.1)
        assert "2 osäkra passager" in screen_text(app)
        await pilot.press("enter")
        assert desk.notes["VB-01"].passages[1].questions == ("4",)
        await pilot.press("right", "right", "enter")
        assert desk.notes["VB-01"].passages[2].questions == ("2",)
        assert "Inga osäkra passager" in screen_text(app)
        await pilot.press("u")
        await pilot.pause()
        assert "1 osäker passage" in screen_text(app)
        await pilot.press("o")
        await pilot.pause(0.1)
        assert app.screen.session.caption == "VB-01:3"


@pytest.mark.parametrize("size", [(80, 24), (140, 40)])
async def test_review_as_it_is_drawn(size: tuple[int, int], golden: Callable[[App[None], str], None]) -> None:
    app = OkqualApp(doubtful())
    async with app.run_test(size=size) as pilot:
        await pilot.press("g", "r")
        await pilot.pause(0.1)
        golden(app, f"review-{size[0]}")


async def test_coding_follows_what_review_moved() -> None:
    app = OkqualApp(doubtful())
    async with app.run_test(size=(100, 32)) as pilot:
        await pilot.press("enter")
        await pilot.pause(0.1)
        await pilot.press("g", "r")
        await pilot.pause(0.1)
        await pilot.press("enter", "g", "g")
        await pilot.pause(0.1)
        assert "4. Behov" in screen_text(app).split("Gemensam")[0]


# Command list.


async def test_the_command_list_has_every_verb_by_name() -> None:
    desk = FakeDesk()
    app = OkqualApp(desk)
    async with app.run_test(size=(100, 32)) as pilot:
        await pilot.press("enter")
        await pilot.pause(0.1)
        await pilot.press("ctrl+p", *"inget att koda i resten")
        await pilot.pause(0.5)
        await pilot.press("enter")
        await pilot.pause(0.2)
        assert desk.written == ["passage.nothing"]


@pytest.mark.parametrize(
    ("language", "told", "asked"),
    [("sv", "Inget kommando passar.", "Sök kommando"), ("en", "No command fits.", "Search commands")],
)
async def test_the_command_list_speaks_the_language_in_use(language: str, told: str, asked: str) -> None:
    set_language(language)
    app = OkqualApp(FakeDesk())
    async with app.run_test(size=(100, 32)) as pilot:
        await pilot.press("ctrl+p")
        await pilot.pause(0.3)
        assert asked in screen_text(app)
        await pilot.press(*"qqq")
        await pilot.pause(1)
        assert told in screen_text(app)
        assert "No matches" not in screen_text(app)


async def test_only_my_codings_by_the_command_list() -> None:
    desk = FakeDesk()
    app = OkqualApp(desk)
    async with app.run_test(size=(100, 32)) as pilot:
        await pilot.pause()
        await pilot.press("ctrl+p", *"bara mina")
        await pilot.pause(0.5)
        await pilot.press("enter")
        await pilot.pause(0.3)
        assert not desk.everyone
        assert isinstance(app.screen, OverviewScreen)


async def test_notes_are_read_in_behind_a_box(tmp_path: Path) -> None:
    for name in ("VB-07", "VB-08"):
        (tmp_path / f"{name}.txt").write_text("Ett nytt svar.", encoding="utf-8")
    desk = FakeDesk()
    app = OkqualApp(desk)
    async with app.run_test(size=(100, 32)) as pilot:
        await pilot.pause()
        await pilot.press("ctrl+p", *"läs in")
        await pilot.pause(0.5)
        await pilot.press("enter")
        await pilot.pause(0.2)
        app.screen.query_one(Input).value = str(tmp_path)
        await pilot.press("enter")
        await app.workers.wait_for_complete()
        await pilot.pause(0.2)
        assert told(app) == ["Läste in 2 nya anteckningar."]
        assert "VB-08" in screen_text(app)


async def test_help_is_swedish_and_lists_the_keys() -> None:
    app = OkqualApp(FakeDesk())
    async with app.run_test(size=(140, 60)) as pilot:
        await pilot.press("enter")
        await pilot.pause(0.1)
        await pilot.press("f1")
        await pilot.pause(0.3)
        seen = screen_text(app)
        assert "En passage i taget" in seen
        assert "nyckelcitat" in seen
        for english in ("Focus", "Copy", "Quit", "Scroll", "palette", "Search"):
            assert english not in seen
        await pilot.press("f1")
        await pilot.pause(0.2)
        assert "En passage i taget" not in screen_text(app)


# What goes wrong.


async def test_an_error_in_a_job_is_told_and_the_box_goes_away() -> None:
    class Full(FakeDesk):
        def write_matrix(self) -> Path:
            raise OkqualError("errors.cannot_write", {"file": "x.docx"}, "errors.cannot_write.try")

    app = OkqualApp(Full())
    async with app.run_test(size=(100, 32)) as pilot:
        write_matrix(app)
        await app.workers.wait_for_complete()
        await pilot.pause(0.2)
        assert len(told(app)) == 1
        assert "x.docx" in told(app)[0]
        assert isinstance(app.screen, OverviewScreen)
        await pilot.press("down")


async def test_an_unforeseen_error_in_a_job_is_told_too() -> None:
    class Broken(FakeDesk):
        def write_matrix(self) -> Path:
            raise ZeroDivisionError("[b]noll[/b]")

    app = OkqualApp(Broken())
    async with app.run_test(size=(100, 32)) as pilot:
        write_matrix(app)
        await pilot.pause(0.3)
        assert "ZeroDivisionError: [b]noll[/b]" in told(app)[0]
        assert app.is_running


async def test_the_app_closes_after_long_work_behind_a_box() -> None:
    class Slow(FakeDesk):
        def write_matrix(self) -> Path:
            import time

            time.sleep(0.4)
            return Path("x.docx")

    app = OkqualApp(Slow())

    async def journey() -> None:
        async with app.run_test(size=(100, 32)) as pilot:
            write_matrix(app)
            await pilot.pause(0.1)
            await pilot.press("1", "escape", "space")
            await app.workers.wait_for_complete()
            await pilot.pause(0.1)
            assert isinstance(app.screen, OverviewScreen)
            await pilot.press("ctrl+q")

    await asyncio.wait_for(journey(), 20)


async def test_ctrl_c_says_how_to_leave() -> None:
    app = OkqualApp(FakeDesk())
    async with app.run_test() as pilot:
        await pilot.press("ctrl+c")
        assert told(app) == ["Ctrl+Q avslutar. Allt är redan sparat."]


# Start.


@pytest.mark.parametrize("size", [(80, 24), (140, 40)])
async def test_the_start_screen_as_it_is_drawn(size: tuple[int, int], golden: Callable[[App[None], str], None]) -> None:
    app = OkqualApp(None, "AK")
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        golden(app, f"start-{size[0]}")


async def test_the_start_screen(golden: Callable[[App[None], str], None]) -> None:
    app = OkqualApp(None, "AK")
    async with app.run_test(size=(100, 24)) as pilot:
        await pilot.pause()
        golden(app, "start")
        await pilot.press("f2")
        await pilot.pause()
        app.screen.query_one(Input).value = "TS"
        await pilot.press("enter")
        await pilot.pause()
        assert "TS · byt med F2" in screen_text(app)


async def test_a_folder_without_a_study_is_told(tmp_path: Path) -> None:
    app = OkqualApp(None, "AK")
    async with app.run_test(size=(100, 24)) as pilot:
        await pilot.press("down", "down", "enter")
        await pilot.pause()
        app.screen.query_one(Input).value = str(tmp_path)
        await pilot.press("enter")
        await pilot.pause()
        assert len(told(app)) == 1
        assert app.current_mode == "start"


def test_studies_opened_last_come_first_and_gone_ones_not_at_all(tmp_path: Path) -> None:
    for name in ("ett", "två"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "okqual.db").write_bytes(b"")
        recents.remember(f"[b]{name}[/b]", tmp_path / name)
    recents.remember("borta", tmp_path / "borta")
    assert [each.name for each in recents.recent_studies()] == ["[b]två[/b]", "[b]ett[/b]"]


@pytest.mark.parametrize("mode", ["overview", "review"])
async def test_hostile_text_in_every_place(mode: str) -> None:
    notes = [replace(each, passages=tuple(replace(p, confidence=1) for p in each.passages)) for each in hostile_notes()]
    app = OkqualApp(FakeDesk(notes))
    async with app.run_test(size=(140, 40)) as pilot:
        await pilot.press("g", "ö" if mode == "overview" else "r")
        await until(pilot, lambda: "[b]VB-01[/i]" in screen_text(app))
        assert isinstance(app.screen, OverviewScreen if mode == "overview" else ReviewScreen)
        assert "\x1b" not in screen_text(app)
