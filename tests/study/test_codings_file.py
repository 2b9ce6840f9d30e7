"""Codings out and in again: what is there already is there once."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

import pytest

from okqual.errors import Faults, OkqualError
from okqual.store import queries
from okqual.store.entries import entries, state_digest
from okqual.study.coding import apply_code, nothing_to_code, remove_coding
from okqual.study.codings_file import export_codings, import_codings, read_rows
from okqual.study.opening import Study
from tests.store.histories import copy_of, load_note, new_study


@pytest.fixture
def study(tmp_path: Path) -> Iterator[Study]:
    """Two codings and two passages with nothing to code."""
    study = new_study(tmp_path / "a")
    load_note(study, 1)
    for number, code, value in ((2, "KOH-a", "delvis"), (3, "KOH-b", None)):
        passage = queries.note_now(study.db, "N-1").passages[number - 1]
        apply_code(study, "N-1", passage.start, passage.end, code, value, memo="därför att")
    nothing_to_code(study, "N-1", [1, 4])
    yield study
    study.close()


def exported(study: Study, folder: Path) -> Path:
    file = folder / "kodningar.csv"
    file.write_text(export_codings(study), encoding="utf-8")
    return file


def test_what_was_written_out_is_there_already(study: Study, tmp_path: Path) -> None:
    before, count = state_digest(study.db), len(list(entries(study.db)))

    done = import_codings(study, exported(study, tmp_path))

    assert (done.codings, done.nothing, done.same) == (0, 0, 4)
    assert state_digest(study.db) == before
    assert len(list(entries(study.db))) == count


def test_another_coders_marks_are_her_own(study: Study, tmp_path: Path) -> None:
    file = exported(study, tmp_path)
    file.write_text(file.read_text(encoding="utf-8").replace(",AK,", ",TS,"), encoding="utf-8")

    done = import_codings(study, file)

    assert (done.codings, done.nothing, done.same, done.new_coders) == (2, 2, 0, ("TS",))


def test_an_empty_copy_becomes_the_same(study: Study, tmp_path: Path) -> None:
    file = exported(study, tmp_path)
    copy = copy_of(study, tmp_path / "b", "AK")
    for coding in queries.all_codings(copy.db):
        remove_coding(copy, coding.id)
    nothing_to_code(copy, "N-1", [1, 4], on=False)

    import_codings(copy, file)

    assert export_codings(copy) == export_codings(study)
    copy.close()


def test_a_row_that_cannot_be_placed_keeps_all_rows_out(study: Study, tmp_path: Path) -> None:
    file = tmp_path / "fel.csv"
    rows = ["case,quote,code", "N-1,Rad 4 i anteckning 1,REL-c", "N-1,finns inte,REL-c", "N-9,Rad 1,REL-c"]
    file.write_text("\n".join(rows), encoding="utf-8")
    before = state_digest(study.db)

    with pytest.raises(Faults) as refused:
        import_codings(study, file)

    assert [fault.values["line"] for fault in refused.value.faults] == [3, 4]
    assert state_digest(study.db) == before

    assert import_codings(study, file, skip_bad=True).codings == 1


@pytest.mark.parametrize(
    "content", [b'case,quote,code\nN-1,"' + b"x" * 10_000_001 + b'",KOH-b\n', b'"' + b"x" * 10_000_001]
)
def test_a_field_without_end_is_a_sentence(tmp_path: Path, content: bytes) -> None:
    file, limit = tmp_path / "stor.csv", csv.field_size_limit()
    file.write_bytes(content)

    with pytest.raises(OkqualError) as refused:
        read_rows(file)

    assert refused.value.key == "errors.csv_broken"
    assert csv.field_size_limit() == limit


def rows(tmp_path: Path, *values: tuple[str, str]) -> Path:
    """A file that puts codes with values on the note's first words, each as (code, value)."""
    file = tmp_path / "rader.csv"
    lines = [f"N-1,,0,5,,{code},{value},TS,,\n" for code, value in values]
    file.write_text("case,question,start,end,quote,code,value,coder,memo,note_version\n" + "".join(lines), "utf-8")
    return file


@pytest.mark.parametrize("values", [("ja", "nej"), ("", "nej")])
def test_another_value_on_the_same_words_is_not_passed_by_in_silence(
    study: Study, tmp_path: Path, values: tuple[str, str]
) -> None:
    """Neither doubled nor dropped: a person decides which value it is."""
    first, second = values
    import_codings(study, rows(tmp_path, ("KOH-a", first)))

    with pytest.raises(Faults) as refused:
        import_codings(study, rows(tmp_path, ("KOH-a", second)))

    assert [fault.key for fault in refused.value.faults] == ["errors.value_differs"]


def test_two_values_in_one_file_are_a_fault_and_a_row_without_one_is_known(study: Study, tmp_path: Path) -> None:
    with pytest.raises(Faults):
        import_codings(study, rows(tmp_path, ("KOH-a", "ja"), ("KOH-a", "nej")))

    done = import_codings(study, rows(tmp_path, ("KOH-a", "ja"), ("KOH-a", "")))
    assert (done.codings, done.same) == (1, 1)


def test_a_memo_like_a_formula_goes_out_as_text_and_comes_back(study: Study, tmp_path: Path) -> None:
    passage = queries.note_now(study.db, "N-1").passages[0]
    apply_code(study, "N-1", passage.start, passage.end, "REL-c", memo="=cmd() [/b]")
    file = exported(study, tmp_path)
    copy = copy_of(study, tmp_path / "b", "AK")
    for coding in queries.all_codings(copy.db):
        remove_coding(copy, coding.id)

    import_codings(copy, file)

    memos = {coding.memo for coding in queries.note_now(copy.db, "N-1").codings}
    copy.close()
    assert ",'=cmd() [/b]," in file.read_text(encoding="utf-8")
    assert "=cmd() [/b]" in memos
