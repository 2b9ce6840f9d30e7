"""Tables for spreadsheets: real ones with filters and kinds of values, where text stays text."""

from __future__ import annotations

import csv
import io
from datetime import datetime
from pathlib import Path

import openpyxl
import pytest

from okqual.export.table_files import write_csv_files, write_workbook
from okqual.export.workbook import unique
from okqual.model.tables import Column, ColumnKind, Table
from tests.export import examples
from tests.export.test_spreadsheets import FORMULAS


def table(*rows: tuple[object, ...]) -> Table:
    columns = (
        Column("Text"), Column("Antal", ColumnKind.NUMBER), Column("Datum", ColumnKind.DATE),
        Column("Andel", ColumnKind.SHARE),
    )  # fmt: skip
    return Table("quotes", "Citat", columns, rows)  # type: ignore[arg-type]


def sheet_of(path: Path):
    return openpyxl.load_workbook(path)["Citat"]


def test_kinds_of_values_are_kept(tmp_path: Path) -> None:
    rows = (("ord", 3, "2025-11-18", 0.25), ("fler ord", 2.5, "i november", None))
    assert write_workbook([table(*rows)], examples.manifest(), "Tabeller", tmp_path / "t.xlsx")
    sheet = sheet_of(tmp_path / "t.xlsx")

    assert [cell.value for cell in sheet[2]] == ["ord", 3, datetime(2025, 11, 18), 0.25]
    assert [cell.value for cell in sheet[3]] == ["fler ord", 2.5, "i november", None]
    assert sheet["D2"].number_format == "0 %"
    assert sheet.freeze_panes == "B2"
    assert sheet.tables["okqual_quotes"].ref == "A1:D3"
    assert sheet.tables["okqual_quotes"].autoFilter.ref == "A1:D3"


def test_a_table_without_rows_opens(tmp_path: Path) -> None:
    write_workbook([table()], examples.manifest(), "Tabeller", tmp_path / "t.xlsx")

    assert sheet_of(tmp_path / "t.xlsx").tables["okqual_quotes"].ref == "A1:D2"


@pytest.mark.parametrize("text", FORMULAS)
def test_nothing_runs(tmp_path: Path, text: str) -> None:
    write_workbook([table((text, 1, text, None))], examples.manifest(), "Tabeller", tmp_path / "t.xlsx")
    (path,) = write_csv_files([table((text, 1, text, None))], tmp_path / "csv")
    line = list(csv.reader(io.StringIO(path.read_text(encoding="utf-8-sig"), newline=""), delimiter=";"))[1]

    assert sheet_of(tmp_path / "t.xlsx")["A2"].data_type == "s"
    assert line[0].startswith("'")


def test_the_same_tables_are_the_same_bytes(tmp_path: Path) -> None:
    for name in ("a.xlsx", "b.xlsx"):
        write_workbook([table(("ord", 1, "2025-11-18", 0.5))], examples.manifest(), "Tabeller", tmp_path / name)

    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()


def test_a_stopped_export_leaves_the_former_file(tmp_path: Path) -> None:
    path = tmp_path / "t.xlsx"
    path.write_bytes(b"den gamla")
    many = table(*(("ord", n, "2025-11-18", None) for n in range(2_000)))
    seen = []

    def stop(done: int, of: int) -> bool:
        seen.append((done, of))
        return done < 1_000

    assert not write_workbook([many], examples.manifest(), "Tabeller", path, stop)
    assert seen == [(500, 2_000), (1_000, 2_000)]
    assert path.read_bytes() == b"den gamla"
    assert [entry.name for entry in tmp_path.iterdir()] == ["t.xlsx"]


def test_columns_have_names_of_their_own() -> None:
    assert unique(["Kod", "kod", "", "a\nb", "Kod (2)"]) == ["Kod", "kod (2)", "–", "a b", "Kod (2) (2)"]
