"""The mouse in every place of work: a click stands on what it points at, and a key in the line of keys is pressed."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from okqual.model.memo import About
from okqual.study.coding import flag_passage
from okqual.study.memos import write_memo
from okqual.study.opening import open_study
from okqual.tui.app import OkqualApp
from okqual.tui.study_desk import StudyDesk, open_desk
from okqual.tui.widgets.key_line import KeyLine
from okqual.tui.widgets.line_list import LineList
from okqual.tui.widgets.matrix_grid import MatrixGrid
from tests.builders import example_copy
from tests.tui.conftest import screen_text

LISTS = {
    "values": "v",
    "codebook": "b",
    "code_list": "k",
    "memos": "n",
    "undo_list": "u",
    "findings": "i",
    "outline": "p",
}


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = example_copy(tmp_path_factory)
    study = open_study(folder, "AK")
    for case in ("KR-01", "KR-03", "VB-01"):
        write_memo(study, About.CASE, case, f"ring {case}")
    flag_passage(study, "VB-01", 20, True)
    study.close()
    return folder


@pytest.fixture
def desk(example: Path, tmp_path: Path) -> Iterator[StudyDesk]:
    desk = open_desk(Path(shutil.copytree(example, tmp_path / "copy")), "AK", read_only=False)
    yield desk
    desk.close()


async def test_a_click_stands_on_a_line_of_each_list(desk: StudyDesk) -> None:
    app = OkqualApp(desk)
    async with app.run_test(size=(140, 40)) as pilot:
        await pilot.pause()
        for place, letter in LISTS.items():
            await pilot.press("g", letter)
            await pilot.pause(0.1)
            assert app.current_mode == place
            lines = app.screen.query_one("#list", LineList)
            before, row = lines.at, 3 if lines.at != 3 else 4
            await pilot.click("#list", offset=(4, row))
            await pilot.pause()
            # Where a line is chosen by pointing at it, what it leads to is in front now.
            assert app.current_mode != place or len(app.screen_stack) > 1 or lines.at != before, place
            if len(app.screen_stack) > 1:
                await pilot.press("escape")
                await pilot.pause()


async def test_in_the_matrix_a_click_stands_on_a_cell_and_a_second_opens_it(desk: StudyDesk) -> None:
    app = OkqualApp(desk)
    async with app.run_test(size=(140, 40)) as pilot:
        await pilot.press("g", "m")
        await pilot.pause(0.1)
        grid = app.screen.query_one(MatrixGrid)
        before = (grid.row, grid.column)
        await pilot.click(MatrixGrid, offset=(50, 8))
        await pilot.pause(0.1)
        assert (grid.row, grid.column) != before


async def test_hits_of_a_search_and_groups_are_pointed_at(desk: StudyDesk) -> None:
    app = OkqualApp(desk)
    async with app.run_test(size=(140, 40)) as pilot:
        await pilot.press("g", "h")
        await pilot.pause(0.1)
        await pilot.press(*"samverkan", "enter")
        await pilot.pause(0.3)
        await pilot.click("#list", offset=(4, 3))
        await pilot.pause(0.2)
        assert app.current_mode == "coding"
        assert app.back == "search"
        await pilot.press("g", "j")
        await pilot.pause(0.1)
        columns: Any = app.screen.query_one("GroupColumns")
        await pilot.click("GroupColumns", offset=(columns._width + 8, 9))
        await pilot.pause()
        assert columns.column == 1


async def test_a_key_in_the_line_of_keys_is_pressed_by_a_click(desk: StudyDesk) -> None:
    app = OkqualApp(desk)
    async with app.run_test(size=(140, 40)) as pilot:
        for letter in ("v", "m", "g"):
            await pilot.press("g", letter)
            await pilot.pause(0.05)
            line = app.screen.query_one(KeyLine)
            help_at = screen_text(app).splitlines()[-1].index("F1")
            await pilot.click(KeyLine, offset=(help_at - line.region.x, 0))
            await pilot.pause(0.05)
            assert app.screen.query("HelpPanel"), letter
            await pilot.press("f1")
