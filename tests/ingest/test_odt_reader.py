"""OpenDocument texts read as a person sees the accepted document."""

# ruff: noqa: E501 (markup is easier to read on one line)

from __future__ import annotations

from pathlib import Path

import pytest

from okqual.errors import OkqualError
from okqual.ingest.documents import read_document
from okqual.model.note import BlockKind, Remark, SourceBlock, SourceComment
from tests.ingest.made import odt, zipped


def blocks_of(content: bytes, name: str = "not.odt") -> tuple[SourceBlock, ...]:
    return read_document(content, name).blocks


def shown(content: bytes) -> list[tuple[str, str, str]]:
    """(place, label, text) of each block."""
    return [(block.place, block.label, block.text) for block in blocks_of(content)]


def test_headings_have_the_level_of_their_outline_or_of_their_styles_name() -> None:
    styles = (
        '<style:style style:name="Rubrik_20_2" style:display-name="Rubrik 2" style:family="paragraph"/>'
        '<style:style style:name="Egen" style:family="paragraph" style:parent-style-name="Rubrik_20_2"/>'
        '<style:style style:name="Grund" style:family="paragraph" style:default-outline-level="4"/>'
        '<style:style style:name="Title" style:family="paragraph"/>'
    )
    body = (
        '<text:p text:style-name="Title">Anteckning</text:p><text:h text:outline-level="3">Roll</text:h>'
        '<text:p text:style-name="Egen">Insatser</text:p><text:p text:style-name="Grund">Val</text:p><text:p>Svar</text:p>'
    )

    blocks = blocks_of(odt(body, styles=styles))

    assert [(block.kind, block.level) for block in blocks] == [
        (BlockKind.HEADING, 1),
        (BlockKind.HEADING, 3),
        (BlockKind.HEADING, 2),
        (BlockKind.HEADING, 4),
        (BlockKind.PARAGRAPH, 0),
    ]
    assert [block.place for block in blocks] == ["p1", "p2", "p3", "p4", "p5"]


NUMBERS = (
    '<text:list-style style:name="N">'
    '<text:list-level-style-number text:level="1" style:num-format="1" style:num-prefix="Fråga " style:num-suffix="."/>'
    '<text:list-level-style-number text:level="2" style:num-format="a" style:num-suffix=")"/>'
    '<text:list-level-style-number text:level="3" style:num-format="1" style:num-suffix="." text:display-levels="3"/>'
    "</text:list-style>"
    '<text:list-style style:name="B"><text:list-level-style-bullet text:level="1" text:bullet-char="•"/></text:list-style>'
)


def item(text: str, more: str = "", attributes: str = "") -> str:
    return f"<text:list-item {attributes}><text:p>{text}</text:p>{more}</text:list-item>"


def numbered(items: str, attributes: str = "") -> str:
    return f'<text:list text:style-name="N" {attributes}>{items}</text:list>'


def test_list_numbers_are_those_that_a_reader_sees() -> None:
    deepest = f"<text:list>{item('djupt')}</text:list>"
    inner = f"<text:list>{item('b', deepest)}{item('c')}</text:list>"
    body = numbered(item("a", inner) + item("d"), 'xml:id="L1"') + "<text:p>emellan</text:p>"
    body += numbered(item("e"), 'text:continue-list="L1"') + numbered(item("f", attributes='text:start-value="7"'))

    assert [(block.label, block.level, block.text) for block in blocks_of(odt(body, NUMBERS))] == [
        ("Fråga 1.", 1, "a"),
        ("a)", 2, "b"),
        ("1.a.1.", 3, "djupt"),
        ("b)", 2, "c"),
        ("Fråga 2.", 1, "d"),
        ("", 0, "emellan"),
        ("Fråga 3.", 1, "e"),
        ("Fråga 7.", 1, "f"),
    ]


def test_a_list_begins_anew_unless_it_says_otherwise() -> None:
    body = numbered(item("a")) + numbered(item("b")) + numbered(item("c"), 'text:continue-numbering="true"')

    assert [block.label for block in blocks_of(odt(body, NUMBERS))] == ["Fråga 1.", "Fråga 1.", "Fråga 2."]


def test_bullets_typed_or_set_and_only_the_first_paragraph_of_an_item_has_one() -> None:
    body = (
        '<text:list text:style-name="B"><text:list-item><text:p>Bra</text:p><text:p>mer</text:p></text:list-item>'
        "<text:list-header><text:p>rubrik</text:p></text:list-header></text:list><text:p>– typad</text:p>"
    )

    assert shown(odt(body, NUMBERS)) == [
        ("p1", "-", "Bra"),
        ("p2", "", "mer"),
        ("p3", "", "rubrik"),
        ("p4", "-", "typad"),
    ]


def test_numbered_headings_show_their_outline() -> None:
    outline = (
        "<text:outline-style><text:outline-level-style text:level='1' style:num-format='1' style:num-suffix='.'/>"
        "<text:outline-level-style text:level='2' style:num-format='1' text:display-levels='2'/></text:outline-style>"
    )
    body = "".join(f'<text:h text:outline-level="{n}">r</text:h>' for n in (1, 2, 2, 1, 2))

    assert [block.label for block in blocks_of(odt(body, styles=outline))] == ["1.", "1.1", "1.2", "2.", "2.1"]


def test_bold_italic_and_hidden_come_from_styles_and_are_inherited() -> None:
    automatic = (
        '<style:style style:name="F" style:family="text"><style:text-properties fo:font-weight="bold"/></style:style>'
        '<style:style style:name="I" style:family="text" style:parent-style-name="F">'
        '<style:text-properties fo:font-style="italic"/></style:style>'
        '<style:style style:name="D" style:family="paragraph"><style:text-properties text:display="none"/></style:style>'
    )
    body = (
        '<text:p><text:span text:style-name="F">Fet</text:span></text:p>'
        '<text:p><text:span text:style-name="F">Fet</text:span> inte</text:p>'
        '<text:p><text:span text:style-name="I">Båda</text:span></text:p><text:p text:style-name="D">Dold</text:p>'
        '<text:section text:name="s" text:display="none"><text:p>Dolt avsnitt</text:p></text:section>'
    )
    document = read_document(odt(body, automatic), "a.odt")

    assert [(b.bold, b.italic, b.hidden) for b in document.blocks] == [
        (True, False, False),
        (False, False, False),
        (True, True, False),
        (False, False, True),
        (False, False, True),
    ]
    assert Remark("reading.hidden_text_kept", {"count": 2}) in document.remarks


def test_white_space_and_special_signs() -> None:
    body = (
        '<text:p>  ett \n\t två<text:s text:c="3"/>tre<text:tab/>fyra\u00a0fem<text:line-break/>  <text:a xlink:href="x">rad två'
        "</text:a><text:soft-page-break/>, sam\u00adverkan <text:span> a</text:span> </text:p>"
    )

    assert shown(odt(body)) == [
        ("p1", "", "ett två   tre\tfyra\u00a0fem"),
        ("p1.2", "", "rad två, sam\u00adverkan a"),
    ]


def test_decomposed_letters_are_composed() -> None:
    assert blocks_of(odt("<text:p>a\u030a\u00e4o\u0308</text:p>"))[0].text == "åäö"


def test_tracked_changes_are_read_as_accepted_and_said() -> None:
    changed = "<office:change-info><dc:creator>{}</dc:creator></office:change-info>"
    body = (
        "<text:tracked-changes>"
        f"<text:changed-region><text:deletion>{changed.format('ML')}<text:p>struket</text:p></text:deletion></text:changed-region>"
        f"<text:changed-region><text:insertion>{changed.format('AK')}</text:insertion></text:changed-region>"
        "</text:tracked-changes><text:p>kvar <text:change text:change-id='1'/>"
        "<text:change-start text:change-id='2'/>nytt<text:change-end text:change-id='2'/></text:p>"
    )
    document = read_document(odt(body), "a.odt")

    assert [block.text for block in document.blocks] == ["kvar nytt"]
    assert document.remarks == (Remark("reading.changes_accepted", {"count": 2, "authors": "AK, ML"}),)


def test_notes_follow_their_paragraph_and_comments_keep_their_words() -> None:
    note = (
        '<text:note text:note-class="{}"><text:note-citation>1</text:note-citation>'
        "<text:note-body><text:p>{}</text:p></text:note-body></text:note>"
    )
    body = (
        "<text:p>Först.</text:p>"
        f"<text:p>Ord{note.format('footnote', 'fot')} mer{note.format('endnote', 'slut')}"
        '<office:annotation office:name="k"><dc:creator>A K</dc:creator><dc:date>2026-01-02</dc:date>'
        "<meta:creator-initials>AK</meta:creator-initials><text:p>kommentar</text:p></office:annotation>på ord"
        '<office:annotation-end office:name="k"/>. Slut<office:annotation><text:p>om allt</text:p></office:annotation>'
        "<office:annotation/></text:p>"
    )
    document = read_document(odt(body), "a.odt")

    assert [(b.place, b.kind, b.text) for b in document.blocks] == [
        ("p1", BlockKind.PARAGRAPH, "Först."),
        ("p2", BlockKind.PARAGRAPH, "Ord merpå ord. Slut"),
        ("fn1", BlockKind.FOOTNOTE, "fot"),
        ("en1", BlockKind.FOOTNOTE, "slut"),
    ]
    assert document.comments == (
        SourceComment("", "", "", "om allt", 1, 0, 1, 19),
        SourceComment("A K", "AK", "2026-01-02", "kommentar", 1, 7, 1, 13),
    )
    assert document.remarks == (Remark("reading.comments_left_out", {"count": 1}),)


def test_tables_in_reading_order_with_merged_cells_and_tables_within() -> None:
    inner = "<table:table><table:table-row><table:table-cell><text:p>inre</text:p></table:table-cell></table:table-row></table:table>"
    body = (
        "<table:table><table:table-header-rows><table:table-row>"
        '<table:table-cell table:number-columns-spanned="2"><text:p>Fråga</text:p></table:table-cell>'
        "<table:covered-table-cell/><table:table-cell><text:p>Svar</text:p></table:table-cell>"
        "</table:table-row></table:table-header-rows><table:table-row>"
        '<table:table-cell table:number-columns-repeated="2"/>'
        f"<table:table-cell><text:p>ett</text:p><text:p>två</text:p>{inner}</table:table-cell></table:table-row></table:table>"
    )

    assert [(b.place, b.row, b.column, b.text) for b in blocks_of(odt(body))] == [
        ("t1r1c1", 1, 1, "Fråga"),
        ("t1r1c3", 1, 3, "Svar"),
        ("t1r2c3", 2, 3, "ett"),
        ("t1r2c3p2", 2, 3, "två"),
        ("t1r2c3t1r1c1", 2, 3, "inre"),
    ]


def test_text_boxes_are_set_apart_and_pictures_told() -> None:
    body = (
        "<text:p>före<draw:frame><draw:text-box><text:p>i ruta</text:p></draw:text-box></draw:frame>"
        "<draw:frame><draw:image/></draw:frame></text:p>"
    )
    document = read_document(odt(body), "a.odt")

    assert [(b.place, b.kind, b.text) for b in document.blocks] == [
        ("p1", BlockKind.PARAGRAPH, "före"),
        ("p1b1", BlockKind.ASIDE, "i ruta"),
    ]
    assert document.remarks == (Remark("reading.pictures_left_out", {"count": 1}),)


def test_headers_and_footers_are_left_out_and_said() -> None:
    masters = "<style:master-page><style:header><text:p>Socialtjänst</text:p></style:header><style:footer/></style:master-page>"
    document = read_document(odt("<text:p>svar</text:p>", masters=masters), "a.odt")

    assert [block.text for block in document.blocks] == ["svar"]
    assert document.remarks == (Remark("reading.page_texts_left_out", {"count": 1}),)


def test_a_template_is_read_and_a_suffix_that_says_nothing_too() -> None:
    template = odt("<text:p>svar</text:p>", mimetype="application/vnd.oasis.opendocument.text-template")

    assert blocks_of(template, "mall.ott")[0].text == "svar"
    assert read_document(odt("<text:p>svar</text:p>"), "egentligen").format == "odt"


@pytest.mark.parametrize(
    ("content", "key"),
    [
        (odt("<text:p>svar</text:p>")[:-60], "errors.note_odt_damaged"),
        (zipped({"mimetype": "application/vnd.oasis.opendocument.text"}), "errors.note_odt_damaged"),
        (odt("<text:p>svar"), "errors.note_odt_damaged"),
        (odt(""), "errors.note_no_text"),
        (b"bara text", "errors.note_not_as_named"),
        (odt("<text:section>" * 10_000 + "</text:section>" * 10_000), "errors.note_odt_damaged"),
        (
            zipped({"content.xml": "<a/>", "META-INF/manifest.xml": "<manifest:encryption-data/>"}),
            "errors.note_password",
        ),
    ],
)
def test_what_cannot_be_read_is_one_sentence(content: bytes, key: str) -> None:
    with pytest.raises(OkqualError) as caught:
        read_document(content, "not.odt")

    assert caught.value.key == key


def test_entities_are_not_followed(tmp_path: Path) -> None:
    secret = tmp_path / "hemligt.txt"
    secret.write_text("hemligt", encoding="utf-8")
    content = (
        f'<!DOCTYPE a [<!ENTITY ute SYSTEM "{secret.as_uri()}">]><office:document-content '
        'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0">'
        "<office:body><office:text><text:p>svar &ute;</text:p></office:text></office:body></office:document-content>"
    )

    blocks = blocks_of(zipped({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": content}))

    assert [block.text for block in blocks] == ["svar"]
