"""Gallra: the words are gone byte by byte, also elsewhere; the counts, the chain and other copies follow."""

from __future__ import annotations

import sqlite3
import zlib
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from okqual.errors import OkqualError
from okqual.model.memo import About
from okqual.model.methods import Answer, Invited
from okqual.model.summary import Cell, ColumnKind, RowKind
from okqual.store import erased, queries, search
from okqual.store.database import back_up as copy
from okqual.store.entries import state_digest
from okqual.store.merging import merge
from okqual.store.verify import problems, table_digests
from okqual.study import backups, decisions, erasing, findings, inviting, memos, merging, pieces, reporting, summarising
from okqual.study.attributes import set_attributes
from okqual.study.backups import back_up, restore
from okqual.study.checking import verify
from okqual.study.coding import apply_code, decide_case_value, set_passage_memo
from okqual.study.erasing import erase, plan, set_rule
from okqual.study.founding import create_study
from okqual.study.loading import load, load_all
from okqual.study.opening import DATABASE, Study, open_study
from okqual.study.sealing import seal
from tests.builders import CODEBOOK, GUIDE, NOTES, written

NOTE = """\
# Intervju A-3

- **Län:** Gästrikland
- **Aktörstyp:** Kommun

**1. Roll**

* Ornitolog vid sparvugglestationen.

**2. Samordning**

* Vi har en gemensam plan med tjäderspelet i Storskogsmyren sedan länge. Det går trögt ibland.

**3. Önskemål**

* Längre perioder än ett år.
"""
QUOTE = "gemensam plan med tjäderspelet i Storskogsmyren sedan länge"
WORDS = ("sparvugglestationen", "tjäderspelet", "Storskogsmyren", "Gästrikland", "Berit", "Almqvist", "hemligmemo",
         "skrivencell", "skälordet", "grannkommun9")  # fmt: skip
"""Words that stand in the interview, or in what was written of it, and nowhere else."""


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A study with an interview that memos, cells, findings, decisions and a backup quote."""
    folder = tmp_path_factory.mktemp("gallra")
    guide, book = written(folder, "g.yaml", GUIDE), written(folder, "k.yaml", CODEBOOK)
    study = create_study(folder / "a", [guide], [book], "Prov", "AK")
    notes = {**NOTES, "A-3.md": NOTE}
    load(study, [written(study.folder / "transcripts", name, text) for name, text in notes.items()])
    now = queries.note_now(study.db, "A-3")
    assert now is not None
    start = now.text.index("Vi har")
    apply_code(
        study, "A-3", start, start + 30, "KOH-samordnat", "ja", "ett hemligmemo", participants=("Berit Almqvist",)
    )
    apply_code(study, "A-1", *span(study, "A-1", "Vi har en gemensam plan"), "KOH-samordnat", "ja")
    set_passage_memo(study, "A-3", 2, "hemligmemo om passagen")
    set_attributes(study, "A-3", "Berit Almqvist", {"roll": "ornitolog"})
    decide_case_value(study, "A-3", "KOH-samordnat", "ja", "för att skälordet finns")
    memos.write_memo(study, About.CASE, "A-3", "hemligmemo om intervjun")
    memos.write_memo(study, About.STUDY, "", f"Jämför: {QUOTE}!")
    column = (ColumnKind.CODE, "KOH-samordnat")
    summarising.write_summary_cell(study, Cell(RowKind.CASE, "A-3", *column), "Ett skrivencell [A-3:2].")
    summarising.write_summary_cell(study, Cell(RowKind.ALL, "", *column), f"Man har {QUOTE} [A-3:2]. Annars inte.")
    findings.add_finding(
        study, "FR-KOH", "En säger ”med tjäderspelet” och Berit Almqvist likaså; andra har längre perioder."
    )
    decisions.decide(study, "Grupperas efter kommun.", f"Därför att ”{QUOTE}”.")
    inviting.set_invited(study, Invited("A-3", Answer.DECLINED, {"ort": "grannkommun9"}))
    back_up(study.folder)
    reporting.write_matrix(study, study.folder / "exports" / "matris.json")
    study.close()
    return study.folder


def span(study: Study, note: str, words: str) -> tuple[int, int]:
    now = queries.note_now(study.db, note)
    assert now is not None
    start = now.text.index(words)
    return start, start + len(words)


@pytest.fixture
def study(made: Path, tmp_path: Path) -> Iterator[Study]:
    """A copy of it, with its backup."""
    study = opened_copy(made, tmp_path / "b")
    yield study
    study.close()


def opened_copy(made: Path, folder: Path, coder: str = "AK") -> Study:
    with closing(open_study(made, "AK", read_only=True).db) as db:
        (folder / "backups").mkdir(parents=True)
        copy(db, folder / DATABASE)
    (old,) = backups.backups(made)
    (folder / "backups" / old.path.name).write_bytes(old.path.read_bytes())
    return open_study(folder, coder)


def found_in(folder: Path) -> set[tuple[str, str]]:
    """(file, word) of the words that stand in any byte of a folder, packed or not."""
    found = set()
    for path in folder.rglob("*"):
        if path.is_file() and path.parent.name != "transcripts":
            content = path.read_bytes()
            found |= {
                (path.name, word) for word in WORDS if word.encode() in content or word.lower().encode() in content
            }
    return found


def packed_in(path: Path) -> bytes:
    with closing(sqlite3.connect(path)) as conn:
        return b"".join(zlib.decompress(packed) for (packed,) in conn.execute("SELECT packed FROM source_file"))


def test_not_one_byte_of_its_words_is_left(study: Study) -> None:
    before = {word for _, word in found_in(study.folder)}
    assert before >= set(WORDS) - {"Gästrikland"}, "the search finds what is there"
    assert b"sparvuggle" in packed_in(study.folder / DATABASE)
    # What an export leaves that was killed before its file had a name.
    (study.folder / "exports").mkdir()
    (study.folder / "exports" / ".okqual-01234567-89abcd.docx").write_bytes(WORDS[0].encode())

    done = erase(study, "A-3", "samtycket återtaget", "dnr 2026/17")
    assert done.overwritten
    assert found_in(study.folder) == set()
    study.close()

    assert found_in(study.folder) == set()
    for path in (study.folder / DATABASE, *(each.path for each in backups.backups(study.folder))):
        assert b"sparvuggle" not in packed_in(path)
    with closing(sqlite3.connect(study.folder / DATABASE)) as conn:
        for index in ("passage_words", "passage_parts"):
            conn.execute(f"CREATE VIRTUAL TABLE temp.{index}_terms USING fts5vocab(main, {index}, row)")
            terms = {term for (term,) in conn.execute(f"SELECT term FROM temp.{index}_terms")}
            assert not terms & {"tjäderspelet", "sparvugglestationen", "jäd", "rvu"}


def test_the_counts_before_and_after_are_told_and_codings_stay(study: Study) -> None:
    counted = reporting.prevalence(study)
    done = erase(study, "A-3", "skäl", "dnr 1")

    assert (done.plan.held["notes"], done.plan.held["files"], done.plan.held["memos"], done.plan.held["summaries"]) == (
        1, 1, 1, 1,
    )  # fmt: skip
    assert done.held == {"texts": 0, "files": 0, "notes": 0, "attributes": 0, "memos": 0, "summaries": 0, "codings": 1}
    assert done.backups == 1
    assert {kind for one in done.plan.quoting for kind in one.kinds} == {
        "study.setting", "summary", "finding.made", "decision.made", "memo",
    }  # fmt: skip
    assert reporting.prevalence(study) == counted
    (one,) = erasing.erasures(study)
    assert (one.case, one.coder, one.reason, one.reference) == ("A-3", "AK", "skäl", "dnr 1")
    assert verify(study) == []


def test_what_others_wrote_keeps_all_but_the_quotes(study: Study) -> None:
    erase(study, "A-3", "skäl", "dnr 1")

    assert memos.memo_of(study, About.STUDY, "") == "Jämför: [gallrat]!"
    (finding,) = pieces.pieces(study)
    assert finding.text == "En säger ”[gallrat]” och [gallrat] likaså; andra har längre perioder."
    (decision,) = decisions.decisions(study)
    assert (decision.text, decision.reason) == ("Grupperas efter kommun.", "Därför att ”[gallrat]”.")
    (cell,) = summarising.written(study).values()
    assert cell.text == "Man har [gallrat] [A-3:2]. Annars inte."


def test_masked_text_has_no_word_and_every_place_is_one(study: Study) -> None:
    before = queries.note_now(study.db, "A-3")
    erase(study, "A-3", "skäl", "dnr 1")
    now = queries.note_now(study.db, "A-3")

    assert before is not None
    assert now is not None
    assert set(now.text) == {erased.MASK, " ", "\n"}
    assert [(p.number, p.start, p.end) for p in now.passages] == [(p.number, p.start, p.end) for p in before.passages]
    assert all(now.text[p.start : p.end].strip() for p in now.passages)
    assert list(search.passages(study.db, ["tjäderspelet"])) == []
    assert len(list(search.passages(study.db, ["gemensam plan"]))) == 1


def test_codings_are_withdrawn_where_the_study_says_so(study: Study) -> None:
    assert set_rule(study, "withdraw")
    assert not set_rule(study, "withdraw")
    done = erase(study, "A-3", "skäl", "dnr 1")

    assert done.held["codings"] == 0
    assert [c.case for c in queries.all_codings(study.db)] == ["A-1"]
    assert verify(study) == []


def test_nothing_of_it_comes_back(study: Study, tmp_path: Path) -> None:
    erase(study, "A-3", "skäl", "dnr 1")
    note = written(tmp_path / "in", "A-3.md", NOTE)

    refused = load_all(study, [note]).faults
    assert [each.key for each in refused] == ["errors.case_erased"]
    for deed in (
        lambda: apply_code(study, "A-3", 0, 5, "KOH-samordnat", "ja"),
        lambda: set_passage_memo(study, "A-3", 2, "nytt"),
        lambda: set_attributes(study, "A-3", "", {"län": "Skåne"}),
        lambda: erase(study, "A-3", "skäl", "dnr 2"),
    ):
        with pytest.raises(OkqualError, match=r"errors\.case_erased"):
            deed()
    with pytest.raises(OkqualError, match=r"errors\.text_erased"):
        memos.write_memo(study, About.STUDY, "", f"Jämför: {QUOTE}!")
    assert verify(study) == []


def test_no_erasure_without_reason_decision_and_an_interview(study: Study) -> None:
    for reason, reference in (("", "dnr"), ("skäl", " ")):
        with pytest.raises(OkqualError, match=r"errors\.erase_reason"):
            erase(study, "A-3", reason, reference)
    with pytest.raises(OkqualError, match=r"errors\.unknown_case"):
        erase(study, "A-9", "skäl", "dnr")
    assert erasing.erasures(study) == ()


def test_copies_that_merge_follow_whatever_they_made_of_it(made: Path, study: Study, tmp_path: Path) -> None:
    other = opened_copy(made, tmp_path / "c", "TS")
    apply_code(other, "A-3", *span(other, "A-3", "Ornitolog vid sparvugglestationen"), "KOH-onskan", memo="hemligmemo")
    memos.write_memo(other, About.CODE, "KOH-onskan", f"Se {QUOTE}.")
    old = opened_copy(made, tmp_path / "d", "LB")
    erase(study, "A-3", "skäl", "dnr 1")

    merging.merge(other, study.folder)
    merge(study.db, other.folder / DATABASE)
    merge(old.db, study.folder / DATABASE)
    for each in (study, other, old):
        assert erased.overwrite(each.db)
        assert problems(each.db) == []
        assert {name for name, word in found_in(each.folder) if not name.startswith("okqual-")} == set()
    assert state_digest(study.db) == state_digest(other.db)
    assert table_digests(study.db) == table_digests(other.db)
    assert found_in(other.folder) == set()
    other.close()
    old.close()


def test_a_copy_that_never_heard_of_it_brings_nothing_back(made: Path, study: Study, tmp_path: Path) -> None:
    other = opened_copy(made, tmp_path / "c", "TS")
    apply_code(other, "A-3", *span(other, "A-3", "Det går trögt"), "KOH-onskan", memo="hemligmemo igen")
    erase(study, "A-3", "skäl", "dnr 1")

    merge(study.db, other.folder / DATABASE)
    assert len([c for c in queries.all_codings(study.db) if c.case == "A-3"]) == 2
    assert problems(study.db) == []
    study.db.conn.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    assert found_in(study.folder) == set()
    other.close()


def test_a_backup_from_elsewhere_brings_nothing_back(study: Study, tmp_path: Path) -> None:
    elsewhere = tmp_path / "flyttbar disk.db"
    back_up(study.folder, "asked", elsewhere)
    erase(study, "A-3", "skäl", "dnr 1")
    study.close()

    done = restore(study.folder, elsewhere, coder="AK")
    assert done.erased == ("A-3",)
    assert found_in(study.folder) == set()
    again = open_study(study.folder, "AK")
    assert [(one.case, one.reason) for one in erasing.erasures(again)] == [("A-3", "skäl")]
    assert verify(again) == []
    again.close()


def test_what_could_not_be_overwritten_is_when_the_study_is_opened_next(study: Study) -> None:
    """Another program that reads holds the old pages; an okqual that was killed had no time."""
    study.db.conn.execute("PRAGMA busy_timeout = 50")
    with closing(sqlite3.connect(study.folder / DATABASE, isolation_level=None)) as other:
        other.execute("BEGIN")
        other.execute("SELECT count(*) FROM entry").fetchone()
        done = erase(study, "A-3", "skäl", "dnr 1")
        assert not done.overwritten
    study.close()
    open_study(study.folder, "AK").close()

    assert found_in(study.folder) == set()


@pytest.mark.parametrize("when", ["before anything", "before the backups", "before the new one"])
def test_whoever_was_ended_in_the_middle_goes_on_when_the_study_is_opened(
    study: Study, monkeypatch: pytest.MonkeyPatch, when: str
) -> None:
    class Ended(BaseException):
        """As if it were killed there."""

    def ended(*_: object, **_named: object) -> None:
        raise Ended

    owner, name = {
        "before anything": (erased, "overwrite"), "before the backups": (Path, "unlink"),
        "before the new one": (erasing, "back_up"),
    }[when]  # fmt: skip
    monkeypatch.setattr(owner, name, ended)
    with pytest.raises(Ended):
        erase(study, "A-3", "skäl", "dnr 1")
    monkeypatch.undo()
    study.close()
    open_study(study.folder, "AK").close()

    assert found_in(study.folder) == set()


def test_words_that_were_put_back_are_found(study: Study) -> None:
    rows = {table: study.db.conn.execute(f"SELECT * FROM {table}").fetchall() for table in ("content", "content_key")}
    erase(study, "A-3", "skäl", "dnr 1")
    assert verify(study) == []
    for table, marks in (("content", "?, ?, ?"), ("content_key", "?, ?")):
        study.db.conn.executemany(f"INSERT OR IGNORE INTO {table} VALUES ({marks})", rows[table])

    assert ("erased", "A-3") in {(each.kind, each.where) for each in verify(study)}


def test_files_and_exports_outside_the_database_are_told_of(made: Path) -> None:
    study = open_study(made, "AK", read_only=True)
    todo = plan(study, "A-3")
    study.close()

    assert [path.name for path in todo.outside.files] == ["A-3.md"]
    assert [name for _, name, _ in todo.outside.exports] == ["matris.json"]


def test_somebody_who_was_only_invited_is_erased_too(study: Study) -> None:
    inviting.set_invited(study, Invited("B-1", Answer.INVITED, {"ort": "Fjollträsk"}))
    erase(study, "B-1", "skäl", "dnr 1")

    assert [who.id for who in inviting.invited(study)] == []
    assert b"Fjolltr" not in (study.folder / DATABASE).read_bytes()
    assert verify(study) == []


def test_a_seal_from_before_still_fits(study: Study, tmp_path: Path) -> None:
    path = written(tmp_path, "sigill.txt", seal(study))
    erase(study, "A-3", "skäl", "dnr 1")

    assert verify(study, seals=[path]) == []
