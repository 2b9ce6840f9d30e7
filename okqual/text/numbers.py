"""Numbers that a sentence gives of people: "6 av 12 kommuner", "sex av tolv", "tre regioner"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from okqual.text.quantifying import said_of, sentences
from okqual.text.words import word_spans


class Hedge(StrEnum):
    """What stands before a number and says how it is meant."""

    NONE = ""
    LEAST = "least"
    MORE = "more"
    MOST = "most"
    FEWER = "fewer"
    ABOUT = "about"
    GROUP = "group"
    """"de tolv kommunerna": how many there are, not how many say something."""


_SWEDISH = """noll en två tre fyra fem sex sju åtta nio tio elva tolv tretton fjorton femton sexton sjutton arton nitton
    tjugo"""
_ENGLISH = """zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen
    seventeen eighteen nineteen twenty"""
_VALUES = {word: n for words in (_SWEDISH, _ENGLISH) for n, word in enumerate(words.split())} | {"ett": 1}
_NUMBER = rf"(?:[0-9]{{1,5}}|{'|'.join(sorted(_VALUES, key=len, reverse=True))})"
_OF = r"(?:av|of)"
_ALL = r"(?:(?:de|dem|totalt|sammanlagt|samtliga|alla|the|all|a|total)\s+){0,3}"
_SHARE = re.compile(
    rf"(?<![\w.,:/-])({_NUMBER})(?:\s+(\w+))?\s+{_OF}\s+{_ALL}({_NUMBER})(?![\w%:/-]|[.,][0-9])", re.IGNORECASE
)
"""The word between the first number and "av" is what is counted: "sex kommuner av tolv"."""
_ALONE = re.compile(rf"(?<![\w.,:/-])({_NUMBER})(?=\s+\w)", re.IGNORECASE)
_ARTICLES = ("en", "ett", "one")
"""One is most often no number: "en kommun"."""
_HEDGES = {
    Hedge.LEAST: ("minst", "åtminstone", "at least"),
    Hedge.MORE: ("mer än", "fler än", "över", "more than", "over"),
    Hedge.MOST: ("högst", "som mest", "at most"),
    Hedge.FEWER: ("färre än", "mindre än", "under", "fewer than", "less than"),
    Hedge.ABOUT: ("ungefär", "omkring", "cirka", "ca", "runt", "kring", "drygt", "knappt", "nästan", "about", "around",
                  "nearly", "almost", "some"),
    Hedge.GROUP: ("de", "dessa", "alla", "samtliga", "alla de", "the", "all", "these"),
}  # fmt: skip
_HEDGED = re.compile(
    r"(?<!\w)(?:"
    + "|".join(sorted((w for these in _HEDGES.values() for w in these), key=len, reverse=True))
    + r")\s+$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Number:
    """A number that a sentence gives."""

    start: int
    end: int
    n: int
    of: int | None
    """None where the sentence says no denominator."""
    noun: str
    about_people: bool | None
    """Whether the noun is those who were interviewed; None where that is not seen."""
    sentence: tuple[int, int]
    hedge: Hedge = Hedge.NONE

    def holds(self, n: int, of: int) -> bool:
        """Whether the number is what is counted."""
        if self.of is not None and self.of != of:
            return False
        return {
            Hedge.NONE: n == self.n, Hedge.LEAST: n >= self.n, Hedge.MORE: n > self.n, Hedge.MOST: n <= self.n,
            Hedge.FEWER: n < self.n, Hedge.ABOUT: n == self.n,
            Hedge.GROUP: of == self.n if self.of is None else n == self.n,
        }[self.hedge]  # fmt: skip


def find_numbers(text: str) -> list[Number]:
    """The numbers that a text gives of people, in its order; years, dates and shares in per cent are none."""
    found = []
    for start, sentence in sentences(text):
        taken: list[tuple[int, int]] = []
        for match in _SHARE.finditer(sentence):
            noun, people = said_of(_words_after(sentence, match.end()))
            if match[2]:
                noun, people = said_of([match[2].casefold()])
            taken.append(match.span())
            if people is not False:
                span = start + match.start(), start + match.end()
                of = _value(match[3])
                found.append(Number(*span, _value(match[1]), of, noun, people, (start, start + len(sentence)),
                                    _hedge(sentence, match.start())))  # fmt: skip
        for match in _ALONE.finditer(sentence):
            if any(a <= match.start() < b for a, b in taken) or match[1].casefold() in _ARTICLES:
                continue
            after = _words_after(sentence, match.end())[:1]
            noun, people = said_of(after)
            # Beside a verb or an unknown noun a number alone may be of anything.
            if people and after and noun == after[0] and noun.startswith(_NOUNS):
                span = start + match.start(), start + match.end()
                found.append(Number(*span, _value(match[1]), None, noun, True, (start, start + len(sentence)),
                                    _hedge(sentence, match.start())))  # fmt: skip
    return sorted(found, key=lambda each: each.start)


_NOUNS = (
    "intervju", "företrädare", "representant", "deltagare", "respondent", "informant", "aktörer", "kommun", "region",
    "länssamordnar", "samordnar", "chefer", "handläggare", "interview", "participant", "municipal", "coordinator",
)  # fmt: skip
"""Nouns that a number alone may count: those who were interviewed, and little else."""


def _words_after(sentence: str, at: int) -> list[str]:
    return [sentence[a:b].casefold() for a, b in word_spans(sentence) if a >= at]


def _value(written: str) -> int:
    return int(written) if written[0].isdigit() else _VALUES[written.casefold()]


def _hedge(sentence: str, at: int) -> Hedge:
    found = _HEDGED.search(sentence[:at])
    words = " ".join(found[0].casefold().split()) if found else ""
    return next((hedge for hedge, these in _HEDGES.items() if words in these), Hedge.NONE)
