"""PDF: paragraphs, headings, lists and tables made again, and what belongs to the pages left out."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from okqual.errors import OkqualError
from okqual.ingest.documents import read_document
from okqual.ingest.readers.pdf.paragraphs import joined
from okqual.model.note import BlockKind, Remark, SourceDocument
from tests.ingest.made import pdf, rule, words, zipped

FULL = "Denna rad räcker ända till högra marginalen och fortsätter på nästa rad med mera"
"""A line that leaves no room; its right edge is the margin of the pages here."""


def read(*pages: str, **more: object) -> SourceDocument:
    return read_document(pdf(*pages, **more), "not.pdf")  # type: ignore[arg-type]


def column(*lines: str, x: float = 70, y: float = 700, step: float = 14, font: str = "F1", size: float = 11) -> str:
    return "".join(words(x, y - number * step, line, font, size) for number, line in enumerate(lines))


def texts(document: SourceDocument) -> list[str]:
    return [block.text for block in document.blocks]


def test_lines_make_paragraphs_again() -> None:
    page = column(FULL, FULL, "slut.", "Kort rad.", "Ny kort rad.") + column(FULL, "slut efter mellanrum.", y=600)
    document = read(page)

    assert texts(document) == [
        f"{FULL} {FULL} slut.",
        "Kort rad.",
        "Ny kort rad.",
        f"{FULL} slut efter mellanrum.",
    ]
    assert [block.place for block in document.blocks] == ["s1r1", "s1r4", "s1r5", "s1r6"]


def test_a_paragraph_goes_on_over_the_page_break() -> None:
    assert texts(read(column(FULL, FULL), column("slut på stycket.", y=780))) == [f"{FULL} {FULL} slut på stycket."]


def test_headings_by_size_and_bold_lines() -> None:
    page = (
        words(70, 780, "Intervjuanteckning", "F1", 20)
        + words(70, 750, "Inledning", "F2", 14)
        + words(70, 730, "1. Roll", "F2")
        + column(FULL, "svar.")
        + words(70, 660, "Kursivt.", "F3")
    )

    assert [(b.kind, b.level, b.bold, b.italic, b.text) for b in read(page).blocks] == [
        (BlockKind.HEADING, 1, False, False, "Intervjuanteckning"),
        (BlockKind.HEADING, 2, True, False, "Inledning"),
        (BlockKind.PARAGRAPH, 0, True, False, "1. Roll"),
        (BlockKind.PARAGRAPH, 0, False, False, f"{FULL} svar."),
        (BlockKind.PARAGRAPH, 0, False, True, "Kursivt."),
    ]


def test_a_bold_heading_over_two_lines_is_one_and_bold_words_begin_no_heading() -> None:
    long = "En rubrik i fet stil som är så lång att den fortsätter på nästa rad och mera"
    page = column(long, "slut på rubriken", font="F2") + column(FULL, y=672)
    page += words(70, 658, "fetstilt", "F2") + words(108, 658, "inne i stycket.")

    assert [(b.bold, b.text) for b in read(page).blocks] == [
        (True, f"{long} slut på rubriken"),
        (False, f"{FULL} fetstilt inne i stycket."),
    ]


def test_bullets_and_numbers_that_stand_apart_are_labels() -> None:
    page = column(FULL, "slut.", y=760)
    for y, x, sign, text in (
        (700, 70, "•", "IP1 svarar"),
        (680, 90, "-", "under den"),
        (660, 70, "2.", "Vad är din roll?"),
        (640, 70, "a)", "delfråga"),
    ):
        page += words(x, y, sign) + words(x + 18, y, text)

    assert [(b.kind, b.label, b.level, b.text) for b in read(page).blocks[1:]] == [
        (BlockKind.ITEM, "-", 1, "IP1 svarar"),
        (BlockKind.ITEM, "-", 2, "under den"),
        (BlockKind.ITEM, "2.", 1, "Vad är din roll?"),
        (BlockKind.ITEM, "a)", 1, "delfråga"),
    ]


def test_a_dash_between_words_that_begins_a_line_is_no_bullet() -> None:
    assert texts(read(column(f"{FULL} i", "– nu senast – i dag."))) == [f"{FULL} i – nu senast – i dag."]


@pytest.mark.parametrize(
    ("lines", "text"),
    [
        (["famil-", "jecentralen"], "familjecentralen"),
        (["krav-", "och kvalitetsboken"], "krav- och kvalitetsboken"),
        (["ÖK-", "medel"], "ÖK-medel"),
        (["Nord-", "Sverige"], "Nord-Sverige"),
        (["e-", "post"], "e-post"),
        (["2020–", "2024"], "2020–2024"),
        (["en paus –", "sedan"], "en paus – sedan"),
        (["delad\u00ad", "rad"], "deladrad"),
        (["IP1/", "IP2"], "IP1/IP2"),
        (["vanlig", "rad"], "vanlig rad"),
        (["i-lands-", "problem"], "i-lands-problem"),
    ],
)
def test_words_divided_at_line_ends_are_made_whole(lines: list[str], text: str) -> None:
    assert joined(lines, frozenset({"lands-problem"})) == text


HEAD = words(70, 810, "Socialtjänsten – anteckning VG-01")


def footer(number: int, pages: int) -> str:
    return words(480, 30, f"Sida {number} av {pages}")


def test_headers_footers_and_page_numbers_are_left_out_and_said() -> None:
    pages = [HEAD + column(f"Svar {n * 7} på sidan.", y=780) + footer(n, 3) for n in (1, 2, 3)]
    document = read(*pages)

    assert texts(document) == ["Svar 7 på sidan.", "Svar 14 på sidan.", "Svar 21 på sidan."]
    assert document.remarks == (Remark("reading.page_texts_left_out", {"count": 2}),)


def test_questions_at_the_top_of_pages_are_no_header() -> None:
    assert texts(read(*(words(70, 780, f"Fråga {n}") for n in (3, 7, 8)))) == ["Fråga 3", "Fråga 7", "Fråga 8"]


def test_the_one_page_keeps_its_first_line_and_loses_its_number() -> None:
    assert texts(read(HEAD + column("Svar.", y=700) + words(280, 30, "1 (1)"))) == [
        "Socialtjänsten – anteckning VG-01",
        "Svar.",
    ]


def test_what_the_file_marks_as_the_pages_is_left_out() -> None:
    marked = "/Artifact << /Type /Pagination >> BDC\n" + HEAD + "EMC\n"

    assert texts(read(marked + column("Svar."))) == ["Svar."]


def table(rows: list[tuple[str, str]], top: float = 700, height: float = 40) -> str:
    bottom = top - height * len(rows)
    drawn = "".join(rule(x, bottom, x, top) for x in (60, 200, 500))
    drawn += "".join(rule(60, top - height * n, 500, top - height * n) for n in range(len(rows) + 1))
    for number, row in enumerate(rows):
        for x, text in zip((66, 206), row, strict=True):
            drawn += column(*text.split("\n"), x=x, y=top - height * number - 14, step=13) if text else ""
    return drawn


def test_ruled_tables_are_read_by_cell() -> None:
    page = words(70, 760, "Före.") + table([("Fråga", "Svar"), ("1. Roll", "IP1: ett.\nIP2: två.")])
    page += words(70, 560, "Efter.")

    assert [(b.place, b.row, b.column, b.text) for b in read(page).blocks] == [
        ("s1r1", 0, 0, "Före."),
        ("t1r1c1", 1, 1, "Fråga"),
        ("t1r1c2", 1, 2, "Svar"),
        ("t1r2c1", 2, 1, "1. Roll"),
        ("t1r2c2", 2, 2, "IP1: ett."),
        ("t1r2c2p2", 2, 2, "IP2: två."),
        ("s1r7", 0, 0, "Efter."),
    ]


def test_a_table_goes_on_over_the_page_break_and_its_title_row_counts_once() -> None:
    first = table([("Fråga", "Svar"), ("1. Roll", "ett")])
    second = table([("Fråga", "Svar"), ("", "fortsatt"), ("2. Val", "två")], top=800)
    document = read(first, second)

    assert [(b.place, b.text) for b in document.blocks] == [
        ("t1r1c1", "Fråga"),
        ("t1r1c2", "Svar"),
        ("t1r2c1", "1. Roll"),
        ("t1r2c2", "ett"),
        ("t1r2c2p2", "fortsatt"),
        ("t1r3c1", "2. Val"),
        ("t1r3c2", "två"),
    ]
    assert document.remarks == (Remark("reading.page_texts_left_out", {"count": 1}),)


def test_merged_cells_are_one() -> None:
    page = "".join(rule(60, y, 500, y) for y in (700, 660, 620)) + rule(60, 620, 60, 700) + rule(500, 620, 500, 700)
    page += rule(280, 620, 280, 660) + words(250, 680, "bred cell") + words(66, 640, "a") + words(290, 640, "b")

    assert [(b.place, b.text) for b in read(page).blocks] == [("t1r1c1", "bred cell"), ("t1r2c1", "a"), ("t1r2c2", "b")]


def test_footnotes_follow_the_paragraph_that_names_them() -> None:
    page = words(70, 700, "Ord") + words(90, 704, "1", size=6) + words(95, 700, "med not.") + words(70, 680, "Nästa.")
    page += rule(70, 100, 200, 100) + words(70, 85, "1", size=6) + words(75, 82, "Notens text.", size=9)

    assert [(b.place, b.kind, b.text) for b in read(page).blocks] == [
        ("s1r1", BlockKind.PARAGRAPH, "Ord med not."),
        ("fn1", BlockKind.FOOTNOTE, "Notens text."),
        ("s1r2", BlockKind.PARAGRAPH, "Nästa."),
    ]


def test_letters_drawn_twice_count_once_and_ligatures_are_letters() -> None:
    assert texts(read(words(70, 700, "Svar") + words(70.3, 700, "Svar"))) == ["Svar"]


def test_turned_text_comments_and_fields_are_said() -> None:
    notes = "<< /Type /Annot /Subtype /Text /Contents (hej) >> << /Type /Annot /Subtype /Widget /V (ja) >>"
    turned = "BT /F1 40 Tf 0.7 0.7 -0.7 0.7 100 100 Tm (UTKAST) Tj ET\n"
    document = read(column("Svar.") + turned, annotations=notes)

    assert texts(document) == ["Svar."]
    assert document.remarks == (
        Remark("reading.comments_left_out", {"count": 1}),
        Remark("reading.form_fields_left_out", {"count": 1}),
        Remark("reading.turned_text_left_out", {"count": 6}),
    )


def test_pages_that_are_pictures_are_said() -> None:
    document = read(column("Svar."), "/Im Do")

    assert document.remarks == (Remark("reading.pages_without_text", {"pages": "2"}),)


def test_lines_in_no_order_are_read_from_the_top() -> None:
    numbers = list(range(20))
    random.Random(1).shuffle(numbers)
    page = "".join(words(70, 760 - 30 * n, f"Svar nummer {n}.") for n in numbers)
    document = read(page)

    assert texts(document) == [f"Svar nummer {n}." for n in range(20)]
    assert document.remarks == (Remark("reading.order_from_page", {"pages": "1"}),)


def test_columns_are_read_one_by_one() -> None:
    full = "En hel rad i spalten som går ut"
    page = column(full, "till kanten.", "Kort.", x=60) + column("Ny.", full, "ända dit.", x=320)

    assert texts(read(page)) == [f"{full} till kanten.", "Kort.", "Ny.", f"{full} ända dit."]


GOOD = pdf(column(FULL, "slut."))


@pytest.mark.parametrize(
    ("content", "key"),
    [
        (GOOD[: len(GOOD) // 2], "errors.note_pdf_damaged"),
        (b"%PDF-1.7\n%%EOF", "errors.note_pdf_damaged"),
        (GOOD.replace(b"/Count 1", b"/Count 9"), "errors.note_pdf_damaged"),
        (GOOD.replace(b"/Contents 4 0 R", b"/Contents 9 0 R"), "errors.note_pdf_damaged"),
        (pdf("", picture=True), "errors.note_pdf_scanned"),
        (pdf(""), "errors.note_no_text"),
        (pdf("", more="/Encrypt << /Filter /Standard /V 1 /R 2 /O (x) /U (y) /P -1 >>"), "errors.note_password"),
        (pdf("q Q " * 60_000_000), "errors.note_pdf_too_large"),
        (b"bara text", "errors.note_not_as_named"),
        (zipped({"a": "b"}), "errors.note_other_format"),
    ],
)
def test_what_cannot_be_read_is_one_sentence(content: bytes, key: str) -> None:
    with pytest.raises(OkqualError) as caught:
        read_document(content, "not.pdf")

    assert caught.value.key == key


@given(st.integers(0, len(GOOD) - 1), st.binary(max_size=20), st.integers(0, 200))
def test_any_change_of_bytes_gives_blocks_or_one_sentence(at: int, new: bytes, removed: int) -> None:
    try:
        read_document(GOOD[:at] + new + GOOD[at + removed :], "not.pdf")
    except OkqualError:
        return


def test_nothing_of_a_long_document_is_lost(shared: Path) -> None:
    folder = shared / "real" / "riksdag-debatt" / "derived"
    wanted = read_document((folder / "debatt_fet-etikett.docx").read_bytes(), "a.docx")
    for name in ("debatt_fet-etikett.pdf", "debatt_fet-etikett.odt"):
        found = read_document((folder / name).read_bytes(), name)
        assert " ".join(texts(found)).split() == " ".join(texts(wanted)).split()
