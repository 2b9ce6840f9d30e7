"""The methods appendix and the chapters of the example study: complete, alike twice, and silent when published."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import docx
import pytest

from okqual.export.word.check import faults
from okqual.model.finding import CountRef, Role, SourceType
from okqual.model.methods import Answer, Invited
from okqual.model.results import CellKind
from okqual.model.summary import Cell, ColumnKind, RowKind
from okqual.store import queries
from okqual.study import (
    codebook_editing,
    decisions,
    definitions,
    findings,
    inviting,
    methods,
    outlining,
    pieces,
    reporting,
    summarising,
    tracing,
)  # fmt: skip
from okqual.study.chapters_file import write_summary
from okqual.study.disclosing import house_words
from okqual.study.opening import Study, open_study
from okqual.study.tabulating import write_tables
from tests.builders import example_copy
from tests.export.agency import agency_template
from tests.export.test_word_validators import complaints

CODE = "REL-behov.motsvarar"
OPPOSING = "VB-01:36"


@pytest.fixture(scope="module")
def study(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Study]:
    study = open_study(example_copy(tmp_path_factory, "Exempel"), "AK")
    inviting.set_invited(study, Invited("VB-99", Answer.DECLINED, {"aktörstyp": "kommun"}))
    decisions.decide(study, "VB-03 räknas som två. AK gör det.", "Se VB-01_region_20251118.docx", CODE)
    quote = next(piece for piece in reporting.gather(study).evidence if piece.code == CODE).quote
    everyone = Cell(RowKind.ALL, "", ColumnKind.CODE, CODE)
    summarising.write_summary_cell(study, everyone, f"De flesta i VB-03 ser behoven, sade TS [{quote.id}]. AK såg det.")
    lay_out(study, quote.id)
    group = Cell(RowKind.GROUP, "kommun", ColumnKind.CODE, CODE, "aktörstyp")
    summarising.write_summary_cell(study, group, "Kommunerna vill ha mer.")
    yield study
    study.close()


def lay_out(study: Study, supporting: str) -> None:
    """An outline for REL in place of the example's: a finding with evidence and a number, a survey, a judgement."""
    for each in pieces.pieces(study):
        pieces.withdraw(study, each.id)
    heading = outlining.add_heading(study, "REL", "Behoven är mötta, säger de flesta")
    outlining.add_heading(study, "REL", "Det som återstår")
    said = f"Enstaka kommuner, som i VB-03, beskriver att behoven möts [{supporting}]. Det sade AK med."
    finding = findings.add_finding(study, CODE, said)
    findings.link_evidence(study, finding.id, supporting, Role.SUPPORTS)
    findings.link_evidence(study, finding.id, OPPOSING, Role.AGAINST)
    findings.link_evidence(study, finding.id, CountRef(CODE), Role.SUPPORTS)
    survey = findings.add_source(
        study, "REL", SourceType.SURVEY, "Enkät till kommuner", "67 procent.", 2024, "tabell 3"
    )
    judgement = findings.add_judgement(study, "REL", "Vi bedömer att innehållet var relevant.")
    for rests in (finding, survey):
        findings.rest_on(study, judgement.id, rests.id)
    for piece in (finding, survey, judgement):
        outlining.place(study, piece.id, heading.id)
    findings.add_finding(study, CODE, "Utan plats ännu.")


WRITERS: dict[str, Callable[[Study, Path, bool], object]] = {
    "chapters": lambda study, path, publish: write_summary(study, path, publish=publish, with_methods=True),
    "footnotes": lambda study, path, publish: write_summary(study, path, ("REL",), publish, citations="footnotes"),
    "matrix": lambda study, path, publish: reporting.write_matrix(study, path, criteria=("REL",), publish=publish),
    "summaries": lambda study, path, publish: reporting.write_matrix(
        study, path, criteria=("REL",), cells=CellKind.SUMMARY, publish=publish
    ),
    "methods": methods.write_methods,
}


def everything_in(path: Path) -> str:
    with zipfile.ZipFile(path) as archive:
        return "\n".join(name + archive.read(name).decode("utf-8", errors="ignore") for name in archive.namelist())


def text_of(path: Path) -> str:
    document: Any = docx.Document(str(path))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([paragraph.text for paragraph in document.paragraphs] + cells)


@pytest.mark.parametrize("name", WRITERS)
def test_published_files_name_no_id_coder_or_file(study: Study, tmp_path: Path, name: str) -> None:
    path = tmp_path / "ut.docx"
    WRITERS[name](study, path, True)
    content, text = everything_in(path), text_of(path)

    assert faults(path) == []
    ids = [*queries.cases(study.db), *queries.note_ids(study.db), *queries.codes_ever(study.db), "VB-99", "_okq_"]
    assert [name for name in ids if re.search(rf"(?<![\w-]){re.escape(name)}(?![\w-])", content)] == []
    words = house_words(study)
    assert {"AK", "TS", "VB-01_region_20251118.docx"} <= words.keys()
    assert [word for word in words if re.search(rf"(?<!\w){re.escape(word)}(?!\w)", text)] == []
    assert not re.search(r"\d+ av \d+", text)


@pytest.mark.parametrize("publish", [False, True])
@pytest.mark.parametrize("name", WRITERS)
def test_written_twice_the_bytes_are_the_same(
    study: Study, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, publish: bool
) -> None:
    first, second = tmp_path / "a.docx", tmp_path / "b.docx"
    WRITERS[name](study, first, publish)
    now = study.clock()
    monkeypatch.setattr("time.time", lambda: now / 1000 + 7)
    WRITERS[name](study, second, publish)

    assert first.read_bytes() == second.read_bytes()


def test_workbook_written_twice_is_the_same(study: Study, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_tables(study, tmp_path / "a.xlsx")
    now = study.clock()
    monkeypatch.setattr("time.time", lambda: now / 1000 + 7)
    write_tables(study, tmp_path / "b.xlsx")

    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()


def test_the_appendix_tells_what_the_material_does(study: Study, tmp_path: Path) -> None:
    path = methods.write_methods(study, tmp_path / "metod.docx")
    text = text_of(path)

    assert faults(path) == []
    assert "har tackat nej" in text
    assert "VB-03 räknas som två. AK gör det." in text
    assert "merparten" in text
    assert "Tackat nej: 1. Inbjudna utan intervju: 0." in text
    for heading in ("Intervjuerna", "Kodboken", "Kodarna", "Beslut om kodningen", "Rapportering enligt COREQ"):
        assert heading in text
    tables: Any = docx.Document(str(path)).tables
    checks = [table for table in tables if table.rows[0].cells[1].text == "Punkt"]
    assert [len(table.rows) - 1 for table in checks] == [32, 21]
    assert all(row.cells[2].text for table in checks for row in table.rows)


def test_a_change_of_meaning_is_printed_with_date_and_coder(study: Study) -> None:
    code = replace(definitions.code_named(study, "REL-skr.stod"), brief="Bilden av stödet från SKR.")
    codebook_editing.define_code(study, code)
    made, _ = methods.methods(study)

    assert [row[1:] for row in made.changes.rows] == [("SKR:s stöd", "kort definition", "ändrar betydelsen", "AK")]
    assert [len(row) for row in methods.methods(study, publish=True)[0].changes.rows] == [4]


def test_chapters_hold_roll_ups_and_lead_from_them_to_the_evidence(study: Study, tmp_path: Path) -> None:
    path = write_summary(study, tmp_path / "k.docx", ("REL",), pictures=False)
    document: Any = docx.Document(str(path))
    written = [paragraph for paragraph in document.paragraphs if paragraph.style.name == "okq summary"]

    assert [paragraph.text.partition(" ")[0] for paragraph in written] == ["De", "kommun:"]
    assert written[0].hyperlinks[0].fragment.startswith("_okq_e_")


def test_what_the_chapters_use_is_traced_to_them(study: Study, tmp_path: Path) -> None:
    path = write_summary(study, tmp_path / "spårad.docx", ("REL",), pictures=False)
    text = summarising.written(study)[Cell(RowKind.ALL, "", ColumnKind.CODE, CODE)].text
    cited = re.search(r"\[([^\]]+)\]", text)
    assert cited is not None

    uses = tracing.trace(study, cited[1])["used_in"]
    assert path.name in {use.get("file") for use in uses}


def test_evidence_stands_in_its_surroundings(study: Study, tmp_path: Path) -> None:
    path = write_summary(study, tmp_path / "k.docx", ("REL",), pictures=False)
    document: Any = docx.Document(str(path))
    entries = [paragraph for paragraph in document.paragraphs if paragraph.style.name == "okq evidence"]
    beside = [run.text for entry in entries for run in entry.runs if run.style.name == "okq beside"]

    assert entries
    assert len(beside) > len(entries) / 2
    assert all(re.search(r"20\d\d-\d\d-\d\d", entry.text) for entry in entries)


def test_footnotes_stand_in_place_of_brackets(study: Study, tmp_path: Path) -> None:
    path = write_summary(study, tmp_path / "k.docx", ("REL",), pictures=False, citations="footnotes")
    content = everything_in(path)
    document: Any = docx.Document(str(path))
    quotes = [paragraph.text for paragraph in document.paragraphs if paragraph.style.name == "okq quote"]

    assert faults(path) == []
    assert content.count("footnoteReference ") > len(quotes) / 2
    assert not any("[VB" in text or "[KR" in text for text in quotes)
    assert "comments.xml" not in content


def test_tables_and_figures_are_referred_to_and_listed(study: Study, tmp_path: Path) -> None:
    path = write_summary(study, tmp_path / "k.docx", ("REL",), with_methods=True)
    document: Any = docx.Document(str(path))
    captions = [p.text.partition(".")[0] for p in document.paragraphs if p.style.name == "Caption"]
    running = "\n".join(p.text for p in document.paragraphs if p.style.name == "okq lead")
    listed = [p.text for p in document.paragraphs if p.style.name == "table of figures"]

    assert sum(name.startswith("Figur") for name in captions) > 3
    assert [name for name in captions if name.startswith("Figur") and name not in running] == []
    assert len(listed) == len(captions)


def test_the_outline_is_the_chapter(study: Study, tmp_path: Path) -> None:
    path = write_summary(study, tmp_path / "k.docx", ("REL",), pictures=False)
    document: Any = docx.Document(str(path))
    told = [(p.style.name, p.text) for p in document.paragraphs if p.style.name.startswith(("Heading", "okq"))]
    start = told.index(("Heading 2", "Behoven är mötta, säger de flesta"))
    remarks = ("okq note", "okq above")
    names = [name for name, _ in told[start : start + 12] if name not in ("okq quote", *remarks)]
    notes = "\n".join(text for name, text in told[start : start + 12] if name in remarks)

    assert faults(path) == []
    assert names[:5] == ["Heading 2", "okq finding", "okq dissent", "okq source", "okq judgement"]
    by_style = dict(reversed(told[start : start + 12]))
    assert re.search(r"behoven möts \[\S+\]\. Det sade AK med\.", by_style["okq finding"])
    assert re.search(r"\d+ av 18 intervjuer; utkast", notes)
    assert by_style["okq source"] == "Enkät till kommuner (2024, tabell 3): 67 procent."
    assert "Bygger på: Enstaka kommuner, som i VB-03, beskriver" in notes
    assert ("Heading 2", "Utan plats i dispositionen") in told
    assert any(OPPOSING in text for name, text in told if name == "okq evidence")


def test_the_published_outline_is_all_of_the_chapter(study: Study, tmp_path: Path) -> None:
    path = write_summary(study, tmp_path / "k.docx", ("REL",), publish=True)
    document: Any = docx.Document(str(path))
    told = [(p.style.name, p.text) for p in document.paragraphs]
    headings = [text for name, text in told if name in {"Heading 1", "Heading 2"}]

    assert headings == ["Relevans", "Behoven är mötta, säger de flesta", "Det som återstår", "Om underlaget"]
    said = next(text for name, text in told if name == "okq finding")
    assert re.fullmatch(
        r"Enstaka kommuner, som i K\d\d, beskriver att behoven möts\. Det sade \[intervjuaren\] med\.", said
    )


@pytest.mark.parametrize("name", ["chapters", "footnotes", "methods"])
def test_validators_have_nothing_to_say(study: Study, tmp_path: Path, name: str) -> None:
    path = tmp_path / "ut.docx"
    WRITERS[name](study, path, False)

    assert complaints(path) == set()


@pytest.mark.parametrize("publish", [False, True])
def test_an_agencys_template_takes_it_all(study: Study, tmp_path: Path, publish: bool) -> None:
    path = tmp_path / "ut.docx"
    template = agency_template(tmp_path / "mall.docx")
    write_summary(study, path, ("REL",), publish, template, with_methods=True)
    content = everything_in(path)

    assert faults(path) == []
    assert 'w:pStyle w:val="Rubrik1"' in content
    assert "Rapport 2026:14" in content
    assert "Omslag" not in content
