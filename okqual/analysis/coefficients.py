"""Percent agreement, Cohen's κ and Krippendorff's α, for one table or for a thousand resamples at once.

All three follow from counts of pairs that add up over interviews: a resample of the interviews is a
weighting of the counts, and nothing is coded again. ``docs/decisions`` says why they are not called
from a library, and the tests hold them to two of them and to the published tables.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from okqual.model.agreement import Level

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
MISSING = -1
"""A unit that a coder did not judge."""
TINY = 1e-12


def coincidences(ratings: NDArray[Any], cases: Ints, of_cases: int, of_values: int) -> Floats:
    """(interview, value, value) → pairs of judgements of one unit, each unit weighing as many as judged it.

    ``ratings`` has a row a coder and a column a unit; units that fewer than two judged pair nothing.
    """
    counts = np.stack([(ratings == value).sum(axis=0) for value in range(of_values)], axis=1).astype(np.float64)
    judged = counts.sum(axis=1)
    paired = judged >= 2
    counts, where, weight = counts[paired], cases[paired], 1 / (judged[paired] - 1)
    made = np.zeros((of_cases, of_values, of_values))
    for one in range(of_values):
        for other in range(one, of_values):
            pairs = counts[:, one] * (counts[:, other] - (one == other)) * weight
            made[:, one, other] = made[:, other, one] = np.bincount(where, pairs, of_cases)
    return made


def confusions(one: NDArray[Any], other: NDArray[Any], cases: Ints, of_cases: int, of_values: int) -> Floats:
    """(interview, value of the one, value of the other) → units that both judged."""
    both = (one >= 0) & (other >= 0)
    at = (cases[both] * of_values + one[both]) * of_values + other[both]
    return np.bincount(at, minlength=of_cases * of_values**2).reshape(of_cases, of_values, of_values).astype(float)


def percent(pairs: Floats) -> Floats:
    """Share of the pairs that are alike; nan where there are none. The last two axes are values."""
    total = pairs.sum(axis=(-2, -1))
    return _share(np.trace(pairs, axis1=-2, axis2=-1), total, total > TINY)


def cohen_kappa(units: Floats) -> Floats:
    """Cohen's κ of confusion tables; nan where both gave all units the same one value."""
    total = units.sum(axis=(-2, -1))
    safe = np.where(total > TINY, total, 1)
    alike = np.trace(units, axis1=-2, axis2=-1) / safe
    chance = (units.sum(axis=-1) * units.sum(axis=-2)).sum(axis=-1) / safe**2
    return _share(alike - chance, 1 - chance, (total > TINY) & (1 - chance > TINY))


def krippendorff_alpha(pairs: Floats, level: Level) -> Floats:
    """Krippendorff's α of coincidence tables; nan where only one value occurs, or nothing pairs."""
    by_value = pairs.sum(axis=-1)
    total = by_value.sum(axis=-1)
    apart = _distances(by_value, level)
    observed = (pairs * apart).sum(axis=(-2, -1))
    expected = (by_value[..., :, None] * by_value[..., None, :] * apart).sum(axis=(-2, -1))
    defined = (total > 1 + TINY) & (expected > TINY)
    return 1 - _share(observed * (total - 1), expected, defined)


def weights(of_cases: int, resamples: int, seed: int) -> Floats:
    """(resample, interview) → how many times it was drawn, with replacement."""
    drawn = np.random.default_rng(seed).multinomial(of_cases, np.full(of_cases, 1 / of_cases), resamples)
    return drawn.astype(np.float64)


def resampled(drawn: Floats, tables: Floats) -> Floats:
    """The tables of each resample."""
    flat = tables.reshape(len(tables), -1)
    made: Floats = (drawn @ flat).reshape(len(drawn), *tables.shape[1:])
    return made


def _distances(by_value: Floats, level: Level) -> Floats:
    of_values = by_value.shape[-1]
    if level is Level.NOMINAL:
        return np.asarray(1 - np.eye(of_values))
    # How many judgements lie from the one value to the other, half of either counted (Krippendorff 2011).
    upto = np.cumsum(by_value, axis=-1) - by_value / 2
    return np.asarray((upto[..., :, None] - upto[..., None, :]) ** 2)


def _share(part: Floats, whole: Floats, defined: NDArray[np.bool_]) -> Floats:
    return np.where(defined, part / np.where(defined, whole, 1), np.nan)
