import io
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from okqual.errors import OkqualError
from okqual.ingest.documents import read_document
from okqual.messages import LANGUAGES, message, set_language

from .word_files import paragraph, word_file

WORD = word_file(paragraph("Ett svar."))
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 500


def zipped(**files):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name.replace("__", "/"), content)
    return out.getvalue()


CASES = [
    (b"", "a.txt", "errors.note_empty"),
    (b"  \n", "a.docx", "errors.note_empty"),
    (b"---\n", "a.md", "errors.note_no_text"),
    (word_file(paragraph("")), "a.docx", "errors.note_no_text"),
    (OLE + "EncryptedPackage".encode("utf-16-le"), "a.docx", "errors.note_password"),
    (OLE + "WordDocument".encode("utf-16-le"), "a.doc", "errors.note_old_word"),
    (OLE, "a.docx", "errors.note_other_format"),
    (b"\x89PNG hej", "a.docx", "errors.note_other_format"),
    (b"{\\rtf1 hej", "a.rtf", "errors.note_rtf_damaged"),
    (b"%PDF-1.7 hej", "a.pdf", "errors.note_pdf_damaged"),
    (b"%PDF-1.7 hej", "a.txt", "errors.note_suffix_differs"),
    (zipped(xl__workbook="x"), "a.docx", "errors.note_other_format"),
    (zipped(bild="x"), "a.zip", "errors.note_other_format"),
    (WORD[: len(WORD) // 2], "a.docx", "errors.note_docx_damaged"),
    (zipped(word__styles="x"), "a.docx", "errors.note_docx_no_main"),
    (b"bara text", "a.docx", "errors.note_not_word"),
    (b"bara text", "a.xyz", "errors.note_suffix"),
    (bytes(range(256)) * 8, "a.txt", "errors.note_binary"),
]


@pytest.mark.parametrize(("content", "name", "key"), CASES, ids=[f"{key}-{name}" for _, name, key in CASES])
def test_what_cannot_be_read_is_said_with_what_to_do(content, name, key):
    with pytest.raises(OkqualError) as caught:
        read_document(content, name)
    assert caught.value.key == key
    for language in LANGUAGES:
        set_language(language)
        sentence = message(caught.value.key, **caught.value.values)
        assert name in sentence
        assert caught.value.try_this
        assert message(caught.value.try_this, **caught.value.values) != caught.value.try_this


def test_a_bomb_is_refused_before_it_is_unpacked():
    bomb = zipped(**{"word__document.xml": b"0" * 310_000_000})
    with pytest.raises(OkqualError, match="note_docx_too_large"):
        read_document(bomb, "bomb.docx")


def test_entities_are_not_followed(tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("hemligt", encoding="utf-8")
    with zipfile.ZipFile(io.BytesIO(WORD)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    document = parts["word/document.xml"].decode()
    entity = f'<!DOCTYPE w:document [<!ENTITY x SYSTEM "{secret.as_uri()}">]>'
    parts["word/document.xml"] = (
        document.replace("<w:document", f"{entity}<w:document").replace("svar.", "svar.&x;").encode()
    )
    evil = zipped(**parts)
    read = read_document(evil, "a.docx")
    assert [block.text for block in read.blocks] == ["Ett svar."]


@pytest.mark.parametrize(
    ("content", "name", "right"),
    [
        (WORD, "a.txt", ".docx"),
        (WORD, "a.pdf", ".docx"),
        (b"%PDF-1.4", "a.docx", ".pdf"),
        (b"{\\rtf1 hej}", "a.md", ".rtf"),
    ],
)
def test_a_file_that_is_not_what_its_suffix_says_is_refused(content, name, right):
    with pytest.raises(OkqualError, match="note_suffix_differs") as refused:
        read_document(content, name)
    assert refused.value.values["right"] == right


def test_a_suffix_that_says_nothing_leaves_it_to_the_bytes():
    assert [block.text for block in read_document(WORD, "anteckning").blocks] == ["Ett svar."]
    assert [block.text for block in read_document(WORD, "anteckning.docm").blocks] == ["Ett svar."]


@given(st.binary(max_size=300), st.sampled_from(["a.txt", "a.md", "a.docx", "a", "a.doc"]))
def test_any_bytes_are_read_or_refused_with_a_sentence(content, name):
    read_or_refuse(content, name)


@given(st.data())
@settings(max_examples=60)
def test_a_damaged_word_document_is_read_or_refused_with_a_sentence(data):
    content = bytearray(WORD)
    for _ in range(data.draw(st.integers(1, 20))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    read_or_refuse(bytes(content[: data.draw(st.integers(0, len(content)))]), "a.docx")


@given(
    st.text(max_size=80),
    st.sampled_from(["utf-8", "utf-16", "cp1252", "ascii", "rot13", "å", "idna", "a\0b", "undefined"]),
)
def test_any_encoding_that_is_asked_for_is_used_or_refused_with_a_sentence(text, encoding):
    read_or_refuse(text.encode("utf-8", "replace"), "a.txt", encoding)


def read_or_refuse(content, name, encoding=None):
    try:
        read_document(content, name, encoding)
    except OkqualError as refused:
        error = refused
    else:
        return
    assert message(error.key, **error.values) != error.key
