"""What each line of a guide's outline is: a theme, a question, a follow-up, or text.

Numbers alone do not make a question: a list that counts measures is none. Numbers that follow each
other are taken or left together.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, auto

from okqual.ingest.definitions.outline import Line

_TELLS = "beskriv berätta ge nämn förklara reflektera redogör describe tell explain"
_IMPERATIVES = frozenset(_TELLS.split())
_FIRST_WORD = re.compile(r"\W*(\w+)")


class Role(Enum):
    """What a line is in a guide."""

    THEME = auto()
    QUESTION = auto()
    FOLLOW_UP = auto()
    TEXT = auto()


@dataclass(frozen=True, slots=True)
class RoledLine:
    """A line with what it is."""

    line: Line
    role: Role


def is_question(text: str) -> bool:
    """Whether a text asks: by its question mark, or because it begins by telling someone to tell."""
    first = _FIRST_WORD.match(text.casefold())
    return "?" in text or bool(first and first[1] in _IMPERATIVES)


def roled(lines: Sequence[Line]) -> list[RoledLine]:
    """The lines with their roles."""
    levels = _question_levels(lines)
    numbered = [
        i for i, line in enumerate(lines) if len(line.number) == levels and not line.heading and not line.letter
    ]
    questions = _questions_among(lines, numbered)
    made: list[RoledLine] = []
    current: Line | None = None
    for i, line in enumerate(lines):
        role = _role(line, i in questions, current, levels)
        current = line if role is Role.QUESTION else None if role is Role.THEME else current
        made.append(RoledLine(line, role))
    return made


def _role(line: Line, numbered_question: bool, current: Line | None, levels: int) -> Role:
    if line.heading:
        return Role.THEME
    deeper = current is not None and 0 < current.depth < line.depth and not line.word
    if numbered_question and not deeper:
        return Role.QUESTION
    if line.number and len(line.number) < levels:
        return Role.THEME
    if current is not None and line.is_item and line.text:
        return Role.FOLLOW_UP
    return Role.TEXT


def _question_levels(lines: Sequence[Line]) -> int:
    """How many numbers a question has: 1 for "4.", 2 where "4.1" are the questions of theme 4."""
    single = [line for line in lines if len(line.number) == 1 and not line.letter]
    double = [line for line in lines if len(line.number) == 2]
    asking = sum(is_question(line.text) for line in double)
    if not double or 2 * asking < len(double):
        return 1
    return 1 if any(is_question(line.text) or line.word for line in single) else 2


def _questions_among(lines: Sequence[Line], numbered: Sequence[int]) -> set[int]:
    """Those numbered lines that belong to a run of questions."""
    runs: list[list[int]] = []
    for i in numbered:
        run = next((run for run in reversed(runs[-2:]) if _follows(lines[run[-1]], lines[i])), None)
        if run is None:
            runs.append([i])
        else:
            run.append(i)
    return {i for run in runs if _asks([lines[i] for i in run]) for i in run}


def _follows(before: Line, line: Line) -> bool:
    """Whether a number is the next one at the same depth; "1.4" is followed by "1.5" and by "2.1"."""
    if before.depth != line.depth and before.depth and line.depth:
        return False
    same_theme = before.number[:-1] == line.number[:-1] and before.number[-1] + 1 == line.number[-1]
    return same_theme or (len(line.number) > 1 and line.number[-1] == 1)


def _asks(run: Sequence[Line]) -> bool:
    asking = sum(is_question(line.text) for line in run)
    return any(line.word for line in run) or 2 * asking >= len(run)
