"""The verbs of coding: what a coder does is there, is one entry, and can be taken back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from okqual.errors import OkqualError
from okqual.model.note import TextKind
from okqual.store import queries
from okqual.store.entries import entries, state_digest
from okqual.store.verify import problems
from okqual.study import browsing, coding, undoing
from okqual.study.attributes import set_attribute
from okqual.study.opening import Study, open_study
from tests.store.histories import copy_of, load_note, new_study


@pytest.fixture
def study(tmp_path: Path) -> Iterator[Study]:
    study = new_study(tmp_path / "studie")
    load_note(study, 1)
    yield study
    study.close()


def number_of_entries(study: Study) -> int:
    return sum(1 for _ in entries(study.db))


def test_a_coding_is_one_entry_with_the_words_trimmed(study: Study) -> None:
    """White space at the ends of a selection is not coded."""
    before = number_of_entries(study)
    text = browsing.note(study, "N-1").text
    start = text.index(" i anteckning")

    made = coding.apply_code(study, "N-1", start, start + 3, "KOH-b")

    assert text[made.start : made.end] == "i"
    assert number_of_entries(study) == before + 1


def test_the_same_words_under_the_same_code_are_coded_once(study: Study) -> None:
    one = coding.apply_code(study, "N-1", 0, 5, "KOH-b")
    before = number_of_entries(study)

    again = coding.apply_code(study, "N-1", 0, 5, "KOH-b")

    assert again == one
    assert number_of_entries(study) == before


@pytest.mark.parametrize(
    ("note", "span", "code", "value", "key"),
    [
        ("N-1", (0, 5), "KOH-saknas", None, "errors.unknown_code"),
        ("N-9", (0, 5), "KOH-b", None, "errors.unknown_note"),
        ("N-1", (5, 5), "KOH-b", None, "errors.no_words"),
        ("N-1", (0, 10_000), "KOH-b", None, "errors.no_words"),
        ("N-1", (0, 5), "KOH-a", "kanske", "errors.unknown_value"),
        ("N-1", (0, 5), "KOH-b", "ja", "errors.unknown_value"),
    ],
)
def test_what_cannot_be_coded_is_refused_and_changes_nothing(
    study: Study, note: str, span: tuple[int, int], code: str, value: str | None, key: str
) -> None:
    before = state_digest(study.db)

    with pytest.raises(OkqualError) as refused:
        coding.apply_code(study, note, *span, code, value)

    assert refused.value.key == key
    assert state_digest(study.db) == before


def test_value_memo_key_and_people_hold_and_undo_one_by_one(study: Study) -> None:
    made = coding.apply_code(study, "N-1", 0, 5, "KOH-a")
    coding.set_value(study, made.id, "delvis")
    coding.set_memo(study, made.id, "[/b] är bra")
    coding.set_key(study, made.id, True)
    coding.set_coding_participants(study, made.id, ("IP1",))

    now = queries.coding(study.db, made.id)
    assert now is not None
    assert (now.value, now.memo, now.key, now.participants) == ("delvis", "[/b] är bra", True, ("IP1",))

    seen = []
    for _ in range(4):
        undoing.undo(study)
        now = queries.coding(study.db, made.id)
        assert now is not None
        seen.append((now.value, now.memo, now.key, now.participants))
    assert seen == [
        ("delvis", "[/b] är bra", True, ()),
        ("delvis", "[/b] är bra", False, ()),
        ("delvis", "", False, ()),
        (None, "", False, ()),
    ]


def test_undo_and_redo_go_on_after_the_study_was_closed(study: Study) -> None:
    made = coding.apply_code(study, "N-1", 0, 5, "KOH-b")
    undoing.undo(study)
    study.close()

    again = open_study(study.folder, "AK")
    try:
        assert queries.coding(again.db, made.id) is None
        redone = undoing.redo(again)
        assert redone is not None
        assert redone.code == "KOH-b"
        assert queries.coding(again.db, made.id) is not None
        assert undoing.redo(again) is None
    finally:
        again.close()


def test_redo_is_gone_when_something_was_done_since(study: Study) -> None:
    coding.apply_code(study, "N-1", 0, 5, "KOH-b")
    undoing.undo(study)
    coding.apply_code(study, "N-1", 6, 9, "KOH-b")

    assert undoing.redo(study) is None


def test_one_undoes_own_entries_only(study: Study, tmp_path: Path) -> None:
    """Another coder at the same copy has nothing to undo."""
    coding.apply_code(study, "N-1", 0, 5, "KOH-b")
    other = copy_of(study, tmp_path / "annan", "TS")
    try:
        assert undoing.undo(other) is None
    finally:
        other.close()


def test_nothing_to_code_counts_as_gone_through(study: Study) -> None:
    before = browsing.case_progress(study, "N-1")
    numbers = [p.number for p in browsing.note(study, "N-1").passages]

    coding.nothing_to_code(study, "N-1", numbers)

    after = browsing.case_progress(study, "N-1")
    assert (before.left, after.left) == (before.passages, 0)
    assert undoing.undo(study) is not None
    assert browsing.case_progress(study, "N-1").left == before.passages


def test_passages_can_be_moved_marked_and_noted(study: Study) -> None:
    coding.place_passage(study, "N-1", 1, ("3",))
    coding.set_text_kind(study, "N-1", 1, TextKind.VERBATIM)
    coding.set_passage_participants(study, "N-1", 1, ("IP1",))
    coding.set_passage_memo(study, "N-1", 1, "fråga igen")
    coding.flag_passage(study, "N-1", 1, True)

    passage = browsing.note(study, "N-1").passages[0]
    assert passage.questions == ("3",)
    assert passage.kind == TextKind.VERBATIM
    assert (passage.participants, passage.memo, passage.flagged) == (("IP1",), "fråga igen", True)


def test_a_study_open_for_reading_refuses_changes(study: Study) -> None:
    study.close()
    reader = open_study(study.folder, "AK", read_only=True)
    try:
        with pytest.raises(OkqualError) as refused:
            coding.apply_code(reader, "N-1", 0, 5, "KOH-b")
        assert refused.value.key == "errors.open_read_only"
    finally:
        reader.close()


def test_a_database_put_back_from_an_older_copy_writes_under_a_new_origin(study: Study, tmp_path: Path) -> None:
    """Otherwise two different entries would have one number, and a merge would refuse both."""
    import shutil

    coding.apply_code(study, "N-1", 0, 5, "KOH-b")
    origin = study.origin
    study.close()
    database = study.folder / "okqual.db"
    shutil.copy(database, tmp_path / "kopia.db")
    later = open_study(study.folder, "AK")
    coding.apply_code(later, "N-1", 6, 9, "KOH-b")
    assert later.origin == origin
    later.close()
    for suffix in ("-wal", "-shm"):
        database.with_name(database.name + suffix).unlink(missing_ok=True)
    shutil.copy(tmp_path / "kopia.db", database)

    back = open_study(study.folder, "AK")
    coding.apply_code(back, "N-1", 6, 9, "KOH-b")
    assert back.origin != origin
    back.close()


def test_names_of_people_are_not_in_the_journal(study: Study) -> None:
    """Payloads hold ids, numbers, enums and hashes; whoever speaks under a name is in the tables only."""
    people = ("Kim Exempel", "IP2")
    made = coding.apply_code(study, "N-1", 0, 5, "KOH-b", participants=people)
    other = coding.apply_code(study, "N-1", 6, 9, "KOH-b")
    coding.set_coding_participants(study, other.id, people)
    coding.set_passage_participants(study, "N-1", 2, people)
    set_attribute(study, "N-1", "Kim Exempel", "roll", "chef")

    note = browsing.note(study, "N-1")
    assert {c.participants for c in note.codings if c.id in {made.id, other.id}} == {people}
    assert note.passages[1].participants == people
    assert {person.label for person in queries.participants(study.db, "N-1")["N-1"]} >= {"Kim Exempel"}
    assert not any("Exempel" in entry.payload or "chef" in entry.payload for entry in entries(study.db))
    assert problems(study.db) == []
