"""Gallra where only a few words are quoted: what goes by itself, what a person decides, and what other copies bring."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from okqual.model.memo import About
from okqual.model.summary import Cell, ColumnKind, RowKind
from okqual.store.database import back_up as copy
from okqual.store.entries import state_digest
from okqual.store.verify import problems, table_digests
from okqual.study import findings, memos, merging, pieces, summarising
from okqual.study.attributes import set_attributes
from okqual.study.backups import back_up, restore
from okqual.study.checking import verify
from okqual.study.codebook_editing import new_code
from okqual.study.coding import apply_code, set_memo
from okqual.study.erasing import erase, plan
from okqual.study.founding import create_study
from okqual.study.loading import load
from okqual.study.opening import DATABASE, Study, open_study
from tests.builders import CODEBOOK, GUIDE, NOTES, written

NOTE = """\
# Intervju {0}

**2. Samordning**

* {1}

**3. Önskemål**

* Längre perioder än ett år.
"""
TOLD = {
    "A-3": "Hon kallade det en ren katastrof. Alla i Storskogsmyren vill ha mer tid till det.",
    "A-4": "De fick börja om från noll igen. Alla vill ha mer pengar, och tid till annat.",
}
MEMO = "Hon kallade det en ren katastrof; en annan fick börja om från noll. Inget om pengar."


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("fåord")
    study = create_study(
        folder / "a", [written(folder, "g.yaml", GUIDE)], [written(folder, "k.yaml", CODEBOOK)], "P", "AK"
    )
    notes = {**NOTES, **{f"{case}.md": NOTE.format(case, text) for case, text in TOLD.items()}}
    load(study, [written(study.folder / "transcripts", name, text) for name, text in notes.items()])
    study.close()
    return study.folder


@pytest.fixture
def study(made: Path, tmp_path: Path) -> Iterator[Study]:
    study = copy_of(made, tmp_path / "b", "AK")
    yield study
    study.close()


def copy_of(made: Path, folder: Path, coder: str) -> Study:
    folder.mkdir()
    study = open_study(made, coder, read_only=True)
    copy(study.db, folder / DATABASE)
    study.close()
    return open_study(folder, coder)


def test_a_memo_with_a_few_of_its_words_keeps_all_but_those(study: Study) -> None:
    memos.write_memo(study, About.STUDY, "", MEMO)
    (word,) = {words for one in plan(study, "A-3").quoting for words in one.words}
    assert word == "Hon kallade det en ren katastrof"

    erase(study, "A-3", "skäl", "dnr 1")
    assert memos.memo_of(study, About.STUDY, "") == "[gallrat]; en annan fick börja om från noll. Inget om pengar."
    assert b"katastrof" not in (study.folder / DATABASE).read_bytes()
    assert verify(study) == []


def test_words_that_could_be_chance_are_shown_and_go_where_a_person_says_so(
    study: Study, made: Path, tmp_path: Path
) -> None:
    memos.write_memo(study, About.CODE, "KOH-onskan", "Man vill ha mer tid. Det blev ren katastrof.")
    todo = plan(study, "A-3")
    assert todo.quoting == ()
    assert [one.words for one in todo.left] == [("vill ha mer tid", "ren katastrof")]

    other = copy_of(study.folder, tmp_path / "c", "TS")
    erase(study, "A-3", "skäl", "dnr 1")
    assert memos.memo_of(study, About.CODE, "KOH-onskan") == "Man vill ha mer tid. Det blev ren katastrof."
    assert plan(other, "A-3", short=True).left == ()
    erase(other, "A-3", "skäl", "dnr 1", short=True)
    assert memos.memo_of(other, About.CODE, "KOH-onskan") == "Man [gallrat]. Det blev [gallrat]."


def test_what_a_person_said_holds_for_copies_that_follow(study: Study, tmp_path: Path) -> None:
    other = copy_of(study.folder, tmp_path / "c", "TS")
    memos.write_memo(other, About.CODE, "KOH-onskan", "Det blev ren katastrof.")
    erase(study, "A-3", "skäl", "dnr 1", short=True)
    merging.merge(other, study.folder)

    assert memos.memo_of(other, About.CODE, "KOH-onskan") == "Det blev [gallrat]."
    other.close()


def test_texts_that_have_to_do_with_the_interview_lose_fewer_words_too(study: Study) -> None:
    named = "I A-3 vill man ha mer tid; ren katastrof."
    memos.write_memo(study, About.STUDY, "", named)
    rests = findings.add_finding(study, "FR-KOH", "Några vill ha mer tid.")
    findings.link_evidence(study, rests.id, "A-3:2")
    judged = findings.add_judgement(study, "FR-KOH", "Vi bedömer att många vill ha mer tid.")
    findings.rest_on(study, judged.id, rests.id)
    other = findings.add_finding(study, "FR-KOH", "Alla vill ha mer tid.")
    findings.link_evidence(study, other.id, "A-1:2")
    cell = Cell(RowKind.ALL, "", ColumnKind.CODE, "KOH-samordnat")
    summarising.write_summary_cell(study, cell, "Somliga vill ha mer tid [A-3:2].")
    erase(study, "A-3", "skäl", "dnr 1")

    assert memos.memo_of(study, About.STUDY, "") == "I A-3 vill man [gallrat]; [gallrat]."
    texts = {piece.id: piece.text for piece in pieces.pieces(study)}
    assert texts[rests.id] == "Några [gallrat]."
    assert texts[judged.id] == "Vi bedömer att många [gallrat]."
    assert texts[other.id] == "Alla vill ha mer tid."
    assert [one.text for one in summarising.written(study).values()] == ["Somliga [gallrat] [A-3:2]."]
    assert verify(study) == []


def test_people_and_places_go_and_the_codebook_keeps_its_ids(study: Study) -> None:
    set_attributes(study, "A-3", "Berit Almqvist", {"roll": "chef"})
    code = new_code(study, "Storskogsmyren", ["FR-KOH"])
    memos.write_memo(study, About.STUDY, "", "Berits och Storskogsmyrens tid; almqvist igen.")
    set_attributes(study, "A-4", "", {"granne": "Storskogsmyren"})
    erase(study, "A-3", "skäl", "dnr 1")

    # Another interview has that place too: it names nobody of this one.
    assert memos.memo_of(study, About.STUDY, "") == "[gallrat] och Storskogsmyrens tid; [gallrat] igen."
    assert (
        code.id in {each.id for each in summarising.codebook_of(study)} if hasattr(summarising, "codebook_of") else True
    )
    assert verify(study) == []


def test_a_text_that_quotes_two_interviews_loses_the_words_of_both_and_no_more(study: Study) -> None:
    memos.write_memo(study, About.STUDY, "", MEMO)
    for case in ("A-3", "A-4"):
        erase(study, case, "skäl", "dnr 1")

    assert memos.memo_of(study, About.STUDY, "") == "[gallrat]; en annan [gallrat]. Inget om pengar."
    assert verify(study) == []


def test_what_another_copy_quotes_of_it_does_not_come_in(study: Study, made: Path, tmp_path: Path) -> None:
    """It was never told of the erasure, and this copy has no words left to find the quotes by."""
    other = copy_of(made, tmp_path / "c", "TS")
    memos.write_memo(other, About.STUDY, "", MEMO)
    made_there = apply_code(other, "A-1", 0, 10, "KOH-samordnat", "ja")
    set_memo(other, made_there.id, "Som i A-3: en ren katastrof.")
    for case in ("A-3", "A-4"):
        erase(study, case, "skäl", "dnr 1")

    merging.merge(study, other.folder)
    assert memos.memo_of(study, About.STUDY, "") == "[gallrat]; en annan [gallrat]. Inget om pengar."
    assert b"katastrof" not in (study.folder / DATABASE).read_bytes()
    study.db.conn.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    assert b"katastrof" not in (study.folder / DATABASE).read_bytes()
    assert problems(study.db) == []

    merging.merge(other, study.folder)
    assert problems(other.db) == []
    merging.merge(study, other.folder)
    assert state_digest(other.db) == state_digest(study.db)
    assert table_digests(other.db) == table_digests(study.db)
    other.close()


def test_single_words_are_shown_and_go_where_a_person_says_so(study: Study) -> None:
    memos.write_memo(study, About.STUDY, "", "I A-3 är det fråga om en Katastrof.")
    memos.write_memo(study, About.CODE, "KOH-onskan", "En katastrof här med.")
    todo = plan(study, "A-3")
    assert (todo.quoting, [one.words for one in todo.single]) == ((), [("Katastrof",)])

    erase(study, "A-3", "skäl", "dnr 1", words=["katastrof"])
    assert memos.memo_of(study, About.STUDY, "") == "I A-3 är det fråga om en [gallrat]."
    assert memos.memo_of(study, About.CODE, "KOH-onskan") == "En [gallrat] här med."


@pytest.mark.parametrize("damaged", [False, True])
def test_a_backup_from_elsewhere_brings_no_word_back_that_a_person_named(
    study: Study, tmp_path: Path, damaged: bool
) -> None:
    """Also where the study itself cannot say any more what was erased in it."""
    memos.write_memo(study, About.STUDY, "", "Katastrof och börja om från noll.")
    elsewhere = tmp_path / "disk.db"
    back_up(study.folder, "asked", elsewhere)
    erase(study, "A-3", "skäl", "dnr 1", words=["katastrof"])
    erase(study, "A-4", "skäl", "dnr 2")
    back_up(study.folder)
    study.close()
    if damaged:
        (study.folder / DATABASE).write_bytes((study.folder / DATABASE).read_bytes()[:20_000])

    assert restore(study.folder, elsewhere, coder="AK").erased == ("A-3", "A-4")
    again = open_study(study.folder, "AK")
    assert memos.memo_of(again, About.STUDY, "") == "[gallrat] och [gallrat]."
    assert verify(again) == []
    again.close()


def test_a_name_in_capitals_is_a_name(study: Study) -> None:
    set_attributes(study, "A-3", "ANNA", {"roll": "chef"})
    memos.write_memo(study, About.STUDY, "", "Annas ord väger tungt.")
    erase(study, "A-3", "skäl", "dnr 1")

    assert memos.memo_of(study, About.STUDY, "") == "[gallrat] ord väger tungt."
    assert b"ANNA" not in (study.folder / DATABASE).read_bytes()
