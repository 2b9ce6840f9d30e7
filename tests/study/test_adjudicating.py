"""Where coders differ, what is settled, what counts then, and agreement before and after."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from okqual.errors import OkqualError
from okqual.model.agreement import Unit
from okqual.model.codebook import Rule
from okqual.model.difference import Differs
from okqual.model.team import Outcome, Role
from okqual.store import judging
from okqual.store.verify import problems
from okqual.study import adjudicating, assigning, coding, reporting, undo_history, undoing
from okqual.study.agreeing import agree, before_and_after
from okqual.study.case_values import case_value_now, case_values
from okqual.study.codebook_editing import define_code
from okqual.study.definitions import code_named
from okqual.study.differing import differences
from okqual.study.methods import methods
from okqual.study.opening import Study, open_study
from tests.builders import new_study
from tests.study.test_assigning import put

CODE = "KOH-samordnat"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = new_study(tmp_path_factory.mktemp("samkod") / "prov")
    with closing(open_study(folder, "AK")) as study:
        for coder in ("AK", "TS"):
            assigning.name_coder(study, coder, f"{coder} Namn")
        put(study, 2, "ja", memo="en plan räcker")
        put(study, 4, None, "KOH-onskan")
        put(study, 2, "nej", note="A-2")
    with closing(open_study(folder, "TS")) as study:
        put(study, 2, "nej", memo="en plan räcker inte")
        put(study, 3, "nej")
        coding.nothing_to_code(study, "A-1", [4, 5])
        put(study, 2, "nej", note="A-2")
    return folder


@pytest.fixture
def study(made: Path, tmp_path: Path) -> Iterator[Study]:
    shutil.copytree(made, tmp_path / "prov")
    study = open_study(tmp_path / "prov", "AK")
    yield study
    study.close()


def evidence(study: Study) -> set[tuple[str, str, str, str | None]]:
    return {(e.case, e.code, e.quote.coder, e.value) for e in reporting.gather(study).evidence}


def test_differences_come_with_both_readings_the_gravest_first(study: Study) -> None:
    found = differences(study)

    assert [(one.case, one.code, one.differs) for one in found] == [
        ("A-1", "KOH-onskan", Differs.PRESENCE), ("A-1", CODE, Differs.VALUE),
    ]  # fmt: skip
    first, second = found[1].readings
    assert (first.coder, first.values, second.coder, second.values) == ("AK", ("ja",), "TS", ("nej",))
    assert [said.memo for said in (*first.said, *second.said)] == ["en plan räcker", "en plan räcker inte", ""]
    assert [one.place for one in second.said] == ["A-1:2", "A-1:3"]
    passages = differences(study, Unit.PASSAGE)
    assert {(one.place, one.differs) for one in passages} >= {("A-1:2", Differs.VALUE), ("A-1:4", Differs.PRESENCE)}


def test_one_reading_holds_and_the_other_is_kept(study: Study) -> None:
    adjudicating.adjudicate(study, "A-1", CODE, Outcome.ONE, "TS läser definitionen rätt", coder="TS")

    assert ("A-1", CODE, "AK", "ja") not in evidence(study)
    assert case_value_now(study, "A-1", CODE).by_rule == ("nej",)
    assert [one.code for one in differences(study)] == ["KOH-onskan"]
    (one,) = [each for each in differences(study, settled=True) if each.settled]
    assert one.settled is not None
    assert (one.settled.coder, one.settled.reason) == ("AK", "TS läser definitionen rätt")
    undoing.undo(study)
    assert len(differences(study)) == 2
    assert ("A-1", CODE, "AK", "ja") in evidence(study)
    assert problems(study.db) == []


def test_both_neither_and_a_new_reading(study: Study) -> None:
    adjudicating.adjudicate(study, "A-1", CODE, Outcome.NEITHER, "gäller annat")
    assert not any(code == CODE and case == "A-1" for case, code, _, _ in evidence(study))
    adjudicating.adjudicate(study, "A-1", CODE, Outcome.BOTH, "båda stämmer")
    assert case_value_now(study, "A-1", CODE).by_rule == ("delvis",)
    adjudicating.adjudicate(study, "A-1", CODE, Outcome.NEW, "delvis, se sats två", value="delvis")
    assert [(c, v) for case, code, c, v in evidence(study) if (case, code) == ("A-1", CODE)] == [("AK", "delvis")]
    # Her new reading is not what she said first.
    row = next(row for row in agree(study).codes if row.id == CODE)
    assert row.value is not None
    assert row.value.by_coder["AK"] == {"ja": 1, "delvis": 0, "nej": 1}
    undoing.undo(study)
    assert case_value_now(study, "A-1", CODE).by_rule == ("delvis",)
    assert len(evidence(study)) == 5
    adjudicating.take_back(study, "A-1", CODE)
    assert len(differences(study)) == 2
    assert problems(study.db) == []


def test_a_passage_is_settled_alone(study: Study) -> None:
    adjudicating.adjudicate(study, "A-1", CODE, Outcome.ONE, "så", coder="AK", note="A-1", number=2)

    there = [(c, v) for case, code, c, v in evidence(study) if (case, code) == ("A-1", CODE)]
    assert sorted(there, key=str) == [("AK", "ja"), ("TS", "nej")]  # hers on the next passage counts as before
    assert "A-1:2" not in {one.place for one in differences(study, Unit.PASSAGE)}


def test_what_is_coded_afterwards_opens_the_unit_again(study: Study) -> None:
    adjudicating.adjudicate(study, "A-1", CODE, Outcome.ONE, "så", coder="TS")
    with closing(open_study(study.folder, "TS")) as other:
        put(other, 4, "ja")

    (again,) = [one for one in differences(study) if one.code == CODE]
    assert again.stale


def test_agreement_before_and_after_stands_in_the_methods(study: Study) -> None:
    assert [each.settled for each in before_and_after(study)] == [False, False]
    adjudicating.adjudicate(study, "A-1", CODE, Outcome.ONE, "så", coder="TS")

    before, _, after, _ = before_and_after(study)
    rows = [next(row for row in each.codes if row.id == CODE) for each in (before, after)]
    assert [row.value.percent for row in rows if row.value] == [0.5, 1]
    assert rows[1].presence.by_coder == {"AK": {"1": 2}, "TS": {"1": 2}}
    made, _ = methods(study)
    units = {row[0] for row in made.agreement.rows}
    assert units == {"intervju", "passage", "intervju, samkodat", "passage, samkodat"}
    published, _ = methods(study, publish=True)
    assert not any("AK" in str(cell) for row in published.agreement.rows for cell in row)


def test_what_cannot_be_settled_is_said(study: Study) -> None:
    refused = {
        "errors.no_difference": lambda: adjudicating.adjudicate(study, "A-2", CODE, Outcome.BOTH, "så"),
        "errors.no_reason": lambda: adjudicating.adjudicate(study, "A-1", CODE, Outcome.BOTH, "  "),
        "errors.no_reading": lambda: adjudicating.adjudicate(study, "A-1", CODE, Outcome.ONE, "så", coder="XX"),
        "errors.unknown_value": lambda: adjudicating.adjudicate(study, "A-1", CODE, Outcome.NEW, "så", value="kanske"),
        "errors.not_settled": lambda: adjudicating.take_back(study, "A-1", CODE),
    }
    for key, verb in refused.items():
        with pytest.raises(OkqualError) as error:
            verb()
        assert error.value.key == key


def test_nothing_is_settled_while_it_is_coded_blind(study: Study) -> None:
    assigning.assign(study, ["A-1"], "AK")
    assigning.assign(study, ["A-1"], "TS", Role.SECOND)

    assert differences(study) == []
    with pytest.raises(OkqualError):
        adjudicating.adjudicate(study, "A-1", CODE, Outcome.BOTH, "så")


def test_a_unit_comes_back_when_what_was_settled_on_is_withdrawn(study: Study) -> None:
    adjudicating.adjudicate(study, "A-1", CODE, Outcome.ONE, "TS läste hela svaret", "TS")
    assert [one.code for one in differences(study)] == ["KOH-onskan"]
    with closing(open_study(study.folder, "TS")) as other:
        made = next(line.name for line in undo_history.done(other, 9) if line.where == "A-1:3")
        undo_history.undo_through(other, made)
    assert [one.code for one in differences(study)] == ["KOH-onskan", CODE]


def test_all_values_follow_from_the_same_codings_as_one_does(study: Study) -> None:
    """Also where a scale takes the majority of what was said, of which only what was settled counts."""
    code = code_named(study, CODE)
    assert code.scale is not None
    define_code(study, replace(code, scale=replace(code.scale, rule=Rule.MAJORITY)))
    put(study, 3, "ja")
    put(study, 4, "nej")
    adjudicating.adjudicate(study, "A-1", CODE, Outcome.ONE, "AK läste hela svaret", "AK")
    one = case_value_now(study, "A-1", CODE)
    assert (one.by_rule, case_values(study)["A-1", CODE].by_rule) == (("ja",), ("ja",))


def test_the_codings_of_one_interview_are_found_through_an_index(study: Study) -> None:
    """Each interview is asked for: were all codings gone through each time, a large study would take minutes."""
    asked: list[str] = []
    study.db.conn.set_trace_callback(asked.append)
    assert len(judging.codings(study.db, "A-1")) == 4
    study.db.conn.set_trace_callback(None)
    plan = [row[3] for row in study.db.conn.execute(f"EXPLAIN QUERY PLAN {asked[0]}")]
    assert not [step for step in plan if step.startswith("SCAN")]
