"""Questions of a guide that is laid out as a table: Tema | Fråga | Följdfrågor, or a number beside a question."""

from __future__ import annotations

import re

from okqual.ingest.definitions.guide_numbering import is_question
from okqual.ingest.definitions.named_columns import Cell, NamedTable, Table, named_table, tables_of
from okqual.ingest.definitions.outline import unnumbered
from okqual.model.note import BlockKind, SourceDocument

NAMES = {
    "follow_ups": ("följdfråg", "följdfr", "underfråg", "uppföljningsfråg", "uppföljande fråg", "hjälpfråg",
                   "stödfråg", "probe", "follow-up", "follow up"),
    "number": ("nr", "nummer", "frågenr", "frågenummer", "no", "number"),
    "question": ("fråg", "huvudfråg", "intervjufråg", "question", "main question"),
    "theme": ("tema", "område", "frågeområde", "avsnitt", "theme", "topic"),
    "introduction": ("introduktion", "inledning", "introduction"),
}  # fmt: skip
_DIGITS = re.compile(r"\D*(\d{1,3})\D*\Z")
_NUMBERED = re.compile(r"(?:fråga|question|fr\.?|f|q)?\s?(\d{1,3})\s?[.):]*\s+(?=\S)", re.IGNORECASE)
_LETTERED = re.compile(r"\(?([a-h])[.)]\s+(?=\S)")
_BULLET = re.compile(r"[-–•*·]\s+")

QuestionRow = dict[str, tuple[str, str]]
"""(text, place) by theme, number, introduction, question, and "follow_up a b" for each follow-up."""


def question_rows(document: SourceDocument) -> list[QuestionRow]:
    """The questions in the document's tables of questions, in order; empty where it has no such table."""
    rows: list[QuestionRow] = []
    for table in tables_of(document):
        named = named_table(table, NAMES) or _by_content(table)
        if named is not None and named.has("question"):
            rows += _rows(named, None if named.has("theme") else _heading_above(document, named.first_block))
    return rows


def _heading_above(document: SourceDocument, first_block: int) -> tuple[str, str] | None:
    """(text, place) of the last heading above a table that is not the document's first line."""
    for block in reversed(document.blocks[1:first_block]):
        if block.kind is BlockKind.HEADING or (block.bold and not block.row):
            return unnumbered(block.text), block.place
    return None


def _by_content(table: Table) -> NamedTable | None:
    """A table without a header whose first column has numbers and whose second one has questions."""
    rows = [row for row in table.rows.values() if 1 in row and 2 in row]
    fits = [row for row in rows if _DIGITS.match(row[1].text) and is_question(row[2].text)]
    if len(fits) < 2 or 2 * len(fits) < len(table.rows):
        return None
    made = tuple({"number": row[1], "question": row[2], **({"follow_ups": row[3]} if 3 in row else {})} for row in fits)
    return NamedTable(table.first_block, made)


def _rows(named: NamedTable, theme: tuple[str, str] | None) -> list[QuestionRow]:
    rows: list[QuestionRow] = []
    for cells in named.rows:
        if "theme" in cells:
            theme = (unnumbered(cells["theme"].text), cells["theme"].place)
        if "question" in cells:
            rows += [{**({"theme": theme} if theme else {}), **row} for row in _questions(cells)]
        elif rows and "follow_ups" in cells:
            _add_follow_ups(rows[-1], cells["follow_ups"])
    return rows


def _questions(cells: dict[str, Cell]) -> list[QuestionRow]:
    """The questions of a row: one, or each paragraph that begins with a number of its own."""
    parts = cells["question"].parts
    starts = [i for i, (text, _) in enumerate(parts) if i == 0 or _NUMBERED.match(text)]
    rows = [_question(parts[start:end]) for start, end in zip(starts, [*starts[1:], len(parts)], strict=True)]
    digits = _DIGITS.match(cells["number"].text) if "number" in cells else None
    if digits and len(rows) == 1:
        rows[0]["number"] = (digits[1], cells["number"].place)
    if "introduction" in cells:
        rows[0]["introduction"] = (cells["introduction"].text, cells["introduction"].place)
    if "follow_ups" in cells:
        _add_follow_ups(rows[-1], cells["follow_ups"])
    return rows


def _question(parts: tuple[tuple[str, str], ...]) -> QuestionRow:
    text, place = parts[0]
    row: QuestionRow = {}
    if found := _NUMBERED.match(text):
        row["number"] = (found[1], place)
    row["question"] = (_NUMBERED.sub("", text, count=1), place)
    if len(parts) > 1:
        _add_follow_ups(row, Cell(parts[1:]))
    return row


def _add_follow_ups(row: QuestionRow, cell: Cell) -> None:
    for text, place in cell.parts:
        plain = _BULLET.sub("", text, count=1) if _BULLET.match(text) else text
        lettered = _LETTERED.match(plain)
        letter = lettered[1] if lettered else ""
        count = sum(name.startswith("follow_up") for name in row)
        row[f"follow_up {letter} {count}"] = (_LETTERED.sub("", plain, count=1), place)
