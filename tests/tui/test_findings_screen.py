"""Findings, one under work, and the outline: by keyboard alone, saved as one goes, undone, at both sizes."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from okqual.model.finding import PieceKind, Role, SourceType, Status
from okqual.study import findings, outlining, pieces
from okqual.study.opening import Study
from okqual.tui.app import OkqualApp
from okqual.tui.commands import Commands
from okqual.tui.screens import finding as editing
from okqual.tui.screens.coding import CodingScreen
from okqual.tui.screens.finding import FindingScreen
from okqual.tui.screens.findings import FindingsScreen
from okqual.tui.screens.outline import OutlineScreen
from okqual.tui.study_desk import StudyDesk
from tests.tui.conftest import screen_text
from tests.tui.examples import desk, example, needed, until

pytestmark = needed
__all__ = ["desk", "example"]
Golden = Callable[[OkqualApp, str], None]
HOSTILE = "[laughs] [/b] [red] \x1b[31m 中文 \u202eomvänt\u202c"
HALF = "Ungefär hälften av kommun"


async def to_findings(app: OkqualApp, pilot) -> FindingsScreen:
    await pilot.pause()
    await pilot.press("g", "i")
    await until(pilot, lambda: isinstance(app.screen, FindingsScreen) and app.screen.picture is not None)
    return app.screen


async def to_outline(app: OkqualApp, pilot) -> OutlineScreen:
    await pilot.pause()
    await pilot.press("g", "p")
    await until(pilot, lambda: isinstance(app.screen, OutlineScreen) and app.screen.picture is not None)
    return app.screen


async def open_half(app: OkqualApp, pilot) -> FindingScreen:
    screen = await to_findings(app, pilot)
    while not screen.here.text.startswith(HALF):
        await pilot.press("down")
        await pilot.pause()
    await pilot.press("enter")
    await until(pilot, lambda: isinstance(app.screen, FindingScreen) and app.screen._lines)
    return app.screen


def half(study: Study):
    return next(each for each in pieces.pieces(study) if each.text.startswith(HALF))


async def test_the_list_tells_numbers_verdicts_and_who_says_otherwise(desk: StudyDesk) -> None:
    app = OkqualApp(desk)
    async with app.run_test(size=(140, 40)) as pilot:
        screen = await to_findings(app, pilot)
        while not screen.here.text.startswith(HALF):
            await pilot.press("down")
            await pilot.pause()
        seen = screen_text(app)
        assert "✓ ”Ungefär hälften”: 6 av 12 intervjuer (kommun)" in seen
        assert "Säger annat: KR-06:21" in seen
        assert "Bedömningar som vilar på den:" in seen
        await pilot.press("s")
        await until(pilot, lambda: half(desk.study).status is not Status.DRAFT)
        await pilot.press("u")
        await until(pilot, lambda: half(desk.study).status is Status.DRAFT)
        await pilot.press("U")
        await until(pilot, lambda: half(desk.study).status is Status.READY)
        await pilot.press("a")
        await pilot.pause(0.1)
        await pilot.press(*["backspace"] * 4, *"TS", "enter")
        await until(pilot, lambda: half(desk.study).owner == "TS")
        await pilot.press("delete")
        await until(pilot, lambda: not any(each.text.startswith(HALF) for each in pieces.pieces(desk.study)))
        await pilot.press("u")
        await until(pilot, lambda: half(desk.study).owner == "TS")


async def test_a_text_is_held_as_it_is_typed_and_saved_as_one_goes(
    desk: StudyDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(editing, "PAUSE", 0.1)
    app = OkqualApp(desk)
    async with app.run_test(size=(140, 40)) as pilot:
        screen = await open_half(app, pilot)
        before = half(desk.study).text
        await pilot.press(*" 7 av 12 kommuner.")
        await until(pilot, lambda: "✗ ”7 av 12”: 6 av 12 intervjuer (kommun)" in screen_text(app))
        await until(pilot, lambda: half(desk.study).text.endswith("7 av 12 kommuner."))
        await pilot.press(*" Ja.", "escape")
        await until(pilot, lambda: isinstance(app.screen, FindingsScreen))
        assert half(desk.study).text.endswith("Ja.")
        assert screen.is_attached is False or app.screen is not screen
        await pilot.press("u")
        await until(pilot, lambda: half(desk.study).text == before)


async def test_evidence_is_linked_in_its_role_and_taken_away(desk: StudyDesk) -> None:
    app = OkqualApp(desk)
    async with app.run_test(size=(140, 40)) as pilot:
        screen = await open_half(app, pilot)
        await pilot.press("tab")
        first = next(at for at, line in enumerate(screen._lines) if line.offered is Role.AGAINST)
        ref = screen._lines[first].ref
        await pilot.press(*["down"] * first, "ctrl+l")
        await until(pilot, lambda: {each.ref: each.role for each in half(desk.study).links}.get(ref) is Role.AGAINST)
        await until(pilot, lambda: any(line.ref == ref and line.role is Role.AGAINST for line in screen._lines))
        await pilot.press("2")
        await until(pilot, lambda: {each.ref: each.role for each in half(desk.study).links}[ref] is Role.NUANCES)
        await pilot.press("delete")
        await until(pilot, lambda: ref not in {each.ref for each in half(desk.study).links})
        await pilot.press("i")
        await pilot.pause(0.1)
        await pilot.press(*"VB-05:31", "enter")
        await until(pilot, lambda: "VB-05:31" in {each.ref for each in half(desk.study).links})
        await until(pilot, lambda: any(line.name == "VB-05:31" for line in screen._lines))
        while screen._here.name != "VB-05:31":
            await pilot.press("down")
            await pilot.pause()
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, CodingScreen))
        await pilot.press("escape")
        await until(pilot, lambda: app.screen is screen)


async def test_a_count_and_coded_words_are_chosen_from_the_codebook(desk: StudyDesk) -> None:
    made = findings.add_finding(desk.study, "KOH", "De flesta är positiva.")
    app = OkqualApp(desk)

    def refs() -> list[str]:
        return [each.ref for each in pieces.piece(desk.study, made.id).links]

    async with app.run_test(size=(140, 40)) as pilot:
        screen = await to_findings(app, pilot)
        while screen.here.id != made.id:
            await pilot.press("down")
            await pilot.pause()
        assert "saknar belägg" in screen_text(app)
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, FindingScreen))
        await pilot.press("tab", "k")
        await pilot.pause(0.1)
        await pilot.press(*"skrs stöd", "enter")
        await until(pilot, lambda: "Vilka värden?" in screen_text(app))
        await pilot.press("space", "enter")
        await until(pilot, lambda: "Vilken grupp?" in screen_text(app))
        await pilot.press("enter")
        await until(pilot, lambda: "Vad räknas?" in screen_text(app))
        await pilot.press("enter")
        await until(pilot, refs)
        (count,) = pieces.piece(desk.study, made.id).counts
        assert (count.code, count.values, count.unit) == ("REL-skr.stod", ("positiv",), "case")
        assert pieces.piece(desk.study, made.id).links[0].seen.n == 15
        await until(pilot, lambda: "✓ ”De flesta”: 15 av 18 intervjuer" in screen_text(app))
        await pilot.press("b")
        await pilot.pause(0.1)
        await pilot.press(*"skrs stöd", "enter")
        await until(pilot, lambda: "Vilka ord?" in screen_text(app))
        await pilot.press("down", "enter")
        await until(pilot, lambda: len(refs()) == 2)


async def test_findings_sources_and_judgements_are_written_from_an_empty_study(desk: StudyDesk) -> None:
    for each in pieces.pieces(desk.study):
        pieces.withdraw(desk.study, each.id)
    app = OkqualApp(desk)
    async with app.run_test(size=(110, 30)) as pilot:
        await to_findings(app, pilot)
        assert "n skriver en iakttagelse" in screen_text(app)
        await pilot.press("n", "enter", "enter")
        await pilot.pause(0.1)
        await pilot.press(*"Flera ser det.", "ctrl+s")
        await until(pilot, lambda: isinstance(app.screen, FindingScreen))
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(app.screen, FindingsScreen))
        await pilot.press("n", "down", "enter")
        await pilot.pause(0.1)
        await pilot.press("enter")
        await until(pilot, lambda: "Vad är källan?" in screen_text(app))
        await pilot.press("enter")
        await pilot.pause(0.1)
        await pilot.press(*"Enkät", "enter", *"2024", "enter", *"s. 4", "enter", *"18 %", "enter")
        await until(pilot, lambda: len(pieces.pieces(desk.study)) == 2)
        source = pieces.pieces(desk.study, PieceKind.SOURCE)[0]
        assert (source.title, source.year, source.page, source.text) == ("Enkät", 2024, "s. 4", "18 %")
        assert source.type is SourceType.SURVEY
        await pilot.press("n", "down", "down", "enter")
        await pilot.pause(0.1)
        await pilot.press("enter")
        await pilot.pause(0.1)
        await pilot.press(*"Vi bedömer.", "ctrl+s")
        await until(pilot, lambda: isinstance(app.screen, FindingScreen) and len(app.screen._lines) == 2)
        await pilot.press("ctrl+l")
        await until(pilot, lambda: pieces.pieces(desk.study, PieceKind.JUDGEMENT)[0].links)
        await pilot.press("tab", "k")
        await pilot.pause()
        assert "en bedömning vilar på iakttagelser och källor" in screen_text(app)


async def test_the_outline_is_built_moved_and_taken_back(desk: StudyDesk) -> None:
    app = OkqualApp(desk)

    def order() -> list[str]:
        return [item.id for part in outlining.outline(desk.study, "KOH").headings for item in part.items]

    async with app.run_test(size=(140, 40)) as pilot:
        screen = await to_outline(app, pilot)
        while screen.criterion_here != "KOH" or screen.here is None or screen.here.kind is PieceKind.HEADING:
            await pilot.press("down")
            await pilot.pause()
        before, here = order(), screen.here.id
        await pilot.press("shift+down")
        await until(pilot, lambda: order() != before)
        assert order().index(here) == before.index(here) + 1
        assert screen.here.id == here
        await pilot.press("shift+up", "shift+up", "shift+up", "shift+up", "shift+up")
        await pilot.pause()
        assert "längre går det inte" in screen_text(app)
        await pilot.press("x")
        await until(pilot, lambda: pieces.piece(desk.study, here).heading == "")
        assert "utan plats i dispositionen" in screen_text(app)
        await pilot.press("h", "enter")
        await until(pilot, lambda: here in order())
        await pilot.press("n", "enter")
        await pilot.pause(0.1)
        await pilot.press(*"Ny rubrik", "enter")
        await until(pilot, lambda: outlining.outline(desk.study, "KOH").headings[-1].heading.text == "Ny rubrik")
        assert screen.here.text == "Ny rubrik"
        await pilot.press("shift+up")
        await until(pilot, lambda: outlining.outline(desk.study, "KOH").headings[-2].heading.text == "Ny rubrik")
        await pilot.press("enter")
        await pilot.pause(0.1)
        await pilot.press("end", *" igen", "enter")
        await until(pilot, lambda: outlining.outline(desk.study, "KOH").headings[-2].heading.text == "Ny rubrik igen")
        await until(pilot, lambda: screen.picture.lacks.get(screen.here.id))
        assert "! rubrik utan innehåll" in screen_text(app)
        await pilot.press("k")
        await pilot.pause()
        assert "bara det som något är kvar av" in screen_text(app)
        await pilot.press("i")
        await until(pilot, lambda: isinstance(app.screen, FindingsScreen))


async def test_in_a_large_study_the_numbers_are_counted_in_a_process(
    desk: StudyDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("okqual.tui.held.LARGE", 0)
    app = OkqualApp(desk)
    async with app.run_test(size=(140, 40)) as pilot:
        screen = await to_findings(app, pilot)
        assert len(screen.picture.known.made) >= 10
        assert "12 av 18 intervjuer" in screen_text(app)


async def test_the_verbs_of_the_place_in_front_are_in_the_command_list(desk: StudyDesk) -> None:
    app = OkqualApp(desk)
    async with app.run_test(size=(140, 40)) as pilot:
        await open_half(app, pilot)
        names = [command.name for command in Commands(app.screen)._commands()]
        assert "Iakttagelse: länka ett antal" in names
        assert "Gå till: disposition" in names


async def test_hostile_text_and_a_small_terminal(desk: StudyDesk) -> None:
    heading = outlining.add_heading(desk.study, "EFF", HOSTILE)
    made = findings.add_finding(desk.study, "EFF", HOSTILE + " " + "lång " * 2_000)
    source = findings.add_source(desk.study, "EFF", SourceType.REPORT, HOSTILE, HOSTILE, 2024, HOSTILE)
    for each in (made, source):
        outlining.place(desk.study, each.id, heading.id)
    app = OkqualApp(desk)
    async with app.run_test(size=(110, 30)) as pilot:
        screen = await to_findings(app, pilot)
        while screen.here.id != made.id:
            await pilot.press("down")
            await pilot.pause()
        assert "[laughs] [/b] [red]" in screen_text(app)
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, FindingScreen))
        app.screen.editor.move_cursor((0, 0))
        await pilot.resize_terminal(20, 5)
        await pilot.pause()
        await pilot.resize_terminal(110, 30)
        await until(pilot, lambda: "[laughs] [/b] [red]" in screen_text(app))
        assert "\x1b" not in screen_text(app)
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(app.screen, FindingsScreen))
        await to_outline(app, pilot)
        await pilot.press("home", "down", "down")
        await pilot.pause()
        assert screen_text(app).count("[laughs] [/b] [red]") >= 2
        assert "\x1b" not in screen_text(app)


@pytest.mark.parametrize(("width", "height"), [(80, 24), (140, 40)])
async def test_how_they_look(desk: StudyDesk, golden: Golden, width: int, height: int) -> None:
    app = OkqualApp(desk)
    async with app.run_test(size=(width, height)) as pilot:
        await open_half(app, pilot)
        await pilot.pause()
        golden(app, f"finding-{width}")
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(app.screen, FindingsScreen))
        await pilot.pause(0.2)
        golden(app, f"findings-{width}")
        await to_outline(app, pilot)
        await pilot.press("down", "down", "down")
        await pilot.pause()
        golden(app, f"outline-{width}")
