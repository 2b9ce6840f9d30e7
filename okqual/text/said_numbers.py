"""The numbers that a sentence says, in figures or in words, so that two wordings can be held against each other."""

from __future__ import annotations

import re

_SWEDISH = "noll två tre fyra fem sex sju åtta nio tio elva tolv"
_ENGLISH = "zero two three four five six seven eight nine ten eleven twelve"
_WORDS = {
    word: str(n) for words in (_SWEDISH, _ENGLISH) for word, n in zip(words.split(), (0, *range(2, 13)), strict=True)
}
"""Without "en" and "one", which are articles and pronouns as well."""
_NUMBER = re.compile(
    r"(?<![\w.,])(?<![^\W\d_]-)\d+(?:[\u00a0 ]\d{3})*(?:[.,]\d+)?(?!\w)|\b(?:" + "|".join(_WORDS) + r")\b",
    re.IGNORECASE,
)


def numbers_in(text: str) -> list[str]:
    """The numbers in their order, figures and words in one form: "sex av 12" says 6 and 12."""
    found = []
    for match in _NUMBER.finditer(text):
        said = match.group().casefold()
        found.append(_WORDS[said] if said in _WORDS else re.sub(r"[\u00a0 ]", "", said).replace(",", "."))
    return found


def without_numbers(text: str) -> str:
    """The text with a sign in each number's place."""
    return _NUMBER.sub("#", text)
