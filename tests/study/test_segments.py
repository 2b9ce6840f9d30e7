"""Cutting a coding in two and joining two: what is kept, what is refused, undone as one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from okqual.errors import OkqualError
from okqual.model.coding import Coding
from okqual.store import queries
from okqual.store.entries import entries, state_digest
from okqual.store.merging import merge
from okqual.store.verify import problems, table_digests
from okqual.study.coding import apply_code, set_key, set_memo, set_value
from okqual.study.opening import DATABASE, Study
from okqual.study.segments import join_codings, split_coding
from okqual.study.undoing import redo, undo, upcoming_undo
from tests.store.histories import copy_of, load_note, new_study


@pytest.fixture
def study(tmp_path: Path) -> Iterator[Study]:
    study = new_study(tmp_path / "a")
    load_note(study, 1)
    yield study
    study.close()


def passages(study: Study) -> list[tuple[int, int]]:
    return [(passage.start, passage.end) for passage in queries.note_now(study.db, "N-1").passages]


def coded(study: Study, first: int, last: int, code: str = "KOH-a", value: str | None = "ja", **more) -> Coding:
    spans = passages(study)
    return apply_code(study, "N-1", spans[first][0], spans[last][1], code, value, **more)


def all_of(study: Study) -> list[Coding]:
    return sorted(queries.all_codings(study.db), key=lambda coding: coding.start)


def shown(study: Study) -> dict[str, str]:
    """The tables, without those that list entries: what was undone, and what each entry is about."""
    return {
        table: digest for table, digest in table_digests(study.db).items() if table not in ("undone", "entry_about")
    }


def test_a_coding_over_two_passages_becomes_two_with_the_same_code_value_and_people(study: Study) -> None:
    spans = passages(study)
    whole = coded(study, 0, 1, memo="om båda", key=True, participants=("IP1", "Åsa Ö"))

    made = split_coding(study, whole.id, spans[1][0])

    first, second = all_of(study)
    assert (first.id, second.id) == (whole.id, made.id)
    assert [(c.start, c.end) for c in (first, second)] == [spans[0], spans[1]]
    assert {(c.code, c.value, c.participants, c.definition) for c in (first, second)} == {
        ("KOH-a", "ja", ("IP1", "Åsa Ö"), whole.definition)
    }
    assert [(c.memo, c.key) for c in (first, second)] == [("om båda", True), ("", False)]
    assert problems(study.db) == []


def test_a_split_is_undone_and_redone_as_one_and_said_as_one(study: Study) -> None:
    whole = coded(study, 0, 2)
    before = shown(study)
    split_coding(study, whole.id, passages(study)[1][0])
    after = shown(study)

    assert (upcoming_undo(study).deed, upcoming_undo(study).entries) == ("coding.split", 2)
    assert undo(study).code == "KOH-a"
    assert shown(study) == before
    redo(study)
    assert shown(study) == after
    assert problems(study.db) == []


@pytest.mark.parametrize("where", ["start", "end", "before", "space"])
def test_a_split_leaves_words_on_both_sides(study: Study, where: str) -> None:
    whole = coded(study, 1, 2)
    at = {"start": whole.start, "end": whole.end, "before": 0, "space": whole.end - 1}[where]
    apply_code(study, "N-1", whole.end - 1, whole.end, "KOH-a")
    before = state_digest(study.db)

    with pytest.raises(OkqualError) as refused:
        split_coding(study, whole.id, at)

    # The last character was coded by itself: what would be a double is refused as well.
    assert refused.value.key == ("errors.split_coded" if where == "space" else "errors.split_outside")
    assert state_digest(study.db) == before


def test_two_neighbours_become_one_that_keeps_both_memos(study: Study) -> None:
    one = coded(study, 0, 0, memo="först", participants=("IP1",))
    other = coded(study, 1, 1, memo="sedan", key=True, participants=("IP2",))
    before = shown(study)

    made = join_codings(study, other.id, one.id)

    assert made == all_of(study)[0]
    assert len(all_of(study)) == 1
    assert (made.id, made.start, made.end) == (one.id, one.start, other.end)
    assert (made.memo, made.key, made.participants) == ("först\n\nsedan", True, ("IP1", "IP2"))
    assert (upcoming_undo(study).deed, upcoming_undo(study).entries) == ("coding.joined", 5)
    undo(study)
    assert shown(study) == before
    redo(study)
    assert all_of(study) == [made]
    assert problems(study.db) == []


def test_joining_what_was_split_gives_the_coding_that_was(study: Study) -> None:
    whole = coded(study, 0, 1, memo="m")
    made = split_coding(study, whole.id, passages(study)[1][0])

    assert join_codings(study, whole.id, made.id) == whole


@pytest.mark.parametrize(
    ("change", "key"),
    [
        (lambda study, one, other: set_value(study, other.id, "nej"), "errors.join_values"),
        (lambda study, one, other: set_value(study, other.id, None), "errors.join_values"),
    ],
)
def test_different_values_are_not_joined(study: Study, change, key: str) -> None:
    one, other = coded(study, 0, 0), coded(study, 1, 1)
    change(study, one, other)
    before = state_digest(study.db)

    with pytest.raises(OkqualError) as refused:
        join_codings(study, one.id, other.id)

    assert refused.value.key == key
    assert state_digest(study.db) == before


def test_words_between_another_code_and_people_on_one_side_are_refused(study: Study) -> None:
    one = coded(study, 0, 0)
    for other, key in (
        (coded(study, 2, 2), "errors.join_apart"),
        (coded(study, 1, 1, "KOH-b", None), "errors.join_apart"),
        (coded(study, 1, 1, participants=("IP1",)), "errors.join_people"),
        (one, "errors.join_apart"),
    ):
        with pytest.raises(OkqualError) as refused:
            join_codings(study, one.id, other.id)
        assert refused.value.key == key


def test_anothers_coding_is_neither_split_nor_joined(study: Study, tmp_path: Path) -> None:
    theirs, beside = coded(study, 0, 1), coded(study, 2, 2)
    other = copy_of(study, tmp_path / "b", "TS")
    for deed in (
        lambda: split_coding(other, theirs.id, passages(other)[1][0]),
        lambda: join_codings(other, theirs.id, beside.id),
    ):
        with pytest.raises(OkqualError) as refused:
            deed()
        assert refused.value.key == "errors.not_own_coding"
    other.close()


def test_what_another_said_of_the_second_part_keeps_the_split(study: Study, tmp_path: Path) -> None:
    whole = coded(study, 0, 1)
    made = split_coding(study, whole.id, passages(study)[1][0])
    other = copy_of(study, tmp_path / "b", "TS")
    set_memo(other, made.id, "jag ser det annorlunda")
    merge(study.db, other.folder / DATABASE)
    other.close()

    with pytest.raises(OkqualError) as refused:
        undo(study)
    assert refused.value.key == "errors.others_build_on"


def test_two_copies_that_split_and_join_agree_after_merging_both_ways(study: Study, tmp_path: Path) -> None:
    whole, beside = coded(study, 0, 1), coded(study, 2, 2)
    other = copy_of(study, tmp_path / "b", "AK")
    split_coding(study, whole.id, passages(study)[1][0])
    set_key(other, beside.id, True)
    join_codings(other, whole.id, beside.id)
    merge(study.db, other.folder / DATABASE)
    merge(other.db, study.folder / DATABASE)

    assert table_digests(study.db) == table_digests(other.db)
    assert problems(study.db) == problems(other.db) == []
    other.close()


def test_the_texts_of_a_join_are_not_in_the_journal(study: Study) -> None:
    one, other = coded(study, 0, 0, memo="hemligt ett"), coded(study, 1, 1, memo="hemligt två")
    join_codings(study, one.id, other.id)

    assert not any("hemligt" in entry.payload for entry in entries(study.db))
