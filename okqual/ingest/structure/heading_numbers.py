"""Whether the numbers that headings carry are the guide's, judged for all headings of one look.

A number is believed where the words beside it agree with the guide more often than not. Numbers
such as "8.1" are never question 8: they are theme 8's first question, if the other headings say so.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from okqual.ingest.structure.note_headings import GOOD, Candidate
from okqual.ingest.structure.question_matching import Vocabulary
from okqual.model.guide import Guide

_CLOSE = 15.0
"""A heading agrees with its number when no other question fits better by more than this."""
_FEWEST_BARE = 3
"""Lines with nothing but a number are believed from so many on."""


@dataclass(frozen=True, slots=True)
class HeadingNumbers:
    """Question numbers by block, and whether headings carry numbers that are not the guide's."""

    by_block: dict[int, tuple[str, ...]]
    ignored: bool


def guide_numbers(candidates: Sequence[Candidate], guide: Guide, vocabulary: Vocabulary) -> HeadingNumbers:
    """The believed numbers of headings; those that are no number of the guide are kept too ("Fråga 21")."""
    themes = _theme_headings(candidates, guide, vocabulary)
    numbers = {c.index: _numbers(c, guide) for c in candidates if c.index not in themes}
    judged = [c for c in candidates if numbers.get(c.index)]
    trusted = _trusted_looks(judged, numbers, guide, vocabulary)
    believed = {c.index: numbers[c.index] for c in judged if c.look in trusted}
    ignored = any(c.strong and c.look not in trusted and set(numbers[c.index]) & guide.by_number.keys() for c in judged)
    return HeadingNumbers(believed, ignored or bool(themes))


def _numbers(candidate: Candidate, guide: Guide) -> tuple[str, ...]:
    if candidate.levels is not None:
        return _in_theme(*candidate.levels, guide)
    return candidate.numbered.numbers if candidate.numbered is not None else ()


def _in_theme(theme: int, place: int, guide: Guide) -> tuple[str, ...]:
    """The question at a place in the guide's nth theme, both from 1."""
    if not 0 < theme <= len(guide.themes):
        return ()
    within = [question.number for question in guide.questions if question.theme == guide.themes[theme - 1].id]
    return (within[place - 1],) if 0 < place <= len(within) else ()


def _theme_headings(candidates: Sequence[Candidate], guide: Guide, vocabulary: Vocabulary) -> frozenset[int]:
    """Headings of one look that carry a number twice: the one that names a theme counts themes."""
    bearers: dict[tuple[str, str], list[Candidate]] = defaultdict(list)
    for candidate in candidates:
        for number in candidate.numbered.numbers if candidate.numbered else ():
            bearers[candidate.look, number].append(candidate)
    return frozenset(
        candidate.index
        for (_, number), several in bearers.items()
        if len(several) > 1
        for candidate in several
        if _names_theme(candidate, number, vocabulary)
    )


def _names_theme(candidate: Candidate, number: str, vocabulary: Vocabulary) -> bool:
    theme = max((match.score for match in vocabulary.themes(candidate.words)[:1]), default=0.0)
    return theme >= GOOD and theme > vocabulary.within(candidate.words, number)


def _trusted_looks(
    judged: Sequence[Candidate], numbers: dict[int, tuple[str, ...]], guide: Guide, vocabulary: Vocabulary
) -> frozenset[str]:
    votes: dict[str, Counter[bool]] = defaultdict(Counter)
    known: dict[str, set[str]] = defaultdict(set)
    marked: set[str] = set()
    for candidate in judged:
        own = numbers[candidate.index]
        known[candidate.look] |= set(own) & guide.by_number.keys()
        if candidate.levels is None and (candidate.strong or candidate.look.startswith("word")):
            marked.add(candidate.look)
        if (agrees := _agrees(candidate, own, guide, vocabulary)) is not None:
            votes[candidate.look][agrees] += 1
    trusted = {look for look, found in known.items() if _is_trusted(votes[look], len(found), look in marked)}
    claimed = set[str]().union(*(known[look] for look in trusted))
    # Numbers that the trusted headings lack are theirs too: "7 & 8 (i ett svep)" among bold "6." and "9."
    fillers = {look for look, found in known.items() if found and trusted and not found & claimed}
    return frozenset(trusted | {look for look in fillers if not votes[look][False]})


def _is_trusted(votes: Counter[bool], known: int, marked: bool) -> bool:
    if votes[True] or votes[False]:
        return votes[True] > votes[False] or (marked and votes[True] == votes[False])
    return known >= (1 if marked else _FEWEST_BARE)


def _agrees(candidate: Candidate, own: tuple[str, ...], guide: Guide, vocabulary: Vocabulary) -> bool | None:
    """Whether the words of a numbered heading are those of its number; None when they do not tell."""
    numbers = [number for number in own if number in guide.by_number]
    matches = [*vocabulary.questions(candidate.words)[:1], *vocabulary.themes(candidate.words)[:1]]
    best = max(matches, key=lambda match: match.score, default=None)
    if best is None or best.score < GOOD or not numbers:
        return None
    if max(vocabulary.within(candidate.words, number) for number in numbers) >= best.score - _CLOSE:
        return True
    return best.id in numbers or best.id in {guide.by_number[number].theme for number in numbers}
