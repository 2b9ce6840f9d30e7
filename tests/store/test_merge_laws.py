"""Three copies with random histories, merged in every order and grouping: one and the same study comes of it."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from itertools import permutations
from pathlib import Path
from unittest.mock import patch

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from okqual.errors import OkqualError
from okqual.store import queries
from okqual.store.entries import entries, state_digest
from okqual.store.merging import merge
from okqual.store.verify import problems, table_digests
from okqual.study import changing, coding, conflicts, undoing
from okqual.study.opening import DATABASE, Study, open_study
from tests.store.histories import CODES, copy_of, load_note, new_study
from tests.store.memo_changes import MEMO_CHANGES, change_memos
from tests.store.team_changes import TEAM_CHANGES, change_team

CODERS = ("AK", "TS", "LB")
NAMES = ("abcdefghjk", "mnpqrstuvw", "xyz2345678")
DEEDS = ("code", "value", "memo", "uncode", "load", "undo", "team", "memos")
HISTORY = st.lists(st.tuples(st.sampled_from(DEEDS), st.integers(0, 1000)), max_size=6)
LAWS = settings(max_examples=int(os.environ.get("OKQUAL_LAWS", "3")), deadline=None,
                suppress_health_check=list(HealthCheck))  # fmt: skip

pytestmark = pytest.mark.usefixtures("own_state")


def do(study: Study, what: str, pick: int) -> None:
    """One change, as a person might; what the study refuses is passed by."""
    notes, there = sorted(queries.note_ids(study.db)), [c.id for c in queries.all_codings(study.db)]
    name = there[pick % len(there)] if there else ""
    try:
        if what == "code":
            now = queries.note_now(study.db, notes[pick % len(notes)])
            passage = now.passages[pick % len(now.passages)]
            coding.apply_code(study, now.id, passage.start, passage.end, CODES[pick % 3].id)
        elif what == "value" and name and queries.coding(study.db, name).code == CODES[0].id:
            coding.set_value(study, name, ("ja", "nej", None)[pick % 3])
        elif what == "memo" and name:
            coding.set_memo(study, name, f"{study.coder} {pick % 3}")
        elif what == "uncode" and name:
            coding.remove_coding(study, name)
        elif what == "load":
            load_note(study, 2 + pick % 2)
        elif what == "undo":
            undoing.undo(study)
        elif what == "team":
            change_team(study, pick, TEAM_CHANGES[pick % len(TEAM_CHANGES)])
        elif what == "memos":
            change_memos(study, pick, MEMO_CHANGES[pick % len(MEMO_CHANGES)], notes[0], CODES[0].id)
    except OkqualError as error:
        assert error.key in ("errors.note_exists", "errors.others_build_on")


@contextmanager
def three(histories: list[list[tuple[str, int]]]) -> Iterator[list[Path]]:
    """Folders of three copies of one study that went on apart."""
    folder = Path(tempfile.mkdtemp())
    with patch.object(changing, "new_origin", iter(NAMES).__next__), ExitStack() as open_ones:
        first = open_ones.enter_context(closing(new_study(folder / "AK", "AK")))
        load_note(first, 1)
        do(first, "code", 0)
        copies = [first, *(copy_of(first, folder / name, name) for name in CODERS[1:])]
        for study, history in zip(copies, histories, strict=True):
            open_ones.callback(study.close)
            for what, pick in history:
                do(study, what, pick)
            study.db.conn.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    try:
        yield [folder / name for name in CODERS]
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def merged(*folders: Path) -> Iterator[Study]:
    """A copy of the first, with the others merged into it one after the other."""
    with tempfile.TemporaryDirectory() as name:
        shutil.copytree(folders[0], Path(name) / "s")
        with closing(open_study(Path(name) / "s", "AK")) as study:
            for other in folders[1:]:
                merge(study.db, other / DATABASE)
            yield study


def looks(study: Study) -> object:
    """All that can be told of a study."""
    return state_digest(study.db), table_digests(study.db), [c.id for c in conflicts.conflicts(study)]


@LAWS
@given(st.lists(HISTORY, min_size=3, max_size=3))
def test_order_and_grouping_do_not_matter_and_nothing_is_lost(histories: list[list[tuple[str, int]]]) -> None:
    with three(histories) as folders:
        told = set()
        for folder in folders:
            with closing(open_study(folder, "AK", read_only=True)) as study:
                told |= {(entry.address, entry.digest) for entry in entries(study.db)}
        seen = []
        for order in permutations(folders):
            with merged(*order) as study:
                seen.append(looks(study))
                assert {(entry.address, entry.digest) for entry in entries(study.db)} == told
                assert problems(study.db) == []
        one, two, three_ = folders
        with merged(two, three_) as pair, merged(one, pair.folder) as study:
            seen.append(looks(study))
        assert all(each == seen[0] for each in seen)


@LAWS
@given(st.lists(HISTORY, min_size=3, max_size=3))
def test_merging_twice_or_with_oneself_brings_nothing(histories: list[list[tuple[str, int]]]) -> None:
    with three(histories) as (one, two, _), merged(one, two) as study:
        before = looks(study)
        assert merge(study.db, two / DATABASE).entries == 0
        assert merge(study.db, one / DATABASE).entries == 0
        assert looks(study) == before
