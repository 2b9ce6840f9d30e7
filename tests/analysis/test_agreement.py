"""Agreement on interviews and passages, counted by hand."""

from __future__ import annotations

import pandas as pd
import pytest

from okqual.analysis.agreement import Judged, agreement
from okqual.model.agreement import Unit, Why
from okqual.model.codebook import Code, Codebook, Criterion, Rule, Scale, Value

YES_NO = Scale((Value("ja", "ja"), Value("delvis", "delvis"), Value("nej", "nej")), Rule.MIDDLE, True, "delvis")
BY_HAND = Scale((Value("hög", "hög"), Value("låg", "låg")), Rule.BY_HAND)
BOOK = Codebook(
    "b", "B", "sv", "", (Criterion("K", "Koherens"), Criterion("R", "Relevans")), (),
    (
        Code("K-a", "Samordnat", ("K",), scale=YES_NO), Code("K-b", "Under", ("K-a",)),
        Code("R-c", "Nivå", ("R",), scale=BY_HAND), Code("R-d", "Oanvänd", ("R",)),
    ),
)  # fmt: skip
CODINGS = [
    ("I1", "I1:1", "AK", "K-a", "ja"), ("I1", "I1:1", "TS", "K-a", "ja"),
    ("I1", "I1:2", "AK", "K-a", "nej"), ("I1", "I1:2", "TS", "R-c", "hög"),
    ("I2", "I2:1", "AK", "K-a", "nej"), ("I2", "I2:1", "TS", "K-a", "nej"),
    ("I3", "I3:1", "AK", "K-b", None), ("I3", "I3:1", "TS", "R-c", "hög"),
    ("I3", "I3:2", "AK", "R-c", "hög"), ("I3", "I3:3", "AK", "R-c", "låg"),
    ("I4", "I4:1", "AK", "K-a", "ja"),
]  # fmt: skip
GONE = [("I1", "I1:3", "AK"), ("I1", "I1:3", "TS"), ("I2", "I2:2", "AK")]


@pytest.fixture
def judged() -> Judged:
    codings = pd.DataFrame(CODINGS, columns=["case", "passage", "coder", "code", "value"], dtype=object)
    gone = pd.DataFrame(GONE, columns=["case", "passage", "coder"], dtype=object)
    went = pd.concat([gone, codings[["case", "passage", "coder"]]]).drop_duplicates()
    return Judged(codings, went)


def test_interviews_count_a_code_with_those_below_it(judged: Judged) -> None:
    found = agreement(judged, BOOK, Unit.CASE)
    rows = {row.id: row for row in found.codes}

    assert (found.coders, found.cases, found.unused) == (("AK", "TS"), ("I1", "I2", "I3"), 1)
    assert rows["K-a"].presence.by_coder == {"AK": {"1": 3}, "TS": {"1": 2}}
    assert rows["K-a"].presence.percent == pytest.approx(2 / 3)
    # AK's ja and nej make delvis by the rule, TS said ja; both said nej of the other.
    assert rows["K-a"].value is not None
    assert (rows["K-a"].value.n, rows["K-a"].value.percent) == (2, 0.5)
    assert rows["K-a"].value.by_coder["AK"] == {"ja": 0, "delvis": 1, "nej": 1}
    assert "R-d" not in rows


def test_a_value_that_no_rule_gives_is_left_out_and_said(judged: Judged) -> None:
    row = {row.id: row for row in agreement(judged, BOOK, Unit.CASE).codes}["R-c"]

    assert row.value is not None
    assert (row.value.n, row.value.left_out, row.value.alpha) == (0, 1, None)
    assert row.value.why["alpha"] is Why.NO_UNITS


def test_passages_are_those_that_both_went_through(judged: Judged) -> None:
    found = agreement(judged, BOOK, Unit.PASSAGE)
    row = {row.id: row for row in found.codes}["K-a"]

    # I1:1, I1:2, I1:3, I2:1, I3:1; not I2:2, which TS did not go through.
    assert (row.presence.n, row.presence.cases) == (5, 3)
    assert row.presence.by_coder == {"AK": {"1": 4}, "TS": {"1": 2}}
    assert row.value is not None
    assert (row.value.n, row.value.percent) == (2, 1)


def test_criteria_and_all_are_sums_of_their_codes(judged: Judged) -> None:
    found = agreement(judged, BOOK, Unit.PASSAGE)
    criteria = {row.id: row for row in found.criteria}

    assert criteria["K"].presence.n == 10  # K-a and K-b, each by itself
    assert found.overall.presence.n == 15
    assert found.overall.value is not None
    assert found.overall.value.why["alpha"] is Why.SCALES_DIFFER
    assert [row.id for row in found.pairs] == ["AK+TS"]
    assert found.pairs[0].presence.alpha == found.overall.presence.alpha


def test_a_chosen_pair_and_seed_give_the_same_interval_again(judged: Judged) -> None:
    third = judged.codings.assign(coder=judged.codings["coder"].replace("TS", "XX"))
    more = Judged(pd.concat([judged.codings, third]), pd.concat([judged.gone, judged.gone.replace("TS", "XX")]))
    three = agreement(more, BOOK, Unit.CASE)
    two = agreement(more, BOOK, Unit.CASE, coders=("AK", "TS"))

    assert three.coders == ("AK", "TS", "XX")
    assert (three.overall.presence.kappa, three.overall.presence.why["kappa"]) == (None, Why.MANY_CODERS)
    assert {row.id: row.presence.kappa for row in three.pairs}["AK+TS"] == two.overall.presence.kappa
    assert agreement(more, BOOK, Unit.CASE, seed=3) == agreement(more, BOOK, Unit.CASE, seed=3)


def test_nobody_shares_an_interview() -> None:
    empty = pd.DataFrame([], columns=["case", "passage", "coder", "code", "value"], dtype=object)
    found = agreement(Judged(empty, empty[["case", "passage", "coder"]]), BOOK, Unit.PASSAGE)

    assert (found.cases, found.codes, found.overall.presence.why["alpha"]) == ((), (), Why.NO_UNITS)
