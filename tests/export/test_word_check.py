"""The check of Word files finds what is planted, and only that."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from okqual.export.word.check import faults
from okqual.export.word.matrix import write_matrix
from okqual.export.writing import packed
from tests.export import examples

BODY, STYLES, CORE = "word/document.xml", "word/styles.xml", "docProps/core.xml"


def once(pattern: str, replacement: str) -> Callable[[str], str]:
    def change(text: str) -> str:
        changed, times = re.subn(pattern, replacement, text, count=1, flags=re.DOTALL)
        assert times == 1
        return changed

    return change


PLANTED = [
    (CORE, once("<dc:title>.*?</dc:title>", "<dc:title/>"), "saknar titel"),
    (CORE, once("<dc:language>.*?</dc:language>", ""), "språk är inte angivet"),
    (STYLES, once("<w:lang [^>]*/>", ""), "språk är inte angivet"),
    (BODY, once('w:val="Heading2"', 'w:val="Heading3"'), "hoppar från nivå 1 till 3"),
    (BODY, once('(<w:pStyle w:val="Heading2"/></w:pPr>)(.*?)<w:r>.*?</w:r>', r"\1\2"), "rubrik på nivå 2 är tom"),
    (BODY, once("<w:body>", '<w:body><w:p><w:pPr><w:pStyle w:val="Normal"/></w:pPr></w:p>'), "Tomt stycke"),
    (BODY, once("<w:tblHeader/>", ""), "Tabell 1 saknar rubrikrad"),
    (BODY, once("<w:tblDescription [^>]*/>", ""), "Tabell 1 saknar titel eller beskrivning"),
    (BODY, once(">Intervju</w:t>", "></w:t>"), "Tabell 1 har en tom rubrikcell"),
    (BODY, once('(<w:tcW [^>]*/>)(</w:tcPr>)', r'\1<w:gridSpan w:val="2"/>\2'), "sammanslagna celler"),
    (BODY, once("(<w:tr>.*?</w:tr>.*?)<w:tc>.*?</w:tc>", r"\1"), "olika många celler"),
    (BODY, once('w:val="okqcellquote"', 'w:val="Borta"'), "Formatmallen Borta används men finns inte"),
    (STYLES, once('w:val="595959"', 'w:val="BBBBBB"'), "för svag kontrast"),
    (BODY, once('w:name="_Toc00000002"', 'w:name="_toc00000001"'), "finns två gånger"),
    (BODY, once("<w:bookmarkEnd [^>]*/>", ""), "saknar början eller slut"),
    (BODY, once('w:name="_Toc00000002"', 'w:name="2 fel"'), "otillåtet namn"),
    (BODY, once('w:anchor="[^"]*"', 'w:anchor="ingenstans"'), "En länk leder till ingenstans"),
    (BODY, once("SEQ Tabell [^<]*", "REF saknas"), "En länk leder till saknas"),
    (BODY, once('<w:fldChar w:fldCharType="end"/>', ""), "Ett fält saknar"),
    (BODY, lambda text: text.replace("<w:body>", "<w:body><w:p>", 1), "inte giltig XML"),
]  # fmt: skip


@pytest.fixture(scope="module")
def parts(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    path = tmp_path_factory.mktemp("check") / "matris.docx"
    write_matrix(examples.matrix(), examples.manifest(), path)
    assert faults(path) == []
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.mark.parametrize(("part", "plant", "expected"), PLANTED)
def test_a_planted_fault_is_found(
    tmp_path: Path, parts: dict[str, bytes], part: str, plant: Callable[[str], str], expected: str
) -> None:
    path = tmp_path / "fel.docx"
    path.write_bytes(packed(parts | {part: plant(parts[part].decode("utf-8")).encode("utf-8")}))
    found = faults(path)

    assert any(expected in fault for fault in found), found
    assert not any("{" in fault or fault.startswith("export.") for fault in found)
    assert len(found) <= 3


def test_a_part_that_is_there_twice_is_found(tmp_path: Path, parts: dict[str, bytes]) -> None:
    path = tmp_path / "fel.docx"
    path.write_bytes(packed(parts))
    with zipfile.ZipFile(path, "a") as archive, pytest.warns(UserWarning, match="Duplicate"):
        archive.writestr(BODY, parts[BODY])

    assert faults(path) == ["word/document.xml finns två gånger i filen."]


@pytest.mark.parametrize("content", [b"", b"text", packed({"a.txt": b"x"})])
def test_what_is_no_word_file_is_said(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "fel.docx"
    path.write_bytes(content)

    assert faults(path) == ["Filen är inte en hel Word-fil."]
    assert faults(tmp_path / "saknas.docx") == ["Filen är inte en hel Word-fil."]
