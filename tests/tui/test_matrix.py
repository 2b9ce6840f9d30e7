"""The framework matrix on screen: from a cell to its evidence in context and back, written, linked, decided, undone."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from okqual.model.results import CellKind
from okqual.model.summary import Cell, ColumnKind, RowKind
from okqual.study import summarising
from okqual.study.opening import shipped
from okqual.tui.app import OkqualApp
from okqual.tui.screens import cell as cell_screen
from okqual.tui.screens.cell import CellScreen
from okqual.tui.screens.matrix import MatrixScreen
from okqual.tui.screens.values import ValuesScreen
from okqual.tui.study_desk import StudyDesk, open_desk
from tests.builders import example_study
from tests.tui.conftest import screen_text
from tests.tui.examples import until

NOTES = [path for path in shipped("transcripts").glob("*") if path.suffix in {".docx", ".md", ".txt"}]
pytestmark = pytest.mark.skipif(len(NOTES) < 3, reason="the example's notes are not in this checkout")
FIRST = Cell(RowKind.CASE, "KR-05", ColumnKind.CODE, "EFF-kunskap.stimulerat")
Golden = Callable[[OkqualApp, str], None]


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return example_study(tmp_path_factory)


@pytest.fixture
def desk(example: Path, tmp_path: Path) -> Iterator[StudyDesk]:
    desk = open_desk(Path(shutil.copytree(example, tmp_path / "copy")), "AK", read_only=False)
    yield desk
    desk.close()


async def to_summaries(app: OkqualApp, pilot) -> MatrixScreen:
    await pilot.press("g", "m")
    await pilot.pause(0.1)
    assert isinstance(app.screen, MatrixScreen)
    await pilot.press("c", "c", "c")
    await pilot.pause()
    assert app.screen.view.cells is CellKind.SUMMARY
    return app.screen


async def test_from_the_matrix_into_a_cell_to_the_passage_and_back(desk: StudyDesk) -> None:
    app = OkqualApp(desk)
    async with app.run_test(size=(140, 40)) as pilot:
        await pilot.pause()
        await to_summaries(app, pilot)
        await pilot.press("enter")
        await pilot.pause(0.1)
        assert isinstance(app.screen, CellScreen)
        await pilot.press("D", "e", "ctrl+l", "tab", "down", "ctrl+l")
        await pilot.pause()
        assert app.screen.editor.text == "De [KR-05:25] [KR-05:26]"
        await pilot.press("enter")
        await pilot.pause(0.3)
        assert app.current_mode == "coding"
        assert app.screen.session.caption == "KR-05:26"
        assert "▸ – IP3: I arbetsmarknadsdelen" in screen_text(app)
        assert summarising.summary_of(desk.study, FIRST).text == "De [KR-05:25] [KR-05:26]"
        await pilot.press("escape")
        await pilot.pause(0.2)
        assert isinstance(app.screen, CellScreen)
        assert "sparat" in screen_text(app)
        await pilot.press("escape")
        await pilot.pause(0.2)
        assert isinstance(app.screen, MatrixScreen)
        assert "▸De [KR-05:25] [KR-05:26]" in screen_text(app)
        assert "331 celler kvar att skriva" in screen_text(app)
        await pilot.press("u")
        await pilot.pause(0.1)
        assert summarising.summary_of(desk.study, FIRST) is None
        assert "332 celler kvar att skriva" in screen_text(app)
        await pilot.press("U")
        await pilot.pause(0.1)
        assert "De [KR-05:25]" in screen_text(app)


async def test_typing_is_saved_in_pauses_and_undone_as_one(desk: StudyDesk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cell_screen, "PAUSE", 0.4)
    app = OkqualApp(desk)
    async with app.run_test(size=(100, 32)) as pilot:
        await pilot.pause()
        await to_summaries(app, pilot)
        await pilot.press("enter")
        await pilot.pause(0.1)
        await pilot.press(*"Ja")
        await pilot.pause(0.8)
        assert summarising.summary_of(desk.study, FIRST).text == "Ja"
        await pilot.press(*"visst")
        await pilot.pause(0.8)
        entries = desk.study.db.execute("SELECT count(*) FROM entry WHERE kind = 'summary'").fetchone()[0]
        assert entries == 2
        await pilot.press("escape", "u")
        await pilot.pause(0.1)
        assert summarising.summary_of(desk.study, FIRST) is None


async def test_next_empty_draft_and_standing_by_a_text_that_is_behind(desk: StudyDesk) -> None:
    app = OkqualApp(desk)
    async with app.run_test(size=(140, 40)) as pilot:
        await pilot.pause()
        await to_summaries(app, pilot)
        await pilot.press("enter")
        await pilot.pause(0.1)
        await pilot.press("f4")
        await pilot.pause(0.1)
        made = summarising.summary_of(desk.study, FIRST)
        assert made.draft
        assert "utkast" in screen_text(app)
        coding = app.screen._quotes[0].coding
        await pilot.press("ctrl+down")
        await pilot.pause(0.1)
        assert app.screen.cell.column != FIRST.column
        assert app.screen.editor.text == ""
        await pilot.press("escape", "left")
        desk.remove_coding(coding)
        app.changed()
        await pilot.pause(0.1)
        assert "! utkast:" in screen_text(app)
        await pilot.press("enter")
        await pilot.pause(0.1)
        assert "1 belägg borta" in screen_text(app)
        await pilot.press("f5")
        await pilot.pause(0.1)
        assert "borta" not in screen_text(app)
        assert not summarising.summary_of(desk.study, FIRST).draft


async def test_roll_ups_are_written_in_the_same_way(desk: StudyDesk) -> None:
    app = OkqualApp(desk)
    async with app.run_test(size=(140, 40)) as pilot:
        await pilot.pause()
        await to_summaries(app, pilot)
        await pilot.press("ctrl+end", "enter")
        await pilot.pause(0.2)
        await pilot.press(*"Alla", "ctrl+s")
        await pilot.pause()
        await pilot.press("escape")
        await pilot.pause(0.1)
        whole = Cell(RowKind.ALL, "", ColumnKind.CODE, "EFF-kunskap.stimulerat")
        assert summarising.summary_of(desk.study, whole).text == "Alla"
        await pilot.press("ctrl+end", "enter")
        await until(pilot, lambda: isinstance(app.screen, CellScreen))
        await pilot.press(*" 99 kommuner.", "ctrl+s")
        await until(pilot, lambda: "✗ ”99”:" in screen_text(app))
        await pilot.press("escape")
        await pilot.pause(0.1)
        await pilot.press("k", "k", "home", "ctrl+home", "enter")
        await pilot.pause(0.2)
        assert app.screen.cell == Cell(RowKind.CASE, "KR-05", ColumnKind.CRITERION, "EFF")


async def test_rows_are_chosen_and_grouped_by_attributes(desk: StudyDesk) -> None:
    app = OkqualApp(desk)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        await pilot.press("g", "m")
        await pilot.pause(0.1)
        view = app.screen.view
        assert "── kommun (12) ──" in screen_text(app)
        app.screen._filtered({"aktörstyp": "region"})
        await pilot.pause()
        assert [row.name for row in view.rows if row.case] == ["KR-01", "VB-01", "VG-01"]
        assert "aktörstyp: region ▾" in screen_text(app)
        await pilot.press("f")
        await pilot.pause(0.1)
        await pilot.press("enter")
        await pilot.pause(0.1)
        assert sum(row.case is not None for row in view.rows) == 18
        await pilot.press("a")
        await pilot.pause(0.1)
        await pilot.press("home", "enter")
        await pilot.pause(0.1)
        assert "grupper: –" in screen_text(app)
        await pilot.press("end")
        assert app.screen.grid.column == len(view.columns) - 1
        await pilot.press("home", "pagedown")
        assert app.screen.grid.column == 0
        assert app.screen.grid.row > 0


async def test_a_value_is_decided_where_it_stands(desk: StudyDesk) -> None:
    app = OkqualApp(desk)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        await pilot.press("g", "m")
        await pilot.pause(0.1)
        await pilot.press("down", "down", "v")
        await pilot.pause(0.1)
        assert "Regeln (mitt emellan när passagerna skiljer sig) ger: delvis · oense" in screen_text(app)
        await pilot.press("1", "enter", "1", ":", "a", "enter")
        await pilot.pause(0.1)
        from okqual.study.case_values import case_value_now

        now = case_value_now(desk.study, "KR-07", FIRST.column)
        assert (now.decided.value, now.decided.reason) == ("ja", "1:a")
        assert "KR-07 · Stimulerat kunskapsbaserat arbete: ja" in screen_text(app)


async def test_several_values_are_decided_in_a_row_and_taken_back(desk: StudyDesk) -> None:
    app = OkqualApp(desk)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        await pilot.press("g", "v")
        await pilot.pause(0.1)
        assert isinstance(app.screen, ValuesScreen)
        assert "41 värden att avgöra" in screen_text(app)
        assert "oense" in screen_text(app)
        await pilot.press("1", *"enligt", "enter")
        await pilot.pause(0.1)
        await pilot.press("2", "enter")
        await pilot.pause(0.1)
        assert "39 värden att avgöra" in screen_text(app)
        await pilot.press("u")
        await pilot.pause(0.1)
        assert "40 värden att avgöra" in screen_text(app)
        await pilot.press("o")
        await pilot.pause(0.3)
        assert app.current_mode == "coding"
        await pilot.press("escape")
        await pilot.pause(0.2)
        assert isinstance(app.screen, ValuesScreen)
        await pilot.press("6")
        await pilot.pause()
        assert isinstance(app.screen, ValuesScreen)


@pytest.mark.parametrize(("width", "height"), [(80, 24), (140, 40)])
async def test_how_they_look(desk: StudyDesk, golden: Golden, width: int, height: int) -> None:
    summarising.write_summary_cell(
        desk.study,
        FIRST,
        "Barnhälsovårdens kunskapsstöd är i bruk [KR-05:25], i annat forskning [KR-05:26].",
    )
    app = OkqualApp(desk)
    async with app.run_test(size=(width, height)) as pilot:
        await pilot.pause()
        await pilot.press("g", "m")
        await pilot.pause(0.2)
        golden(app, f"matrix-{width}")
        await pilot.press("c", "c", "c")
        await pilot.pause()
        golden(app, f"matrix-summary-{width}")
        await pilot.press("enter")
        await pilot.pause(0.2)
        golden(app, f"cell-{width}")
        await pilot.press("escape", "g", "v")
        await pilot.pause(0.2)
        golden(app, f"values-{width}")


HOSTILE = "[laughs] [/b] [red] \x1b[2J\u202e rtl \u200b 中文字 e\u0301\u0301 " + "x" * 10_000


async def test_hostile_text_and_a_small_terminal(desk: StudyDesk) -> None:
    for column in ("EFF-kunskap.stimulerat", "EFF-kunskap.intention"):
        summarising.write_summary_cell(desk.study, Cell(RowKind.CASE, "KR-05", ColumnKind.CODE, column), HOSTILE)
    from okqual.study.coding import decide_case_value

    decide_case_value(desk.study, "KR-05", FIRST.column, "ja", HOSTILE)
    app = OkqualApp(desk)
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.pause()
        screen = await to_summaries(app, pilot)
        assert "[laughs] [/b] [red]" in screen_text(app)
        assert "\x1b" not in screen_text(app)
        assert "\u202e" not in screen_text(app)
        await pilot.press("enter")
        await pilot.pause(0.2)
        app.screen.editor.move_cursor((0, 0))
        await pilot.pause(0.1)
        seen = screen_text(app)
        assert "[laughs] [/b] [red]" in seen
        assert "\x1b" not in seen
        assert "\u202e" not in seen
        for size in ((20, 5), (100, 30)):
            await pilot.resize_terminal(*size)
            await pilot.pause(0.1)
        await pilot.press("escape")
        await pilot.pause(0.1)
        assert app.screen is screen
        assert summarising.summary_of(desk.study, FIRST).text.startswith("[laughs]")
        for size in ((20, 5), (100, 30)):
            await pilot.resize_terminal(*size)
            await pilot.pause(0.1)
        await pilot.press("v")
        await pilot.pause(0.1)
        assert "\x1b" not in screen_text(app)
        await pilot.press("escape", "g", "v")
        await pilot.pause(0.1)
        for size in ((20, 5), (100, 30)):
            await pilot.resize_terminal(*size)
            await pilot.pause(0.1)
        assert isinstance(app.screen, ValuesScreen)


async def test_nothing_is_written_in_a_study_open_for_reading(example: Path, tmp_path: Path) -> None:
    reading = open_desk(Path(shutil.copytree(example, tmp_path / "copy")), "AK", read_only=True)
    app = OkqualApp(reading)
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.pause()
        await to_summaries(app, pilot)
        await pilot.press("enter")
        await pilot.pause(0.1)
        await pilot.press("x", "ctrl+l", "ctrl+s", "escape")
        await pilot.pause(0.1)
        assert isinstance(app.screen, MatrixScreen)
    assert summarising.written(reading.study) == {}
    reading.close()


async def test_the_verbs_of_the_place_in_front_are_in_the_command_list(desk: StudyDesk) -> None:
    from okqual.tui import verbs

    app = OkqualApp(desk)
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.pause()
        assert not {"matrix_next_empty", "matrix_draft"} & {name for name, _ in verbs.commands(app)}
        await to_summaries(app, pilot)
        there = dict(verbs.commands(app))
        assert "matrix_draft" not in there
        there["matrix_next_empty"]()
        await pilot.press("enter")
        await pilot.pause(0.1)
        dict(verbs.commands(app))["matrix_draft"]()
        assert summarising.summary_of(desk.study, app.screen.cell).draft
