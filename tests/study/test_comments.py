"""Comments become memos, or codings where they name codes, by their commenters, in the load's batch."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from okqual.model.note import Comment, Reading
from okqual.store import queries
from okqual.store.verify import problems
from okqual.study import browsing, undoing
from okqual.study.comments import Comments, FromComment, plan_comments
from okqual.study.loading import Choices, load_all
from okqual.study.opening import Study
from tests.ingest.test_docx_comments import comment, on
from tests.ingest.word_files import paragraph, run, word_file
from tests.store.histories import new_study, reading


@pytest.fixture
def study(tmp_path: Path) -> Iterator[Study]:
    study = new_study(tmp_path / "studie")
    yield study
    assert problems(study.db) == []
    study.close()


def planned(study: Study, *texts: str, author: str = "Anna Karlsson", initials: str = "AK") -> tuple[FromComment, ...]:
    """What comments with these texts on the words "på ön" of the first line become."""
    made: Reading = reading(1)
    start = made.text.index("på ön")
    comments = tuple(Comment(author, initials, "", text, start, start + 5) for text in texts)
    return plan_comments(study, replace(made, comments=comments), Comments.CODINGS)


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("KOH-a", (("KOH-a", None),)),
        ("KOH-a: nej", (("KOH-a", "nej"),)),
        ("koh-a = delvis, men se fråga 7", (("KOH-a", "delvis"),)),
        ("Tror KOH-a (ja) och REL-c.", (("KOH-a", "ja"), ("REL-c", None))),
        ("Samordnat: ja", (("KOH-a", "ja"),)),
        ("Utmaning, önskan", (("KOH-b", None), ("REL-c", None))),
        ("Samordnat: ja\nUtmaning", (("KOH-a", "ja"), ("KOH-b", None))),
        ("KOH-a och KOH-a", (("KOH-a", None),)),
        ("Det är en utmaning att läsa detta.", ()),
        ("KOH-ab", ()),
        ("KOH-a.2", ()),
        ("Bra citat.", ()),
    ],
)
def test_codes_named_in_a_comment(study: Study, text: str, codes: tuple[tuple[str, str | None], ...]) -> None:
    (made,) = planned(study, text)

    assert made.codes == codes


@pytest.mark.parametrize(
    ("author", "initials", "coder", "name"),
    [
        ("Anna Karlsson", "AK", "AK", "Anna Karlsson"),
        ("Anna Karlsson", "", "AK", "Anna Karlsson"),
        ("A. K.", "AK", "AK", ""),
        ("AK", "AK", "AK", ""),
        ("Åsa", "å k", "Åsa", ""),
        ("", "", "okänd", ""),
    ],
)
def test_commenters(study: Study, author: str, initials: str, coder: str, name: str) -> None:
    (made,) = planned(study, "x", author=author, initials=initials)

    assert (made.coder, made.name) == (coder, name)


NOTE = (
    paragraph("Intervju N-7")
    + paragraph("2. Hur är det med 2?")
    + paragraph(run("Vi träffas "), on(1, run("varje månad")), run(" i länet."))
    + paragraph("3. Hur är det med 3?")
    + paragraph(on(2, run("Mer tid.")))
)
SAID = comment(1, "KOH-a: ja; Utmaning") + comment(2, "Bra citat.", "Maria Lund", "ML")


def load(study: Study, folder: Path, wanted: Comments, note: str = NOTE, name: str = "N-7.docx") -> None:
    path = folder / name
    path.write_bytes(word_file(note, comments=SAID))
    outcome = load_all(study, [path], Choices(comments=wanted))
    assert outcome.faults == []


def memos(study: Study) -> list[str]:
    return [passage.memo for passage in browsing.note(study, "N-7").passages if passage.memo]


def test_comments_are_memos_unless_codings_are_asked_for(study: Study, tmp_path: Path) -> None:
    load(study, tmp_path, Comments.MEMOS)

    assert memos(study) == ["Anna Karlsson: KOH-a: ja; Utmaning", "Maria Lund: Bra citat."]
    assert browsing.note(study, "N-7").codings == ()


def test_comments_that_name_codes_are_codings_by_their_commenter(study: Study, tmp_path: Path) -> None:
    load(study, tmp_path, Comments.CODINGS)

    note = browsing.note(study, "N-7")
    made = [(c.code, c.value, c.coder, note.text[c.start : c.end], c.memo) for c in note.codings]
    assert sorted(made, key=lambda row: row[0]) == [
        ("KOH-a", "ja", "AK", "varje månad", "KOH-a: ja; Utmaning"),
        ("KOH-b", None, "AK", "varje månad", "KOH-a: ja; Utmaning"),
    ]
    assert memos(study) == ["Maria Lund: Bra citat."]
    assert queries.coders(study.db)["AK"] == "Anna Karlsson"


def test_comments_can_be_left_out(study: Study, tmp_path: Path) -> None:
    load(study, tmp_path, Comments.NONE)

    assert memos(study) == []
    assert browsing.note(study, "N-7").codings == ()


def test_a_load_is_undone_with_its_comments(study: Study, tmp_path: Path) -> None:
    load(study, tmp_path, Comments.CODINGS)

    undoing.undo(study)

    assert browsing.cases(study) == ()
    assert queries.all_codings(study.db) == []
    undoing.redo(study)
    assert len(browsing.note(study, "N-7").codings) == 2


def test_the_same_comment_in_a_corrected_note_is_not_taken_twice(study: Study, tmp_path: Path) -> None:
    load(study, tmp_path, Comments.CODINGS)

    load(study, tmp_path, Comments.CODINGS, NOTE + paragraph("Tillagt efteråt."))

    assert len(browsing.note(study, "N-7").codings) == 2
    assert memos(study) == ["Maria Lund: Bra citat."]


def test_what_would_be_made_is_shown_and_not_written(study: Study, tmp_path: Path) -> None:
    path = tmp_path / "N-7.docx"
    path.write_bytes(word_file(NOTE, comments=SAID))

    outcome = load_all(study, [path], Choices(comments=Comments.CODINGS), dry_run=True)

    assert [made.codes for made in outcome.loaded[0].comments] == [(("KOH-a", "ja"), ("KOH-b", None)), ()]
    assert browsing.cases(study) == ()
