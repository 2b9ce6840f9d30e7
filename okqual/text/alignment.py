"""Re-anchoring: which passage of a corrected text is which of the old one, and where quoted words went.

Passages are matched by their folded words in order (longest common subsequence), then those that
were moved, then those that were changed. Repeated short answers are told apart by their place and
their neighbours. A span is led through the passage it stands in; words that left it are looked for.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from rapidfuzz import fuzz
from rapidfuzz.distance import Indel, LCSseq

from okqual.text.folding import fold, folded
from okqual.text.quotes import find_folded
from okqual.text.ways import Way

CHANGED_ALIKE = 0.55
"""Passages less alike than this (0–1, indel similarity) are two, not one that was changed."""
FUZZY_LEAST = 70
"""A span's words less alike than this (0–100) are lost."""
BY_WORDS = 100_000_000
"""Product of two lengths above which passages are compared by their words."""
MOST_GROWN = 3
"""Words that would have become so many times as long cannot be alike enough; they need no comparing."""
WINDOW = 40
"""How many unmatched passages around its place a changed one is looked for among."""


_Take = Callable[[int, int, bool, bool], None]
"""Takes a pair: new passage, old passage, same words, moved."""


class How(StrEnum):
    """What became of a span in the new text."""

    EXACT = "exact"
    MOVED = "moved"
    """The same words in another place."""
    FUZZY = "fuzzy"
    """Changed words, with a score."""
    LOST = "lost"


@dataclass(frozen=True, slots=True)
class Piece:
    """A passage: its place in its text, and what it stands under (the questions)."""

    start: int
    end: int
    under: Hashable = None


@dataclass(frozen=True, slots=True)
class Match:
    """A new passage's old one. ``same`` words, or changed; ``moved`` out of the order of the others."""

    old: int
    same: bool
    moved: bool = False


@dataclass(frozen=True, slots=True)
class Anchor:
    """Where a span is in the new text; ``start`` is -1 when it is lost. ``score`` is 0–100."""

    start: int
    end: int
    how: How
    score: int


LOST = Anchor(-1, -1, How.LOST, 0)


def match_passages(old_text: str, old: Sequence[Piece], new_text: str, new: Sequence[Piece]) -> list[Match | None]:
    """For each new passage the old one that it is, or was changed from; None for what is new.

    An old passage is matched at most once. Nearly linear: the common subsequence is found bit-parallel,
    changed passages are looked for near their place only.
    """
    olds = [folded(old_text[p.start : p.end]).strip() for p in old]
    news = [folded(new_text[p.start : p.end]).strip() for p in new]
    found: list[Match | None] = [None] * len(new)
    free = set(range(len(old)))

    def take(j: int, i: int, same: bool, moved: bool) -> None:
        found[j] = Match(i, same, moved)
        free.discard(i)

    keyed_old = [(words, p.under) for words, p in zip(olds, old, strict=True)]
    keyed_new = [(words, p.under) for words, p in zip(news, new, strict=True)]
    for i, j in _in_order(keyed_old, keyed_new):
        take(j, i, True, False)
    _match_moved(keyed_old, keyed_new, found, free, take)
    _match_moved(olds, news, found, free, take)
    _match_changed(olds, news, old, new, found, free, take)
    return found


def _in_order(olds: Sequence[Hashable], news: Sequence[Hashable]) -> list[tuple[int, int]]:
    pairs: list[tuple[int, int]] = []
    for op in LCSseq.opcodes(olds, news):
        if op.tag == "equal":
            pairs += zip(range(op.src_start, op.src_end), range(op.dest_start, op.dest_end), strict=True)
    return pairs


def _match_moved(
    olds: Sequence[Hashable], news: Sequence[Hashable], found: list[Match | None], free: set[int], take: _Take
) -> None:
    """Equal passages that are left: one to one, or told apart by a matched neighbour."""
    left: dict[Hashable, list[int]] = defaultdict(list)
    for i in sorted(free):
        left[olds[i]].append(i)
    waiting: dict[Hashable, list[int]] = defaultdict(list)
    for j, match in enumerate(found):
        if match is None and news[j] in left:
            waiting[news[j]].append(j)
    for key, places in waiting.items():
        if len(places) == len(left[key]):
            for j, i in zip(places, left[key], strict=True):
                take(j, i, True, True)
            continue
        for j in places:
            beside = next((i for i in left[key] if i in free and _neighbours(i, j, found)), None)
            if beside is not None:
                take(j, beside, True, True)


def _neighbours(i: int, j: int, found: list[Match | None]) -> bool:
    before = found[j - 1] if j > 0 else None
    after = found[j + 1] if j + 1 < len(found) else None
    return (before is not None and before.old == i - 1) or (after is not None and after.old == i + 1)


def _match_changed(
    olds: Sequence[str], news: Sequence[str], old: Sequence[Piece], new: Sequence[Piece], found: list[Match | None],
    free: set[int], take: _Take,
) -> None:  # fmt: skip
    pairs = []
    order = sorted(free)
    for j, match in enumerate(found):
        if match is not None:
            continue
        expected = _expected_place(j, found)
        at = bisect_right(order, expected)
        for i in order[max(0, at - WINDOW) : at + WINDOW]:
            alike = _likeness(olds[i], news[j])
            if alike:
                pairs.append((-alike, old[i].under != new[j].under, abs(i - expected), j, i))
    for _alike, _other, _far, j, i in sorted(pairs):
        if found[j] is None and i in free:
            take(j, i, False, False)


def _likeness(one: str, other: str) -> float:
    """0–1, or 0 below what a changed passage must have; very long ones are compared by their words."""
    if len(one) * len(other) > BY_WORDS:
        return Indel.normalized_similarity(one.split(), other.split(), score_cutoff=CHANGED_ALIKE)
    return Indel.normalized_similarity(one, other, score_cutoff=CHANGED_ALIKE)


def _expected_place(j: int, found: list[Match | None]) -> int:
    for step in range(j - 1, -1, -1):
        match = found[step]
        if match is not None and not match.moved:
            return match.old + (j - step)
    return j


class Aligned:
    """Two versions of a text whose passages were matched; leads spans from the old to the new one."""

    def __init__(
        self, old_text: str, old: Sequence[Piece], new_text: str, new: Sequence[Piece], found: Sequence[Match | None]
    ) -> None:
        self._old_text, self._new_text = old_text, new_text
        self._old, self._new = old, new
        self._to: dict[int, tuple[int, Match]] = {m.old: (j, m) for j, m in enumerate(found) if m is not None}
        self._ends = [p.end for p in old]
        self._folded = fold(new_text)
        self._free = [piece for j, piece in enumerate(new) if found[j] is None]
        self._ways: dict[int, Way] = {}

    def anchor(self, start: int, end: int) -> Anchor:
        """Where the old span ``[start, end)`` is now."""
        quote = self._old_text[start:end]
        led = self._led(start, end)
        if led is not None and led.how != How.FUZZY:
            return led
        places = find_folded(self._folded, quote)
        if len(places) == 1 and len(quote.split()) > 2:
            return Anchor(*places[0], How.MOVED, 100)
        return led or self._alike(quote) or LOST

    def _led(self, start: int, end: int) -> Anchor | None:
        """Through the passages that the span begins and ends in."""
        first, last = self._passage_at(start), self._passage_at(end - 1)
        if first is None or last is None or first not in self._to or last not in self._to:
            return None
        (j, begins), (k, _) = self._to[first], self._to[last]
        a = self._offset(first, j, start, begins=True)
        b = self._offset(last, k, end, begins=False)
        if a >= b or b - a > MOST_GROWN * (end - start) + 50:
            return None
        score = round(fuzz.ratio(folded(self._old_text[start:end]), folded(self._new_text[a:b])))
        if score == 100:
            moved = begins.moved or self._new[j].under != self._old[first].under
            return Anchor(a, b, How.MOVED if moved else How.EXACT, 100)
        return Anchor(a, b, How.FUZZY, score) if score >= FUZZY_LEAST else None

    def _passage_at(self, place: int) -> int | None:
        i = bisect_right(self._ends, place)
        return i if i < len(self._old) and self._old[i].start <= place else None

    def _offset(self, i: int, j: int, place: int, *, begins: bool) -> int:
        old, new = self._old[i], self._new[j]
        before, after = self._old_text[old.start : old.end], self._new_text[new.start : new.end]
        if before == after:
            return new.start + place - old.start
        if i not in self._ways:
            self._ways[i] = Way(before, after)
        way = self._ways[i]
        return new.start + (way.begin if begins else way.end)(place - old.start)

    def _alike(self, quote: str) -> Anchor | None:
        """The likeliest words among the passages that nothing was matched to."""
        if len(quote.split()) < 3:
            return None
        best: Anchor | None = None
        for piece in self._free:
            text = self._new_text[piece.start : piece.end]
            found = fuzz.partial_ratio_alignment(
                quote, text, score_cutoff=max(FUZZY_LEAST + 10, best.score if best else 0)
            )
            if found is not None and len(text) >= len(quote) * 0.7:
                best = Anchor(
                    piece.start + found.dest_start, piece.start + found.dest_end, How.FUZZY, round(found.score)
                )
        return best
