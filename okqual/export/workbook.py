"""The matrix as a workbook: what is frozen, wide and wrapped so that it reads on screen.

Text is always written as text: nothing from a note becomes a formula, a link or a number.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from okqual.export.cell_words import in_order, plain_cell, quoted
from okqual.export.characters import legal
from okqual.export.csv_tables import column_names
from okqual.export.manifest_words import facts, made_at
from okqual.export.quick_rows import Cell, fitting, write_lines
from okqual.export.writing import repacked, write_bytes
from okqual.messages import message
from okqual.model.note import TextKind
from okqual.model.results import CellKind, CellState, Manifest, Matrix

STYLE = "Table Style Light 1"

Formats = dict[str, Any]

_TEXT = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "in_memory": True}


def write_matrix(matrix: Matrix, manifest: Manifest, path: Path) -> None:
    """Write sheets for the matrix, its evidence (a line a quote, where there are any) and the manifest.

    Same matrix and manifest, same bytes. Raises OkqualError as :func:`okqual.export.writing.write_whole`.
    """
    out = io.BytesIO()
    book = begun(out, matrix.title, manifest)
    _matrix_sheet(book, matrix)
    if any(cell.quotes for cell in matrix.cells.values()):
        _evidence_sheet(book, matrix)
    manifest_sheet(book, manifest)
    book.close()
    write_bytes(path, repacked(out.getvalue()))


def begun(out: io.BytesIO, title: str, manifest: Manifest) -> Any:
    """A workbook that writes text as text and says of itself what the manifest says."""
    import xlsxwriter

    book = xlsxwriter.Workbook(out, _TEXT)
    book.set_properties(
        {"title": legal(title), "author": manifest.tool, "created": made_at(manifest).replace(tzinfo=None)}
    )
    book.set_custom_property("okqual-export", manifest.export_id, "text")
    return book


def formats_of(book: Any) -> Formats:
    """How cells look, by what they hold."""
    text = {"text_wrap": True, "valign": "top", "font_size": 10}
    return {
        "head": book.add_format({**text, "bold": True, "bg_color": "#E4EAF0", "bottom": 1}),
        "label": book.add_format({**text, "bold": True}),
        "text": book.add_format(text),
        "number": book.add_format({**text, "num_format": "General", "align": "left"}),
        "share": book.add_format({**text, "num_format": "0 %", "align": "left"}),
        "date": book.add_format({**text, "num_format": "yyyy-mm-dd", "align": "left"}),
        "empty": book.add_format({**text, "italic": True, "font_color": "#595959"}),
    }


def _matrix_sheet(book: Any, matrix: Matrix) -> None:
    formats = formats_of(book)
    sheet = book.add_worksheet(message("export.sheet.matrix"))
    head = [matrix.rows_by or message("export.interview"), matrix.grouped_by or message("export.group")]
    if matrix.kind is CellKind.COUNT:
        _counts(sheet, matrix, formats)
    else:
        write_lines(sheet, _lines(matrix, formats))
    wide = matrix.kind in {CellKind.QUOTES, CellKind.SUMMARY}
    sheet.set_column(0, 1, 16)
    sheet.set_column(2, len(matrix.columns) + 1, 48 if wide else 20)
    as_table(sheet, "okqual_matrix", [*head, *column_names(matrix.columns)], len(matrix.rows), formats)


def _counts(sheet: Any, matrix: Matrix, formats: Formats) -> None:
    for line, row in enumerate(matrix.rows, start=1):
        sheet.write_string(line, 0, legal(row.label), formats["label"])
        sheet.write_string(line, 1, legal(row.group), formats["text"])
        for at, column in enumerate(matrix.columns, start=2):
            cell = matrix.cells[row.id, column.id]
            if cell.state is CellState.CODED:
                sheet.write_number(line, at, cell.count, formats["number"])
            else:
                sheet.write_string(line, at, fitting(legal(plain_cell(cell, matrix.kind))), formats["empty"])


def _lines(matrix: Matrix, formats: Formats) -> Iterator[list[Cell | None]]:
    """The rows of a matrix of words."""
    label, text, empty = formats["label"], formats["text"], formats["empty"]
    for row in matrix.rows:
        cells = [matrix.cells[row.id, column.id] for column in matrix.columns]
        yield [
            (row.label, label), (row.group, text),
            *((plain_cell(each, matrix.kind), text if each.state is CellState.CODED else empty) for each in cells),
        ]  # fmt: skip


def _evidence_sheet(book: Any, matrix: Matrix) -> None:
    formats = formats_of(book)
    sheet = book.add_worksheet(message("export.sheet.evidence"))
    names = ("citation_id", "interview", "code", "value", "quote", "text_kind", "participants", "key_quote")
    line = write_lines(sheet, _quote_lines(matrix, formats["text"]))
    for at, width in enumerate((14, 12, 28, 12, 80, 22, 14, 12)):
        sheet.set_column(at, at, width)
    as_table(sheet, "okqual_evidence", [message(f"export.column.{name}") for name in names], line, formats)


def _quote_lines(matrix: Matrix, text: Any) -> Iterator[list[Cell | None]]:
    yes = message("terms.yes")
    kinds = {kind: message(f"terms.text_kind.{kind.value}") for kind in TextKind}
    for row in matrix.rows:
        for column in matrix.columns:
            for quote in in_order(matrix.cells[row.id, column.id].quotes):
                yield [
                    (quote.id, text), (quote.case, text), (column.label, text), (quote.value or "", text),
                    (quoted(quote), text), (kinds[quote.kind], text), (", ".join(quote.participants), text),
                    (yes if quote.key else "", text),
                ]  # fmt: skip


def manifest_sheet(book: Any, manifest: Manifest) -> None:
    """The last sheet: what the file was made of."""
    formats = formats_of(book)
    sheet = book.add_worksheet(message("export.sheet.manifest"))
    for at, name in enumerate(("fact", "content")):
        sheet.write_string(0, at, message(f"export.column.{name}"), formats["head"])
    for line, (name, value) in enumerate(facts(manifest), start=1):
        sheet.write_string(line, 0, name, formats["label"])
        sheet.write_string(line, 1, fitting(legal(value)), formats["text"])
    sheet.set_column(0, 0, 24)
    sheet.set_column(1, 1, 90)
    sheet.freeze_panes(1, 0)


def as_table(sheet: Any, name: str, heads: Sequence[str], lines: int, formats: Formats) -> None:
    """Make a real table of what stands on a sheet, with its filters; the first row and column stay in sight."""
    columns = [{"header": head, "header_format": formats["head"]} for head in unique(heads)]
    sheet.add_table(0, 0, max(1, lines), len(heads) - 1, {"columns": columns, "style": STYLE, "name": name})
    sheet.freeze_panes(1, 1)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    sheet.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})


def unique(names: Sequence[str]) -> list[str]:
    """Names of columns as Excel wants them: none empty, none twice, letter case aside; "X (2)" for a second X."""
    taken: set[str] = set()
    made = []
    for name in names:
        words = " ".join(legal(name).split())[:200] or "–"
        number = 1
        while (tried := words if number == 1 else f"{words} ({number})").casefold() in taken:
            number += 1
        taken.add(tried.casefold())
        made.append(tried)
    return made
