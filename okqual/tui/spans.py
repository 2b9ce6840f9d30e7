"""Where words, sentences and passages begin and end: the steps by which selections and ends of codings move."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum

from okqual.text.passages import sentence_spans
from okqual.text.words import word_spans
from okqual.tui.work import NoteWork

LOOK_AHEAD = 400
"""Characters in which the next word is looked for when a selection grows."""


class Unit(StrEnum):
    """By how much an end moves."""

    WORD = "word"
    SENTENCE = "sentence"
    PASSAGE = "passage"


def word_end_after(text: str, at: int) -> int | None:
    """Where the next word after an offset ends."""
    return next((at + stop for _, stop in word_spans(text[at : at + LOOK_AHEAD]) if stop > 0), None)


def without_last_word(text: str, start: int, end: int) -> int | None:
    """Where a selection ends that leaves its last word; None when nothing is left."""
    kept = [start + stop for _, stop in word_spans(text[start:end])[:-1]]
    return kept[-1] if kept else None


def edge_after(work: NoteWork, at: int, unit: Unit, starts: bool) -> int | None:
    """The next place after ``at`` where a word, sentence or passage starts (or ends, when not ``starts``)."""
    here = work.document.passage_at(at) or 0
    for place in range(here, len(work.passages)):
        for span in _spans(work, place, unit):
            edge = span[0] if starts else span[1]
            if edge > at:
                return edge
    return None


def edge_before(work: NoteWork, at: int, unit: Unit, starts: bool) -> int | None:
    """The last place before ``at`` where a word, sentence or passage starts (or ends)."""
    here = work.document.passage_at(at)
    for place in range(here if here is not None else -1, -1, -1):
        for span in reversed(list(_spans(work, place, unit))):
            edge = span[0] if starts else span[1]
            if edge < at:
                return edge
    return None


def _spans(work: NoteWork, place: int, unit: Unit) -> Iterator[tuple[int, int]]:
    passage = work.passages[place]
    if unit is Unit.PASSAGE:
        yield passage.start, passage.end
        return
    inside = work.note.text[passage.start : passage.end]
    for start, end in word_spans(inside) if unit is Unit.WORD else sentence_spans(inside):
        yield passage.start + start, passage.start + end
