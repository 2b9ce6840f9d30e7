"""Two files that were read in apart under one note's name: the hidden one made a note of its own, codings and all."""

from __future__ import annotations

import hashlib
from typing import Any

from okqual.errors import OkqualError
from okqual.model.canonical import canonical
from okqual.model.events import Kind
from okqual.store import contents, old_versions, queries
from okqual.store.entries import entries, payload_of
from okqual.store.registers import holder, subject
from okqual.study.changing import changing
from okqual.study.loading import MOST_NOTES
from okqual.study.opening import Study

PART = 500
"""Codings an entry."""


def separate(study: Study, note: str, version: str) -> str:
    """Make a hidden version of a note a further note of its interview; the new note's id.

    Its codings are put on the same words of the new note, each in its coder's name, and leave the old one; the
    whole is one batch. Raises OkqualError when the interview has too many notes.
    """
    load = old_versions.load_of(study.db, version)
    payload = payload_of(next(entries(study.db, "origin = ? AND number = ?", load)))
    case = str(payload["case"])
    notes = queries.notes_of(study.db, case)
    if len(notes) > MOST_NOTES:
        raise OkqualError("errors.too_many_notes", {"case": case})
    new = f"{case}{chr(ord('a') + len(notes))}"
    made = hashlib.sha256(canonical([new, version]).encode()).hexdigest()[:24]
    with changing(study) as pen:
        batch = pen.begin_batch()
        pen.write(Kind.NOTE_LOADED, {**payload, "note": new, "version": made}, batch=batch)
        items: list[list[Any]] = []
        for coding in old_versions.made_in(study.db, note, version):
            items.append(
                [
                    coding.case, new, made, coding.start, coding.end, coding.code, coding.definition, coding.coder,
                    coding.value, int(coding.key), contents.put(pen.db, case, coding.memo) if coding.memo else None,
                    [contents.put_label(pen.db, case, label) for label in coding.participants],
                ]
            )  # fmt: skip
            over = holder(pen.db, subject("coding", coding.id), "withdrawn")
            pen.write(Kind.CODING_WITHDRAWN, {"coding": coding.id, "over": over}, batch=batch)
        for first in range(0, len(items), PART):
            pen.write(Kind.CODINGS_ADDED, {"codings": items[first : first + PART]}, batch=batch)
        pen.write(Kind.SETTLED_APART, {"entry": f"note:{note}={version}"}, batch=batch)
    return new
