"""Any table of text in Word: columns as wide as their share of the page, cut where there are too many."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from okqual.export.word import xml
from okqual.export.word.draft import PORTRAIT, Draft
from okqual.messages import message
from okqual.model.tables import Table

Lines = Sequence[Sequence[str]]
"""Rows of text, the header first."""
NARROWEST = 620
"""Twentieths of a point that a column of signs and small numbers takes."""


def write_table(draft: Draft, table: Table, whole: bool = True) -> str:
    """Write a table with its caption; the bookmark of its number comes back. ``whole`` rows are not cut."""
    lines = [[column.name for column in table.columns]]
    lines += [["" if cell is None else str(cell) for cell in row] for row in table.rows]
    return write_lines(draft, lines, table.name, [column.width for column in table.columns], whole)


def write_lines(draft: Draft, lines: Lines, title: str, shares: Sequence[int], whole: bool = True) -> str:
    """Write rows of text as a table whose columns share the page as ``shares`` say."""
    page = draft.width(PORTRAIT)
    widths = [page * share // sum(shares) for share in shares]
    label, text, column = (draft.styles[name] for name in ("okq label", "okq cell text", "okq column"))

    def row(line: Sequence[str], header: bool) -> str:
        styles = [column] * len(line) if header else [label, *[text] * (len(line) - 1)]
        cells = [
            xml.cell([xml.paragraph(xml.run(words), style)], width)
            for words, style, width in zip(line, styles, widths, strict=True)
        ]
        return xml.row(cells, header=header, whole=whole)

    rows = [row(line, header=at == 0) for at, line in enumerate(lines)]
    return draft.table(widths, title, message("methods.description", title=title, first=lines[0][0]), rows)


def write_wide(draft: Draft, lines: Lines, title: str, first: int = 2400) -> list[str]:
    """Write a table of many narrow columns as several, each with the first column; the bookmarks of their numbers."""
    most = max(1, (draft.width(PORTRAIT) - first) // NARROWEST)
    labels = []
    parts = list(_cut(len(lines[0]) - 1, most))
    for start, end in parts:
        part = [[line[0], *line[1 + start : 1 + end]] for line in lines]
        name = title if len(parts) == 1 else message("methods.part_of", title=title, first=part[0][1], last=part[0][-1])
        each = (draft.width(PORTRAIT) - first) // (end - start)
        labels.append(write_lines(draft, part, name, [first, *[each] * (end - start)]))
    return labels


def _cut(columns: int, most: int) -> Iterator[tuple[int, int]]:
    """Even stretches of columns, none longer than ``most``."""
    parts = -(-columns // most)
    for part in range(parts):
        yield columns * part // parts, columns * (part + 1) // parts
