"""Zips of XML parts: nothing in them is run, followed or unpacked without end."""

from __future__ import annotations

import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from okqual.errors import OkqualError
from okqual.ingest.documents import read_document
from okqual.model.note import Remark
from tests.ingest.made import ODT_TYPE, odt, zipped

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
RELATED = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def word(body: str, before: str = "", **parts: str) -> bytes:
    """A Word file with this body; ``parts`` are further parts by the kind that they are related as."""
    relations = "".join(
        f'<Relationship Id="r{n}" Type="{OFFICE}/{kind}" Target="{kind}.bin"/>' for n, kind in enumerate(parts)
    )
    return zipped(
        {
            "[Content_Types].xml": "<Types/>",
            "word/document.xml": f'{before}<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>',
            "word/_rels/document.xml.rels": f'<Relationships xmlns="{RELATED}">{relations}</Relationships>',
            **{f"word/{kind}.bin": content for kind, content in parts.items()},
        }
    )


SAID = "<w:p><w:r><w:t>svar</w:t></w:r></w:p>"


@pytest.mark.parametrize("name", ["mall.dotx", "not.docm", "not.docx"])
def test_templates_and_files_with_macros_are_read_and_macros_said(name: str) -> None:
    document = read_document(word(SAID, vbaProject="x"), name)

    assert [block.text for block in document.blocks] == ["svar"]
    assert document.remarks == (Remark("reading.macros_ignored", {"count": 1}),)


def test_macros_of_an_opendocument_text_are_said() -> None:
    file = BytesIO(odt("<text:p>svar</text:p>"))
    with zipfile.ZipFile(file, "a") as archive:
        archive.writestr("Basic/Standard/Module1.xml", "<a/>")

    assert read_document(file.getvalue(), "a.odt").remarks == (Remark("reading.macros_ignored", {"count": 1}),)


def test_entities_of_a_word_file_are_not_followed(tmp_path: Path) -> None:
    secret = tmp_path / "hemligt.txt"
    secret.write_text("hemligt", encoding="utf-8")
    before = f'<!DOCTYPE a [<!ENTITY ute SYSTEM "{secret.as_uri()}"><!ENTITY inne "inne">]>'
    body = "<w:p><w:r><w:t>svar</w:t></w:r>&ute;&inne;</w:p>"

    assert [block.text for block in read_document(word(body, before), "a.docx").blocks] == ["svar"]


LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10 if n else "ha"}">' for n in range(12))


@pytest.mark.parametrize(
    ("content", "name", "key"),
    [
        (word("<w:tbl><w:tr><w:tc>" * 10_000 + SAID), "a.docx", "errors.note_docx_damaged"),
        (
            word("<w:tbl><w:tr><w:tc>" * 10_000 + SAID + "</w:tc></w:tr></w:tbl>" * 10_000),
            "a.docx",
            "errors.note_docx_damaged",
        ),
        (
            word("<w:p><w:r><w:t>&l11;</w:t></w:r></w:p>", f"<!DOCTYPE a [{LAUGHS}]>"),
            "a.docx",
            "errors.note_docx_damaged",
        ),
        (word(SAID)[:-200], "a.docx", "errors.note_docx_damaged"),
        (
            zipped({"mimetype": ODT_TYPE, "content.xml": "<a/>", "stor": b"\x00" * 310_000_000}),
            "a.odt",
            "errors.note_odt_too_large",
        ),
        (
            zipped({f"del{n}": "" for n in range(10_001)} | {"word/document.xml": ""}),
            "a.docx",
            "errors.note_docx_too_large",
        ),
    ],
    ids=["open tables", "nested tables", "entities", "cut off", "zip bomb", "parts"],
)
def test_what_is_made_to_harm_is_one_sentence(content: bytes, name: str, key: str) -> None:
    with pytest.raises(OkqualError) as caught:
        read_document(content, name)

    assert caught.value.key == key


def test_every_odd_word_file_is_read_or_refused_with_one_sentence(shared: Path) -> None:
    files = sorted((shared / "docx").rglob("*.docx"))
    refused: dict[str, str] = {}
    for path in files:
        try:
            assert read_document(path.read_bytes(), path.name).blocks
        except OkqualError as error:
            refused[path.name] = error.key

    assert len(files) > 30
    assert set(refused.values()) == {"errors.note_no_text"}
