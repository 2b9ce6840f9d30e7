"""Which question each part of a note stands under: headings decided, in file order."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from itertools import pairwise

from okqual.ingest.structure.heading_numbers import guide_numbers
from okqual.ingest.structure.note_headings import GOOD, Candidate, find_candidates
from okqual.ingest.structure.note_signs import addition_target, is_adhoc, status_in_heading
from okqual.ingest.structure.question_matching import Match, Vocabulary
from okqual.ingest.structure.question_numbers import leading_numbers
from okqual.model.guide import Guide
from okqual.model.note import NoteStatus, SourceBlock, Why

MANY_NUMBERED = 5
"""So many numbered headings make a note whose questions are numbered."""
FAIR, _MARGIN = 50.0, 12.0
"""Likeness that is enough where no other question comes within the margin."""
_WEAK_GOOD = 75.0
"""Likeness that a line without the look of a heading needs."""
_PARTS = re.compile(r"[,;:/+&]|\boch\b|\bsamt\b", re.IGNORECASE)


class HeadKind(Enum):
    """What a heading does to the text under it."""

    QUESTION = auto()
    SUB = auto()
    """A part of the question above: nothing changes."""
    SECTION = auto()
    """A theme, or a heading that the guide does not know: what follows is unplaced."""
    ADHOC = auto()
    ADDITION = auto()


@dataclass(frozen=True, slots=True)
class Head:
    """A heading with its decision."""

    index: int
    kind: HeadKind
    questions: tuple[str, ...] = ()
    why: Why = Why.UNPLACED
    confidence: int = 0
    text: str = ""
    answer_at: int | None = None
    status: tuple[NoteStatus, str | None] | None = None
    """What the heading itself says instead of an answer ("7, se 6")."""
    suggested: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Heads:
    """All headings of a note, by block, and whether its numbers were used."""

    by_block: dict[int, Head]
    numbers_ignored: bool = False


def decide_headings(
    blocks: Sequence[SourceBlock],
    skipped: Collection[int],
    interviewers: Collection[str],
    guide: Guide,
    vocabulary: Vocabulary,
) -> Heads:
    """The headings of a note's blocks; ``skipped`` are blocks that cannot be any (header, remarks)."""
    candidates = find_candidates(blocks, skipped, interviewers, vocabulary)
    numbers = guide_numbers(candidates, guide, vocabulary)
    decision = _Decision(skipped, guide, vocabulary, numbers.by_block, candidates)
    return Heads(decision.all(), numbers.ignored)


class _Decision:
    def __init__(
        self,
        skipped: Collection[int],
        guide: Guide,
        vocabulary: Vocabulary,
        numbers: dict[int, tuple[str, ...]],
        candidates: list[Candidate],
    ) -> None:
        self._guide = guide
        self._vocabulary = vocabulary
        self._skipped = skipped
        self._numbers = numbers
        numbered = [c for c in candidates if c.index in numbers]
        self._is_numbered = len(numbered) >= MANY_NUMBERED
        self._looks = {c.look.rpartition(" ")[0] for c in numbered}
        self._following = {c.index: after for c, after in pairwise(candidates)}
        strong_heads = sum(c.strong and self._is_question(c) for c in candidates)
        self._candidates = [c for c in candidates if self._may_head(c, strong_heads)]
        self._own_headings = self._questions_with_headings()
        self._adhoc = 0

    def all(self) -> dict[int, Head]:
        heads: dict[int, Head] = {}
        current: Head | None = None
        level = 0
        for place, candidate in enumerate(self._candidates):
            following = self._candidates[place + 1] if place + 1 < len(self._candidates) else None
            head = self._head(candidate, following, current, level)
            if head is None:
                continue
            heads[candidate.index] = head
            if head.kind is not HeadKind.SUB:
                current, level = head, candidate.level
        return heads

    # What a candidate is by itself

    def _best(self, candidate: Candidate) -> tuple[str, float]:
        """The question that a heading's words fit best, raised to GOOD where nothing else comes near."""
        first, second, *_ = [*self._vocabulary.questions(candidate.words)[:2], Match("", 0.0), Match("", 0.0)]
        set_apart = candidate.strong or candidate.look in {"asked", "italic", "speaker"}
        if set_apart and FAIR <= first.score < GOOD and first.score - second.score >= _MARGIN:
            return first.id, GOOD
        if first.score < GOOD and "," in candidate.words:
            # "Organisering, val, utmaningar": the first word names the question.
            named = next(iter(self._vocabulary.questions(candidate.words.partition(",")[0])), None)
            if named is not None and named.score >= _WEAK_GOOD:
                return named.id, _WEAK_GOOD
        return first.id, first.score

    def _theme(self, candidate: Candidate) -> tuple[str, float]:
        best = next(iter(self._vocabulary.themes(candidate.words)), None)
        return (best.id, best.score) if best else ("", 0.0)

    def _is_question(self, candidate: Candidate) -> bool:
        return candidate.index in self._numbers or self._best(candidate)[1] >= GOOD

    def _may_head(self, candidate: Candidate, strong_heads: int) -> bool:
        """Whether a line without the look of a heading is one after all."""
        if candidate.strong:
            return True
        look = candidate.look.partition(" ")[0]
        if candidate.index in self._numbers:
            return True
        if look in {"word", "number", "list", "levels"}:
            return max(self._best(candidate)[1], self._theme(candidate)[1]) >= _WEAK_GOOD
        if look in {"addition", "adhoc"}:
            return True
        if look in {"speaker", "outline", "italic", "asked"}:
            return self._best(candidate)[1] >= GOOD
        if strong_heads >= MANY_NUMBERED or (self._is_numbered and look != "capitals"):
            return look == "plain" and self._is_theme_line(candidate)
        good = max(self._best(candidate)[1], self._theme(candidate)[1]) >= _WEAK_GOOD
        return good or is_adhoc(candidate.text) or look == "capitals"

    def _is_theme_line(self, candidate: Candidate) -> bool:
        """Whether a plain line among numbered headings is a theme's name, on its own above the next heading."""
        return self._opens_section(candidate, self._following.get(candidate.index))

    def _questions_with_headings(self) -> frozenset[str]:
        own: set[str] = set()
        for candidate in self._candidates:
            best, score = self._best(candidate)
            own.update(self._numbers.get(candidate.index) or ((best,) if score >= GOOD else ()))
        return frozenset(own)

    # What it is in its place

    def _head(self, candidate: Candidate, following: Candidate | None, current: Head | None, level: int) -> Head | None:
        numbers = self._numbers.get(candidate.index, ())
        if numbers:
            return self._by_number(candidate, numbers)
        target = addition_target(candidate.text)
        if target is not None and not is_adhoc(candidate.text):
            return self._addition(candidate, target)
        if is_adhoc(candidate.text):
            return self._ad_hoc(candidate)
        return self._by_wording(candidate, following, current, level)

    def _by_number(self, candidate: Candidate, numbers: tuple[str, ...]) -> Head:
        known = tuple(number for number in numbers if number in self._guide.by_number)
        if not known or is_adhoc(candidate.text):
            return self._ad_hoc(candidate)
        why = Why.LIST_NUMBER if candidate.list_number else Why.NUMBER
        if candidate.look.startswith("table"):
            why = Why.TABLE
        fits = max(self._vocabulary.within(candidate.words, number) for number in known)
        confidence = 99 if fits >= GOOD else 95 if not candidate.words else 90
        status = status_in_heading(candidate.words)
        return Head(
            candidate.index, HeadKind.QUESTION, known, why, confidence, candidate.text, candidate.answer_at, status
        )

    def _ad_hoc(self, candidate: Candidate) -> Head:
        self._adhoc += 1
        number = f"X{self._adhoc}"
        text = candidate.text.strip(" :*")
        return Head(candidate.index, HeadKind.ADHOC, (number,), Why.ADHOC, 85, text, candidate.answer_at)

    def _addition(self, candidate: Candidate, target: str) -> Head:
        numbered = leading_numbers(target)
        best = next(iter(self._vocabulary.questions(target)), None)
        questions: tuple[str, ...] = ()
        if numbered is not None:
            questions = tuple(number for number in numbered.numbers if number in self._guide.by_number)
        if not questions and best is not None and best.score >= 50:
            questions = (best.id,)
        why = Why.ADDITION if questions else Why.UNPLACED
        confidence = (90 if numbered else 80) if questions else 0
        return Head(candidate.index, HeadKind.ADDITION, questions, why, confidence, candidate.text, candidate.answer_at)

    def _by_wording(
        self, candidate: Candidate, following: Candidate | None, current: Head | None, level: int
    ) -> Head | None:
        best, score = self._best(candidate)
        if self._is_part_of(candidate, current, score):
            return None if candidate.answer_at is not None else self._sub(candidate)
        if self._opens_section(candidate, following):
            return Head(candidate.index, HeadKind.SECTION, text=candidate.text)
        theme, theme_score = self._theme(candidate)
        whole = self._whole_theme(theme, best if score >= GOOD else "")
        if theme_score >= max(_WEAK_GOOD, score - 10) and len(whole) > 1:
            return self._question(candidate, whole, theme_score)
        if score < 85 and (several := self._several(candidate)):
            return self._question(candidate, several, GOOD)
        if score >= GOOD:
            return self._question(candidate, (best,), score)
        return self._unknown(candidate, current, level)

    def _question(self, candidate: Candidate, questions: tuple[str, ...], score: float) -> Head:
        why = Why.TABLE if candidate.look.startswith("table") else Why.SPEAKER if candidate.look == "speaker" else None
        why = why or (Why.HEADING if candidate.strong else Why.WORDING)
        confidence = round(min(score, 98))
        status = status_in_heading(candidate.words)
        return Head(
            candidate.index,
            HeadKind.QUESTION,
            questions,
            why,
            confidence,
            candidate.text,
            candidate.answer_at,
            status,
        )

    def _sub(self, candidate: Candidate) -> Head:
        return Head(candidate.index, HeadKind.SUB, text=candidate.text)

    def _is_part_of(self, candidate: Candidate, current: Head | None, score: float) -> bool:
        """Whether a heading names a follow-up of the question it stands under."""
        if current is None or current.kind not in {HeadKind.QUESTION, HeadKind.ADDITION}:
            return False
        within = max((self._vocabulary.within(candidate.words, number) for number in current.questions), default=0.0)
        return within >= 50 and within >= score - 10

    def _opens_section(self, candidate: Candidate, following: Candidate | None) -> bool:
        """Whether a heading has no text of its own but only headings under it."""
        if following is None or candidate.answer_at is not None:
            return False
        if any(index not in self._skipped for index in range(candidate.index + 1, following.index)):
            return False
        if candidate.strong:
            return self._is_numbered or following.look != candidate.look
        theme, score = self._theme(candidate)
        themes = {theme if score >= GOOD else "", self._theme_of(candidate)}
        return self._theme_of(following) in themes - {""}

    def _theme_of(self, candidate: Candidate) -> str:
        best, score = self._best(candidate)
        numbers = self._numbers.get(candidate.index) or ((best,) if score >= GOOD else ())
        return next((self._guide.by_number[n].theme for n in numbers if n in self._guide.by_number), "")

    def _whole_theme(self, theme: str, named: str) -> tuple[str, ...]:
        """Questions of a theme that have no heading of their own; only the named one if others have."""
        questions = tuple(question.number for question in self._guide.questions if question.theme == theme)
        others = [number for number in questions if number != named and number in self._own_headings]
        if named in questions and others:
            return (named,)
        return tuple(number for number in questions if number == named or number not in self._own_headings)

    def _several(self, candidate: Candidate) -> tuple[str, ...]:
        """Questions of one theme that the parts of a heading name ("Samordning och primärvård")."""
        found: list[str] = []
        for part in _PARTS.split(candidate.words):
            best = next(iter(self._vocabulary.questions(part)), None)
            if best is not None and best.score >= GOOD and best.id not in found:
                found.append(best.id)
        themes = {self._guide.by_number[number].theme for number in found}
        order = [question.number for question in self._guide.questions]
        return tuple(sorted(found, key=order.index)) if len(found) > 1 and len(themes) == 1 else ()

    def _unknown(self, candidate: Candidate, current: Head | None, level: int) -> Head | None:
        if candidate.answer_at is not None or not candidate.strong:
            # "BESLUTSVÄG: IP2 skriver …" is a part of the answer that it stands in.
            return None if candidate.answer_at is not None else self._loose(candidate, current)
        deeper = current is not None and candidate.level > level and level < 10
        other_look = self._is_numbered and candidate.look not in self._looks
        if current is not None and (deeper or other_look):
            return self._sub(candidate)
        return self._loose(candidate, current)

    def _loose(self, candidate: Candidate, current: Head | None) -> Head:
        if candidate.text.rstrip().endswith("?") and self._own_headings:
            return self._ad_hoc(candidate)
        suggested = current.questions if current is not None and current.kind is HeadKind.QUESTION else ()
        return Head(candidate.index, HeadKind.SECTION, text=candidate.text, suggested=suggested)
