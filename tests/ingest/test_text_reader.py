import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from okqual.errors import OkqualError
from okqual.ingest.documents import read_document
from okqual.model.note import BlockKind

SWEDISH = "Frågan: överenskommelsen ”räcker” – för Åsele, ja."


@pytest.mark.parametrize(
    ("encoding", "found"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8-sig"),
        ("utf-16", "utf-16"),
        ("utf-16-le", "utf-16-le"),
        ("utf-16-be", "utf-16-be"),
        ("cp1252", "cp1252"),
        ("mac_roman", "mac_roman"),
    ],
)
def test_the_encoding_is_found(encoding, found):
    document = read_document(SWEDISH.encode(encoding), "a.txt")
    assert document.encoding == found
    assert [block.text for block in document.blocks] == [SWEDISH]


def test_old_dos_text():
    assert read_document("Överenskommelsen är på väg, säger någon".encode("cp850"), "a.txt").encoding == "cp850"


def test_a_guess_is_told_and_can_be_overridden():
    content = "Överenskommelsen".encode("cp1252")
    assert [remark.key for remark in read_document(content, "a.txt").remarks] == ["reading.encoding_guessed"]
    assert read_document(content, "a.txt", "latin-1").encoding == "latin-1"
    with pytest.raises(OkqualError, match="encoding_wrong"):
        read_document(content, "a.txt", "utf-8")


def test_one_broken_byte_does_not_make_the_file_another_encoding():
    content = ("Överenskommelsen är på väg. " * 20).encode() + b"\xff"
    document = read_document(content, "a.txt")
    assert document.encoding == "utf-8"
    assert [remark.values["count"] for remark in document.remarks] == [1]


def test_lines_bullets_and_places():
    found = read_document("Roll\r\n\t- Socialchef\r\n\r\n   • Ansvarig\rSist".encode(), "a.txt").blocks
    assert [(block.place, block.kind, block.label, block.level, block.text) for block in found] == [
        ("l1", BlockKind.PARAGRAPH, "", 0, "Roll"),
        ("l2", BlockKind.ITEM, "-", 2, "Socialchef"),
        ("l4", BlockKind.ITEM, "-", 1, "Ansvarig"),
        ("l5", BlockKind.PARAGRAPH, "", 0, "Sist"),
    ]


def test_a_line_broken_by_its_width_is_whole_again():
    text = "Vi träffas fyra gånger om året och då är alla kommuner med,\nfast inte regionen.\nSedan skriver vi."
    found = read_document(text.encode(), "a.txt").blocks
    assert [block.place for block in found] == ["l1", "l3"]
    assert found[0].text.endswith("med, fast inte regionen.")


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=200))
def test_no_sign_of_a_text_file_is_lost(text):
    try:
        found = read_document(text.encode(), "a.txt")
    except OkqualError:
        return
    read = "".join(block.text for block in found.blocks)
    assert letters(read) == letters(text)


def letters(text):
    return [sign for sign in unicodedata.normalize("NFC", text) if sign.isalnum()]
