"""Comments in the margin of Word documents: who wrote them, and exactly which words they are on."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from okqual.ingest.definitions.guide_file import load_guide
from okqual.ingest.documents import read_document
from okqual.ingest.reading import read_note
from okqual.model.note import SourceDocument
from okqual.study.opening import shipped
from okqual.text.folding import folded
from tests.ingest.word_files import paragraph, run, table, word_file

START, END = '<w:commentRangeStart w:id="{0}"/>', '<w:commentRangeEnd w:id="{0}"/>'
SIGN = '<w:r><w:commentReference w:id="{0}"/></w:r>'


def comment(number: int, text: str, author: str = "Anna Karlsson", initials: str = "AK") -> str:
    return (
        f'<w:comment w:id="{number}" w:author="{author}" w:initials="{initials}" w:date="2025-11-20T08:00:00Z">'
        f"{paragraph(text)}</w:comment>"
    )


def on(number: int, *content: str) -> str:
    """Runs with a comment on them."""
    return START.format(number) + "".join(content) + END.format(number) + SIGN.format(number)


def read(body: str, comments: str) -> SourceDocument:
    return read_document(word_file(body, comments=comments), "a.docx")


def words(document: SourceDocument) -> list[str]:
    """The words that each comment is on, blocks joined by a line end."""
    found = []
    for one in document.comments:
        texts = [block.text for block in document.blocks[one.block : one.last_block + 1]]
        cut = len(texts[-1]) - one.end
        whole = "\n".join(texts)
        found.append(whole[one.start : len(whole) - cut])
    return found


def test_a_comment_is_on_its_words_and_names_who_and_when() -> None:
    document = read(paragraph(run("Före "), on(1, run("mitt i")), run(" efter")), comment(1, "Kolla detta."))

    (one,) = document.comments
    assert (one.author, one.initials, one.at, one.text) == (
        "Anna Karlsson", "AK", "2025-11-20T08:00:00Z", "Kolla detta.",
    )  # fmt: skip
    assert words(document) == ["mitt i"]
    assert document.remarks == ()


@pytest.mark.parametrize(
    ("before", "inside", "expected"),
    [
        ("- ", "punktens ord", "punktens ord"),
        ("  • indraget ", "slut", "slut"),
        ("a\u030a fo\u0308re ", "a\u030angra", "ångra"),
        ("rad ett", "rad två", "rad två"),
    ],
)
def test_words_are_found_behind_bullets_and_marks(before: str, inside: str, expected: str) -> None:
    document = read(paragraph(run(before), on(1, run(inside)), run(" resten")), comment(1, "x"))

    assert words(document) == [expected]


def test_words_after_a_line_end_are_in_their_own_block() -> None:
    body = paragraph(run("första"), "<w:r><w:br/></w:r>", on(1, run("andra")))

    document = read(body, comment(1, "x"))

    assert document.comments[0].block == 1
    assert words(document) == ["andra"]


def test_a_comment_over_several_paragraphs_and_one_around_them() -> None:
    over = paragraph(run("ett "), START.format(1), run("två")) + paragraph(run("tre"), END.format(1), run(" fyra"))
    around = START.format(2) + paragraph("fem") + paragraph("sex") + END.format(2)

    document = read(over + around, comment(1, "a") + comment(2, "b"))

    assert words(document) == ["två\ntre", "fem\nsex"]


def test_a_sign_alone_is_on_its_whole_block_and_cells_have_comments_too() -> None:
    body = paragraph(run("hela stycket"), SIGN.format(1)) + table([paragraph(on(2, run("cellen")))])

    assert words(read(body, comment(1, "a") + comment(2, "b"))) == ["hela stycket", "cellen"]


def test_a_comment_without_a_place_is_told() -> None:
    document = read(paragraph("svar"), comment(7, "vart hör jag?"))

    assert document.comments == ()
    assert {remark.key: remark.values for remark in document.remarks} == {"reading.comments_left_out": {"count": 1}}


def test_the_original_is_the_text_before_its_changes() -> None:
    change = 'w:author="ML" w:id="9"'
    body = (
        paragraph(run("Kvar "), f"<w:ins {change}>{run('ny ')}</w:ins>",
                  f"<w:del {change}><w:r><w:delText>gammal</w:delText></w:r></w:del>")
        + f"<w:p><w:pPr><w:rPr><w:ins {change}/></w:rPr></w:pPr>{run('delat ')}</w:p>" + paragraph("stycke")
        + f"<w:tbl><w:tr><w:trPr><w:ins {change}/></w:trPr><w:tc>{paragraph('ny rad')}</w:tc></w:tr></w:tbl>"
    )  # fmt: skip
    content = word_file(body)

    accepted = read_document(content, "a.docx")
    original = read_document(content, "a.docx", changes="original")

    assert [block.text for block in accepted.blocks] == ["Kvar ny", "delat", "stycke", "ny rad"]
    assert [block.text for block in original.blocks] == ["Kvar gammal", "delat stycke"]
    assert [remark.key for remark in original.remarks] == ["reading.changes_original"]
    assert original.remarks[0].values == accepted.remarks[0].values


def note_and_gold(shared: Path, case: str) -> tuple[Path, dict[str, list[dict[str, object]]]]:
    gold = json.loads((shared / "corpus" / "dev" / "gold" / f"{case}.json").read_text(encoding="utf-8"))
    return shared / "corpus" / "dev" / "notes" / gold["file"], gold


def test_the_comments_of_a_constructed_note_are_where_they_belong(shared: Path) -> None:
    path, gold = note_and_gold(shared, "VG-05")
    guide = load_guide(next(iter(shipped("guides").glob("*.yaml"))))

    reading = read_note(path.read_bytes(), path.name, guide)

    expected = [(unit["text"], one) for unit in gold["units"] for one in unit.get("comments", ())]
    assert [(one.initials, one.text) for one in reading.comments] == [(c["author"], c["text"]) for _, c in expected]
    for one, (unit, _) in zip(reading.comments, expected, strict=True):
        marked = folded(reading.text[one.start : one.end])
        assert marked
        assert marked in folded(str(unit))


def test_deleted_text_of_a_constructed_note_is_in_its_original_only(shared: Path) -> None:
    path, gold = note_and_gold(shared, "VB-06")
    guide = load_guide(next(iter(shipped("guides").glob("*.yaml"))))
    deleted = [str(text) for unit in gold["units"] for text in unit.get("deleted_text", ())]

    accepted = read_note(path.read_bytes(), path.name, guide).text
    original = read_note(path.read_bytes(), path.name, guide, changes="original").text

    assert deleted
    assert [text for text in deleted if folded(text) in folded(accepted)] == []
    assert [text for text in deleted if folded(text) not in folded(original)] == []
