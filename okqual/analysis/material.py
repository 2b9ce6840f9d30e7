"""What analysis counts: interviews with their progress, and settled codings as evidence."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from okqual.model.codebook import Codebook
from okqual.model.coding import Quote
from okqual.model.guide import Guide
from okqual.model.interview import CaseProgress
from okqual.model.note import NoteStatus
from okqual.model.results import CellState, CodingState


@dataclass(frozen=True, slots=True)
class Evidence:
    """A settled coding with what counting needs to know of it."""

    case: str
    code: str
    value: str | None
    questions: tuple[str, ...]
    """Guide questions under which its words stand."""
    participants: tuple[str, ...]
    """Labels of those whose words they are; empty when nobody says."""
    quote: Quote


@dataclass(frozen=True, slots=True)
class Material:
    """Everything that matrix, prevalence and chapters are made of."""

    guide: Guide
    codebook: Codebook
    cases: tuple[CaseProgress, ...]
    evidence: tuple[Evidence, ...]
    decided: Mapping[tuple[str, str], str]
    """(case, code) → the value that a person decided."""
    labels: Mapping[str, str] = field(default_factory=dict)
    """case → its neutral label ("K07") for what leaves the house, the same in every selection."""


def below(codebook: Codebook, code: str) -> frozenset[str]:
    """A code and all codes under it in the graph."""
    children: dict[str, list[str]] = defaultdict(list)
    for each in codebook.codes:
        for parent in each.parents:
            children[parent].append(each.id)
    found, waiting = {code}, [code]
    while waiting:
        for child in children[waiting.pop()]:
            if child not in found:
                found.add(child)
                waiting.append(child)
    return frozenset(found)


def expected_questions(codebook: Codebook, codes: Iterable[str]) -> frozenset[str]:
    """Guide questions under which evidence for any of the codes is expected."""
    return frozenset(q for code in codes if code in codebook.by_id for q in codebook.by_id[code].questions)


def was_asked(row: CaseProgress, questions: frozenset[str]) -> bool:
    """True when the interview's notes answer one of the questions, or refer to one that they answer."""
    return any(_status(row, number) == NoteStatus.ANSWERED for number in questions)


def empty_state(row: CaseProgress, questions: frozenset[str]) -> CellState:
    """Why an interview has no coding under a code: from what is known of the code's expected questions.

    Without expected questions all of the interview's count.
    """
    numbers = questions or frozenset(row.questions)
    known = [row.questions[_followed(row, number)] for number in numbers if number in row.questions]
    if any(
        q.coding in (CodingState.NOT_YET, CodingState.PARTLY) or (q.coding == CodingState.OUTSIDE and q.left)
        for q in known
    ):
        return CellState.NOT_YET
    statuses = {q.note for q in known}
    order = (
        (NoteStatus.ANSWERED, CellState.NOT_TOUCHED),
        (NoteStatus.NO_ANSWER, CellState.NO_ANSWER),
        (NoteStatus.NOT_IN_NOTE, CellState.NOT_IN_NOTE),
        (NoteStatus.NOT_ASKED, CellState.NOT_ASKED),
    )
    return next((state for status, state in order if status in statuses), CellState.NOT_APPLICABLE)


def _status(row: CaseProgress, number: str) -> NoteStatus | None:
    question = row.questions.get(_followed(row, number))
    return question.note if question else None


def _followed(row: CaseProgress, number: str) -> str:
    """The question that a reference leads to; a circle ends where it began."""
    seen = [number]
    while (q := row.questions.get(seen[-1])) is not None and q.note == NoteStatus.REFERS and q.refers_to:
        if q.refers_to in seen or q.refers_to not in row.questions:
            break
        seen.append(q.refers_to)
    return seen[-1]
