"""The tokens of rich text format: groups, control words, bytes and text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

OPEN, CLOSE, WORD, SYMBOL, BYTE, TEXT = "{", "}", "word", "symbol", "byte", "text"

# Line ends between tokens mean nothing; a bare backslash at the end of the file matches nothing.
_TOKEN = re.compile(
    r"(?P<brace>[{}])|\\(?P<word>[A-Za-z]{1,32})(?P<number>-?[0-9]{1,10})? ?"
    r"|\\'(?P<byte>[0-9A-Fa-f]{2})|\\(?P<symbol>[^A-Za-z])|(?P<text>[^\\{}\r\n]+)|[\r\n]+"
)


class Token(NamedTuple):
    """One token; ``number`` is a control word's, or None where it has none."""

    kind: str
    text: str
    number: int | None = None


def tokens_of(content: str) -> Iterator[Token]:
    """The tokens of a file whose bytes were read as Latin-1, a character a byte; raw data is passed over.

    Ends early where the file ends within a token. Linear in the length of the file.
    """
    at = 0
    while (found := _TOKEN.match(content, at)) is not None:
        at = found.end()
        kind = found.lastgroup
        if kind == "brace":
            yield Token(found["brace"], "")
        elif kind in {"word", "number"}:
            number = int(found["number"]) if found["number"] else None
            if found["word"] == "bin":
                at += max(number or 0, 0)
            else:
                yield Token(WORD, found["word"], number)
        elif kind == "byte":
            yield Token(BYTE, chr(int(found["byte"], 16)))
        elif kind is not None:
            yield Token(kind, found[kind])
