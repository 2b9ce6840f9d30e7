"""Passages of a block: a bullet is one, running text is cut into sentences; who says them and how."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from okqual.model.note import BlockKind, SourceBlock, TextKind
from okqual.text.passages import sentence_spans
from okqual.text.quotes import quotation_spans
from okqual.text.words import word_count

_WHOLE = frozenset({BlockKind.ITEM, BlockKind.FOOTNOTE, BlockKind.ASIDE})
FEWEST_QUOTED = 3
"""Words between quotation marks that make a quote; fewer are a way of speaking."""
# "IP 1", "Ip1." and "lP1" are how IP1 is also typed; "IP1:s" is a genitive.
_LABEL = r"(?<!\w)(?:[Il]P|[Ii]p)\s?\d{1,2}\b(?!:s\b)"
_LABELS = re.compile(_LABEL)
_LEAD = re.compile(
    rf"\W*(?P<who>{_LABEL}(?:\s*(?:,|och|&|\+|/)\s*{_LABEL})*)"
    r"(?P<colon>\s*(?:\([^()]*\)\s*)?(?::|[–-]\s|\.(?=\s+\S)))?(?P<verb>\s+[a-zåäö])?"
)
_NUMBER = re.compile(r"\d+")
_SAYING = (
    "säger|enligt|menar|tycker|anser|hälsar|påpekar|berättar|tror|undrar|uppger|framhåller|lyfter|beskriver|svarar"
)
_SAYS = re.compile(rf"\b(?:{_SAYING})\s+(?P<who>{_LABEL}(?:\s*(?:,|och|&|\+|/)\s*{_LABEL})*)")
_SWITCH = re.compile(rf"(?<=[.!?”\"]\s){_LABEL}\s*(?:\([^()]*\)\s*)?:\s")


@dataclass(frozen=True, slots=True)
class Piece:
    """A passage of a block: ``[start, end)`` in the block's text."""

    start: int
    end: int
    kind: TextKind
    participants: tuple[str, ...]


def pieces_of(block: SourceBlock, start: int, several: bool, approximate: bool) -> list[Piece]:
    """The passages of a block's text from ``start`` on; parts without any letter or digit make none.

    ``several``: more than one participant, so that who says it matters; ``approximate``: the note
    says that its quotes are.
    """
    text = block.text
    quotes = [(a, b) for a, b in quotation_spans(text) if word_count(text[a:b]) >= FEWEST_QUOTED]
    quoted = TextKind.APPROXIMATE if approximate else TextKind.NOTED
    pieces = []
    carried: tuple[str, ...] = ()
    for first, last in _spans(block, start):
        part = text[first:last]
        if any(sign.isalnum() for sign in part):
            who, carried = speakers(part, carried) if several else ((), ())
            kind = quoted if _overlaps(quotes, first, last, text) else TextKind.REPORTED
            pieces.append(Piece(first, last, kind, who))
    return pieces


def speakers(text: str, carried: tuple[str, ...] = ()) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """(those who say it, those who go on speaking after it). ``carried``: who went on from before."""
    lead = _LEAD.match(text)
    found: list[str] = []
    goes_on = carried
    if lead is not None and (lead["colon"] or lead["verb"]):
        found += _labels(lead["who"])
        goes_on = tuple(found) if lead["colon"] else ()
    for switch in _SWITCH.finditer(text):
        found += _labels(switch.group())
        goes_on = tuple(_labels(switch.group()))
    for says in _SAYS.finditer(text):
        found += _labels(says["who"])
    return tuple(dict.fromkeys(found)) or carried, goes_on


def leading_labels(text: str) -> list[str]:
    """Labels of the participants that a text begins with."""
    lead = _LEAD.match(text)
    return _labels(lead["who"]) if lead is not None else []


def labels_in(texts: Iterable[str]) -> tuple[str, ...]:
    """Labels of participants that texts name, in order."""
    return tuple(dict.fromkeys(label for text in texts for label in _labels(text)))


def _labels(text: str) -> list[str]:
    return [f"IP{int(_NUMBER.findall(label)[0])}" for label in _LABELS.findall(text)]


def _spans(block: SourceBlock, start: int) -> list[tuple[int, int]]:
    if block.kind in _WHOLE:
        part = block.text[start:]
        return [(start + len(part) - len(part.lstrip()), start + len(part.rstrip()))]
    return [(start + a, start + b) for a, b in sentence_spans(block.text[start:])]


def _overlaps(quotes: list[tuple[int, int]], first: int, last: int, text: str) -> bool:
    return any(
        word_count(text[max(a, first) : min(b, last)]) >= FEWEST_QUOTED for a, b in quotes if a < last and first < b
    )
