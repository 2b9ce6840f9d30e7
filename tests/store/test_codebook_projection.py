"""Two people change one codebook apart: the same comes of it whoever merges first, and what clashed is listed."""

from __future__ import annotations

from dataclasses import replace

import pytest

from okqual.store import codebook_history, queries
from okqual.store.merging import merge
from okqual.store.verify import problems, table_digests
from okqual.study import coding
from okqual.study.codebook_editing import add_sub_code, define_code, merge_codes, move_code, rename_code
from okqual.study.definitions import code_named, codebook, take_codebook
from okqual.study.opening import DATABASE
from tests.store.histories import BOOK, copy_of, load_note, new_study

pytestmark = pytest.mark.usefixtures("own_state")


@pytest.fixture
def two(tmp_path):
    one = new_study(tmp_path / "a")
    load_note(one, 1)
    studies = (one, copy_of(one, tmp_path / "b", "TS"))
    yield studies
    for study in studies:
        assert problems(study.db) == []
        study.close()


def bring_together(two):
    one, other = two
    merge(one.db, other.folder / DATABASE)
    merge(other.db, one.folder / DATABASE)
    assert table_digests(one.db) == table_digests(other.db)
    return one


def kinds(study):
    return sorted((found.kind, found.code) for found in codebook_history.conflicts(study.db))


def test_half_a_circle_from_each_side_leaves_one_edge_and_a_conflict(two):
    move_code(two[0], "KOH-a", ("KOH-b",))
    move_code(two[1], "KOH-b", ("KOH-a",))
    study = bring_together(two)
    parents = {code.id: code.parents for code in codebook(study).codes}
    assert sorted((parents["KOH-a"], parents["KOH-b"])) in ([(), ("KOH-a",)], [(), ("KOH-b",)])
    assert [kind for kind, _code in kinds(study)] == ["parent"]


def test_two_definitions_made_apart_are_a_conflict_until_someone_settles_it(two):
    rename_code(two[0], "KOH-b", "Svårighet")
    rename_code(two[1], "KOH-b", "Hinder")
    study = bring_together(two)
    assert kinds(study) == [("definition", "KOH-b")]
    loser = codebook_history.definition_at(study.db, codebook_history.conflicts(study.db)[0].other)
    assert {loser.name, code_named(study, "KOH-b").name} == {"Svårighet", "Hinder"}
    rename_code(study, "KOH-b", "Hinder och svårigheter")
    assert kinds(study) == []


def test_edits_that_an_import_did_not_know_of_are_a_conflict(two):
    rename_code(two[0], "KOH-b", "Svårighet")
    rename_code(two[1], "REL-c", "Önskemål")
    take_codebook(two[1], replace(BOOK, title="Rättad"))
    study = bring_together(two)
    assert [code.name for code in codebook(study).codes] == ["Samordnat", "Utmaning", "Önskan"]
    assert kinds(study) == [("definition", "KOH-b")]
    define_code(study, replace(code_named(study, "KOH-b"), name="Svårighet"))
    assert kinds(study) == []


def test_codes_merged_into_each_other_apart_end_as_one(two):
    coding.apply_code(two[0], "N-1", 0, 5, "KOH-b")
    coding.apply_code(two[1], "N-1", 6, 9, "REL-c")
    merge_codes(two[0], "KOH-b", "REL-c")
    merge_codes(two[1], "REL-c", "KOH-b")
    study = bring_together(two)
    (left,) = queries.code_counts(study.db).items()
    assert left in (("KOH-b", 2), ("REL-c", 2))
    assert [kind for kind, _code in kinds(study)] == ["merge"]


def test_codes_made_apart_with_one_name_are_one(two):
    for study in two:
        add_sub_code(study, "KOH-a", "Resurser")
    study = bring_together(two)
    assert [code.id for code in codebook(study).codes[3:]] == ["KOH-a.resurser"]


def test_codings_of_an_old_definition_find_it_in_either_copy(two):
    define_code(two[0], replace(code_named(two[0], "KOH-b"), when="a"))
    made = coding.apply_code(two[0], "N-1", 0, 5, "KOH-b")
    move_code(two[1], "KOH-b", ("KOH-a",))
    define_code(two[1], replace(code_named(two[1], "KOH-b"), when="b"))
    other = coding.apply_code(two[1], "N-1", 0, 5, "KOH-b")
    study = bring_together(two)
    assert all(queries.code_definition(study.db, one.definition) for one in (made, other))
    now = coding.apply_code(study, "N-1", 6, 9, "KOH-b")
    assert queries.code_definition(study.db, now.definition)
