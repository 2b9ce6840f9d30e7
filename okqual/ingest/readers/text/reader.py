"""Plain text files: one block a line, with lines that were broken by their width made whole."""

from __future__ import annotations

import re
import unicodedata

from okqual.ingest.readers.bullets import split_bullet
from okqual.ingest.readers.text.encodings import Decoded, decode
from okqual.model.note import BlockKind, Remark, SourceBlock, SourceDocument

_LINE_END = re.compile(r"\r\n|[\r\n\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029]")
SHORTEST_BROKEN = 50
LONGEST_BROKEN = 120
"""Characters; only a line of such a length may have been broken by its width."""
MOST_JOINED = 15
"""Lines; speech without full stops is not made one block."""


def read_text(content: bytes, name: str, encoding: str | None = None) -> SourceDocument:
    """The lines of a text file as blocks; a hand-typed bullet makes a list item."""
    decoded = decode(content, name, encoding)
    blocks = tuple(_block(place, line) for place, line in _whole_lines(lines_of(decoded.text)))
    return SourceDocument("txt", blocks, encoding=decoded.encoding, remarks=remarks_on(decoded))


def lines_of(text: str) -> list[str]:
    """The lines of a text in NFC, whichever line ends it has; a null byte becomes a replacement sign."""
    return [unicodedata.normalize("NFC", line) for line in _LINE_END.split(text.replace("\x00", "\ufffd"))]


def remarks_on(decoded: Decoded) -> tuple[Remark, ...]:
    """What to tell of the encoding: that it was guessed, or that bytes made no sense."""
    if decoded.broken:
        return (Remark("reading.bytes_replaced", {"count": decoded.broken, "encoding": decoded.encoding}),)
    if decoded.encoding in {"cp1252", "mac_roman", "cp850", "latin-1"}:
        return (Remark("reading.encoding_guessed", {"encoding": decoded.encoding}),)
    return ()


def _whole_lines(lines: list[str]) -> list[tuple[int, str]]:
    """(number of its first line, text) of each line that is not empty."""
    whole: list[tuple[int, list[str]]] = []
    before = ""
    for number, line in enumerate(lines, 1):
        if line.strip():
            if whole and len(whole[-1][1]) < MOST_JOINED and _continues(before, line):
                whole[-1][1].append(line.strip())
            else:
                whole.append((number, [line]))
        before = line
    return [(number, " ".join(parts)) for number, parts in whole]


def _continues(before: str, line: str) -> bool:
    """Whether a line goes on with the sentence of the line before, which was broken at its width."""
    start, end = line.lstrip(), before.rstrip()
    if not start[:1].islower() or split_bullet(line)[0]:
        return False
    return SHORTEST_BROKEN <= len(end) <= LONGEST_BROKEN and end[-1] not in ".!?:;"


def _block(number: int, line: str) -> SourceBlock:
    label, depth, text = split_bullet(line)
    kind = BlockKind.ITEM if label else BlockKind.PARAGRAPH
    return SourceBlock(f"l{number}", kind, text, level=depth, label=label)
