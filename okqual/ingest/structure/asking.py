"""The guide's questions as interviewers ask them in a transcript: in their own words, mostly in the guide's order.

Method: an utterance is a question of the guide where its words are like that question's, or clearly
of no other; the next question that has not been asked is a little likelier, one asked before a
little less. A follow-up of the question just asked changes nothing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from okqual.ingest.structure.note_signs import status_said
from okqual.ingest.structure.question_matching import Vocabulary
from okqual.ingest.structure.questions import Head, HeadKind
from okqual.ingest.structure.speakers import Turns
from okqual.model.guide import Guide
from okqual.model.note import NoteStatus, SourceBlock, Why
from okqual.text.passages import sentence_spans

ASKED = 55.0
"""Likeness, with what the order says, from which an utterance asks a question of the guide."""
STATED = 75.0
"""The same for an utterance without a question mark."""
IN_ORDER = 10.0
"""What the order adds for the next question, and takes from one that has been asked."""
FOLLOWS_UP = 30.0
"""Likeness to the present question or its follow-ups from which a question asked before is not taken up again."""
ALSO = 70.0
"""Likeness of a part of an utterance to a further question of the same theme."""
OWN_WORDS = 6.0
"""Evidence of an utterance's words, as inverse document frequency, from which they speak for one question."""
LONGEST = 400
"""Characters of an utterance that is compared whole; of a longer one only its questions are."""
_PARTS = re.compile(r"[,;:/+&?]|\boch\b|\bsamt\b|\band\b", re.IGNORECASE)


def asked_questions(
    blocks: Sequence[SourceBlock], turns: Turns, skipped: set[int], guide: Guide, vocabulary: Vocabulary
) -> dict[int, Head]:
    """The headings that interviewers' questions make, by block. ``skipped``: blocks with nothing said."""
    asking = _Asking(guide, vocabulary)
    heads: dict[int, Head] = {}
    for index, block in enumerate(blocks):
        if turns.is_interviewers(index) and index not in skipped:
            head = asking.head(index, block.text[turns.by_block[index].start :])
            if head is not None:
                heads[index] = head
    return heads


class _Asking:
    def __init__(self, guide: Guide, vocabulary: Vocabulary) -> None:
        self._guide = guide
        self._vocabulary = vocabulary
        self._order = [question.number for question in guide.questions]
        self._asked: set[str] = set()
        self._now: tuple[str, ...] = ()

    def head(self, index: int, text: str) -> Head | None:
        """What an utterance does: a new question, a follow-up, word that it is left out, or nothing (None)."""
        status = _status(text)
        best, score = self._best(text)
        needed = ASKED if "?" in text or status is not None else STATED
        if score < needed:
            left_out = status is not None and bool(self._now)
            return self._question(index, self._now, 80, text, status) if left_out else None
        if best in self._now or (best in self._asked and self._may_follow_up(text)):
            return Head(index, HeadKind.SUB, text=text)
        self._now = (best, *self._also(text, best))
        self._asked.update(self._now)
        return self._question(index, self._now, round(min(score, 95)), text, status)

    def _question(
        self,
        index: int,
        questions: tuple[str, ...],
        score: int,
        text: str,
        status: tuple[NoteStatus, str | None] | None,
    ) -> Head:
        return Head(index, HeadKind.QUESTION, questions, Why.SPEAKER, score, text, status=status)

    def _best(self, text: str) -> tuple[str, float]:
        """The question that an utterance is likest, with its likeness and what the order says."""
        found: dict[str, float] = {}
        for part in _compared(text):
            for match in self._vocabulary.questions(part)[:5]:
                found[match.id] = max(found.get(match.id, 0.0), match.score)
            if found and max(found.values()) >= ASKED:
                break
        if (own := self._own_words(text)) is not None:
            found[own] = max(found.get(own, 0.0), ASKED)
        scored = {number: score + self._by_order(number) for number, score in found.items()}
        best = max(scored, key=lambda number: scored[number], default="")
        return best, scored.get(best, 0.0)

    def _own_words(self, text: str) -> str | None:
        """The question, not asked before, whose words an utterance uses twice as much as any other's."""
        telling = self._vocabulary.telling(text, self._order) if len(text) <= LONGEST else {}
        first, second, *_ = [*sorted(telling, key=lambda number: -telling[number]), "", ""]
        clear = telling.get(first, 0.0) >= max(OWN_WORDS, 2 * telling.get(second, 0.0))
        return first if clear and first not in self._asked else None

    def _may_follow_up(self, text: str) -> bool:
        """Whether words that an earlier question also has may go on with the present one ("Vad är bra?")."""
        return any(self._vocabulary.within(text, number) >= FOLLOWS_UP for number in self._now)

    def _by_order(self, number: str) -> float:
        if number in self._now or number == self._next():
            return IN_ORDER
        return -IN_ORDER if number in self._asked else 0.0

    def _next(self) -> str | None:
        """The first question after the present one that has not been asked."""
        at = max((self._order.index(number) for number in self._now), default=-1)
        return next((number for number in self._order[at + 1 :] if number not in self._asked), None)

    def _also(self, text: str, best: str) -> list[str]:
        """Further questions of the same theme that the parts of one utterance name."""
        theme = self._guide.by_number[best].theme
        also: list[str] = []
        for part in _PARTS.split(text[:LONGEST]):
            match = next(iter(self._vocabulary.questions(part)), None)
            if match is None or match.score < ALSO or match.id in {best, *also} or match.id in self._asked:
                continue
            if self._guide.by_number[match.id].theme == theme:
                also.append(match.id)
        return sorted(also, key=self._order.index)


def _compared(text: str) -> list[str]:
    """The texts of an utterance that are compared with the guide: the whole, then each of its questions."""
    sentences = [text[a:b] for a, b in sentence_spans(text)]
    questions = [sentence for sentence in sentences if sentence.endswith("?")][-5:]
    whole = [text] if len(text) <= LONGEST else []
    return [*whole, *(question for question in questions if question != text)]


def _status(text: str) -> tuple[NoteStatus, str | None] | None:
    """What one of an utterance's last sentences says instead of asking ("Vi hoppar över den.")."""
    said = (status_said(text[a:b]) for a, b in sentence_spans(text)[-3:])
    return next((status for status in said if status is not None and status[0] is not NoteStatus.NO_ANSWER), None)
