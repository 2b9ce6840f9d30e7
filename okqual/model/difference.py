"""A unit that coders judged differently, with what each of them said of it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from okqual.model.team import Adjudicated


class Differs(StrEnum):
    """In what coders differ, the gravest first."""

    PRESENCE = "presence"
    """One has the code and another has not."""
    VALUE = "value"
    """Both have it, with different values."""
    PLACE = "place"
    """An interview has the same value by both, from different passages."""


@dataclass(frozen=True, slots=True)
class Said:
    """A coding as one reading of a passage."""

    coding: str
    place: str
    """Id of the first passage: "VB-01:12"."""
    note: str
    start: int
    end: int
    text: str
    value: str | None
    memo: str


@dataclass(frozen=True, slots=True)
class Reading:
    """What one coder said of a unit; nothing said means that the code is not there to her."""

    coder: str
    values: tuple[str, ...]
    """By the scale's rule; empty without one."""
    said: tuple[Said, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """A unit where coders differ, or did before it was settled. Note and number are of a passage, or empty and 0."""

    case: str
    code: str
    note: str
    number: int
    differs: Differs
    readings: tuple[Reading, ...]
    settled: Adjudicated | None = None
    stale: bool = False
    """It was settled, and one of them coded there anew or withdrew a coding since."""

    @property
    def key(self) -> tuple[str, str, str, int]:
        """What it is of."""
        return self.case, self.code, self.note, self.number

    @property
    def place(self) -> str:
        """The interview, or the passage's id."""
        return f"{self.note}:{self.number}" if self.note else self.case

    @property
    def waits(self) -> bool:
        """Whether it is still to be settled."""
        return self.settled is None or self.stale
