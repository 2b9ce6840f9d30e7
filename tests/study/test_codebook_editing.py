"""The codebook changed by hand: new codes, other definitions, moves, merges, splits, retirement, and taking it back."""

from __future__ import annotations

from dataclasses import replace

import pytest

from okqual.errors import OkqualError
from okqual.store import queries
from okqual.store.verify import problems
from okqual.study import coding, undoing
from okqual.study.codebook_editing import (
    add_sub_code,
    define_code,
    merge_codes,
    move_code,
    new_code,
    rename_code,
    retire_code,
    split_code,
)
from okqual.study.codebook_lock import lock
from okqual.study.definitions import code_named, codebook, definition_in_force, take_codebook
from tests.store.histories import BOOK, load_note, new_study

pytestmark = pytest.mark.usefixtures("own_state")


@pytest.fixture
def study(tmp_path):
    made = new_study(tmp_path / "a")
    load_note(made, 1)
    yield made
    assert problems(made.db) == []
    made.close()


def counts(study):
    return queries.code_counts(study.db)


def test_a_sub_code_gets_its_id_from_parent_and_name_and_what_its_parent_has(study):
    made = add_sub_code(study, "KOH-a", "Ökade resurser i kommunen")
    assert made.id == "KOH-a.okade-resurser"
    assert (made.parents, made.questions, made.scale) == (("KOH-a",), ("2",), None)
    again = add_sub_code(study, "KOH-a", "Ökade resurser")
    assert again.id not in ("KOH-a", made.id)
    assert codebook(study).codes[-2:] == (made, again)
    assert coding.apply_code(study, "N-1", 0, 5, made.id).code == made.id


@pytest.mark.parametrize("name", ["[laughs] [/b]", "\x1b[31m", "…", "漢字", "a" * 10_000, "קוד"])
def test_any_name_makes_an_id(study, name):
    made = add_sub_code(study, "KOH-a", name)
    assert made.name == name.strip()
    assert made.id.startswith("KOH-a.")
    assert made.id.isascii()


def test_an_edit_keeps_id_and_place_and_says_nothing_twice(study):
    book = codebook(study)
    old = definition_in_force(study, book.codes[0])
    define_code(study, replace(book.codes[0], when="När det är samordnat"))
    now = codebook(study)
    assert [code.id for code in now.codes] == [code.id for code in book.codes]
    assert now.codes[0].when == "När det är samordnat"
    assert definition_in_force(study, now.codes[0]) != old
    before = study.db["entry"].count
    define_code(study, now.codes[0])
    assert study.db["entry"].count == before


def test_moving_and_retiring_leave_the_definition_alone(study):
    before = definition_in_force(study, code_named(study, "KOH-b"))
    assert move_code(study, "KOH-b", ("KOH-a", "REL-c")).parents == ("KOH-a", "REL-c")
    assert retire_code(study, "KOH-b").retired
    assert definition_in_force(study, code_named(study, "KOH-b")) == before
    with pytest.raises(OkqualError, match="retired_code"):
        coding.apply_code(study, "N-1", 0, 5, "KOH-b")
    assert "KOH-b" not in [code.id for code in codebook(study).expected_under("2")]
    retire_code(study, "KOH-b", on=False)
    assert coding.apply_code(study, "N-1", 0, 5, "KOH-b").code == "KOH-b"


def test_a_circle_is_refused(study):
    move_code(study, "KOH-b", ("KOH-a",))
    with pytest.raises(OkqualError, match="code_circle"):
        move_code(study, "KOH-a", ("KOH-b",))
    with pytest.raises(OkqualError, match="code_circle"):
        move_code(study, "KOH-a", ("KOH-a",))


def test_codings_count_as_the_code_theirs_was_merged_into_until_it_is_undone(study):
    one = coding.apply_code(study, "N-1", 0, 5, "KOH-b")
    coding.apply_code(study, "N-1", 0, 5, "REL-c")
    child = add_sub_code(study, "KOH-b", "Under")
    merge_codes(study, "KOH-b", "REL-c")
    assert counts(study) == {"REL-c": 2}
    assert "KOH-b" not in codebook(study).by_id
    assert code_named(study, child.id).parents == ("REL-c",)
    assert code_named(study, "KOH-b").id == "REL-c"
    later = coding.apply_code(study, "N-1", 6, 9, "KOH-b")
    assert later.code == "REL-c"
    merge_codes(study, "REL-c", "KOH-a")
    assert counts(study) == {"KOH-a": 3}
    assert problems(study.db) == []
    undoing.undo(study)
    assert counts(study) == {"REL-c": 3}
    for _ in range(2):
        undoing.undo(study)
    assert counts(study) == {"KOH-b": 1, "REL-c": 1}
    assert queries.coding(study.db, one.id).code == "KOH-b"


def test_a_merge_that_would_lose_values_or_close_a_circle_is_refused(study):
    coding.apply_code(study, "N-1", 0, 5, "KOH-a", "ja")
    with pytest.raises(OkqualError, match="merge_values"):
        merge_codes(study, "KOH-a", "KOH-b")
    with pytest.raises(OkqualError, match="merge_below"):
        merge_codes(study, "KOH-b", "KOH-b")
    child = add_sub_code(study, "KOH-b", "Under")
    with pytest.raises(OkqualError, match="merge_below"):
        merge_codes(study, "KOH-b", child.id)
    merge_codes(study, child.id, "KOH-b")
    with pytest.raises(OkqualError, match="code_id_taken"):
        define_code(study, replace(child, parents=()))


def test_a_split_makes_codes_beside_the_old_one_that_says_so(study):
    made = split_code(study, "KOH-b", ["Resurser", "Andra medel"])
    assert [code.id for code in made] == ["KOH-resurser", "KOH-andra-medel"]
    assert made[0].questions == ("2", "3")
    assert code_named(study, "KOH-b").split_into == ("KOH-resurser", "KOH-andra-medel")
    undoing.undo(study)
    assert len(codebook(study).codes) == 3


def test_an_import_supersedes_edits_and_the_undone_import_brings_them_back(study):
    rename_code(study, "KOH-b", "Svårighet")
    new_code(study, "Nytt", ("KOH-a",))
    edited = codebook(study)
    take_codebook(study, replace(BOOK, title="Rättad"))
    assert [code.name for code in codebook(study).codes] == ["Samordnat", "Utmaning", "Önskan"]
    undoing.undo(study)
    assert codebook(study).codes == edited.codes
    take_codebook(study, edited)
    assert codebook(study) == edited


def test_a_locked_codebook_is_changed_by_the_lead_only(study):
    lock(study)
    rename_code(study, "KOH-b", "Svårighet")
    study.coder = "TS"
    for change in (
        lambda: rename_code(study, "KOH-b", "Annat"),
        lambda: add_sub_code(study, "KOH-b", "Under"),
        lambda: merge_codes(study, "KOH-b", "REL-c"),
        lambda: split_code(study, "KOH-b", ["a", "b"]),
        lambda: retire_code(study, "KOH-b"),
    ):
        with pytest.raises(OkqualError, match="codebook_locked"):
            change()
    with pytest.raises(OkqualError, match="lead_locks"):
        lock(study, on=False)


def test_a_code_whose_definition_is_locked_is_moved_but_not_redefined(study):
    define_code(study, replace(code_named(study, "KOH-b"), locked=True))
    with pytest.raises(OkqualError, match="code_locked"):
        rename_code(study, "KOH-b", "Annat")
    move_code(study, "KOH-b", ("KOH-a",))
    define_code(study, replace(code_named(study, "KOH-b"), locked=False))
    assert rename_code(study, "KOH-b", "Annat").name == "Annat"


@pytest.mark.parametrize(("wrong", "key"), [("", "code_name"), ("  ", "code_name")])
def test_an_empty_name_is_refused(study, wrong, key):
    with pytest.raises(OkqualError, match=key):
        new_code(study, wrong)


def test_an_unknown_parent_is_refused(study):
    with pytest.raises(OkqualError, match="code_parent"):
        new_code(study, "Ny", ("FINNS-EJ",))
