"""The reference check on screen: signed with one key, against what is in front, by somebody who has not written it."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from textual.app import App
from textual.pilot import Pilot
from textual.widgets import Input

from okqual.model.finding import CountRef
from okqual.model.review import Standing
from okqual.model.summary import Cell, ColumnKind, RowKind
from okqual.study.coding import apply_code
from okqual.study.findings import add_finding, add_judgement, link_evidence, rest_on
from okqual.study.opening import open_study
from okqual.study.reviewing import review
from okqual.study.summarising import write_summary_cell
from okqual.tui.app import OkqualApp
from okqual.tui.screens.coding import CodingScreen
from okqual.tui.screens.showing import Showing
from okqual.tui.screens.signing import SigningScreen
from okqual.tui.screens.tracing import TraceScreen
from okqual.tui.study_desk import StudyDesk, open_desk
from tests.builders import new_study
from tests.tui.conftest import screen_text
from tests.tui.examples import until

HOSTILE = "Nästan alla \x1b[31m[laughs] [/b] [red] e\u0301 日本語 \u202exet\u202c säger så."


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = new_study(tmp_path_factory.mktemp("signing") / "a")
    study = open_study(folder, "AK")
    apply_code(study, "A-1", 101, 130, "KOH-samordnat", "ja")
    finding = add_finding(study, "KOH", "En intervju beskriver en gemensam plan. Det tog lång tid.").id
    link_evidence(study, finding, "A-1:2")
    link_evidence(study, finding, CountRef("KOH-samordnat", ("ja",)))
    rest_on(study, add_judgement(study, "KOH", "Vi bedömer att det har börjat.").id, finding)
    write_summary_cell(study, Cell(RowKind.CASE, "A-1", ColumnKind.CODE, "KOH-samordnat"), "De har en plan [A-1:2].")
    study.close()
    return folder


@pytest.fixture
def desk(written: Path, tmp_path: Path) -> Iterator[StudyDesk]:
    desk = open_desk(Path(shutil.copytree(written, tmp_path / "a")), "GR", read_only=False)
    yield desk
    desk.close()


async def there(app: OkqualApp, pilot: Pilot[None]) -> None:
    await pilot.press("g", "y")
    await until(pilot, lambda: isinstance(app.screen, SigningScreen) and app.screen.here is not None)


def standings(desk: StudyDesk) -> list[Standing]:
    return [each.standing for each in review(desk.study)]


async def test_statements_are_signed_undone_and_narrowed_down(desk: StudyDesk) -> None:
    app = OkqualApp(desk)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        await there(app, pilot)
        assert "0 av 4 påståenden granskade" in screen_text(app)
        await pilot.press("1")
        await until(pilot, lambda: "1 av 4 påståenden" in screen_text(app))
        await pilot.press("2")
        await until(pilot, lambda: app.screen.query(Input))
        await pilot.press(*"Fel", "enter")
        await until(pilot, lambda: "2 av 4 påståenden" in screen_text(app))
        assert standings(desk)[:2] == [Standing.SUPPORTED, Standing.UNSUPPORTED]
        await pilot.press("f", "f")
        await until(pilot, lambda: "öppna punkter (f)" in screen_text(app))
        assert "Fel" in screen_text(app)
        assert len(app.screen._things) == 1
        await pilot.press("delete")
        await until(pilot, lambda: "Din signatur är borttagen" in screen_text(app))
        await pilot.press("f", "u")
        await until(pilot, lambda: standings(desk)[:2] == [Standing.SUPPORTED, Standing.UNSUPPORTED])
        await pilot.press("n")
        await until(pilot, lambda: app.screen.query(Input))
        await pilot.press("enter", "enter")
        await until(pilot, lambda: "urval om 4, frö 1" in screen_text(app))


async def test_from_a_statement_to_the_trace_on_to_the_text_and_back(desk: StudyDesk) -> None:
    app = OkqualApp(desk)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        await there(app, pilot)
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, TraceScreen) and "stödjer: A-1:2" in screen_text(app))
        at = next(at for at, link in enumerate(app.screen._links) if link.where is not None)
        await pilot.press(*["down"] * at, "enter")
        await until(pilot, lambda: isinstance(app.screen, CodingScreen) and app.screen.session.ready)
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(app.screen, TraceScreen))
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(app.screen, SigningScreen))


async def test_one_who_wrote_it_is_told_so(desk: StudyDesk) -> None:
    desk.study.coder = "AK"
    app = OkqualApp(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await there(app, pilot)
        for key in "123":
            app.clear_notifications()
            await pilot.press(key)
            await until(pilot, lambda: any("kan inte signera" in each.message for each in app._notifications))
        assert set(standings(desk)) == {Standing.LEFT}


async def test_coverage_and_what_is_not_cited_are_shown(desk: StudyDesk) -> None:
    app = OkqualApp(desk)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        await there(app, pilot)
        for key, words in (("t", "Vilka som citeras"), ("c", "är citerade")):
            await pilot.press(key)
            await until(pilot, lambda words=words: isinstance(app.screen, Showing) and words in screen_text(app))
            await pilot.press("escape")
            await until(pilot, lambda: isinstance(app.screen, SigningScreen))


async def test_hostile_words_long_ones_and_a_small_window(desk: StudyDesk) -> None:
    add_finding(open_study(desk.folder, "AK"), "KOH", HOSTILE)
    add_finding(open_study(desk.folder, "AK"), "KOH", "x" * 10_000)
    app = OkqualApp(desk)
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.pause()
        await there(app, pilot)
        await until(pilot, lambda: "[laughs] [/b] [red]" in screen_text(app))
        assert "\x1b" not in screen_text(app)
        for size in ((20, 5), (80, 24)):
            await pilot.resize_terminal(*size)
            await pilot.press("down")
            await pilot.pause()
        assert isinstance(app.screen, SigningScreen)


@pytest.mark.parametrize("size", [(80, 24), (140, 40)])
async def test_how_it_looks(
    desk: StudyDesk, size: tuple[int, int], golden: Callable[[App[None], str], None], fixed_steps: None
) -> None:
    app = OkqualApp(desk)
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        await there(app, pilot)
        golden(app, f"signing-{size[0]}")
