"""Characters of notes in exported files: what a format cannot hold goes, everything else stays text."""

from __future__ import annotations

import re

_LINE_END = re.compile("\r\n|[\r\x0b\x0c]")
_ILLEGAL = re.compile("[\x00-\x08\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def legal(text: str) -> str:
    """``text`` without the characters that XML forbids; line, page and column ends become ``"\\n"``."""
    if text.isprintable():
        return text
    return _ILLEGAL.sub("", _LINE_END.sub("\n", text))


def inert(text: str) -> str:
    """``text`` as a CSV field that no spreadsheet program runs: an apostrophe before a formula's first sign."""
    return f"'{text}" if _guarded(text) else text


def of_inert(field: str) -> str:
    """The text that :func:`inert` made a field of."""
    return field[1:] if field.startswith("'") and _guarded(field) else field


def _guarded(text: str) -> bool:
    # Apostrophes count too: without that the one put there could not be told from the text's own.
    return text.lstrip("'").startswith(_FORMULA)
