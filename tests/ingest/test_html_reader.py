"""Web pages and documents that were saved as such, read as a person sees them."""

# ruff: noqa: E501 (markup is easier to read on one line)

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from okqual.errors import OkqualError
from okqual.ingest.documents import read_document
from okqual.model.note import BlockKind, Remark, SourceDocument


def read(body: str, head: str = "", name: str = "not.html") -> SourceDocument:
    page = f"<!DOCTYPE html><html><head><title>titel</title>{head}</head><body>{body}</body></html>"
    return read_document(page.encode("utf-8"), name)


def texts(body: str, head: str = "") -> list[str]:
    return [block.text for block in read(body, head).blocks]


def test_headings_paragraphs_and_lines() -> None:
    body = (
        "<h1>Anteckning</h1><h3>Fråga 1</h3>lös text<p>ett  \n två<br>tre</p><div role=heading aria-level=4>fyra</div>"
    )

    assert [(b.place, b.kind, b.level, b.text) for b in read(body).blocks] == [
        ("p1", BlockKind.HEADING, 1, "Anteckning"),
        ("p2", BlockKind.HEADING, 3, "Fråga 1"),
        ("p3", BlockKind.PARAGRAPH, 0, "lös text"),
        ("p4", BlockKind.PARAGRAPH, 0, "ett två"),
        ("p4.2", BlockKind.PARAGRAPH, 0, "tre"),
        ("p5", BlockKind.HEADING, 4, "fyra"),
    ]


def test_list_labels_are_those_that_a_browser_shows() -> None:
    body = (
        "<ol start=3><li>tre<li><p>fyra</p><p>mer</p><ol type=a><li>under</ol><li value=9>nio</ol>"
        "<ul><li>punkt<ul><li>djupt</ul></ul><ol reversed><li>x<li>y</ol><ol><li><h2>Rubrik</h2></ol><p>• typad</p>"
    )

    assert [(b.label, b.level, b.text) for b in read(body).blocks] == [
        ("3.", 1, "tre"),
        ("4.", 1, "fyra"),
        ("", 0, "mer"),
        ("a.", 2, "under"),
        ("9.", 1, "nio"),
        ("-", 1, "punkt"),
        ("-", 2, "djupt"),
        ("2.", 1, "x"),
        ("1.", 1, "y"),
        ("1.", 2, "Rubrik"),
        ("-", 1, "typad"),
    ]


def test_bold_italic_and_hidden_by_element_style_and_class() -> None:
    head = "<style>/* a */ .c1 {font-weight:700} p.c2, .c3{ font-style : italic }\n.c4{display:none}</style>"
    body = (
        "<p><b>fet</b></p><p><b>fet</b> inte</p><p class=c1>fet</p><p class='c2 c1'>båda</p>"
        "<b style='font-weight:normal'>inte</b><p><span style='font-weight:bold'>fet</span></p><p class=c4>dold</p><p hidden>dold</p>"
    )
    document = read(body, head)

    assert [(b.bold, b.italic, b.hidden) for b in document.blocks] == [
        (True, False, False),
        (False, False, False),
        (True, False, False),
        (True, True, False),
        (False, False, False),
        (True, False, False),
        (False, False, True),
        (False, False, True),
    ]
    assert document.remarks == (Remark("reading.hidden_text_kept", {"count": 2}),)


def test_tables_in_reading_order_with_merged_cells_and_tables_within() -> None:
    body = (
        "<table><tr><th rowspan=2>Fråga<td colspan=2>bred<tr><td>a<td><p>b</p><p>c</p>"
        "<table><tr><td>inre</table></table><p>efter</p>"
    )

    assert [(b.place, b.row, b.column, b.text) for b in read(body).blocks] == [
        ("t1r1c1", 1, 1, "Fråga"),
        ("t1r1c2", 1, 2, "bred"),
        ("t1r2c2", 2, 2, "a"),
        ("t1r2c3", 2, 3, "b"),
        ("t1r2c3p2", 2, 3, "c"),
        ("t1r2c3t1r1c1", 2, 3, "inre"),
        ("p1", 0, 0, "efter"),
    ]


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("å&auml;&#246;&nbsp;x", "åäö\u00a0x"),
        ("sam&shy;verkan", "sam\u00adverkan"),
        ("<a href='https://exempel.invalid'>en länk</a>, kvar", "en länk, kvar"),
        ("a<!-- bort -->b<script>nej</script><style>p{}</style>", "ab"),
        ("hon sa <q>ja</q>", "hon sa ”ja”"),
        ("a\u030a<wbr>o\u0308", "åö"),
        ("<s>överstruket</s> kvar", "överstruket kvar"),
        ("<unknown>okänt</unknown> element", "okänt element"),
        ("3 &lt; 5 &amp; 7 > 2 <", "3 < 5 & 7 > 2 <"),
    ],
)
def test_words(body: str, text: str) -> None:
    assert texts(f"<p>{body}</p>") == [text]


def test_preformatted_lines_and_quotations() -> None:
    assert [(b.kind, b.text) for b in read("<pre>ett\n  två</pre><blockquote>citat<p>mer</p></blockquote>").blocks] == [
        (BlockKind.PARAGRAPH, "ett"),
        (BlockKind.PARAGRAPH, "två"),
        (BlockKind.ASIDE, "citat"),
        (BlockKind.ASIDE, "mer"),
    ]


@pytest.mark.parametrize(
    ("sign", "note"),
    [
        (
            '<sup><a class="sdfootnoteanc" href="#sdfootnote1sym"><sup>1</sup></a></sup>',
            '<div id="sdfootnote1"><p><a href="#sdfootnote1anc">1</a> noten</p></div>',
        ),
        (
            '<a href="#_ftn1" name="_ftnref1"><span>[1]</span></a>',
            '<div id=ftn1><p><a href="#_ftnref1">[1]</a> noten</p></div>',
        ),
        (
            '<a href="#fn1" id="fnref1" role="doc-noteref"><sup>1</sup></a>',
            '<section><ol><li id="fn1"><p>noten<a href="#fnref1" role="doc-backlink">↩</a></p></li></ol></section>',
        ),
    ],
)
def test_notes_without_their_signs(sign: str, note: str) -> None:
    assert [(b.place, b.kind, b.text) for b in read(f"<p>Ord{sign} mer.</p>{note}").blocks] == [
        ("p1", BlockKind.PARAGRAPH, "Ord mer."),
        ("fn1", BlockKind.FOOTNOTE, "noten"),
    ]


def test_changes_comments_pages_and_pictures_are_said() -> None:
    body = (
        "<div title='header'><p>Socialtjänst</p></div><p>kvar <del>struket</del><ins>nytt</ins><a href='#cmnt1'>[a]</a>"
        "<img src=x></p><div><p><a href='#cmnt_ref1'>[a]</a><span>kommentar</span></p></div><div title='footer'></div>"
    )
    document = read(body)

    assert [block.text for block in document.blocks] == ["kvar nytt"]
    assert document.remarks == (
        Remark("reading.changes_accepted", {"count": 2, "authors": "–"}),
        Remark("reading.comments_left_out", {"count": 1}),
        Remark("reading.page_texts_left_out", {"count": 1}),
        Remark("reading.pictures_left_out", {"count": 1}),
    )


@pytest.mark.parametrize(
    ("content", "encoding"),
    [
        ("<meta charset=windows-1252><p>åäö – ”citat”".encode("cp1252"), "windows-1252"),
        ("<meta http-equiv=x content='text/html; charset=iso-8859-1'><p>åäö – ”citat”".encode("cp1252"), "cp1252"),
        ("<p>åäö – ”citat”".encode(), "utf-8"),
        ("<p>åäö – ”citat”".encode("utf-16"), "utf-16"),
        ("<meta charset=utf-8><p>åäö – ”citat”".encode("cp1252"), "cp1252"),
        ("<meta charset=nonsens><p>åäö – ”citat”".encode(), "utf-8"),
    ],
)
def test_encodings(content: bytes, encoding: str) -> None:
    document = read_document(content, "a.htm")

    assert [block.text for block in document.blocks] == ["åäö – ”citat”"]
    assert document.encoding == encoding


def test_nesting_beyond_all_use_is_refused_and_unclosed_elements_are_not() -> None:
    with pytest.raises(OkqualError) as caught:
        read("<div>" * 10_000 + "svar" + "</div>" * 10_000)

    assert caught.value.key == "errors.note_too_deep"
    assert texts("<b><i>" * 20 + "svar") == ["svar"]


@pytest.mark.parametrize(
    ("content", "key"),
    [
        (b"<html><body><img src=x></body></html>", "errors.note_no_text"),
        (b"<!-- -->", "errors.note_no_text"),
        (bytes(range(256)) * 8, "errors.note_binary"),
    ],
)
def test_what_cannot_be_read_is_one_sentence(content: bytes, key: str) -> None:
    with pytest.raises(OkqualError) as caught:
        read_document(content, "not.html")

    assert caught.value.key == key


def test_entities_of_a_page_are_not_followed() -> None:
    page = '<!DOCTYPE html [<!ENTITY ute SYSTEM "file:///etc/hostname">]><p>svar &ute;</p>'

    assert "svar &ute;" in read_document(page.encode(), "a.html").blocks[-1].text


PIECES = st.sampled_from(
    [
        "<p>",
        "</p>",
        "<div>",
        "</div>",
        "<table>",
        "<tr>",
        "<td>",
        "<td/rowspan=3>",
        "</table>",
        "<ol>",
        "<li>",
        "</ol>",
        "<b>",
        "</b>",
        "<br>",
        "<pre>",
        "</pre>",
        "<h2>",
        "</h2>",
        "<q>",
        "</q>",
        "<del>",
        "</del>",
        "<blockquote>",
        "</blockquote>",
        "<script>",
        "</script>",
        "<!--",
        "-->",
        "<a/href=#fn1>",
        "</a>",
        "<div/id=ftn1>",
        "&amp;",
        "&#0;",
        "<style>",
        "</style>",
        "<select>",
        "<option>",
        "<svg>",
        "<template>",
        "<math>",
        "<body>",
        "</body>",
        "</html>",
        "text",
    ]
)


@given(st.lists(st.one_of(PIECES, st.text(max_size=3)), max_size=60))
def test_any_pieces_give_blocks_or_one_sentence(pieces: list[str]) -> None:
    try:
        document = read_document(" ".join(pieces).encode("utf-8", "replace"), "a.html")
    except OkqualError:
        return
    assert all(block.text.strip() for block in document.blocks)
