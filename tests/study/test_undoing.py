"""Undo and redo: over restarts, a batch as one, never another coder's work."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from okqual.errors import OkqualError
from okqual.model.events import Kind
from okqual.store import queries
from okqual.store.entries import entries
from okqual.store.merging import merge
from okqual.store.verify import problems, table_digests
from okqual.study import definitions
from okqual.study.coding import apply_code, decide_case_value, nothing_to_code, remove_coding, set_value
from okqual.study.codings_file import import_codings
from okqual.study.founding import create_study
from okqual.study.opening import DATABASE, Study, open_study
from okqual.study.undoing import redo, undo, upcoming_undo
from tests.store.histories import copy_of, load_note, new_study


@pytest.fixture
def study(tmp_path: Path) -> Iterator[Study]:
    study = new_study(tmp_path / "a")
    load_note(study, 1)
    yield study
    study.close()


def coded(study: Study, number: int = 2, code: str = "KOH-a") -> str:
    passage = queries.note_now(study.db, "N-1").passages[number - 1]
    return apply_code(study, "N-1", passage.start, passage.end, code).id


def ids(study: Study) -> set[str]:
    return {coding.id for coding in queries.all_codings(study.db)}


def reopened(study: Study) -> Study:
    study.close()
    return open_study(study.folder, study.coder)


def test_undo_and_redo_after_restarts(study: Study) -> None:
    coding = coded(study)
    again = reopened(study)
    done = undo(again)

    assert done is not None
    assert (done.kind, done.where, done.code) == (Kind.CODINGS_ADDED, "N-1", "KOH-a")
    assert ids(again) == set()

    once_more = reopened(again)
    redo(once_more)

    assert ids(once_more) == {coding}
    assert problems(once_more.db) == []
    once_more.close()


def test_undo_goes_back_one_change_at_a_time_and_redo_forward(study: Study) -> None:
    states = [table_digests(study.db)]
    for change in (
        lambda: coded(study),
        lambda: set_value(study, next(iter(ids(study))), "ja"),
        lambda: nothing_to_code(study, "N-1", [1, 3, 4]),
        lambda: decide_case_value(study, "N-1", "KOH-a", "delvis", "två röster"),
        lambda: remove_coding(study, next(iter(ids(study)))),
    ):
        change()
        states.append(table_digests(study.db))

    for before in reversed(states[:-1]):
        undo(study)
        assert _shown(table_digests(study.db)) == _shown(before)
    for after in states[1:]:
        redo(study)
        assert _shown(table_digests(study.db)) == _shown(after)


def test_redo_is_over_when_something_was_done_since(study: Study) -> None:
    coded(study)
    undo(study)
    coded(study, number=3, code="KOH-b")

    assert redo(study) is None
    assert len(ids(study)) == 1


def test_an_imported_file_is_undone_as_one(study: Study, tmp_path: Path) -> None:
    mine = coded(study)
    file = tmp_path / "kodningar.csv"
    rows = ["case,quote,code,coder", "N-1,Rad 3 i anteckning 1,KOH-b,TS", "N-1,Rad 4 i anteckning 1,REL-c,TS"]
    rows.append("N-1,Rad 1 i anteckning 1: så här blev det på ön.,,TS")
    file.write_text("\n".join(rows), encoding="utf-8")
    import_codings(study, file)
    assert len(ids(study)) == 3

    undo(study)

    assert ids(study) == {mine}
    assert all(not passage.nothing_by for passage in queries.note_now(study.db, "N-1").passages)
    redo(study)
    assert len(ids(study)) == 3
    assert problems(study.db) == []


def test_a_load_is_undone_with_what_its_header_said(study: Study) -> None:
    before = table_digests(study.db)
    load_note(study, 2)
    assert queries.attributes(study.db)["N-2"]["aktörstyp"] == "region"

    undo(study)

    assert queries.cases(study.db) == ("N-1",)
    assert _shown(table_digests(study.db)) == _shown(before)


def test_another_coders_later_change_is_not_undone_from_under_them(study: Study, tmp_path: Path) -> None:
    coding = coded(study)
    other = copy_of(study, tmp_path / "b", "TS")
    set_value(other, coding, "nej")
    merge(study.db, other.folder / DATABASE)
    other.close()

    with pytest.raises(OkqualError) as refused:
        undo(study)

    assert (refused.value.key, refused.value.values["coder"]) == ("errors.others_build_on", "TS")
    assert queries.coding(study.db, coding).value == "nej"


def test_one_undoes_ones_own_changes(study: Study, tmp_path: Path) -> None:
    mine = coded(study)
    other = copy_of(study, tmp_path / "b", "TS")
    theirs = coded(other, number=3, code="KOH-b")
    merge(study.db, other.folder / DATABASE)
    other.close()

    undo(study)

    assert ids(study) == {theirs} != {mine}


def test_nothing_left_to_undo(tmp_path: Path) -> None:
    study = new_study(tmp_path / "tom")
    for _ in range(2):
        assert upcoming_undo(study) is not None
        undo(study)  # codebook, guide

    before = len(list(entries(study.db)))
    assert upcoming_undo(study) is None
    assert undo(study) is None
    assert len(list(entries(study.db))) == before
    study.close()


def _shown(digests: dict[str, str]) -> dict[str, str]:
    """Without the tables that list entries: what was undone, and what each entry is about."""
    return {table: digest for table, digest in digests.items() if table not in ("undone", "entry_about")}


def test_undo_stops_at_what_the_study_was_founded_with(tmp_path: Path) -> None:
    """Without guide and codebook there is no study to go on with."""
    study = create_study(tmp_path / "ny", coder="AK")
    before = definitions.guide(study), definitions.codebook(study)

    assert undo(study) is None
    assert (definitions.guide(study), definitions.codebook(study)) == before
    study.close()
