"""What differs between two wordings of a text, word by word."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from enum import StrEnum

_PARTS = re.compile(r"\s+|\w+|[^\w\s]")
LONGEST = 4000
"""Words and signs that are compared one by one; longer texts are shown whole, old and new."""


class Differs(StrEnum):
    """What became of some words."""

    SAME = "same"
    GONE = "gone"
    NEW = "new"


def word_differences(old: str, new: str) -> list[tuple[Differs, str]]:
    """The two texts in one: what both have, what only the old one had, what only the new one has."""
    before, after = _PARTS.findall(old), _PARTS.findall(new)
    if max(len(before), len(after)) > LONGEST:
        return [(kind, text) for kind, text in ((Differs.GONE, old), (Differs.NEW, new)) if text]
    found: list[tuple[Differs, str]] = []
    for deed, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if deed == "equal":
            found.append((Differs.SAME, "".join(before[a:b])))
            continue
        found += [
            (kind, words)
            for kind, words in ((Differs.GONE, "".join(before[a:b])), (Differs.NEW, "".join(after[c:d])))
            if words
        ]
    return found
