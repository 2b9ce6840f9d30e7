"""What waits in a codebook: codings whose definition changed, proposals, and codes made while coding."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from okqual.study.changed_definitions import how_many
from okqual.study.codebook_editing import define_code
from okqual.study.codebook_lock import lock
from okqual.study.definitions import code_named, codebook
from okqual.study.proposing import proposals, propose
from okqual.tui.app import OkqualApp
from okqual.tui.screens.proposals import ProposalsScreen
from okqual.tui.study_desk import StudyDesk
from tests.tui.codebook_builders import codebook_desk, there, typed
from tests.tui.conftest import screen_text


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[StudyDesk]:
    desk = codebook_desk(tmp_path / "a")
    yield desk
    desk.close()


@pytest.mark.parametrize("size", [(80, 24), (140, 40)])
async def test_codings_of_a_changed_definition_wait_until_they_are_dealt_with(desk: StudyDesk, golden, size) -> None:
    define_code(desk.study, replace(code_named(desk.study, "KOH-b"), when="Hinder i kommunen."), meaning=True)
    define_code(desk.study, replace(code_named(desk.study, "REL-c"), example="T.ex."), meaning=False)
    app = OkqualApp(desk)
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        assert "! 2 kodningar vars definition har ändrats" in screen_text(app)
        await there(app, pilot)
        assert "2 kodningar att se över (t)" in screen_text(app)
        await pilot.press("t")
        await pilot.pause(0.1)
        golden(app, f"changed-{size[0]}")
        assert "Hinder[+ i kommunen+]." in screen_text(app)
        await pilot.press("enter")
        await pilot.pause(0.1)
        assert how_many(desk.study) == 1
        await pilot.press("u")
        await pilot.pause(0.1)
        assert how_many(desk.study) == 2
        await pilot.press("k")
        await typed(pilot, "KOH-a")
        await pilot.press("enter")
        await pilot.pause(0.1)
        assert how_many(desk.study) == 1
        assert desk.code_counts()["KOH-a"] == 1
        assert "är nu" in screen_text(app)
        await pilot.press("u")
        await pilot.pause(0.1)
        assert how_many(desk.study) == 2
        await pilot.press("enter", "delete")
        await pilot.pause(0.1)
        assert how_many(desk.study) == 0
        assert desk.code_counts() == {"KOH-b": 1, "REL-c": 1}


@pytest.mark.parametrize("size", [(80, 24), (140, 40)])
async def test_the_lead_answers_proposals_and_the_proposer_sees_it(desk: StudyDesk, golden, size) -> None:
    study = desk.study
    lock(study)
    study.coder = "TS"
    propose(study, "Personalbrist", "Ingen kod täcker att folk slutar.", ("N-1", 0, 10))
    propose(study, "Vikarier", "")
    study.coder = "AK"
    app = OkqualApp(desk)
    async with app.run_test(size=size) as pilot:
        await there(app, pilot, "p")
        assert isinstance(app.screen, ProposalsScreen)
        golden(app, f"proposals-{size[0]}")
        await pilot.press("enter", "enter")
        await pilot.pause(0.1)
        made = codebook(study).codes[-1]
        assert (made.name, made.questions) == ("Personalbrist", ("2",))
        assert desk.code_counts()[made.id] == 1
        await pilot.press("d")
        await typed(pilot, "Finns")
        await pilot.press("enter")
        await pilot.pause(0.1)
        assert [(one.name, str(one.answer)) for one in proposals(study)] == [
            ("Vikarier", "declined"),
            ("Personalbrist", "accepted"),
        ]
        assert "Finns" in screen_text(app)


async def test_a_new_code_is_made_while_coding_and_put_on_the_words(desk: StudyDesk) -> None:
    app = OkqualApp(desk)
    async with app.run_test(size=(120, 30)) as pilot:
        await pilot.pause()
        await pilot.press("enter")
        await pilot.pause(0.2)
        await pilot.press("k")
        await typed(pilot, "Personal")
        await pilot.press("ctrl+n")
        await pilot.pause()
        await pilot.press("end")
        await typed(pilot, "brist")
        await pilot.press("enter")
        await pilot.pause(0.1)
        made = codebook(desk.study).codes[-1]
        assert made.name == "Personalbrist"
        assert desk.code_counts()[made.id] == 1
        assert "Personalbrist" in screen_text(app)
        await pilot.press("k")
        await typed(pilot, "personal")
        await pilot.press("enter")
        await pilot.pause(0.1)
        assert app.screen.session.code_counts[made.id] == 1


async def test_under_a_lock_a_new_code_is_a_proposal_with_its_words(desk: StudyDesk) -> None:
    desk.study.coder = "TS"
    lock(desk.study)
    desk.study.coder = "AK"
    app = OkqualApp(desk)
    async with app.run_test(size=(120, 30)) as pilot:
        await pilot.pause()
        await pilot.press("enter")
        await pilot.pause(0.2)
        await pilot.press("k", "ctrl+n")
        await pilot.pause()
        await typed(pilot, "Personalbrist")
        await pilot.press("enter")
        await typed(pilot, "Saknas")
        await pilot.press("enter")
        await pilot.pause(0.1)
        (made,) = proposals(desk.study)
        assert (made.name, made.why, made.coder, made.note) == ("Personalbrist", "Saknas", "AK", "N-1")
        assert made.quote.startswith("Rad ")
        assert "Föreslog Personalbrist" in screen_text(app)
        assert "till TS" in screen_text(app)
        assert len(codebook(desk.study).codes) == 3
