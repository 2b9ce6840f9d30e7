"""okqual export tables: the study to a workbook, or to a folder of CSV files."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner

from okqual.cli.root import okqual
from okqual.study.opening import shipped
from tests.builders import new_study, state_of

NAMES = {"quotes", "prevalence", "coverage", "codebook", "interviews"}


def run(folder: Path, *args: str):
    return CliRunner().invoke(okqual, ["--study", str(folder), "export", "tables", *args])


def test_a_workbook_has_a_sheet_a_table(tmp_path: Path) -> None:
    folder = new_study(tmp_path / "studie")
    before = state_of(folder)
    assert run(folder, "-o", str(tmp_path / "t.xlsx")).exit_code == 0
    book = openpyxl.load_workbook(tmp_path / "t.xlsx")

    assert book.sheetnames[:5] == ["Segment", "Förekomst", "Täckning", "Kodbok", "Intervjuer"]
    assert [row[0].value for row in book["Intervjuer"].iter_rows(min_row=2)] == ["A-1", "A-2"]
    assert [row[1].value for row in book["Kodbok"].iter_rows(min_row=2)] == ["Samordnat", "Önskan"]
    assert book["Täckning"]["B1"].value == "1 Roll"
    assert state_of(folder) == before


def test_a_folder_has_a_file_a_table(tmp_path: Path) -> None:
    folder = new_study(tmp_path / "studie")
    assert run(folder, "-o", str(tmp_path / "ut")).exit_code == 0

    assert {path.stem for path in (tmp_path / "ut").iterdir()} == NAMES


def test_another_suffix_is_refused(tmp_path: Path) -> None:
    done = run(new_study(tmp_path / "studie"), "-o", str(tmp_path / "t.ods"))

    assert done.exit_code == 1
    assert "t.ods" in done.output
    assert not (tmp_path / "t.ods").exists()


@pytest.mark.skipif(not list(shipped("transcripts").glob("*.docx")), reason="the example's notes are not here")
def test_quotes_of_the_example_have_a_row_each(tmp_path: Path) -> None:
    assert CliRunner().invoke(okqual, ["init", str(tmp_path / "ex"), "--example"]).exit_code == 0
    assert run(tmp_path / "ex", "-o", str(tmp_path / "ut")).exit_code == 0
    with (tmp_path / "ut" / "quotes.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file, delimiter=";"))

    out = CliRunner().invoke(okqual, ["--study", str(tmp_path / "ex"), "codings", "export"]).stdout
    coded = [row for row in csv.DictReader(io.StringIO(out)) if row["code"]]
    assert len(rows) == len(coded) > 700
    assert all(row["Citat-id"].startswith(row["Intervju"]) and row["Text"] for row in rows)
    assert {row["Kodens plats"].split(" › ")[0] for row in rows} >= {"Koherens", "Relevans", "Inverkan"}
