"""Lines of a page, made of signs that stand beside each other."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import pairwise

from okqual.ingest.readers.pdf.page import Sign

_SPACE = 0.18
"""Share of the size from which a gap is a space that the file does not write."""
_TAB = 1.0
"""Share of the size from which a gap is more than a space."""
_SAME_LINE = 0.45
"""Share of the size by which signs of one line may stand higher or lower."""
_SET_NUMBER = re.compile(r"\(?(?:\d{1,2}(?:\.\d{1,2}){0,3}|[A-Za-z]|[ivx]{1,5})[.):]|[•▪·◦‣●○■□➢✓–-]")
_LONGEST_NUMBER = 12
_RAISED = 0.85
"""Share of the line's size up to which a raised figure is the sign of a note."""


@dataclass(slots=True)
class Line:
    """One line: text without space at its ends, its extent in points, and how it looks."""

    page: int
    number: int
    """From 1 on its page."""
    text: str
    x0: float
    x1: float
    y: float
    size: float
    bold: bool
    italic: bool
    starts_bold: bool
    first_word: float
    """Width of what could have stood at the end of the line before: up to a space or hyphen."""
    in_margin: bool
    right: float = 0.0
    """Where lines of its column or cell end at most."""
    notes: list[str] = field(default_factory=list)
    """Signs of notes that stand in the line, left out of its text."""
    label: str = ""
    """A list number or bullet that stands before the text with a gap."""
    dashed: str = ""
    """The text with its bullet, where that may as well be a dash between words."""
    rest_bold: bool = False
    """What stands after the first wide gap is bold; a list number before it may be plain."""
    rest_italic: bool = False


def lines_of(signs: Iterable[Sign], page: int, note_signs: frozenset[str]) -> list[Line]:
    """The lines that signs make in the order of the file; ``note_signs`` are the page's footnotes."""
    rows: list[list[Sign]] = []
    for sign in signs:
        if rows and _continues(rows[-1], sign):
            if not _is_drawn_twice(rows[-1][-1], sign):
                rows[-1].append(sign)
        elif sign.text.strip():
            rows.append([sign])
    lines: list[Line] = []
    for row in rows:
        line = _line(row, page, note_signs)
        if line is not None and not (lines and _is_same(lines[-1], line)):
            lines.append(line)
    return lines


def _is_same(before: Line, line: Line) -> bool:
    """Lines too are drawn again a little beside."""
    return before.text == line.text and abs(before.x0 - line.x0) < 1 and abs(before.y - line.y) < 1


def _continues(row: list[Sign], sign: Sign) -> bool:
    last = row[-1]
    if not sign.text.strip() and abs(last.y - sign.y) < 1:
        return True
    size = max(last.size, sign.size)
    higher = sign.y - row[0].y if row[0].size >= sign.size else last.y - sign.y
    return abs(higher) <= _SAME_LINE * size and sign.x0 >= last.x0 - 0.3 * size and sign.x0 > row[0].x0 - 1


def _is_drawn_twice(last: Sign, sign: Sign) -> bool:
    """Letters are sometimes drawn again a little beside, to look bold."""
    return last.text == sign.text != " " and abs(last.x0 - sign.x0) < 0.15 * sign.size and abs(last.y - sign.y) < 1


def _line(row: list[Sign], page: int, note_signs: frozenset[str]) -> Line | None:
    while row and not row[-1].text.strip():
        row.pop()
    size = _usual_size(row)
    kept, notes = _without_notes(row, size, note_signs)
    pieces: list[str] = []
    for index, sign in enumerate(kept):
        if index:
            gap = _gap(kept[index - 1], sign)
            early = index < _LONGEST_NUMBER
            apart = early and _is_set_apart("".join(pieces), gap, kept[index - 1], sign)
            pieces.append("\t" if apart else gap)
        pieces.append(sign.text)
    text = unicodedata.normalize("NFC", "".join(pieces)).strip()
    seen = [sign for sign in kept if sign.text.strip()]
    if not text or not seen:
        return None
    rest = _after_gap(seen)
    return Line(
        page,
        0,
        text,
        seen[0].x0,
        seen[-1].x1,
        next((sign.y for sign in seen if sign.size == size), seen[0].y),
        size,
        all(sign.bold for sign in seen),
        all(sign.italic for sign in seen),
        seen[0].bold,
        _first_word(seen, kept),
        all(sign.in_margin for sign in seen),
        notes=notes,
        rest_bold=all(sign.bold for sign in rest),
        rest_italic=all(sign.italic for sign in rest),
    )


def _is_set_apart(start: str, gap: str, before: Sign, sign: Sign) -> bool:
    """Whether a list number or bullet ends here, which the file sets apart without a space."""
    if gap == "\t" or _SET_NUMBER.fullmatch(start.strip()) is None:
        return False
    other = before.bold != sign.bold and start[:1].isdigit() and sign.text.isalpha()
    return gap == " " or other


def _after_gap(seen: list[Sign]) -> list[Sign]:
    """What stands after the first wide gap; all where there is none."""
    start = ""
    for index, (before, sign) in enumerate(pairwise(seen), 1):
        start += before.text
        gap = _gap(before, sign)
        if gap == "\t" or (index < _LONGEST_NUMBER and _is_set_apart(start, gap, before, sign)):
            return seen[index:]
    return seen


def _usual_size(row: list[Sign]) -> float:
    counts: dict[float, int] = {}
    for sign in row:
        counts[sign.size] = counts.get(sign.size, 0) + len(sign.text.strip())
    return max(counts, key=lambda size: (counts[size], size), default=0.0)


def _without_notes(row: list[Sign], size: float, note_signs: frozenset[str]) -> tuple[list[Sign], list[str]]:
    """The signs of a line without small raised ones that are the signs of notes on the page."""
    kept: list[Sign] = []
    notes: list[str] = []
    run: list[Sign] = []
    for sign in [*row, None]:
        if sign is not None and sign.size < _RAISED * size and sign.text.strip():
            run.append(sign)
            continue
        # A note's own line begins with its sign.
        if run and kept and (number := "".join(part.text for part in run)) in note_signs:
            notes.append(number)
        else:
            kept += run
        run = []
        if sign is not None:
            kept.append(sign)
    return kept, notes


def _gap(before: Sign, sign: Sign) -> str:
    gap = sign.x0 - before.x1
    size = max(before.size, sign.size)
    if gap > _TAB * size:
        return "\t"
    if gap > _SPACE * size and before.text[-1:] not in {" ", "\u00a0"} and sign.text[:1] not in {" ", "\u00a0"}:
        return " "
    return ""


def _first_word(seen: list[Sign], kept: list[Sign]) -> float:
    last = seen[0]
    for before, sign in pairwise(kept):
        if sign.text == " " or _gap(before, sign):
            break
        last = sign
        if sign.text == "-" and before.text.isalpha():
            break
    return last.x1 - seen[0].x0
