"""The coefficients against published tables, and against two libraries on tables that nobody published."""

from __future__ import annotations

import csv
import json
import warnings
from pathlib import Path

import krippendorff
import numpy as np
import pytest
from sklearn.metrics import cohen_kappa_score

from okqual.analysis.coefficients import MISSING, weights
from okqual.analysis.tallies import coefficients, tally, together
from okqual.model.agreement import Coefficients, Level, Why

OURS = {"percent", "percent_pairwise", "cohen_kappa", "alpha_nominal", "alpha_ordinal"}
"""What okqual prints; the tables have others too."""


def figures(ratings: np.ndarray, values: list[str], level: Level, cases: np.ndarray | None = None) -> Coefficients:
    cases = np.arange(ratings.shape[1]) if cases is None else cases
    made = tally([f"K{i}" for i in range(len(ratings))], ratings, cases, int(cases.max()) + 1, values, level)
    return coefficients(made, weights(int(cases.max()) + 1, 300, 1))


def test_every_published_table_is_reproduced(shared: Path) -> None:
    published = json.loads((shared / "agreement" / "published.json").read_text(encoding="utf-8"))
    checked = 0
    for name, told in published.items():
        table = shared / "agreement" / "csv" / f"{name}.csv"
        if not table.exists() or not OURS & (told["published"].keys() | told["recomputed"].keys()):
            continue
        with table.open(encoding="utf-8") as file:
            rows = [row[1:] for row in list(csv.reader(file))[1:]]
        values = sorted({value for row in rows for value in row if value})
        ratings = np.array([[values.index(v) if v else MISSING for v in row] for row in rows]).T
        nominal, ordinal = (figures(ratings, values, level) for level in (Level.NOMINAL, Level.ORDINAL))
        ours = {
            "percent": nominal.percent, "percent_pairwise": nominal.percent, "cohen_kappa": nominal.kappa,
            "alpha_nominal": nominal.alpha, "alpha_ordinal": ordinal.alpha,
        }  # fmt: skip
        for said in (told["published"], told["recomputed"]):
            for figure in OURS & said.keys():
                decimals = len(str(said[figure]).partition(".")[2])
                # Published figures are rounded, a few of them cut off.
                assert ours[figure] == pytest.approx(said[figure], abs=1.01 * 10**-decimals), (name, figure)
                checked += 1
    assert checked >= 35


def test_digitised_words_give_the_published_figures(shared: Path) -> None:
    told = json.loads((shared / "agreement" / "published.json").read_text(encoding="utf-8"))
    words = told["_unitizing_krippendorff1995_digitized_A"]
    made = figures(np.array([[int(c) for c in words[f"coder{n}"]] for n in (1, 2)]), ["0", "1"], Level.NOMINAL)

    assert round(made.kappa or 0, 3) == words["published"]["cohen_kappa"]
    assert round(made.alpha or 0, 3) == words["published"]["alpha_nominal"]


@pytest.mark.parametrize("seed", range(25))
def test_random_tables_give_what_the_libraries_give(seed: int) -> None:
    draw = np.random.default_rng(seed)
    coders, units, size = draw.integers(2, 6), draw.integers(5, 40), draw.integers(2, 6)
    ratings = draw.integers(-1 if coders > 2 else 0, size, (coders, units))
    values = [str(v) for v in range(size)]
    floats = np.where(ratings < 0, np.nan, ratings).astype(float)

    for level in Level:
        made = figures(ratings, values, level)
        theirs = krippendorff.alpha(floats, value_domain=list(range(size)), level_of_measurement=level.value)
        assert made.alpha == pytest.approx(theirs)
        if coders == 2:
            assert made.kappa == pytest.approx(cohen_kappa_score(ratings[0], ratings[1]))


def test_a_resample_is_the_table_of_the_interviews_that_were_drawn() -> None:
    draw = np.random.default_rng(7)
    ratings, cases = draw.integers(0, 3, (2, 60)), np.repeat(np.arange(12), 5)
    made = tally("AB", ratings, cases, 12, "123", Level.ORDINAL)
    drawn = weights(12, 20, 3)
    low, high = coefficients(made, drawn).ci or (0, 0)

    alphas = []
    for row in drawn:
        again = np.concatenate([np.repeat(ratings[:, cases == case], int(n), axis=1) for case, n in enumerate(row)], 1)
        alphas.append(krippendorff.alpha(again.astype(float), level_of_measurement="ordinal"))
    assert (low, high) == pytest.approx(tuple(np.percentile(alphas, (2.5, 97.5))))


def test_where_nothing_is_defined_there_is_no_figure_and_a_reason() -> None:
    nobody = figures(np.array([[0, MISSING], [MISSING, 1]]), ["0", "1"], Level.NOMINAL)
    same = figures(np.ones((2, 6), int), ["0", "1"], Level.NOMINAL)
    three = figures(np.array([[0, 1, 1], [0, 1, 0], [0, 1, 1]]), ["0", "1"], Level.NOMINAL)
    alike = figures(np.array([[0, 1, 1, 0], [0, 1, 1, 0]]), ["0", "1"], Level.NOMINAL)
    one = figures(np.array([[0, 1, 1], [0, 1, 0]]), ["0", "1"], Level.NOMINAL, np.zeros(3, int))

    assert (nobody.n, nobody.percent, nobody.alpha, nobody.kappa) == (0, None, None, None)
    assert set(nobody.why.values()) == {Why.NO_UNITS}
    assert (same.percent, same.alpha, same.kappa) == (1, None, None)
    assert (same.why["alpha"], same.why["kappa"]) == (Why.ONE_VALUE, Why.ONE_VALUE)
    assert (three.kappa, three.why["kappa"]) == (None, Why.MANY_CODERS)
    assert (alike.alpha, alike.kappa, alike.ci, alike.why["ci"]) == (1, 1, None, Why.ALL_AGREE)
    assert one.alpha is not None
    assert (one.ci, one.why["ci"]) == (None, Why.ONE_INTERVIEW)


def test_one_that_nearly_always_is_undefined_has_no_interval() -> None:
    ratings = np.zeros((2, 30), int)
    ratings[0, 0] = 1
    made = figures(ratings, ["0", "1"], Level.NOMINAL)

    assert made.alpha is not None
    assert (made.ci, made.why["ci"]) == (None, Why.UNSTABLE)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        figures(ratings, ["0", "1"], Level.NOMINAL)


def test_codes_are_put_together_where_their_scales_are_alike() -> None:
    ratings, cases = np.array([[0, 1], [0, 0]]), np.arange(2)
    one = tally("AB", ratings, cases, 2, ("ja", "nej"), Level.NOMINAL)
    other = tally("AB", ratings, cases, 2, ("hög", "låg"), Level.NOMINAL)
    both = together([one, one])

    assert both is not None
    assert coefficients(both, weights(2, 5, 1)).n == 4
    assert together([one, other]) is None
