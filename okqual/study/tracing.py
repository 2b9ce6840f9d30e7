"""From any id to the file that it comes from, and on to all that it is used in: words, and what else has an id."""

from __future__ import annotations

import json
from typing import Any

from okqual.analysis.citations import citation_of, passages_in, span_of
from okqual.errors import OkqualError
from okqual.messages import message
from okqual.model.coding import Citation, Coding, parse_citation
from okqual.model.events import Kind
from okqual.model.interview import NoteNow, PassageNow
from okqual.model.memo import About
from okqual.store import findings_told, memos_told, old_versions, queries, summaries, traced
from okqual.store.entries import payload_of
from okqual.store.projected_findings import MADE
from okqual.store.pseudonymised import is_pseudonymised
from okqual.study import traced_pieces, traced_things
from okqual.study.browsing import place_of
from okqual.study.opening import Study, setting
from okqual.study.traced_uses import asked, steps, uses_of_words
from okqual.text.folding import folded
from okqual.text.moments import ZONE, zoned
from okqual.text.passages import sentence_spans

LEAST_SIGNS = 10
"""Fewer name no sentence."""


def trace(study: Study, name: str) -> dict[str, Any]:
    """Where something comes from and what it is used in, as the ``trace`` contract has it.

    ``name`` is a citation id ("VB-01:37"), the id of a coding, a finding, source, judgement, heading or decision, a
    code, a note or interview, a written cell ("VB-01/KOH-onskan", "län=Skåne/KOH"), or the id, SHA-256 or name of
    an export; or the id ("…#2") or first words of a sentence of a finding, judgement, source or written cell, which is
    traced with what it stands in. Words that a correction took away are traced to the version of the note that has
    them. Raises OkqualError when nothing in the study has this id.
    """
    citation = parse_citation(name)
    note = queries.note_now(study.db, citation.note) if citation else None
    if citation is not None and note is not None:
        return _trace(study, name, "citation", *_cited(study, name, note, citation))
    coding = queries.coding(study.db, name)
    owner = queries.note_now(study.db, coding.note) if coding else None
    if coding is not None and owner is not None and coding.note_version != owner.version:
        owner = old_versions.note_in(study.db, coding.note_version)
    if coding is not None and owner is not None:
        return _trace(study, name, "coding", owner, coding.start, coding.end, coding)
    found = _thing(study, name) or _thing(study, name.partition("#")[0]) or _thing(study, _said_in(study, name))
    if found is None:
        raise _gone(study, name)
    return {**found, "time_zone": setting(study, "time_zone") or ZONE}


def _thing(study: Study, name: str) -> dict[str, Any] | None:
    return traced_pieces.trace_piece(study, name) or traced_things.trace_thing(study, name) if name else None


def _said_in(study: Study, words: str) -> str:
    """What a sentence that begins so stands in; empty for none. Raises OkqualError where several begin so."""
    wanted = folded(words)
    if len(wanted) < LEAST_SIGNS:
        return ""
    texts = [(each.id, each.text) for each in findings_told.pieces(study.db)]
    texts += [(each.cell.name, each.text) for each in summaries.summaries(study.db)]
    found = [
        name
        for name, text in texts
        if any(folded(text[start:end]).startswith(wanted) for start, end in sentence_spans(text))
    ]
    if len(found) > 1:
        values: dict[str, object] = {"words": words, "count": len(found)}
        raise OkqualError("errors.several_statements", values, "errors.several_statements.try")
    return found[0] if found else ""


def _gone(study: Study, name: str) -> OkqualError:
    """What is said of an id that names nothing now: a piece that was taken out is told apart from what never was."""
    made = traced.entry_at(study.db, name)
    if made is None or made.kind not in MADE:
        return OkqualError("errors.unknown_id", {"id": name}, "errors.unknown_id.try")
    out = [each for each in traced.entries_about(study.db, name) if each.kind == Kind.PIECE_WITHDRAWN]
    last = out[-1] if out else made
    when = zoned(last.at, setting(study, "time_zone"))
    values: dict[str, object] = {"id": name, "coder": last.coder, "when": when}
    return OkqualError("errors.piece_withdrawn", values, "errors.piece_withdrawn.try")


def _cited(study: Study, name: str, now: NoteNow, citation: Citation) -> tuple[NoteNow, int, int]:
    """The note, as it is or was, and the span in it that a citation id names."""
    span = span_of(now, citation)
    if span is not None:
        return now, *span
    for number in (citation.first, citation.last):
        place = queries.passage_anywhere(study.db, now.id, number)
        then = old_versions.note_in(study.db, place[0]) if place else None
        span = span_of(then, citation) if then else None
        if then is not None and span is not None:
            return then, *span
    values: dict[str, object] = {"id": name, "note": now.id, "passages": len(now.passages)}
    raise OkqualError("errors.unknown_passage", values, "errors.unknown_passage.try")


def _trace(
    study: Study, name: str, kind: str, note: NoteNow, start: int, end: int, only: Coding | None = None
) -> dict[str, Any]:
    there = [c for c in note.codings if c.start < end and c.end > start] if only is None else [only]
    passages = passages_in(note.passages, start, end)
    load = queries.note_at_load(study.db, note.version)
    names = queries.coders(study.db)
    citation = citation_of(note, start, end)
    return {
        "id": name,
        "kind": kind,
        "time_zone": setting(study, "time_zone") or ZONE,
        "case": note.case,
        "citation": str(citation) if citation else None,
        "quote": note.text[start:end],
        "start": start,
        "end": end,
        "place": place_of(note, start),
        "questions": (questions := list(dict.fromkeys(q for p in passages for q in p.questions))),
        "asked": asked(study, note.id, questions),
        "textslag": message(f"terms.text_kind.{passages[0].kind}") if passages else None,
        "participants": list(dict.fromkeys(label for p in passages for label in p.participants)),
        "note": note.id,
        "note_version": queries.version_number(study.db, note.id, note.version),
        "note_version_id": note.version,
        "current": _is_current(study, note),
        "now": _now(study, note, passages),
        "file": note.file_name,
        "sha256": note.sha256,
        "size": load[3] if load else None,
        "content_kept": not is_pseudonymised(study.db, note.version),
        "loaded_by": note.loaded_by,
        "loaded_by_name": names.get(note.loaded_by) or None,
        "loaded_at": note.loaded_at,
        "codings": [_coding(study, coding, note, names) for coding in there],
        "memos": _memos(study, note, passages, there),
        "used_in": uses_of_words(study, note, start, end, there, passages),
        "history": _history(study, note, {coding.id for coding in there}, {p.number for p in passages}),
    }


def _is_current(study: Study, note: NoteNow) -> bool:
    current = queries.current_version(study.db, note.id)
    return current is not None and current[0] == note.version


def _now(study: Study, note: NoteNow, passages: list[PassageNow]) -> list[str]:
    """Citation ids of the passages that corrected these ones."""
    found = [old_versions.successor(study.db, note.id, passage.number) for passage in passages]
    return [f"{note.id}:{number}" for number in dict.fromkeys(found) if number is not None]


def _coding(study: Study, coding: Coding, note: NoteNow, names: dict[str, str]) -> dict[str, Any]:
    citation = citation_of(note, coding.start, coding.end)
    definition = queries.code_definition(study.db, coding.definition)
    then = json.loads(definition) if definition else None
    return {
        "id": coding.id,
        "citation": str(citation) if citation else None,
        "quote": note.text[coding.start : coding.end],
        "code": coding.code,
        "name": (then or {}).get("name", coding.code),
        "definition": {"digest": coding.definition, "text": then},
        "value": coding.value,
        "coder": coding.coder,
        "coder_name": names.get(coding.coder) or None,
        "at": coding.at,
        "participants": list(coding.participants),
        "memo": coding.memo,
        "key": coding.key,
        "decisions": [
            {"id": d.id, "text": d.text, "reason": d.reason, "coder": d.coder, "at": d.at, "code": d.code or None}
            for d in memos_told.decisions(study.db, coding.code)
        ],
    }


def _memos(study: Study, note: NoteNow, passages: list[PassageNow], codings: list[Coding]) -> list[dict[str, Any]]:
    """Memos on what the words stand in and are coded as; a coding's own is with the coding."""
    things = [
        (About.STUDY, ""),
        (About.CASE, note.case),
        (About.NOTE, note.id),
        *((About.PASSAGE, passage.id) for passage in passages),
        *((About.CODE, code) for code in dict.fromkeys(coding.code for coding in codings)),
    ]
    told = [(about, name, memos_told.memo_text(study.db, about, name)) for about, name in things]
    return [{"about": str(about), "id": name, "text": text} for about, name, text in told if text]


def _history(study: Study, note: NoteNow, codings: set[str], numbers: set[int]) -> list[dict[str, Any]]:
    """Entries about the note's load, the codings, and the passages, oldest first."""
    added = {_entry_of(name) for name in codings}
    made = [entry for entry in (traced.entry_at(study.db, name) for name in added) if entry is not None]
    about = traced.entries_about(study.db, note.id, *codings)
    return steps(
        study,
        [*made, *(entry for entry in about if _about(payload_of(entry), entry.kind, note.id, codings, numbers))],
    )


def _about(payload: dict[str, Any], kind: str, note: str, codings: set[str], numbers: set[int]) -> bool:
    if "coding" in payload:
        return payload["coding"] in codings
    if payload.get("note") != note:
        return False
    if kind == Kind.NOTE_LOADED:
        return True
    return bool(numbers & {payload.get("number"), *payload.get("numbers", ())})


def _entry_of(coding: str) -> str:
    origin, _, rest = coding.rpartition(":")
    return f"{origin}:{rest.partition('.')[0]}"
