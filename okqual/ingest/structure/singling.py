"""Answers under a heading for several questions: which of them each answer belongs to, where that is clear.

Method: notes give such answers in the order of the questions. Answers with words of one question
only are anchors; what stands between two anchors of one question is that question's too. Without
at least two questions anchored nothing is singled out.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from okqual.ingest.structure.question_matching import Vocabulary
from okqual.ingest.structure.question_numbers import leading_numbers

_CLEAR = 0.5
"""Least evidence for an anchor, in units of an inverse document frequency."""
SURE, LIKELY = 75, 60
"""Confidence of an anchored answer, and of one placed by order."""


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer under a heading for several questions."""

    text: str
    bullet: bool
    speaker: str = ""
    """Label of the participant that it begins with."""


@dataclass(frozen=True, slots=True)
class Single:
    """The question that an answer was singled out for."""

    question: str
    confidence: int


def single_out(answers: Sequence[Answer], questions: Sequence[str], vocabulary: Vocabulary) -> list[Single | None]:
    """For each answer its question, or None where it stands under all of them."""
    typed = [_typed(answer.text, questions) for answer in answers]
    evidence = [_evidence(answer.text, questions, vocabulary) for answer in answers]
    groups = _groups(answers)
    for division in ([[index] for index in range(len(answers))], groups):
        if len(division) == len(questions) > 1 and _in_order(division, questions, typed, evidence, _in_turn(answers)):
            return _ordered(division, questions, typed)
    return _anchored(answers, questions, typed, evidence)


def _typed(text: str, questions: Sequence[str]) -> str | None:
    """The question of a number typed before the answer ("F5: …")."""
    numbered = leading_numbers(text)
    if numbered is None or not (numbered.word or numbered.stop) or len(numbered.numbers) != 1:
        return None
    return numbered.numbers[0] if numbered.numbers[0] in questions else None


def _evidence(text: str, questions: Sequence[str], vocabulary: Vocabulary) -> dict[str, float]:
    """Weight of the words that some of the questions use and others do not."""
    scores = vocabulary.telling(text, questions)
    return {question: scores.get(question, 0.0) for question in questions}


def _groups(answers: Sequence[Answer]) -> list[list[int]]:
    """Runs of bullets and of paragraphs."""
    groups: list[list[int]] = []
    for index, answer in enumerate(answers):
        if groups and answers[groups[-1][-1]].bullet == answer.bullet:
            groups[-1].append(index)
        else:
            groups.append([index])
    return groups


def _in_turn(answers: Sequence[Answer]) -> bool:
    """Whether participants answer one after the other."""
    return len({answer.speaker for answer in answers if answer.speaker}) > 1


def _in_order(
    division: list[list[int]],
    questions: Sequence[str],
    typed: list[str | None],
    evidence: list[dict[str, float]],
    in_turn: bool,
) -> bool:
    """Whether one part a question fits: nothing speaks clearly against it, and something for it
    where the parts may as well be one a participant.
    """
    supported = not in_turn
    for part, question in zip(division, questions, strict=True):
        scores = {other: sum(evidence[index][other] for index in part) for other in questions}
        best = max(scores.values())
        if any(typed[index] not in {None, question} for index in part) or best - scores[question] > 2 * _CLEAR:
            return False
        supported |= best >= _CLEAR and scores[question] == best
    return supported


def _ordered(division: list[list[int]], questions: Sequence[str], typed: list[str | None]) -> list[Single | None]:
    found: dict[int, Single | None] = {}
    for part, question in zip(division, questions, strict=True):
        for index in part:
            found[index] = Single(question, 95 if typed[index] else LIKELY)
    return [found[index] for index in sorted(found)]


def _anchored(
    answers: Sequence[Answer],
    questions: Sequence[str],
    typed: list[str | None],
    evidence: list[dict[str, float]],
) -> list[Single | None]:
    anchors = _anchors(questions, typed, evidence)
    if len(set(anchors.values())) < 2:
        return [Single(question, 95) if question else None for question in typed]
    singles: list[Single | None] = []
    for index in range(len(answers)):
        if typed[index] is not None:
            singles.append(Single(questions[anchors[index]], 95))
        elif index in anchors:
            singles.append(Single(questions[anchors[index]], SURE))
        else:
            singles.append(_between(index, anchors, answers, questions))
    return singles


def _anchors(questions: Sequence[str], typed: list[str | None], evidence: list[dict[str, float]]) -> dict[int, int]:
    """Answer → place of its question, for answers with evidence, never going back in the order.

    Method: longest chain by weight (dynamic programming over answers and questions).
    """
    best = [(0.0, dict[int, int]())] * len(questions)
    for index, scores in enumerate(evidence):
        reached: list[tuple[float, dict[int, int]]] = []
        for place, question in enumerate(questions):
            before = max(best[: place + 1], key=lambda state: state[0])
            own = 100.0 if typed[index] == question else 0.0 if typed[index] else scores[question]
            if own >= _CLEAR and own >= max(scores.values()) - 1e-9:
                reached.append((before[0] + own, {**before[1], index: place}))
            else:
                reached.append(best[place])
        best = reached
    return max(best, key=lambda state: state[0])[1]


def _between(index: int, anchors: dict[int, int], answers: Sequence[Answer], questions: Sequence[str]) -> Single | None:
    before = max((a for a in anchors if a < index), default=None)
    after = min((a for a in anchors if a > index), default=None)
    low = anchors[before] if before is not None else -1
    high = anchors[after] if after is not None else len(questions)
    first = before + 1 if before is not None else 0
    last = after if after is not None else len(answers)
    if last - first == high - low - 1:
        # As many answers as questions between the anchors: one each.
        return Single(questions[low + 1 + index - first], LIKELY)
    if before is None:
        alike = after is not None and answers[index].bullet == answers[after].bullet
        return Single(questions[0], LIKELY) if high == 1 or (high == 0 and alike) else None
    return Single(questions[low], LIKELY)
