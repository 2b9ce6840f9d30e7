"""Finding a code by a few letters of its name, its synonyms or its definition."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from okqual.model.codebook import Code
from okqual.text.words import word_spans

NAME_START, NAME_PART, SYNONYM, LETTERS, DEFINITION = 16.0, 8.0, 6.0, 3.0, 1.0

ABOUT = 24
"""Characters that are shown on either side of a hit in a definition."""


class Hit(NamedTuple):
    """A code that was found, and what of it was hit besides its name."""

    code: Code
    field: str = ""
    """"synonym", "definition" or "when_not"; empty when the name (or id) fits."""
    words: str = ""
    """The synonym, or the words about the hit."""


def find_codes(codes: Sequence[Code], query: str, recent: Sequence[str] = ()) -> list[Code]:
    """Codes that every word of ``query`` fits, best first; å, ä and ö are letters of their own.

    Without a query: all codes, those used last first. Groups are left out, since they are not put
    on passages.
    """
    usable = [code for code in codes if not (code.group or code.retired)]
    wanted = query.casefold().split()
    if not wanted:
        order = {code: place for place, code in enumerate(recent)}
        return sorted(usable, key=lambda code: order.get(code.id, len(order)))
    scored = [(_score(code, wanted), code) for code in usable]
    return [code for score, code in sorted(scored, key=lambda pair: -pair[0]) if score > 0]


def hit_in(code: Code, query: str) -> Hit:
    """What of a code that was found the first word that is not in its name has hit."""
    name = f"{code.name} {code.id}".casefold()
    outside = [word for word in query.casefold().split() if word not in name]
    for word in outside:
        synonym = next((each for each in code.synonyms if _starts_a_word(each.casefold(), word)), "")
        if synonym:
            return Hit(code, "synonym", synonym)
        for text, field in ((_defined(code), "definition"), (code.when_not, "when_not")):
            at = text.casefold().find(word)
            if at >= 0:
                return Hit(code, field, _about(text, at, len(word)))
    return Hit(code)


def _about(text: str, at: int, length: int) -> str:
    """The words about a place of a text, from a word's beginning."""
    start = max(0, text.rfind(" ", 0, max(0, at - ABOUT)) + 1) if at > ABOUT else 0
    return f"{'…' if start else ''}{text[start : at + length + ABOUT]}"


def _defined(code: Code) -> str:
    return f"{code.brief} {code.definition} {code.when}"


def _score(code: Code, wanted: Sequence[str]) -> float:
    """Sum of the best fit of each wanted word; 0 when one of them fits nowhere."""
    fits = [_fit(code, word) for word in wanted]
    return sum(fits) - len(code.name) / 1000 if all(fits) else 0.0


def _fit(code: Code, word: str) -> float:
    name = code.name.casefold()
    tests: tuple[tuple[float, Callable[[], bool]], ...] = (
        (NAME_START, lambda: _starts_a_word(name, word)),
        (NAME_PART, lambda: word in name or word in code.id.casefold()),
        (SYNONYM, lambda: any(_starts_a_word(synonym.casefold(), word) for synonym in code.synonyms)),
        (LETTERS, lambda: len(word) > 2 and _letters_in_order(name, word)),
        (DEFINITION, lambda: word in f"{_defined(code)} {code.when_not}".casefold()),
    )
    return next((worth for worth, fits in tests if fits()), 0.0)


def _starts_a_word(text: str, word: str) -> bool:
    return any(text.startswith(word, start) for start, _ in word_spans(text))


def _letters_in_order(text: str, word: str) -> bool:
    letters = iter(text)
    return all(letter in letters for letter in word)
