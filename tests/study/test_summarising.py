"""Written cells of the matrix: what is kept, linked, behind its evidence, drafted, undone and exported."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from docx import Document

from okqual.errors import OkqualError
from okqual.model.results import CellKind
from okqual.model.summary import Cell, ColumnKind, RowKind, brackets, without_links
from okqual.store import summaries
from okqual.store.verify import problems
from okqual.study import coding, reporting, summarising, undoing
from okqual.study.opening import Study, open_study
from tests.builders import new_study

CODE, WISH = "KOH-samordnat", "KOH-onskan"
HERE = Cell(RowKind.CASE, "A-1", ColumnKind.CODE, CODE)
THERE = Cell(RowKind.CASE, "A-2", ColumnKind.CODE, CODE)
ALL = Cell(RowKind.ALL, "", ColumnKind.CODE, CODE)
GROUP = Cell(RowKind.GROUP, "kommun", ColumnKind.CODE, CODE, "aktörstyp")
ROW = Cell(RowKind.CASE, "A-1", ColumnKind.CRITERION, "KOH")


@pytest.fixture
def study(tmp_path: Path) -> Iterator[Study]:
    study = open_study(new_study(tmp_path / "studie"), "AK")
    yield study
    assert problems(study.db) == []
    study.close()


def code(study: Study, words: str, value: str | None = None, case: str = "A-1", name: str = CODE) -> str:
    from okqual.study import browsing

    text = browsing.note(study, case).text
    start = text.index(words)
    return coding.apply_code(study, case, start, start + len(words), name, value).id


def test_links_are_parsed_once_and_leave_cleanly() -> None:
    text = "Med i gruppen [VB-01:36, VB-03b:4-5], men [sic] kl. [12:30] svårt [VB-01:37.2-4]."
    assert [bracket.ids for bracket in brackets(text)] == [("VB-01:36", "VB-03b:4-5"), ("VB-01:37.2-4",)]
    assert without_links(text) == "Med i gruppen, men [sic] kl. [12:30] svårt."
    assert without_links("[laughs] [/b] [red]") == "[laughs] [/b] [red]"


def test_a_cell_is_written_once_linked_cleared_and_undone(study: Study) -> None:
    made = summarising.write_summary_cell(study, HERE, "De har en plan [A-1:2]. [laughs]\n")
    assert made is not None
    assert (made.text, made.draft, made.coder) == ("De har en plan [A-1:2]. [laughs]", False, "AK")
    assert summaries.citing(study.db, "A-1", 2, 2) == [HERE]
    before = study.db.execute("SELECT count(*) FROM entry").fetchone()[0]
    summarising.write_summary_cell(study, HERE, "De har en plan [A-1:2]. [laughs]")
    assert study.db.execute("SELECT count(*) FROM entry").fetchone()[0] == before
    summarising.write_summary_cell(study, HERE, " ")
    assert summarising.summary_of(study, HERE) is None
    assert summaries.citing(study.db, "A-1", 2, 2) == []
    change = undoing.undo(study)
    assert (change.kind, change.where, change.code) == ("summary", "A-1", CODE)
    assert summarising.summary_of(study, HERE).text.startswith("De har en plan")
    undoing.redo(study)
    assert summarising.summary_of(study, HERE) is None


def test_no_text_is_in_the_journal(study: Study) -> None:
    summarising.write_summary_cell(study, GROUP, "Hemligheten i kommunen")
    payloads = "".join(row[0] for row in study.db.execute("SELECT payload FROM entry WHERE kind = 'summary'"))
    assert "Hemligheten" not in payloads
    assert "kommun" not in payloads
    assert "aktörstyp" not in payloads


def test_a_text_is_behind_when_codings_come_go_or_change(study: Study) -> None:
    first = code(study, "Vi har en gemensam plan med skolan.", "ja")
    summarising.write_summary_cell(study, HERE, "De samordnar [A-1:2].")
    assert summarising.changes(study, HERE) is None
    second = code(study, "Det tog lång tid.", "nej")
    assert summarising.changes(study, HERE).new == (second,)
    assert list(summarising.stale(study)) == [HERE]
    summarising.write_summary_cell(study, HERE, "De samordnar [A-1:2].")
    assert HERE in summarising.stale(study)
    summarising.confirm_summary(study, HERE)
    assert summarising.stale(study) == {}
    coding.remove_coding(study, first)
    assert summarising.changes(study, HERE).gone == (first,)
    undoing.undo(study)
    assert summarising.stale(study) == {}
    coding.set_value(study, second, "delvis")
    assert (summarising.changes(study, HERE).new, summarising.changes(study, HERE).gone) == ((second,), (second,))


def test_a_roll_up_is_behind_when_a_cell_under_it_is_another(study: Study) -> None:
    summarising.write_summary_cell(study, HERE, "Kommunen samordnar.")
    for cell in (ALL, GROUP, ROW):
        summarising.write_summary_cell(study, cell, "Sammantaget.")
    assert summarising.stale(study) == {}
    code(study, "Nej, arbetena har gått bredvid varandra.", "nej", case="A-2")
    assert list(summarising.stale(study)) == [ALL]
    summarising.confirm_summary(study, ALL)
    summarising.write_summary_cell(study, HERE, "Kommunen samordnar inte.")
    assert set(summarising.stale(study)) == {ALL, GROUP, ROW}
    assert summarising.changes(study, GROUP).new == ("A-1",)


def test_a_draft_takes_key_quotes_with_their_ids_until_a_person_writes(study: Study) -> None:
    with pytest.raises(OkqualError, match="summary_no_evidence"):
        summarising.draft_from_key_quotes(study, HERE)
    code(study, "Vi har en gemensam plan med skolan.", "ja")
    key = code(study, "Det tog lång tid.", "nej")
    coding.set_key(study, key, True)
    made = summarising.draft_from_key_quotes(study, HERE)
    assert made.draft
    assert "[A-1:2.8-11]" in made.text
    assert "gemensam" not in made.text
    with pytest.raises(OkqualError, match="summary_there"):
        summarising.draft_from_key_quotes(study, HERE)
    assert not summarising.write_summary_cell(study, HERE, made.text + " Sen start.").draft
    assert summarising.draft_from_key_quotes(study, ALL).draft


def test_unknown_places_and_endless_texts_are_refused(study: Study) -> None:
    for cell in (
        Cell(RowKind.CASE, "A-9", ColumnKind.CODE, CODE),
        Cell(RowKind.CASE, "A-1", ColumnKind.CODE, "XX"),
        Cell(RowKind.GROUP, "landsting", ColumnKind.CODE, CODE, "aktörstyp"),
    ):
        with pytest.raises(OkqualError):
            summarising.write_summary_cell(study, cell, "Text")
    with pytest.raises(OkqualError, match="summary_long"):
        summarising.write_summary_cell(study, HERE, "x" * 20_001)
    assert summarising.written(study) == {}


def written_study(study: Study) -> None:
    code(study, "Vi har en gemensam plan med skolan.", "ja")
    code(study, "Nej, arbetena har gått bredvid varandra.", "nej", case="A-2")
    summarising.write_summary_cell(study, HERE, "De har en plan [A-1:2], säger A-1.")
    summarising.draft_from_key_quotes(study, THERE)
    summarising.write_summary_cell(study, GROUP, "Kommunen har en plan [A-1:2].")
    summarising.write_summary_cell(study, ALL, "Bilden är delad [A-1:2; A-2:2].")
    code(study, "Det tog lång tid.", "nej")


def test_the_matrix_prints_written_cells_roll_ups_drafts_and_what_is_behind(study: Study, tmp_path: Path) -> None:
    written_study(study)
    for suffix in ("docx", "xlsx", "csv", "json"):
        reporting.write_matrix(study, tmp_path / f"m.{suffix}", cells=CellKind.SUMMARY)
    made = json.loads((tmp_path / "m.json").read_text(encoding="utf-8"))
    assert made["rows"] == ["A-1", "aktörstyp=kommun", "A-2", "*"]
    cells = {(cell["row"], cell["column"]): cell for cell in made["cells"]}
    assert cells["A-1", CODE]["summary"] == "De har en plan [A-1:2], säger A-1."
    assert (cells["A-1", CODE]["stale"], cells["A-1", CODE]["draft"]) == (True, False)
    assert cells["A-2", CODE]["draft"]
    assert cells["*", CODE]["summary"].startswith("Bilden är delad")
    assert [quote["id"] for quote in cells["*", CODE]["quotes"]] == ["A-1:2.1-7", "A-1:2.8-11", "A-2:2"]
    assert cells["*", WISH]["summary"] == ""
    lines = (tmp_path / "m.csv").read_text(encoding="utf-8-sig")
    assert "(underlaget har ändrats)" in lines
    assert "(utkast)" in lines
    assert "Sammanfattat: kommun" in lines
    words = all_words(tmp_path / "m.docx")
    for wanted in ("[", "A-1:2", "(utkast)", "(underlaget har ändrats)", "Sammanfattat: kommun", "Alla intervjuer"):
        assert wanted in words


def test_the_published_matrix_has_no_ids_and_no_marks_of_work(study: Study, tmp_path: Path) -> None:
    written_study(study)
    reporting.write_matrix(study, tmp_path / "p.docx", cells=CellKind.SUMMARY, publish=True)
    words = all_words(tmp_path / "p.docx")
    assert "De har en plan, säger K01." in words
    assert "Bilden är delad." in words
    assert "(utkast)" not in words  # a draft is in no published file
    assert "ändrats" not in words
    assert "A-1" not in words


def test_roll_ups_are_about_all_interviews_and_stay_out_of_a_selection(study: Study) -> None:
    written_study(study)
    made = reporting.matrix(study, cells=CellKind.SUMMARY, where={"aktörstyp": "kommun"})
    assert [row.id for row in made.rows] == ["A-1"]
    grouped = reporting.matrix(study, rows="aktörstyp", cells=CellKind.SUMMARY)
    assert grouped.cells["kommun", CODE].summary == "Kommunen har en plan [A-1:2]."
    assert grouped.cells["*", CODE].summary.startswith("Bilden")


def test_a_matrix_of_evaluation_questions(study: Study) -> None:
    written_study(study)
    made = reporting.matrix(study, cols="evaluation", cells=CellKind.COUNT)
    assert [column.id for column in made.columns] == ["FR-KOH"]
    assert made.cells["A-1", "FR-KOH"].count == 2


def all_words(path: Path) -> str:
    document = Document(str(path))
    return "\n".join(
        "".join(text.text or "" for text in paragraph._p.iter(W_TEXT))
        for table in document.tables
        for row in table.rows
        for cell in row.cells
        for paragraph in cell.paragraphs
    ) + "\n".join(paragraph.text for paragraph in document.paragraphs)


W_TEXT = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}t"


def test_words_of_a_secret_passage_do_not_leave_by_a_written_cell(study: Study, tmp_path: Path) -> None:
    from okqual.study.disclosing import keep_secret

    written_study(study)
    keep_secret(study, "A-2:2")
    reporting.write_matrix(study, tmp_path / "p.docx", cells=CellKind.SUMMARY, publish=True)
    words = all_words(tmp_path / "p.docx")
    assert "bredvid" not in words
    assert "De har en plan" in words
