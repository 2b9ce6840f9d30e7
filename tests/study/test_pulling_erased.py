"""A file that left before an interview was erased brings none of its words home."""

from __future__ import annotations

from pathlib import Path

from okqual.model.returned import Fate
from okqual.study import erasing, pulled, pulling
from okqual.study.opening import Study
from tests import edited as ed
from tests.study.test_pulling import by_place, chapter, ids, made, study, take  # noqa: F401


def test_erased_words_do_not_come_back(study: Study, chapter: Path, tmp_path: Path) -> None:  # noqa: F811
    file = ed.edited(
        chapter, tmp_path / "a.docx", ed.replaced("Skolan är med.", "Förskolan är med."),
        ed.replaced("har fungerat", "har fungerat väl"),
    )  # fmt: skip
    erasing.erase(study, "A-1", "samtycket togs tillbaka", "dnr 12")
    brought = pulling.plan(study, file)
    assert by_place(brought)[ed.A1].fate is Fate.ERASED
    assert {edit.place for edit in pulling.chosen(brought)} == {
        place for place, edit in by_place(brought).items() if edit.fate is Fate.CHANGED
    }
    assert take(study, file) == pulled.Done(1, 0)
    assert not study.db.execute("SELECT 1 FROM content WHERE text LIKE '%Förskolan%'").fetchone()


def test_a_struck_text_stays_struck(study: Study, chapter: Path, ids: dict[str, str], tmp_path: Path) -> None:  # noqa: F811
    """Not changed in Word, and changed beside the quote: nobody knows any more what was one."""
    changed = ed.edited(chapter, tmp_path / "a.docx", ed.replaced("tog lång tid", "tog mycket lång tid"))
    erasing.erase(study, "A-1", "samtycket togs tillbaka", "dnr 12", words=["lång"])
    for file in (chapter, changed):
        brought = pulling.plan(study, file)
        assert by_place(brought)[ids["finding"]].fate is Fate.ERASED
        assert take(study, file) == pulled.Done(0, 0)
    assert not study.db.execute("SELECT 1 FROM content WHERE text LIKE '%tog%lång%'").fetchone()
