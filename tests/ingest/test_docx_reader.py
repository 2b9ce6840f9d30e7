import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from okqual.ingest.documents import read_document
from okqual.model.note import BlockKind

from .word_files import NAMESPACE, heading, listed, numbering, paragraph, run, table, word_file

W = f"{{{NAMESPACE}}}"


def blocks(body, **parts):
    return read_document(word_file(body, **parts), "anteckning.docx").blocks


def texts(body, **parts):
    return [block.text for block in blocks(body, **parts)]


def labels(body, **parts):
    return [block.label for block in blocks(body, **parts)]


def ins(content, who="AK"):
    return f'<w:ins w:id="1" w:author="{who}">{content}</w:ins>'


def removed(text):
    return f'<w:del w:id="2" w:author="ML"><w:r><w:delText>{text}</w:delText></w:r></w:del>'


def test_tracked_changes_are_read_as_accepted_and_counted_by_author():
    body = paragraph("Vi ", removed("aldrig "), ins(run("alltid ")), "gör det.")
    document = read_document(word_file(body), "a.docx")
    assert [block.text for block in document.blocks] == ["Vi alltid gör det."]
    (remark,) = document.remarks
    assert remark.key == "reading.changes_accepted"
    assert remark.values == {"count": 2, "authors": "AK, ML"}


def test_moved_words_stand_where_they_were_moved_to():
    body = paragraph(f'<w:moveFrom w:id="1">{run("flyttat")}</w:moveFrom>{run("kvar")}')
    body += paragraph(f'<w:moveTo w:id="1">{run("flyttat")}</w:moveTo>')
    assert texts(body) == ["kvar", "flyttat"]


def test_a_removed_paragraph_mark_makes_two_paragraphs_one():
    body = paragraph("Början ", properties='<w:rPr><w:del w:id="1"/></w:rPr>') + paragraph("och slutet.")
    assert texts(body) == ["Början och slutet."]


def test_a_removed_paragraph_mark_last_in_the_file_loses_nothing():
    assert texts(paragraph("Sist", properties='<w:rPr><w:del w:id="1"/></w:rPr>')) == ["Sist"]


def test_a_removed_row_is_gone():
    row = f'<w:tr><w:trPr><w:del w:id="1"/></w:trPr><w:tc>{paragraph("bort")}</w:tc></w:tr>'
    assert texts(f"<w:tbl>{row}<w:tr><w:tc>{paragraph('kvar')}</w:tc></w:tr></w:tbl>") == ["kvar"]


def test_content_controls_links_and_fields_keep_their_words():
    control = f"<w:sdt><w:sdtPr/><w:sdtContent>{paragraph('i kontroll')}</w:sdtContent></w:sdt>"
    link = f"<w:hyperlink>{run('länkat')}</w:hyperlink>"
    field = f'<w:fldSimple w:instr="DATE">{run("2025")}</w:fldSimple>'
    code = "<w:r><w:instrText>PAGE</w:instrText></w:r>"
    assert texts(control + paragraph(link, field, code)) == ["i kontroll", "länkat2025"]


def test_a_placeholder_is_no_text():
    control = f"<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{run('Klicka här')}</w:sdtContent></w:sdt>"
    assert texts(paragraph("Svar: ", control)) == ["Svar:"]


def test_a_text_box_is_read_once_and_set_apart():
    box = f"<w:txbxContent>{paragraph('i rutan')}</w:txbxContent>"
    mc = "http://schemas.openxmlformats.org/markup-compatibility/2006"
    both = f'<mc:AlternateContent xmlns:mc="{mc}"><mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback>'
    found = blocks(paragraph("före", f"<w:r><w:pict>{both}</mc:AlternateContent></w:pict></w:r>"))
    assert [(block.text, block.kind) for block in found] == [
        ("före", BlockKind.PARAGRAPH),
        ("i rutan", BlockKind.ASIDE),
    ]


def test_footnotes_follow_the_paragraph_that_has_their_sign():
    body = paragraph("Svar", '<w:r><w:footnoteReference w:id="7"/></w:r>') + paragraph("Nästa")
    found = blocks(body, footnotes=f'<w:footnote w:id="7">{paragraph("förklaring")}</w:footnote>')
    assert [(block.place, block.kind, block.text) for block in found] == [
        ("p1", BlockKind.PARAGRAPH, "Svar"),
        ("fn1", BlockKind.FOOTNOTE, "förklaring"),
        ("p2", BlockKind.PARAGRAPH, "Nästa"),
    ]


def test_breaks_tabs_and_hyphens():
    body = paragraph("<w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:softHyphen/><w:noBreakHyphen/><w:t>c</w:t></w:r>")
    assert texts(body) == ["a\tb\u00ad\u2011c"]


def test_a_line_break_parts_lines_that_keep_their_own_look():
    body = paragraph(run("1. Roll", "<w:b/>"), "<w:r><w:br/></w:r>", "Samordnare.")
    assert [(block.place, block.text, block.bold) for block in blocks(body)] == [
        ("p1", "1. Roll", True),
        ("p1.2", "Samordnare.", False),
    ]


def test_hidden_text_is_kept_marked_and_told():
    document = read_document(word_file(paragraph(run("dolt", "<w:vanish/>")) + paragraph("synligt")), "a.docx")
    assert [(block.text, block.hidden) for block in document.blocks] == [("dolt", True), ("synligt", False)]
    assert [remark.key for remark in document.remarks] == ["reading.hidden_text_kept"]


def test_comments_and_page_headers_are_left_out_and_told():
    document = read_document(
        word_file(
            paragraph("svar"), comments='<w:comment w:id="0"/><w:comment w:id="1"/>', header1=paragraph("sida 1")
        ),
        "a.docx",
    )
    assert [block.text for block in document.blocks] == ["svar"]
    assert {remark.key: remark.values for remark in document.remarks} == {
        "reading.comments_left_out": {"count": 2},
        "reading.page_texts_left_out": {"count": 1},
    }


@pytest.mark.parametrize(
    ("style", "level"),
    [
        ('<w:style w:styleId="X"><w:name w:val="heading 2"/></w:style>', 2),
        ('<w:style w:styleId="X"><w:name w:val="Rubrik 3"/></w:style>', 3),
        ('<w:style w:styleId="X"><w:name w:val="Egen"/><w:pPr><w:outlineLvl w:val="0"/></w:pPr></w:style>', 1),
        (
            '<w:style w:styleId="X"><w:name w:val="Fråga"/><w:basedOn w:val="H"/></w:style>'
            '<w:style w:styleId="H"><w:name w:val="heading 4"/></w:style>',
            4,
        ),
    ],
)
def test_headings_by_style_outline_level_or_translated_name(style, level):
    (block,) = blocks(heading("Roll", "X"), styles=style)
    assert (block.kind, block.level) == (BlockKind.HEADING, level)


def test_a_heading_style_that_the_file_does_not_define_is_known_by_its_id():
    (block,) = blocks(heading("Roll", "Rubrik2"))
    assert (block.kind, block.level) == (BlockKind.HEADING, 2)


def test_bold_comes_from_runs_and_from_styles():
    styles = '<w:style w:styleId="F"><w:rPr><w:b/></w:rPr></w:style>'
    body = paragraph(run("Fråga", "<w:b/>"), " ") + heading("Fet", "F") + paragraph(run("Fet", "<w:b/>"), "inte")
    assert [block.bold for block in blocks(body, styles=styles)] == [True, True, False]


def test_cells_nested_tables_and_merged_columns_come_in_reading_order():
    inner = table(["inre"])
    merged = f'<w:tc><w:tcPr><w:gridSpan w:val="2"/></w:tcPr>{paragraph("bred")}</w:tc>'
    wide = f"<w:tr>{merged}<w:tc>{paragraph('sist')}</w:tc></w:tr>"
    body = table(["1. Roll", paragraph("Svar") + inner + paragraph("mer")])
    found = blocks(body + f"<w:tbl>{wide}</w:tbl>")
    assert [(block.place, block.text, block.row, block.column) for block in found] == [
        ("t1r1c1", "1. Roll", 1, 1),
        ("t1r1c2", "Svar", 1, 2),
        ("t1r1c2t1r1c1", "inre", 1, 2),
        ("t1r1c2p2", "mer", 1, 2),
        ("t2r1c1", "bred", 1, 1),
        ("t2r1c3", "sist", 1, 3),
    ]


def test_automatic_numbers_are_those_that_a_reader_sees():
    body = listed("ett") + paragraph("svar") + listed("två") + listed("under", level=1) + listed("tre") + listed("x", 2)
    assert labels(body, numbering=numbering("Fråga %1", "%1.%2)")) == ["Fråga 1", "", "Fråga 2", "2.1)", "Fråga 3", "-"]


def test_a_list_may_begin_anew_and_continue_another():
    restart = '<w:num w:numId="3"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="11"/>'
    parts = {"numbering": numbering("%1.", "%1.%2") + restart + "</w:lvlOverride></w:num>"}
    body = listed("a") + listed("b") + listed("c", 3) + listed("d", 3) + listed("e")
    assert labels(body, **parts) == ["1.", "2.", "11.", "12.", "13."]


def test_deeper_levels_begin_anew_under_each_number():
    body = "".join(listed("x", level=level) for level in (0, 1, 1, 0, 1))
    assert labels(body, numbering=numbering("%1.", "%2)")) == ["1.", "1)", "2)", "2.", "1)"]


def test_numbers_that_a_style_brings():
    styles = (
        '<w:style w:styleId="Q"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        '<w:style w:styleId="U"><w:basedOn w:val="Q"/></w:style>'
    )
    assert labels(heading("a", "Q") + heading("b", "U"), styles=styles, numbering=numbering("F%1")) == ["F1", "F2"]


def test_a_typed_bullet_is_a_list_item_without_its_sign():
    (block,) = blocks(paragraph("<w:r><w:t>-</w:t><w:tab/></w:r>", "Ingen organisation"))
    assert (block.kind, block.label, block.text) == (BlockKind.ITEM, "-", "Ingen organisation")


def test_strict_files_and_a_main_part_of_another_name():
    assert [b.text for b in read_document(word_file(paragraph("a"), strict=True), "a.docx").blocks] == ["a"]
    assert [b.text for b in read_document(word_file(paragraph("b"), "word/document2.xml"), "a.docx").blocks] == ["b"]


def test_text_is_kept_in_nfc():
    assert texts(paragraph("o\u0308verens")) == ["överens"]


WORDS = st.text(st.sampled_from('abcåäö -–”"<&>\u00a0\u00ad1.'), min_size=1, max_size=12)
INLINE = st.one_of(
    WORDS.map(run),
    WORDS.map(lambda text: run(text, "<w:b/>")),
    WORDS.map(lambda text: ins(run(text))),
    WORDS.map(lambda text: f"<w:hyperlink>{run(text)}</w:hyperlink>"),
    WORDS.map(lambda text: f"<w:sdt><w:sdtContent>{run(text)}</w:sdtContent></w:sdt>"),
    st.just(removed("bort")),
    st.just("<w:r><w:br/></w:r>"),
)
PARAGRAPHS = st.builds(
    lambda content, properties: paragraph(*content, properties=properties),
    st.lists(INLINE, max_size=4),
    st.sampled_from(
        [
            "",
            '<w:pStyle w:val="Heading1"/>',
            '<w:rPr><w:del w:id="1"/></w:rPr>',
            '<w:numPr><w:numId w:val="2"/></w:numPr>',
        ]
    ),
)
BODIES = st.recursive(
    PARAGRAPHS,
    lambda inner: st.one_of(
        st.lists(inner, min_size=1, max_size=3).map("".join),
        st.lists(inner, min_size=1, max_size=3).map(lambda cells: table([c + paragraph() for c in cells])),
        inner.map(lambda block: f"<w:sdt><w:sdtContent>{block}</w:sdtContent></w:sdt>"),
    ),
    max_leaves=8,
)


@given(BODIES)
@settings(max_examples=60)
def test_every_sign_of_the_accepted_text_is_in_some_block(body):
    content = word_file(body + paragraph("slut"), numbering=numbering("%1."))
    raw = etree.fromstring(f'<w:body xmlns:w="{NAMESPACE}">{body}{paragraph("slut")}</w:body>')
    accepted = "".join(text.text or "" for text in raw.iter(f"{W}t"))
    read = "".join(block.text for block in read_document(content, "a.docx").blocks)
    assert without_bullets(read) == without_bullets(accepted)


def without_bullets(text):
    """Signs in order without white space; signs that may be bullets at the start of a line are left out."""
    return "".join(sign for sign in unicodedata.normalize("NFC", text) if not sign.isspace() and sign not in "-–>")
