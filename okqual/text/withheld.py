"""Words that must not leave the house, looked for in other texts however they are set: whole, or a run of them."""

from __future__ import annotations

import re
from collections.abc import Iterable

from okqual.text.folding import folded

LEAST = 8
"""Characters from which words are looked for: "Ja." is everybody's."""
RUN = 8
"""Words in a row that two texts do not share by chance; of fewer words in all, each must be there."""
_WORD = re.compile(r"[^\W_]+")


class Withheld:
    """Texts that are kept in. What repeats one, whole or in part, is found in time linear in its length."""

    def __init__(self, texts: Iterable[str] = ()) -> None:
        self._runs: set[tuple[str, ...]] = set()
        for text in texts:
            words = _words(text)
            if len(text.strip()) >= LEAST and words:
                self._runs.update(_runs(words, min(RUN, len(words))))
        self._lengths = sorted({len(run) for run in self._runs})

    def __bool__(self) -> bool:
        return bool(self._runs)

    def __contains__(self, text: str) -> bool:
        """Whether the text holds words that are kept in."""
        if not self._runs:
            return False
        words = _words(text)
        return any(run in self._runs for length in self._lengths for run in _runs(words, length))


def _words(text: str) -> list[str]:
    return _WORD.findall(folded(text))


def _runs(words: list[str], length: int) -> Iterable[tuple[str, ...]]:
    return (tuple(words[at : at + length]) for at in range(len(words) - length + 1))
