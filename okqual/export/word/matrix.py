"""The framework matrix in Word: landscape tables of a few columns, one for each group of rows.

Wide matrices are cut where the codebook's groups end; every table repeats the row labels and its header.
A working version has hidden bookmarks on labels and cells and links to the appendix of evidence.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path

from okqual.export.word import xml
from okqual.export.word.anchors import cell_anchor, column_anchor, export_anchor, row_anchor
from okqual.export.word.cells import MOST_QUOTES, CellWriter
from okqual.export.word.draft import LANDSCAPE, PORTRAIT, Draft
from okqual.export.word.evidence import Evidence
from okqual.export.word.manifest import opening, write_manifest
from okqual.export.word.template import Template
from okqual.messages import counted, message
from okqual.model.results import CellKind, Manifest, Matrix, MatrixColumn, MatrixRow

MOST_COLUMNS = {CellKind.QUOTES: 4, CellKind.SUMMARY: 5}
MOST_SHORT_COLUMNS = 6
WHOLE_LINES = 16
"""A row of up to so many lines, about half a landscape page, is not cut between pages."""
LABEL_WIDTH = 2100
"""Width of the label column, in twentieths of a point."""


def write_matrix(
    matrix: Matrix, manifest: Manifest, path: Path, template: Template | None = None, publish: bool = False
) -> None:
    """Write the matrix to ``path``; ``publish`` leaves out ids, counts and everything else but words.

    Same matrix, manifest and language, same bytes. Raises OkqualError when the template cannot be used and
    as :func:`okqual.export.writing.write_whole`.
    """
    draft = Draft(template)
    title = matrix.title or message("export.matrix.title")
    opening(draft, title, manifest, publish)
    draft.text(_reading(matrix, publish), "okq note")
    if draft.styles.begins_page("heading 1"):
        # Else the first table would leave a page with a title and nothing more before it.
        draft.contents(lists=True)
    evidence = Evidence()
    if not publish:
        _cite_all(matrix, evidence)
    _Tables(draft, matrix, evidence, publish, manifest.export_id).write()
    draft.text(message("export.matrix.empties"), "okq note")
    draft.end_section(LANDSCAPE)
    evidence.write(draft)
    write_manifest(draft, manifest, publish)
    draft.save(path, manifest, title, PORTRAIT)


def parts_of(columns: Sequence[MatrixColumn], most: int) -> list[list[MatrixColumn]]:
    """The columns in order, cut into tables of at most ``most``; a group that fits is not cut apart."""
    parts: list[list[MatrixColumn]] = []
    for _, members in groupby(columns, key=lambda column: column.group):
        group = list(members)
        if parts and len(parts[-1]) + len(group) <= most:
            parts[-1].extend(group)
        else:
            parts.extend(_evenly(group, most))
    return parts


def neutral_names(matrix: Matrix) -> dict[str, str]:
    """What each interview is called outside the house: its neutral label, else "Intervju 1" by its row.

    Interviews that have no row of their own are "en intervju".
    """
    cells = matrix.cells.values()
    behind = {case for cell in cells for case in cell.cases} | {quote.case for cell in cells for quote in cell.quotes}
    names = dict.fromkeys(sorted(behind), message("export.an_interview"))
    if not matrix.rows_by:
        for number, row in enumerate((row for row in matrix.rows if not row.rollup), start=1):
            names[row.id] = row.neutral or message("export.interview_number", number=number)
    return names


def row_groups(rows: Sequence[MatrixRow]) -> dict[str, list[MatrixRow]]:
    """The rows by their group, groups in the order in which they first occur."""
    groups: dict[str, list[MatrixRow]] = {}
    for row in rows:
        groups.setdefault(row.group, []).append(row)
    return groups


def _evenly(columns: list[MatrixColumn], most: int) -> Iterator[list[MatrixColumn]]:
    tables = -(-len(columns) // most)
    for table in range(tables):
        yield columns[len(columns) * table // tables : len(columns) * (table + 1) // tables]


def _told_apart(names: Sequence[str], number: int, name: str) -> str:
    """The name of a set of columns; where a group was cut into several, which of them it is."""
    same = [at for at, other in enumerate(names) if other == name]
    if len(same) < 2:
        return name
    return message("export.matrix.part_of", name=name, number=same.index(number) + 1, of=len(same))


def _reading(matrix: Matrix, publish: bool) -> str:
    sentences = [message(f"export.matrix.cells.{matrix.kind.value}")]
    if matrix.kind is CellKind.COUNT:
        key = "present" if publish else "groups" if matrix.rows_by else "codings"
        sentences = [message(f"export.matrix.cells.count.{key}")]
    if matrix.kind is CellKind.QUOTES:
        sentences.append(message("export.matrix.cap", most=MOST_QUOTES))
    if matrix.kind in {CellKind.QUOTES, CellKind.SUMMARY} and not publish:
        sentences.append(message("export.citation_ids"))
    return " ".join(sentences)


def _cite_all(matrix: Matrix, evidence: Evidence) -> None:
    for row in matrix.rows:
        for column in matrix.columns:
            quotes = matrix.cells[row.id, column.id].quotes
            name = f"{row.label}, {column.label}" if matrix.rows_by else column.label
            evidence.cite(quotes, cell_anchor(row.id, column.id), name)


class _Tables:
    """The tables of one matrix: a heading for each set of columns, a table for each group of rows."""

    def __init__(self, draft: Draft, matrix: Matrix, evidence: Evidence, publish: bool, export_id: str) -> None:
        self._export = export_anchor(export_id) if export_id and not publish else ""
        self._draft, self._matrix, self._publish = draft, matrix, publish
        self._neutral = neutral_names(matrix) if publish else {}
        self._cells = CellWriter(draft, evidence, matrix.kind, self._neutral if publish else None)
        self._width = draft.width(LANDSCAPE)

    def write(self) -> None:
        parts = parts_of(self._matrix.columns, MOST_COLUMNS.get(self._matrix.kind, MOST_SHORT_COLUMNS))
        groups = row_groups(self._matrix.rows)
        if not parts or not groups:
            self._draft.text(message("export.matrix.nothing"))
            return
        names = [self._part_name(columns, number, len(parts)) for number, columns in enumerate(parts, start=1)]
        for number, (columns, part) in enumerate(zip(parts, names, strict=True)):
            self._draft.heading(1, _told_apart(names, number, part))
            for name, members in groups.items():
                rows = [row for row in members if not row.rollup or self._says(row, columns)]
                if not rows:
                    continue
                if name:
                    self._draft.heading(2, self._group_name(name, sum(not row.rollup for row in rows)))
                self._table(columns, rows, name)

    def _says(self, row: MatrixRow, columns: list[MatrixColumn]) -> bool:
        """Whether anything is written in a roll-up's row of these columns."""
        return any(self._matrix.cells[row.id, column.id].summary.strip() for column in columns)

    def _part_name(self, columns: list[MatrixColumn], number: int, of: int) -> str:
        names = " · ".join(dict.fromkeys(column.group for column in columns if column.group))
        if not names:
            return message("export.matrix.part", number=number, of=of) if of > 1 else message("export.matrix.whole")
        return names

    def _group_name(self, name: str, rows: int) -> str:
        name = name[:1].upper() + name[1:]
        return (
            name if self._publish or self._matrix.rows_by or not rows else counted("export.group_of", rows, name=name)
        )

    def _table(self, columns: list[MatrixColumn], rows: list[MatrixRow], group: str) -> None:
        title = ", ".join(column.label for column in columns) + (f": {group}" if group else "")
        description = message("export.matrix.description", rows=self._rows_name().lower(), columns=title)
        each = (self._width - LABEL_WIDTH) // len(columns)
        widths = [LABEL_WIDTH, *[each] * len(columns)]
        lines = (self._row(row, columns, each) for row in rows)
        self._draft.table(widths, title, description, [self._header(columns, each), *lines])

    def _rows_name(self) -> str:
        return self._matrix.rows_by or message("export.interview")

    def _header(self, columns: list[MatrixColumn], width: int) -> str:
        name = xml.run(self._rows_name())
        name = self._draft.anchors.around(name, self._export) if self._export else name
        corner = xml.paragraph(name, self._draft.styles["okq column"])
        cells = [xml.cell([corner], LABEL_WIDTH)]
        for column in columns:
            visible = column.id if column.id != column.label else ""
            cells.append(xml.cell(self._label(column.label, [visible], column_anchor(column.id), "okq column"), width))
        return xml.row(cells, header=True)

    def _row(self, row: MatrixRow, columns: list[MatrixColumn], width: int) -> str:
        if self._publish:
            label = self._label(self._neutral.get(row.id, row.label), [], "")
        else:
            visible = row.id if row.id != row.label and not row.rollup else ""
            label = self._label(row.label, [visible, row.detail], row_anchor(row.id))
        cells = [xml.cell(label, LABEL_WIDTH)]
        for column in columns:
            content = self._cells.paragraphs(self._matrix.cells[row.id, column.id], cell_anchor(row.id, column.id))
            cells.append(xml.cell(content, width))
        lines = (self._cells.lines(self._matrix.cells[row.id, column.id], width) for column in columns)
        return xml.row(cells, whole=max(lines) <= WHOLE_LINES)

    def _label(self, label: str, details: list[str], anchor: str, style: str = "okq label") -> list[str]:
        """A label cell; ids and details stand under the label in working versions."""
        styles = self._draft.styles
        if self._publish:
            return [xml.paragraph(xml.run(label), styles[style])]
        first = xml.paragraph(self._draft.anchors.around(xml.run(label), anchor), styles[style])
        return [first, *[xml.paragraph(xml.run(detail), styles["okq detail"]) for detail in details if detail]]
