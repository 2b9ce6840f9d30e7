"""Quotes: finding words in a text where only white space, marks or Unicode forms differ, and
seeing what stands between quotation marks.
"""

from __future__ import annotations

import re

from okqual.text.folding import Folded, fold, folded

# Swedish notes open and close with ”, English ones with “ ”, typewriters with ", guillemets both ways.
_QUOTATION = re.compile(
    r"[”“„\"](?=\S)(?P<curly>[^”“„\"\n]*)[”“\"]|»(?=\S)(?P<angle>[^»«\n]*)[»«]|«(?=\S)(?P<french>[^»«\n]*)»"
)


def find_quote(text: str, quote: str, start: int = 0, end: int | None = None) -> list[tuple[int, int]]:
    """All places of ``quote`` in ``text[start:end]``, as code point spans of ``text``.

    Case, white space, soft hyphens, Unicode form, kinds of quotation mark and dash may differ.
    Places do not overlap. An empty quote has none. Linear in the length of the text.
    """
    return [(a + start, b + start) for a, b in find_folded(fold(text[start:end]), quote)]


def find_folded(text: Folded, quote: str) -> list[tuple[int, int]]:
    """Like :func:`find_quote` in a text that is already folded, for many quotes of one text."""
    wanted = folded(quote)
    if not wanted:
        return []
    places = []
    at = text.text.find(wanted)
    while at >= 0:
        places.append(text.original(at, at + len(wanted)))
        at = text.text.find(wanted, at + len(wanted))
    return places


def quotation_spans(text: str) -> list[tuple[int, int]]:
    """Spans of quotations in ``text``, quotation marks included; marks that are not closed make none."""
    return [found.span() for found in _QUOTATION.finditer(text)]
