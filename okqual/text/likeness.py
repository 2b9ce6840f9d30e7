"""How alike two short texts are, for headings that a note words in its own way."""

from __future__ import annotations

from rapidfuzz import fuzz


def likeness(one: str, other: str) -> float:
    """0–100: likeness of two folded texts as wholes, in the order of their words."""
    return fuzz.ratio(one, other)


def contained_likeness(part: str, whole: str) -> float:
    """0–100: how nearly the words of ``part`` are all in ``whole``, in any order."""
    return fuzz.token_set_ratio(part, whole)
