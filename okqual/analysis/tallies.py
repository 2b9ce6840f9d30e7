"""Counts of paired judgements, interview by interview, that add up over codes; and the figures they give."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from okqual.analysis import coefficients as figures
from okqual.analysis.coefficients import Floats, Ints
from okqual.model.agreement import PRESENT, Coefficients, Interval, Level, Why

ABSENT, THERE = "0", PRESENT
PRESENCE = (ABSENT, THERE)
MOST_UNDEFINED = 0.05
BOUNDS = (2.5, 97.5)


@dataclass(frozen=True, slots=True)
class Tally:
    """What some coders said of some units."""

    coders: tuple[str, ...]
    values: tuple[str, ...]
    level: Level
    pairs: Floats
    """Coincidences per interview."""
    crossed: Floats | None
    """Confusions per interview, of two coders."""
    units: Ints
    """Units per interview that at least two judged."""
    given: Ints
    """(coder, value) → of these units."""
    left_out: int = 0


def tally(
    coders: Sequence[str], ratings: NDArray[Any], cases: Ints, of_cases: int, values: Sequence[str], level: Level,
    left_out: int = 0,
) -> Tally:  # fmt: skip
    """Count ratings (a row a coder, a column a unit, a number the place among the values)."""
    judged = (ratings >= 0).sum(axis=0) >= 2
    ratings, cases = ratings[:, judged], cases[judged]
    size = len(values)
    crossed = figures.confusions(ratings[0], ratings[1], cases, of_cases, size) if len(coders) == 2 else None
    given = np.stack([(ratings == value).sum(axis=1) for value in range(size)], axis=1)
    return Tally(
        tuple(coders), tuple(values), level, figures.coincidences(ratings, cases, of_cases, size), crossed,
        np.bincount(cases, minlength=of_cases), given, left_out,
    )  # fmt: skip


def together(tallies: Sequence[Tally]) -> Tally | None:
    """Several codes as one; None where there are none or their scales differ."""
    if not tallies or len({(each.values, each.level) for each in tallies}) > 1:
        return None
    first = tallies[0]
    tables = [each.crossed for each in tallies if each.crossed is not None]
    crossed = sum(tables, np.zeros(())) if tables else None
    return Tally(
        first.coders, first.values, first.level, sum((each.pairs for each in tallies), np.zeros(())), crossed,
        sum((each.units for each in tallies), np.zeros((), np.int64)),
        sum((each.given for each in tallies), np.zeros((), np.int64)), sum(each.left_out for each in tallies),
    )  # fmt: skip


def coefficients(made: Tally, drawn: Floats) -> Coefficients:
    """The figures of a tally, with intervals from the drawn interviews."""
    n, why = int(made.units.sum()), dict[str, Why]()
    whole = made.pairs.sum(axis=0)
    percent = _number(figures.percent(whole))
    alpha = _number(figures.krippendorff_alpha(whole, made.level))
    kappa = None if made.crossed is None else _number(figures.cohen_kappa(made.crossed.sum(axis=0)))
    undefined = Why.ONE_VALUE if n else Why.NO_UNITS
    for name, figure in (("percent", percent), ("alpha", alpha), ("kappa", kappa)):
        if figure is None:
            why[name] = Why.MANY_CODERS if name == "kappa" and made.crossed is None else undefined
    intervals: dict[str, Interval | None] = {"ci": None, "kappa_ci": None, "percent_ci": None}
    cases = int((made.units > 0).sum())
    reason = Why.ONE_INTERVIEW if cases < 2 else Why.ALL_AGREE if percent == 1 else None
    again = figures.resampled(drawn, made.pairs) if reason is None else None
    for name, figure in (("ci", alpha), ("kappa_ci", kappa), ("percent_ci", percent)):
        if figure is None:
            continue
        if again is None:
            why[name] = reason or Why.UNSTABLE
            continue
        intervals[name] = _interval(_again(name, made, again, drawn))
        if intervals[name] is None:
            why[name] = Why.UNSTABLE
    return Coefficients(
        n, cases, _given(made), made.level, percent, kappa, alpha, intervals["ci"], intervals["kappa_ci"],
        intervals["percent_ci"], made.left_out, why,
    )  # fmt: skip


def nothing(coders: Sequence[str], level: Level, why: Why, left_out: int = 0) -> Coefficients:
    """Figures that there are none of, and why."""
    said = dict.fromkeys(("percent", "kappa", "alpha"), why)
    return Coefficients(0, 0, {coder: {} for coder in coders}, level, left_out=left_out, why=said)


def _again(name: str, made: Tally, pairs: Floats, drawn: Floats) -> Floats:
    if name == "ci":
        return figures.krippendorff_alpha(pairs, made.level)
    if name == "percent_ci":
        return figures.percent(pairs)
    assert made.crossed is not None
    return figures.cohen_kappa(figures.resampled(drawn, made.crossed))


def _interval(found: Floats) -> Interval | None:
    defined = found[~np.isnan(found)]
    if len(found) - len(defined) > MOST_UNDEFINED * len(found):
        return None
    low, high = np.percentile(defined, BOUNDS)
    return float(low), float(high)


def _given(made: Tally) -> dict[str, dict[str, int]]:
    named = [value for value in made.values if value != ABSENT] if made.values == PRESENCE else list(made.values)
    places = [made.values.index(value) for value in named]
    return {
        coder: {value: int(made.given[row, place]) for value, place in zip(named, places, strict=True)}
        for row, coder in enumerate(made.coders)
    }


def _number(figure: Floats) -> float | None:
    return None if np.isnan(figure) else float(figure)
