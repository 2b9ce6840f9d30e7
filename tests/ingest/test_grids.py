"""Workbooks and CSV files of questions and interviews become one note an interview, whichever way round."""

from __future__ import annotations

import csv
import io
import re
import time
import zipfile
from datetime import datetime
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from okqual.errors import OkqualError
from okqual.ingest.definitions.guide_file import load_guide
from okqual.ingest.documents import is_grid
from okqual.ingest.reading import read_grid_notes
from okqual.model.note import BlockKind, NoteStatus, Reading

GUIDE = load_guide(Path(__file__).parents[2] / "guides" / "ok-2020-2024.yaml")
Rows = list[list[object]]
ROWS: Rows = [
    ["Intervju", "Län", "Roll(er)", "Organisering", "Fråga 3", "SKR", "Vilken färg har huset?", "Intryck"],
    ["VB-01", "Västerbotten", "IP1: chef; IP2: utredare", "- Tre grupper.\n- IP2: Fyra.", "Stor. Ganska stor.",
     "Ej ställd", "Rött.", "Ett långt möte med många avbrott som ändå gick väldigt bra."],
    ["VB-02", "Kronoberg", "", "Inga.", "", "Bra nätverk.", "", ""],
]  # fmt: skip


def turned(rows: Rows) -> Rows:
    return [list(column) for column in zip(*rows, strict=True)]


def as_csv(rows: Rows, separator: str = ",", encoding: str = "utf-8") -> bytes:
    out = io.StringIO()
    csv.writer(out, delimiter=separator).writerows(rows)
    return out.getvalue().encode(encoding)


def as_workbook(*sheets: Rows) -> bytes:
    workbook = openpyxl.Workbook()
    workbook.remove(workbook.active)
    for rows in sheets:
        sheet = workbook.create_sheet()
        for row in rows:
            sheet.append(row)
    out = io.BytesIO()
    workbook.save(out)
    return out.getvalue()


def read(content: bytes, name: str = "a.csv") -> dict[str, Reading]:
    return dict(read_grid_notes(content, name, GUIDE))


def answers(reading: Reading) -> list[tuple[tuple[str, ...], str]]:
    return [(p.questions, reading.text[p.start : p.end]) for p in reading.passages]


def place_of(reading: Reading, text: str) -> str:
    start = reading.text.index(text)
    return next(block.place for block in reading.blocks if block.start <= start < block.end)


FILES = {
    "csv": (as_csv(ROWS), "a.csv", "F3"),
    "csv with semicolons": (as_csv(ROWS, ";", "cp1252"), "a.csv", "F3"),
    "csv with tabs": (as_csv(ROWS, "\t", "utf-16"), "a.tsv", "F3"),
    "csv, interviews in columns": (as_csv(turned(ROWS)), "a.csv", "C6"),
    "workbook": (as_workbook(ROWS), "a.xlsx", "F3"),
    "workbook, interviews in columns": (as_workbook(turned(ROWS)), "a.xlsx", "C6"),
    "workbook with a title above": (as_workbook([["Sammanställning"], [], *ROWS]), "a.xlsx", "F5"),
}


@pytest.mark.parametrize("kind", FILES)
def test_each_interview_is_a_note(kind: str) -> None:
    content, name, place = FILES[kind]

    notes = read(content, name)

    assert is_grid(name, content)
    assert list(notes) == ["VB-01", "VB-02"]
    first, second = notes.values()
    assert answers(first) == [
        (("2",), "Tre grupper."),
        (("2",), "IP2: Fyra."),
        (("3",), "Stor."),
        (("3",), "Ganska stor."),
        (("X1",), "Rött."),
        ((), "Ett långt möte med många avbrott som ändå gick väldigt bra."),
    ]
    assert answers(second) == [(("2",), "Inga."), (("16",), "Bra nätverk.")]
    assert (first.header.case, first.header.attributes) == ("VB-01", {"län": "Västerbotten"})
    assert [person.label for person in first.header.participants] == ["IP1", "IP2"]
    assert place_of(second, "Bra nätverk.") == place
    statuses = {found.question: found.status for found in first.questions}
    assert (statuses["16"], statuses["17"]) == (NoteStatus.NOT_ASKED, NoteStatus.NOT_IN_NOTE)
    assert {found.question: found.status for found in second.questions}["3"] is NoteStatus.NO_ANSWER


def test_numbers_beside_the_questions_and_themes_over_them() -> None:
    rows: Rows = [
        ["Tema", "Nr", "Fråga", "KR-01", "KR-02"],
        ["Insatser", 2, "Upplägg av arbetet", "Ett.", "Två."],
        ["", 3, "Hur stor är påverkan?", "Tre.", ""],
        ["Behov", 16, "SKR:s stöd", "Fyra.", "Fem."],
        ["", 17, "Medlens betydelse", "Sex.", "Sju."],
    ]

    notes = read(as_workbook(rows), "a.xlsx")

    assert list(notes) == ["KR-01", "KR-02"]
    assert answers(notes["KR-01"]) == [(("2",), "Ett."), (("3",), "Tre."), (("16",), "Fyra."), (("17",), "Sex.")]


def test_heads_that_are_only_numbers() -> None:
    notes = read(as_csv([["Intervju", 2, 3, 4], ["A", "Ett.", "Två.", "Tre."], ["B", "Fyra.", "", "Fem."]]))

    assert answers(notes["A"]) == [(("2",), "Ett."), (("3",), "Två."), (("4",), "Tre.")]


def test_several_lines_of_an_interview_are_one_note_and_say_who() -> None:
    rows: Rows = [
        ["Intervju", "Deltagare", "Organisering", "SKR"],
        ["VB-01", "IP1", "I grupper.", "Bra."],
        ["", "IP 2", "I nätverk.", ""],
        ["VB-02", "IP1", "Inte alls.", "Dåligt."],
    ]

    notes = read(as_csv(rows))

    assert list(notes) == ["VB-01", "VB-02"]
    said = [(p.participants, notes["VB-01"].text[p.start : p.end]) for p in notes["VB-01"].passages]
    assert said == [(("IP1",), "I grupper."), (("IP1",), "Bra."), (("IP2",), "I nätverk.")]


def test_sheets_of_one_interview_are_joined_and_interviews_without_names_are_counted() -> None:
    sheets = (
        [["Id", "Organisering", "Påverkan"], ["A", "Ett.", "Två."]],
        [["Id", "SKR", "Medlen"], ["A", "Tre.", "Fyra."]],
    )
    joined = read(as_workbook(*sheets), "a.xlsx")
    unnamed = read(as_csv([["Organisering", "SKR"], ["Ett.", "Två."], ["Tre.", ""]]))

    assert [text for _, text in answers(joined["A"])] == ["Ett.", "Två.", "Tre.", "Fyra."]
    assert place_of(joined["A"], "Tre.") == "Sheet1!B2"
    assert {case: [text for _, text in answers(note)] for case, note in unnamed.items()} == {
        "1": ["Ett.", "Två."],
        "2": ["Tre."],
    }


def with_values(workbook: bytes, value: str) -> bytes:
    """The workbook as a program leaves it that has calculated its formulas, all to one value."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            part = re.sub(
                r'"><f>(.*?)</f><v ?(?:/>|></v>)', rf'" t="str"><f>\1</f><v>{value}</v>', old.read(name).decode()
            )
            new.writestr(name, part)
    return out.getvalue()


def test_formulas_are_read_as_the_values_last_seen_and_others_are_told_of() -> None:
    rows: Rows = [["Intervju", "Datum", "Organisering", "SKR"], ["A", datetime(2025, 11, 18), "Ja.", '="N" & "ej."']]
    content = as_workbook(rows)
    calculated = with_values(content, "Nej.")

    (never,) = read(content, "a.xlsx").values()
    (seen,) = read(calculated, "a.xlsx").values()

    assert answers(seen) == [(("2",), "Ja."), (("16",), "Nej.")]
    assert [remark.key for remark in seen.remarks] == []
    assert answers(never) == [(("2",), "Ja.")]
    assert [remark.key for remark in never.remarks] == ["reading.formulas_without_value"]
    assert seen.header.attributes["datum"] == "2025-11-18"


@pytest.mark.parametrize(
    ("content", "name", "key"),
    [
        (b"case,question,start,end,quote,code\nA,1,,,x,K\n", "k.csv", "errors.grid_is_codings"),
        (b"case;participant;l\xc3\xa4n\nA;;Kalmar\n", "c.csv", "errors.grid_is_cases"),
        (b"case,datum\nA,2025-01-01\n", "c.csv", "errors.grid_is_cases"),
        (b"namn,ort\nA,B\n", "x.csv", "errors.grid_no_questions"),
        (as_csv(ROWS[:1]), "x.csv", "errors.grid_no_questions"),
        (b'Organisering,SKR\n"' + b"x" * 200_000 + b'",a\n', "x.csv", "errors.csv_broken"),
        (b"  ", "x.csv", "errors.note_empty"),
        (b"bara text", "x.xlsx", "errors.grid_damaged"),
        (as_workbook(ROWS)[:900], "x.xlsx", "errors.grid_damaged"),
    ],
)  # fmt: skip
def test_what_is_no_grid_is_refused_with_what_to_do(content: bytes, name: str, key: str) -> None:
    with pytest.raises(OkqualError) as refused:
        read(content, name)

    assert refused.value.key == key
    assert refused.value.try_this == f"{key}.try"


def test_the_examples_codings_are_no_grid() -> None:
    content = (Path(__file__).parents[2] / "transcripts" / "kodningar.csv").read_bytes()

    with pytest.raises(OkqualError) as refused:
        read(content, "kodningar.csv")

    assert refused.value.key == "errors.grid_is_codings"


@pytest.mark.parametrize("name", ["a.txt", "a.docx", "a.md", "a.vtt"])
def test_notes_are_no_grids(name: str) -> None:
    assert not is_grid(name, b"Fr\xc3\xa5ga 2\nInga.\n")


WORKBOOK = as_workbook(ROWS)


@settings(max_examples=60)
@given(st.integers(0, len(WORKBOOK) - 1), st.binary(max_size=40), st.booleans())
def test_a_damaged_workbook_is_read_or_refused(at: int, other: bytes, cut: bool) -> None:
    content = WORKBOOK[:at] + other + (b"" if cut else WORKBOOK[at + len(other) :])
    try:
        read(content, "a.xlsx")
    except OkqualError:
        pass


HEADS = st.sampled_from(["Organisering", "SKR", "Intervju", "Län", "3", "Fråga 4", "", "Deltagare", "Eget?", "case"])
CELLS = HEADS | st.sampled_from(["IP1", "Ej ställd", "- a\n- b"]) | st.text(max_size=10)


@given(st.lists(st.lists(CELLS, max_size=6), max_size=7))
def test_no_answer_in_a_grid_is_lost(rows: list[list[str]]) -> None:
    try:
        notes = read(as_csv(rows))  # type: ignore[arg-type]
    except OkqualError:
        return
    for reading in notes.values():
        assert any(block.kind is not BlockKind.HEADING for block in reading.blocks)
        for passage in reading.passages:
            assert reading.text[passage.start : passage.end].strip()


@given(
    st.lists(st.lists(st.text("abcåäö -.\n", min_size=1, max_size=12), min_size=2, max_size=2), min_size=1, max_size=6)
)
def test_every_answer_is_in_its_interview(lines: list[list[str]]) -> None:
    rows: Rows = [
        ["Intervju", "Organisering", "Medlens betydelse"],
        *([f"N-{i}", *line] for i, line in enumerate(lines, 1)),
    ]
    try:
        notes = read(as_csv(rows))
    except OkqualError:
        assert not any(letters(text) for line in lines for text in line)
        return
    for i, line in enumerate(lines, 1):
        if f"N-{i}" in notes:
            assert letters("".join(line)) == letters(
                notes[f"N-{i}"].text.split("Organisering", 1)[1].replace("Medlens betydelse", "")
            )


def letters(text: object) -> str:
    return "".join(sign for sign in str(text) if sign.isalpha())


def test_reading_takes_time_in_proportion_to_the_grid() -> None:
    def taken(count: int) -> float:
        rows: Rows = [
            ROWS[0][:6],
            *([f"N-{i}", "Kalmar", "", "Vi har tre grupper.", "Stor.", "Bra."] for i in range(count)),
        ]
        content = as_csv(rows)
        began = time.process_time()
        read(content)
        return time.process_time() - began

    taken(10)
    assert taken(1000) < 40 * max(taken(100), 0.02)
