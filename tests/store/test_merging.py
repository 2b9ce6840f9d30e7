"""Merging two working copies: everything once, in any order, and what is not the same study is refused."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from okqual.errors import OkqualError
from okqual.store import contents, queries
from okqual.store.entries import state_digest
from okqual.store.merging import merge
from okqual.store.verify import problems, table_digests
from okqual.study.coding import apply_code, set_memo
from okqual.study.founding import create_study
from okqual.study.opening import DATABASE, Study
from tests.store.histories import copy_of, load_note, new_study, ticking


@pytest.fixture
def studies(tmp_path: Path) -> Iterator[tuple[Study, Study]]:
    """AK's study and TS's copy of it."""
    first = new_study(tmp_path / "a")
    load_note(first, 1)
    second = copy_of(first, tmp_path / "b", "TS")
    yield first, second
    first.close()
    second.close()


def coded(study: Study, number: int, code: str = "KOH-b", note: str = "N-1") -> str:
    passage = queries.note_now(study.db, note).passages[number - 1]
    return apply_code(study, note, passage.start, passage.end, code).id


def test_two_copies_become_equal(studies: tuple[Study, Study]) -> None:
    one, other = studies
    coded(one, 2)
    set_memo(other, coded(other, 3), "från den andra")
    load_note(other, 2)

    merge(one.db, other.folder / DATABASE)
    merge(other.db, one.folder / DATABASE)

    assert table_digests(one.db) == table_digests(other.db)
    assert state_digest(one.db) == state_digest(other.db)
    assert {coding.memo for coding in queries.all_codings(one.db)} == {"", "från den andra"}
    assert problems(one.db) == problems(other.db) == []


def test_a_second_merge_brings_nothing(studies: tuple[Study, Study]) -> None:
    one, other = studies
    coded(other, 3)

    assert merge(one.db, other.folder / DATABASE).entries == 1
    before = table_digests(one.db)
    assert merge(one.db, other.folder / DATABASE).entries == 0
    assert table_digests(one.db) == before


def test_the_same_file_loaded_in_both_copies_is_there_once(studies: tuple[Study, Study]) -> None:
    one, other = studies
    for study in studies:
        load_note(study, 2)
        coded(study, 2, note="N-2")

    merge(one.db, other.folder / DATABASE)

    assert queries.notes_of(one.db, "N-2") == ("N-2",)
    assert {coding.coder for coding in queries.codings(one.db, "N-2")} == {"AK", "TS"}


def test_the_file_of_a_merged_note_comes_along(studies: tuple[Study, Study]) -> None:
    one, other = studies
    load_note(other, 2)
    merge(one.db, other.folder / DATABASE)
    note = queries.note_now(one.db, "N-2")

    assert contents.get_file(one.db, note.sha256).decode() == note.text


def test_another_study_is_refused(studies: tuple[Study, Study], tmp_path: Path) -> None:
    stranger = create_study(tmp_path / "c", coder="TS")
    stranger.close()

    assert _refused(studies[0], stranger.folder) == "errors.another_study"


def test_a_folder_that_was_copied_and_went_on_as_two_is_refused(studies: tuple[Study, Study]) -> None:
    one, other = studies
    coded(one, 2)
    other.origin = one.origin
    coded(other, 3)

    assert _refused(one, other.folder) == "errors.copied_folder"


def test_a_copied_folder_gets_a_name_of_its_own(studies: tuple[Study, Study], tmp_path: Path) -> None:
    """Copied by the file manager, okqual's marks and all: the copy goes on under an origin of its own."""
    from okqual.study.opening import open_study

    one, _ = studies
    coded(one, 2)
    one.db.conn.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    shutil.copytree(one.folder, tmp_path / "kopia")
    copied = open_study(tmp_path / "kopia", "AK")
    ticking(copied)
    coded(copied, 3)
    coded(one, 4)

    merge(one.db, copied.folder / DATABASE)

    assert copied.origin != one.origin
    assert len(queries.all_codings(one.db)) == 3
    copied.close()


def test_a_database_put_back_from_an_older_copy_goes_on_under_a_new_name(
    studies: tuple[Study, Study], tmp_path: Path
) -> None:
    from okqual.study.opening import open_study

    one, other = studies
    one.db.conn.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    shutil.copyfile(one.folder / DATABASE, tmp_path / "gammal.db")
    lost = coded(one, 2)
    merge(other.db, one.folder / DATABASE)
    folder, origin = one.folder, one.origin
    one.close()
    for path in folder.glob(f"{DATABASE}*"):
        path.unlink()
    shutil.copyfile(tmp_path / "gammal.db", folder / DATABASE)

    back = open_study(folder, "AK")
    ticking(back)
    coded(back, 3)

    assert back.origin != origin
    merge(back.db, other.folder / DATABASE)
    assert lost in {coding.id for coding in queries.all_codings(back.db)}
    assert problems(back.db) == []
    back.close()


def test_entries_that_were_altered_are_refused(studies: tuple[Study, Study]) -> None:
    one, other = studies
    coded(other, 3)
    with closing(sqlite3.connect(other.folder / DATABASE)) as conn, conn:
        conn.execute("DROP TRIGGER entry_is_not_changed")
        conn.execute("UPDATE entry SET payload = replace(payload, 'KOH-b', 'REL-c') WHERE coder = 'TS'")

    assert _refused(one, other.folder) == "errors.chain_broken"


def test_what_is_no_study_is_refused(studies: tuple[Study, Study], tmp_path: Path) -> None:
    (tmp_path / "d").mkdir()
    (tmp_path / "d" / DATABASE).write_text("inte en databas", encoding="utf-8")

    assert _refused(studies[0], tmp_path / "d") == "errors.study_damaged"
    assert _refused(studies[0], tmp_path / "finns inte") == "errors.no_study"


def _refused(study: Study, other: Path) -> str:
    """Key of the refusal, after which nothing in the study has changed."""
    before = table_digests(study.db)
    with pytest.raises(OkqualError) as refused:
        merge(study.db, other / DATABASE)
    assert table_digests(study.db) == before
    assert not study.db.conn.in_transaction
    return refused.value.key
