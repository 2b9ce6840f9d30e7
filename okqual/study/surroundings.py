"""The words around cited ones: the sentence before and after, the interview's date, the speaker's role."""

from __future__ import annotations

from collections.abc import Iterable

from okqual.analysis.citations import passages_in, span_of
from okqual.model.coding import Quote, parse_citation
from okqual.model.interview import NoteNow, PassageNow
from okqual.model.results import Surroundings
from okqual.store import queries
from okqual.study.opening import Study

LONGEST = 320
"""Characters of each side."""
DATE, ROLE = "datum", "roll"


def surroundings(study: Study, quotes: Iterable[Quote]) -> dict[str, Surroundings]:
    """By citation id: what stands around the quotes' words."""
    notes: dict[str, NoteNow | None] = {}
    told, people = queries.attributes(study.db), queries.participants(study.db)
    found: dict[str, Surroundings] = {}
    for quote in quotes:
        place = parse_citation(quote.id)
        if place is None or quote.id in found:
            continue
        if place.note not in notes:
            notes[place.note] = queries.note_now(study.db, place.note)
        note = notes[place.note]
        span = span_of(note, place) if note is not None else None
        if note is None or span is None:
            continue
        roles = {person.label: person.attributes.get(ROLE, "") for person in people.get(quote.case, ())}
        said = [roles[label] for label in quote.participants if roles.get(label)]
        case = told.get(quote.case, {})
        before, after = _around(note, *span)
        role = ", ".join(dict.fromkeys(said)) or case.get(ROLE, "") or quote.actor
        found[quote.id] = Surroundings(before, after, case.get(DATE, ""), role)
    return found


def _around(note: NoteNow, start: int, end: int) -> tuple[str, str]:
    touched = passages_in(note.passages, start, end)
    order = sorted(note.passages, key=lambda passage: passage.start)
    before, after = note.text[touched[0].start : start], note.text[end : touched[-1].end]
    first, last = order.index(touched[0]), order.index(touched[-1])
    if first > 0 and _same_answer(order[first - 1], touched[0]):
        before = f"{note.text[order[first - 1].start : order[first - 1].end]} {before}"
    if last + 1 < len(order) and _same_answer(order[last + 1], touched[-1]):
        after = f"{after} {note.text[order[last + 1].start : order[last + 1].end]}"
    return _cut(before, front=True), _cut(after, front=False)


def _same_answer(one: PassageNow, other: PassageNow) -> bool:
    """Sentences around are those of the same answer: the last words on another question say nothing of these."""
    return one.questions == other.questions


def _cut(text: str, front: bool) -> str:
    text = " ".join(text.split())
    if len(text) <= LONGEST:
        return text
    return f"… {text[-LONGEST:].partition(' ')[2]}" if front else f"{text[:LONGEST].rpartition(' ')[0]} …"
