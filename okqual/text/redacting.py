"""Words of one text found in others, and taken out of them: what was quoted of an interview that must go.

What stands in the interview and nowhere else is a quote of it. How few words make one is said in decision 22: it
depends on whether one of them stands nowhere else, and on whether the text has to do with the interview.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from okqual.text.folding import folded
from okqual.text.identifying import find_identifying

RUN = 5
"""Words in a row that make a quote of whatever was written of the interview."""
SHORT = (3, 4)
"""Words in a row that make one of the interview itself, where one of them stands nowhere else or the text is near."""
PAIR = 2
"""Words of which one stands nowhere else: a quote where the text is near."""
FEWEST = 2
"""Words in quotation marks that make one; a single one does where it stands nowhere else."""
LEAST = 4
"""Letters of a name of which a last s may be the genitive's."""
LONG = 7
"""Letters of a word that may say by itself whose it is."""
_WORD = re.compile(r"\w+")
_NAME = re.compile(r"(?<=[\wåäöÅÄÖ,;] )[^\W\d_]\w{2,}")
"""A word of three letters and more that begins no sentence."""
_PAIR = re.compile(r"(?<!\w)([^\W\d_a-zåäö]\w{2,}) (?=([^\W\d_a-zåäö]\w{2,}))")
"""Two words in a row that begin with capitals."""
_QUOTED = re.compile(r"[”“\"»«„’‘']([^”“\"»«„’‘']{3,400})[”“\"»«„’‘']")

Words = tuple[str, ...]
Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Quotable:
    """What counts as a quote of an interview, folded."""

    runs: frozenset[Words] = frozenset()
    """Of five words, which stand nowhere else."""
    short: frozenset[Words] = frozenset()
    """Of two to four words of the interview itself, which stand nowhere else."""
    telling: frozenset[str] = frozenset()
    """Words of the interview itself that stand nowhere else."""
    shared: frozenset[Words] = frozenset()
    """Runs of the interview that stand elsewhere too and are no quotes."""
    texts: tuple[str, ...] = ()
    """The interview's own texts, a space at either end of each."""
    names: frozenset[Words] = frozenset()
    """Names of people, with every word of them."""
    proper: frozenset[str] = frozenset()
    """Single words of names, and names in the interview that stand nowhere else."""
    numbers: frozenset[str] = frozenset()
    """Phone numbers, personal identity numbers and addresses."""
    words: frozenset[str] = frozenset()
    """All of the interview's own words."""


def quotable(
    texts: Sequence[str],
    written: Iterable[str],
    elsewhere: Callable[[], Iterable[str]],
    ordinary: Callable[[], Iterable[str]],
    names: Sequence[str] = (),
    words: Sequence[str] = (),
) -> Quotable:
    """What counts as a quote of an interview's ``texts`` and of what was ``written`` of it; ``words`` do anyway.

    What stands ``elsewhere`` is none; of few words neither is what is ``ordinary`` in the study: its codebook's own
    words, titles, other interviews' attributes. Both are gone through once, and only what is the interview's is kept.
    """
    notes, all_own = [words_of(text) for text in texts], [words_of(text) for text in [*texts, *written]]
    long, of_notes = _runs_of(all_own, (RUN,)), _runs_of(notes, (PAIR, *SHORT))
    there = {word for text in notes for word in text}
    people = [found for name in names if (found := words_of(name))]
    called = {word for name in people for word in name if len(word) > PAIR}
    seen, shared, small, everyday = set[str](), set[Words](), set[str](), set[str]()
    for text in elsewhere():
        found = words_of(text)
        seen.update(there.intersection(found))
        shared.update(run for run in _runs(found, RUN) if run in long)
        shared.update(run for n in (PAIR, *SHORT) for run in _runs(found, n) if run in of_notes)
        small.update(called.intersection(word for word in _WORD.findall(text) if word[0].islower()))
    for text in ordinary():
        found = words_of(text)
        everyday.update(called.intersection(found))
        seen.update(there.intersection(found))
        shared.update(run for n in (PAIR, *SHORT) for run in _runs(found, n) if run in of_notes)
    telling = {word for word in there - seen if not word.isdigit()}
    return Quotable(
        frozenset(long - shared),
        frozenset(of_notes - shared),
        frozenset(telling),
        frozenset(shared),
        tuple(f" {' '.join(text)} " for text in all_own),
        frozenset(name for name in people if len(name) > 1),
        frozenset(_with_genitive({*(called - small - everyday), *(_proper_in(texts) & telling)})).union(
            word for said in words for word in words_of(said)
        ),
        frozenset(hit.value for text in texts for hit in find_identifying(text)),
        frozenset(word for text in all_own for word in text),
    )


def redacted(text: str, what: Quotable, instead: str, near: bool = False) -> str:
    """``text`` with every quote and name replaced by ``instead``; the same text where there are none.

    A text is ``near`` that has to do with the interview: there fewer words make a quote.
    """
    made, at = [], 0
    for start, end in quotes(text, what, near):
        made += [text[at:start], instead]
        at = end
    return "".join([*made, text[at:]]) if made else text


def quotes(text: str, what: Quotable, near: bool = False) -> list[Span]:
    """Where ``text`` quotes the interview or names somebody of it: [start, end), in order, none beside another."""
    words, places = _placed(text)
    spans = [*_runs_in(words, places, what, near), *_quoted_in(text, what, near), *_names_in(words, places, what)]
    if what.numbers:
        spans += [(hit.start, hit.end) for hit in find_identifying(text) if hit.value in what.numbers]
    return list(_joined(text, sorted(spans)))


def words_of(text: str) -> Words:
    """The words of a text, folded."""
    return tuple(_WORD.findall(folded(text)))


def _runs(words: Sequence[str], length: int) -> Iterator[Words]:
    return (tuple(words[i : i + length]) for i in range(len(words) - length + 1))


def _runs_of(texts: Iterable[Words], lengths: Iterable[int]) -> set[Words]:
    return {run for words in texts for length in lengths for run in _runs(words, length)}


def _proper_in(texts: Iterable[str]) -> set[str]:
    """Words that begin with a capital where no sentence begins, and nowhere in these texts with a small letter."""
    capital, small, before = set[str](), set[str](), list[tuple[str, str]]()
    for text in texts:
        capital.update(folded(word) for word in _NAME.findall(text) if word[0].isupper())
        small.update(word for word in _WORD.findall(text) if word[0].islower())
        before += [(folded(one), folded(other)) for one, other in _PAIR.findall(text)]
    # One may begin a sentence where a name follows: it is the first name.
    capital.update(one for one, other in before if other in capital and other not in small)
    return capital - small


def _with_genitive(names: Iterable[str]) -> Iterator[str]:
    for name in names:
        yield name
        if not name.endswith("s"):
            yield f"{name}s"
        elif len(name) > LEAST:
            yield name[:-1]


def _placed(text: str) -> tuple[list[str], list[Span]]:
    """Each word folded, and where it stands."""
    found = [(folded(match[0]), match.span()) for match in _WORD.finditer(text)]
    return [word for word, _ in found], [place for _, place in found]


def _runs_in(words: list[str], places: list[Span], what: Quotable, near: bool) -> Iterator[Span]:
    for length, runs in ((RUN, what.runs), *((n, what.short) for n in (*SHORT, PAIR))):
        for i, run in enumerate(_runs(words, length)):
            if run in runs and (length == RUN or _is_quote(run, what, near)):
                yield places[i][0], places[i + length - 1][1]


def telling_in(text: str, what: Quotable) -> list[str]:
    """Longer words of a text that stand in the interview and nowhere else, for a person to look at."""
    return [word for word in _WORD.findall(text) if len(word) >= LONG and folded(word) in what.telling]


def _is_quote(run: Words, what: Quotable, near: bool) -> bool:
    """Whether two to four words that stand nowhere else in a row are a quote."""
    if len(run) > PAIR and near:
        return True
    return (near or len(run) > PAIR) and any(word in what.telling for word in run)


def _names_in(words: list[str], places: list[Span], what: Quotable) -> Iterator[Span]:
    for i, word in enumerate(words):
        if word in what.proper:
            yield places[i]
    for length in {len(name) for name in what.names}:
        for i, run in enumerate(_runs(words, length)):
            if run in what.names or (*run[:-1], run[-1].removesuffix("s")) in what.names:
                yield places[i][0], places[i + length - 1][1]


def _quoted_in(text: str, what: Quotable, near: bool) -> Iterator[Span]:
    for match in _QUOTED.finditer(text):
        words = words_of(match[1])
        if len(words) < FEWEST:
            if any(word in what.telling for word in words):
                yield match.span(1)
            continue
        if not what.words.issuperset(words):
            continue
        inside = f" {' '.join(words)} "
        elsewhere = any(run in what.shared for run in _runs(words, min(RUN, len(words))))
        if (not elsewhere or (near and len(words) < RUN)) and any(inside in own for own in what.texts):
            yield match.span(1)


def _joined(text: str, spans: Sequence[Span]) -> Iterator[Span]:
    """Spans that overlap, or have nothing but space between them, as one."""
    now: Span | None = None
    for start, end in spans:
        if now is not None and (start <= now[1] or text[now[1] : start].isspace()):
            now = (now[0], max(end, now[1]))
        else:
            if now is not None:
                yield now
            now = (start, end)
    if now is not None:
        yield now
