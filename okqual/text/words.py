"""Words as a reader counts them: citation ids that name words rest on this division."""

from __future__ import annotations

import re

# Letters and digits, joined by what stands inside a word: soft hyphen, mark, hyphen, apostrophe, colon.
_WORD = re.compile(r"\w(?:[\u00ad\u0300-\u036f]*\w|[\u0300-\u036f]+|\u00ad*[-‑'’:]\u00ad*(?=\w))*")


def word_spans(text: str) -> list[tuple[int, int]]:
    """Spans ``[start, end)`` of the words of ``text``; "SKR:s" and "6-åringar" are one word each."""
    return [found.span() for found in _WORD.finditer(text)]


def word_count(text: str) -> int:
    """How many words ``text`` has."""
    return len(_WORD.findall(text))
