"""Personal identity numbers, phone numbers, e-mail addresses and listed names in a text.

What is found is a proposal that a person looks through; what nobody listed is not found.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from okqual.text.folding import Folded, fold
from okqual.text.listed_names import NO_NAMES, NameIndex
from okqual.text.swedish_numbers import personal_numbers, phone_numbers

TAKEN = "\uffff"
"""Stands for what an earlier search took: no letter, no digit, and no note holds it."""
_OF_AN_ADDRESS = frozenset("._%+-")


class Identifying(StrEnum):
    """What a hit is."""

    PERSONAL_NUMBER = "personal_number"
    PHONE = "phone"
    EMAIL = "email"
    NAME = "name"


@dataclass(frozen=True, slots=True)
class Hit:
    """Words that identify somebody: ``[start, end)`` in code points of the text that was searched."""

    kind: Identifying
    start: int
    end: int
    value: str
    """Whom or what it names, the same for every way of writing it: digits, an address in lower case, a listed name."""
    genitive: bool = False
    """A name with its genitive s, which the span includes."""


def find_identifying(text: str, names: NameIndex = NO_NAMES) -> list[Hit]:
    """The hits in a text in NFC, in order, none overlapping another. Linear in the length of ``text``.

    Addresses come first, then personal identity numbers, then phone numbers; names are sought in what is left.
    """
    way = fold(text)
    left = way.text
    found: list[Hit] = []
    for kind, search in (
        (Identifying.EMAIL, _addresses),
        (Identifying.PERSONAL_NUMBER, personal_numbers),
        (Identifying.PHONE, phone_numbers),
    ):
        spans = list(search(left))
        found += (_hit(way, kind, start, end, value) for start, end, value in spans)
        left = _without(left, [(start, end) for start, end, _ in spans])
    for start, end, name, genitive in names.find(left):
        found.append(_hit(way, Identifying.NAME, start, end, name, genitive))
    return sorted(found, key=lambda hit: hit.start)


def _hit(way: Folded, kind: Identifying, start: int, end: int, value: str, genitive: bool = False) -> Hit:
    return Hit(kind, *way.original(start, end), value, genitive)


def _without(text: str, spans: list[tuple[int, int]]) -> str:
    """The text with its length, and marks where the spans stood."""
    parts, at = [], 0
    for start, end in spans:
        parts += [text[at:start], TAKEN * (end - start)]
        at = end
    return "".join([*parts, text[at:]])


def _addresses(text: str) -> Iterator[tuple[int, int, str]]:
    """E-mail addresses of a folded text, sought from each @ outwards, so that no sign is looked at often."""
    after = 0
    at = text.find("@")
    while at >= 0:
        start = at
        while start > after and (text[start - 1].isalnum() or text[start - 1] in _OF_AN_ADDRESS):
            start -= 1
        while start < at and not text[start].isalnum():
            start += 1
        end = _end_of_domain(text, at + 1)
        after = at + 1
        if start < at and end > at:
            yield start, end, text[start:end]
            after = end
        at = text.find("@", after)


def _end_of_domain(text: str, start: int) -> int:
    """Where the domain ends that begins at ``start``; 0 where there is none of two parts."""
    end = start
    while end < len(text) and (text[end].isalnum() or (text[end] in ".-" and text[end + 1 : end + 2].isalnum())):
        end += 1
    parts = text[start:end].split(".")
    return end if len(parts) > 1 and parts[0] and len(parts[-1]) > 1 else 0
