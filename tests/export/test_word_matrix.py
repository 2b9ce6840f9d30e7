"""The matrix in Word: what a reader sees, what leads back, and what a published version keeps to itself."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn
from hypothesis import given, settings
from hypothesis import strategies as st

from okqual.export.word import anchors
from okqual.export.word.cells import MOST_QUOTES
from okqual.export.word.check import faults
from okqual.export.word.matrix import parts_of, write_matrix
from okqual.export.word.template import Template
from okqual.messages import set_language
from okqual.model.results import CellKind, CellState, Matrix, MatrixCell, MatrixColumn, MatrixRow
from tests.export import examples
from tests.export.agency import agency_template

HOSTILE = [
    "[laughs] [/b] [red]",
    "\x1b[2J\x07",
    "=cmd()",
    "\u202eomvänt\u202c \u200f",
    "noll\u200bbredd\u00ad\ufeff",
    "<w:p/> & ]]> &lt;",
    "rad ett\nrad två\ttabb\r\nrad tre\x0bfyra",
    "\x00\ud800\ufffe",
    "{study} {0} %s",
    "_x001B_",
]


def written(matrix: Matrix, folder: Path, publish: bool = False, **changes: object) -> Path:
    path = folder / "matris.docx"
    write_matrix(matrix, examples.manifest(**changes), path, publish=publish)
    return path


def xml_of(path: Path) -> str:
    with zipfile.ZipFile(path) as archive:
        return "\n".join(archive.read(name).decode("utf-8") for name in archive.namelist())


def one_cell(cell: MatrixCell, kind: CellKind = CellKind.QUOTES) -> Matrix:
    column = MatrixColumn("KOD", "Kod")
    return Matrix((MatrixRow("ÖB-01", "ÖB-01"),), (column,), {("ÖB-01", "KOD"): cell}, kind)


def with_quotes(*texts: str) -> MatrixCell:
    quotes = tuple(examples.quote(text, f"ÖB-01:{number}") for number, text in enumerate(texts, start=1))
    return MatrixCell(CellState.CODED, len(quotes), quotes=quotes, cases=("ÖB-01",))


def bookmarks(document: Any) -> dict[str, str]:
    """Text of the paragraph that each bookmark starts in, by the bookmark's name."""
    starts = document.element.body.iter(qn("w:bookmarkStart"))
    return {
        start.get(qn("w:name")): "".join(text.text or "" for text in start.getparent().iter(qn("w:t")))
        for start in starts
    }


@pytest.mark.parametrize("publish", [False, True])
@pytest.mark.parametrize("kind", list(CellKind))
def test_no_kind_of_matrix_has_a_fault(tmp_path: Path, kind: CellKind, publish: bool) -> None:
    assert faults(written(examples.matrix(kind), tmp_path, publish)) == []


def test_every_cell_says_what_the_matrix_says(tmp_path: Path) -> None:
    matrix = examples.matrix()
    document = docx.Document(str(written(matrix, tmp_path)))
    seen = {}
    for table in document.tables[:-1]:
        columns = [cell.paragraphs[-1].text for cell in table.rows[0].cells[1:]]
        for row in list(table.rows)[1:]:
            cells = row.cells
            for column, cell in zip(columns, cells[1:], strict=True):
                seen[cells[0].paragraphs[0].text, column] = cell.text

    assert seen.keys() == matrix.cells.keys()
    for place, cell in matrix.cells.items():
        shown = sorted(cell.quotes, key=lambda quote: not quote.key)[:MOST_QUOTES]
        assert all(f"[{quote.id}]" in seen[place] for quote in shown)
        if cell.state is CellState.NOT_ASKED:
            assert seen[place] == "ej ställd"
        if cell.undecided:
            assert seen[place].startswith("att avgöra\n")


def test_tables_are_narrow_and_repeat_labels_and_headers(tmp_path: Path) -> None:
    matrix = examples.matrix()
    document = docx.Document(str(written(matrix, tmp_path)))
    tables = document.tables[:-1]

    assert len(tables) == 3 * 3
    for table in tables:
        assert len(table.columns) <= 5
        assert table.rows[0]._tr.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None
        assert table.cell(0, 0).text == "Intervju"
    captions = [paragraph.text for paragraph in document.paragraphs if paragraph.style.name == "Caption"]
    assert [caption.partition(".")[0] for caption in captions] == [f"Tabell {n}" for n in range(1, 11)]
    assert [section.orientation for section in document.sections] == [1, 0]


def test_groups_of_columns_are_not_cut_apart() -> None:
    groups = "aaabbbbcdddddddd"
    columns = [MatrixColumn(str(number), str(number), group) for number, group in enumerate(groups)]
    parts = ["".join(column.group for column in part) for part in parts_of(columns, 4)]

    assert parts == ["aaa", "bbbb", "c", "dddd", "dddd"]
    assert ["".join(c.group for c in part) for part in parts_of(columns[:4], 5)] == ["aaab"]


def test_bookmarks_name_rows_columns_and_cells(tmp_path: Path) -> None:
    matrix = examples.matrix()
    found = bookmarks(docx.Document(str(written(matrix, tmp_path))))

    for row in matrix.rows:
        assert found[anchors.row_anchor(row.id)] == row.label
    for column in matrix.columns:
        assert found[anchors.column_anchor(column.id)] == column.label
    for place in matrix.cells:
        assert anchors.cell_anchor(*place) in found
    repeated = [name for name in found if anchors.without_suffix(name) == anchors.row_anchor("ÖB-01")]
    assert len(repeated) == 3
    assert all(re.fullmatch(r"[A-Za-z_][A-Za-z0-9_]{0,39}", name) for name in found)
    assert len({name.casefold() for name in found}) == len(found)


@given(st.lists(st.text(max_size=60), min_size=2, max_size=20, unique=True))
def test_no_two_ids_share_a_bookmark(ids: list[str]) -> None:
    names = [anchors.row_anchor(row) for row in ids]

    assert len({name.casefold() for name in names}) == len(ids)
    assert all(re.fullmatch(r"[A-Za-z_][A-Za-z0-9_]{0,36}", name) for name in names)
    assert [anchors.without_suffix(f"{name}__12") for name in names] == names


def test_citation_ids_lead_to_the_evidence_and_back(tmp_path: Path) -> None:
    matrix = examples.matrix()
    document = docx.Document(str(written(matrix, tmp_path)))
    found = bookmarks(document)
    links = {
        "".join(text.text or "" for text in link.iter(qn("w:t"))): link.get(qn("w:anchor"))
        for link in document.element.body.iter(qn("w:hyperlink"))
    }

    assert found[links["[ÖB-01:1]"]].startswith("ÖB-01:1  Primärvården sitter med i styrgruppen")
    evidence = [paragraph for paragraph in document.paragraphs if paragraph.style.name == "okq evidence"]
    assert len(evidence) == len({quote.id for cell in matrix.cells.values() for quote in cell.quotes})
    assert evidence[0].text.startswith("SL-01:1 ")
    assert all(paragraph.hyperlinks[-1].fragment in found for paragraph in evidence)


def test_a_full_cell_says_how_many_more_there_are(tmp_path: Path) -> None:
    texts = [f"belägg nummer {number}" for number in range(1, 10)]
    document = docx.Document(str(written(one_cell(with_quotes(*texts)), tmp_path)))
    cell = document.tables[0].cell(1, 1)

    assert [paragraph.text for paragraph in cell.paragraphs][-1] == "+ 3 till i bilagan"
    assert len(cell.paragraphs) == MOST_QUOTES + 1
    text = "\n".join(paragraph.text for paragraph in document.paragraphs)
    assert all(words in text for words in texts)


def test_key_quotes_come_first(tmp_path: Path) -> None:
    cell = with_quotes("vanligt", "nyckel")
    cell = replace(cell, quotes=(cell.quotes[0], replace(cell.quotes[1], key=True)))
    document = docx.Document(str(written(one_cell(cell), tmp_path)))

    assert [p.text for p in document.tables[0].cell(1, 1).paragraphs] == ["nyckel [ÖB-01:2]", "vanligt [ÖB-01:1]"]


def test_ids_in_a_summary_become_links_where_there_is_evidence(tmp_path: Path) -> None:
    cell = replace(with_quotes("ett", "två"), summary="Båda [ÖB-01:1, ÖB-01:2] men inte [ÖB-01:9], kl. [10:30].\nSlut.")
    document = docx.Document(str(written(one_cell(cell, CellKind.SUMMARY), tmp_path)))
    first, second = document.tables[0].cell(1, 1).paragraphs

    assert first.text == "Båda [ÖB-01:1, ÖB-01:2] men inte [ÖB-01:9], kl. [10:30]."
    assert [link.text for link in first.hyperlinks] == ["ÖB-01:1", "ÖB-01:2"]
    assert second.text == "Slut."


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_stays_text(tmp_path: Path, text: str) -> None:
    path = written(one_cell(with_quotes(f"före {text} efter")), tmp_path)
    shown = docx.Document(str(path)).tables[0].cell(1, 1).text

    assert faults(path) == []
    assert words_of(shown) == [*words_of(f"före {text} efter"), "[ÖB-01:1]"]


@settings(max_examples=60, deadline=None)
@given(st.text(st.characters(), max_size=80) | st.lists(st.sampled_from(HOSTILE)).map(" ".join))
def test_any_text_reads_back_as_the_same_words(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    folder = tmp_path_factory.mktemp("text")
    cell = replace(with_quotes(text), summary="")
    matrix = replace(one_cell(cell), title=text, rows=(MatrixRow("ÖB-01", text),))
    path = written(matrix, folder)
    document = docx.Document(str(path))

    assert words_of(document.tables[0].cell(1, 1).text) == [*words_of(text), "[ÖB-01:1]"]
    assert words_of(document.tables[0].cell(1, 0).paragraphs[0].text) == words_of(text)


def words_of(text: str) -> list[str]:
    """The words without the characters that no XML file can hold."""
    held = "".join(sign for sign in text if sign in "\t\n\r\x0b\x0c" or not _unheld(ord(sign)))
    return held.split()


def _unheld(code: int) -> bool:
    return code < 0x20 or 0xD800 <= code <= 0xDFFF or code in {0xFFFE, 0xFFFF}


def test_same_matrix_and_manifest_same_bytes(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    first, second = (written(examples.matrix(), tmp_path / name) for name in "ab")

    assert first.read_bytes() == second.read_bytes()
    with zipfile.ZipFile(first) as archive:
        assert archive.namelist() == sorted(archive.namelist())
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_the_bytes_do_not_hang_on_the_process(tmp_path: Path) -> None:
    script = (
        "import sys; from pathlib import Path; from tests.export import examples;"
        "from okqual.export.word.matrix import write_matrix;"
        "write_matrix(examples.matrix(), examples.manifest(), Path(sys.argv[1]))"
    )
    root = Path(__file__).parents[2]
    for seed in ("1", "2"):
        subprocess.run(
            [sys.executable, "-c", script, str(tmp_path / f"{seed}.docx")],
            check=True,
            cwd=root,
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(root)},
        )

    assert (tmp_path / "1.docx").read_bytes() == (tmp_path / "2.docx").read_bytes()


def test_the_file_says_what_it_is(tmp_path: Path) -> None:
    path = written(examples.matrix(), tmp_path)
    core = docx.Document(str(path)).core_properties

    assert (core.title, core.language, core.identifier) == ("Temamatris, intervju och kod", "sv-SE", "0123456789abcdef")
    assert (core.author, core.last_modified_by) == ("okqual 0.1.0", "okqual 0.1.0")
    assert f"{core.created:%Y-%m-%d %H:%M:%S}" == f"{core.modified:%Y-%m-%d %H:%M:%S}" == "2026-02-03 13:10:00"
    with zipfile.ZipFile(path) as archive:
        assert b'name="okqual-export"><vt:lpwstr>0123456789abcdef<' in archive.read("docProps/custom.xml")


def test_content_has_named_styles_only(tmp_path: Path) -> None:
    with zipfile.ZipFile(written(examples.matrix(), tmp_path)) as archive:
        body = archive.read("word/document.xml").decode()

    direct = re.findall(r"<w:(?:b|i|u|sz|color|rFonts|jc|ind|spacing|shd)\b", body)
    assert direct == []


def test_a_published_matrix_holds_words_only(tmp_path: Path) -> None:
    for kind in CellKind:
        path = written(examples.matrix(kind), tmp_path, publish=True)
        content = xml_of(path)
        body = "\n".join(
            [paragraph.text for paragraph in docx.Document(str(path)).paragraphs]
            + [cell.text for table in docx.Document(str(path)).tables for row in table.rows for cell in row.cells]
        )

        assert not re.search(r"(ÖB|SL)-\d", content)
        assert "_okq_" not in content
        assert "KOH-primarvard" not in content
        assert "kriterier@" not in content
        assert not re.search(r"\bIP\d", body)
        assert not re.search(r"\b\d+ (av|till|intervju)", body)
        assert "K03" in body


def test_a_published_summary_names_interviews_by_their_neutral_label(tmp_path: Path) -> None:
    text = "Som i SL-01 [SL-01:4; ÖB-01:12.3-9] är det svårt (se ÖB-01b:3-4) i ÖB-01, ej ÖB-011. Möte [kl. 10:30]."
    rows = (MatrixRow("ÖB-01", "ÖB-01", neutral="K03"), MatrixRow("SL-01", "SL-01"))
    column = MatrixColumn("KOD", "Kod")
    coded = replace(with_quotes("ett"), summary=text)
    cells = {("ÖB-01", "KOD"): coded, ("SL-01", "KOD"): MatrixCell(CellState.NOT_YET)}
    path = written(Matrix(rows, (column,), cells, CellKind.SUMMARY), tmp_path, publish=True)
    table = docx.Document(str(path)).tables[0]

    assert table.cell(1, 1).text == "Som i Intervju 2 är det svårt (se) i K03, ej ÖB-011. Möte [kl. 10:30]."
    assert [row.cells[0].text for row in table.rows] == ["Intervju", "K03", "Intervju 2"]


def test_a_matrix_of_groups_keeps_their_names_when_published(tmp_path: Path) -> None:
    column = MatrixColumn("KOD", "Kod")
    cell = replace(with_quotes("ett"), count=3)
    matrix = Matrix(
        (MatrixRow("region", "region"),), (column,), {("region", "KOD"): cell}, CellKind.COUNT, rows_by="aktör"
    )
    working = docx.Document(str(written(matrix, tmp_path))).tables[0]
    published = docx.Document(str(written(matrix, tmp_path, publish=True))).tables[0]

    assert [cell.text for cell in working.rows[1].cells] == ["region", "3"]
    assert [cell.text for cell in published.rows[1].cells] == ["region", "förekommer"]


@pytest.mark.parametrize(
    ("rows", "columns"), [((), (MatrixColumn("KOD", "Kod"),)), ((MatrixRow("ÖB-01", "ÖB-01"),), ())]
)
def test_an_empty_matrix_says_so(tmp_path: Path, rows: Any, columns: Any) -> None:
    path = written(Matrix(rows, columns, {}, CellKind.QUOTES), tmp_path)

    assert faults(path) == []
    assert "inga intervjuer eller inga koder" in "\n".join(
        paragraph.text for paragraph in docx.Document(str(path)).paragraphs
    )


def test_the_matrix_is_written_in_the_language_in_use(tmp_path: Path) -> None:
    set_language("en")
    path = written(examples.matrix(), tmp_path)
    document = docx.Document(str(path))

    assert document.core_properties.language == "en-GB"
    assert document.tables[0].cell(1, 1).text == "not asked"
    assert faults(path) == []


@pytest.mark.parametrize("language", ["sv", "en"])
def test_no_sentence_is_missing_from_the_catalogue(tmp_path: Path, language: str) -> None:
    set_language(language)
    for kind in CellKind:
        for publish in (False, True):
            content = xml_of(written(examples.matrix(kind), tmp_path, publish))
            assert not re.search(r"\b(export|terms)\.[a-z_]+[.<]", content)
            assert not re.search(r"\{[a-z_]+\}", content)


def test_an_unknown_time_zone_is_said_to_be_utc(tmp_path: Path) -> None:
    path = written(examples.matrix(), tmp_path, time_zone="Nowhere/Else")

    assert any("2026-02-03 13:10 UTC" in paragraph.text for paragraph in docx.Document(str(path)).paragraphs)


def test_a_template_whose_headings_begin_pages_gets_contents_on_its_first(tmp_path: Path) -> None:
    """Else the title would stand alone on a page before the first table."""
    template = Template(agency_template(tmp_path / "mall.docx"))
    agency = tmp_path / "a.docx"
    write_matrix(examples.matrix(), examples.manifest(), agency, template=template)

    first = [each.style.name for each in docx.Document(str(agency)).paragraphs][:12]
    assert "TOC Heading" in first
    plain = docx.Document(str(written(examples.matrix(), tmp_path)))
    assert "TOC Heading" not in [each.style.name for each in plain.paragraphs]
    assert faults(agency) == []


def test_a_roll_up_of_which_nothing_is_written_takes_no_room(tmp_path: Path) -> None:
    """Of two tables of columns only the second has a word for all: the first has no row, and no heading, for it."""
    made = examples.matrix(CellKind.SUMMARY)
    last = made.columns[-1].id
    cells = {("*", column.id): MatrixCell(CellState.CODED, summary="Alla säger ja." if column.id == last else "")
             for column in made.columns}  # fmt: skip
    every = MatrixRow("*", "Alla intervjuer", "Alla intervjuer", rollup=True)
    path = tmp_path / "m.docx"
    write_matrix(replace(made, rows=(*made.rows, every), cells=made.cells | cells), examples.manifest(), path)
    document = docx.Document(str(path))

    assert [p.text for p in document.paragraphs if p.style.name == "Heading 2"].count("Alla intervjuer") == 1
    assert not any(cell.text.endswith("*") for table in document.tables for cell in table.columns[0].cells)


def test_parts_of_one_group_of_columns_have_names_of_their_own(tmp_path: Path) -> None:
    path = tmp_path / "m.docx"
    write_matrix(examples.matrix(CellKind.QUOTES), examples.manifest(), path)
    names = [p.text for p in docx.Document(str(path)).paragraphs if p.style.name == "Heading 1"]

    assert len(names) == len(set(names))
