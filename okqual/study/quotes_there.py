"""Quotes of a file that left the house, held against the notes that they are from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from okqual.analysis.returned.delivered import quotes_in
from okqual.model.returned import Returned
from okqual.store import queries
from okqual.study.evidence_words import evidence_words
from okqual.study.opening import Study
from okqual.text.folding import folded

LEAST = 4
"""Letters from which a quote without an id is looked for: "Ja." is everybody's."""


@dataclass(frozen=True, slots=True)
class ChangedQuote:
    """A quote whose words are not the note's."""

    id: str
    """The citation id that stands beside it; empty in a published file."""
    now: str
    former: str = ""
    """Empty where the words that it cites are not in the study."""


def changed_quotes(study: Study, returned: Returned) -> Iterator[ChangedQuote]:
    """The quotes of a file that say other words than the notes do."""
    notes: list[str] | None = None
    for ids, text in quotes_in(returned):
        for name in ids:
            known = evidence_words(study, name)
            if known is None or _letters(known.text) not in _letters(text):
                yield ChangedQuote(name, text, known.text if known is not None else "")
        if not ids:
            notes = _notes(study) if notes is None else notes
            said = _letters(text)
            if len(said) >= LEAST and not any(said in note for note in notes):
                yield ChangedQuote("", text)


def _notes(study: Study) -> list[str]:
    found = (queries.note_now(study.db, name) for name in queries.note_ids(study.db))
    return [_letters(note.text) for note in found if note is not None]


def _letters(text: str) -> str:
    """Letters and digits alone: quotation marks and the like are the export's."""
    return "".join(sign for sign in folded(text) if sign.isalnum())
