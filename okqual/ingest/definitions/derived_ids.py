"""Ids made from names: what a person can read in a file and what the same name always gives.

Small letters a–z and digits, å ä as a and ö as o; the first two words that say something. A name whose
id an earlier one has takes more of its words, then a number. Criteria and groups of codes are three
capitals. Ids depend on earlier names only, so that what is added at the end changes none.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection

_LITTLE = """
att av de den det du där efter eller en ett från för ha har hos hur i in inom med ni och om på sig som samt till
under ut utan vad var vid vilka vilken vilket vilket är and by for from how in of on or the to what which with
"""
LITTLE_WORDS = frozenset(_LITTLE.split())
_WORDS = 2
_OWN = {"æ": "ae", "ø": "o", "ß": "ss", "ð": "d", "þ": "th", "ł": "l"}


def ascii_words(text: str) -> list[str]:
    """The words of a text in small letters a–z and digits."""
    lower = "".join(_OWN.get(sign, sign) for sign in unicodedata.normalize("NFD", text.lower()))
    return re.findall(r"[a-z0-9]+", "".join(sign for sign in lower if not unicodedata.combining(sign)))


def word_id(name: str, taken: Collection[str] = (), prefix: str = "") -> str:
    """``prefix`` and the first words of ``name`` that say something, other than the ids that are taken."""
    little = {word for part in LITTLE_WORDS for word in ascii_words(part)}
    words = [word for word in ascii_words(name) if word not in little] or ascii_words(name) or ["utan-namn"]
    for count in range(min(_WORDS, len(words)), len(words) + 1):
        made = _made(prefix, "-".join(words[:count]))
        if made not in taken:
            return made
    return _numbered(_made(prefix, "-".join(words[:_WORDS])), taken)


def short_id(name: str, taken: Collection[str] = ()) -> str:
    """The first three letters of ``name`` as capitals; more of them where those are taken."""
    letters = "".join(ascii_words(name)).upper().lstrip("0123456789") or "X"
    for count in range(min(3, len(letters)), len(letters) + 1):
        if letters[:count] not in taken:
            return letters[:count]
    return _numbered(letters[:3], taken)


def file_id(stem: str) -> str:
    """The id of a guide or codebook that came from a file with this stem: all its words."""
    return _made("", "-".join(ascii_words(stem)) or "utan-namn")


def _made(prefix: str, words: str) -> str:
    # An id begins with a letter.
    return f"{prefix}{words}" if prefix or words[0].isalpha() else f"n{words}"


def _numbered(base: str, taken: Collection[str]) -> str:
    number = 2
    while f"{base}-{number}" in taken:
        number += 1
    return f"{base}-{number}"
