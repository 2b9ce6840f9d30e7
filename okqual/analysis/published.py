"""A published text against its export, sentence by sentence: exact words first, then the nearest ones.

Other authors' chapters are not judged: what counts as okqual's is what stands among sentences that are.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from okqual.model.published import Comparison, Judged, SentenceVerdict, TextBlock
from okqual.text.folding import folded
from okqual.text.likeness import likeness
from okqual.text.passages import sentence_spans
from okqual.text.said_numbers import numbers_in, without_numbers

LONG = 25
"""Signs from which a sentence is known by itself; "Ja." is known by its neighbours."""
LEAST_NEAR = 12
"""Signs below which a sentence is the same or another, never reworded."""
ALIKE_HERE, ALIKE_ANYWHERE = 55, 72
"""Of 100: how alike a reworded sentence is, where it is expected and elsewhere."""
MOST_BETWEEN = 12
"""Sentences without a match between two that have one, which are still judged."""
RARE = 12
"""A word in so many sentences at most leads from one wording to another."""
_NOTE_SIGN = re.compile(r"(?<=[^\W\d_][.,;:!?”\"»)])\d{1,3}(?=\s|$)")
_SIGNS = re.compile(r"[\s\-]+")
_NUMBERED = re.compile(r"^\s*\d+(?:\.\d+)*\.?\s+(?=\S)")
_WORD = re.compile(r"\w{4,}")
_PARTS = re.compile(r"[(),\s]+")
_UNFINISHED = re.compile(r"[\w,;–-]\s*\Z")


@dataclass(slots=True)
class _Sentence:
    text: str
    key: str
    words: str
    block: int
    heading: bool
    place: str
    chapter: str
    section: str
    beside: bool = False
    speaker: str = ""


def compare(exported: Sequence[TextBlock], published: Sequence[TextBlock]) -> Comparison:
    """What became of the export's sentences in the published text, in the order of the published text."""
    ours, theirs = _sentences(exported), _sentences(_whole(published))
    match = _Match(ours, theirs)
    match.exact()
    match.short()
    match.near()
    match.short()
    match.headings()
    return _told(ours, theirs, match)


class _Match:
    """Which published sentence is which of the export's."""

    def __init__(self, ours: Sequence[_Sentence], theirs: Sequence[_Sentence]) -> None:
        self._ours, self._theirs = ours, theirs
        self.of: dict[int, int] = {}
        """Published → exported."""
        self.used: dict[int, int] = {}
        self.same: set[int] = set()

    def exact(self) -> None:
        """Long sentences that are there word for word, in order where a sentence occurs twice."""
        places: dict[str, list[int]] = defaultdict(list)
        for at, sentence in enumerate(self._ours):
            if len(sentence.key) >= LONG:
                places[sentence.key].append(at)
        last = -1
        for at, sentence in enumerate(self._theirs):
            free = [one for one in places.get(sentence.key, ()) if one not in self.used]
            if free:
                last = next((one for one in free if one > last), free[0])
                self._take(at, last, True)

    def short(self) -> None:
        """Short ones next to those that were found, from both sides."""
        for step, order in ((1, range(len(self._theirs))), (-1, range(len(self._theirs) - 1, -1, -1))):
            for at in order:
                before = self.of.get(at - step)
                wanted = before + step if before is not None else -1
                free = at not in self.of and 0 <= wanted < len(self._ours) and wanted not in self.used
                if free and self._ours[wanted].key == self._theirs[at].key:
                    self._take(at, wanted, True)

    def near(self) -> None:
        """Reworded ones: the likeliest first; where it is expected less likeness is enough."""
        pairs = []
        rare = self._rare()
        for at in (at for at in range(len(self._theirs)) if at not in self.of):
            sentence = self._theirs[at]
            here = set() if sentence.beside else set(self._expected(at))
            led = {one for word in set(_WORD.findall(sentence.words)) for one in rare.get(word, ())}
            for one in here | led:
                short = min(len(self._ours[one].key), len(sentence.key)) < LEAST_NEAR
                if short or self._ours[one].heading is not sentence.heading:
                    continue
                score = _alike(self._ours[one], sentence)
                if score >= (ALIKE_HERE if one in here else ALIKE_ANYWHERE):
                    pairs.append((score + (10 if one in here else 0), at, one))
        for _, at, one in sorted(pairs, key=lambda pair: (-pair[0], pair[1:])):
            if at not in self.of and one not in self.used:
                self._take(at, one, self._ours[one].key == self._theirs[at].key)

    def headings(self) -> None:
        """Headings that are there word for word, over sentences of the same chapter."""
        names = {sentence.key: at for at, sentence in reversed(list(enumerate(self._ours))) if sentence.heading}
        for at, sentence in enumerate(self._theirs):
            one = names.get(sentence.key)
            if at in self.of or not sentence.heading or one is None or one in self.used:
                continue
            below = next(
                (self.of[i] for i in range(at + 1, min(at + MOST_BETWEEN, len(self._theirs))) if i in self.of), 0
            )
            if self._ours[below].chapter == self._ours[one].chapter:
                self._take(at, one, True)

    def _take(self, at: int, one: int, same: bool) -> None:
        self.of[at], self.used[one] = one, at
        if same:
            self.same.add(at)

    def _expected(self, at: int) -> Iterator[int]:
        """Exported sentences without a match between the neighbours of a published one."""
        before = next((self.of[i] for i in range(at - 1, max(-1, at - MOST_BETWEEN), -1) if i in self.of), None)
        end = min(len(self._theirs), at + MOST_BETWEEN)
        after = next((self.of[i] for i in range(at + 1, end) if i in self.of), None)
        if before is None and after is None:
            return
        first = before + 1 if before is not None else max(0, (after or 0) - MOST_BETWEEN)
        last = after if after is not None and after > first else first + MOST_BETWEEN
        yield from (i for i in range(first, min(last, first + 4 * MOST_BETWEEN, len(self._ours))) if i not in self.used)

    def _rare(self) -> dict[str, list[int]]:
        """Words that few of the sentences left have, and which."""
        found: dict[str, list[int]] = defaultdict(list)
        for at, sentence in enumerate(self._ours):
            if at not in self.used:
                for word in set(_WORD.findall(sentence.words)):
                    found[word].append(at)
        return {word: places for word, places in found.items() if len(places) <= RARE}


def _told(ours: Sequence[_Sentence], theirs: Sequence[_Sentence], match: _Match) -> Comparison:
    verdicts: list[tuple[float, SentenceVerdict]] = []
    judged = _judged(theirs, match)
    for at, sentence in enumerate(theirs):
        one = match.of.get(at)
        if one is not None:
            former = ours[one]
            kind = Judged.SAME if at in match.same else _kind(former.text, sentence.text)
            said = "" if kind is Judged.SAME else former.text
            verdicts.append((at, SentenceVerdict(kind, sentence.text, said, sentence.place, former.section)))
        elif at in judged and not sentence.heading and not _is_speaker(sentence, ours, match.of.get(at - 1)):
            verdicts.append((at, SentenceVerdict(Judged.NEW, sentence.text, "", sentence.place, sentence.section)))
    there = {ours[one].chapter for one in match.used}
    last = -1.0
    for one, sentence in enumerate(ours):
        if one in match.used:
            last = match.used[one]
        elif sentence.chapter in there:
            verdicts.append((last + 0.5, SentenceVerdict(Judged.GONE, sentence.text, "", "", sentence.section)))
    absent = dict.fromkeys(sentence.chapter for sentence in ours if sentence.chapter not in there)
    verdicts.sort(key=lambda each: each[0])
    told = tuple(verdict for _, verdict in verdicts)
    skipped = sum(1 for at in range(len(theirs)) if at not in match.of and at not in judged)
    return Comparison(told, skipped, tuple(absent))


def _judged(theirs: Sequence[_Sentence], match: _Match) -> set[int]:
    """Published sentences without a match that stand among okqual's: in a paragraph of theirs, or between two."""
    ours = {theirs[at].block for at in match.of}
    judged = {at for at, sentence in enumerate(theirs) if sentence.block in ours}
    waiting: list[int] = []
    known = False
    for at, sentence in enumerate(theirs):
        if sentence.block in ours:
            if known and not sentence.beside and len(waiting) <= MOST_BETWEEN:
                judged.update(waiting)
            waiting, known = [], not sentence.beside
        elif sentence.heading or sentence.beside:
            # Another's heading: what is under it is another's too, until okqual's words come again. Boxes, tables and
            # notes are of okqual each by itself.
            waiting, known = [], False
        else:
            waiting.append(at)
    return judged


def _is_speaker(sentence: _Sentence, ours: Sequence[_Sentence], before: int | None) -> bool:
    """Whether it says no more than who said the quote before it: "(kommun)", where the export has "(IP1, kommun)"."""
    if before is None or not ours[before].speaker or not (sentence.words[:1] == "(" and sentence.words[-1:] == ")"):
        return False
    said = set(_PARTS.split(ours[before].speaker))
    return set(_PARTS.split(sentence.words)) <= said


def _kind(former: str, now: str) -> Judged:
    return Judged.NUMBER if numbers_in(former) != numbers_in(now) else Judged.REWORDED


def _alike(one: _Sentence, other: _Sentence) -> float:
    short, long = sorted((len(one.words), len(other.words)))
    if short * 3 < long:
        return 0
    return max(likeness(one.words, other.words), likeness(without_numbers(one.words), without_numbers(other.words)))


def _sentences(blocks: Sequence[TextBlock]) -> list[_Sentence]:
    found = []
    chapter = section = ""
    for at, block in enumerate(blocks):
        if block.beside:
            chapter = section = ""
        text = _NOTE_SIGN.sub("", block.text)
        if block.level:
            section = _NUMBERED.sub("", " ".join(text.split()))
            chapter = section if block.level == 1 else chapter
            spans = [(0, len(section))] if section else []
            text = section
        else:
            spans = sentence_spans(text)
        for start, end in spans:
            said = " ".join(text[start:end].split())
            words = folded(said)
            key = _SIGNS.sub("", words)
            if key:
                found.append(_Sentence(said, key, words, at, bool(block.level), block.place, chapter, section,
                                       block.beside, folded(block.speaker)))  # fmt: skip
    return found


def _whole(blocks: Sequence[TextBlock]) -> list[TextBlock]:
    """The blocks with paragraphs joined that a page's end cut in two."""
    found: list[TextBlock] = []
    for block in blocks:
        last = found[-1] if found else None
        begins = block.text.lstrip()[:1].islower()
        flows = last and not last.level and not block.level and not last.beside and not block.beside
        if last and flows and begins and _UNFINISHED.search(last.text):
            found[-1] = TextBlock(f"{last.text.rstrip()} {block.text.lstrip()}", 0, last.place)
        else:
            found.append(block)
    return found
