"""A corrected note: which passages are the same, and where the coded words are now."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace

from okqual.model.interview import NoteNow
from okqual.model.note import Passage, Reading
from okqual.store import queries
from okqual.study.opening import Study
from okqual.text.alignment import LOST, Aligned, Anchor, How, Match, Piece, match_passages
from okqual.text.folding import fold, folded
from okqual.text.quotes import find_folded

KNOWN = 0.5
"""At least this share of a note's passages must be known in a file that is to be its new version."""


@dataclass(frozen=True, slots=True)
class Led:
    """What became of a segment: its words before, and where they are now."""

    segment: str
    quote: str
    anchor: Anchor


@dataclass(frozen=True, slots=True)
class Correction:
    """A reading as the new version of a note."""

    note: str
    reading: Reading
    """With the numbers that its passages have as a version of this note."""
    replaces: tuple[tuple[int, int], ...]
    """(new number, former number) of changed passages."""
    segments: tuple[Led, ...]
    gone: tuple[int, ...] = ()
    """Numbers of passages that are in the note no more."""
    added: tuple[int, ...] = ()
    """Numbers of passages that come of no former one."""


def share_known(now: NoteNow, reading: Reading) -> float:
    """The share (0–1) of a note's passages whose words are a passage of the reading too."""
    old = Counter(folded(now.text[p.start : p.end]).strip() for p in now.passages)
    new = Counter(folded(reading.text[p.start : p.end]).strip() for p in reading.passages)
    return (old & new).total() / old.total() if old.total() else 0.0


def correction(study: Study, now: NoteNow, reading: Reading) -> Correction:
    """Match a reading with the note as it stands: numbers, what was changed, where coded words are.

    An unchanged passage keeps its number, for a number stands for the same words for ever; others
    get the next free ones.
    """
    old = [Piece(p.start, p.end, p.questions) for p in now.passages]
    new = [Piece(p.start, p.end, p.questions) for p in reading.passages]
    matches = match_passages(now.text, old, reading.text, new)
    numbered, replaces = _numbered(study, now, reading, matches)
    aligned = Aligned(now.text, old, reading.text, new, matches)
    kept = {m.old for m in matches if m is not None}
    added = tuple(p.number for p, match in zip(numbered, matches, strict=True) if match is None)
    return Correction(
        now.id,
        replace(reading, passages=numbered),
        tuple(replaces),
        tuple(_segments(study, now, reading, aligned)),
        tuple(p.number for i, p in enumerate(now.passages) if i not in kept),
        added,
    )


def _numbered(
    study: Study, now: NoteNow, reading: Reading, matches: list[Match | None]
) -> tuple[tuple[Passage, ...], list[tuple[int, int]]]:
    highest = queries.highest_number(study.db, now.id)
    passages, replaces = [], []
    for passage, match in zip(reading.passages, matches, strict=True):
        if match is not None and match.same:
            number = now.passages[match.old].number
        else:
            highest += 1
            number = highest
            if match is not None:
                replaces.append((number, now.passages[match.old].number))
        passages.append(replace(passage, number=number))
    return tuple(passages), replaces


def _segments(study: Study, now: NoteNow, reading: Reading, aligned: Aligned) -> list[Led]:
    found = []
    for segment, version, start, end, quote in queries.segments_to_lead(study.db, now.id):
        if version == now.version:
            words = now.text[start:end]
            found.append(Led(segment, words, aligned.anchor(start, end)))
        else:
            found.append(Led(segment, quote, _come_back(reading, quote)))
    return found


def _come_back(reading: Reading, quote: str) -> Anchor:
    """Words that were lost before are taken up again only where they stand once."""
    places = find_folded(fold(reading.text), quote)
    return Anchor(*places[0], How.MOVED, 100) if len(places) == 1 and len(quote.split()) > 2 else LOST
