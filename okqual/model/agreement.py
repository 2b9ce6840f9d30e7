"""How alike coders judged the same units: coefficients, what they are of, and why one is missing."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

PRESENT = "1"
"""What :attr:`Coefficients.by_coder` calls a unit that has the code."""


class Unit(StrEnum):
    """What is judged."""

    CASE = "case"
    """An interview: what the report counts."""
    PASSAGE = "passage"


class Level(StrEnum):
    """What kind of values are compared."""

    NOMINAL = "nominal"
    ORDINAL = "ordinal"


class Why(StrEnum):
    """Why there is no figure."""

    NO_UNITS = "no_units"
    """No unit that two coders have judged."""
    ONE_VALUE = "one_value"
    """All judgements are the same value: there is no disagreement that chance could make."""
    MANY_CODERS = "many_coders"
    """Cohen's κ is of two coders."""
    SCALES_DIFFER = "scales_differ"
    """Codes with different scales cannot be put together."""
    ONE_INTERVIEW = "one_interview"
    """An interval is of several interviews."""
    ALL_AGREE = "all_agree"
    """Without a single disagreement every resample says 1, which is no interval."""
    UNSTABLE = "unstable"
    """In more than a twentieth of the resamples the coefficient is undefined."""


Interval = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Coefficients:
    """The figures of some units."""

    n: int
    """Units that at least two coders judged."""
    cases: int
    """Interviews that they are of."""
    by_coder: dict[str, dict[str, int]]
    """Coder → value → how many of the units she gave it; of presence ``"1"`` alone."""
    level: Level
    percent: float | None = None
    """Share of pairs of judgements that are alike, between 0 and 1."""
    kappa: float | None = None
    alpha: float | None = None
    ci: Interval | None = None
    """95 % interval of alpha."""
    kappa_ci: Interval | None = None
    percent_ci: Interval | None = None
    left_out: int = 0
    """Judgements without one value of the scale: passages of an interview that differ, and no rule for it."""
    why: dict[str, Why] = field(default_factory=dict)
    """Name of a missing figure → why."""


@dataclass(frozen=True, slots=True)
class AgreementRow:
    """What is said of one code, criterion, pair of coders, or all."""

    kind: str
    """"code", "criterion", "pair" or "overall"."""
    id: str
    """Id of the code or criterion; "AK+TS" of a pair; empty of all."""
    presence: Coefficients
    value: Coefficients | None = None
    """Of units where both gave a value; None for a code without a scale."""


@dataclass(frozen=True, slots=True)
class Agreement:
    """How alike the coders of a study judged."""

    unit: Unit
    coders: tuple[str, ...]
    cases: tuple[str, ...]
    """Interviews that at least two of them coded."""
    codes: tuple[AgreementRow, ...]
    criteria: tuple[AgreementRow, ...]
    pairs: tuple[AgreementRow, ...]
    overall: AgreementRow
    unused: int
    """Codes that nobody used in these interviews, and that are in no figure."""
    resamples: int
    seed: int
    settled: bool = False
    """Whether it is of what was settled where they differed (samkodat), and not of what each said first."""
