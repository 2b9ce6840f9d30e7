"""Those who were asked and never interviewed are known, travel by CSV, and are in no count."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from okqual.errors import Faults, OkqualError
from okqual.model.methods import Answer, Invited
from okqual.store.verify import problems
from okqual.study import browsing, inviting, reporting, undoing
from okqual.study.cases_file import export_cases, import_cases
from okqual.study.loading import load
from okqual.study.opening import Study, open_study
from tests.builders import new_study, written


@pytest.fixture
def study(tmp_path: Path) -> Iterator[Study]:
    study = open_study(new_study(tmp_path / "studie"), "AK")
    yield study
    assert problems(study.db) == []
    study.close()


def csv(folder: Path) -> Path:
    return written(
        folder, "fall.csv", "case,participant,status,län,aktörstyp\nA-9,,Tackat nej,Skåne,Region\nA-8,,inbjuden,,\n"
    )


def test_rows_without_a_note_are_kept_beside_the_interviews(study: Study, tmp_path: Path) -> None:
    before, counted = browsing.cases(study), reporting.prevalence(study, "aktörstyp")
    assert import_cases(study, csv(tmp_path)) == 2

    assert inviting.invited(study) == [
        Invited("A-8", Answer.INVITED, {}),
        Invited("A-9", Answer.DECLINED, {"aktörstyp": "Region", "län": "Skåne"}),
    ]
    assert browsing.cases(study) == before
    assert reporting.prevalence(study, "aktörstyp") == counted
    assert browsing.status(study)["cases"].keys() == set(before)


def test_they_travel_by_csv(study: Study, tmp_path: Path) -> None:
    import_cases(study, csv(tmp_path))
    text = export_cases(study)

    assert "A-9,,Region,Skåne,tackat nej" in text
    assert import_cases(study, written(tmp_path, "igen.csv", text)) == 0


def test_they_are_an_entry_that_is_undone_with_its_batch(study: Study, tmp_path: Path) -> None:
    import_cases(study, csv(tmp_path))
    undoing.undo(study)

    assert inviting.invited(study) == []


def test_who_is_interviewed_after_all_is_an_interview(study: Study, tmp_path: Path) -> None:
    inviting.set_invited(study, Invited("A-3", Answer.INVITED))
    load(study, [written(tmp_path, "A-3.md", "# Intervju A-3\n\n**2. Samordning**\n\n* Ja, lite.\n")])

    assert inviting.invited(study) == []


def test_they_are_taken_off(study: Study) -> None:
    inviting.set_invited(study, Invited("A-3", Answer.INVITED))
    inviting.forget_invited(study, "A-3")

    assert inviting.invited(study) == []
    with pytest.raises(OkqualError):
        inviting.forget_invited(study, "A-4")


def test_other_unknown_interviews_are_still_refused(study: Study, tmp_path: Path) -> None:
    wrong = written(tmp_path, "fall.csv", "case,status,datum\nA-7,klar,\nA-9,inbjuden,igår\n")
    with pytest.raises(Faults) as caught:
        import_cases(study, wrong)

    assert len(caught.value.faults) == 2
    assert inviting.invited(study) == []
