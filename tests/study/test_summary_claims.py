"""Words for how many in written roll-ups; who says otherwise, in the unit of the count."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from docx import Document

from okqual.model.claims import Verdict
from okqual.model.finding import CountRef
from okqual.model.summary import Cell, ColumnKind, RowKind
from okqual.study import chapters_file, findings, summarising
from okqual.study.checked_texts import every_claim
from okqual.study.counter_evidence import counter_evidence
from okqual.study.founding import create_study
from okqual.study.opening import Study, open_study, shipped
from okqual.study.summary_claims import claims_of_cell

NOTES = [path for path in shipped("transcripts").glob("*") if path.suffix in {".docx", ".md", ".txt"}]
pytestmark = pytest.mark.skipif(len(NOTES) < 3, reason="the example's notes are not in this checkout")
CARE, SUPPORT = "KOH-primarvard.inkluderad", "REL-skr.stod"


@pytest.fixture(scope="module")
def study(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Study]:
    folder = tmp_path_factory.mktemp("claims") / "studie"
    create_study(folder, name="Exemplet", coder="AK", example=True).close()
    study = open_study(folder, "AK")
    yield study
    study.close()


def cell(code: str, group: str = "", columns: ColumnKind = ColumnKind.CODE) -> Cell:
    return Cell(RowKind.GROUP if group else RowKind.ALL, group, columns, code, "aktörstyp" if group else "")


@pytest.mark.parametrize(
    ("where", "text", "verdict", "number"),
    [
        (cell(CARE, "kommun"), "Hälften av kommunerna säger nej.", Verdict.OK, (6, 12)),
        (cell(CARE, "kommun"), "Merparten av kommunerna säger nej.", Verdict.MISMATCH, (6, 12)),
        (cell(CARE, "kommun"), "Ungefär hälften av kommunerna har dem med på något sätt.", Verdict.OK, (6, 12)),
        (cell(CARE, "kommun"), "Sex av tolv kommuner säger nej.", Verdict.OK, (6, 12)),
        (cell(CARE, "kommun"), "Sju av tolv kommuner säger nej.", Verdict.MISMATCH, (6, 12)),
        (cell(SUPPORT), "De flesta intervjuade är positiva.", Verdict.OK, (15, 18)),
        (cell(SUPPORT), "Några intervjuade är positiva.", Verdict.MISMATCH, (15, 18)),
        (cell(CARE), "Hälften av kommunerna säger nej.", Verdict.OK, (6, 12)),
    ],
)
def test_a_roll_up_is_held_against_what_stands_under_it(
    study: Study, where: Cell, text: str, verdict: Verdict, number: tuple[int, int]
) -> None:
    (claim,) = claims_of_cell(study, where, text)

    assert (claim.verdict, (claim.n, claim.of)) == (verdict, number)


def test_the_cell_of_one_interview_counts_nobody(study: Study) -> None:
    one = Cell(RowKind.CASE, "VB-01", ColumnKind.CODE, CARE)
    assert claims_of_cell(study, one, "Alla kommuner är med.") == []
    assert claims_of_cell(study, cell("BORTA-kod"), "Alla kommuner är med.") == []


def test_what_holds_of_no_number_stands_under_the_text_in_the_working_version_alone(
    study: Study, tmp_path: Path
) -> None:
    summarising.write_summary_cell(study, cell(CARE, "kommun"), "Samtliga kommuner säger nej.")
    wrong = [each for each in every_claim(study) if each.claim.verdict is Verdict.MISMATCH]
    assert [each.where for each in wrong] == ["kommun · Primärvården med"]

    working = chapters_file.write_summary(study, tmp_path / "a.docx", ["KOH"], pictures=False)
    published = chapters_file.write_summary(study, tmp_path / "p.docx", ["KOH"], publish=True)
    said = "\n".join(each.text for each in Document(str(working)).paragraphs)
    assert "”Samtliga”: 6 av 12 intervjuer (kommun)" in said
    assert "6 av 12" not in "\n".join(each.text for each in Document(str(published)).paragraphs)


def test_who_says_otherwise_is_counted_as_the_count_counts(study: Study) -> None:
    """VB-03 has a municipal and a regional side: as participants and organisations they are two."""
    found = {}
    for unit in ("case", "participant", "organisation"):
        made = findings.add_finding(study, "KOH", "Ett par säger nej.")
        findings.link_evidence(study, made.id, CountRef("KOH-samordning.samordnat", ("ja",), unit=unit))
        found[unit] = counter_evidence(study, made.id)

    assert {each.who for each in found["case"]} == {each.cases[0] for each in found["case"]}
    assert all(" IP" in each.who for each in found["participant"])
    assert {each.cases[0] for each in found["participant"]} >= {each.who for each in found["case"]}
    assert all(each.count.unit == unit for unit, those in found.items() for each in those)
    assert all(each.quotes for those in found.values() for each in those)
