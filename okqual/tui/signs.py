"""The one sign that a question of an interview is shown by, and its letter for terminals without signs."""

from __future__ import annotations

from enum import StrEnum

from okqual.messages import message
from okqual.model.interview import QuestionProgress
from okqual.model.note import NoteStatus
from okqual.model.results import CodingState


class State(StrEnum):
    """What is shown of (interview, question). Values are message keys after ``tui.state.``."""

    DONE = "done"
    PARTLY = "partly"
    NOT_YET = "not_yet"
    OUTSIDE = "outside"
    NOT_ASKED = "not_asked"
    NO_ANSWER = "no_answer"
    REFERS = "refers"
    NOT_IN_NOTE = "not_in_note"
    NOT_APPLICABLE = "not_applicable"
    NOT_CODED = "not_coded"


SIGNS = {
    State.DONE: "●",
    State.PARTLY: "◐",
    State.NOT_YET: "◔",
    State.OUTSIDE: "○",
    State.NOT_ASKED: "–",
    State.NO_ANSWER: "∅",
    State.REFERS: "↗",
    State.NOT_IN_NOTE: "?",
    State.NOT_APPLICABLE: "×",
    State.NOT_CODED: "·",
}
ASCII = {
    State.DONE: "K",
    State.PARTLY: "D",
    State.NOT_YET: "e",
    State.OUTSIDE: "o",
    State.NOT_ASKED: "-",
    State.NO_ANSWER: "0",
    State.REFERS: ">",
    State.NOT_IN_NOTE: "?",
    State.NOT_APPLICABLE: "x",
    State.NOT_CODED: ".",
}
_OF_NOTE = {
    NoteStatus.NOT_ASKED: State.NOT_ASKED,
    NoteStatus.NO_ANSWER: State.NO_ANSWER,
    NoteStatus.REFERS: State.REFERS,
    NoteStatus.NOT_IN_NOTE: State.NOT_IN_NOTE,
    NoteStatus.NOT_APPLICABLE: State.NOT_APPLICABLE,
}
_OF_CODING = {
    CodingState.DONE: State.DONE,
    CodingState.NOTHING: State.DONE,
    CodingState.PARTLY: State.PARTLY,
    CodingState.NOT_YET: State.NOT_YET,
    CodingState.OUTSIDE: State.OUTSIDE,
}


PLAIN = str.maketrans(
    {"▸": ">", "▾": "v", "◂": "<", "▌": "|", "█": "#", "→": ">", "←": "<", "↑": "^", "↓": "v", "✓": "+", "✗": "x",
     "≈": "~", "★": "*", "✎": "m", "⚑": "!", "└": "`", "├": "|", "│": "|", "─": "-"}
)  # fmt: skip
"""Marks for terminals whose font has no others."""
_plain = False


def use_plain_marks(on: bool) -> None:
    """Draw all marks with letters and signs that every font has, or as they are."""
    global _plain
    _plain = on


def mark(words: str) -> str:
    """Words of okqual's own with marks that the font has; a person's words are never handed here."""
    return words.translate(PLAIN) if _plain else words


def state_of(progress: QuestionProgress | None, coded: bool = True) -> State:
    """The state of a question: ``coded`` is False for one whose answers are never coded."""
    if not coded:
        return State.NOT_CODED
    if progress is None:
        return State.NOT_IN_NOTE
    if progress.coding is CodingState.OUTSIDE:
        return State.OUTSIDE
    return _OF_NOTE.get(progress.note) or _OF_CODING[progress.coding]


def sign(state: State, ascii_only: bool = False) -> str:
    """The sign of a state, one cell wide."""
    return (ASCII if ascii_only else SIGNS)[state]


def legend(width: int, ascii_only: bool = False) -> str:
    """All signs with their words in lines of ``width``; a sign stays on the line of its words."""
    lines = [""]
    for state in State:
        words = f"{sign(state, ascii_only)} {message(f'tui.state.{state.value}')}"
        if lines[-1] and len(lines[-1]) + 2 + len(words) > width:
            lines.append("")
        lines[-1] += f"  {words}" if lines[-1] else words
    return "\n".join(lines)
