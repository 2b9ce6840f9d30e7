"""Citation ids: which passages, or which words of one, a span of a note is."""

from __future__ import annotations

from collections.abc import Sequence

from okqual.model.coding import Citation
from okqual.model.interview import NoteNow, PassageNow
from okqual.text.words import word_spans


def passages_in(passages: Sequence[PassageNow], start: int, end: int) -> list[PassageNow]:
    """The passages, in the order of the text, that ``[start, end)`` shares characters with."""
    from bisect import bisect_right

    first = bisect_right(passages, start, key=lambda p: p.end)
    found = []
    for passage in passages[first:]:
        if passage.start >= end:
            break
        found.append(passage)
    return found


def citation_of(note: NoteNow, start: int, end: int) -> Citation | None:
    """The citation id of ``[start, end)``: whole passages, or words of one; None outside all passages.

    Words are only counted when less than the whole of one passage is meant, so that most ids are
    short; a span over several passages names them whole.
    """
    touched = passages_in(note.passages, start, end)
    if not touched:
        return None
    first, last = touched[0], touched[-1]
    if first is not last or (start <= first.start and end >= first.end):
        return Citation(note.id, first.number, last.number)
    words = word_spans(note.text[first.start : first.end])
    inside = [i for i, (a, b) in enumerate(words, 1) if a + first.start < end and b + first.start > start]
    if not inside or len(inside) == len(words):
        return Citation(note.id, first.number, first.number)
    return Citation(note.id, first.number, first.number, inside[0], inside[-1])


def span_of(note: NoteNow, citation: Citation) -> tuple[int, int] | None:
    """The span that a citation id names in a note; None when it has no such passage or words."""
    by_number = {p.number: p for p in note.passages}
    first, last = by_number.get(citation.first), by_number.get(citation.last)
    if first is None or last is None:
        return None
    if citation.first_word is None:
        return min(first.start, last.start), max(first.end, last.end)
    text = note.text[first.start : first.end]
    words = word_spans(text)
    upto = citation.last_word or citation.first_word
    if not 1 <= citation.first_word <= upto <= len(words):
        return None
    start, end = _with_signs(text, words, citation.first_word - 1, upto - 1)
    return first.start + start, first.start + end


def _with_signs(text: str, words: Sequence[tuple[int, int]], first: int, last: int) -> tuple[int, int]:
    """The span of words with the signs that touch them: the quotation mark before, the full stop after."""
    start, end = words[first][0], words[last][1]
    lowest = words[first - 1][1] if first else 0
    highest = words[last + 1][0] if last + 1 < len(words) else len(text)
    while start > lowest and not text[start - 1].isspace():
        start -= 1
    while end < highest and not text[end].isspace():
        end += 1
    return start, end
