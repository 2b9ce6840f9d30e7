"""Text from notes as it may be shown: nothing in it can steer a terminal or hide from the eye."""

from __future__ import annotations

import unicodedata

DIRECTION = "⇄"
"""Stands for a character that turns the direction of writing."""
UNSEEN = "¤"
"""Stands for a character without width."""
HYPHEN_POINT = "‧"
"""Stands for a soft hyphen."""
BROKEN = "\ufffd"
"""Stands for what cannot be written: lone surrogates, unassigned and private characters."""

_BIDI = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


class _Table(dict[int, int | str]):
    """Stand-ins by code point, found when first asked for."""

    def __init__(self, kept: str, spaces: str) -> None:
        super().__init__()
        self.update({ord(sign): sign for sign in kept})
        self.update({ord(sign): " " for sign in spaces})

    def __missing__(self, code: int) -> str:
        self[code] = shown = _stand_in(chr(code))
        return shown


def _stand_in(sign: str) -> str:
    code = ord(sign)
    if code < 0x20:
        return chr(0x2400 + code)
    if code == 0x7F:
        return "␡"
    if code == 0xAD:
        return HYPHEN_POINT
    if sign in _BIDI:
        return DIRECTION
    category = unicodedata.category(sign)
    if category == "Cf":
        return UNSEEN
    return BROKEN if category in {"Cc", "Cs", "Co", "Zl", "Zp"} else sign


_LINES = _Table(kept="\n", spaces="\t")
_LINE = _Table(kept="", spaces="\t\n")


def visible(text: str) -> str:
    """``text`` with control, escape, direction and zero-width characters as visible stand-ins.

    One character for one, so spans stay true. Line ends are kept; a tab becomes a space.
    """
    return text.translate(_LINES)


def visible_line(text: str) -> str:
    """Like :func:`visible` for one line of a list: a line end becomes a space as well."""
    return text.translate(_LINE)
