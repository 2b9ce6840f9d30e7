"""Characters of notes in exported files: what a format cannot hold goes, everything else stays text."""

from __future__ import annotations

import re

_LINE_END = re.compile("\r\n|[\r\x0b\x0c]")
_ILLEGAL = re.compile("[\x00-\x08\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_END_OF_ISOLATE = "\u2069"
_CLOSERS = {
    **dict.fromkeys("\u202a\u202b\u202d\u202e", "\u202c"),
    **dict.fromkeys("\u2066\u2067\u2068", _END_OF_ISOLATE),
}
"""What turns the direction of writing, and what ends that."""
_DIRECTION = re.compile("[\u202a-\u202e\u2066-\u2069]")
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def legal(text: str) -> str:
    """``text`` without the characters that XML forbids; line, page and column ends become ``"\\n"``.

    A direction of writing that the text turns on and leaves on is closed after it: the words beside a quote
    are none of its business.
    """
    if text.isprintable():
        return text
    return closed(_ILLEGAL.sub("", _LINE_END.sub("\n", text)))


def closed(text: str) -> str:
    """``text`` with the directions of writing closed that it leaves on."""
    open_now: list[str] = []
    for sign in _DIRECTION.findall(text):
        if sign in _CLOSERS:
            open_now.append(_CLOSERS[sign])
        elif sign in open_now:
            # The end of an isolate ends what was opened inside it; that of an embedding reaches no further.
            if sign == _END_OF_ISOLATE:
                del open_now[len(open_now) - 1 - open_now[::-1].index(sign) :]
            elif open_now[-1] == sign:
                open_now.pop()
    return text + "".join(reversed(open_now))


def inert(text: str) -> str:
    """``text`` as a CSV field that no spreadsheet program runs: an apostrophe before a formula's first sign."""
    return f"'{text}" if _guarded(text) else text


def of_inert(field: str) -> str:
    """The text that :func:`inert` made a field of."""
    return field[1:] if field.startswith("'") and _guarded(field) else field


def _guarded(text: str) -> bool:
    # Apostrophes count too: without that the one put there could not be told from the text's own.
    return text.lstrip("'").startswith(_FORMULA)
