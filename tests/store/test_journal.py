"""The journal: one line a change, chained, never altered; tables that can be made from it again."""

from __future__ import annotations

import gc
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from okqual.errors import OkqualError
from okqual.model.events import Kind, digest_of
from okqual.store import contents, projected_codings, queries, rebuilding
from okqual.store.database import writing
from okqual.store.entries import entries, state_digest
from okqual.store.rebuilding import rebuild
from okqual.store.verify import problems, table_digests
from okqual.study.changing import changing
from okqual.study.codebook_editing import merge_codes
from okqual.study.coding import apply_code, set_memo, set_value
from okqual.study.opening import Study
from tests.store.histories import load_note, new_study


@pytest.fixture
def study(tmp_path: Path) -> Iterator[Study]:
    study = new_study(tmp_path / "a")
    load_note(study, 1)
    yield study
    study.close()


def coded(study: Study, number: int = 2, code: str = "KOH-a") -> str:
    passage = queries.note_now(study.db, "N-1").passages[number - 1]
    return apply_code(study, "N-1", passage.start, passage.end, code).id


@pytest.mark.parametrize("sql", ["UPDATE entry SET coder = 'TS'", "DELETE FROM entry"])
def test_an_entry_cannot_be_changed_or_taken_out(study: Study, sql: str) -> None:
    before = list(entries(study.db))

    with pytest.raises(sqlite3.IntegrityError, match="append-only"):
        study.db.conn.execute(sql)

    assert list(entries(study.db)) == before


def test_each_change_is_one_entry_that_names_the_one_before(study: Study) -> None:
    coding = coded(study)
    set_value(study, coding, "ja")
    all_entries = list(entries(study.db))

    assert [entry.number for entry in all_entries] == list(range(1, len(all_entries) + 1))
    assert [entry.prev for entry in all_entries] == ["", *(entry.digest for entry in all_entries[:-1])]
    assert all(entry.digest == digest_of(entry) for entry in all_entries)
    assert [entry.kind for entry in all_entries[-2:]] == [Kind.CODINGS_ADDED, Kind.CODING_VALUE]


def test_what_changes_nothing_writes_nothing(study: Study) -> None:
    coding = coded(study)
    set_value(study, coding, "ja")
    before = len(list(entries(study.db)))

    assert coded(study) == coding
    set_value(study, coding, "ja")

    assert len(list(entries(study.db))) == before


def test_a_failure_leaves_neither_entry_nor_text_behind(study: Study) -> None:
    entries_before, texts_before = len(list(entries(study.db))), _texts(study)

    with pytest.raises(RuntimeError):
        write_and_fail(study)

    assert len(list(entries(study.db))) == entries_before
    assert _texts(study) == texts_before
    assert problems(study.db) == []


def write_and_fail(study: Study) -> None:
    with changing(study) as pen:
        text = contents.put(study.db, "N-1", "blir aldrig av")
        pen.write(Kind.PASSAGE_MEMO, {"note": "N-1", "number": 1, "memo": text, "over": ""})
        raise RuntimeError


def test_no_payload_holds_what_a_person_or_a_file_said(study: Study) -> None:
    coding = coded(study)
    set_memo(study, coding, "Åsikten är hemlig")
    payloads = " ".join(entry.payload for entry in entries(study.db))

    for words in ("Åsikten", "så här blev det", "N-1.txt", "Prov", "kommun", "chef"):
        assert words not in payloads


@pytest.mark.parametrize("origin", ["", "anothercopy"])
def test_an_export_does_not_change_the_state(study: Study, origin: str) -> None:
    """Neither one's own nor that of a copy which has written nothing else."""
    coded(study)
    before = state_digest(study.db)
    study.origin = origin or study.origin
    with changing(study) as pen:
        name = contents.put(study.db, contents.STUDY, "matris.docx")
        said = {"export": "e" * 16, "what": "matrix", "state": before, "file_name": name, "sha256": "", "codings": []}
        pen.write(Kind.EXPORTED, said)

    assert state_digest(study.db) == before
    coded(study, number=3, code="KOH-b")
    assert state_digest(study.db) != before


def test_tables_are_made_again_from_the_journal(study: Study) -> None:
    set_value(study, coded(study), "nej")
    before = table_digests(study.db)
    with writing(study.db):
        study.db.conn.execute("DELETE FROM coding")
        study.db.conn.execute("UPDATE passage_state SET questions = '[]'")
    assert {problem.where for problem in problems(study.db)} >= {"coding", "passage_state"}

    with writing(study.db):
        rebuild(study.db)

    assert table_digests(study.db) == before
    assert problems(study.db) == []


def test_tables_of_a_large_journal_are_made_anew_with_their_indexes(
    study: Study, monkeypatch: pytest.MonkeyPatch
) -> None:
    set_value(study, coded(study), "nej")
    coded(study, number=3, code="KOH-b")
    merge_codes(study, "KOH-b", "REL-c")
    load_note(study, 2)
    before, made = table_digests(study.db), _schema(study)
    assert study.db.conn.execute("SELECT count(*) FROM put_under").fetchone() == (1,)
    monkeypatch.setattr(rebuilding, "MANY", 0)
    monkeypatch.setattr(projected_codings, "MANY", 0)

    with writing(study.db):
        rebuild(study.db)

    assert table_digests(study.db) == before
    assert _schema(study) == made
    assert problems(study.db) == []
    assert gc.isenabled()


def test_a_rebuild_that_fails_leaves_everything_as_it_was(study: Study, monkeypatch: pytest.MonkeyPatch) -> None:
    coded(study)
    before, made = table_digests(study.db), _schema(study)
    monkeypatch.setattr(rebuilding, "MANY", 0)

    with monkeypatch.context() as broken, pytest.raises(ZeroDivisionError), writing(study.db):
        broken.setattr(projected_codings, "add_all", lambda *_: 1 / 0)
        rebuild(study.db)

    assert table_digests(study.db) == before
    assert _schema(study) == made
    assert problems(study.db) == []
    assert gc.isenabled()


def _schema(study: Study) -> list[tuple[str, str]]:
    return sorted(study.db.conn.execute("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL"))


def test_an_open_for_reading_refuses_every_change(study: Study) -> None:
    study.read_only = True

    with pytest.raises(OkqualError) as refused:
        coded(study)

    assert refused.value.key == "errors.open_read_only"


def _texts(study: Study) -> int:
    return study.db.conn.execute("SELECT count(*) FROM content").fetchone()[0]
