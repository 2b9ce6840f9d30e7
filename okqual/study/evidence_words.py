"""The words that evidence names, for whoever reads a finding."""

from __future__ import annotations

from dataclasses import dataclass

from okqual.analysis.citations import citation_of, span_of
from okqual.model.coding import parse_citation
from okqual.model.interview import NoteNow
from okqual.store import findings_told, old_versions, queries
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


def findings_on(study: Study, note: NoteNow, start: int, end: int, codings: set[str]) -> list[tuple[str, str]]:
    """(finding, role) of those whose evidence is among the codings or shares words with a span of a note."""
    found = []
    for name, ref, role in findings_told.words_linked(study.db):
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
    note = queries.note_now(study.db, citation.note) if citation else None
    if citation is not None and note is not None:
        span = span_of(note, citation)
        if span is None:
            place = queries.passage_anywhere(study.db, note.id, citation.first)
            note = old_versions.note_in(study.db, place[0]) if place else None
            span = span_of(note, citation) if note else None
        return (note, *span, "", None) if note is not None and span is not None else None
    coding = queries.coding(study.db, ref)
    note = queries.note_now(study.db, coding.note) if coding else None
    if coding is not None and note is not None and coding.note_version != note.version:
        note = old_versions.note_in(study.db, coding.note_version)
    return (note, coding.start, coding.end, coding.code, coding.value) if coding is not None and note else None
