"""A secret sentence stands in no part of anything published, wherever somebody wrote it."""

from __future__ import annotations

import html
import re
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from docx import Document

from okqual.model.disclosure import Disclosure, DisclosureKind, RoleLabel, SmallGroups, Unreviewed
from okqual.model.finding import SourceType
from okqual.model.results import CellKind
from okqual.model.summary import Cell, ColumnKind, RowKind
from okqual.study import (
    attributes,
    browsing,
    chapters_file,
    codebook_editing,
    coding,
    decisions,
    disclosing,
    disclosure_report,
    evidence_book,
    findings,
    methods,
    outlining,
    reporting,
    summarising,
)  # fmt: skip
from okqual.study.loading import load
from okqual.study.opening import Study, open_study
from tests.builders import NOTES, new_study, written

SECRET = "Socialchefen slutade i mars efter en konflikt med nämndens ordförande om pengarna"
UNCODED = "Ordföranden är anmäld till inspektionen sedan ett halvår tillbaka för detta"
OPEN = "Vi har en gemensam plan med skolan"
CODE = "KOH-samordnat"


@pytest.fixture
def study(tmp_path: Path) -> Study:
    study = open_study(new_study(tmp_path / "studie"), "AK")
    note = NOTES["A-1.md"].replace("Det tog lång tid.", f"\n* {SECRET}.\n* {UNCODED}.")
    load(study, [written(tmp_path / "ny", "A-1.md", note)])
    for case, words, value in (("A-1", OPEN, "ja"), ("A-1", SECRET, "ja"), ("A-2", "Nej", "nej")):
        there = next(each for each in browsing.note(study, case).passages if words in text_of(study, case, each))
        coding.apply_code(study, case, there.start, there.end, CODE, value)
    for words in (SECRET, UNCODED):
        number = next(p.number for p in browsing.note(study, "A-1").passages if words in text_of(study, "A-1", p))
        assert disclosing.keep_secret(study, f"A-1:{number}") == 1
    return study


def text_of(study: Study, case: str, passage: object) -> str:
    return browsing.note(study, case).text[passage.start : passage.end]  # type: ignore[attr-defined]


def write_everywhere(study: Study, words: str) -> list[str]:
    """The words in every field that a person fills in and a published file may show; ids of pieces that hold them."""
    heading = outlining.add_heading(study, "KOH", f"{words}!")
    plain = outlining.add_heading(study, "KOH", "Planer finns")
    finding = findings.add_finding(study, "KOH", f"Det sägs att {words.lower()} [A-1:3].")
    unplaced = findings.add_finding(study, "KOH", f"Utan plats: {words}.")
    source = findings.add_source(study, "KOH", SourceType.SURVEY, words, "Sex av tio har en plan.", 2024, "s. 3")
    paged = findings.add_source(study, "KOH", SourceType.SURVEY, "Enkät", "Fyra av tio har ingen.", 2024, words)
    judgement = findings.add_judgement(study, "KOH", "Vi bedömer att planen håller.")
    for each in (unplaced, source, finding):
        findings.rest_on(study, judgement.id, each.id)
    outlining.place(study, finding.id, heading.id)
    for each in (source, paged, judgement):
        outlining.place(study, each.id, plain.id)
    for cell in (
        Cell(RowKind.CASE, "A-1", ColumnKind.CODE, CODE),
        Cell(RowKind.GROUP, "kommun", ColumnKind.CODE, CODE, "aktörstyp"),
        Cell(RowKind.ALL, "", ColumnKind.CRITERION, "KOH"),
    ):
        summarising.write_summary_cell(study, cell, f"Kort sagt: {words}.")
    decisions.decide(study, f"Koda så: {words}.", f"Skäl: {words}.", CODE)
    code = browsing.codebook(study).by_id["KOH-onskan"]
    wide = replace(
        code, name=f"Önskan ({words})", brief=words, definition=words, when=words, when_not=words, example=f"”{words}”",
        synonyms=(words,),
    )  # fmt: skip
    codebook_editing.define_code(study, wide)
    return [heading.id, finding.id, source.id, paged.id]


def published(study: Study, folder: Path) -> list[Path]:
    """Every kind of file that can be published."""
    folder.mkdir()
    made = [
        chapters_file.write_summary(study, folder / "kapitel.docx", publish=True, with_methods=True),
        methods.write_methods(study, folder / "metod.docx", publish=True),
        evidence_book.write_book(study, folder / "bok.html", publish=True),
    ]
    for rows in ("case", "aktörstyp"):
        for kind in CellKind:
            path = folder / f"matris-{rows}-{kind}.docx"
            made.append(reporting.write_matrix(study, path, rows=rows, cells=kind, publish=True))
    return made


def everything(path: Path) -> str:
    """All that stands in a file, in one line and in small letters, as it is and without its tags."""
    if path.suffix == ".html":
        parts = [path.read_text(encoding="utf-8")]
    else:
        with zipfile.ZipFile(path) as archive:
            parts = [archive.read(name).decode("utf-8", errors="ignore") for name in archive.namelist()]
    whole = "\n".join(html.unescape(part) for part in parts)
    return " ".join(f"{whole}\n{re.sub('<[^>]*>', '', whole)}".split()).lower()


@pytest.mark.parametrize("words", [SECRET, UNCODED])
def test_secret_words_stand_nowhere_in_what_is_published(study: Study, tmp_path: Path, words: str) -> None:
    held = write_everywhere(study, words)

    for path in published(study, tmp_path / "ut"):
        assert words.lower() not in everything(path), path.name
        assert "konflikt med nämndens" not in everything(path), path.name
    told = {change.where for change in disclosure_report.report(study) if change.kind is DisclosureKind.LEFT_OUT}
    assert told >= {*held, "KOH-onskan", "A-1 · Samordnat", "kommun · Samordnat"}
    assert any(where.startswith("beslutet ”Koda så") for where in told)
    assert words.lower() in everything(chapters_file.write_summary(study, tmp_path / "arbete.docx"))


def test_a_heading_that_holds_secret_words_says_so_and_what_stands_under_it_stays(study: Study, tmp_path: Path) -> None:
    heading = outlining.add_heading(study, "KOH", f"{SECRET}!")
    finding = findings.add_finding(study, "KOH", "En av två har en plan.")
    outlining.place(study, finding.id, heading.id)
    path = chapters_file.write_summary(study, tmp_path / "ut.docx", publish=True)

    said = [(each.style.name, each.text) for each in Document(str(path)).paragraphs]
    assert ("Heading 2", "[utelämnat]") in said
    assert ("okq finding", "En av två har en plan.") in said
    (contents,) = [text for style, text in said if style == "toc 2" and "utelämnat" in text]
    assert "konflikt" not in contents


def test_what_a_judgement_rests_on_without_a_place_stays_in_the_house(study: Study, tmp_path: Path) -> None:
    heading = outlining.add_heading(study, "KOH", "Planer finns")
    judgement = findings.add_judgement(study, "KOH", "Vi bedömer att planen håller.")
    loose = findings.add_finding(study, "KOH", "Ett utkast som ingen har läst.")
    findings.rest_on(study, judgement.id, loose.id)
    outlining.place(study, judgement.id, heading.id)

    assert "som ingen har läst" not in everything(evidence_book.write_book(study, tmp_path / "b.html", publish=True))
    assert "som ingen har läst" in everything(evidence_book.write_book(study, tmp_path / "a.html"))


def test_names_of_coders_stand_in_no_definition_that_is_published(study: Study, tmp_path: Path) -> None:
    attributes.set_attribute(study, "A-1", "", "intervjuare", "Ann Kvist")
    code = browsing.codebook(study).by_id[CODE]
    codebook_editing.define_code(study, replace(code, brief="Efter samtal med Ann Kvist.", example="A-1: vi har en."))

    for path in published(study, tmp_path / "ut"):
        assert "ann kvist" not in everything(path), path.name
        assert "a-1: vi har" not in everything(path), path.name


def test_texts_of_groups_go_with_the_groups_names(study: Study, tmp_path: Path) -> None:
    for name in ("kommun", "region"):
        cell = Cell(RowKind.GROUP, name, ColumnKind.CODE, CODE, "aktörstyp")
        summarising.write_summary_cell(study, cell, f"Här skriver vi om {name}erna.")
    disclosing.decide_disclosure(study, Disclosure(smallest_group=1, roles=(RoleLabel("kommun", "Kommunföreträdare"),)))
    chapters = everything(chapters_file.write_summary(study, tmp_path / "a.docx", publish=True))
    matrix = everything(reporting.write_matrix(study, tmp_path / "b.docx", cells=CellKind.SUMMARY, publish=True))
    assert "kommunföreträdare: här skriver vi om kommunerna" in chapters
    assert "här skriver vi om kommunerna" in matrix

    disclosing.decide_disclosure(study, Disclosure(small_groups=SmallGroups.MERGE))
    merged = everything(chapters_file.write_summary(study, tmp_path / "c.docx", publish=True))
    assert "här skriver vi om" not in merged
    told = [change.where for change in disclosure_report.report(study) if change.kind is DisclosureKind.APART]
    assert told == ["kommun · Samordnat", "region · Samordnat"]


def test_words_of_notes_that_were_not_sent_back_are_looked_for_as_well(study: Study, tmp_path: Path) -> None:
    attributes.set_attribute(study, "A-2", "", "återkoppling", "godkänd")
    disclosing.decide_disclosure(study, Disclosure(unreviewed=Unreviewed.HOLD))
    heading = outlining.add_heading(study, "KOH", f"De säger: ”{OPEN}”")
    outlining.place(study, findings.add_finding(study, "KOH", "En av två har en plan.").id, heading.id)

    path = chapters_file.write_summary(study, tmp_path / "a.docx", publish=True)
    assert OPEN.lower() not in everything(path)
    assert "en av två har en plan" in everything(path)


def test_drafts_are_in_nothing_that_is_published(study: Study, tmp_path: Path) -> None:
    cell = Cell(RowKind.CASE, "A-2", ColumnKind.CODE, CODE)
    assert summarising.draft_from_key_quotes(study, cell) is not None
    written_by_hand = Cell(RowKind.CASE, "A-1", ColumnKind.CODE, CODE)
    summarising.write_summary_cell(study, written_by_hand, "Planen är gemensam.")

    matrix = everything(reporting.write_matrix(study, tmp_path / "a.docx", cells=CellKind.SUMMARY, publish=True))
    assert "planen är gemensam" in matrix
    assert "bredvid varandra" not in matrix
    assert "utkast" not in matrix
