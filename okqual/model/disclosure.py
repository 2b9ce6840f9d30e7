"""What a study has decided about what may leave the house: small groups, quotes not looked through, roles."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class SmallGroups(StrEnum):
    """What becomes of a group of fewer interviews than the smallest that may be named."""

    FLAG = "flag"
    """It stays, and the report names it."""
    MERGE = "merge"
    """Small groups become one."""


class Unreviewed(StrEnum):
    """What becomes of quotes of a note that the interviewees have not been sent back."""

    KEEP = "keep"
    MARK = "mark"
    """They carry the words "ej kvalitetssäkrad"."""
    HOLD = "hold"
    """They are left out."""


@dataclass(frozen=True, slots=True)
class RoleLabel:
    """What a type of actor is called in print."""

    actor: str
    label: str


FACTS = ("actor", "county", "role", "month", "form", "length", "feedback")
"""What may be told of an interview in print, in the order of the table."""


@dataclass(frozen=True, slots=True)
class Disclosure:
    """The study's own decision; every part of it is a default until somebody has said otherwise."""

    smallest_group: int = 3
    """Interviews that a group must have to be named in a published text."""
    small_groups: SmallGroups = SmallGroups.FLAG
    unreviewed: Unreviewed = Unreviewed.MARK
    roles: tuple[RoleLabel, ...] = ()
    told: tuple[str, ...] = ("actor", "role", "month", "form", "length", "feedback")
    """What a published methods appendix tells of each interview, of :data:`FACTS`; with county it points at people."""


class DisclosureKind(StrEnum):
    """What was done, or is to be thought of, before something is published."""

    SECRET = "secret"
    """A quote is left out: somebody marked its words as secret."""
    MARKED = "marked"
    HELD = "held"
    """Quotes are left out: their note has not been sent back."""
    SMALL = "small"
    """A group is small, and named."""
    MERGED = "merged"
    """A group is small, and named together with others."""
    RENAMED = "renamed"
    """A type of actor is called something else in print."""
    LEFT_OUT = "left_out"
    """A text is left out: it holds words of a quote that is."""
    APART = "apart"
    """A text is left out: it is about a group that is named together with others."""
    NAMED = "named"
    """A name of a coder, interviewer, file or interview is replaced in texts and quotes."""


@dataclass(frozen=True, slots=True)
class DisclosureChange:
    """A line of the report. It holds ids, and so stays in the house."""

    kind: DisclosureKind
    where: str
    """A citation id, an interview, a group."""
    count: int = 1
    """Quotes, or interviews of a group."""
    now: str = ""
    """What it is called instead."""
