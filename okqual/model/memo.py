"""Memos on anything in a study, and decisions on how it is coded."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class About(StrEnum):
    """What a memo hangs on."""

    STUDY = "study"
    CASE = "case"
    NOTE = "note"
    PASSAGE = "passage"
    CODE = "code"
    CODING = "coding"
    PIECE = "piece"
    """A finding, judgement, source or heading."""


@dataclass(frozen=True, slots=True)
class Memo:
    """A memo as it stands."""

    about: About
    id: str
    """Of what it hangs on: a case, a note, a citation id of a passage, a code, a coding; empty for the study."""
    text: str
    coder: str
    """Who wrote it last."""
    at: int
    """Milliseconds since 1970, UTC."""
    case: str = ""
    note: str = ""
    number: int = 0
    """The passage that it is about, or that its coding begins in."""
    code: str = ""


@dataclass(frozen=True, slots=True)
class Decision:
    """What was decided about the coding, and why."""

    id: str
    """Address of the entry that made it."""
    text: str
    reason: str
    coder: str
    at: int
    code: str = ""
    question: str = ""
    changed_by: str = ""
    changed_at: int = 0
    """0 where it stands as it was made."""


@dataclass(frozen=True, slots=True)
class SavedSearch:
    """A search with its filters, under a name."""

    name: str
    text: str
    code: str = ""
    without_code: str = ""
    where: tuple[tuple[str, str], ...] = ()
    question: str = ""
    coder: str = ""
    flagged: bool = False
    memos: bool = False
