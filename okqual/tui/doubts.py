"""Passages that the reading was unsure of, and what to propose for each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from okqual.model.guide import Guide
from okqual.model.interview import InterviewNow, PassageNow
from okqual.model.note import PassageRole, Why

SURE = 70
"""Confidence from which a placement without likelier questions is not put before anyone."""


@dataclass(frozen=True, slots=True)
class Doubt:
    """A passage to look at."""

    case: str
    passage: PassageNow
    text: str

    @property
    def proposed(self) -> tuple[str, ...]:
        """The questions to accept: the likelier ones, else those it stands under."""
        return self.passage.suggested[:1] or self.passage.questions


def doubts_in(interview: InterviewNow) -> Iterator[Doubt]:
    """The passages of an interview that a person should look at."""
    for note in interview.notes:
        for passage in note.passages:
            if is_doubtful(passage):
                yield Doubt(interview.case, passage, note.text[passage.start : passage.end])


def is_doubtful(passage: PassageNow) -> bool:
    """True for an answer that was corrected, is unplaced, likelier elsewhere, or placed with little confidence."""
    if passage.role is PassageRole.ANSWER and passage.review:
        return True
    if passage.role is not PassageRole.ANSWER or passage.why is Why.PERSON:
        return False
    return not passage.questions or bool(passage.suggested) or passage.confidence < SURE


def next_question(guide: Guide, now: Sequence[str], step: int) -> tuple[str, ...]:
    """The question after (or before) the first of ``now`` in the guide, around its ends."""
    numbers = [question.number for question in guide.questions]
    here = numbers.index(now[0]) if now and now[0] in numbers else (-1 if step > 0 else 0)
    return (numbers[(here + step) % len(numbers)],)
