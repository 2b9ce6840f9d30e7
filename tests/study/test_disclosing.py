"""What is published keeps every count and lets out no more words and groups than the study says."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner

from okqual.cli.root import okqual
from okqual.errors import OkqualError
from okqual.model.disclosure import Disclosure, DisclosureKind, RoleLabel, SmallGroups, Unreviewed
from okqual.model.methods import Answer, Invited
from okqual.model.results import CellKind
from okqual.store import queries
from okqual.study import (
    attributes,
    chapters_file,
    coding,
    disclosing,
    disclosure_report,
    findings,
    inviting,
    methods,
    outlining,
    reporting,
    undoing,
)  # fmt: skip
from okqual.study.browsing import note
from okqual.study.loading import load
from okqual.study.opening import Study, open_study
from tests.builders import NOTES, new_study, written

CODE = "KOH-samordnat"


@pytest.fixture
def study(tmp_path: Path) -> Study:
    study = open_study(new_study(tmp_path / "studie"), "AK")
    for case in ("A-1", "A-2"):
        first = next(p for p in note(study, case).passages if "2" in p.questions)
        coding.apply_code(study, case, first.start, first.end, CODE, "ja" if case == "A-1" else "nej")
    return study


def citation(study: Study, case: str) -> str:
    return f"{case}:{next(p.number for p in note(study, case).passages if '2' in p.questions)}"


def words_of(path: Path) -> str:
    with zipfile.ZipFile(path) as archive:
        return "\n".join(archive.read(name).decode("utf-8", errors="ignore") for name in archive.namelist())


def quotes(study: Study, publish: bool) -> list[str]:
    made = reporting.matrix(study, cells=CellKind.QUOTES, publish=publish)
    return [quote.text for cell in made.cells.values() for quote in cell.quotes]


def test_a_secret_passage_is_counted_and_not_quoted(study: Study, tmp_path: Path) -> None:
    assert disclosing.keep_secret(study, citation(study, "A-1")) == 1
    path = chapters_file.write_summary(study, tmp_path / "ut.docx", publish=True)

    assert "gemensam plan" not in words_of(path)
    assert "bredvid varandra" in words_of(path)
    assert any("gemensam plan" in text for text in quotes(study, publish=False))
    assert not any("gemensam plan" in text for text in quotes(study, publish=True))
    published, working = (reporting.chapters(study, publish=which) for which in (True, False))
    assert published[0].sections[0].codes[0].prevalence == working[0].sections[0].codes[0].prevalence


def test_a_secret_passage_stays_so_when_it_is_corrected(study: Study, tmp_path: Path) -> None:
    disclosing.keep_secret(study, citation(study, "A-1"))
    load(study, [written(tmp_path, "A-1.md", NOTES["A-1.md"].replace("gemensam plan med skolan", "gemensam plan"))])
    here = citation(study, "A-1")

    assert here in disclosing.secret_passages(study)
    assert not any("gemensam plan" in text for text in quotes(study, publish=True))


def test_secrecy_is_an_entry_that_is_undone(study: Study) -> None:
    here = citation(study, "A-1")
    disclosing.keep_secret(study, here)
    before = queries.settings(study.db)
    assert disclosing.keep_secret(study, here) == 0
    undoing.undo(study)

    assert disclosing.secret_passages(study) == []
    undoing.redo(study)
    assert disclosing.secret_passages(study) == [here]
    assert queries.settings(study.db) == before


@pytest.mark.parametrize("name", ["A-1", "A-1:999", "B-9:1", "", "A-1:1-999"])
def test_what_is_no_passage_is_said(study: Study, name: str) -> None:
    with pytest.raises(OkqualError) as caught:
        disclosing.keep_secret(study, name)

    assert caught.value.key == "errors.unknown_id"
    assert disclosing.secret_passages(study) == []


def test_notes_that_were_not_sent_back_are_marked_or_held(study: Study, tmp_path: Path) -> None:
    attributes.set_attribute(study, "A-2", "", "återkoppling", "godkänd")
    marked = chapters_file.write_summary(study, tmp_path / "a.docx", publish=True)
    assert words_of(marked).count("(ej kvalitetssäkrad)") == 1
    assert [c.kind for c in disclosure_report.report(study)][-1:] == [DisclosureKind.MARKED]

    disclosing.decide_disclosure(study, Disclosure(unreviewed=Unreviewed.HOLD))
    held = chapters_file.write_summary(study, tmp_path / "b.docx", publish=True)
    assert "gemensam plan" not in words_of(held)
    assert "ej kvalitetssäkrad" not in words_of(held)

    disclosing.decide_disclosure(study, Disclosure(unreviewed=Unreviewed.KEEP))
    kept = chapters_file.write_summary(study, tmp_path / "c.docx", publish=True)
    assert "gemensam plan" in words_of(kept)
    assert "ej kvalitetssäkrad" not in words_of(kept)


def test_a_study_that_keeps_no_track_of_feedback_marks_nothing(study: Study) -> None:
    assert not [c for c in disclosure_report.report(study) if c.kind in (DisclosureKind.MARKED, DisclosureKind.HELD)]


def test_small_groups_are_flagged_or_merged(study: Study) -> None:
    assert [(c.kind, c.where, c.count) for c in disclosure_report.report(study)] == [
        (DisclosureKind.SMALL, "kommun", 1), (DisclosureKind.SMALL, "region", 1)
    ]  # fmt: skip
    disclosing.decide_disclosure(study, Disclosure(small_groups=SmallGroups.MERGE))
    chapter = reporting.chapters(study, publish=True)[0]
    groups = {row.group for row in chapter.sections[0].codes[0].prevalence}

    assert groups == {None, "övriga"}
    assert {c.now for c in disclosure_report.report(study)} == {"övriga"}
    assert {row.group for row in reporting.matrix(study, publish=True).rows} == {"övriga"}
    assert {row.group for row in reporting.matrix(study).rows} == {"kommun", "region"}


def test_actors_have_names_in_print(study: Study, tmp_path: Path) -> None:
    rules = Disclosure(smallest_group=1, roles=(RoleLabel("kommun", "kommunföreträdare"),))
    disclosing.decide_disclosure(study, rules)
    words = words_of(chapters_file.write_summary(study, tmp_path / "ut.docx", publish=True))

    assert "(kommunföreträdare)" in words
    assert not re.search(r"\(kommun\)", words)
    assert [c.now for c in disclosure_report.report(study)] == ["kommunföreträdare"]


def test_decisions_are_kept_and_only_changes_are_written(study: Study) -> None:
    rules = Disclosure(5, SmallGroups.MERGE, Unreviewed.HOLD, (RoleLabel("region", "regionföreträdare"),))
    disclosing.decide_disclosure(study, rules)
    entries = len(list(study.db.query("SELECT 1 FROM entry")))
    disclosing.decide_disclosure(study, rules)

    assert disclosing.disclosure(study) == rules
    assert len(list(study.db.query("SELECT 1 FROM entry"))) == entries


def run(study: Study, *args: str):
    return CliRunner().invoke(okqual, ["--study", str(study.folder), "disclosure", *args])


def test_the_command_decides_marks_and_checks(study: Study) -> None:
    here = citation(study, "A-1")
    assert run(study, "set", "--smallest", "2", "--small", "merge", "--role", "kommun=kommuner").exit_code == 0
    assert run(study, "secret", here).exit_code == 0
    shown = run(study, "show").stdout
    checked = run(study, "check").stdout

    assert here in shown
    assert "minst 2 intervjuer" in shown
    assert "sekretess" in checked
    assert run(study, "secret", here, "--off").exit_code == 0
    assert here not in run(study, "show").stdout


@pytest.mark.parametrize("role", ["kommun", "=x", "kommun="])
def test_a_role_without_a_name_is_refused(study: Study, role: str) -> None:
    done = run(study, "set", "--role", role)

    assert done.exit_code == 2
    assert disclosing.disclosure(study) == Disclosure()


def test_the_report_tells_of_texts_that_are_left_out_and_names_that_are_replaced(study: Study, tmp_path: Path) -> None:
    heading = outlining.add_heading(study, "KOH", "Samordning")
    words = quotes(study, publish=False)[0]
    secret = findings.add_finding(study, "KOH", f"De säger: {words}")
    named = findings.add_finding(study, "KOH", "I A-2 säger AK, och AK igen, att arbetet går vid sidan om.")
    for each in (secret, named):
        outlining.place(study, each.id, heading.id)
    disclosing.keep_secret(study, citation(study, "A-1"))

    told = {(c.kind, c.where): c for c in disclosure_report.report(study)}
    assert (DisclosureKind.LEFT_OUT, secret.id) in told
    assert (DisclosureKind.LEFT_OUT, named.id) not in told
    assert told[DisclosureKind.NAMED, "AK"].count == 2
    assert told[DisclosureKind.NAMED, "A-2"].now.startswith("K")
    shown = words_of(chapters_file.write_summary(study, tmp_path / "ut.docx", publish=True))
    assert words not in shown
    assert "vid sidan om" in shown
    assert "A-2" not in shown


def test_the_published_methods_tell_of_interviews_what_the_study_lets_out(study: Study) -> None:
    for name, value in (("datum", "2025-11-18"), ("längd", "68"), ("form", "digital"), ("roll", "socialchef")):
        attributes.set_attribute(study, "A-1", "", name, value)

    def rows() -> list[tuple[str, ...]]:
        return [tuple(map(str, row)) for row in methods.methods(study, publish=True)[0].interviews.rows]

    told = next(row for row in rows() if "socialchef" in row)
    assert told[1:6] == ("kommun", "socialchef", "2025-11", "digital", "68 min")
    assert not any(word in " ".join(map(" ".join, rows())) for word in ("A-1", "AK", "Norrbotten", "2025-11-18"))
    disclosing.decide_disclosure(study, Disclosure(told=("actor", "county")))
    assert ("kommun", "Norrbotten") in [row[1:] for row in rows()]
    assert "kodats av 1 person" in " ".join(methods.methods(study, publish=True)[0].introduction)


def test_those_who_never_were_interviewed_are_told_of_without_who(study: Study) -> None:
    inviting.set_invited(study, Invited("C-9", Answer.DECLINED, {"aktörstyp": "region", "län": "Skåne"}))

    (row,) = methods.methods(study, publish=True)[0].invited.rows
    assert row == ("har tackat nej", "region")
