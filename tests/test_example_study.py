"""The example study gives what the constructed material says it must: counts by rule, and every quote traced."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest

from okqual.analysis.counts import Counts
from okqual.model.claims import Verdict
from okqual.model.codebook import Rule
from okqual.model.finding import CountRef, PieceKind
from okqual.model.results import CellKind, CellState
from okqual.store.entries import state_digest
from okqual.study import (
    attributes,
    browsing,
    checking,
    left_to_write,
    material,
    outlining,
    pieces,
    quantifying,
    reporting,
    searching,
    tracing,
    undoing,
)
from okqual.study.checked_texts import every_claim
from okqual.study.codings_file import export_codings, import_codings
from okqual.study.counter_evidence import counter_evidence
from okqual.study.opening import Study
from tests.builders import opened_example

GOLDEN = json.loads((Path(__file__).parent / "golden" / "example_values.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Study]:
    with opened_example(tmp_path_factory) as study:
        yield study


def counted(study: Study, rule: Rule) -> dict[str, dict[str, dict[str, object]]]:
    """code → value → group → count and interviews, as the golden file has it."""
    found: dict[str, dict[str, dict[str, object]]] = defaultdict(lambda: defaultdict(dict))
    groups = {row.case: row.attributes["aktörstyp"] for row in browsing.overview(study)}
    touched: dict[str, set[str]] = defaultdict(set)
    for row in reporting.prevalence(study, by="aktörstyp", rule=rule):
        if row.value is not None:
            cell = found[row.code][row.value]
            cell[row.group or "alla"] = len(row.cases)
            touched[row.code].update(row.cases)
            if row.group is None:
                cell["interviews"] = list(row.cases)
    for code, cases in touched.items():
        rest = sorted(groups.keys() - cases)
        if rest:
            counts = {group: sum(groups[case] == group for case in rest) for group in set(groups.values())}
            found[code]["ej_berord"] = {**counts, "alla": len(rest), "interviews": rest}
    return found


@pytest.mark.parametrize("rule", [Rule.MIDDLE, Rule.MAJORITY, Rule.SET])
def test_prevalence_by_rule_is_what_the_material_says(example: Study, rule: Rule) -> None:
    expected = GOLDEN[str(rule)]

    made = counted(example, rule)

    assert expected
    for code, values in expected.items():
        assert dict(made[code]) == values, code


def test_middle_equals_the_reference_facts(example: Study, shared: Path) -> None:
    """The same against the reference file, restricted to the example's interviews; "ej berörd" has no row."""
    facts = json.loads((shared / "corpus" / "dev" / "gold" / "facts.json").read_text(encoding="utf-8"))
    cases = set(browsing.cases(example))
    for rule, table in ((Rule.MIDDLE, "values"), (Rule.MAJORITY, "values_majority")):
        made = counted(example, rule)
        for code, values in facts[table].items():
            for value, cell in values.items():
                wanted = sorted(cases & set(cell["interviews"]))
                assert made[code].get(value, {}).get("interviews", []) == wanted, (rule, code, value)


def test_outside_the_evaluation_is_counted_only_when_asked_for(example: Study) -> None:
    usual = {row.code for row in reporting.prevalence(example)}
    asked = {row.code for row in reporting.prevalence(example, include_outside=True)}

    assert asked - usual == {"OVR-handlingsplan"}


def test_every_passage_is_placed_and_gone_through(example: Study) -> None:
    rows = browsing.overview(example)

    assert len(rows) == 18
    assert [(row.case, row.left, row.unplaced) for row in rows if row.left or row.unplaced] == []


def test_matrix_cells_are_typed_and_quotes_carry_ids_that_can_be_traced(example: Study) -> None:
    made = reporting.matrix(example, cells=CellKind.QUOTES)

    assert len(made.cells) == len(made.rows) * len(made.columns)
    cell = made.cells["KR-08", "INV-styrning.prioriterat_utan"]
    assert cell.state == CellState.NOT_ASKED
    quotes = [quote for cell in made.cells.values() for quote in cell.quotes]
    assert len(quotes) > 400
    for quote in quotes[::25]:
        traced = tracing.trace(example, quote.id)
        assert traced["quote"] == quote.text
        assert quote.coding in {coding["id"] for coding in traced["codings"]}
        assert traced["sha256"]
        assert traced["place"]


def test_codings_that_went_out_come_in_as_known(example: Study, tmp_path: Path) -> None:
    """The export can be read back, and says nothing new."""
    file = tmp_path / "kodningar.csv"
    file.write_text(export_codings(example), encoding="utf-8", newline="")
    before = browsing.code_counts(example)

    done = import_codings(example, file)

    assert (done.codings, done.nothing) == (0, 0)
    assert done.same == file.read_text(encoding="utf-8").count("\nKR-") + file.read_text(encoding="utf-8").count("\nV")
    assert browsing.code_counts(example) == before


def test_search_keeps_letters_apart_and_finds_what_lacks_the_code(example: Study) -> None:
    assert searching.find(example, "primärvård")
    assert searching.find(example, "primarvard") == []
    hits = searching.find(example, "", without_code="KOH-primarvard.inkluderad")
    coded = {quote.id for cell in reporting.matrix(example).cells.values() for quote in cell.quotes
             if quote.code == "KOH-primarvard.inkluderad"}  # fmt: skip
    assert hits
    assert not coded & {hit["id"] for hit in hits}


def test_the_study_holds_together(example: Study) -> None:
    assert checking.verify(example) == []


def test_two_exports_of_one_state_are_the_same_bytes(example: Study, tmp_path: Path) -> None:
    """Exports are journaled and leave the state as it is."""
    before = state_digest(example.db)
    one = reporting.write_matrix(example, tmp_path / "a.docx", criteria=["KOH"]).read_bytes()
    other = reporting.write_matrix(example, tmp_path / "b.docx", criteria=["KOH"]).read_bytes()

    assert one == other
    assert state_digest(example.db) == before


def test_every_quantified_statement_of_the_example_agrees_with_its_counts(example: Study) -> None:
    found = pieces.pieces(example, PieceKind.FINDING)
    claims = quantifying.claims_of(example, found)

    assert len(found) == 10
    assert [(each.text, claims[each.id]) for each in found if not claims[each.id]] == []
    assert {claim.verdict for said in claims.values() for claim in said} == {Verdict.OK}
    assert {each.lack for each in left_to_write.left(example)} == {left_to_write.Lack.NOT_DONE}


def test_all_that_the_example_says_of_how_many_is_held_against_its_numbers(example: Study) -> None:
    """Its summaries too, those that were written in the matrix."""
    said = every_claim(example)

    assert len(said) >= 6
    assert [each for each in said if each.claim.verdict is Verdict.MISMATCH] == []


def test_three_criteria_of_the_example_have_an_outline(example: Study) -> None:
    made = {each.criterion: each for each in outlining.outlines(example)}

    assert set(made) == {"KOH", "REL", "INV"}
    for each in made.values():
        kinds = [item.kind for part in each.headings for item in part.items]
        assert kinds.count(PieceKind.SOURCE) == kinds.count(PieceKind.JUDGEMENT) == 1
        assert 2 <= kinds.count(PieceKind.FINDING) <= 4
        assert each.unplaced == ()


def test_interviews_that_say_otherwise_are_offered_against_a_finding(example: Study) -> None:
    half = next(each for each in pieces.pieces(example) if each.text.startswith("Ungefär hälften av kommun"))

    assert [each.who for each in counter_evidence(example, half.id)] == [
        "KR-06", "KR-08", "VB-05", "VB-07", "VG-06", "VG-08",
    ]  # fmt: skip


def test_the_facts_of_the_material_are_what_the_findings_count(example: Study) -> None:
    counts = Counts(material.gather(example))

    def number(code: str, *values: str, group: str = "", unit: str = "case") -> tuple[int, int]:
        found = counts.of(CountRef(code, values, "aktörstyp" if group else "", group, unit))
        assert found is not None
        return found.seen.n, found.seen.of

    assert number("KOH-primarvard.inkluderad", "ja", "delvis", group="kommun") == (6, 12)
    assert number("KOH-samordning.samordnat", "ja") == (12, 18)
    assert number("KOH-samordning.utmaning") == (7, 18)
    assert number("REL-skr.stod", "positiv") == (15, 18)
    assert number("INV-betydelse.medel", "mycket_viktig") == (13, 18)
    assert number("INV-samverkan.okad", "ja") == (9, 18)


def test_the_two_participants_of_an_interview_count_as_they_speak(example: Study) -> None:
    """Of VB-03 the notes say: IP1, of the municipalities, wants a clearer signal; IP2, of the region, is not said to.

    And: IP2, "for the region yes"; IP1, "for the municipalities doubtful"; before that nobody's "to some degree".
    """
    wanted, done = "EFF-kunskap.styrning", "EFF-kunskap.stimulerat"

    def who(code: str, value: str, unit: str, rule: Rule | None = None) -> tuple[list[str], int]:
        rows = reporting.prevalence(example, unit=unit, rule=rule)
        row = next(row for row in rows if (row.code, row.value, row.group) == (code, value, None))
        return [name for name in row.cases if name.startswith(("VB-03", "Region V", "Kommunerna i V"))], row.of

    assert who(wanted, "tydligare", "case") == (["VB-03"], 18)
    assert who(wanted, "tydligare", "participant") == (["VB-03 IP1"], 38)
    assert who(done, "delvis", "case") == (["VB-03"], 18)
    assert who(done, "ja", "case", Rule.SET) == (["VB-03"], 18)
    assert who(done, "ja", "participant", Rule.SET) == (["VB-03 IP2"], 38)
    assert who(done, "nej", "participant", Rule.SET) == (["VB-03 IP1"], 38)
    assert who(wanted, "tydligare", "organisation") == (["VB-03"], 18)

    attributes.set_attribute(example, "VB-03", "IP1", "organisation", "Kommunerna i V")
    attributes.set_attribute(example, "VB-03", "IP2", "organisation", "Region V")

    assert who(wanted, "tydligare", "organisation") == (["Kommunerna i V"], 19)
    assert who(done, "ja", "organisation", Rule.SET) == (["Region V"], 19)
    assert who(done, "nej", "organisation", Rule.SET) == (["Kommunerna i V"], 19)
    assert who(wanted, "tydligare", "case") == (["VB-03"], 18)
    undoing.undo(example)
    undoing.undo(example)
    assert who(wanted, "tydligare", "organisation") == (["VB-03"], 18)
