"""How long a corrected note takes: ``python benchmarks/reanchoring.py [--characters 300000] [--segments 5000]``.

A sentence in ten is changed, one in fifty moved, one in fifty gone, and new ones stand between.
"""

from __future__ import annotations

import argparse
import random
from collections import Counter

from material import sentences
from measuring import seconds_of, tell, tell_memory

Lines = list[tuple[int, str]]
"""(question, sentence)."""


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--characters", type=int, default=300_000)
    parser.add_argument("--segments", type=int, default=5000)
    chosen = parser.parse_args()
    old = _lines(chosen.characters)
    _measure("a tenth corrected", old, _corrected(old), chosen.segments)
    _measure("every sentence corrected", old, [(q, _typo(i, text)) for i, (q, text) in enumerate(old)], chosen.segments)
    _measure("another order", old, random.Random(3).sample(old, len(old)), chosen.segments)
    _measure("one paragraph of all", [(1, " ".join(t for _, t in old))], _as_one(_corrected(old)), chosen.segments)
    tell_memory()


def _measure(what: str, old: Lines, new: Lines, segments: int) -> None:
    from okqual.text.alignment import Aligned, Piece, match_passages

    found: Counter[str] = Counter()

    def lead() -> None:
        (before, was), (after, now) = _laid_out(old), _laid_out(new)
        olds = [Piece(start, end, question) for start, end, question in was]
        news = [Piece(start, end, question) for start, end, question in now]
        aligned = Aligned(before, olds, after, news, match_passages(before, olds, after, news))
        found.update(str(aligned.anchor(start, end).how) for start, end in _spans(before, segments))

    seconds = seconds_of(lead)
    counts = ", ".join(f"{how} {n}" for how, n in sorted(found.items()))
    tell(f"{segments:,} segments, {what}", seconds, 2, counts)


def _lines(characters: int) -> Lines:
    text = sentences(1, characters // 5)
    kept, length = list[str](), 0
    for sentence in text:
        if length >= characters:
            break
        kept.append(sentence)
        length += len(sentence) + 1
    return [(1 + 20 * i // len(kept), sentence) for i, sentence in enumerate(kept)]


def _corrected(old: Lines) -> Lines:
    choose, new, moved = random.Random(2), Lines(), Lines()
    for i, (question, text) in enumerate(old):
        chance = choose.random()
        if chance < 0.02:
            continue
        if chance < 0.04:
            moved.append((question, text))
        elif chance < 0.14:
            new.append((question, _typo(i, text)))
        else:
            new.append((question, text))
        if chance > 0.97:
            new.append((question, f"Tillagt efteråt nummer {i}."))
    for line in moved:
        new.insert(choose.randrange(len(new)), line)
    return new


def _typo(i: int, text: str) -> str:
    at = text.index(" ", i % max(1, len(text) - 20))
    return f"{text[:at]} verkligen{text[at:]}"


def _as_one(lines: Lines) -> Lines:
    return [(1, " ".join(text for _, text in lines))]


def _laid_out(lines: Lines) -> tuple[str, list[tuple[int, int, int]]]:
    places, at = [], 0
    for question, text in lines:
        places.append((at, at + len(text), question))
        at += len(text) + 1
    return "\n".join(text for _, text in lines), places


def _spans(text: str, count: int) -> list[tuple[int, int]]:
    choose = random.Random(4)
    spans = []
    for _ in range(count):
        start = choose.randrange(len(text) - 200)
        spans.append((start, start + choose.randint(15, 120)))
    return spans


if __name__ == "__main__":
    main()
