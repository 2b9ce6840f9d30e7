"""Where coders differ, by keys: settled with a reason, undone, a definition amended; and how it looks."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from textual.app import App

from okqual.messages import set_language
from okqual.model.agreement import Unit
from okqual.study import adjudicating, assigning
from okqual.study.coding import set_memo
from okqual.study.definitions import code_named
from okqual.study.differing import differences
from okqual.study.opening import open_study
from okqual.tui.app import OkqualApp
from okqual.tui.study_desk import StudyDesk, open_desk
from tests.builders import new_study
from tests.study.test_assigning import put
from tests.tui.conftest import screen_text

CODE = "KOH-samordnat"
HOSTILE = "[laughs] [/b] [red]\x1b[31m e\u0301 日本 \u202eåäö " + "lång " * 2000
Golden = Callable[[App[None], str], None]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = new_study(tmp_path_factory.mktemp("skilda") / "prov")
    with closing(open_study(folder, "AK")) as study:
        put(study, 2, "ja", memo="En gemensam plan räcker för ja.")
        put(study, 4, None, "KOH-onskan")
    with closing(open_study(folder, "TS")) as study:
        put(study, 2, "nej", memo="Att det tog tid talar emot.")
        put(study, 5, None, "KOH-onskan", note="A-1")
    return folder


@pytest.fixture
def desk(made: Path, tmp_path: Path) -> Iterator[StudyDesk]:
    set_language("sv")
    shutil.copytree(made, tmp_path / "prov")
    desk = open_desk(tmp_path / "prov", "AK", read_only=False)
    yield desk
    desk.close()


@pytest.mark.parametrize(("width", "height"), [(80, 24), (140, 40)])
async def test_both_readings_side_by_side(desk: StudyDesk, golden: Golden, width: int, height: int) -> None:
    app = OkqualApp(desk)
    async with app.run_test(size=(width, height)) as pilot:
        await pilot.press("g", "d")
        await pilot.pause()
        golden(app, f"differing-{width}")


async def test_settled_by_keys_with_a_reason_and_undone(desk: StudyDesk) -> None:
    app = OkqualApp(desk)
    async with app.run_test(size=(140, 40)) as pilot:
        await pilot.press("g", "d")
        await pilot.pause()
        assert "En gemensam plan räcker" in screen_text(app)
        await pilot.press("2", *"rätt läst", "enter")
        await pilot.pause()
        (one,) = adjudicating.settled(desk.study)
        assert (one.code, one.outcome, one.reason, one.coder) == (CODE, "one", "rätt läst", "AK")
        assert "rätt läst" not in screen_text(app)
        # The reason given last is on the line already.
        await pilot.press("b", "enter")
        await pilot.pause()
        assert [each.outcome for each in adjudicating.settled(desk.study)] == ["one", "both"]
        assert "Kodarna skiljer sig inte åt" in screen_text(app)
        await pilot.press("s")
        await pilot.pause()
        assert "Avgjort: den enas läsning · rätt läst (AK" in screen_text(app)
        await pilot.press("u", "u")
        await pilot.pause()
        assert adjudicating.settled(desk.study) == []
        await pilot.press("U", "s")
        await pilot.pause()
        assert len(differences(desk.study)) == 1


async def test_a_new_reading_has_a_value_of_the_scale(desk: StudyDesk) -> None:
    app = OkqualApp(desk)
    async with app.run_test(size=(140, 40)) as pilot:
        await pilot.press("g", "d")
        await pilot.pause()
        await pilot.press("e", "down", "enter", *"delvis", "enter")
        await pilot.pause()
        (one,) = adjudicating.settled(desk.study)
        assert (one.outcome, one.value) == ("new", "delvis")


async def test_the_definition_is_amended_from_there(desk: StudyDesk) -> None:
    app = OkqualApp(desk)
    async with app.run_test(size=(140, 40)) as pilot:
        await pilot.press("g", "d")
        await pilot.pause()
        await pilot.press("d")
        await pilot.pause()
        await pilot.press("tab", *"Ny: ", "ctrl+s")
        await pilot.pause()
        assert code_named(desk.study, CODE).brief.startswith("Ny:")
        assert app.current_mode == "differing"


async def test_passages_agreement_and_the_way_to_the_text(desk: StudyDesk) -> None:
    app = OkqualApp(desk)
    async with app.run_test(size=(140, 40)) as pilot:
        await pilot.press("g", "d")
        await pilot.pause()
        await pilot.press("p")
        await pilot.pause()
        assert "A-1:2" in screen_text(app)
        assert len(differences(desk.study, Unit.PASSAGE)) >= 1
        await pilot.press("o")
        await pilot.pause()
        assert app.current_mode == "coding"
        await pilot.press("escape")
        await pilot.pause()
        assert app.current_mode == "differing"
        await pilot.press("a")
        for _ in range(100):
            await pilot.pause(0.05)
            if "Krippendorffs α" in screen_text(app):
                break
        assert "Krippendorffs α" in screen_text(app)


@pytest.mark.parametrize("size", [(80, 24), (20, 5)])
async def test_hostile_words_are_shown_as_they_are(desk: StudyDesk, size: tuple[int, int]) -> None:
    (first, *_) = differences(desk.study)
    for reading in first.readings:
        for said in reading.said:
            set_memo(desk.study, said.coding, HOSTILE)
    app = OkqualApp(desk)
    async with app.run_test(size=size) as pilot:
        await pilot.press("g", "d")
        await pilot.pause()
        words = screen_text(app)
        assert "\x1b" not in words
        assert size[0] < 80 or "[laughs] [/b] [red]" in words
        await pilot.resize_terminal(140, 40)
        await pilot.pause()
        assert "[laughs] [/b] [red]" in screen_text(app)


async def test_a_coder_is_entered_and_given_interviews_from_the_command_list(desk: StudyDesk) -> None:
    from okqual.tui.verbs.team import commands

    app = OkqualApp(desk)
    async with app.run_test(size=(140, 40)) as pilot:
        await pilot.pause()
        dict(commands(app))["assign"]()
        await pilot.pause()
        await pilot.press(*"LB", "enter", *"Lo Berg", "enter", *"A-1 A-2", "enter", "enter")
        await pilot.pause()
        assert [(one.case, one.coder) for one in assigning.assignments(desk.study)] == [("A-1", "LB"), ("A-2", "LB")]
        assert any("2 intervjuer tilldelade LB" in told.message for told in app._notifications)
