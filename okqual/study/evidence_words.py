"""The words that evidence names, for whoever reads a finding."""

from __future__ import annotations

from dataclasses import dataclass

from okqual.analysis.citations import citation_of, span_of
from okqual.model.coding import parse_citation
from okqual.model.interview import NoteNow
from okqual.store import queries, traced
from okqual.study.opening import Study


@dataclass(frozen=True, slots=True)
class EvidenceWords:
    """Where evidence stands and what it says."""

    citation: str
    case: str
    text: str
    code: str = ""
    value: str | None = None


def evidence_words(study: Study, ref: str) -> EvidenceWords | None:
    """The words that a citation id or a coding names; None where they are gone."""
    place = _place(study, ref)
    if place is None:
        return None
    note, start, end, code, value = place
    citation = citation_of(note, start, end)
    return EvidenceWords(str(citation) if citation else ref, note.case, note.text[start:end], code, value)


def place_of_words(study: Study, ref: str) -> tuple[str, int, int] | None:
    """(note version, start, end) of the words that a citation id or a coding names; None where they are gone."""
    place = _place(study, ref)
    return (place[0].version, place[1], place[2]) if place is not None else None


def findings_on(study: Study, note: NoteNow, start: int, end: int, codings: set[str]) -> list[tuple[str, str]]:
    """(finding, role) of those whose evidence is among the codings or shares words with a span of a note."""
    found = []
    for name, ref, role in traced.links_into(study.db, note.id, codings):
        if ref in codings:
            found.append((name, role))
            continue
        citation = parse_citation(ref)
        span = span_of(note, citation) if citation is not None and citation.note == note.id else None
        if span is not None and span[0] < end and span[1] > start:
            found.append((name, role))
    return found


def _place(study: Study, ref: str) -> tuple[NoteNow, int, int, str, str | None] | None:
    citation = parse_citation(ref)
    place = traced.place_of(study.db, citation) if citation else None
    if citation is not None and place is not None:
        note = traced.around(study.db, *place)
        span = span_of(note, citation) if note else None
        return (note, *span, "", None) if note is not None and span is not None else None
    coding = queries.coding(study.db, ref)
    note = traced.around(study.db, coding.note_version, coding.start, coding.end) if coding else None
    return (note, coding.start, coding.end, coding.code, coding.value) if coding is not None and note else None
