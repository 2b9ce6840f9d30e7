"""The screens on a real study: what a key does is in the journal, and what is in front is what the study has."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from okqual.study import undo_history
from okqual.study.opening import shipped
from okqual.tui.acts import Acts
from okqual.tui.app import OkqualApp
from okqual.tui.jobs import load_notes
from okqual.tui.screens.working import Working
from okqual.tui.session import Session
from okqual.tui.study_desk import StudyDesk, open_desk
from tests.builders import example_study
from tests.tui.conftest import screen_text
from tests.tui.test_session import DEEDS, do

NOTES = [path for path in shipped("transcripts").glob("*") if path.suffix in {".docx", ".md", ".txt"}]
pytestmark = pytest.mark.skipif(len(NOTES) < 3, reason="the example's notes are not in this checkout")


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return example_study(tmp_path_factory)


@pytest.fixture
def desk(example: Path, tmp_path: Path) -> Iterator[StudyDesk]:
    import shutil

    desk = open_desk(Path(shutil.copytree(example, tmp_path / "copy")), "TS", read_only=False)
    yield desk
    desk.close()


async def test_a_coder_who_sees_only_her_own_codes_and_takes_it_back(desk: StudyDesk) -> None:
    desk.everyone = False
    app = OkqualApp(desk)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        assert "0 genomgångna" in screen_text(app)
        await pilot.press("enter")
        await pilot.pause(0.2)
        session = app.screen.session
        before = session.left_in_interview()
        here = session.caption
        await pilot.press("1", "enter", "space")
        await pilot.pause()
        assert session.left_in_interview() == before - 1
        assert session.caption != here
        coding = next(iter(session.work.codings.values()))
        assert coding.coder == "TS"
        assert desk.upcoming_undo().kind == "codings.added"
        await pilot.press("u")
        await pilot.pause()
        assert session.caption == here
        assert session.work.codings == {}
        assert session.left_in_interview() == before
        await pilot.press("ctrl+q")
    assert desk.position().number == session.passage.number


AT_START = """
import sys
from pathlib import Path
from okqual.tui.app import OkqualApp
from okqual.tui.jobs import load_notes
from okqual.tui.screens.working import Working
from okqual.tui.study_desk import open_desk

async def leave(app):
    app.call_after_refresh(app.exit)

OkqualApp.on_ready = leave
desk = open_desk(Path(sys.argv[1]), "TS", False)
OkqualApp(desk).run(headless=True, size=(120, 40))
print(*(name for name in sys.argv[2:] if name in sys.modules))
"""


def test_the_first_screen_loads_nothing_heavy(desk: StudyDesk) -> None:
    heavy = ["pandas", "numpy", "docx", "lxml", "jsonschema", "xlsxwriter", "openpyxl", "rapidfuzz", "yaml"]
    ran = subprocess.run(
        [sys.executable, "-c", AT_START, str(desk.folder), *heavy], capture_output=True, encoding="utf-8", check=True
    )
    assert ran.stdout.strip() == ""


async def test_a_corrected_note_leads_to_its_orphans_and_back(desk: StudyDesk) -> None:
    session = Session(desk)
    session.open(desk.overview()[0].case)
    place = next(at for at, each in enumerate(session.work.passages) if session.work.codings_on(at))
    session.to(place)
    coding = session.work.codings_on(place)[0]
    text = session.work.note.text
    passage = session.passage
    words = "Någonting helt annat står här efter rättelsen av anteckningen."
    corrected = text[: passage.start] + words + text[passage.end :]
    file = desk.folder / "transcripts" / f"{session.case}.txt"
    file.write_text(corrected, encoding="utf-8")
    assert desk.load(file) == 1
    assert coding.id in {orphan.coding.id for orphan in desk.orphans()}
    app = OkqualApp(desk)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause(0.2)
        before = desk.orphan_count()
        assert "förlorat sina ord" in screen_text(app)
        await pilot.press("g", "l")
        await pilot.pause(0.2)
        await pilot.press("enter")
        await pilot.pause(0.4)
        await pilot.press("l")
        await pilot.pause(0.4)
        assert desk.orphan_count() == before - 1
        await pilot.press("u")
        await pilot.pause(0.3)
        assert desk.orphan_count() == before


async def test_the_matrix_is_written_from_the_keys(desk: StudyDesk) -> None:
    app = OkqualApp(desk)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("g", "m")
        await pilot.pause(0.2)
        await pilot.press("w")
        await app.workers.wait_for_complete()
        await pilot.pause(0.2)
        assert [path.name for path in (desk.folder / "exports").glob("*.docx")] == ["temamatris.docx"]


@settings(max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from(DEEDS), min_size=5, max_size=25), st.integers(0, 12))
def test_the_mirror_is_the_study(desk: StudyDesk, deeds: list[str], which: int) -> None:
    rows = desk.overview()
    session = Session(desk)
    session.open(rows[which % len(rows)].case)
    acts = Acts(session)
    for count, deed in enumerate(deeds):
        do(deed, count, session, acts)
    fresh = desk.interview(session.case)
    assert session.questions == fresh.questions
    for work, now in zip(session.notes, fresh.notes, strict=True):
        assert {c.id: c for c in work.codings.values()} == {c.id: c for c in now.codings}
        assert {p.number: p for p in work.passages} == {p.number: p for p in now.passages}


def test_progress_here_and_in_the_overview_agree(desk: StudyDesk) -> None:
    for everyone in (True, False):
        desk.everyone = everyone
        for row in desk.overview():
            session = Session(desk)
            session.open(row.case)
            assert session.left_in_interview() == row.left


def test_the_next_interview_is_the_next_with_something_left(desk: StudyDesk, monkeypatch: pytest.MonkeyPatch) -> None:
    """When nothing is left elsewhere that is known until something is taken back."""
    desk.everyone = False
    names = [row.case for row in desk.overview()]
    left = [row.case for row in desk.overview() if row.left > 0]
    assert desk.gone_through()[0] == sum(row.done for row in desk.overview())
    for at, name in enumerate(names):
        after = [*names[at + 1 :], *names[:at]]
        assert desk.next_left(name) == next((case for case in after if case in left), None)
    session = Session(desk)
    session.open(names[0])
    acts = Acts(session)
    asked: list[str] = []
    monkeypatch.setattr(desk, "next_left", asked.append)
    for place in range(len(session.work.passages)):
        if not session.work.is_own_done(place):
            session.to(place)
            acts.toggle_nothing()
    while session.to_next_undone():
        acts.toggle_nothing()
    asked.clear()
    assert not session.to_next_undone()
    assert asked == []
    acts.undo()
    session.to(0)
    assert session.to_next_undone()
    session._done_elsewhere = False
    acts.redo()
    assert not session.to_next_undone()
    assert asked == [names[0]]


async def test_a_folder_is_read_in_although_one_file_is_none(desk: StudyDesk, tmp_path: Path) -> None:
    """The one that cannot be read is named, the others are there; no process is started from a screen."""
    folder = tmp_path / "fler"
    folder.mkdir()
    for number in range(9):
        text = f"Intervju-id: N-{number}\n\nFråga 10. Samordning\n- Vi ses ibland, {number}.\n"
        (folder / f"n{number}.txt").write_text(text, encoding="utf-8")
    (folder / "n5.docx").write_bytes(b"\x00\x01 ingen Wordfil")
    before = len(desk.overview())
    app = OkqualApp(desk)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause(0.2)
        app.trying(lambda: load_notes(app, folder))
        for _ in range(300):
            await pilot.pause(0.1)
            if len(desk.overview()) == before + 9 and not any(isinstance(s, Working) for s in app.screen_stack):
                break
        await pilot.pause(0.3)
        assert len(desk.overview()) == before + 9
        told = [notice.message for notice in app._notifications]
        assert told[0] == "Läste in 9 nya anteckningar."
        assert told[1].startswith("Antal filer som inte kunde läsas in: 1 av 10.")
        assert "n5.docx" in told[1]


async def test_split_join_and_ends_in_a_real_study(desk: StudyDesk) -> None:
    app = OkqualApp(desk)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("enter")
        await pilot.pause(0.3)
        session = app.screen.session
        session.open(session.case, session.work.note.id)
        work = session.work
        place = next(
            at
            for at in range(len(work.passages) - 1)
            if work.passages[at].questions == work.passages[at + 1].questions not in ((), ("1",))
        )
        session.to(place)
        app.screen.show()
        done = session.gone_through[0]
        await pilot.press("shift+down", "shift+down", "shift+up", "k", *"ökad", "enter")
        if app.screen.acts.asking is not None:
            await pilot.press("enter")
        await pilot.press("down", "d", "e", "right", "enter")
        await pilot.pause()
        assert session.gone_through[0] == done + 2 == desk.gone_through()[0]
        fresh = {c.id: c for c in desk.interview(session.case).notes[0].codings}
        assert session.work.codings == fresh
        assert [each.change.deed for each in undo_history.done(desk.study, 3)] == [
            "coding.moved", "coding.split", "codings.added",
        ]  # fmt: skip
        await pilot.press("u", "u", "u")
        assert not any(c.coder == "TS" for c in desk.interview(session.case).notes[0].codings)
        assert session.gone_through[0] == done
