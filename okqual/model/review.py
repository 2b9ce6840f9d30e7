"""The reference check: what is claimed statement by statement, and who outside the team has signed that it holds."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Holds(StrEnum):
    """What a reviewer says of a statement, the worst first."""

    UNSUPPORTED = "unsupported"
    UNCLEAR = "unclear"
    SUPPORTED = "supported"


class Standing(StrEnum):
    """How far the check of a statement is."""

    LEFT = "left"
    """Nobody but its authors has signed it."""
    STALE = "stale"
    """Text, evidence or numbers are others than when it was signed."""
    UNSUPPORTED = "unsupported"
    UNCLEAR = "unclear"
    SUPPORTED = "supported"


OPEN = (Standing.UNSUPPORTED, Standing.UNCLEAR, Standing.STALE)
"""What somebody has to do something about."""


class Change(StrEnum):
    """What is another since a signature."""

    TEXT = "text"
    EVIDENCE = "evidence"
    NUMBERS = "numbers"


@dataclass(frozen=True, slots=True)
class Beneath:
    """What a statement rests on, as a reviewer saw it."""

    evidence: str
    """A digest of the words, sources and findings under it."""
    numbers: tuple[tuple[int, int], ...] = ()
    """(n, of) of each count beside it, in the order of the counts."""


@dataclass(frozen=True, slots=True)
class Signature:
    """What somebody said of a statement."""

    text: str
    """The statement's words then."""
    holds: Holds
    comment: str
    coder: str
    at: int
    seen: Beneath


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence of a finding, a judgement or a written cell."""

    id: str
    """Of what it stands in; with "#2" where it is not the only sentence there."""
    holder: str
    """Id of the finding or judgement, or the name of the cell ("VB-01/KOH-onskan")."""
    kind: str
    """``finding`` · ``judgement`` · ``cell``."""
    criterion: str
    text: str
    authors: frozenset[str]
    """Who wrote what it stands in, linked its evidence or owns it: they cannot sign it."""
    beneath: Beneath


@dataclass(frozen=True, slots=True)
class Checked:
    """A statement and how its check stands."""

    statement: Statement
    standing: Standing
    signatures: tuple[Signature, ...]
    """Those that count: by others than the authors, the latest first."""
    changed: tuple[Change, ...] = ()
    """What is another since it was signed, of one that has gone stale."""
    numbers: tuple[str, ...] = ()
    """The numbers that are others: "6/12 → 7/12"."""
