"""Words of one text found in others, and taken out of them: what was quoted of an interview that must go.

A run of so many words that stands in the interview and nowhere else is a quote of it, with or without quotation
marks; fewer words are one where they stand in quotation marks. Names are taken out wherever they stand.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from okqual.text.folding import folded

RUN = 5
"""Words in a row that make a quote."""
FEWEST = 2
"""Words in quotation marks that make one."""
_WORD = re.compile(r"\w+")
_QUOTED = re.compile(r"[”“\"»«„’‘']([^”“\"»«„’‘']{3,400})[”“\"»«„’‘']")

Words = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Quotable:
    """What counts as a quote of an interview."""

    runs: frozenset[Words] = frozenset()
    texts: tuple[str, ...] = ()
    """The interview's own texts, folded, a space at either end of each."""
    names: tuple[Words, ...] = ()
    """Names of people as words, the longest first."""
    others: frozenset[Words] = field(default=frozenset(), repr=False)
    """Runs that stand elsewhere too and are no quotes."""


def quotable(texts: Iterable[str], elsewhere: Iterable[str], names: Iterable[str]) -> Quotable:
    """What counts as a quote of ``texts``: runs of their words that are not also in ``elsewhere``."""
    own = [words_of(text) for text in texts]
    others = frozenset(run for text in elsewhere for run in _runs(words_of(text)))
    runs = frozenset(run for words in own for run in _runs(words)) - others
    people = sorted({words for name in names if (words := words_of(name))}, key=len, reverse=True)
    return Quotable(runs, tuple(f" {' '.join(words)} " for words in own), tuple(people), others)


def redacted(text: str, what: Quotable, instead: str) -> str:
    """``text`` with every quote and name replaced by ``instead``; the same text where there are none."""
    spans = sorted([*_runs_in(text, what), *_quoted_in(text, what), *_names_in(text, what)])
    made, at = [], 0
    for start, end in _joined(spans):
        made += [text[at:start], instead]
        at = end
    return "".join([*made, text[at:]]) if made else text


def words_of(text: str) -> Words:
    """The words of a text, folded."""
    return tuple(_WORD.findall(folded(text)))


def _runs(words: Sequence[str]) -> Iterable[Words]:
    return (tuple(words[i : i + RUN]) for i in range(len(words) - RUN + 1))


def _placed(text: str) -> tuple[list[str], list[tuple[int, int]]]:
    """Each word folded, and where it stands."""
    found = [(folded(match[0]), match.span()) for match in _WORD.finditer(text)]
    return [word for word, _ in found], [place for _, place in found]


def _runs_in(text: str, what: Quotable) -> Iterable[tuple[int, int]]:
    words, places = _placed(text)
    for i, run in enumerate(_runs(words)):
        if run in what.runs:
            yield places[i][0], places[i + RUN - 1][1]


def _names_in(text: str, what: Quotable) -> Iterable[tuple[int, int]]:
    words, places = _placed(text) if what.names else ([], [])
    for name in what.names:
        for i in range(len(words) - len(name) + 1):
            if tuple(words[i : i + len(name)]) == name:
                yield places[i][0], places[i + len(name) - 1][1]


def _quoted_in(text: str, what: Quotable) -> Iterable[tuple[int, int]]:
    for match in _QUOTED.finditer(text):
        words = words_of(match[1])
        inside = f" {' '.join(words)} "
        elsewhere = any(run in what.others for run in _runs(words))
        if len(words) >= FEWEST and not elsewhere and any(inside in own for own in what.texts):
            yield match.span(1)


def _joined(spans: Sequence[tuple[int, int]]) -> Iterable[tuple[int, int]]:
    """Spans that overlap, or have only a few signs that are no words between them, as one."""
    now: tuple[int, int] | None = None
    for start, end in spans:
        if now is not None and start <= now[1]:
            now = (now[0], max(end, now[1]))
        else:
            if now is not None:
                yield now
            now = (start, end)
    if now is not None:
        yield now
