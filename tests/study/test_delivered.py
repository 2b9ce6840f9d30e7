"""Files that left the house, checked: what was delivered against the study, what was printed against the export."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from okqual.errors import OkqualError
from okqual.model.results import CellKind
from okqual.study import coding, findings, reporting, summarising
from okqual.study.against import export_file, hold_against
from okqual.study.chapters_file import write_summary
from okqual.study.delivered import Fault, check_delivered, plain
from okqual.study.opening import Study, open_study
from tests import edited as ed
from tests.builders import new_study


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, str]]:
    folder = tmp_path_factory.mktemp("levererat")
    study = open_study(new_study(folder / "studie"), "AK")
    ids = ed.with_texts(study)
    coding.set_key(study, str(study.db.execute("SELECT min(id) FROM coding").fetchone()[0]), True)
    (folder / "studie" / "exports").mkdir(exist_ok=True)
    write_summary(study, folder / "studie" / "exports" / "kapitel.docx", pictures=False)
    write_summary(study, folder / "studie" / "exports" / "publicerad.docx", publish=True)
    reporting.write_matrix(study, folder / "antal.docx", cells=CellKind.COUNT)
    study.close()
    return folder, ids


@pytest.fixture
def study(made: tuple[Path, dict[str, str]]) -> Iterator[Study]:
    study = open_study(made[0] / "studie", "AK", read_only=True)
    yield study
    study.close()


@pytest.fixture
def moved(made: tuple[Path, dict[str, str]], tmp_path: Path) -> Iterator[Study]:
    """A copy that may be changed."""
    shutil.copytree(made[0] / "studie", tmp_path / "studie")
    study = open_study(tmp_path / "studie", "AK")
    yield study
    study.close()


@pytest.fixture
def chapter(made: tuple[Path, dict[str, str]]) -> Path:
    return made[0] / "studie" / "exports" / "kapitel.docx"


@pytest.fixture
def published(made: tuple[Path, dict[str, str]]) -> Path:
    return made[0] / "studie" / "exports" / "publicerad.docx"


def kinds(faults: tuple[Fault, ...]) -> list[str]:
    return sorted(fault.kind for fault in faults)


def test_an_export_in_another_language_is_held_against_itself(moved: Study, tmp_path: Path) -> None:
    from okqual import messages

    with messages.speaking("en"):
        file = write_summary(moved, tmp_path / "chapter.docx", pictures=False)
    assert messages.language() == "sv"
    found = check_delivered(moved, file)
    assert [fault for fault in found.faults if "Flera: 1/2" not in fault.what] == []


@pytest.mark.parametrize("name", ["studie/exports/kapitel.docx", "studie/exports/publicerad.docx", "antal.docx"])
def test_a_file_as_it_was_written_holds(study: Study, made: Any, name: str) -> None:
    found = check_delivered(study, made[0] / name)
    # That "Flera" is more than one of two is the finding's own fault, and told wherever it stands.
    assert [fault for fault in found.faults if "Flera: 1/2" not in fault.what] == []
    assert (found.unchanged, found.state_same) == (True, True)
    assert plain(found)["ok"] is (not found.faults)


def test_what_was_changed_in_the_file_is_told(study: Study, chapter: Path, tmp_path: Path) -> None:
    file = ed.edited(
        chapter, tmp_path / "a.docx",
        ed.replaced("Arbetet tog lång tid.", "Arbetet tog kort tid."),
        ed.replaced("De har en plan", "De har 3 planer"),
        ed.replaced("1 av 2 intervjuer", "2 av 2 intervjuer"),
        ed.retyped("Vi har en gemensam plan med skolan", "”Vi har en gemensam plan med alla” [A-1:2]", 1),
    )  # fmt: skip
    found = check_delivered(study, file)
    assert not found.unchanged
    assert found.state_same
    assert {"text", "number"} <= set(kinds(found.faults))
    told = " ".join(fault.what for fault in found.faults)
    assert "kort tid" in told
    assert "3 planer" in told
    assert "2 av 2" in told


def quote(root: Any, old: str, new: str) -> None:
    for paragraph in root.iter(f"{ed.W}p"):
        style = paragraph.find(f"{ed.W}pPr/{ed.W}pStyle")
        if style is not None and "quote" in style.get(f"{ed.W}val").lower():
            for text in paragraph.iter(f"{ed.W}t"):
                text.text = (text.text or "").replace(old, new)


@pytest.mark.parametrize("name", ["kapitel.docx", "publicerad.docx"])
def test_a_quote_with_other_words_is_told(study: Study, made: Any, tmp_path: Path, name: str) -> None:
    file = ed.edited(
        made[0] / "studie" / "exports" / name, tmp_path / "a.docx",
        lambda root: quote(root, "gemensam plan", "utmärkt plan"),
    )  # fmt: skip
    assert "quote" in kinds(check_delivered(study, file).faults)


def test_what_changed_in_the_study_is_told_as_numbers_and_evidence(moved: Study, chapter: Path, made: Any) -> None:
    finding = made[1]["finding"]
    coding.remove_coding(moved, str(moved.db.execute("SELECT min(id) FROM coding").fetchone()[0]))
    found = check_delivered(moved, chapter)
    assert not found.state_same
    assert found.unchanged
    assert "number" in kinds(found.faults)
    for link in list(findings.piece(moved, finding).links):
        from okqual.model.finding import count_of

        findings.link_evidence(moved, finding, count_of(link.ref) or link.ref, None)
    assert "evidence" in kinds(check_delivered(moved, chapter).faults)


def test_a_table_of_counts_is_held_against_the_study(study: Study, made: Any, tmp_path: Path) -> None:
    def edit(root: Any) -> None:
        table = next(root.iter(f"{ed.W}tbl"))
        text = next(t for t in table.iter(f"{ed.W}t") if t.text == "1")
        text.text = "7"

    found = check_delivered(study, ed.edited(made[0] / "antal.docx", tmp_path / "a.docx", edit))
    assert kinds(found.faults) == ["number"]
    assert "7" in found.faults[0].what


def test_an_evidence_book_is_held_against_the_study(moved: Study, tmp_path: Path) -> None:
    from okqual.study.evidence_book import write_book

    book = write_book(moved, tmp_path / "bok.html")
    found = check_delivered(moved, book)
    assert [fault for fault in found.faults if "Flera: 1/2" not in fault.what] == []
    assert (found.unchanged, found.state_same) == (True, True)
    page = book.read_text(encoding="utf-8")
    before, shown, after = page.partition(' data-title="')
    book.write_text(f"{before}{shown}Nittio: {after}", encoding="utf-8")
    assert {"number", "text"} & set(kinds(check_delivered(moved, book).faults))
    for old, new in (("Arbetet tog lång tid", "Arbetet tog kort tid"), ("gemensam plan", "utmärkt plan"),
                     (": 1 av 2 intervjuer", ": 2 av 2 intervjuer")):  # fmt: skip
        assert old in page
        page = page.replace(old, new)
    book.write_text(page, encoding="utf-8")
    found = check_delivered(moved, book)
    assert not found.unchanged
    assert {"text", "quote", "number"} <= set(kinds(found.faults))

    (tmp_path / "annan.html").write_text("<!DOCTYPE html><p>Hej</p>", encoding="utf-8")
    with pytest.raises(OkqualError, match="pull_not_okqual"):
        check_delivered(moved, tmp_path / "annan.html")
    with pytest.raises(OkqualError, match="pull_unknown_export"):
        book.write_text(page.replace(found.export.id, "0" * 16), encoding="utf-8")
        check_delivered(moved, book)


def test_a_text_written_anew_in_the_study_is_another_than_in_the_file(moved: Study, chapter: Path) -> None:
    summarising.write_summary_cell(moved, ed.A1, "Helt andra ord.")
    found = check_delivered(moved, chapter)
    assert not found.state_same


def report_of(published: Path, to: Path) -> Path:
    """The export as a printed report: others' chapters around it, two sentences reworded, one new, one number."""
    from docx import Document

    document = Document(str(published))
    paragraphs = [p for p in document.paragraphs if p.text.strip()]

    def with_words(words: str) -> Any:
        return next(p for p in paragraphs if words in p.text and not p.style.name.lower().startswith("toc"))

    def replace(words: str, old: str, new: str) -> None:
        paragraph = with_words(words)
        text = paragraph.text.replace(old, new)
        for run in paragraph.runs[1:]:
            run._r.getparent().remove(run._r)
        paragraph.runs[0].text = text

    replace("Flera beskriver", "Flera beskriver att planen är gemensam", "Många beskriver att planen är gemensam")
    replace("Vi bedömer", "har fungerat", "har fungerat väl")
    replace("Den kan bli", "Den kan bli bättre.", "Den kan bli bättre. Det här har en redaktör lagt till.")
    replace("Av de tolv", "tolv", "tio")
    first = next(p for p in paragraphs if p.style.name == "Heading 1")
    before = first.insert_paragraph_before("Inledning", style="Heading 1")
    before.insert_paragraph_before("Rapport")
    first.insert_paragraph_before("Kommissionen fick i uppdrag att granska arbetet. Arbetet redovisas i denna rapport.")
    document.add_heading("Kostnader", 1)
    document.add_paragraph("Kostnaderna uppgick till 14 miljoner kronor. De har ökat sedan dess.")
    document.save(str(to))
    return to


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """An export for print, and the report that was made of it."""
    folder = tmp_path_factory.mktemp("tryckt")
    study = open_study(new_study(folder / "studie"), "AK")
    ids = ed.with_texts(study)
    findings.write_text(study, ids["finding"], f"{ed.FINDING} Av de tolv kommunerna har alla en plan.")
    export = write_summary(study, folder / "publicerad.docx", publish=True)
    study.close()
    return export, report_of(export, folder / "rapport.docx")


EXPECTED = [
    ("reworded", "Många beskriver att planen är gemensam.", "Flera beskriver att planen är gemensam."),
    ("number", "Av de tio kommunerna har alla en plan.", "Av de tolv kommunerna har alla en plan."),
    ("reworded", "Vi bedömer att samordningen har fungerat väl.", "Vi bedömer att samordningen har fungerat."),
    ("new", "Det här har en redaktör lagt till.", ""),
]


def told(report: Path, export: Path) -> list[tuple[str, str, str]]:
    return [(str(each.kind), each.text, each.former) for each in hold_against(report, export).changed]


def test_a_report_in_word_gives_just_what_was_changed(printed: tuple[Path, Path]) -> None:
    assert told(printed[1], printed[0]) == EXPECTED


def test_a_printed_pdf_gives_just_what_was_changed(printed: tuple[Path, Path], tmp_path: Path) -> None:
    office = shutil.which("soffice")
    if office is None:
        if "soffice" in os.environ.get("OKQUAL_REQUIRE", "").split(","):
            pytest.fail("soffice is required and not there")
        pytest.skip("soffice, which makes PDF, is not there")
    subprocess.run(
        [office, "--headless", f"-env:UserInstallation=file://{tmp_path}/p", "--convert-to", "pdf", "--outdir",
         str(tmp_path), str(printed[1])],
        check=True, capture_output=True,
    )  # fmt: skip
    assert told(tmp_path / "rapport.pdf", printed[0]) == EXPECTED
    assert hold_against(tmp_path / "rapport.pdf", printed[0]).skipped > 3


def test_an_export_is_found_by_its_id(study: Study, chapter: Path) -> None:
    name = check_delivered(study, chapter).export.id
    assert export_file(study, name) == chapter
    with pytest.raises(OkqualError, match="against_no_export"):
        export_file(study, "finns inte")


def test_a_pdf_is_to_be_held_against_its_export(study: Study, tmp_path: Path) -> None:
    (tmp_path / "rapport.pdf").write_bytes(b"%PDF-1.7")
    with pytest.raises(OkqualError, match="verify_pdf"):
        check_delivered(study, tmp_path / "rapport.pdf")


def test_what_cannot_be_compared_is_one_sentence(chapter: Path, published: Path, made: Any, tmp_path: Path) -> None:
    from docx import Document

    other = Document()
    other.add_paragraph("Något helt annat, som ingen har exporterat ur okqual.")
    other.save(str(tmp_path / "annat.docx"))
    empty = tmp_path / "tom.pdf"
    empty.write_bytes(b"%PDF-1.4\n%%EOF")
    for report, export, key in (
        (published, tmp_path / "annat.docx", "against_not_okqual"),
        (tmp_path / "annat.docx", published, "against_nothing"),
        (published, made[0] / "antal.docx", "against_no_text"),
        (tmp_path / "saknas.pdf", published, "pull_no_file"),
        (empty, published, "note_pdf"),
    ):
        with pytest.raises(OkqualError, match=key):
            hold_against(report, export)


def test_the_command_list_shows_what_was_found(study: Study, chapter: Path, printed: tuple[Path, Path]) -> None:
    from okqual.tui.verbs.delivered import checked

    told = checked(study, str(chapter), "")
    assert "Filen är densamma, byte för byte." in told
    told = checked(study, str(printed[1]), str(printed[0]))
    assert "  Det här har en redaktör lagt till." in told
    assert "annat tal: p" in "\n".join(told)
