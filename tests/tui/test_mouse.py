"""The mouse everywhere: a click stands on the line it hit, a second one there does as Enter does; keys are clicked."""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from rich.style import Style
from textual import events
from textual.pilot import Pilot
from textual.widgets import Input, Static

from okqual.model.memo import About
from okqual.study.codebook_editing import define_code
from okqual.study.codebook_lock import lock
from okqual.study.coding import flag_passage
from okqual.study.definitions import code_named
from okqual.study.memos import write_memo
from okqual.study.opening import open_study
from okqual.study.proposing import propose
from okqual.tui.app import OkqualApp
from okqual.tui.desk import Desk
from okqual.tui.screens.asking import AskLine, AskOne, AskSeveral
from okqual.tui.screens.cell import CellScreen
from okqual.tui.screens.code_form import CodeForm
from okqual.tui.screens.deciding import AskValue
from okqual.tui.screens.finding import FindingScreen
from okqual.tui.screens.going import Going
from okqual.tui.screens.leaving import Leaving
from okqual.tui.screens.word_edits import WordEditsScreen
from okqual.tui.study_desk import StudyDesk, open_desk
from okqual.tui.widgets.code_panel import CodePanel
from okqual.tui.widgets.group_columns import GroupColumns
from okqual.tui.widgets.key_line import KeyLine
from okqual.tui.widgets.line_list import LineList
from okqual.tui.widgets.matrix_grid import MatrixGrid
from okqual.tui.widgets.progress_grid import ProgressGrid
from okqual.tui.widgets.reader import Reader
from tests.builders import example_copy, new_study
from tests.study.test_assigning import put
from tests.tui.codebook_builders import codebook_desk
from tests.tui.conftest import screen_text
from tests.tui.examples import until
from tests.tui.test_orphans import desk_with_orphans
from tests.tui.test_places import doubtful
from tests.tui.test_signing import written as statements  # noqa: F401 (fixture)
from tests.tui.test_word_edits import folder, made, read  # noqa: F401 (fixtures)

SIZE = (140, 40)


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = example_copy(tmp_path_factory)
    study = open_study(place, "AK")
    for case in ("KR-01", "KR-03", "VB-01"):
        write_memo(study, About.CASE, case, f"ring {case}")
    flag_passage(study, "VB-01", 20, True)
    study.close()
    return place


@pytest.fixture
def desk(example: Path, tmp_path: Path) -> Iterator[StudyDesk]:
    desk = open_desk(Path(shutil.copytree(example, tmp_path / "copy")), "AK", read_only=False)
    yield desk
    desk.close()


@asynccontextmanager
async def at_place(desk: Desk, mode: str, letters: str) -> AsyncIterator[tuple[OkqualApp, Pilot[None]]]:
    app = OkqualApp(desk)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        await pilot.press(*letters)
        await until(pilot, lambda: app.current_mode == mode and app.screen.query_one("#list", LineList).count > 1)
        yield app, pilot


async def stands_where_pointed(app: OkqualApp, pilot: Pilot[None], row: int) -> None:
    """One click: that line is in front, marked, and nothing else came of it; the wheel goes on. Then a second one."""
    screen, edition = app.screen, app.edition
    lines = screen.query_one("#list", LineList)
    await pilot.click("#list", offset=(6, row))
    await pilot.pause()
    assert (lines.at, app.screen, app.edition) == (row, screen, edition)
    there = lines.content_region
    assert screen_text(app).splitlines()[there.y + row][there.x] == "▸"
    for event, further in ((events.MouseScrollDown, 1), (events.MouseScrollUp, -1)):
        before = lines.at
        await pilot._post_mouse_events([event], "#list", (6, row), button=0)
        await pilot.pause()
        assert (lines.at - before) * further > 0 or before in (0, lines.count - 1), event
    lines.stand(row)
    screen.show_front()  # type: ignore[attr-defined]
    await pilot.pause()
    await pilot.click("#list", offset=(6, row))
    await pilot.pause()


@dataclass
class Opens:
    """A place, the keys that lead there, a line to point at, and what a second click there leads to."""

    mode: str
    letters: str
    row: int
    opened: Callable[[OkqualApp], object]


def is_coding(app: OkqualApp) -> bool:
    return app.current_mode == "coding"


def has_box(box: type) -> Callable[[OkqualApp], object]:
    return lambda app: isinstance(app.screen, box)


OPENS = [
    Opens("values", "gv", 1, is_coding),
    Opens("codebook", "gb", 5, has_box(CodeForm)),
    Opens("code_list", "gk", 2, is_coding),
    Opens("memos", "gn", 1, is_coding),
    Opens("outline", "gp", 2, has_box(AskLine)),
    Opens("findings", "gi", 1, has_box(FindingScreen)),
    Opens("undo_list", "gu", 2, lambda app: "3 ändringar" in screen_text(app)),
]


@pytest.mark.parametrize("place", OPENS, ids=lambda each: each.mode)
async def test_a_click_stands_on_a_line_and_a_second_one_opens_it(desk: StudyDesk, place: Opens) -> None:
    async with at_place(desk, place.mode, place.letters) as (app, pilot):
        await stands_where_pointed(app, pilot, place.row)
        await until(pilot, lambda: place.opened(app))


async def test_two_quick_clicks_open_it_and_a_third_does_nothing_more(desk: StudyDesk) -> None:
    async with at_place(desk, "undo_list", "gu") as (app, pilot):
        before = app.edition
        await pilot.click("#list", offset=(6, 1), times=3)
        await until(pilot, lambda: app.edition == before + 1)
        await pilot.pause(0.1)
        assert app.edition == before + 1


async def test_in_review_the_second_click_places_the_passage() -> None:
    desk = doubtful()
    async with at_place(desk, "review", "gr") as (app, pilot):
        await stands_where_pointed(app, pilot, 1)
        await until(pilot, lambda: "1 osäker passage" in screen_text(app))


async def test_among_codings_without_words_the_second_click_goes_where_they_belong() -> None:
    async with at_place(desk_with_orphans(), "orphans", "gl") as (app, pilot):
        await stands_where_pointed(app, pilot, 1)
        await until(pilot, lambda: is_coding(app))
        assert app.placing is not None


async def test_codings_of_a_changed_definition_and_proposals(tmp_path: Path) -> None:
    desk = codebook_desk(tmp_path / "a")
    study = desk.study
    define_code(study, replace(code_named(study, "KOH-b"), when="Hinder i kommunen."), meaning=True)
    define_code(study, replace(code_named(study, "REL-c"), when="Annat."), meaning=True)
    lock(study)
    study.coder = "TS"
    for name in ("Personalbrist", "Vikarier"):
        propose(study, name, "")
    study.coder = "AK"
    async with at_place(desk, "changed", "gbt") as (app, pilot):
        await stands_where_pointed(app, pilot, 1)
        await until(pilot, lambda: app.edition == 1)
        await pilot.press("g", "b", "p")
        await until(pilot, lambda: app.current_mode == "proposals" and "Vikarier" in screen_text(app))
        await stands_where_pointed(app, pilot, 1)
        await until(pilot, lambda: isinstance(app.screen, AskOne))
        await click_words(app, pilot, "gör bara koden")
        await until(pilot, lambda: app.edition == 2)
    desk.close()


async def test_statements_to_be_signed(statements: Path, tmp_path: Path) -> None:  # noqa: F811
    desk = open_desk(Path(shutil.copytree(statements, tmp_path / "a")), "GR", read_only=False)
    async with at_place(desk, "signing", "gy") as (app, pilot):
        await stands_where_pointed(app, pilot, 2)
        await until(pilot, lambda: app.current_mode == "trace")
        await until(pilot, lambda: app.screen.query_one("#list", LineList).count > 2)
        await stands_where_pointed(app, pilot, 1)
    desk.close()


async def test_links_of_a_trace(desk: StudyDesk) -> None:
    app = OkqualApp(desk)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        app.trace_at("VB-01:5", back="overview")
        await until(pilot, lambda: app.current_mode == "trace" and app.screen.query_one("#list", LineList).count > 4)
        await stands_where_pointed(app, pilot, 1)
        await until(pilot, lambda: is_coding(app))


async def test_units_where_coders_differ(tmp_path: Path) -> None:
    place = new_study(tmp_path / "prov")
    with closing(open_study(place, "AK")) as study:
        put(study, 2, "ja")
        put(study, 4, None, "KOH-onskan")
    with closing(open_study(place, "TS")) as study:
        put(study, 2, "nej")
        put(study, 5, None, "KOH-onskan", note="A-1")
    desk = open_desk(place, "AK", read_only=False)
    async with at_place(desk, "differing", "gd") as (app, pilot):
        await stands_where_pointed(app, pilot, 1)
        await until(pilot, lambda: is_coding(app))
        assert app.back == "differing"
    desk.close()


async def test_edits_made_in_word(folder: Path) -> None:  # noqa: F811
    app = OkqualApp(open_desk(folder / "studie", "AK", read_only=False))
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        screen = await read(pilot, folder / "svar.docx")
        assert isinstance(screen, WordEditsScreen)
        lines = screen.query_one("#list", LineList)
        await pilot.click("#list", offset=(6, 2))
        await pilot.pause()
        assert lines.at == 2
        # Nothing is taken by Enter there, nor by a second click.
        taken = set(screen._taken)
        await pilot.click("#list", offset=(6, 2))
        await pilot.pause()
        assert (lines.at, screen._taken) == (2, taken)


async def test_rows_of_the_overview_cells_of_the_matrix_and_groups(desk: StudyDesk) -> None:
    app = OkqualApp(desk)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        grid = app.screen.query_one(ProgressGrid)
        await pilot.click(ProgressGrid, offset=(6, 4))
        await pilot.pause()
        assert grid.cursor == 3
        await pilot.press("g", "m")
        await until(pilot, lambda: app.current_mode == "matrix" and app.screen.query_one(MatrixGrid).lines)
        cells = app.screen.query_one(MatrixGrid)
        await pilot.click(MatrixGrid, offset=(60, 8))
        await pilot.pause()
        at = (cells.row, cells.column)
        assert at != (0, 0)
        assert screen_text(app).splitlines()[cells.region.y + 8][:60].count("▸") >= 1
        await pilot.click(MatrixGrid, offset=(60, 8), times=2)
        await until(pilot, lambda: isinstance(app.screen, CellScreen))
        await pilot.press("escape", "g", "j")
        await until(pilot, lambda: app.current_mode == "compare" and app.screen.query_one(GroupColumns).groups)
        columns = app.screen.query_one(GroupColumns)
        place = (columns.gutter.left + columns._width + 8, 9)
        await pilot.click(GroupColumns, offset=place)
        await pilot.pause()
        assert (app.current_mode, columns.column) == ("compare", 1)
        quote = columns.quote
        await pilot._post_mouse_events([events.MouseScrollDown], GroupColumns, place, button=0)
        await pilot.pause()
        assert columns.quote == quote + 1
        await pilot._post_mouse_events([events.MouseScrollUp], GroupColumns, place, button=0)
        await pilot.pause()
        await pilot.click(GroupColumns, offset=place)
        await until(pilot, lambda: is_coding(app))


async def test_hits_of_a_search(desk: StudyDesk) -> None:
    app = OkqualApp(desk)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        await pilot.press("g", "h")
        await pilot.pause(0.1)
        await pilot.press(*"samverkan", "enter")
        await until(pilot, lambda: app.screen.query_one("#list", LineList).count > 3)
        await stands_where_pointed(app, pilot, 3)
        await until(pilot, lambda: is_coding(app))
        assert app.back == "search"


async def test_expected_codes_and_passages_in_coding(desk: StudyDesk) -> None:
    app = OkqualApp(desk)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        await pilot.press("enter")
        await until(pilot, lambda: is_coding(app) and app.screen.query(Reader))
        screen: Any = app.screen
        await until(pilot, lambda: screen.session is not None and screen.session.ready)
        while "1 ▌" not in screen_text(app):
            await pilot.press("down")
            await pilot.pause()
        panel = screen.query_one(CodePanel)
        await pilot.click(panel, offset=(3 + panel.gutter.left, 1 + panel.gutter.top))
        await until(pilot, lambda: screen.acts.asking is not None or app.desk.upcoming_undo() is not None)


# Keys in the line of keys.

PLACES = "ömfivrblkjhnwydu"


async def test_every_key_in_the_line_of_keys_is_one_that_does_something_here(desk: StudyDesk) -> None:
    app = OkqualApp(desk)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        for letter in PLACES:
            await pilot.press("down") if app.current_mode == "search" else None
            await pilot.press("g", letter)
            await pilot.pause(0.1)
            line = app.screen.query_one(KeyLine)
            words = line.render()
            clicks = {span.style.meta.get("@click") for span in words.spans if isinstance(span.style, Style)}
            clicks |= {getattr(span.style, "meta", {}).get("@click") for span in words.spans}
            actions = {str(click) for click in clicks if click}
            assert len(actions) > 2, (letter, actions)
            for action in actions:
                owner, _, name = action.partition(".")
                node = {"app": app, "screen": app.screen, "focused": app.focused}[owner]
                assert hasattr(node, f"action_{name.partition('(')[0]}"), (letter, action)
            help_at = screen_text(app).splitlines()[-1].index("F1")
            await pilot.click(KeyLine, offset=(help_at - line.region.x, 0))
            await pilot.pause(0.05)
            assert app.screen.query("HelpPanel"), letter
            await pilot.press("f1")


# Boxes.


async def click_words(app: OkqualApp, pilot: Pilot[None], words: str) -> None:
    """Click where these words stand on the screen."""
    for y, line in enumerate(screen_text(app).splitlines()):
        if words in line:
            await pilot.click(offset=(line.index(words), y))
            await pilot.pause()
            return
    raise AssertionError(screen_text(app))


async def test_choices_of_boxes_and_the_keys_under_them(desk: StudyDesk) -> None:
    app = OkqualApp(desk)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        await pilot.press("g")
        await until(pilot, lambda: isinstance(app.screen, Going))
        await click_words(app, pilot, "temamatris")
        await until(pilot, lambda: app.current_mode == "matrix" and app.screen.query_one(MatrixGrid).lines)
        await pilot.press("f")
        await until(pilot, lambda: isinstance(app.screen, AskOne))
        await click_words(app, pilot, "aktörstyp")
        await until(pilot, lambda: isinstance(app.screen, AskOne) and "länssamordnare" in screen_text(app))
        await click_words(app, pilot, "Esc avbryt")
        await until(pilot, lambda: not isinstance(app.screen, AskOne))
        await pilot.press("g", "j")
        await until(pilot, lambda: app.current_mode == "compare" and app.screen.query_one(GroupColumns).groups)
        await pilot.press("n")
        await until(pilot, lambda: isinstance(app.screen, AskOne))
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, AskSeveral))
        await pilot.click("AskSeveral LineList", offset=(6, 1))
        await pilot.pause()
        assert screen_text(app).count("[x]") == 1
        await click_words(app, pilot, "Enter klar")
        await until(pilot, lambda: isinstance(app.screen, AskLine))
        await click_words(app, pilot, "Esc avbryt")
        await until(pilot, lambda: not isinstance(app.screen, AskLine))


async def test_a_value_is_decided_and_one_leaves_by_clicks(desk: StudyDesk) -> None:
    app = OkqualApp(desk)
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause()
        await pilot.press("g", "v")
        await until(pilot, lambda: app.current_mode == "values" and app.screen.query_one("#list", LineList).count)
        values = app.screen.query_one("#values", Static)
        await pilot.click("#values", offset=(2 + values.gutter.left, values.gutter.top))
        await until(pilot, lambda: isinstance(app.screen, AskLine) and app.screen.query(Input))
        await pilot.press(*"skäl")
        await click_words(app, pilot, "Enter klar")
        await until(pilot, lambda: app.edition == 1)
        await pilot.press("g", "m")
        await until(pilot, lambda: app.current_mode == "matrix" and app.screen.query_one(MatrixGrid).lines)
        await pilot.press("v")
        await until(pilot, lambda: isinstance(app.screen, AskValue) or "!" in screen_text(app).splitlines()[-2])
        if isinstance(app.screen, AskValue):
            await pilot.click("AskValue #values", offset=(2, 0))
            await until(pilot, lambda: not app.screen.query_one(Input).disabled)
            await click_words(app, pilot, "Esc avbryter")
        await pilot.press("ctrl+q")
        await until(pilot, lambda: isinstance(app.screen, Leaving))
        await click_words(app, pilot, "Esc stannar")
        await until(pilot, lambda: not isinstance(app.screen, Leaving))
