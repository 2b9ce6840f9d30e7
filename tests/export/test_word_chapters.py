"""The chapters in Word: a criterion, its questions, its codes with counts, quotes and gaps."""

from __future__ import annotations

import re
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn

from okqual.export.word.anchors import heading_anchor
from okqual.export.word.chapters import MOST_QUOTES, write_chapters
from okqual.export.word.check import faults
from okqual.model.codebook import Criterion, EvaluationQuestion
from okqual.model.results import Chapter, CodeSection, Section
from tests.export import examples


def written(folder: Path, publish: bool = False, chapters: list[Chapter] | None = None) -> Path:
    path = folder / "kapitel.docx"
    write_chapters(examples.chapters() if chapters is None else chapters, examples.manifest(), path, publish=publish)
    return path


def opened(folder: Path, publish: bool = False, chapters: list[Chapter] | None = None) -> Any:
    return docx.Document(str(written(folder, publish, chapters)))


def text_of(document: Any) -> str:
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([paragraph.text for paragraph in document.paragraphs] + cells)


def headings(document: Any) -> list[tuple[int, str]]:
    found = [(paragraph.style.name, paragraph.text) for paragraph in document.paragraphs]
    return [(int(name[-1]), text) for name, text in found if name.startswith("Heading")]


@pytest.mark.parametrize("publish", [False, True])
def test_chapters_have_no_fault(tmp_path: Path, publish: bool) -> None:
    assert faults(written(tmp_path, publish)) == []


def test_headings_go_from_criterion_to_question_to_code(tmp_path: Path) -> None:
    assert headings(opened(tmp_path))[:15] == [
        (1, "Koherens"),
        (2, "Primärvården"),
        (3, "Primärvården med"),
        (4, "Nyckelcitat"),
        (4, "De som säger annorlunda"),
        (4, "Vad som saknas"),
        (3, "Svårt få med primärvården"),
        (4, "Nyckelcitat"),
        (4, "Vad som saknas"),
        (2, "Har insatserna samordnats med andra pågående initiativ?"),
        (3, "Samordning med andra initiativ"),
        (4, "Vad som saknas"),
        (1, "Effektivitet"),
        (2, "Medlens fördelning"),
        (1, "Bilaga: belägg"),
    ]


def test_the_table_says_unit_denominator_and_who_was_asked(tmp_path: Path) -> None:
    document = opened(tmp_path)
    table = document.tables[0]
    rows = [[cell.text for cell in row.cells] for row in table.rows]

    assert rows[0] == ["Värde", "alla (14)", "region (3)", "länssamordnare (2)", "kommun (9)"]
    assert [row[0] for row in rows[1:]] == [
        "tar upp saken",
        "ja",
        "delvis",
        "nej",
        "att avgöra",
        "fick frågan och svarade",
        "tog upp den utan att få frågan",
    ]
    assert rows[2] == ["ja", "5 av 14\nen del", "2 av 3\nde flesta", "1 av 2\nungefär hälften", "2 av 9\nnågra få"]
    assert rows[6][1:] == ["12 av 14", "2 av 3", "1 av 2", "8 av 9"]
    captions = [paragraph.text for paragraph in document.paragraphs if paragraph.style.name == "Caption"]
    assert captions[0] == "Tabell 1. Primärvården med: antal intervjuer av alla intervjuer i gruppen, efter aktörstyp"


def test_quotes_name_their_actor_and_lead_to_the_evidence(tmp_path: Path) -> None:
    document = opened(tmp_path)
    quotes = [paragraph for paragraph in document.paragraphs if paragraph.style.name == "okq quote"]
    names = {mark.get(qn("w:name")) for mark in document.element.body.iter(qn("w:bookmarkStart"))}

    assert quotes[2].text == "”vi vet aldrig i januari vad vi får göra i februari” (IP1, region) [SL-01:4]"
    assert all(paragraph.hyperlinks[0].fragment in names for paragraph in quotes)
    assert heading_anchor("KOH-primarvard") in names


def test_quotes_beyond_the_cap_are_in_the_appendix(tmp_path: Path) -> None:
    document = opened(tmp_path)
    given = len(examples.chapters()[0].sections[0].codes[1].key_quotes)

    assert given > MOST_QUOTES
    assert f"+ {given - MOST_QUOTES} till i bilagan" in text_of(document)


def test_gaps_are_said_in_words_with_interviews(tmp_path: Path) -> None:
    text = text_of(opened(tmp_path))

    assert "Ej kodad ännu: SL-06. Inget svar: SL-11. Ej ställd: ÖB-05, SL-04. Att avgöra: ÖB-10." in text


def test_a_question_that_interviews_do_not_answer_says_so(tmp_path: Path) -> None:
    assert "Frågan besvaras inte av intervjuerna utan av enkät och statistik." in text_of(opened(tmp_path))


def test_contents_are_filled_and_linked(tmp_path: Path) -> None:
    document = opened(tmp_path)
    entries = [paragraph for paragraph in document.paragraphs if paragraph.style.name.startswith("toc ")]
    shown = [heading for heading in headings(document) if heading[0] <= 3]

    assert [(int(entry.style.name[-1]), entry.text) for entry in entries] == shown
    assert all(entry.hyperlinks[0].fragment.startswith("_Toc") for entry in entries)
    with zipfile.ZipFile(tmp_path / "kapitel.docx") as archive:
        assert b"updateFields" not in archive.read("word/settings.xml")


def test_many_groups_are_cut_into_several_tables(tmp_path: Path) -> None:
    groups = {f"grupp {number}": 1 for number in range(9)}
    code = examples.chapters()[0].sections[0].codes[1].code
    numbers = tuple(0 for _ in groups)
    rows = examples.prevalence(code.id, {None: numbers}, groups)
    chapter = examples.chapters()[0]
    section = Section(chapter.sections[0].question, (CodeSection(code, rows, (), ()),))
    document = opened(tmp_path, chapters=[replace(chapter, sections=(section,))])
    heads = [[cell.text for cell in table.rows[0].cells][1:] for table in document.tables[:-1]]

    assert [len(head) for head in heads] == [5, 5]
    assert len({name for head in heads for name in head}) == 10


def test_published_chapters_hold_words_only(tmp_path: Path) -> None:
    path = written(tmp_path, publish=True)
    with zipfile.ZipFile(path) as archive:
        content = "\n".join(archive.read(name).decode("utf-8") for name in archive.namelist())
    text = text_of(docx.Document(str(path)))

    assert not re.search(r"(ÖB|SL)-\d", content)
    assert "_okq_" not in content
    assert not re.search(r"KOH-|EFF-|kriterier@|\bAK\b", content)
    assert not re.search(r"\bIP\d|\d+ av \d+|\(\d+\)|\+ \d", text)
    assert "ungefär hälften" in text
    assert "”vi vet aldrig i januari vad vi får göra i februari” (region)" in text
    assert "Det finns intervjuer där frågan inte ställdes." in text


def test_same_chapters_same_bytes(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()

    assert written(tmp_path).read_bytes() == written(tmp_path / "b").read_bytes()


def test_a_criterion_and_a_question_without_anything_are_said(tmp_path: Path) -> None:
    criterion = Criterion("REL", "Relevans")
    bare = Section(EvaluationQuestion("REL-1", "REL", "Motsvarar innehållet behoven?"), ())
    text = text_of(opened(tmp_path, chapters=[Chapter(criterion, ()), Chapter(criterion, (bare,))]))

    assert "Kriteriet har inga utvärderingsfrågor." in text
    assert "Kodboken har inga koder under frågan." in text
    assert faults(tmp_path / "kapitel.docx") == []
