"""Finding a code by a few letters of its name, its synonyms or its definition."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from okqual.model.codebook import Code
from okqual.text.words import word_spans

NAME_START, NAME_PART, SYNONYM, LETTERS, DEFINITION = 16.0, 8.0, 6.0, 3.0, 1.0


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
        (DEFINITION, lambda: word in f"{code.brief} {code.definition} {code.when}".casefold()),
    )
    return next((worth for worth, fits in tests if fits()), 0.0)


def _starts_a_word(text: str, word: str) -> bool:
    return any(text.startswith(word, start) for start, _ in word_spans(text))


def _letters_in_order(text: str, word: str) -> bool:
    letters = iter(text)
    return all(letter in letters for letter in word)
