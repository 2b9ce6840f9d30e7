"""The reference check: signed by others than the authors, out of date when what lies beneath is another."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from okqual.errors import OkqualError
from okqual.model.finding import CountRef, Role, SourceType
from okqual.model.review import Change, Holds, Standing
from okqual.model.summary import Cell, ColumnKind, RowKind
from okqual.store.merging import merge
from okqual.store.verify import problems
from okqual.study.coding import apply_code, set_value
from okqual.study.findings import (
    add_finding,
    add_judgement,
    add_source,
    change_source,
    link_evidence,
    rest_on,
    write_text,
)
from okqual.study.opening import DATABASE, open_study
from okqual.study.review_report import report
from okqual.study.reviewing import checked, review, sample, sign, take_back
from okqual.study.summarising import write_summary_cell
from okqual.study.tracing import trace
from okqual.study.uncited import citations, citations_by, uncited
from okqual.study.undoing import redo, undo
from tests.builders import new_study

CODE = "KOH-samordnat"
TEXT = "En intervju beskriver en gemensam plan. Det tog lång tid."


class Chapter:
    """A small chapter by AK, and a reviewer's opening of the same study."""

    def __init__(self, folder: Path) -> None:
        self.author, self.reviewer = open_study(folder, "AK"), open_study(folder, "GR")
        self.yes = self._coded("A-1", "A-1:2", "ja")
        self.no = self._coded("A-2", "A-2:2", "nej")
        self.finding = add_finding(self.author, "KOH", TEXT).id
        link_evidence(self.author, self.finding, self.yes)
        link_evidence(self.author, self.finding, CountRef(CODE, ("ja",)))
        self.source = add_source(self.author, "KOH", SourceType.SURVEY, "Enkät", "18 procent.", 2024).id
        self.judgement = add_judgement(self.author, "KOH", "Vi bedömer att det har börjat.").id
        rest_on(self.author, self.judgement, self.finding)
        rest_on(self.author, self.judgement, self.source)
        self.cell = Cell(RowKind.CASE, "A-1", ColumnKind.CODE, CODE)
        write_summary_cell(self.author, self.cell, "De har en plan [A-1:2].")

    def _coded(self, note: str, citation: str, value: str) -> str:
        found = trace(self.author, citation)
        return apply_code(self.author, note, found["start"], found["end"], CODE, value).id

    def standing(self, name: str) -> Standing:
        return checked(self.reviewer, name).standing


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return new_study(tmp_path_factory.mktemp("review") / "a")


@pytest.fixture
def chapter(made: Path, tmp_path: Path) -> Iterator[Chapter]:
    chapter = Chapter(Path(shutil.copytree(made, tmp_path / "a")))
    yield chapter
    assert problems(chapter.author.db) == []
    chapter.author.close()
    chapter.reviewer.close()


def signed_all(chapter: Chapter) -> None:
    for each in review(chapter.reviewer):
        sign(chapter.reviewer, each.statement.id, Holds.SUPPORTED)


def test_every_sentence_is_a_statement(chapter: Chapter) -> None:
    ids = {each.statement.id: each.statement.text for each in review(chapter.reviewer)}

    assert ids == {
        f"{chapter.finding}#1": "En intervju beskriver en gemensam plan.", f"{chapter.finding}#2": "Det tog lång tid.",
        chapter.judgement: "Vi bedömer att det har börjat.", f"A-1/{CODE}": "De har en plan [A-1:2].",
    }  # fmt: skip
    assert checked(chapter.reviewer, "det tog lång").statement.id == f"{chapter.finding}#2"
    assert {each.standing for each in review(chapter.reviewer, "KOH")} == {Standing.LEFT}


def test_nobody_signs_her_own_words_or_says_no_without_a_reason(chapter: Chapter) -> None:
    for study, name, holds, comment, key in (
        (chapter.author, chapter.judgement, Holds.SUPPORTED, "", "errors.review_own"),
        (chapter.author, f"A-1/{CODE}", Holds.SUPPORTED, "", "errors.review_own"),
        (chapter.reviewer, chapter.judgement, Holds.UNCLEAR, " ", "errors.review_why"),
        (chapter.reviewer, chapter.source, Holds.SUPPORTED, "", "errors.unknown_statement"),
        (chapter.reviewer, "x:1#2", Holds.SUPPORTED, "", "errors.unknown_statement"),
    ):
        with pytest.raises(OkqualError) as refused:
            sign(study, name, holds, comment)
        assert refused.value.key == key


def test_a_signature_is_given_once_taken_back_undone_and_brought_again(chapter: Chapter) -> None:
    study = chapter.reviewer
    entries = "SELECT count(*) FROM entry"
    sign(study, chapter.judgement, Holds.UNSUPPORTED, "Enkäten säger annat. [b]")
    count = study.db.conn.execute(entries).fetchone()
    found = sign(study, chapter.judgement, Holds.UNSUPPORTED, "Enkäten säger annat. [b]")

    assert study.db.conn.execute(entries).fetchone() == count
    assert (found.standing, found.signatures[0].comment) == (Standing.UNSUPPORTED, "Enkäten säger annat. [b]")
    undo(study)
    assert chapter.standing(chapter.judgement) is Standing.LEFT
    redo(study)
    assert chapter.standing(chapter.judgement) is Standing.UNSUPPORTED
    assert take_back(study, chapter.judgement).standing is Standing.LEFT
    with pytest.raises(OkqualError, match="others_build_on"):
        sign(study, chapter.judgement, Holds.SUPPORTED)
        for _ in range(20):
            undo(chapter.author)


@pytest.mark.parametrize("change", list(Change))
def test_a_signature_goes_out_of_date(chapter: Chapter, change: Change) -> None:
    signed_all(chapter)
    first, second = f"{chapter.finding}#1", f"{chapter.finding}#2"
    assert {each.standing for each in review(chapter.reviewer)} == {Standing.SUPPORTED}

    if change is Change.TEXT:
        write_text(chapter.author, chapter.finding, TEXT.replace("lång", "mycket lång"))
    elif change is Change.EVIDENCE:
        link_evidence(chapter.author, chapter.finding, "A-1:3")
    else:
        set_value(chapter.author, chapter.no, "ja")

    found = checked(chapter.reviewer, second)
    assert found.standing is Standing.STALE
    assert found.changed == (change,)
    if change is Change.TEXT:
        assert chapter.standing(first) is Standing.SUPPORTED
    if change is Change.NUMBERS:
        assert found.numbers == ("1/2 → 2/2",)
        assert report(chapter.reviewer)["numbers_changed"]
    assert chapter.standing(chapter.judgement) is Standing.STALE
    sign(chapter.reviewer, second, Holds.SUPPORTED)
    assert chapter.standing(second) is Standing.SUPPORTED


def test_a_source_and_a_coding_beneath_count_too(chapter: Chapter) -> None:
    signed_all(chapter)
    change_source(chapter.author, chapter.source, words="28 procent.")
    assert chapter.standing(chapter.judgement) is Standing.STALE
    assert chapter.standing(f"{chapter.finding}#1") is Standing.SUPPORTED
    set_value(chapter.author, chapter.yes, "delvis")
    assert checked(chapter.reviewer, f"{chapter.finding}#1").changed == (Change.EVIDENCE, Change.NUMBERS)
    assert checked(chapter.reviewer, f"A-1/{CODE}").standing is Standing.STALE


def test_the_worst_of_several_signatures_stands(chapter: Chapter) -> None:
    third = open_study(chapter.author.folder, "LB")
    sign(chapter.reviewer, chapter.judgement, Holds.SUPPORTED)
    sign(third, chapter.judgement, Holds.UNCLEAR, "Oklart hur.")
    found = checked(third, chapter.judgement)
    third.close()

    assert found.standing is Standing.UNCLEAR
    assert {each.coder for each in found.signatures} == {"GR", "LB"}


def test_signatures_of_two_copies_come_together(chapter: Chapter, tmp_path: Path) -> None:
    other = tmp_path / "b"
    other.mkdir()
    chapter.author.db.conn.execute("VACUUM INTO ?", (str(other / DATABASE),))
    apart = open_study(other, "LB")
    sign(apart, chapter.judgement, Holds.UNSUPPORTED, "Nej.")
    sign(chapter.reviewer, chapter.judgement, Holds.SUPPORTED)
    apart.close()

    merge(chapter.author.db, other / DATABASE)

    assert {each.coder for each in checked(chapter.reviewer, chapter.judgement).signatures} == {"GR", "LB"}


def test_a_sample_is_drawn_again_by_its_seed(chapter: Chapter) -> None:
    found = review(chapter.reviewer)

    drawn = [each.statement.id for each in sample(found, 3, 7)]
    assert drawn == [each.statement.id for each in sample(list(reversed(found)), 3, 7)]
    assert len({tuple(each.statement.id for each in sample(found, 3, seed)) for seed in range(20)}) > 5
    assert len(sample(found, 20, 7)) == len(found)
    with pytest.raises(OkqualError, match="sample_size"):
        sample(found, 0, 7)


def test_the_report_says_what_is_open_and_what_rests_on_nothing(chapter: Chapter) -> None:
    alone = add_judgement(chapter.author, "KOH", "Vi bedömer något annat.").id
    sign(chapter.reviewer, chapter.judgement, Holds.UNCLEAR, "Vilken enkät?")
    found = report(chapter.reviewer, "KOH")

    assert found["coverage"]["statements"] == 5
    assert found["coverage"]["left"] == 4
    assert [each["id"] for each in found["open"]] == [chapter.judgement]
    assert [(each["id"], each["lack"]) for each in found["rests_on_nothing"]] == [(alone, "rests_on_nothing")]


def test_who_is_not_cited(chapter: Chapter) -> None:
    per_case = {each.name: each.citations for each in citations(chapter.reviewer)}
    groups = {each.name: (each.interviews, each.cited) for each in citations_by(chapter.reviewer)}
    left = uncited(chapter.reviewer, chapter.finding)

    assert per_case == {"A-1": 2, "A-2": 0}
    assert groups == {"Kommun": (1, 1), "Region": (1, 0)} or groups == {"kommun": (1, 1), "region": (1, 0)}
    assert [(each.coding, each.against) for each in left] == [(chapter.no, True)]
    link_evidence(chapter.author, chapter.finding, "A-2:2", Role.AGAINST)
    assert uncited(chapter.reviewer, chapter.finding) == []


def test_what_summaries_cite_is_cited(chapter: Chapter) -> None:
    """A finding's own words, roll-ups, and cells of interviews without one; a guide question's stand in no chapter."""

    def told() -> dict[str, tuple[int, int, int]]:
        found = citations(chapter.reviewer, "KOH")
        return {each.name: (each.citations, each.findings, each.texts) for each in found}

    assert told() == {"A-1": (2, 1, 1), "A-2": (0, 0, 0)}
    write_summary_cell(chapter.author, Cell(RowKind.CASE, "A-2", ColumnKind.QUESTION, "2"), "De säger nej [A-2:2].")
    assert told()["A-2"] == (0, 0, 0)
    whole = Cell(RowKind.ALL, "", ColumnKind.CODE, CODE)
    write_summary_cell(chapter.author, whole, "En av två har en plan [A-1:2], och den andra inte [A-2:2].")
    assert told() == {"A-1": (2, 1, 1), "A-2": (1, 0, 1)}
    write_text(chapter.author, chapter.finding, f"{TEXT} Det sägs här [A-1:2], och inte där [A-2:2].")
    assert told() == {"A-1": (2, 1, 1), "A-2": (2, 1, 1)}
    assert uncited(chapter.reviewer, chapter.finding) == []
    assert [each.cited for each in citations_by(chapter.reviewer, criterion="REL")] == [0, 0]


def test_words_that_several_begin_with_name_none(chapter: Chapter) -> None:
    add_judgement(chapter.author, "KOH", "Vi bedömer att det har slutat.")
    with pytest.raises(OkqualError, match="several_statements"):
        checked(chapter.reviewer, "Vi bedömer att det har")


def test_no_two_statements_have_one_id(chapter: Chapter) -> None:
    write_text(chapter.author, chapter.finding, "Samma sak. Samma sak. … [A-1:2]")
    ids = [each.statement.id for each in review(chapter.reviewer)]

    assert len(ids) == len(set(ids))
