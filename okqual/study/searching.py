"""Full-text search in passages, with filters by code and by the interviews' attributes."""

from __future__ import annotations

import re
from typing import Any

from okqual.analysis.material import below
from okqual.model.interview import NoteNow, PassageNow
from okqual.store import queries, search
from okqual.study.browsing import codebook
from okqual.study.definitions import code_named
from okqual.study.material import check_where
from okqual.study.opening import Study
from okqual.text.folding import fold, folded
from okqual.text.swedish import swedish_key


def find(
    study: Study,
    text: str,
    code: str | None = None,
    without_code: str | None = None,
    where: dict[str, str] | None = None,
) -> list[dict[str, Any]]:
    """The ``find`` contract: hits in the order of interviews and texts, one a place.

    With ``without_code`` and no text, the code's name and synonyms are searched: passages that speak
    of it and do not carry it (or a code below it). Raises OkqualError for an unknown code, and for an
    attribute that no interview has.
    """
    wanted = _family(study, code)
    unwanted = _family(study, without_code)
    texts = [text] if text.strip() else _words_of(study, without_code or code)
    told = queries.attributes(study.db)
    check_where(study, where, [case for case, row in told.items() if _fits(row, where)])
    hits: dict[tuple[str, int, int], dict[str, Any]] = {}
    notes: dict[str, NoteNow] = {}
    for each in texts:
        for case, note_id, number in search.passages_with(study.db, each):
            if not _fits(told.get(case, {}), where):
                continue
            note = notes.get(note_id) or queries.note_now(study.db, note_id)
            if note is None:
                continue
            notes[note_id] = note
            passage = next(p for p in note.passages if p.number == number)
            if _carries(note, passage, wanted, unwanted):
                for start, end in _places(note.text, passage, each):
                    hits[note_id, start, end] = _hit(case, note, passage, start, end)
    return [hits[key] for key in sorted(hits, key=lambda key: (swedish_key(key[0]), key[1], key[2]))]


def _family(study: Study, code: str | None) -> frozenset[str] | None:
    return below(codebook(study), code_named(study, code).id) if code else None


def _words_of(study: Study, code: str | None) -> list[str]:
    if not code:
        return []
    found = code_named(study, code)
    return list(dict.fromkeys([found.name, *found.synonyms]))


def _fits(told: dict[str, str], where: dict[str, str] | None) -> bool:
    return all(told.get(name, "").casefold() == value.casefold() for name, value in (where or {}).items())


def _carries(
    note: NoteNow, passage: PassageNow, wanted: frozenset[str] | None, unwanted: frozenset[str] | None
) -> bool:
    codes = {c.code for c in note.codings if c.start < passage.end and c.end > passage.start}
    return (wanted is None or bool(codes & wanted)) and (unwanted is None or not codes & unwanted)


def _places(text: str, passage: PassageNow, wanted: str) -> list[tuple[int, int]]:
    inside = fold(text[passage.start : passage.end])
    pattern = _pattern(folded(wanted).strip())
    places = [inside.original(*found.span()) for found in pattern.finditer(inside.text)]
    return [(start + passage.start, end + passage.start) for start, end in places]


def _pattern(wanted: str) -> re.Pattern[str]:
    """Words in their order with anything but letters between, beginnings of words unless starred."""
    body = r"\w*\W+".join(re.escape(word) for word in re.findall(r"\w+", wanted))
    return re.compile(body if wanted.startswith("*") else rf"(?<!\w){body}")


def _hit(case: str, note: NoteNow, passage: PassageNow, start: int, end: int) -> dict[str, Any]:
    return {
        "case": case,
        "id": passage.id,
        "start": start,
        "end": end,
        "text": note.text[passage.start : passage.end],
    }
