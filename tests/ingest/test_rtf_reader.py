"""Rich text read as a person sees the accepted document."""

# ruff: noqa: E501 (markup is easier to read on one line)

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from okqual.errors import OkqualError
from okqual.ingest.documents import read_document
from okqual.model.note import BlockKind, Remark, SourceBlock, SourceComment, SourceDocument
from tests.ingest.made import rtf


def read(body: str, head: str = "") -> SourceDocument:
    return read_document(rtf(body, head), "not.rtf")


def texts(body: str, head: str = "") -> list[str]:
    return [block.text for block in read(body, head).blocks]


def shown(blocks: tuple[SourceBlock, ...]) -> list[tuple[str, str, int, str]]:
    return [(block.place, block.label, block.level, block.text) for block in blocks]


@pytest.mark.parametrize(
    ("written", "text"),
    [
        (r"K\'e4rnan \'96 \'94b\'e5de och\'94", "Kärnan – ”både och”"),
        (r"\u229\'e5\u228?\uc0\u246", "åäö"),
        (r"{\uc2 \u228\'c3\'a4}mnet", "ämnet"),
        (r"en{\uc1\u-3913 ?} punkt", "en• punkt"),
        (r"\u55357?\u56832?", "\U0001f600"),
        (
            r"ett\~h\'e5rt familje\-centralen bindestreck\_h\'e5rt",
            "ett\u00a0hårt familje\u00adcentralen bindestreck\u2011hårt",
        ),
        (r"a\tab b\emdash\endash\lquote\rquote\ldblquote\rdblquote", "a\tb—–‘’“”"),
        (r"\{klammer\} och \\", "{klammer} och \\"),
        ("rad\nbruten\r\n i filen", "radbruten i filen"),
        (r"\field{\*\fldinst HYPERLINK x}{\fldrslt en l\'e4nk}", "en länk"),
        (r"{\upr{fel}{\*\ud r\u228?tt}}", "rätt"),
        (r"{\*\ok\u228?nd grupp {med mer} borta}kvar", "kvar"),
        (r"{\*\bkmkstart a}kvar{\*\bkmkend a}", "kvar"),
        (r"{\pict\bin5 {}{}}}kvar", "kvar"),
    ],
)
def test_words(written: str, text: str) -> None:
    assert texts(written + r"\par") == [text]


def test_fonts_bring_their_own_letters() -> None:
    fonts = r"{\fonttbl{\f0\fcharset0 Arial;}{\f1\fcharset238 Arial CE;}{\f2\fcharset2 Symbol{\*\falt Wingdings};}}"

    assert texts(r"\f0\'e5 \f1\'b9\f2\'b7\f0 slut", fonts) == ["å ą•slut"]


def test_the_files_code_page_holds_where_no_font_has_one() -> None:
    content = b"{\\rtf1\\ansi\\ansicpg1251 \\'c4\\'e0\\par}"

    assert read_document(content, "a.rtf").blocks[0].text == "Да"


def test_headings_by_outline_level_or_by_their_styles_name() -> None:
    styles = (
        r"{\stylesheet{\s0 Normal;}{\s1{\*\keycode \shift}\sbasedon0 Rubrik 1;}{\s2\sbasedon1 Egen;}"
        r"{\s3\outlinelevel3 Djup;}{\*\cs4 Rubrik 5;}}"
    )
    body = r"\s1 ett\par\pard\s2 tv\'e5\par\pard\s3 tre\par\pard\outlinelevel1 fyra\par\pard\s4 fem\par"

    levels = [(block.kind, block.level) for block in read(body, styles).blocks]

    assert levels == [*((BlockKind.HEADING, level) for level in (1, 1, 4, 2)), (BlockKind.PARAGRAPH, 0)]


def test_list_labels_are_those_that_the_file_shows() -> None:
    body = (
        r"{\listtext\pard\plain 1.\tab}\ilvl0\ls1 ett\par\pard{\listtext a)\tab}\ilvl1\ls1 tv\'e5\par"
        r"\pard{\pntext\f0\'b7\tab}punkt\par\pard{\listtext o\tab}\ilvl1 under\par\pard \bullet\tab typad\par\pard utan\par"
    )

    assert shown(read(body).blocks) == [
        ("p1", "1.", 1, "ett"),
        ("p2", "a)", 2, "två"),
        ("p3", "-", 1, "punkt"),
        ("p4", "-", 2, "under"),
        ("p5", "-", 1, "typad"),
        ("p6", "", 0, "utan"),
    ]


def test_bold_italic_and_hidden_lines() -> None:
    document = read(r"{\b Fet rad}\par{\b Fet} inte\par\i kursiv\i0\par\plain\v dold\par")

    assert [(b.bold, b.italic, b.hidden) for b in document.blocks] == [
        (True, False, False),
        (False, False, False),
        (False, True, False),
        (False, False, True),
    ]
    assert document.remarks == (Remark("reading.hidden_text_kept", {"count": 1}),)


def test_tables_in_reading_order_with_merged_cells_and_tables_within() -> None:
    body = (
        r"\pard f\'f6re\par\trowd\trleft-100\cellx1000\cellx2000\cellx3000\pard\intbl a\cell b\par b2\cell c\cell\row"
        r"\trowd\trleft-100\cellx2000\cellx3000\pard\intbl bred\cell\pard\intbl\itap2 inre\nestcell{\*\nesttableprops"
        r"\trowd\cellx900\nestrow}\pard\intbl\itap1 efter\cell\row\pard slut\par"
    )

    assert [(b.place, b.row, b.column, b.text) for b in read(body).blocks] == [
        ("p1", 0, 0, "före"),
        ("t1r1c1", 1, 1, "a"),
        ("t1r1c2", 1, 2, "b"),
        ("t1r1c2p2", 1, 2, "b2"),
        ("t1r1c3", 1, 3, "c"),
        ("t1r2c1", 2, 1, "bred"),
        ("t1r2c3t1r1c1", 2, 3, "inre"),
        ("t1r2c3", 2, 3, "efter"),
        ("p2", 0, 0, "slut"),
    ]


def test_tracked_changes_are_read_as_accepted_and_said() -> None:
    authors = r"{\*\revtbl{Unknown;}{AK;}{ML;}}"
    body = (
        r"kvar {\deleted\revauthdel1 struket}{\revised\revauth2 nytt}\par b\'f6rjan {\deleted\revauthdel1\par}forts\'e4tter"
        r"{\revised\deleted\revauthdel1  ute}\par"
    )
    document = read(body, authors)

    assert [block.text for block in document.blocks] == ["kvar nytt", "början fortsätter"]
    assert document.remarks == (Remark("reading.changes_accepted", {"count": 4, "authors": "AK, ML"}),)


def test_notes_follow_their_paragraph_and_pages_and_pictures_are_left_out() -> None:
    body = (
        r"{\header Socialtj\'e4nst\par}{\footer \par}ord{\super\chftn{\footnote\pard{\super\chftn} fot\par andra}}"
        r"{\chftn{\footnote\ftnalt slut}} mer{\pict\bin3 {{{}.\par efter\par"
    )
    document = read(body)

    assert [(b.place, b.kind, b.text) for b in document.blocks] == [
        ("p1", BlockKind.PARAGRAPH, "ord mer."),
        ("fn1", BlockKind.FOOTNOTE, "fot"),
        ("fn1p2", BlockKind.FOOTNOTE, "andra"),
        ("en1", BlockKind.FOOTNOTE, "slut"),
        ("p2", BlockKind.PARAGRAPH, "efter"),
    ]
    assert document.remarks == (
        Remark("reading.page_texts_left_out", {"count": 1}),
        Remark("reading.pictures_left_out", {"count": 1}),
    )


def test_comments_keep_their_words() -> None:
    body = (
        r"f\'f6re\par {\*\atrfstart 0}p\'e5 ord{\*\atrfend 0}{\*\atnid AK}{\*\atnauthor A K}\chatn{\*\annotation"
        r"{\*\atnref 0}{\*\atndate 132886694}\pard kommentar\par mer} och mera{\*\atnid ML}{\*\annotation om allt}"
        r"{\*\annotation }\par"
    )
    document = read(body)

    assert [block.text for block in document.blocks] == ["före", "på ord och mera"]
    assert document.comments == (
        SourceComment("A K", "AK", "2026-11-22T02:38:00", "kommentar\nmer", 1, 0, 1, 6),
        SourceComment("", "ML", "", "om allt", 1, 0, 1, 15),
    )
    assert document.remarks == (Remark("reading.comments_left_out", {"count": 1}),)


def test_text_boxes_are_set_apart_and_read_once() -> None:
    box = r"{\shp{\*\shpinst{\sp{\sn namn}{\sv 1}}{\shptxt i ruta\par}}{\shprslt{\*\do{\dptxbxtext i ruta\par}}}}"

    blocks = read(rf"f\'f6re{box} efter\par").blocks

    assert [(b.place, b.kind, b.text) for b in blocks] == [
        ("p1", BlockKind.PARAGRAPH, "före efter"),
        ("p1b1", BlockKind.ASIDE, "i ruta"),
    ]


def test_lines_within_a_paragraph_are_blocks_of_their_own() -> None:
    assert [(b.place, b.text) for b in read(r"ett\line tv\'e5\par").blocks] == [("p1", "ett"), ("p1.2", "två")]


@pytest.mark.parametrize(
    ("content", "key"),
    [
        (rtf(r"svar\par")[:-1], "errors.note_rtf_damaged"),
        (b"{\\rtf1 svar \\", "errors.note_rtf_damaged"),
        (rtf(r"{\pict\bin999999 }svar"), "errors.note_rtf_damaged"),
        (rtf("{" * 10_000 + "svar" + "}" * 10_000), "errors.note_too_deep"),
        (rtf(r"{\pict 0102}"), "errors.note_no_text"),
        (b"bara text", "errors.note_not_as_named"),
    ],
)
def test_what_cannot_be_read_is_one_sentence(content: bytes, key: str) -> None:
    with pytest.raises(OkqualError) as caught:
        read_document(content, "not.rtf")

    assert caught.value.key == key


PIECES = st.sampled_from(
    [
        r"{",
        r"}",
        r"\par",
        r"\pard",
        r"\intbl",
        r"\cell",
        r"\row",
        r"\trowd",
        r"\cellx100",
        r"\itap3",
        r"\nestcell",
        r"\nestrow",
        r"\footnote",
        r"\ftnalt",
        r"\shptxt",
        r"\*",
        r"\v",
        r"\b0",
        r"\deleted",
        r"\u229",
        r"\u-3913",
        r"\u55357",
        r"\'e5",
        r"\'",
        r"\uc9",
        r"\listtext",
        r"\stylesheet",
        r"\s1",
        r"\sbasedon1",
        r"\fonttbl",
        r"\f1",
        r"\fcharset128",
        r"\fcharset2",
        r"\ansicpg99",
        r"\bin3",
        r"\~",
        r"\-",
        r"\header",
        r"\upr",
        r"\ud",
        r"\outlinelevel99999",
        r"\ilvl-5",
        r"\nesttableprops",
        r"\annotation",
        r"\revtbl",
        r"text",
    ]
)


@given(st.lists(st.one_of(PIECES, st.text(max_size=3)), max_size=60))
def test_any_tokens_give_blocks_or_one_sentence(pieces: list[str]) -> None:
    content = b"{\\rtf1 " + " ".join(pieces).encode("utf-8") + b"}"
    try:
        document = read_document(content, "a.rtf")
    except OkqualError:
        return
    assert all(block.text.strip() and "\x00" not in block.text for block in document.blocks)
