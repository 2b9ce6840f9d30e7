"""Which place of a changed text a place of the old one has become.

Two texts are compared sentence by sentence, and what differs between equal sentences character by
character (longest common subsequence both times). The latter takes time and memory by the product
of the lengths, so where very much differs its words count as gone.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator

from rapidfuzz.distance import Indel, LCSseq

from okqual.text.passages import sentence_spans

LARGEST = 4_000_000
"""Product of two lengths up to which texts are compared by their characters."""

Run = tuple[int, int, int, bool]
"""(start, end, start in the new text, whether the words are the same) of a run of the old text."""


class Way:
    """The way from one text to another, found once for all places."""

    def __init__(self, before: str, after: str) -> None:
        self._runs = list(_by_sentences(before, after))
        self._ends = [end for _, end, _, _ in self._runs]
        self._last = len(after)

    def begin(self, place: int) -> int:
        """Where words that begin at ``place`` begin now: what was put in before them is not theirs."""
        return self._led(bisect_right(self._ends, place), place)

    def end(self, place: int) -> int:
        """Where words that end at ``place`` end now: what was put in after them is not theirs."""
        return self._led(bisect_left(self._ends, place), place)

    def _led(self, i: int, place: int) -> int:
        if i >= len(self._runs):
            return self._last
        start, _end, to, same = self._runs[i]
        # Where the words around it are gone it is where they stood.
        return to + place - start if same else to


def _by_characters(before: str, after: str, at: int, to: int) -> Iterator[Run]:
    if len(before) * len(after) <= LARGEST:
        for op in Indel.opcodes(before, after):
            yield at + op.src_start, at + op.src_end, to + op.dest_start, op.tag == "equal"
    else:
        yield at, at + len(before), to, False


def _by_sentences(before: str, after: str) -> Iterator[Run]:
    old, new = sentence_spans(before), sentence_spans(after)
    words_before, words_after = [before[a:b] for a, b in old], [after[a:b] for a, b in new]
    at = to = 0
    for op in LCSseq.opcodes(words_before, words_after):
        if op.tag != "equal":
            continue
        for (start, end), (begins, ends) in zip(
            old[op.src_start : op.src_end], new[op.dest_start : op.dest_end], strict=True
        ):
            yield from _by_characters(before[at:start], after[to:begins], at, to)
            yield start, end, begins, True
            at, to = end, ends
    yield from _by_characters(before[at:], after[to:], at, to)
