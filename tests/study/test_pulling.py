"""Edits made in Word come home: what is found, what is taken, what is never lost, and all of it undone."""

from __future__ import annotations

import copy
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from lxml import etree

from okqual.errors import OkqualError
from okqual.model.memo import About
from okqual.model.results import CellKind
from okqual.model.returned import Edit, Fate, How
from okqual.model.summary import Cell, ColumnKind, RowKind
from okqual.store.verify import problems, table_digests
from okqual.study import findings, memos, pulled, pulling, reporting, summarising, undoing
from okqual.study.chapters_file import write_summary
from okqual.study.opening import Study, open_study
from tests import edited as ed
from tests.builders import new_study

TRACES = ("exported", "exported_coding", "exported_piece", "undone", "entry_about")
"""Tables that tell of exports, undoing and which entries there are: what was taken back leaves its traces there."""


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, str]]:
    """A study with texts, and beside it its chapters and its matrix in Word."""
    folder = tmp_path_factory.mktemp("pull")
    study = open_study(new_study(folder / "studie"), "AK")
    ids = ed.with_texts(study)
    write_summary(study, folder / "kapitel.docx", pictures=False)
    write_summary(study, folder / "noter.docx", pictures=False, citations="footnotes")
    write_summary(study, folder / "publicerad.docx", publish=True)
    reporting.write_matrix(study, folder / "matris.docx", cells=CellKind.SUMMARY)
    reporting.write_matrix(study, folder / "citat.docx")
    study.close()
    return folder, ids


@pytest.fixture
def study(made: tuple[Path, dict[str, str]], tmp_path: Path) -> Iterator[Study]:
    shutil.copytree(made[0] / "studie", tmp_path / "studie")
    study = open_study(tmp_path / "studie", "AK")
    yield study
    assert problems(study.db) == []
    study.close()


@pytest.fixture
def chapter(made: tuple[Path, dict[str, str]]) -> Path:
    return made[0] / "kapitel.docx"


@pytest.fixture
def ids(made: tuple[Path, dict[str, str]]) -> dict[str, str]:
    return made[1]


def by_place(brought: pulling.Pull) -> dict[Any, Edit]:
    return {edit.place: edit for edit in brought.edits}


def state(study: Study) -> dict[str, str]:
    return {name: digest for name, digest in table_digests(study.db).items() if name not in TRACES}


def take(study: Study, path: Path, *names: str) -> pulled.Done:
    brought = pulling.plan(study, path)
    return pulled.pull(study, brought, pulling.chosen(brought, names or ("all",)))


@pytest.mark.parametrize("name", ["kapitel.docx", "noter.docx", "matris.docx"])
def test_a_file_that_nobody_edited_changes_nothing(study: Study, made: Any, name: str) -> None:
    brought = pulling.plan(study, made[0] / name)
    assert {edit.fate for edit in brought.edits} == {Fate.SAME}
    assert not brought.unplaced
    assert take(study, made[0] / name) == pulled.Done(0, 0)
    assert undoing.upcoming_undo(study).kind != "word.pulled"  # type: ignore[union-attr]


def test_three_copies_come_home_one_after_the_other_and_are_undone(
    study: Study, chapter: Path, ids: dict[str, str], tmp_path: Path
) -> None:
    before = state(study)
    first = ed.edited(
        chapter, tmp_path / "ett.docx",
        ed.replaced("Skolan är med.", "Skolan och socialtjänsten är med."),
        ed.replaced("har fungerat", "har fungerat väl"),
    )  # fmt: skip
    second = ed.edited(
        chapter, tmp_path / "två.docx",
        ed.tracked("Arbetet tog lång tid.", "Arbetet tog två år."), ed.replaced("har fungerat", "har brustit"),
    )  # fmt: skip
    ed.commented(second, "Alla vill ha", "Stämmer det för regionerna?")
    third = ed.pasted(
        ed.edited(chapter, tmp_path / "tre_.docx", ed.removed("Iakttagelse"), ed.removed("Flera beskriver att planen"),
                  ed.replaced("Den kan bli bättre.", "Den kan bli mycket bättre.")),
        tmp_path / "tre.docx",
    )  # fmt: skip

    assert take(study, first) == pulled.Done(2, 0)
    assert summarising.summary_of(study, ed.A1).text == (  # type: ignore[union-attr]
        "De har en plan [A-1:2]. Skolan och socialtjänsten är med. Det tog tid."
    )

    brought = pulling.plan(study, second)
    found = by_place(brought)
    assert found[ids["finding"]].fate is Fate.CHANGED
    assert [(one.author, one.date[:10]) for one in found[ids["finding"]].revisions] == [("Anna Berg", "2026-11-20")]
    clash = found[ids["judgement"]]
    assert (clash.fate, clash.base, clash.now, clash.word) == (
        Fate.CONFLICT, ed.JUDGEMENT, ed.JUDGEMENT.replace("fungerat", "fungerat väl"),
        ed.JUDGEMENT.replace("har fungerat", "har brustit"),
    )  # fmt: skip
    assert take(study, second) == pulled.Done(1, 1)
    assert ed.now_of(study, ids["judgement"]) == ed.JUDGEMENT.replace("fungerat", "fungerat väl")
    assert "Stämmer det för regionerna?" in memos.memo_of(study, About.CODE, ed.WISH)
    assert pulled.pulls(study.db)[0].authors == ((ids["finding"], "Anna Berg", "2026-11-20T10:00:00Z"),)

    brought = pulling.plan(study, third)
    found = by_place(brought)
    assert found[ids["finding"]].fate is Fate.MISSING
    assert found[ids["judgement"]].fate is Fate.MERGED
    assert not any("Deras" in text for text in brought.unplaced)
    assert take(study, third) == pulled.Done(1, 0)
    assert ed.now_of(study, ids["judgement"]) == (
        "Vi bedömer att samordningen har fungerat väl. Den kan bli mycket bättre."
    )
    assert ed.now_of(study, ids["finding"]) == "Flera beskriver att planen är gemensam [A-1:2]. Arbetet tog två år."

    for _ in range(3):
        assert undoing.undo(study).kind == "word.pulled"  # type: ignore[union-attr]
    assert state(study) == before


def test_comments_on_quotes_become_memos_and_those_on_others_words_are_left(
    study: Study, chapter: Path, tmp_path: Path
) -> None:
    master = ed.commented(ed.pasted(chapter, tmp_path / "a.docx"), "Deras inledning", "Inte min text")
    assert not pulling.plan(study, master).remarks

    file = Path(shutil.copy(chapter, tmp_path / "b.docx"))
    quoted = next(p.text for p in Document(str(file)).paragraphs if "quote" in str(p.style and p.style.name))
    ed.commented(file, quoted[:20], "Är det så?")
    (memo,) = pulling.plan(study, file).remarks
    assert memo.about is About.PASSAGE
    assert take(study, file) == pulled.Done(0, 1)
    assert "Är det så?" in memos.memo_of(study, About.PASSAGE, memo.name)


@pytest.mark.parametrize(
    ("file", "words", "about"),
    [("matris.docx", "kommun · ", About.CASE), ("matris.docx", "KOH-samordnat", About.CODE),
     ("kapitel.docx", "tar upp saken", None)],
)  # fmt: skip
def test_comments_on_labels_become_memos_and_those_on_counts_are_listed(
    study: Study, made: Any, tmp_path: Path, file: str, words: str, about: About | None
) -> None:
    brought = pulling.plan(study, ed.commented(Path(shutil.copy(made[0] / file, tmp_path)), words, "Hur då?"))
    assert [each.about for each in brought.remarks] == ([about] if about else [])
    assert len(brought.comments) == (0 if about else 1)


def test_a_heading_that_was_deleted_is_missing_and_no_other_takes_its_place(
    study: Study, chapter: Path, ids: dict[str, str], tmp_path: Path
) -> None:
    def gone(root: Any) -> None:
        heading = list(ed.paragraphs(root, "Samordningen har kommit"))[-1]
        heading.getparent().remove(heading)

    found = by_place(pulling.plan(study, ed.edited(chapter, tmp_path / "k.docx", gone)))
    assert (found[ids["heading"]].fate, found[ids["heading"]].word) == (Fate.MISSING, "")


def test_quotes_that_were_changed_are_listed_and_never_taken(study: Study, chapter: Path, tmp_path: Path) -> None:
    def edit(root: Any) -> None:
        for paragraph in root.iter(f"{ed.W}p"):
            style = paragraph.find(f"{ed.W}pPr/{ed.W}pStyle")
            if style is not None and "quote" in style.get(f"{ed.W}val").lower():
                for text in paragraph.iter(f"{ed.W}t"):
                    text.text = (text.text or "").replace("bredvid varandra", "tillsammans")

    brought = pulling.plan(study, ed.edited(chapter, tmp_path / "a.docx", edit))
    assert {edit.fate for edit in brought.edits} == {Fate.SAME}
    assert any("tillsammans" in quote.now and "bredvid" in quote.former for quote in brought.quotes)


def test_the_same_file_pulled_twice_says_nothing_twice(study: Study, chapter: Path, tmp_path: Path) -> None:
    file = ed.edited(chapter, tmp_path / "a.docx", ed.replaced("Skolan är med.", "Skolan är inte med."))
    ed.commented(file, "Vi bedömer", "Bra!")
    assert take(study, file) == pulled.Done(1, 1)
    assert take(study, file) == pulled.Done(0, 0)


def test_whoever_writes_everything_anew_is_understood(
    study: Study, chapter: Path, ids: dict[str, str], tmp_path: Path
) -> None:
    file = ed.edited(
        chapter, tmp_path / "a.docx",
        ed.retyped("Flera beskriver att planen", "Något helt annat skrivs här."),
        ed.retyped("A-1: De har en plan", "A-1: De har ingen plan."),
        ed.retyped("Alla vill ha", "Alla vill ha en längre period och mer pengar."),
        ed.retyped("Samordningen har kommit", "Samordningen har kommit långt", 1),
    )  # fmt: skip
    brought = pulling.plan(study, file)
    found = by_place(brought)
    assert found[ids["finding"]].word == "Något helt annat skrivs här."
    assert found[ids["finding"]].lost == ("A-1:2",)
    assert found[ids["heading"]].word == "Samordningen har kommit långt"
    assert (found[ed.A1].word, found[ed.A1].how) == ("De har ingen plan.", How.CODE)
    assert found[ed.WISHES].word == "Alla vill ha en längre period och mer pengar."
    assert {edit.fate for edit in brought.edits} == {Fate.SAME, Fate.CHANGED}


def test_a_label_typed_over_is_found_by_its_words_and_asked_about(study: Study, chapter: Path, tmp_path: Path) -> None:
    file = ed.edited(
        chapter, tmp_path / "a.docx",
        ed.retyped("A-2: Arbetena går", "Arbetena går bredvid varandra i länet."), ed.removed("Ingen har frågat."),
    )  # fmt: skip
    brought = pulling.plan(study, file)
    found = by_place(brought)
    assert (found[ed.A1].fate, found[ed.A2].how) == (Fate.SAME, How.WORDS)
    assert found[ed.A2].word == "Arbetena går bredvid varandra i länet."
    assert found[ed.A2] not in pulling.chosen(brought) or found[ed.A2].likeness >= 80


def test_without_any_bookmark_texts_are_found_by_labels_and_words(
    study: Study, chapter: Path, ids: dict[str, str], tmp_path: Path
) -> None:
    file = ed.edited(chapter, tmp_path / "a.docx", ed.stripped, ed.replaced("tog lång tid", "tog mycket lång tid"))
    found = by_place(pulling.plan(study, file))
    assert found[ids["finding"]].fate is Fate.CHANGED
    assert found[ids["finding"]].how is How.WORDS
    assert {edit.fate for place, edit in found.items() if place != ids["finding"]} == {Fate.SAME}


def rows(root: Any, words: str) -> list[Any]:
    return [row for row in root.iter(f"{ed.W}tr") if any(words in ed.text_of(p) for p in row.iter(f"{ed.W}p"))]


def test_rows_of_the_matrix_are_copied_moved_emptied_and_deleted(study: Study, made: Any, tmp_path: Path) -> None:
    def edit(root: Any) -> None:
        first, second = rows(root, "De har en plan")[0], rows(root, "Arbetena går")[0]
        twin = copy.deepcopy(first)
        for mark in twin.iter(f"{ed.W}bookmarkStart"):
            mark.set(f"{ed.W}name", f"{mark.get(f'{ed.W}name')}_Copy_1")
        second.addnext(first)
        first.addnext(twin)
        ed.replaced("Skolan är med.", "Förskolan är med.")(twin)
        second.getparent().remove(second)
        for text in rows(root, "Alla vill ha")[0].iter(f"{ed.W}t"):
            if "Alla vill" in (text.text or ""):
                text.text = ""

    brought = pulling.plan(study, ed.edited(made[0] / "matris.docx", tmp_path / "m.docx", edit))
    fates = [(edit.place, edit.fate) for edit in brought.edits if edit.fate is not Fate.SAME]
    assert set(fates) == {(ed.A1, Fate.COPY), (ed.A2, Fate.MISSING), (ed.WISHES, Fate.EMPTIED)}
    assert pulling.chosen(brought) == ()
    emptied = next(edit for edit in brought.edits if edit.fate is Fate.EMPTIED)
    pulled.pull(study, brought, pulling.chosen(brought, (emptied.id,)))
    assert summarising.summary_of(study, ed.WISHES) is None


def test_an_empty_cell_that_was_filled_is_new_text(study: Study, made: Any, tmp_path: Path) -> None:
    def edit(root: Any) -> None:
        cell = rows(root, "De har en plan")[0].findall(f"{ed.W}tc")[2]
        next(cell.iter(f"{ed.W}t")).text = "Kommunen vill ha ett system."

    place = Cell(RowKind.CASE, "A-1", ColumnKind.CODE, ed.WISH)
    file = ed.edited(made[0] / "matris.docx", tmp_path / "m.docx", edit)
    assert by_place(pulling.plan(study, file))[place].fate is Fate.NEW
    take(study, file)
    assert summarising.summary_of(study, place).text == "Kommunen vill ha ett system."  # type: ignore[union-attr]


def test_a_finding_withdrawn_since_is_not_brought_back(
    study: Study, chapter: Path, ids: dict[str, str], tmp_path: Path
) -> None:
    from okqual.study.pieces import withdraw

    withdraw(study, ids["judgement"])
    withdraw(study, ids["finding"])
    file = ed.edited(chapter, tmp_path / "a.docx", ed.replaced("tog lång tid", "tog mycket lång tid"))
    brought = pulling.plan(study, file)
    assert by_place(brought)[ids["finding"]].fate is Fate.GONE
    with pytest.raises(OkqualError, match="pull_not_takeable"):
        pulling.chosen(brought, (by_place(brought)[ids["finding"]].id,))


def test_a_study_that_moved_on_meanwhile_is_not_written_over(
    study: Study, chapter: Path, ids: dict[str, str], tmp_path: Path
) -> None:
    brought = pulling.plan(study, ed.edited(chapter, tmp_path / "a.docx", ed.replaced("tog lång tid", "tog tid")))
    findings.write_text(study, ids["finding"], "Skriven emellan.")
    before = state(study)
    with pytest.raises(OkqualError, match="pull_study_moved"):
        pulled.pull(study, brought, pulling.chosen(brought))
    assert state(study) == before


def test_what_was_merged_by_hand_is_what_is_written(
    study: Study, chapter: Path, ids: dict[str, str], tmp_path: Path
) -> None:
    findings.write_text(study, ids["finding"], "Skriven emellan.")
    brought = pulling.plan(study, ed.edited(chapter, tmp_path / "a.docx", ed.replaced("tog lång tid", "tog tid")))
    edit = by_place(brought)[ids["finding"]]
    pulled.pull(study, brought, [edit], {edit.id: "Av oss båda."})
    assert ed.now_of(study, ids["finding"]) == "Av oss båda."


def another(folder: Path) -> Path:
    study = open_study(new_study(folder / "annan"), "AK")
    ed.with_texts(study)
    path = write_summary(study, folder / "annan.docx")
    study.close()
    return path


@pytest.mark.parametrize("what", [
    "other_study", "not_okqual", "published", "no_texts", "unknown_export", "not_word", "docx_damaged", "password",
    "no_file",
])  # fmt: skip
def test_what_is_no_export_of_this_study_is_one_sentence(
    study: Study, made: Any, chapter: Path, tmp_path: Path, what: str
) -> None:
    file = tmp_path / "fil.docx"
    key = f"pull_{what}"
    if what == "other_study":
        file = another(tmp_path)
    elif what == "not_okqual":
        Document().save(str(file))
    elif what == "published":
        file = made[0] / "publicerad.docx"
    elif what == "no_texts":
        file = made[0] / "citat.docx"
    elif what == "unknown_export":
        study.db.conn.execute("BEGIN")
        study.db.conn.execute("UPDATE exported SET id = 'x'")
        file = chapter
    elif what == "not_word":
        file.write_text("bara text")
    elif what == "docx_damaged":
        file.write_bytes(chapter.read_bytes()[:4000])
        key = "note_docx_damaged"
    elif what == "password":
        file.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"))
        key = "note_password"
    before = study.db.conn.execute("SELECT count(*) FROM entry").fetchone()
    with pytest.raises(OkqualError, match=key) as refused:
        pulling.plan(study, file)
    assert refused.value.try_this
    assert study.db.conn.execute("SELECT count(*) FROM entry").fetchone() == before
    if study.db.conn.in_transaction:
        study.db.conn.rollback()


def test_hostile_words_come_home_as_they_are(study: Study, chapter: Path, ids: dict[str, str], tmp_path: Path) -> None:
    hostile = "[laughs] [/b] [red] =cmd() \u202eomvänt å\u0308 " + "lång " * 2000

    def edit(root: Any) -> None:
        ed.retyped("Flera beskriver att planen", "x")(root)
        next(t for t in root.iter(f"{ed.W}t") if t.text == "x").text = hostile

    take(study, ed.edited(chapter, tmp_path / "a.docx", edit))
    import unicodedata

    assert ed.now_of(study, ids["finding"]) == unicodedata.normalize("NFC", hostile).strip()


def test_entities_and_outside_files_are_not_followed(study: Study, chapter: Path, tmp_path: Path) -> None:
    import zipfile

    with zipfile.ZipFile(chapter) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    body = etree.tostring(etree.fromstring(parts["word/document.xml"]))
    body = body.replace(b"Flera beskriver", b"&mine; beskriver", 1)
    parts["word/document.xml"] = b'<!DOCTYPE w [<!ENTITY mine SYSTEM "file:///etc/passwd">]>' + body
    brought = pulling.plan(study, ed.packed(parts, tmp_path / "a.docx"))
    assert not any("root:" in edit.word for edit in brought.edits)
