"""Workbooks and CSV files as rows of texts: what a spreadsheet shows, without its formulas."""

from __future__ import annotations

import csv
import io
import unicodedata
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from datetime import time as clock_time
from pathlib import PurePath

from okqual.errors import OkqualError
from okqual.ingest.readers.sniffing import OLE, ZIP, kind_of_bytes, refuse_ole, zip_format
from okqual.ingest.readers.text.encodings import decode
from okqual.ingest.readers.text.reader import remarks_on
from okqual.model.note import Remark

WORKBOOKS = frozenset({".xlsx", ".xlsm"})
TABLES = frozenset({".csv", ".tsv"})
EXCEL = "Excel (.xlsx)"
MOST_CELLS = 2_000_000
LARGEST_WORKBOOK = 500_000_000
"""Bytes of a workbook's parts when unpacked."""
_SEPARATORS = ",;\t|"


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet's rows of texts, ragged; an empty cell is ""."""

    name: str
    """Empty for a CSV file and for a workbook's first sheet."""
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Spreadsheet:
    """The sheets of a file, with the encoding of a CSV file and what there is to tell."""

    format: str
    sheets: tuple[Sheet, ...]
    encoding: str = ""
    remarks: tuple[Remark, ...] = ()


def is_spreadsheet(name: str, content: bytes) -> bool:
    """Whether a file is a workbook or CSV: by its suffix, or without one by its bytes."""
    suffix = PurePath(name).suffix.lower()
    return suffix in WORKBOOKS | TABLES or (
        not suffix and kind_of_bytes(content) == ZIP and zip_format(content) == EXCEL
    )


def read_spreadsheet(content: bytes, name: str) -> Spreadsheet:
    """The sheets of a workbook or CSV file. Raises OkqualError for what cannot be read."""
    if not content.strip():
        raise OkqualError("errors.note_empty", {"file": name}, "errors.note_empty.try")
    found = kind_of_bytes(content)
    if found == OLE:
        raise refuse_ole(content, name)
    if found == ZIP and zip_format(content) != EXCEL:
        raise OkqualError("errors.grid_damaged", {"file": name}, "errors.grid_damaged.try")
    if found == ZIP:
        return _workbook(content, name)
    if PurePath(name).suffix.lower() in WORKBOOKS:
        raise OkqualError("errors.grid_damaged", {"file": name}, "errors.grid_damaged.try")
    return _table(content, name)


# CSV


def _table(content: bytes, name: str) -> Spreadsheet:
    decoded = decode(content, name)
    text = decoded.text.removeprefix("\ufeff").replace("\x00", "\ufffd")
    rows: list[tuple[str, ...]] = []
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_separator(text))
    try:
        for row in reader:
            rows.append(tuple(_plain(cell) for cell in row))
    except csv.Error as error:
        values: dict[str, object] = {"file": name, "line": reader.line_num}
        raise OkqualError("errors.csv_broken", values, "errors.csv_broken.try") from error
    return Spreadsheet("csv", (Sheet("", tuple(rows)),), decoded.encoding, remarks_on(decoded))


def _separator(text: str) -> str:
    """The sign that divides the first lines into the most columns, the same number in each."""
    start = text[:20_000]

    def columns(separator: str) -> tuple[int, int]:
        try:
            widths = [len(row) for row in csv.reader(io.StringIO(start, newline=""), delimiter=separator) if row]
        except csv.Error:
            return (0, 0)
        first = widths[0] if widths else 0
        return (sum(width == first for width in widths[:-1] or widths) if first > 1 else 0, first)

    return max(_SEPARATORS, key=columns)


def _plain(text: str) -> str:
    return unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n")).strip()


# Workbooks


def _workbook(content: bytes, name: str) -> Spreadsheet:
    import openpyxl

    _refuse_large(content, name)
    try:
        shown = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
        sheets = tuple(
            Sheet(sheet.title if number else "", tuple(_rows(sheet, name)))
            for number, sheet in enumerate(shown.worksheets)
        )
        without = _formulas_without_value(content, sheets)
    except OkqualError:
        raise
    except Exception as error:
        # openpyxl raises whatever its many parts meet in a damaged file.
        raise OkqualError("errors.grid_damaged", {"file": name}, "errors.grid_damaged.try") from error
    remarks = (Remark("reading.formulas_without_value", {"count": without}),) if without else ()
    return Spreadsheet("xlsx", sheets, remarks=remarks)


def _refuse_large(content: bytes, name: str) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            size = sum(part.file_size for part in archive.infolist())
    except (zipfile.BadZipFile, OSError, ValueError) as error:
        raise OkqualError("errors.grid_damaged", {"file": name}, "errors.grid_damaged.try") from error
    if size > LARGEST_WORKBOOK:
        raise OkqualError("errors.grid_too_large", {"file": name}, "errors.grid_too_large.try")


def _rows(sheet: object, name: str) -> Iterator[tuple[str, ...]]:
    count = 0
    for row in _values(sheet):
        count += len(row) + 1
        if count > MOST_CELLS:
            raise OkqualError("errors.grid_too_large", {"file": name}, "errors.grid_too_large.try")
        yield tuple(_shown(value) for value in row)


def _values(sheet: object) -> Iterable[tuple[object, ...]]:
    # The size that a sheet says it has may be all of Excel's; the cells say how much there is.
    sheet.reset_dimensions()  # type: ignore[attr-defined]
    return sheet.iter_rows(values_only=True)  # type: ignore[attr-defined,no-any-return]


def _formulas_without_value(content: bytes, sheets: tuple[Sheet, ...]) -> int:
    """How many formulas the workbook has no value for, since no program has calculated it."""
    import openpyxl

    written = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=False, keep_links=False)
    count = 0
    for sheet, shown in zip(written.worksheets, sheets, strict=True):
        for row, texts in zip(_values(sheet), shown.rows, strict=False):
            count += sum(isinstance(v, str) and v.startswith("=") and not t for v, t in zip(row, texts, strict=False))
    return count


def _shown(value: object) -> str:
    """A cell's value as text: dates without a time of midnight, numbers without needless decimals."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == clock_time() else value.isoformat(" ", "minutes")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    return _plain(str(value).replace("\x00", "\ufffd").replace("_x000D_", ""))
