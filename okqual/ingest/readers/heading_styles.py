"""Headings by the names of their styles, in the languages that word processors write them in."""

from __future__ import annotations

import re

# "heading 1" is Word's own name in every language; other programs write the translated one.
_HEADING_NAME = re.compile(
    r"(?:heading|rubrik|überschrift|titre|overskrift|otsikko|kop|título|titolo|nagłówek)\s*([1-9])$", re.IGNORECASE
)
_TITLE_NAMES = frozenset({"title", "rubrik", "titel", "document title"})


def level_of_style(name: str, id_: str = "") -> int:
    """1–9 for the name (or else the id) of a heading style, 1 for a title's name, else 0."""
    for text in (name, id_):
        if found := _HEADING_NAME.match(text):
            return int(found[1])
    return 1 if name.lower() in _TITLE_NAMES else 0
