"""Two investigators, two desks, one study: the example coded apart, brought together either way, settled on screen."""

from __future__ import annotations

import random
import shutil
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from okqual.messages import set_language
from okqual.model.coding import Coding
from okqual.model.team import Role
from okqual.store import queries
from okqual.store.entries import state_digest
from okqual.store.verify import problems, table_digests
from okqual.study import adjudicating, assigning
from okqual.study.agreeing import agree
from okqual.study.coding import apply_code
from okqual.study.definitions import codebook
from okqual.study.differing import differences
from okqual.study.founding import create_study
from okqual.study.merging import merge
from okqual.study.methods import methods
from okqual.study.opening import DATABASE, Study, open_study
from okqual.tui.app import OkqualApp
from okqual.tui.study_desk import open_desk
from tests.tui.conftest import screen_text

SHARED = 4
OTHERWISE = {"ja": "nej", "nej": "ja", "delvis": "ja", "positiv": "negativ", "negativ": "positiv"}


@pytest.fixture(scope="module")
def desks(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, Path]]:
    """AK's and TS's folders, coded by script and not yet brought together."""
    patch = pytest.MonkeyPatch()
    patch.setenv("OKQUAL_STATE_DIR", str(tmp_path_factory.mktemp("state")))
    set_language("sv")
    folder = tmp_path_factory.mktemp("bord")
    with closing(create_study(folder / "AK", name="Exempel", coder="AK", example=True)) as study:
        assigning.name_coder(study, "AK", "Anna Karlsson")
        assigning.name_coder(study, "TS", "Tove Sand")
        cases = assigning.draw(study, "TS", 20, 7).cases[:SHARED]
        assigning.assign(study, cases, "AK", Role.MAIN)
        # Once she codes blind AK does not see what the example's coder did there either.
        assert queries.codings(study.db, cases[0]) == ()
        study.db.conn.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    with closing(open_study(folder / "AK", "EX", read_only=True)) as study:
        seen = [
            one
            for case in cases
            for note in queries.notes_of(study.db, case)
            for one in queries.codings(study.db, note)
        ]
    shutil.copytree(folder / "AK", folder / "TS")
    for coder, missed in (("AK", 0.05), ("TS", 0.15)):
        with closing(open_study(folder / coder, coder)) as study:
            code_by_script(study, seen, random.Random(coder), missed)
            assigning.set_done(study, cases)
    yield folder / "AK", folder / "TS"
    patch.undo()


def code_by_script(study: Study, seen: list[Coding], choose: random.Random, missed: float) -> None:
    """What the example's coder saw, but for some that are missed and some that get another value."""
    scales = {code.id: code.scale for code in codebook(study).codes}
    for one in seen:
        if choose.random() < missed:
            continue
        scale = scales[one.code]
        other = OTHERWISE.get(one.value or "", one.value) if choose.random() < missed else one.value
        known = {value.id for value in scale.values} if scale else set()
        apply_code(study, one.note, one.start, one.end, one.code, other if other in known else one.value)


def copied(folder: Path, to: Path) -> Study:
    shutil.copytree(folder, to)
    return open_study(to, folder.name)


def test_either_order_gives_the_same_study(desks: tuple[Path, Path], tmp_path: Path) -> None:
    first, second = (copied(folder, tmp_path / folder.name) for folder in desks)
    with closing(first), closing(second):
        merge(first, desks[1])
        merge(second, desks[0])

        assert state_digest(first.db) == state_digest(second.db)
        assert table_digests(first.db) == table_digests(second.db)
        assert problems(first.db) == []
        assert merge(first, tmp_path / "TS").merged.entries == 0


async def test_settled_on_screen_and_told_before_and_after(desks: tuple[Path, Path], tmp_path: Path) -> None:
    copied(desks[0], tmp_path / "AK").close()
    with closing(open_study(tmp_path / "AK", "AK")) as study:
        assert agree(study, coders=("AK", "TS")).cases == ()  # blind: the other is not done here
        merge(study, desks[1] / DATABASE)
        before = agree(study, coders=("AK", "TS"))
        waiting = len(differences(study))
    assert len(before.cases) == SHARED
    assert before.overall.presence.kappa is not None
    desk = open_desk(tmp_path / "AK", "AK", read_only=False)
    app = OkqualApp(desk)
    async with app.run_test(size=(140, 40)) as pilot:
        await pilot.press("g", "d")
        await pilot.pause()
        assert f"{waiting} enheter att samkoda" in screen_text(app)
        await pilot.press("1", *"efter definitionen", "enter")
        for _ in range(4):
            await pilot.press("3", "enter")
        await pilot.pause()
        assert f"{waiting - 5} enheter att samkoda" in screen_text(app)
    with closing(desk):
        assert {one.reason for one in adjudicating.settled(desk.study)} == {"efter definitionen"}
        after = agree(desk.study, coders=("AK", "TS"), settled=True)
        assert after.overall.presence.percent > before.overall.presence.percent
        assert agree(desk.study, coders=("AK", "TS")) == before
        told = {row[0] for row in methods(desk.study)[0].agreement.rows}
        assert {"intervju", "intervju, samkodat"} <= told
        assert problems(desk.study.db) == []
