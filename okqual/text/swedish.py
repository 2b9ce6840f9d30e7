"""Swedish order: å, ä and ö after z, numbers by size, whatever the computer's locale says."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_PARTS = re.compile(r"[0-9]+|[^0-9]+")
_LAST = {"å": "\U0010fff0", "ä": "\U0010fff1", "æ": "\U0010fff1", "ö": "\U0010fff2", "ø": "\U0010fff2"}

SwedishKey = tuple[tuple[tuple[int, int, str], ...], str, str]


@lru_cache(maxsize=16_384)
def swedish_key(text: str) -> SwedishKey:
    """Sorting key: VB-2 before VB-10, å ä ö last and in that order, case and accents only to tell equals apart."""
    composed = unicodedata.normalize("NFC", text)
    lower = composed.casefold()
    return tuple(_part(part) for part in _PARTS.findall(lower)), lower, composed


def _part(part: str) -> tuple[int, int, str]:
    # Length before digits orders numbers of any size without turning them into integers.
    if "0" <= part[0] <= "9":
        digits = part.lstrip("0")
        return 0, len(digits), digits
    return 1, 0, "".join(_letter(sign) for sign in part)


def _letter(sign: str) -> str:
    return _LAST.get(sign) or unicodedata.normalize("NFD", sign)[0]
