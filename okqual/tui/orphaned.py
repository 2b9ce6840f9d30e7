"""A coding that lost its words: where in the corrected note they most likely belong now."""

from __future__ import annotations

from okqual.model.interview import NoteNow, PassageNow
from okqual.model.note import PassageRole
from okqual.text.folding import folded


def likeliest(note: NoteNow, quote: str, before: int) -> PassageNow | None:
    """The passage that shares most words with ``quote``; among equals the one nearest to the offset ``before``."""
    # Imported here: it brings rapidfuzz, which no screen needs at the start.
    from okqual.text.likeness import contained_likeness

    wanted = folded(quote)

    def rank(passage: PassageNow) -> tuple[float, int]:
        words = folded(note.text[passage.start : passage.end])
        return contained_likeness(wanted, words), -abs(passage.start - before)

    answers = [passage for passage in note.passages if passage.role is not PassageRole.META]
    return max(answers or note.passages, key=rank, default=None)
