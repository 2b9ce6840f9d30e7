"""Every verb of the command list does on a real study what its name says."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from textual.app import App
from textual.widgets import Input

from okqual.messages import language
from okqual.tui import places
from okqual.tui.app import OkqualApp
from okqual.tui.screens.asking import AskOne, AskPath
from okqual.tui.screens.coding import CodingScreen
from okqual.tui.screens.showing import Showing
from okqual.tui.screens.start import StartScreen
from okqual.tui.screens.tracing import TraceScreen
from okqual.tui.study_desk import StudyDesk
from okqual.tui.widgets.line_list import LineList
from tests.tui.conftest import screen_text
from tests.tui.examples import desk, example, needed, until  # noqa: F401 (fixtures)
from tests.tui.test_founding import typed

pytestmark = needed


def told(app: App[None]) -> list[str]:
    return [notice.message for notice in app._notifications]


def do(app: OkqualApp, name: str) -> None:
    deed = dict(places.commands(app))[name]
    app.trying(deed)


@pytest.mark.parametrize(
    ("name", "file", "begins"),
    [
        ("guide_export", "guide.yaml", b"id:"),
        ("codes_export", "kodbok.yaml", b"id:"),
        ("cases_export", "intervjuer.csv", b"case,participant"),
        ("codings_export", "kodningar.csv", b"case,question"),
        ("matrix", "temamatris.docx", b"PK"),
        ("matrix_excel", "temamatris.xlsx", b"PK"),
        ("matrix_csv", "temamatris.csv", b""),
        ("summary", "sammanfattning.docx", b"PK"),
        ("summary_publish", "kapitel-publicering.docx", b"PK"),
        ("methods", "metodbilaga.docx", b"PK"),
        ("tables", "tabeller.xlsx", b"PK"),
        ("seal", "sigill.txt", b"Sigill"),
        ("archive", "arkiv.zip", b"PK"),
    ],
)
async def test_what_goes_out_lies_among_the_exports(desk: StudyDesk, name: str, file: str, begins: bytes) -> None:  # noqa: F811
    app = OkqualApp(desk)
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.pause()
        do(app, name)
        await until(pilot, lambda: isinstance(app.screen, AskPath) and app.focused is not None)
        assert app.focused.value == str(desk.folder / "exports" / file)
        await pilot.press("enter")
        await until(pilot, lambda: told(app))
        assert file in told(app)[0]
        assert (desk.folder / "exports" / file).read_bytes().startswith(begins)


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("guide_show", "Samordning"),
        ("codes_check", "principer"),
        ("status", "VB-01"),
        ("journal", "plats i dispositionen"),
        ("verify", "Allt stämmer"),
    ],
)
async def test_what_is_looked_at_is_shown_as_text(desk: StudyDesk, name: str, words: str) -> None:  # noqa: F811
    app = OkqualApp(desk)
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.pause()
        do(app, name)
        await until(pilot, lambda: isinstance(app.screen, Showing) and words in screen_text(app))
        await pilot.press("end", "pagedown", "home")
        await pilot.resize_terminal(60, 20)
        await pilot.press("enter")
        await until(pilot, lambda: not isinstance(app.screen, Showing))


async def test_prevalence_by_an_attribute(desk: StudyDesk) -> None:  # noqa: F811
    app = OkqualApp(desk)
    async with app.run_test(size=(140, 40)) as pilot:
        await pilot.pause()
        do(app, "prevalence")
        await until(pilot, lambda: isinstance(app.screen, AskOne) and "aktörstyp" in screen_text(app))
        await pilot.press("down", "enter")
        await until(pilot, lambda: isinstance(app.screen, Showing) and "kommun" in screen_text(app))


async def test_a_guide_is_shown_before_it_is_taken(desk: StudyDesk, tmp_path: Path) -> None:  # noqa: F811
    file = tmp_path / "ny.md"
    file.write_text("# Ny guide\n\n1. Hur började det?\n2. Hur slutade det?\n", encoding="utf-8")
    app = OkqualApp(desk)
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.pause()
        before = app.desk.study
        for answer in ("escape", "enter"):
            do(app, "guide_import")
            await until(pilot, lambda: isinstance(app.screen, AskPath) and app.focused is not None)
            app.screen.query_one(Input).value = str(file)
            await pilot.press("enter")
            await until(pilot, lambda: isinstance(app.screen, Showing) and "2 frågor" in screen_text(app))
            await pilot.press(answer)
            await until(pilot, lambda: not isinstance(app.screen, Showing))
            from okqual.study.definitions import guides

            titles = [each.title for each in guides(before)]
            assert ("Ny guide" in titles) == (answer == "enter") or answer == "enter"
        await until(pilot, lambda: any("importerad: Ny guide" in line for line in told(app)))


async def test_codings_with_faults_are_told_and_none_is_taken(desk: StudyDesk, tmp_path: Path) -> None:  # noqa: F811
    file = tmp_path / "fel.csv"
    file.write_text("case,question,start,end,quote,code,value,coder,memo\nXX,,,,finns inte,NIX,,,\n", encoding="utf-8")
    app = OkqualApp(desk)
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.pause()
        count = sum(desk.code_counts().values())
        do(app, "codings_import")
        await until(pilot, lambda: isinstance(app.screen, AskPath) and app.focused is not None)
        app.screen.query_one(Input).value = str(file)
        await pilot.press("enter")
        await until(pilot, lambda: told(app))
        assert sum(desk.code_counts().values()) == count


async def test_every_command_has_words(desk: StudyDesk) -> None:  # noqa: F811
    from okqual.messages import message

    app = OkqualApp(desk)
    async with app.run_test(size=(100, 30)):
        names = [name for name, _ in places.commands(app)]
        assert len(names) == len(set(names))
        assert [name for name in names if message(f"tui.command.{name}") == f"tui.command.{name}"] == []
        assert [name for name in names if message(f"tui.command.{name}.help") == f"tui.command.{name}.help"] == []


async def test_the_language_changes_on_every_screen(desk: StudyDesk) -> None:  # noqa: F811
    app = OkqualApp(desk)
    async with app.run_test(size=(100, 30)) as pilot:
        await until(pilot, lambda: "F1 hjälp" in screen_text(app))
        do(app, "language")
        await until(pilot, lambda: "F1 help" in screen_text(app))
        assert language() == "en"
        assert "hjälp" not in screen_text(app)
        do(app, "start")
        await until(pilot, lambda: isinstance(app.screen, StartScreen) and "New evaluation" in screen_text(app))
        do(app, "language")
        await until(pilot, lambda: "F1 hjälp" in screen_text(app))


async def test_another_coder(desk: StudyDesk) -> None:  # noqa: F811
    app = OkqualApp(desk)
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.pause()
        do(app, "coder")
        await until(pilot, lambda: app.screen.query(Input))
        app.screen.query_one(Input).value = "TS"
        await pilot.press("enter")
        await until(pilot, lambda: app.desk.coder == "TS" and "TS kodar nu." in told(app))
        app.desk.close()


# Tracing.


async def test_a_trace_leads_to_the_text_and_back(desk: StudyDesk) -> None:  # noqa: F811
    app = OkqualApp(desk)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        await pilot.press("home", "enter")
        await until(pilot, lambda: isinstance(app.screen, CodingScreen) and app.screen.session.ready)
        here = app.screen.session.caption
        await pilot.press("g", "s")
        await until(pilot, lambda: app.screen.query(Input) and app.focused is not None)
        assert app.focused.value
        await pilot.press("enter")
        await until(pilot, lambda: "sha256" in screen_text(app))
        assert "loggen är obruten" in screen_text(app)
        await pilot.press("down", "down", "enter")
        await until(pilot, lambda: "ingen passage" in screen_text(app))
        await pilot.press("left")
        await until(pilot, lambda: "inget tidigare spår" in screen_text(app))
        await pilot.press("up", "right")
        await until(pilot, lambda: "Spårning · VB-01" in screen_text(app) or "intervju" in screen_text(app))
        await pilot.press("left")
        await until(pilot, lambda: app.screen.query_one(LineList).at == 1)
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, CodingScreen))
        assert app.screen.session.caption == here
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(app.screen, TraceScreen) and "sha256" in screen_text(app))
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(app.screen, CodingScreen))


async def test_an_id_that_is_none_is_told(desk: StudyDesk) -> None:  # noqa: F811
    app = OkqualApp(desk)
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.pause()
        await pilot.press("g", "s")
        await until(pilot, lambda: app.screen.query(Input) and app.focused is not None)
        await typed(pilot, "[b]nix")
        await pilot.press("enter")
        await until(pilot, lambda: told(app))
        assert "[b]nix" in told(app)[0]
        assert isinstance(app.screen, TraceScreen)


@pytest.mark.parametrize("size", [(80, 24), (140, 40)])
async def test_a_trace_as_it_is_drawn(
    desk: StudyDesk,  # noqa: F811
    size: tuple[int, int],
    golden: Callable[[App[None], str], None],
    fixed_steps: None,
) -> None:
    app = OkqualApp(desk)
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        await pilot.press("g", "s")
        await until(pilot, lambda: app.screen.query(Input) and app.focused is not None)
        await typed(pilot, "VB-01:5")
        await pilot.press("enter")
        await until(pilot, lambda: "obruten" in "".join(app.screen._lines))
        await pilot.press("down")
        await pilot.pause()
        golden(app, f"trace-{size[0]}")


async def test_a_backup_is_made_and_listed(desk: StudyDesk) -> None:  # noqa: F811
    app = OkqualApp(desk)
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.pause()
        do(app, "backup")
        await until(pilot, lambda: any("Säkerhetskopian ligger i" in line for line in told(app)))
        do(app, "backups")
        await until(pilot, lambda: isinstance(app.screen, Showing))
        assert "begärd" in screen_text(app)
