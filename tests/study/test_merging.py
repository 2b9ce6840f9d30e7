"""Bringing a colleague's copy in: plan, backup, conflicts settled by a person, and what is refused with a sentence."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from okqual.errors import OkqualError
from okqual.model.memo import About
from okqual.model.team import Role
from okqual.store import queries
from okqual.store.entries import state_digest
from okqual.store.verify import problems, table_digests
from okqual.study import assigning, browsing, coding, conflicts, erasing, memos, merging, undoing
from okqual.study.archiving import export_archive
from okqual.study.backups import restore
from okqual.study.codebook_editing import define_code, new_code
from okqual.study.definitions import code_named
from okqual.study.merging_told import lines_of
from okqual.study.opening import DATABASE, Study, open_study
from tests.store.histories import CODES, copy_of, load_note, new_study, reading, take_reading


@pytest.fixture
def studies(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[Study, Study]]:
    """AK's study and TS's copy of it."""
    first = new_study(tmp_path / "a")
    load_note(first, 1)
    second = copy_of(first, tmp_path / "b", "TS")
    yield first, second
    first.close()
    second.close()


def put(study: Study, number: int, code: str = "KOH-b", note: str = "N-1", value: str | None = None) -> str:
    passage = queries.note_now(study.db, note).passages[number - 1]
    return coding.apply_code(study, note, passage.start, passage.end, code, value).id


def both_ways(one: Study, other: Study) -> None:
    merging.merge(one, other.folder)
    merging.merge(other, one.folder / DATABASE)
    assert state_digest(one.db) == state_digest(other.db)
    assert table_digests(one.db) == table_digests(other.db)
    assert problems(one.db) == problems(other.db) == []


def test_the_plan_says_what_comes_and_changes_nothing(studies: tuple[Study, Study]) -> None:
    one, other = studies
    put(one, 1)
    put(other, 2)
    load_note(other, 2)
    before = table_digests(one.db)

    plan = merging.plan(one, other.folder)

    assert (plan.brought.codings, plan.brought.ours, plan.unknown, plan.conflicts) == (1, 1, ("TS",), 0)
    assert plan.brought.theirs["TS"]["note.loaded"] == 1
    assert table_digests(one.db) == before
    assert one.db.conn.in_transaction is False


def test_settings_and_names_that_were_given_apart_wait_for_a_person(studies: tuple[Study, Study]) -> None:
    one, other = studies
    assigning.name_coder(one, "LB", "Lo Berg")
    erasing.set_rule(one, "withdraw")
    both_ways(one, other)
    assert conflicts.conflicts(one) == []
    for study, name, rule in ((one, "Lo Bergström", "keep"), (other, "Lo Bergh", "")):
        assigning.name_coder(study, "LB", name)
        erasing.set_rule(study, rule)
    both_ways(one, other)

    waiting = conflicts.conflicts(other)
    assert [(c.about, c.name, c.holds.words != c.other.words) for c in waiting] == [
        ("coder", "LB", True), ("study", "Prov", True),
    ]  # fmt: skip
    for each in waiting:
        conflicts.settle(other, each.id, "other")
    assert queries.coders(other.db)["LB"] == waiting[0].other.words
    both_ways(one, other)
    assert conflicts.conflicts(one) == []
    undoing.undo(other)
    both_ways(one, other)


def test_the_plan_does_not_say_how_much_another_coded_blind(studies: tuple[Study, Study]) -> None:
    one, other = studies
    load_note(one, 2)
    for coder in ("AK", "TS"):
        assigning.name_coder(one, coder, coder)
    assigning.assign(one, ["N-1"], "AK")
    assigning.assign(one, ["N-1"], "TS", Role.SECOND)
    both_ways(one, other)
    for number in (1, 2):
        coding.set_memo(other, put(other, number), "TS tänkte så")
    coding.remove_coding(other, put(other, 3))
    coding.nothing_to_code(other, "N-1", [4])

    plan = merging.plan(one, other.folder)

    assert (plan.brought.entries, plan.brought.codings, plan.brought.blind) == (0, 0, {"TS"})
    assert not any(sign.isdigit() for line in lines_of(plan, 0)[1:-1] for sign in line)
    put(other, 1, note="N-2")
    assert merging.plan(one, other.folder).brought.codings == 1
    assert merging.merge(one, other.folder).merged.entries == 8
    assert merging.merge(one, other.folder).merged.entries == 0


def test_a_backup_is_made_and_putting_it_back_takes_the_merge_back(studies: tuple[Study, Study]) -> None:
    one, other = studies
    put(other, 2)
    before = state_digest(one.db)

    done = merging.merge(one, other.folder)
    assert state_digest(one.db) != before
    one.close()
    assert done.backup is not None
    restore(one.folder, done.backup)

    with closing(open_study(one.folder, "AK")) as back:
        assert state_digest(back.db) == before
        # It can be merged again.
        assert merging.merge(back, other.folder).merged.entries == 1


def test_an_archive_is_merged_like_a_folder(studies: tuple[Study, Study], tmp_path: Path) -> None:
    one, other = studies
    put(other, 2)
    export_archive(other, tmp_path / "från TS.zip")

    assert merging.merge(one, tmp_path / "från TS.zip").merged.entries == 1
    assert merging.merge(one, other.folder).merged.entries == 1  # that the archive was written
    assert merging.merge(one, other.folder).merged.entries == 0


def test_what_was_said_apart_waits_for_a_person(studies: tuple[Study, Study]) -> None:
    one, other = studies
    shared = put(one, 1, "KOH-a", value="ja")
    both_ways(one, other)
    coding.set_value(one, shared, "nej")
    memos.write_memo(one, About.CASE, "N-1", "AK tänkte så")
    coding.set_value(other, shared, "delvis")
    memos.write_memo(other, About.CASE, "N-1", "TS tänkte så")
    both_ways(one, other)

    waiting = conflicts.conflicts(one)
    assert waiting == conflicts.conflicts(other)
    assert {(c.about, c.field) for c in waiting} == {("coding", "value"), ("memo", "memo")}
    memo = next(c for c in waiting if c.about == "memo")
    assert {memo.holds.coder, memo.other.coder} == {"AK", "TS"}
    assert {memo.holds.words.split()[0], memo.other.words.split()[0]} == {"AK", "TS"}

    kept = memo.other.words
    conflicts.settle(one, memo.id, "other")
    assert memos.memo_of(one, About.CASE, "N-1") in kept
    conflicts.settle(one, next(c.id for c in waiting if c.about == "coding"), "keep")
    assert conflicts.conflicts(one) == []
    both_ways(one, other)
    assert conflicts.conflicts(other) == []
    undoing.undo(one)
    assert [c.about for c in conflicts.conflicts(one)] == ["coding"]
    with pytest.raises(OkqualError) as refused:
        conflicts.settle(one, "finns:1", "keep")
    assert refused.value.key == "errors.unknown_conflict"


def test_the_same_said_in_both_is_no_conflict(studies: tuple[Study, Study]) -> None:
    one, other = studies
    for study in studies:
        memos.write_memo(study, About.CASE, "N-1", "Vi tänker lika")
    both_ways(one, other)

    assert conflicts.conflicts(one) == []


def test_two_second_notes_of_one_interview_both_stay(studies: tuple[Study, Study]) -> None:
    one, other = studies
    for study, number in ((one, 7), (other, 8)):
        made = reading(number)
        assert take_reading(study, "N-1", f"tillägg {number}.txt", made.text.encode(), made, add=True) == "N-1b"
    mine, hers = put(one, 2, note="N-1b"), put(other, 3, note="N-1b")
    both_ways(one, other)

    (waiting,) = conflicts.conflicts(one)
    assert (waiting.kind, waiting.name) == ("note", "N-1b")
    assert {waiting.holds.words, waiting.other.words} == {"tillägg 7.txt", "tillägg 8.txt"}
    conflicts.settle(one, waiting.id, "separate")

    assert queries.notes_of(one.db, "N-1") == ("N-1", "N-1b", "N-1c")
    texts = {queries.note_now(one.db, note).text for note in ("N-1b", "N-1c")}
    assert texts == {reading(7).text, reading(8).text}
    placed = [(c.note, c.coder, c.how) for note in ("N-1b", "N-1c") for c in queries.codings(one.db, note)]
    assert sorted(coder for _, coder, _ in placed) == ["AK", "TS"]
    assert {note for note, _, _ in placed} == {"N-1b", "N-1c"}
    assert queries.orphan_count(one.db) == 0
    assert {mine, hers} - {c.id for c in queries.all_codings(one.db)} != {mine, hers}
    both_ways(one, other)
    undoing.undo(one)
    assert queries.orphan_count(one.db) == 1
    assert problems(one.db) == []


def test_codes_of_one_name_are_candidates_and_never_united_by_themselves(studies: tuple[Study, Study]) -> None:
    one, other = studies
    made = new_code(one, "Samverkan lokalt", ("K",))
    define_code(other, replace(made, id="REL-samverkan", name="Samverkan  LOKALT"))
    put(one, 1, made.id)
    put(other, 2, "REL-samverkan")
    both_ways(one, other)

    (waiting,) = conflicts.conflicts(one)
    assert (waiting.kind, waiting.ways) == ("same_name", ("unite", "apart"))
    assert {made.id, "REL-samverkan"} <= browsing.code_counts(one).keys()
    conflicts.settle(one, waiting.id, "apart")
    assert conflicts.conflicts(one) == []
    undoing.undo(one)
    conflicts.settle(one, waiting.id, "unite")
    assert sorted(browsing.code_counts(one).values()) == [2]
    both_ways(one, other)


def test_a_definition_made_apart_is_listed_and_settled(studies: tuple[Study, Study]) -> None:
    one, other = studies
    for study, words in ((one, "AK menar"), (other, "TS menar")):
        define_code(study, replace(code_named(study, CODES[1].id), brief=words))
    both_ways(one, other)

    (waiting,) = conflicts.conflicts(one)
    assert (waiting.kind, waiting.name) == ("definition", CODES[1].id)
    before = code_named(one, CODES[1].id).brief
    conflicts.settle(one, waiting.id, "other")
    assert {before, code_named(one, CODES[1].id).brief} == {"AK menar", "TS menar"}
    assert conflicts.conflicts(one) == []


def test_a_copied_folder_is_explained_and_taken_as_a_fork(studies: tuple[Study, Study]) -> None:
    one, other = studies
    shared = put(one, 1)
    merging.merge(other, one.folder)
    other.origin = one.origin
    mine, hers = put(one, 2), put(other, 3)
    assert mine == hers  # the same address for two different codings
    coding.set_memo(other, hers, "hör till kopian")
    coding.set_memo(other, shared, "om det gemensamma")
    with pytest.raises(OkqualError) as refused:
        merging.merge(one, other.folder)
    assert refused.value.key == "errors.copied_folder"
    assert refused.value.values["origin"] == one.origin

    done = merging.merge(one, other.folder, as_fork=True)

    assert done.plan.brought.forked == (one.origin,)
    memos_now = {c.memo for c in queries.all_codings(one.db)}
    assert memos_now == {"", "hör till kopian", "om det gemensamma"}
    assert len(queries.all_codings(one.db)) == 3
    assert problems(one.db) == []
    put(other, 4)
    assert merging.merge(one, other.folder, as_fork=True).merged.entries == 1
    assert merging.merge(one, other.folder, as_fork=True).merged.entries == 0
    assert len(queries.all_codings(one.db)) == 4


def test_undo_after_a_merge_undoes_only_ones_own_in_every_copy(studies: tuple[Study, Study]) -> None:
    one, other = studies
    mine, hers = put(one, 1), put(other, 2)
    both_ways(one, other)
    undoing.undo(one)
    assert [c.id for c in queries.all_codings(one.db)] == [hers]
    undoing.undo(other)
    assert [c.id for c in queries.all_codings(other.db)] == [mine]
    both_ways(one, other)
    assert queries.all_codings(one.db) == []


def test_a_coder_in_no_register_is_refused_where_interviews_are_assigned(studies: tuple[Study, Study]) -> None:
    one, other = studies
    assigning.name_coder(one, "AK", "Anna Karlsson")
    assigning.assign(one, ["N-1"], "AK")
    put(other, 2)

    assert _refused(one, other.folder) == "errors.merge_coder"
    assigning.name_coder(one, "TS", "Tove Sand")
    assert merging.merge(one, other.folder).merged.entries == 1


def test_bad_files_are_one_sentence_and_change_nothing(studies: tuple[Study, Study], tmp_path: Path) -> None:
    one, other = studies
    for number in range(1, 5):
        put(other, number)
    other.db.conn.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    whole = (other.folder / DATABASE).read_bytes()
    bad = tmp_path / "dålig.db"

    assert _refused(one, tmp_path / "finns inte.db") == "errors.no_such_copy"
    assert _refused(one, one.folder) == "errors.merge_itself"
    for content in (b"", b"inte en databas" * 100, whole[: len(whole) // 2], whole[:-7]):
        bad.write_bytes(content)
        assert _refused(one, bad) in ("errors.copy_damaged", "errors.not_a_study", "errors.study_short")
    page = whole.index(b'"codings":[[')
    bad.write_bytes(whole[: page - 3000] + b"\xff" * 3000 + whole[page:])
    assert _refused(one, bad) in ("errors.copy_damaged", "errors.chain_broken")
    shutil.copyfile(other.folder / DATABASE, bad)
    with closing(sqlite3.connect(bad)) as conn, conn:
        conn.execute("INSERT INTO _sqlite_migrations VALUES (99, 'okqual', 'm999_later', '2030-01-01')")
    assert _refused(one, bad) == "errors.newer_study"


def test_stopping_halfway_changes_nothing(studies: tuple[Study, Study]) -> None:
    one, other = studies
    put(other, 1)
    before = table_digests(one.db)

    with pytest.raises(OkqualError) as stopped:
        merging.merge(one, other.folder, progress=lambda *_: False)

    assert stopped.value.key == "errors.cancelled"
    assert table_digests(one.db) == before


def _refused(study: Study, other: Path) -> str:
    before = table_digests(study.db)
    with pytest.raises(OkqualError) as refused:
        merging.merge(study, other)
    with pytest.raises(OkqualError):
        merging.plan(study, other) if refused.value.key != "errors.merge_coder" else merging.merge(study, other)
    assert table_digests(study.db) == before
    assert not study.db.conn.in_transaction
    assert str(refused.value.values.get("file", "")) != str(study.folder / DATABASE)
    return refused.value.key


def test_an_unsound_copy_that_has_erased_an_interview_erases_none_here(studies: tuple[Study, Study]) -> None:
    one, other = studies
    load_note(other, 2)
    put(other, 1, note="N-2")
    erasing.erase(other, "N-1", "skäl", "beslut")
    other.db.conn.execute("UPDATE content SET text = 'något annat' WHERE case_id = 'N-2'")
    other.db.conn.commit()
    before = state_digest(one.db), queries.note_now(one.db, "N-1").text
    other.close()

    with pytest.raises(OkqualError, match="copy_unsound"):
        merging.merge(one, other.folder)

    assert (state_digest(one.db), queries.note_now(one.db, "N-1").text) == before
