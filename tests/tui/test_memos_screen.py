"""The browser of memos and decisions: read, opened in their place, written, changed, taken back."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from textual.app import App
from textual.widgets import TextArea

from okqual.model.memo import About
from okqual.study import coding, decisions, memos
from okqual.study.browsing import note
from okqual.tui import times
from okqual.tui.app import OkqualApp
from okqual.tui.screens import memos as place
from okqual.tui.screens.coding import CodingScreen
from okqual.tui.screens.memos import MemosScreen
from okqual.tui.study_desk import StudyDesk, open_desk
from tests.builders import new_study
from tests.tui.conftest import screen_text

CODE = "KOH-samordnat"
HOSTILE = "[laughs] [/b] [red] \x1b[31m 中文 \u202eomvänt\u202c"
Golden = Callable[[App[None], str], None]


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[StudyDesk]:
    desk = open_desk(new_study(tmp_path / "studie"), "AK", read_only=False)
    yield desk
    desk.close()


async def browsing(pilot) -> MemosScreen:
    await pilot.pause()
    await pilot.press("g", "n")
    await pilot.pause(0.2)
    return pilot.app.screen


async def test_a_memo_on_a_passage_opens_in_its_place_and_leads_back(desk: StudyDesk) -> None:
    memos.write_memo(desk.study, About.PASSAGE, "A-2:2", "fråga om detta")
    app = OkqualApp(desk)
    async with app.run_test(size=(110, 30)) as pilot:
        screen = await browsing(pilot)
        assert isinstance(screen, MemosScreen)
        assert "fråga om detta" in screen_text(app)
        await pilot.press("enter")
        await pilot.pause(0.2)
        assert isinstance(app.screen, CodingScreen)
        assert app.screen.session.caption == "A-2:2"
        await pilot.press("escape")
        await pilot.pause(0.2)
        assert app.screen is screen


async def test_memos_and_decisions_are_written_changed_removed_and_taken_back(desk: StudyDesk) -> None:
    app = OkqualApp(desk)
    async with app.run_test(size=(110, 30)) as pilot:
        await browsing(pilot)
        assert "n skriver ett memo" in screen_text(app)
        await pilot.press("n", "down", "enter")
        await pilot.pause(0.1)
        await pilot.press(*"ring", "ctrl+s")
        await pilot.pause(0.2)
        assert memos.memo_of(desk.study, About.CASE, "A-1") == "ring"
        await pilot.press("b")
        await pilot.pause(0.1)
        await pilot.press(*"En kod", "enter", *"Enkelt", "enter", *"samordnat", "enter")
        await pilot.pause(0.2)
        made = decisions.decisions(desk.study)[0]
        assert (made.text, made.reason, made.code) == ("En kod", "Enkelt", CODE)
        assert "✓ Beslutet är skrivet" in screen_text(app)
        assert "2 poster" in screen_text(app)
        await pilot.press("delete")
        await pilot.pause(0.2)
        assert decisions.decisions(desk.study) == []
        await pilot.press("u")
        await pilot.pause(0.2)
        assert len(decisions.decisions(desk.study)) == 1


async def test_a_memo_on_an_interview_is_written_where_one_thinks_of_it(desk: StudyDesk) -> None:
    app = OkqualApp(desk)
    async with app.run_test(size=(110, 30)) as pilot:
        await pilot.pause()
        await pilot.press("m")
        await pilot.pause(0.1)
        await pilot.press(*"ring", "ctrl+s")
        await pilot.pause(0.1)
        assert memos.memo_of(desk.study, About.CASE, "A-1") == "ring"
        await pilot.press("enter")
        await pilot.pause(0.2)
        await pilot.press("i")
        await pilot.pause(0.1)
        assert app.screen.query_one(TextArea).text == "ring"
        await pilot.press("end", "space", *"igen", "ctrl+s")
        await pilot.pause(0.1)
        assert memos.memo_of(desk.study, About.CASE, "A-1") == "ring igen"
        await pilot.press("g", "f")
        await pilot.pause(0.2)
        await pilot.press("i")
        await pilot.pause(0.1)
        assert app.screen.query_one(TextArea).text == "ring igen"
        await pilot.press("ctrl+s")
        await pilot.pause(0.1)
        assert "Det är som det var." in screen_text(app)


async def test_the_list_is_narrowed_by_kind_and_words(desk: StudyDesk) -> None:
    memos.write_memo(desk.study, About.STUDY, "", "om helheten")
    memos.write_memo(desk.study, About.CODE, CODE, "om koden")
    decisions.decide(desk.study, "om beslutet")
    app = OkqualApp(desk)
    async with app.run_test(size=(110, 30)) as pilot:
        await browsing(pilot)
        await pilot.press("t")
        await pilot.pause()
        assert "1 post" in screen_text(app)
        assert "om beslutet" in screen_text(app)
        assert "om koden" not in screen_text(app)
        await pilot.press(*["t"] * (len(About) + 1), "slash", *"helhet", "enter")
        await pilot.pause(0.2)
        assert "om helheten" in screen_text(app)
        assert "om koden" not in screen_text(app)


async def test_what_is_wrong_is_said_and_nothing_is_written(desk: StudyDesk) -> None:
    app = OkqualApp(desk)
    async with app.run_test(size=(110, 30)) as pilot:
        await browsing(pilot)
        await pilot.press("b")
        await pilot.pause(0.1)
        await pilot.press(*"x", "enter", "enter", *"finnsinte", "enter")
        await pilot.pause(0.2)
        assert decisions.decisions(desk.study) == []
        assert any("finnsinte" in notice.message for notice in app._notifications)


async def test_memos_are_text(desk: StudyDesk) -> None:
    memos.write_memo(desk.study, About.STUDY, "", HOSTILE + "\n" + "lång " * 3_000)
    decisions.decide(desk.study, HOSTILE, HOSTILE)
    app = OkqualApp(desk)
    async with app.run_test(size=(110, 30)) as pilot:
        await browsing(pilot)
        await pilot.press("down")
        await pilot.resize_terminal(20, 5)
        await pilot.pause()
        await pilot.resize_terminal(110, 30)
        await pilot.pause()
        assert screen_text(app).count("[laughs] [/b] [red]") >= 2
        assert "\x1b" not in screen_text(app)


@pytest.mark.parametrize(("width", "height"), [(80, 24), (140, 40)])
async def test_it_looks_as_it_did(
    desk: StudyDesk, golden: Golden, monkeypatch: pytest.MonkeyPatch, width: int, height: int
) -> None:
    monkeypatch.setattr(place, "moment", lambda at: "i går 16:42" if at else times.moment(at))
    first = next(p for p in note(desk.study, "A-1").passages if "2" in p.questions)
    made = coding.apply_code(desk.study, "A-1", first.start, first.end, CODE, "ja")
    for about, name, words in (
        (About.CODING, made.id, "Gäller planen, inte mötena."),
        (About.CASE, "A-2", "Ring och fråga om antalet deltagare."),
        (About.CODE, CODE, "Prövas igen när alla regioner är kodade."),
    ):
        memos.write_memo(desk.study, about, name, words)
        # The latest stands first, to the millisecond.
        time.sleep(0.005)
    decisions.decide(
        desk.study, "”Nej” gäller också när arbetena går bredvid varandra.", "Skiljer sig från att inte veta.", CODE
    )
    app = OkqualApp(desk)
    async with app.run_test(size=(width, height)) as pilot:
        await browsing(pilot)
        golden(app, f"memos-{width}x{height}")
