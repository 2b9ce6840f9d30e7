"""What an interview says under a code as a whole: by the scale's rule, by decision, or still to be decided."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from okqual.model.codebook import Rule, Scale

UNDECIDED = "undecided"

Said = tuple[str, tuple[str, ...]]
"""A passage's value, and the labels of those whose words it is."""


class Open(StrEnum):
    """Why a case value waits for a person."""

    UNDECIDED = "undecided"
    """Passages differ and the scale's rule gives no value."""
    DISAGREE = "disagree"
    """Participants of the interview say different things: oense."""
    STALE = "stale"
    """It was decided, and the codings are others now."""


@dataclass(frozen=True, slots=True)
class CaseValue:
    """What an interview says under a code."""

    values: tuple[str, ...]
    """By the rule; ``("undecided",)`` where it gives none."""
    disagree: bool
    """Whether its participants say different things. It stays so when the value is decided."""


def case_value(said: Sequence[Said], scale: Scale, rule: Rule | None = None) -> CaseValue:
    """The value of an interview from those of its passages."""
    used = rule or scale.rule
    return CaseValue(value_of([value for value, _ in said], scale, used), disagree(said, scale, used))


def disagree(said: Iterable[Said], scale: Scale, rule: Rule) -> bool:
    """Whether participants who are named say different things; words of nobody in particular do not count."""
    by: dict[str, list[str]] = defaultdict(list)
    for value, people in said:
        for label in people:
            by[label].append(value)
    return len({value_of(values, scale, rule) for values in by.values()}) > 1


def value_of(values: Sequence[str], scale: Scale, rule: Rule) -> tuple[str, ...]:
    """A unit's values from those of its passages, by the rule; ``("undecided",)`` where it gives none."""
    counts = Counter(values)
    if len(counts) == 1:
        return (values[0],)
    if rule == Rule.SET:
        return tuple(v.id for v in scale.values if v.id in counts)
    mixed = (scale.mixed,) if scale.mixed else (UNDECIDED,)
    if rule == Rule.MIDDLE:
        return mixed
    if rule == Rule.MAJORITY:
        first, second = counts.most_common(2)
        return (first[0],) if first[1] > second[1] else mixed
    return (UNDECIDED,)
