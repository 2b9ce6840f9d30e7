"""Finding words for how many in a sentence: longest first, not in quotations, with what they are said of."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from okqual.text.words import word_spans

_QUOTED = re.compile(r"[”“„\"][^”“„\"\n]*[”“\"]|»[^»«\n]*[»«]|«[^»«\n]*»")
_SENTENCE = re.compile(r"[^.!?\n]+(?:[.!?]+|\n|$)")
_NOT = ("inte", "ej", "aldrig", "knappast", "not", "hardly", "never")
_PEOPLE = (
    "intervju", "person", "företrädare", "representant", "deltagare", "respondent", "informant", "aktör", "huvudm",
    "kommun", "region", "länssamordnar", "samordnar", "chef", "handläggare", "uppgiftslämnar", "medverkande", "län",
    "verksamhetsföreträdare", "tillfrågade", "dem", "de", "av", "interview", "representative", "participant",
    "informant", "people", "municipal", "coordinator", "of",
)  # fmt: skip
"""How words begin that are said of those who were interviewed."""
_SAY = (
    "beskriv", "uppge", "anse", "mena", "säg", "uppfatta", "upplev", "tyck", "lyft", "framhåll", "påpek", "nämn",
    "berätta", "betona", "önska", "efterfråga", "svara", "känn", "ser", "har", "är", "var", "vill", "tror", "pekar",
    "describ", "say", "said", "report", "think", "mention", "state", "feel", "want", "were", "are", "have",
)  # fmt: skip
"""How verbs begin that stand next to a word that is said of people."""
_NO_PEOPLE = ("form", "gång", "typ", "slags", "sorts", "mån", "annan", "annat", "andra", "år", "månad")
"""Words after "någon", "flera" … that are said of something else."""
_REACH = 3
"""Words after the quantifying word in which its noun is looked for."""


@dataclass(frozen=True, slots=True)
class Found:
    """A word for how many in a text."""

    form: str
    """As the scale writes it."""
    start: int
    end: int
    negated: bool
    """"inte många": says the opposite of the word, or less."""
    noun: str
    """The noun or verb it is said of, in lower case; empty where that is not seen."""
    about_people: bool | None
    """Whether that is those who were interviewed; None where it is not seen."""
    sentence: tuple[int, int]


def find_quantifiers(text: str, forms: Iterable[str], adverbs: Sequence[str] = ()) -> list[Found]:
    """The words for how many in a text, in its order. ``adverbs`` are said of all that the sentence says."""
    known = sorted({" ".join(form.casefold().split()) for form in forms}, key=len, reverse=True)
    if not known:
        return []
    pattern = re.compile(r"(?<![\w-])(?:" + "|".join(map(_pattern, known)) + r")(?![\w-])", re.IGNORECASE)
    found = []
    for begins, sentence in sentences(text):
        words = [sentence[a:b].casefold() for a, b in word_spans(sentence)]
        starts = [a for a, _ in word_spans(sentence)]
        for match in pattern.finditer(sentence):
            before = [word for word, at in zip(words, starts, strict=True) if at < match.start()]
            after = [word for word, at in zip(words, starts, strict=True) if at >= match.end()]
            form = " ".join(match[0].casefold().split())
            of, people = (words[0], True) if form in adverbs else said_of(after)
            span = begins + match.start(), begins + match.end()
            negated = bool(before) and before[-1] in _NOT
            found.append(Found(form, *span, negated, of, people, (begins, begins + len(sentence))))
    return found


def sentences(text: str) -> Iterator[tuple[int, str]]:
    """(start, words) of each sentence; blanks of the same length where something is quoted, which others said."""
    for found in _SENTENCE.finditer(_QUOTED.sub(lambda quoted: " " * len(quoted[0]), text)):
        yield found.start(), found[0]


def _pattern(form: str) -> str:
    return r"\s+".join(re.escape(part) for part in form.split())


def said_of(after: Sequence[str]) -> tuple[str, bool | None]:
    """The noun or verb that a number or a word for how many is said of, and whether that is people."""
    if not after:
        return "", True  # "Det gäller samtliga."
    if after[0].startswith(_NO_PEOPLE) and not after[0].startswith(("andra intervju",)):
        return after[0], False
    if after[0].startswith(_SAY):
        return after[0], True
    for word in after[:_REACH]:
        if word in ("av", "of", "de", "dem", "the", "them"):
            continue
        if word.startswith(tuple(each for each in _PEOPLE if len(each) > 2)):
            return word, True
        if word.startswith(_SAY):
            return word, None
    return after[0], True if after[0] in ("av", "of") else None
