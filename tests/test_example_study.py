"""The example study gives what the constructed material says it must: counts by rule, and every quote traced."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest

from okqual.model.codebook import Rule
from okqual.model.results import CellKind, CellState
from okqual.store.entries import state_digest
from okqual.study import browsing, checking, reporting, searching, tracing
from okqual.study.codings_file import export_codings, import_codings
from okqual.study.founding import create_study
from okqual.study.opening import Study

GOLDEN = json.loads((Path(__file__).parent / "golden" / "example_values.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Study]:
    patch = pytest.MonkeyPatch()
    patch.setenv("OKQUAL_STATE_DIR", str(tmp_path_factory.mktemp("state")))
    study = create_study(tmp_path_factory.mktemp("exempel") / "studie", name="Exempel", coder="AK", example=True)
    yield study
    study.close()
    patch.undo()


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
