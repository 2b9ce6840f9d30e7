"""CSV, workbook and JSON of a matrix hold what the matrix holds, and nothing in them runs."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from okqual.export import csv_tables, json_tables, quick_rows, workbook
from okqual.export.cell_words import quoted
from okqual.export.characters import inert, legal, of_inert
from okqual.model.note import TextKind
from okqual.model.results import CellKind, CellState, Matrix, MatrixCell, MatrixColumn, MatrixRow
from tests.export import examples

FORMULAS = ["=cmd()", "+1+1", "-2+3", "@SUM(A1)", "\t=1", "\r=1", '=HYPERLINK("http://x","y")']


def one_cell(text: str, kind: CellKind = CellKind.SUMMARY) -> Matrix:
    cell = MatrixCell(CellState.CODED, 1, summary=text, quotes=(examples.quote(text),), cases=("ÖB-01",))
    column = MatrixColumn("KOD", "Kod")
    return Matrix((MatrixRow("ÖB-01", "ÖB-01"),), (column,), {("ÖB-01", "KOD"): cell}, kind)


def read_csv(path: Path) -> list[list[str]]:
    content = path.read_bytes()
    assert content.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";"))


def test_csv_has_a_line_an_interview_and_says_why_a_cell_is_empty(tmp_path: Path) -> None:
    matrix = examples.matrix()
    csv_tables.write_matrix(matrix, tmp_path / "m.csv")
    lines = read_csv(tmp_path / "m.csv")

    assert lines[0][:3] == ["Intervju", "aktörstyp", "Samordning med andra initiativ"]
    assert [line[0] for line in lines[1:]] == [row.id for row in matrix.rows]
    assert lines[1][2] == "ej ställd"
    assert all(field for line in lines for field in line)
    assert "[ÖB-01:1]" in lines[1][3]


def test_csv_columns_of_one_name_are_told_apart(tmp_path: Path) -> None:
    columns = (MatrixColumn("A", "Övrigt"), MatrixColumn("B", "Övrigt"))
    cells = {("r", column.id): MatrixCell(CellState.NOT_ASKED) for column in columns}
    csv_tables.write_matrix(Matrix((MatrixRow("r", "r"),), columns, cells, CellKind.COUNT), tmp_path / "m.csv")

    assert read_csv(tmp_path / "m.csv")[0] == ["Intervju", "Övrigt (A)", "Övrigt (B)"]


@pytest.mark.parametrize("text", FORMULAS)
def test_csv_never_begins_a_cell_like_a_formula(tmp_path: Path, text: str) -> None:
    matrix = one_cell(text, CellKind.SUMMARY)
    row = replace(matrix.rows[0], label=text)
    csv_tables.write_matrix(replace(matrix, rows=(row,)), tmp_path / "m.csv")

    assert read_csv(tmp_path / "m.csv")[1] == [f"'{text}", f"'{text.strip()}"]


@given(st.text() | st.text(alphabet="'=+-@a\t"))
def test_inert_text_keeps_every_word(text: str) -> None:
    safe = inert(text)

    assert of_inert(safe) == text
    assert not safe.startswith(("=", "+", "-", "@", "\t", "\r"))


@pytest.mark.parametrize(
    ("text", "made"),
    [
        ("rak\u202eomvänd", "rak\u202eomvänd\u202c"),
        ("\u202eslutet\u202c", "\u202eslutet\u202c"),
        ("\u2067a\u202eb", "\u2067a\u202eb\u202c\u2069"),
        ("\u2067a\u202eb\u2069c", "\u2067a\u202eb\u2069c"),
        ("\u202ea\u2067b\u202c", "\u202ea\u2067b\u202c\u2069\u202c"),
        ("\u200fmärke\u200b", "\u200fmärke\u200b"),
    ],
)
def test_a_direction_of_writing_ends_with_the_text(text: str, made: str) -> None:
    assert legal(text) == made
    assert legal(made) == made


@pytest.mark.parametrize("text", FORMULAS)
def test_workbook_holds_formulas_as_text(tmp_path: Path, text: str) -> None:
    workbook.write_matrix(one_cell(text, CellKind.QUOTES), examples.manifest(), tmp_path / "m.xlsx")
    book = openpyxl.load_workbook(tmp_path / "m.xlsx")
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]

    assert {cell.data_type for cell in cells} == {"s"}
    assert any(legal(text).strip() in str(cell.value) for cell in book["Belägg"]["E"])


def test_workbook_reads_back_and_is_made_for_reading(tmp_path: Path) -> None:
    matrix = examples.matrix()
    workbook.write_matrix(matrix, examples.manifest(), tmp_path / "m.xlsx")
    book = openpyxl.load_workbook(tmp_path / "m.xlsx")
    sheet, evidence = book["Matris"], book["Belägg"]

    assert book.sheetnames == ["Matris", "Belägg", "Om exporten"]
    assert sheet.freeze_panes == "B2"
    assert sheet.max_row == 1 + len(matrix.rows)
    assert sheet.max_column == 2 + len(matrix.columns)
    assert sheet["A2"].value == "ÖB-01"
    assert sheet["C2"].value == "ej ställd"
    assert sheet["D2"].alignment.wrap_text
    assert evidence.max_row == 1 + sum(len(cell.quotes) for cell in matrix.cells.values())
    facts = {row[0].value: row[1].value for row in book["Om exporten"].iter_rows()}
    assert facts["Export-id"] == "0123456789abcdef"
    assert facts["Läge"] == "2026-02-03 14:10"


def test_workbook_counts_are_numbers(tmp_path: Path) -> None:
    workbook.write_matrix(examples.matrix(CellKind.COUNT), examples.manifest(), tmp_path / "m.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "m.xlsx")["Matris"]

    assert sheet["D2"].value == examples.matrix().cells["ÖB-01", "KOH-primarvard"].count
    assert sheet["D2"].data_type == "n"


@pytest.mark.parametrize("sign", ["å", "😀"])
def test_workbook_says_where_a_cell_was_too_long(tmp_path: Path, sign: str) -> None:
    workbook.write_matrix(one_cell(sign * 40_000, CellKind.QUOTES), examples.manifest(), tmp_path / "m.xlsx")
    value = openpyxl.load_workbook(tmp_path / "m.xlsx")["Matris"]["C2"].value

    assert value.endswith("(avkortad, resten finns på bladet Belägg)")
    assert len(value.encode("utf-16-le")) <= 2 * quick_rows.LONGEST


@pytest.mark.parametrize("kind", list(CellKind))
def test_same_matrix_same_workbook(tmp_path: Path, kind: CellKind) -> None:
    for name in ("a.xlsx", "b.xlsx"):
        workbook.write_matrix(examples.matrix(kind), examples.manifest(), tmp_path / name)

    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()


@pytest.mark.parametrize("text", ["\x1b[2J [laughs] [/b] [red]", "_x001B_", "a\x00b\ud800c", "\u202edlrow\u200b"])
def test_workbook_takes_any_text(tmp_path: Path, text: str) -> None:
    workbook.write_matrix(one_cell(text, CellKind.QUOTES), examples.manifest(), tmp_path / "m.xlsx")
    value = openpyxl.load_workbook(tmp_path / "m.xlsx")["Belägg"]["E2"].value

    assert value == legal(text)


def test_matrix_json_is_the_contract() -> None:
    matrix = examples.matrix()
    made = json.loads(json.dumps(json_tables.matrix_json(matrix)))

    assert made["rows"] == [row.id for row in matrix.rows]
    assert made["columns"] == [column.id for column in matrix.columns]
    assert [(cell["row"], cell["column"]) for cell in made["cells"]] == [
        (row, column) for row in made["rows"] for column in made["columns"]
    ]
    empty, coded = made["cells"][0], made["cells"][1]
    assert (empty["state"], empty["count"], empty["value"], empty["quotes"]) == ("not_asked", 0, None, [])
    assert (coded["state"], coded["count"], coded["value"]) == ("coded", 2, "delvis")
    assert [quote["id"] for quote in coded["quotes"]] == ["ÖB-01:1", "ÖB-01:2"]
    assert coded["quotes"][0]["text"].startswith("Primärvården sitter med")
    assert "[ÖB-01:1]" in coded["summary"]


def test_prevalence_json_is_the_contract() -> None:
    rows = examples.chapters()[0].sections[0].codes[0].prevalence
    made = json.loads(json.dumps(json_tables.prevalence_json(rows)))

    assert list(made[0]) == [
        "code", "value", "group", "unit", "rule", "cases", "of", "asked", "spontaneous", "share", "quantifiers",
        "disagree",
    ]  # fmt: skip
    assert (made[0]["value"], made[0]["group"]) == (None, None)
    assert made[0]["share"] == len(made[0]["cases"]) / made[0]["of"]
    assert any(row["value"] == "undecided" for row in made)


@pytest.mark.parametrize(
    ("kind", "text", "shown"),
    [
        (TextKind.REPORTED, "Har inget stöd.", "Har inget stöd."),
        (TextKind.VERBATIM, "vi visste inget", "”vi visste inget”"),
        (TextKind.VERBATIM, "”vi visste inget”", "”vi visste inget”"),
        (TextKind.VERBATIM, "han sa ”nej” till oss", "”han sa ”nej” till oss”"),
        (TextKind.NOTED, "vi visste inget", "”vi visste inget”"),
        (TextKind.NOTED, "Vagt. ”Vi visste inget”, säger IP2.", "Vagt. ”Vi visste inget”, säger IP2."),
        (TextKind.APPROXIMATE, "vi visste inget", "”vi visste inget” (ungefärligt citat)"),
        (TextKind.REMARK, "Blev tyst.", "Blev tyst. (intervjuarens anmärkning)"),
    ],
)
def test_quotation_marks_stand_only_where_somebody_said_the_words(kind: TextKind, text: str, shown: str) -> None:
    assert quoted(examples.quote(text, kind=kind)) == shown
