"""Lines of a paragraph with their look: people end lines within a paragraph and type bullets by hand."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from okqual.ingest.readers.bullets import split_bullet


@dataclass(slots=True)
class Words:
    """Words of one run with what is said of their look."""

    text: str
    bold: bool = False
    italic: bool = False
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """One line with its look; ``bullet`` is "-" where the line began with a typed bullet."""

    text: str
    bold: bool
    italic: bool
    hidden: bool
    bullet: str = ""
    depth: int = 0


def lines_of(words: list[Words]) -> list[Line]:
    """The lines that have any text, in order; text in NFC without surrounding white space."""
    return [line for pieces in _split(words) if (line := _line(pieces)) is not None]


def _split(words: list[Words]) -> Iterator[list[Words]]:
    pieces: list[Words] = []
    for run in words:
        first, *rest = run.text.split("\n")
        pieces.append(Words(first, run.bold, run.italic, run.hidden))
        for part in rest:
            yield pieces
            pieces = [Words(part, run.bold, run.italic, run.hidden)]
    yield pieces


def _line(pieces: list[Words]) -> Line | None:
    text = unicodedata.normalize("NFC", "".join(piece.text for piece in pieces))
    if not text.strip():
        return None
    seen = [piece for piece in pieces if piece.text.strip()]
    bullet, depth, rest = split_bullet(text)
    return Line(
        rest,
        bold=all(piece.bold for piece in seen),
        italic=all(piece.italic for piece in seen),
        hidden=all(piece.hidden for piece in seen),
        bullet=bullet,
        depth=depth,
    )
