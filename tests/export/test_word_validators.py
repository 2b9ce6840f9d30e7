"""Word files stand up to validators that others wrote, and become accessible PDF in LibreOffice."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest
from docx_integrity import check
from openxml_audit import FileFormat, OpenXmlValidator

from okqual.export.word.chapters import write_chapters
from okqual.export.word.matrix import write_matrix
from okqual.export.word.template import Template
from okqual.model.results import CellKind
from okqual.study import chapters_file, coding, findings, methods, outlining, reporting
from okqual.study.browsing import note
from okqual.study.opening import open_study
from tests.builders import new_study
from tests.conftest import REQUIRED
from tests.export import examples
from tests.export.test_word_draft import made

UNIVERSAL = 'pdf:writer_pdf_Export:{"PDFUACompliance":{"type":"boolean","value":"true"}}'
WRITERS: dict[str, Callable[[Path, Template | None], object]] = {
    "parts": made,
    "matrix": lambda path, template: write_matrix(examples.matrix(), examples.manifest(), path, template),
    "published-matrix": lambda path, template: write_matrix(
        examples.matrix(), examples.manifest(), path, template, publish=True
    ),
    "chapters": lambda path, template: write_chapters(examples.chapters(), examples.manifest(), path, template),
}


@pytest.fixture(params=sorted(WRITERS))
def written(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    path = tmp_path / f"{request.param}.docx"
    WRITERS[request.param](path, None)
    return path


def complaints(path: Path) -> set[str]:
    """What two validators say of a file."""
    said = OpenXmlValidator(file_format=FileFormat.OFFICE_2019, max_errors=100).validate(str(path)).errors
    return {str(error) for error in said} | {str(finding) for finding in check(str(path))}


def test_validators_have_nothing_to_say(written: Path) -> None:
    assert complaints(written) == set()


@pytest.mark.parametrize("name", sorted(WRITERS))
def test_nothing_is_wrong_that_is_not_wrong_in_the_template(tmp_path: Path, name: str) -> None:
    template = made(tmp_path / "mall.docx")
    path = tmp_path / "ut.docx"
    WRITERS[name](path, Template(template))

    assert complaints(path) - complaints(template) == set()


def test_pdf_for_everybody(written: Path) -> None:
    made_universal(written)
    tags = universal_tags(written)
    names = {name for name, _ in tags}
    assert {"/H1", "/Table", "/TH"} <= names
    assert ("/Link" in names) == (written.stem != "published-matrix"), "published tables lead nowhere"
    assert all(alt for name, alt in tags if name == "/Figure")
    assert ("/Figure" in names) == (written.stem == "parts")


def test_the_files_of_a_study_become_pdf_for_everybody(tmp_path: Path) -> None:
    """Chapters with an outline, pictures and methods; the methods by themselves; a matrix of values: one run of it."""
    study = open_study(new_study(tmp_path / "studie"), "AK")
    for case, value in (("A-1", "ja"), ("A-2", "nej")):
        first = next(p for p in note(study, case).passages if "2" in p.questions)
        coding.apply_code(study, case, first.start, first.end, "KOH-samordnat", value)
    heading = outlining.add_heading(study, "KOH", "Samordningen går framåt")
    outlining.place(study, findings.add_finding(study, "KOH", "Ett par säger ja.").id, heading.id)
    paths = [tmp_path / name for name in ("kapitel.docx", "metod.docx", "matris.docx")]
    chapters_file.write_summary(study, paths[0], with_methods=True)
    methods.write_methods(study, paths[1], publish=True)
    reporting.write_matrix(study, paths[2], cells=CellKind.VALUE)
    study.close()
    assert [complaints(path) for path in paths] == [set()] * len(paths)
    made_universal(*paths)

    for path in paths:
        tags = universal_tags(path)
        names = {name for name, _ in tags}
        assert {"/H1", "/Table", "/TH"} <= names
        assert ("/Figure" in names) == (path.stem == "kapitel")
        assert all(alt for name, alt in tags if name == "/Figure")


def made_universal(*paths: Path) -> None:
    """Let LibreOffice make PDF/UA of Word files, beside them; skipped where it is not there."""
    office = shutil.which("soffice")
    if office is None:
        if "soffice" in REQUIRED:
            pytest.fail("soffice is required and not there")
        pytest.skip("soffice, which makes PDF, is not there")
    home = paths[0].with_name("office").as_uri()
    names = [path.name for path in paths]
    command = [office, "--headless", f"-env:UserInstallation={home}", "--convert-to", UNIVERSAL, *names]
    subprocess.run(command, cwd=paths[0].parent, check=True, capture_output=True, timeout=120)


def universal_tags(path: Path) -> list[tuple[str, str]]:
    """The tags of the PDF beside a Word file, which must say that it is PDF/UA, in Swedish and by its title."""
    with pikepdf.open(path.with_suffix(".pdf")) as pdf:
        tags = tags_of(pdf.Root.StructTreeRoot)
        with pdf.open_metadata() as about:
            assert about["pdfuaid:part"] == "1"
            assert about["dc:title"]
        assert str(pdf.Root.Lang) == "sv-SE"
        assert pdf.Root.ViewerPreferences.DisplayDocTitle
    return tags


def tags_of(element: pikepdf.Object) -> list[tuple[str, str]]:
    """(tag, alternative text) of all elements of the document's structure."""
    found = []
    waiting = [element]
    while waiting:
        here = waiting.pop()
        if isinstance(here, pikepdf.Dictionary):
            if "/S" in here:
                found.append((str(here.S), str(here.get("/Alt", ""))))
            inside = here.get("/K")
            if isinstance(inside, pikepdf.Array):
                waiting.extend(inside)
            elif isinstance(inside, pikepdf.Dictionary):
                waiting.append(inside)
    return found
