"""One code in several groups, side by side."""

from __future__ import annotations

from dataclasses import dataclass

from okqual.model.codebook import Code
from okqual.model.coding import Quote


@dataclass(frozen=True, slots=True)
class GroupColumn:
    """What one group says under the code."""

    group: str
    of: int
    """Interviews of the group."""
    asked: int
    """Of them, those that were asked an expected question and whose note answers it."""
    coded: tuple[str, ...]
    """Interviews with a coding."""
    values: tuple[tuple[str | None, tuple[str, ...]], ...]
    """Value (None: any coding, "undecided") → interviews, in the order of the scale."""
    quotes: tuple[Quote, ...]
    """Key quotes first, then the others in order."""


@dataclass(frozen=True, slots=True)
class Difference:
    """A value that groups differ on: interviews that say it, of how many, by group."""

    value: str | None
    counts: tuple[tuple[str, int, int], ...]
    """(group, interviews that say it, interviews of the group)."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """A code in the groups of an attribute."""

    code: Code
    by: str
    columns: tuple[GroupColumn, ...]
    differences: tuple[Difference, ...]
