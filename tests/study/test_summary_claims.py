"""Words for how many in written roll-ups; who says otherwise, in the unit of the count."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from docx import Document

from okqual.model.claims import Verdict, Why
from okqual.model.finding import CountRef
from okqual.model.summary import Cell, ColumnKind, RowKind
from okqual.study import chapters_file, findings, summarising
from okqual.study.checked_texts import every_claim
from okqual.study.counter_evidence import counter_evidence
from okqual.study.opening import Study, open_study, shipped
from okqual.study.summary_claims import claims_of_cell
from tests.builders import example_copy

NOTES = [path for path in shipped("transcripts").glob("*") if path.suffix in {".docx", ".md", ".txt"}]
pytestmark = pytest.mark.skipif(len(NOTES) < 3, reason="the example's notes are not in this checkout")
CARE, SUPPORT = "KOH-primarvard.inkluderad", "REL-skr.stod"


@pytest.fixture(scope="module")
def study(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Study]:
    study = open_study(example_copy(tmp_path_factory), "AK")
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


@pytest.mark.parametrize(
    ("row", "text", "verdict", "numbers"),
    [
        ("Kronoberg", "Det nämns i högre grad än i Västra Götaland.", Verdict.OK, (4, 6, 2, 6)),
        ("Kronoberg", "Det nämns i högre grad än i Västerbotten.", Verdict.MISMATCH, (4, 6, 3, 6)),
        ("Kronoberg", "Det är vanligare bland dem i Västra Götaland.", Verdict.MISMATCH, (2, 6, 4, 6)),
        ("Västra Götaland", "Det är vanligare bland dem i Kronoberg.", Verdict.OK, (4, 6, 2, 6)),
        ("Västra Götaland", "I Västra Götaland sägs det i lägre grad än i Kronoberg.", Verdict.OK, (2, 6, 4, 6)),
        ("Kronoberg", "Ungefär lika vanligt i Kronoberg som i Västra Götaland.", Verdict.MISMATCH, (4, 6, 2, 6)),
        ("Kronoberg", "Det nämns i högre grad än på andra håll.", Verdict.CANNOT_JUDGE, (0, 0, 0, 0)),
        ("Kronoberg", "Det nämns inte i högre grad än i Västerbotten.", Verdict.CANNOT_JUDGE, (0, 0, 0, 0)),
    ],
)
def test_a_group_s_roll_up_is_held_against_the_other_group(
    study: Study, row: str, text: str, verdict: Verdict, numbers: tuple[int, ...]
) -> None:
    where = Cell(RowKind.GROUP, row, ColumnKind.CODE, "INV-samverkan.okad", "län")
    (claim,) = claims_of_cell(study, where, text)

    assert (claim.verdict, (claim.n, claim.of, claim.other_n, claim.other_of)) == (verdict, numbers)


def test_groups_of_three_are_not_compared(study: Study) -> None:
    (claim,) = claims_of_cell(study, cell(CARE), "Kommunerna säger nej i högre grad än regionerna.")

    assert (claim.verdict, claim.why) == (Verdict.CANNOT_JUDGE, Why.SMALL_GROUP)


def test_what_holds_of_some_value_holds_and_a_named_value_alone_is_held(study: Study) -> None:
    """INV-betydelse.medel: 4, 5 and 4 of six say "mycket viktig"; "liten" is said in Västra Götaland alone, by one."""
    where = Cell(RowKind.GROUP, "Västerbotten", ColumnKind.CODE, "INV-betydelse.medel", "län")
    (loose,) = claims_of_cell(study, where, "Medlen lyfts fram i lägre grad än i Kronoberg.")
    (named,) = claims_of_cell(study, where, "Att de är mycket viktiga sägs i lägre grad än i Kronoberg.")

    assert loose.verdict is Verdict.MISMATCH
    assert (named.verdict, named.n, named.other_n) == (Verdict.MISMATCH, 5, 4)


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
