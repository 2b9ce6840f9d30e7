"""What documents are built of: captions with references, lists of them, figures, footnotes."""

from __future__ import annotations

import struct
import zipfile
import zlib
from pathlib import Path

import docx
from docx.oxml.ns import qn

from okqual.export.word import xml
from okqual.export.word.check import faults
from okqual.export.word.draft import Draft
from okqual.export.word.template import Template
from tests.export import examples


def picture(width: int = 40, height: int = 20) -> bytes:
    """A grey PNG."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    rows = b"".join(b"\0" + b"\x80" * width for _ in range(height))
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


def table(draft: Draft, title: str) -> str:
    widths = [2000, 3000]
    lines = [[xml.cell([xml.paragraph(xml.run(words))], 2500) for words in line] for line in (("Rad", "X"), ("A", "1"))]
    return draft.table(widths, title, "En rad.", [xml.row(lines[0], header=True), xml.row(lines[1])])


def made(path: Path, template: Template | None = None, notes: int = 2) -> Path:
    draft = Draft(template)
    draft.text("Rapport", "Title")
    draft.contents(lists=True)
    draft.heading(1, "Koherens")
    first = table(draft, "Samordnat <b>")
    second = table(draft, "Primärvården")
    shown = draft.figure(picture(), "Förekomst & fördelning", "Staplar: kommun 6 av 12, region 3 av 3.", 6000)
    said = xml.run("Se ") + draft.reference(second) + xml.run(" och ") + draft.reference(shown) + xml.run(".")
    draft.paragraph(said + "".join(draft.footnotes.note(xml.run(f"VB-03:{n}")) for n in range(notes)))
    assert first != second
    draft.save(path, examples.manifest(), "Rapport")
    return path


def test_captions_are_numbered_and_referred_to(tmp_path: Path) -> None:
    path = made(tmp_path / "ut.docx")
    text = [paragraph.text for paragraph in docx.Document(str(path)).paragraphs]

    assert faults(path) == []
    assert "Tabell 1. Samordnat <b>" in text
    assert "Figur 1. Förekomst & fördelning" in text
    assert any(line.startswith("Se Tabell 2 och Figur 1.") for line in text)


def test_lists_of_tables_and_figures_are_filled_in(tmp_path: Path) -> None:
    path = made(tmp_path / "ut.docx")
    body = docx.Document(str(path)).element.body
    listed = [
        "".join(text.text for text in paragraph.iter(qn("w:t")))
        for paragraph in body.iter(qn("w:p"))
        if paragraph.xpath("w:pPr/w:pStyle[@w:val='TableofFigures']")
    ]

    assert listed == ["Tabell 1. Samordnat <b>", "Tabell 2. Primärvården", "Figur 1. Förekomst & fördelning"]
    instructions = [element.text.strip() for element in body.iter(qn("w:instrText"))]
    assert r'TOC \h \z \c "Tabell"' in instructions
    assert r'TOC \h \z \c "Figur"' in instructions


def test_a_list_of_nothing_is_left_out(tmp_path: Path) -> None:
    draft = Draft()
    draft.contents(lists=True)
    draft.heading(1, "Ingenting")
    draft.save(tmp_path / "ut.docx", examples.manifest(), "Rapport")

    assert "Figurer" not in [p.text for p in docx.Document(str(tmp_path / "ut.docx")).paragraphs]


def test_figures_have_words(tmp_path: Path) -> None:
    path = made(tmp_path / "ut.docx")
    shown = docx.Document(str(path)).element.body.xpath(".//wp:docPr")

    assert [element.get("descr") for element in shown] == ["Staplar: kommun 6 av 12, region 3 av 3."]


def test_footnotes_have_a_part_and_separators(tmp_path: Path) -> None:
    path = made(tmp_path / "ut.docx")
    with zipfile.ZipFile(path) as archive:
        notes, settings = archive.read("word/footnotes.xml").decode(), archive.read("word/settings.xml").decode()

    assert notes.count("<w:footnote ") == 4
    assert "VB-03:1" in notes
    assert settings.index("w:footnotePr") < settings.index("w:compat>")


def test_footnotes_of_a_template_stay_behind_and_its_separators_stay(tmp_path: Path) -> None:
    template = Template(made(tmp_path / "mall.docx", notes=5))
    path = made(tmp_path / "ut.docx", template, notes=1)
    with zipfile.ZipFile(path) as archive:
        notes = archive.read("word/footnotes.xml").decode()

    assert notes.count("<w:footnote ") == 3
    assert "continuationSeparator" in notes
    assert "VB-03:0" in notes
    assert "VB-03:1" not in notes
    assert faults(path) == []


def test_no_footnotes_no_part(tmp_path: Path) -> None:
    with zipfile.ZipFile(made(tmp_path / "ut.docx", notes=0)) as archive:
        assert "word/footnotes.xml" not in archive.namelist()


def test_the_same_content_gives_the_same_bytes(tmp_path: Path) -> None:
    assert made(tmp_path / "a.docx").read_bytes() == made(tmp_path / "b.docx").read_bytes()
