"""The interview guide: numbered questions under themes, with follow-ups."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class FollowUp:
    """A follow-up question: ``letter`` a, b, … under its question."""

    letter: str
    text: str


@dataclass(frozen=True, slots=True)
class Question:
    """A numbered question of the guide."""

    number: str
    """"1" … "20" as a string, since ad hoc questions of a note are "X1"."""
    name: str
    """A few words for headings and the outline of the coding screen."""
    text: str
    theme: str
    """Id of its theme."""
    follow_ups: tuple[FollowUp, ...] = ()
    wordings: tuple[str, ...] = ()
    """Headings under which notes often put the answer ("SKR", "Varför sällan"), for recognition."""
    introduction: str = ""
    """Read aloud before the question."""
    coded: bool = True
    """False for a question whose answers are never coded (the role of the interviewee)."""


@dataclass(frozen=True, slots=True)
class Theme:
    """A heading of the guide."""

    id: str
    name: str
    introduction: str = ""


@dataclass(frozen=True, slots=True)
class Guide:
    """One version of an interview guide."""

    id: str
    title: str
    language: str
    source: str
    """Where structure and numbering come from."""
    themes: tuple[Theme, ...]
    questions: tuple[Question, ...]
    by_number: dict[str, Question] = field(init=False, repr=False, compare=False, default_factory=dict)

    def __post_init__(self) -> None:
        self.by_number.update((question.number, question) for question in self.questions)
