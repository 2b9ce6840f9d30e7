"""Citation ids name words, and lead back to the same words with the signs that touch them."""

from __future__ import annotations

import pytest

from okqual.analysis.citations import citation_of, span_of
from okqual.model.interview import NoteNow, PassageNow
from okqual.model.note import PassageRole, TextKind, Why

TEXT = "Inledning.\nHelt tydlig, säger IP1. ”Alla är (nästan) nöjda.” Krav och/eller stöd\nSlut."


def note() -> NoteNow:
    first = TEXT.index("Helt")
    bounds = ((first, TEXT.index("\nSlut")), (TEXT.index("Slut"), len(TEXT)))
    passages = tuple(
        PassageNow("VB-01", n, a, b, PassageRole.ANSWER, ("1",), (), Why.NUMBER, 90, TextKind.REPORTED, ())
        for n, (a, b) in enumerate(bounds, 1)
    )
    return NoteNow("VB-01", "VB-01", "v", TEXT, (), passages, (), "a.txt", "s", 0, "AK")


@pytest.mark.parametrize(
    ("words", "id_"),
    [
        ("Helt tydlig, säger IP1.", "VB-01:1.1-4"),
        ("”Alla är (nästan) nöjda.”", "VB-01:1.5-8"),
        ("(nästan)", "VB-01:1.7-7"),
        ("Slut.", "VB-01:2"),
        (TEXT[TEXT.index("Helt") :], "VB-01:1-2"),
    ],
)
def test_words_lead_to_an_id_and_back(words: str, id_: str) -> None:
    start = TEXT.index(words)
    citation = citation_of(note(), start, start + len(words))

    assert citation is not None
    assert str(citation) == id_
    assert span_of(note(), citation) == (start, start + len(words))


def test_a_word_joined_to_another_ends_before_it() -> None:
    start = TEXT.index("och/eller")
    citation = citation_of(note(), start, start + 3)

    assert citation is not None
    span = span_of(note(), citation)
    assert span is not None
    assert TEXT[slice(*span)].rstrip("/") == "och"
