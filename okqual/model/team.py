"""Who codes which interview, how far they are, and what was settled between them."""

from __future__ import annotations

import hashlib
import math
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """What a coder is in an interview."""

    MAIN = "main"
    """Hers are the codings that count, until something is settled otherwise."""
    SECOND = "second"
    """She codes it too, so that the two can be compared."""


class Outcome(StrEnum):
    """What was settled where coders differ."""

    ONE = "one"
    """One coder's reading holds."""
    BOTH = "both"
    NEITHER = "neither"
    NEW = "new"
    """A reading of its own, made when it was settled."""


@dataclass(frozen=True, slots=True)
class Assigned:
    """A coder's part in an interview."""

    case: str
    coder: str
    role: Role
    round: int
    blind: bool
    """The others' codings of it are not shown to her until all who code it blind are done."""
    done: bool
    """She has said that she has gone through it."""
    veiled: bool
    """Others' codings are hidden from her now."""
    by: str
    at: int


@dataclass(frozen=True, slots=True)
class Drawn:
    """A draw of interviews to be coded by a second coder, which can be made again from its seed."""

    id: str
    seed: int
    share: int
    """Per cent of the interviews it was drawn from."""
    round: int
    of: int
    cases: tuple[str, ...]
    coder: str
    by: str
    at: int


@dataclass(frozen=True, slots=True)
class CoderNow:
    """A coder with what she has to do."""

    id: str
    name: str
    main: int
    """Interviews that she is to code."""
    second: int
    """Interviews that she codes as second coder."""
    done: int
    """Of both, those that she is done with."""


@dataclass(frozen=True, slots=True)
class Adjudicated:
    """What was settled of a unit where coders differed. ``number`` 0 and an empty note: of the interview as a whole."""

    case: str
    code: str
    note: str
    number: int
    outcome: Outcome
    value: str | None
    reason: str
    coder: str
    at: int
    counts: frozenset[str]
    """Codings that count."""
    others: frozenset[str]
    """Codings that were looked at and do not count."""


def drawn_of(cases: Iterable[str], share: int, seed: int) -> tuple[str, ...]:
    """The share of the interviews, rounded up, whose lots come first: by the SHA-256 of seed and id."""
    there = sorted(set(cases))
    lots = sorted(there, key=lambda case: hashlib.sha256(f"{seed}:{case}".encode()).hexdigest())
    return tuple(sorted(lots[: math.ceil(len(there) * share / 100)]))
