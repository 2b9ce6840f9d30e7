"""Question by question: everyone's answers in one scroll, coded with the keys of coding."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from textual.app import App

from okqual.study import browsing, coding
from okqual.study.browsing import note
from okqual.study.loading import load
from okqual.tui.app import OkqualApp
from okqual.tui.screens.answers import AnswersScreen
from okqual.tui.screens.coding import CodingScreen
from okqual.tui.study_desk import StudyDesk, open_desk
from tests.builders import new_study
from tests.tui.conftest import screen_text

CODE = "KOH-samordnat"
Golden = Callable[[App[None], str], None]
HOSTILE = """\
# Intervju B-9

- **Län:** [red] \x1b[31m 中文 \u202eomvänt\u202c
- **Aktörstyp:** Region

**2. Samordning**

* [laughs] [/b] e\u0301a\u0308 中文 \u202eomvänt\u202c \x1b[2J och så. {long}

**3. Önskemål**
"""


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[StudyDesk]:
    desk = open_desk(new_study(tmp_path / "studie"), "AK", read_only=False)
    yield desk
    desk.close()


async def reading(pilot, *keys: str) -> AnswersScreen:
    await pilot.pause()
    await pilot.press("g", "f")
    await pilot.pause(0.2)
    await pilot.press(*keys)
    await pilot.pause()
    return pilot.app.screen


async def test_answers_are_coded_where_they_are_read_and_what_was_coded_is_in_the_notes(desk: StudyDesk) -> None:
    app = OkqualApp(desk)
    async with app.run_test(size=(120, 30)) as pilot:
        screen = await reading(pilot)
        assert isinstance(screen, AnswersScreen)
        assert "Fråga 2 · Samordning" in screen_text(app)
        first = screen.session.standing
        await pilot.press("1", "1")
        await pilot.pause()
        made = note(desk.study, first.note).codings
        assert [(each.code, each.value) for each in made] == [(CODE, "ja")]
        text = note(desk.study, first.note).text
        assert text[made[0].start : made[0].end] == screen.session.work.note.text[first.start : first.end]
        await pilot.press("u", "u")
        await pilot.pause()
        assert note(desk.study, first.note).codings == ()
        await pilot.press("U")
        await pilot.pause()
        assert len(note(desk.study, first.note).codings) == 1
        assert screen.session.caption == first.id


async def test_space_goes_through_the_question_and_then_to_the_next_one(desk: StudyDesk) -> None:
    app = OkqualApp(desk)
    async with app.run_test(size=(120, 30)) as pilot:
        screen = await reading(pilot)
        seen = []
        while screen.session.question == "2":
            seen.append(screen.session.caption)
            await pilot.press("x", "space")
            await pilot.pause()
            assert len(seen) < 20
        assert {each.partition(":")[0] for each in seen} == {"A-1", "A-2"}
        assert screen.session.question == "3"
        rows = browsing.overview(desk.study)
        assert all(row.questions["2"].left == 0 for row in rows if "2" in row.questions)


async def test_a_passage_is_shown_in_its_interview_and_escape_comes_back_to_it(desk: StudyDesk) -> None:
    app = OkqualApp(desk)
    async with app.run_test(size=(120, 30)) as pilot:
        screen = await reading(pilot, "end")
        here = screen.session.caption
        await pilot.press("o")
        await pilot.pause(0.2)
        assert type(app.screen) is CodingScreen
        assert app.screen.session.caption == here
        await pilot.press("1", "1")
        await pilot.pause()
        await pilot.press("escape", "escape", "escape")
        await pilot.pause(0.2)
        assert app.screen is screen
        assert screen.session.caption == here
        # What was coded in the interview is seen here.
        assert [each.coder for each in screen.session.work.codings_on(screen.session.cursor)] == ["AK"]


async def test_memo_key_quote_flag_and_rest_of_the_answer_are_of_the_interview_in_front(desk: StudyDesk) -> None:
    app = OkqualApp(desk)
    async with app.run_test(size=(120, 30)) as pilot:
        screen = await reading(pilot, "home", "f", "X")
        first = screen.session.standing
        flagged = [each.number for each in note(desk.study, first.note).passages if each.flagged]
        assert flagged == [first.own_number]
        gone = {row.case: row.questions["2"].left for row in browsing.overview(desk.study) if "2" in row.questions}
        assert gone[first.case] == 0
        assert any(left for case, left in gone.items() if case != first.case)
        await pilot.press("end", "1", "2", "c")
        await pilot.pause()
        last = screen.session.standing
        assert [(each.value, each.key) for each in note(desk.study, last.note).codings] == [("delvis", True)]


async def test_words_of_two_interviews_are_not_one_coding(desk: StudyDesk) -> None:
    app = OkqualApp(desk)
    async with app.run_test(size=(120, 30)) as pilot:
        screen = await reading(pilot, "home")
        await pilot.press(*["shift+down"] * 8, "1")
        await pilot.pause()
        assert desk.code_counts() == {}
        assert screen.session.work.codings == {}


async def test_groups_are_chosen_crossed_and_left_out(desk: StudyDesk) -> None:
    app = OkqualApp(desk)
    async with app.run_test(size=(120, 30)) as pilot:
        screen = await reading(pilot)
        assert "grupper: aktörstyp" in screen_text(app)
        here = screen.session.caption
        screen._group_by(("aktörstyp", "län"))
        await pilot.pause()
        assert "── kommun × Norrbotten (1) ──" in screen_text(app).lower().replace("norrbotten", "Norrbotten")
        assert screen.session.caption == here
        screen._group_by(())
        await pilot.pause()
        assert "inga grupper" in screen_text(app)
        assert "──  (" not in screen_text(app)


async def test_hostile_texts_are_shown_and_nothing_vanishes(desk: StudyDesk, tmp_path: Path) -> None:
    path = tmp_path / "B-9.md"
    path.write_text(HOSTILE.format(long="ord " * 2500), encoding="utf-8")
    load(desk.study, [path])
    app = OkqualApp(desk)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await reading(pilot)
        screen.session.to(screen.session._by_case["B-9"][0])
        screen.show()
        await pilot.pause()
        assert "[laughs] [/b]" in screen_text(app)
        assert "\x1b" not in screen_text(app)
        await pilot.resize_terminal(20, 5)
        await pilot.pause()
        await pilot.resize_terminal(80, 24)
        await pilot.pause()
        assert "[laughs] [/b]" in screen_text(app)


@pytest.mark.parametrize("size", [(80, 24), (140, 40)])
async def test_the_screen_looks_as_it_did(desk: StudyDesk, golden: Golden, size: tuple[int, int]) -> None:
    first = next(each for each in note(desk.study, "A-1").passages if each.questions == ("2",))
    coding.apply_code(desk.study, "A-1", first.start, first.end, CODE, "ja")
    app = OkqualApp(desk)
    async with app.run_test(size=size) as pilot:
        await reading(pilot)
        golden(app, f"answers_{size[0]}x{size[1]}")
