"""An interview as a person works with it now: texts, passages as they stand, codings, progress."""

from __future__ import annotations

from dataclasses import dataclass

from okqual.model.coding import Coding
from okqual.model.note import Block, NoteStatus, Participant, PassageRole, TextKind, Why
from okqual.model.results import CodingState


@dataclass(frozen=True, slots=True)
class PassageNow:
    """A passage of a note's current version, with what people have since said of it."""

    note: str
    number: int
    start: int
    end: int
    role: PassageRole
    questions: tuple[str, ...]
    suggested: tuple[str, ...]
    why: Why
    confidence: int
    kind: TextKind
    participants: tuple[str, ...]
    nothing_by: tuple[str, ...] = ()
    """Coders who said that there is nothing to code here."""
    flagged: bool = False
    memo: str = ""
    review: bool = False
    """Its words were corrected, and what was said of the former ones waits to be looked at."""

    @property
    def id(self) -> str:
        """Its citation id."""
        return f"{self.note}:{self.number}"


@dataclass(frozen=True, slots=True)
class NoteNow:
    """A note of an interview in its current version."""

    id: str
    """"VB-03", "VB-03b"."""
    case: str
    version: str
    """Digest that names the version."""
    text: str
    blocks: tuple[Block, ...]
    passages: tuple[PassageNow, ...]
    codings: tuple[Coding, ...]
    file_name: str
    sha256: str
    loaded_at: int
    loaded_by: str


@dataclass(frozen=True, slots=True)
class QuestionProgress:
    """(interview, question): what the note says and how far the coding is."""

    question: str
    note: NoteStatus
    coding: CodingState
    refers_to: str | None = None
    passages: int = 0
    left: int = 0
    """Passages neither coded nor marked as nothing to code."""
    text: str = ""
    """Wording of an ad hoc question."""


@dataclass(frozen=True, slots=True)
class CaseProgress:
    """A row of the overview."""

    case: str
    attributes: dict[str, str]
    participants: tuple[Participant, ...]
    questions: dict[str, QuestionProgress]
    passages: int
    """Answer passages that are to be gone through: those of questions that are coded and not outside."""
    done: int
    unplaced: int

    @property
    def left(self) -> int:
        """Passages still to go through."""
        return self.passages - self.done


@dataclass(frozen=True, slots=True)
class InterviewNow:
    """Everything the coding screen shows of one interview."""

    case: str
    attributes: dict[str, str]
    participants: tuple[Participant, ...]
    notes: tuple[NoteNow, ...]
    questions: dict[str, QuestionProgress]


@dataclass(frozen=True, slots=True)
class Position:
    """Where a coder was: the passage that the next session starts at."""

    case: str
    note: str
    number: int
    at: int
