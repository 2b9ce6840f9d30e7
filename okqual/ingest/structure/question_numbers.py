"""Question numbers that people type: "Fråga 11", "F4–F5", "Q2.", "17-18", "4 + 5", "(2)", "7, se 6"."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass

_WORD = r"(?:frågorna|frågor|fråga|fråge|fr\.?|questions?|f|q)"
_CALLED = rf"{_WORD}\s?(?:(?:nummer|nr|no)\b\.?\s?|#\s?)?"
_NUMBER = rf"(?:{_CALLED})?(?P<{{}}>\d{{{{1,2}}}})(?![\d.]\d|\d)(?:\s?(?P<{{}}>[a-hA-H])(?!\w))?"
_JOIN = r"\s*(?P<join>,\s*(?:och|samt)?|/|\+|&|-{2,3}|[-–—]|\boch\b|\bsamt\b|\btill\b|\bt\.?o\.?m\.?)\s*"
_FIRST = re.compile(_NUMBER.format("number", "letter"), re.IGNORECASE)
_NEXT = re.compile(_JOIN + _NUMBER.format("number", "letter"), re.IGNORECASE)
_AFTER = re.compile(r"\s*(?P<stop>[.:)\]–—-]+|,|(?=\s|$|[(?!]))\s*")
_TRAILING = re.compile(r"\((?P<inside>[^()]{1,40})\)\s*[.:?]?\s*\Z")
_MULTILEVEL = re.compile(
    rf"(?:(?:avsnitt|kap\.?|del|{_WORD})\s*)?(?P<first>\d{{1,2}})\.(?P<second>\d{{1,2}})(?:\.\d{{1,2}})*\.?\)?(?=\s|\Z)",
    re.IGNORECASE,
)
_LONGEST_RANGE = 15
_SEE = re.compile(
    rf"\(?\s*(?:se|jfr|jämför|hänvisar till|besvara\w*|svara\w*|ingår|togs upp|togs|tas upp|diskuterades|behandla\w*)"
    rf"(?:\s+(?:även|också|ovan|nedan|svar(?:et)?|på|under|i|till|med|ihop|tillsammans|samband))*"
    rf"\s+{_WORD}?\s?(?P<number>\d{{1,2}})(?:\s?[a-h])?(?:\s*(?:ovan|nedan))?\s*[.)!]*\s*\Z",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Numbered:
    """Question numbers of a text and what stands after (or before) them."""

    numbers: tuple[str, ...]
    rest: str
    letter: str = ""
    word: bool = False
    """A word or letter for question stands before the number ("Fråga 5", "F5")."""
    stop: bool = False
    """A stop stands after the number ("5.", "5:"), or nothing at all."""
    trailing: bool = False
    """The number stands in brackets at the end ("SKR (16)")."""
    end: int = 0
    """Where the expression ends in the text, when it leads."""


@dataclass(frozen=True, slots=True)
class Leveled:
    """A number with levels, which counts themes and the questions in them, and the text after it."""

    levels: tuple[int, int]
    rest: str


def leading_numbers(text: str) -> Numbered | None:
    """The question numbers that ``text`` begins with; numbers with levels ("8.1") are none."""
    opened = re.match(r"\s*[(\[]?\s*", text)
    start = opened.end() if opened else 0
    first = _FIRST.match(text, start)
    if first is None:
        return None
    numbers, letter, end = [int(first["number"])], first["letter"] or "", first.end()
    while more := _NEXT.match(text, end):
        number = int(more["number"])
        numbers += (
            _range(numbers[-1], number)
            if re.fullmatch(r"-{1,3}|[–—]|till|t\.?o\.?m\.?", more["join"].strip())
            else [number]
        )
        end = more.end()
    after = _AFTER.match(text, end)
    if after is None:
        return None
    word = not text[start:].lstrip()[:1].isdigit()
    stop = bool(after["stop"].strip(",")) or not text[after.end() :].strip()
    kept = tuple(dict.fromkeys(map(str, numbers)))
    return Numbered(kept, text[after.end() :].strip(), letter.lower(), word, stop, end=after.end())


def trailing_numbers(text: str) -> Numbered | None:
    """The question numbers in brackets at the end of ``text``."""
    found = _TRAILING.search(text)
    inside = leading_numbers(found["inside"]) if found else None
    if found is None or inside is None or inside.rest:
        return None
    return Numbered(inside.numbers, text[: found.start()].strip(), inside.letter, inside.word, True, trailing=True)


def leading_levels(text: str) -> Leveled | None:
    """A number with levels that ``text`` begins with ("8.1 Roll"), or None."""
    found = _MULTILEVEL.match(text)
    if found is None:
        return None
    levels = (int(found["first"]), int(found["second"]))
    return Leveled(levels, text[found.end() :].strip())


def reference(text: str) -> str | None:
    """The number of the question that a whole text refers to ("Se fråga 7."), or None."""
    found = _SEE.match(text.strip())
    return str(int(found["number"])) if found else None


def known(numbers: Collection[str], guide_numbers: Collection[str]) -> bool:
    """Whether all of ``numbers`` are the guide's."""
    return bool(numbers) and all(number in guide_numbers for number in numbers)


def _range(first: int, last: int) -> list[int]:
    return list(range(first + 1, last + 1)) if first < last <= first + _LONGEST_RANGE else [last]
