"""The matrix as CSV for Swedish Excel: semicolons, UTF-8 with a byte order mark, CRLF.

Wide: one line an interview (or group), one column a code, as the matrix is read. Programs that want
every quote by itself take the JSON.
"""

from __future__ import annotations

import csv
import io
from collections import Counter
from pathlib import Path

from okqual.export.cell_words import plain_cell
from okqual.export.characters import inert
from okqual.export.writing import write_bytes
from okqual.messages import message
from okqual.model.results import Matrix, MatrixColumn


def write_matrix(matrix: Matrix, path: Path) -> None:
    """Write the matrix to ``path``; cells that begin like a formula get an apostrophe first.

    Raises OkqualError as :func:`okqual.export.writing.write_whole`.
    """
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    for line in _lines(matrix):
        writer.writerow([inert(field) for field in line])
    write_bytes(path, out.getvalue().encode("utf-8-sig", errors="replace"))


def column_names(columns: tuple[MatrixColumn, ...]) -> list[str]:
    """The columns' labels, with the id after a label that occurs twice."""
    labels = Counter(column.label for column in columns)
    return [column.label if labels[column.label] == 1 else f"{column.label} ({column.id})" for column in columns]


def _lines(matrix: Matrix) -> list[list[str]]:
    group = [matrix.grouped_by or message("export.group")] if any(row.group for row in matrix.rows) else []
    lines = [[matrix.rows_by or message("export.interview"), *group, *column_names(matrix.columns)]]
    for row in matrix.rows:
        cells = [plain_cell(matrix.cells[row.id, column.id], matrix.kind) for column in matrix.columns]
        lines.append([row.label, *([row.group] if group else []), *cells])
    return lines
