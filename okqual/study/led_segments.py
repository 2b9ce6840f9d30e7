"""What a correction does to the coded words of a note: where each segment is now, and what cites it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from okqual.analysis.citations import citation_of
from okqual.model.coding import Coding
from okqual.model.interview import NoteNow
from okqual.store import old_versions, queries
from okqual.study.correcting import Correction
from okqual.study.opening import Study
from okqual.text.alignment import How


@dataclass(frozen=True, slots=True)
class Use:
    """An export that cites words."""

    export: str
    kind: str
    file: str
    at: int


@dataclass(frozen=True, slots=True)
class LedSegment:
    """Coded words of a note before a correction, and what became of them."""

    citation: str
    """Citation id of the words before; it stays good."""
    quote: str
    how: How
    score: int
    """Likeness, 0–100."""
    now: str
    """The words now; empty when they are lost."""
    codings: tuple[Coding, ...]
    uses: tuple[Use, ...]
    """Exports that cite one of its codings; looked up for lost and changed words."""


def led_segments(study: Study, before: NoteNow, made: Correction) -> tuple[LedSegment, ...]:
    """What a correction does to each coded segment, in the order of the old text.

    What was lost before and is lost still is left out. Called before the correction is written.
    """
    by_segment: dict[str, list[Coding]] = defaultdict(list)
    for segment, name in queries.segments_of_codings(study.db, before.id):
        coding = queries.coding(study.db, name)
        if coding is not None:
            by_segment[segment].append(coding)
    found = []
    for led in made.segments:
        codings = by_segment.get(led.segment, [])
        still = led.anchor.how == How.LOST and all(coding.how == How.LOST for coding in codings)
        if codings and not still:
            words = "" if led.anchor.how == How.LOST else made.reading.text[led.anchor.start : led.anchor.end]
            uses = () if led.anchor.how in {How.EXACT, How.MOVED} else uses_of(study, codings)
            place = citation_before(study, before, codings[0])
            one = LedSegment(place, led.quote, led.anchor.how, led.anchor.score, words, tuple(codings), uses)
            found.append((codings[0].start, codings[0].end, one))
    return tuple(one for _, _, one in sorted(found, key=lambda row: row[:2]))


def citation_before(study: Study, now: NoteNow, coding: Coding) -> str:
    """The citation id of a coding's words in the version of its note where they stand."""
    note: NoteNow | None = now
    if coding.note_version != now.version:
        note = old_versions.note_in(study.db, coding.note_version)
    citation = citation_of(note, coding.start, coding.end) if note else None
    return str(citation) if citation else ""


def uses_of(study: Study, codings: Iterable[Coding]) -> tuple[Use, ...]:
    """The exports that carry one of the codings, each once, oldest first."""
    found = {Use(*row) for coding in codings for row in queries.exports_of(study.db, coding.id)}
    return tuple(sorted(found, key=lambda use: (use.at, use.export)))
