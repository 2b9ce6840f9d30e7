"""Plain tables to files: sheets of one workbook with real tables, or a folder of CSV files."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from okqual.export.characters import inert, legal
from okqual.export.quick_rows import fitting
from okqual.export.workbook import as_table, begun, formats_of, manifest_sheet
from okqual.export.writing import repacked, write_bytes
from okqual.model.results import Manifest
from okqual.model.tables import Cell, ColumnKind, Table

_DATE = re.compile(r"\d{4}-\d\d-\d\d")


def write_workbook(
    tables: Sequence[Table], manifest: Manifest, title: str, path: Path, go_on: Callable[[int, int], bool] | None = None
) -> bool:
    """Write a sheet a table and the manifest; False, and no file, when ``go_on(rows done, of)`` says to stop.

    Same tables and manifest, same bytes. Raises OkqualError as :func:`okqual.export.writing.write_whole`.
    """
    out = io.BytesIO()
    book = begun(out, title, manifest)
    formats = formats_of(book)
    of, done = sum(len(table.rows) for table in tables), 0
    for table in tables:
        sheet = book.add_worksheet(table.name[:31])
        for line, row in enumerate(table.rows, start=1):
            for at, (cell, column) in enumerate(zip(row, table.columns, strict=True)):
                _write(sheet, line, at, cell, column.kind, formats)
            done += 1
            if done % 500 == 0 and go_on is not None and not go_on(done, of):
                return False
        for at, column in enumerate(table.columns):
            sheet.set_column(at, at, column.width)
        as_table(sheet, f"okqual_{table.id}", [column.name for column in table.columns], len(table.rows), formats)
    manifest_sheet(book, manifest)
    book.close()
    write_bytes(path, repacked(out.getvalue()))
    return True


def write_csv_files(tables: Sequence[Table], folder: Path) -> list[Path]:
    """Write a CSV file a table into a folder, for Swedish Excel; the paths come back.

    Fields that begin like a formula get an apostrophe first. Raises OkqualError as
    :func:`okqual.export.writing.write_whole`.
    """
    folder.mkdir(parents=True, exist_ok=True)
    paths = csv_paths(tables, folder)
    for table, path in zip(tables, paths, strict=True):
        write_bytes(path, csv_of(table))
    return paths


def csv_paths(tables: Sequence[Table], folder: Path) -> list[Path]:
    """What the tables' CSV files in a folder are called."""
    return [folder / f"{table.id}.csv" for table in tables]


def csv_of(table: Table) -> bytes:
    """A table as a CSV file for Swedish Excel."""
    return csv_text([table]).encode("utf-8-sig", errors="replace")


def csv_text(tables: Sequence[Table]) -> str:
    """Tables of the same columns as CSV for Swedish Excel, one after the other."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow([inert(column.name) for column in tables[0].columns])
    writer.writerows([_field(cell) for cell in row] for table in tables for row in table.rows)
    return out.getvalue()


def _field(cell: Cell) -> str:
    if isinstance(cell, float):
        return f"{cell:.6g}".replace(".", ",")
    return inert("" if cell is None else str(cell)) if not isinstance(cell, int) else str(cell)


def _write(sheet: Any, line: int, at: int, cell: Cell, kind: ColumnKind, formats: dict[str, Any]) -> None:
    if cell is None:
        return
    if isinstance(cell, int | float):
        sheet.write_number(line, at, cell, formats["share" if kind is ColumnKind.SHARE else "number"])
    elif kind is ColumnKind.DATE and _DATE.fullmatch(cell) and (day := _day(cell)) is not None:
        sheet.write_datetime(line, at, day, formats["date"])
    else:
        sheet.write_string(line, at, fitting(legal(cell)), formats["text"])


def _day(text: str) -> date | None:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if day.year >= 1900 else None
