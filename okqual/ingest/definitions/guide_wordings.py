"""What is known of a guide's questions already: names and headings that notes put their answers under.

A guide out of a document has only the questions as they are asked. Where another guide asks the same
questions under the same numbers, its names and wordings are taken over, so that notes are still
recognised by them.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from okqual.ingest.structure.question_matching import vocabulary_of
from okqual.model.guide import Guide, Question

SHARE_ALIKE = 0.6
"""Of a guide's questions, so many must be most like the other's question with the same number."""
FEWEST = 3


def with_wordings_of(guide: Guide, known: Iterable[Guide]) -> tuple[Guide, Guide | None]:
    """The guide with names, wordings and whether answers are coded from the guide that asks the same, and that
    guide; the guide as it is, and None, where none does."""
    source = max(known, key=lambda other: _alike(guide, other), default=None)
    if source is None or len(guide.questions) < FEWEST or _alike(guide, source) < SHARE_ALIKE:
        return guide, None
    questions = tuple(_taken_over(question, source) for question in guide.questions)
    return replace(guide, questions=questions), source


def _alike(guide: Guide, other: Guide) -> float:
    """Share of the guide's questions that are most like the other's question with the same number."""
    vocabulary = vocabulary_of(other)
    best = ((question.number, next(iter(vocabulary.questions(question.text)), None)) for question in guide.questions)
    return sum(match is not None and match.id == number for number, match in best) / len(guide.questions)


def _taken_over(question: Question, source: Guide) -> Question:
    old = source.by_number.get(question.number)
    if old is None:
        return question
    wordings = dict.fromkeys((*question.wordings, *old.wordings))
    return replace(question, name=old.name, wordings=tuple(wordings), coded=old.coded)
