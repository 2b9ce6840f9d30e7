"""What a chapter is written of: findings with their evidence, other sources, judgements, and the outline's headings."""

from __future__ import annotations

import json
from dataclasses import dataclass
from enum import StrEnum

from okqual.model.canonical import canonical

COUNTED = "count:"
"""What a reference to a count begins with; others are citation ids, codings' ids and ids of pieces."""


class PieceKind(StrEnum):
    """What a piece of a chapter is."""

    FINDING = "finding"
    SOURCE = "source"
    JUDGEMENT = "judgement"
    HEADING = "heading"


class Status(StrEnum):
    """How far a person says that a piece is."""

    NOT_STARTED = "not_started"
    DRAFT = "draft"
    READY = "ready"
    DONE = "done"


class Role(StrEnum):
    """What evidence does to a finding, in the order in which it is shown."""

    SUPPORTS = "supports"
    NUANCES = "nuances"
    AGAINST = "against"


class SourceType(StrEnum):
    """What a source beside the interviews is."""

    SURVEY = "survey"
    REPORT = "report"
    DOCUMENT = "document"
    STATISTICS = "statistics"


@dataclass(frozen=True, slots=True)
class CountRef:
    """A number of the study that a text speaks of: how many say which values under a code, in a group."""

    code: str
    values: tuple[str, ...] = ()
    """Who says any of them is counted once; empty: any coding."""
    by: str = ""
    group: str = ""
    """The value of the attribute ``by``; empty: all."""
    unit: str = "case"

    def __str__(self) -> str:
        """As it is kept: ``count:`` and canonical JSON."""
        return COUNTED + canonical([self.code, list(self.values), self.by, self.group, self.unit])


@dataclass(frozen=True, slots=True)
class SeenCount:
    """A count as it was when the text beside it was written last."""

    n: int
    of: int


@dataclass(frozen=True, slots=True)
class Link:
    """What a piece rests on."""

    ref: str
    """A citation id, a coding's id, a count (:func:`count_of`), or the id of a finding or source."""
    role: Role
    seen: SeenCount | None = None
    """Of a count."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A finding, source, judgement or heading as it stands."""

    id: str
    """Address of the entry that made it."""
    kind: PieceKind
    about: str
    """The criterion, evaluation question or code that it is under."""
    text: str
    """What is found or judged; the heading's words; of a source the quoted words or the figure."""
    owner: str
    status: Status
    coder: str
    """Who made it."""
    at: int
    changed_by: str = ""
    changed_at: int = 0
    """When the text was last written; 0 where it stands as it was made."""
    links: tuple[Link, ...] = ()
    type: SourceType | None = None
    title: str = ""
    year: int = 0
    """0 where it is not known."""
    page: str = ""
    """Page, table or appendix."""
    heading: str = ""
    """Id of the heading that it stands under in the outline; empty where it has no place yet."""
    position: int = 0

    @property
    def counts(self) -> tuple[CountRef, ...]:
        """The counts among what it rests on."""
        return tuple(found for link in self.links if (found := count_of(link.ref)) is not None)


@dataclass(frozen=True, slots=True)
class OutlineHeading:
    """A message heading with what stands under it, in order."""

    heading: Piece
    items: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Outline:
    """How a criterion's chapter is laid out."""

    criterion: str
    headings: tuple[OutlineHeading, ...]
    unplaced: tuple[Piece, ...] = ()
    """Findings, sources and judgements of the criterion that have no place yet."""


def count_of(ref: str) -> CountRef | None:
    """The count that a reference names; None for other references."""
    if not ref.startswith(COUNTED):
        return None
    code, values, by, group, unit = json.loads(ref.removeprefix(COUNTED))
    return CountRef(code, tuple(values), by, group, unit)
