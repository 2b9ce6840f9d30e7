"""Names of a list, found as whole words in a text in any case and with the Swedish genitive s."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from okqual.text.folding import folded

_WORD = re.compile(r"[^\W_]+")
_GENITIVE = re.compile(r"(?:s|[':]s|')(?![^\W_])")
_NO_GENITIVE = re.compile(r"(?![^\W_])")
_ENDS_IN_S = ("s", "x", "z")


@dataclass(frozen=True, slots=True)
class ListedName:
    """A line of the list: a name and the pseudonym it is to have; empty for the next free one."""

    name: str
    pseudonym: str = ""


class NameIndex:
    """Listed names by their first word, so that a text is gone through once however many there are."""

    def __init__(self, listed: Iterable[ListedName] = ()) -> None:
        """Of names that differ in case or spaces only, the first is kept."""
        self._listed: dict[str, ListedName] = {}
        for one in listed:
            self._listed.setdefault(folded(one.name), one)
        self._by_word: dict[str, list[str]] = {}
        for name in sorted(self._listed, key=len, reverse=True):
            first = _WORD.match(name)
            if first is not None:
                self._by_word.setdefault(first.group(), []).append(name)

    def __len__(self) -> int:
        return len(self._listed)

    def __iter__(self) -> Iterator[ListedName]:
        return iter(self._listed.values())

    def pseudonym(self, name: str) -> str:
        """The pseudonym that the list gives a name; empty where it gives none."""
        listed = self._listed.get(folded(name))
        return listed.pseudonym if listed is not None else ""

    def find(self, text: str) -> Iterator[tuple[int, int, str, bool]]:
        """(start, end, name as listed, with genitive s) in a folded text; of names at one place the longest."""
        after = 0
        for word in _WORD.finditer(text):
            if word.start() < after:
                continue
            found = self._at(text, word.start(), word.group())
            if found is not None:
                after, name, genitive = found
                yield word.start(), after, self._listed[name].name, genitive

    def find_in_file_name(self, text: str) -> Iterator[tuple[int, int, str, bool]]:
        """As :meth:`find` in a folded file name, where words may be joined by anything or by nothing."""
        taken: list[tuple[int, int]] = []
        for name in sorted(self._listed, key=len, reverse=True):
            joined = r"[\W_]*".join(map(re.escape, _WORD.findall(name)))
            for found in re.finditer(rf"(?<![^\W\d_]){joined}(?P<s>s?)(?![^\W\d_])", text):
                if all(found.end() <= start or found.start() >= end for start, end in taken):
                    taken.append(found.span())
                    yield *found.span(), self._listed[name].name, bool(found["s"])

    def _at(self, text: str, start: int, word: str) -> tuple[int, str, bool] | None:
        """(end, folded name, with genitive s) of the longest name that begins with the word at ``start``."""
        names = self._by_word.get(word, [])
        if word.endswith("s"):
            names = sorted([*names, *self._by_word.get(word[:-1], [])], key=len, reverse=True)
        for name in names:
            if not text.startswith(name, start):
                continue
            end = start + len(name)
            with_s = _GENITIVE.match(text, end)
            if with_s is not None and not (with_s.group() == "'" and not name.endswith(_ENDS_IN_S)):
                return with_s.end(), name, True
            if _NO_GENITIVE.match(text, end):
                return end, name, False
        return None


NO_NAMES = NameIndex()
