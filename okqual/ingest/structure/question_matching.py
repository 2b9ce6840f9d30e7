"""Which of the guide's questions a heading or an answer is about, by the guide's own words.

A word counts the more, the fewer questions use it (inverse document frequency over the guide's
questions); word forms and compounds count as the word they begin with.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from okqual.model.guide import Guide, Question
from okqual.text.folding import folded
from okqual.text.likeness import likeness

# "hälso- och sjukvård": half a compound says nothing by itself.
_TOKEN = re.compile(r"\b\w++(?!-(?:\s|\Z))")
_SENTENCE_END = re.compile(r"[.?!]\s+")
_BRACKETS = re.compile(r"\([^()]*\)")
_STOP = """
alla allt arbeta arbete arbetet att av bara berätta beskriv bli blir bör de deltagare den denna det detta din
dina drag du där då efter egen egna ej eller en enligt er era ert ett exempel exempelvis fick finnas finns flera
fram fråga frågan frågat frågor från få får för före gick gjort grad grova gå går göra ha hade haft han hans har
helheten hennes hittills hon hos hur här i in inför inom inte ip ja kan komma kommer kring kunna man med mellan
men mer mest mot mycket nej ni nog nu nämner när någon något några och också om området oss pekar praktiken på
samma sammantaget samt sedan ser ses sig sin sina ska skulle som stor stora säga säger sätt så till tre tror två
tycker ungefär upp upplever ut utan utifrån vad var vara varit varje vem vi via vid vilka vilken vilket viss väl
vår våra vårt än är åt över
"""
STOP_WORDS = frozenset(_STOP.split())
_SAME = {"ök": "överenskommelse", "överenskommelsens": "överenskommelse", "pv": "primärvård", "vc": "vårdcentral"}
_SHORTEST_STEM = 4
_LONGEST_ENDING = 5
_MOST_REMEMBERED = 50_000
"""Headings and words whose scores are kept between notes."""


@dataclass(frozen=True, slots=True)
class Match:
    """A question or theme with how well a heading fits it, 0–100."""

    id: str
    score: float


@dataclass(frozen=True, slots=True)
class _Phrase:
    owner: str
    text: str
    words: tuple[str, ...]


class Vocabulary:
    """The words of a guide, for headings and for answers."""

    def __init__(self, guide: Guide) -> None:
        self._phrases = [_phrase(q.number, text) for q in guide.questions for text in _wordings(q)]
        self._wordings = {phrase.text for phrase in self._phrases}
        self._follow_ups = [_phrase(q.number, f.text) for q in guide.questions for f in q.follow_ups]
        self._themes = [_phrase(theme.id, theme.name) for theme in guide.themes]
        owners: dict[str, set[str]] = {}
        for phrase in (*self._phrases, *self._follow_ups, *_introductions(guide)):
            for word in phrase.words:
                owners.setdefault(word, set()).add(phrase.owner)
        self._owners = owners
        self._by_start: dict[str, list[str]] = {}
        for word in owners:
            self._by_start.setdefault(word[:_SHORTEST_STEM], []).append(word)
        self._count = max(2, len(guide.questions))
        self._headlines: dict[str, set[str]] = {}
        for question in guide.questions:
            for word in words_of(" ".join((question.name, *question.wordings))):
                self._headlines.setdefault(word, set()).add(question.number)
        self._known: dict[str, dict[str, float]] = {}
        self._heading_weights: dict[str, float] = {}
        self._headings: dict[tuple[str, str], list[Match]] = {}

    def questions(self, heading: str) -> list[Match]:
        """Questions that a heading may stand for, best first."""
        return self._remembered("questions", heading, self._phrases)

    def is_wording(self, text: str) -> bool:
        """Whether a text is word for word what the guide asks or calls a question."""
        return folded(text).strip(" .:?!-") in self._wordings

    def themes(self, heading: str) -> list[Match]:
        """Themes that a heading may stand for, best first."""
        return self._remembered("themes", heading, self._themes)

    def within(self, heading: str, question: str) -> float:
        """0–100: how well a heading fits the question or one of its follow-ups."""
        own = [phrase for phrase in (*self._phrases, *self._follow_ups) if phrase.owner == question]
        return max((match.score for match in self._remembered(question, heading, own)), default=0.0)

    def headline_words(self, text: str) -> dict[str, list[str]]:
        """Words of a text that the headings of one question only use, by question."""
        found: dict[str, list[str]] = {}
        for word in dict.fromkeys(words_of(text)):
            owners = {owner for known in self._alike(word) for owner in self._headlines.get(known, ())}
            if len(owners) == 1:
                found.setdefault(owners.pop(), []).append(word)
        return found

    def telling(self, text: str, questions: Sequence[str]) -> dict[str, float]:
        """What an answer's words say of each of a few questions; a word that all of them use tells nothing."""
        among = set(questions)
        scores: dict[str, float] = {}
        for word in dict.fromkeys(words_of(text)):
            weights = {question: weight for question, weight in self._weights(word).items() if question in among}
            if len(weights) < len(among):
                for question, weight in weights.items():
                    rare = math.sqrt(weight / math.log(self._count))
                    scores[question] = scores.get(question, 0.0) + rare * math.log(1 + len(among) / len(weights))
        return scores

    def _remembered(self, among: str, heading: str, phrases: Iterable[_Phrase]) -> list[Match]:
        """The matches of a heading, which is asked for several times in a reading."""
        if len(self._headings) > _MOST_REMEMBERED:
            self._headings.clear()
        if (among, heading) not in self._headings:
            self._headings[among, heading] = self._matches(heading, phrases)
        return self._headings[among, heading]

    def _matches(self, heading: str, phrases: Iterable[_Phrase]) -> list[Match]:
        best: dict[str, float] = {}
        for part in _parts(heading):
            words = words_of(part)
            for phrase in phrases:
                score = self._score(part, words, phrase)
                if score > best.get(phrase.owner, 0.0):
                    best[phrase.owner] = score
        return sorted((Match(owner, score) for owner, score in best.items()), key=lambda m: -m.score)

    def _score(self, plain: str, words: tuple[str, ...], phrase: _Phrase) -> float:
        if plain == phrase.text and plain:
            return 100.0
        if not words or not phrase.words:
            return 0.0
        by_signs = likeness(plain, phrase.text)
        ours = self._covered(words, phrase.words)
        theirs = self._covered(phrase.words, words) if ours else 0.0
        by_words = 100 * math.sqrt(ours * theirs) * 0.97
        return max(by_words, by_signs if by_signs >= 85 else 0.0)

    def _covered(self, words: tuple[str, ...], others: tuple[str, ...]) -> float:
        weights = [self._weight(word) for word in words]
        covered = sum(w for w, word in zip(weights, words, strict=True) if any(same_word(word, o) for o in others))
        return covered / sum(weights)

    def _weight(self, word: str) -> float:
        """Weight of a word of a heading: a word that the guide lacks counts as one that two questions use."""
        if len(self._heading_weights) > _MOST_REMEMBERED:
            self._heading_weights.clear()
        if word not in self._heading_weights:
            used = len({owner for known in self._alike(word) for owner in self._owners[known]})
            self._heading_weights[word] = math.log((self._count + 1) / (used or 2))
        return self._heading_weights[word]

    def _weights(self, word: str) -> dict[str, float]:
        """Weight of an answer's word for each question that uses it."""
        if len(self._known) > _MOST_REMEMBERED:
            self._known.clear()
        if word not in self._known:
            owners = {owner for known in self._alike(word) for owner in self._owners[known]}
            weight = math.log(self._count / len(owners)) if owners else 0.0
            self._known[word] = dict.fromkeys(owners, weight)
        return self._known[word]

    def _alike(self, word: str) -> list[str]:
        if len(word) < _SHORTEST_STEM:
            return [word] if word in self._owners else []
        return [known for known in self._by_start.get(word[:_SHORTEST_STEM], []) if same_word(word, known)]


@lru_cache(maxsize=8)
def vocabulary_of(guide: Guide) -> Vocabulary:
    """The guide's vocabulary, made once."""
    return Vocabulary(guide)


def words_of(text: str) -> tuple[str, ...]:
    """The folded words of a text that say something."""
    words = (_SAME.get(word, word) for word in _TOKEN.findall(folded(text)))
    return tuple(word for word in words if word not in STOP_WORDS and not word.isdigit() and len(word) > 1)


@lru_cache(maxsize=100_000)
def same_word(one: str, other: str) -> bool:
    """Whether two words are forms of one word, or one begins the other as in a compound."""
    if one == other:
        return True
    short, long = sorted((one, other), key=len)
    if len(short) < _SHORTEST_STEM:
        return False
    common = next((i for i, (a, b) in enumerate(zip(short, long, strict=False)) if a != b), len(short))
    if common == len(short) >= _LONGEST_ENDING:
        return True
    return common >= max(_SHORTEST_STEM, 0.75 * len(short)) and len(long) - common <= _LONGEST_ENDING


def _parts(heading: str) -> list[str]:
    """The folded heading as a whole and, where it is several sentences, the first ones by themselves."""
    plain = folded(_BRACKETS.sub(" ", heading)).strip(" .:?!-*")
    parts = [part.strip(" .:?!-*") for part in _SENTENCE_END.split(plain)]
    return [plain, *(part for part in parts[:3] if part)] if len(parts) > 1 else [plain]


def _wordings(question: Question) -> tuple[str, ...]:
    return question.name, question.text, *question.wordings


def _phrase(owner: str, text: str) -> _Phrase:
    plain = folded(_BRACKETS.sub(" ", text)).strip(" .:?!-")
    return _Phrase(owner, plain, words_of(text))


def _introductions(guide: Guide) -> list[_Phrase]:
    """What is read aloud before questions belongs to the first question that it introduces."""
    first = {theme.id: next((q.number for q in guide.questions if q.theme == theme.id), "") for theme in guide.themes}
    themes = [_phrase(first[theme.id], theme.introduction) for theme in guide.themes if first[theme.id]]
    return [
        phrase for phrase in (*themes, *(_phrase(q.number, q.introduction) for q in guide.questions)) if phrase.words
    ]
