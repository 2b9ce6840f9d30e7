"""``okqual pull`` and ``okqual verify FILE``: what a person types, what is said, what JSON has."""

from __future__ import annotations

import json
from pathlib import Path

from okqual.study.opening import open_study
from tests import edited as ed
from tests.cli.conftest import Run


def texts_in(folder: Path) -> dict[str, str]:
    """Texts in the study, and its chapters in Word; ids of the pieces."""
    study = open_study(folder, "AK")
    ids = ed.with_texts(study)
    study.close()
    return ids


def test_a_plan_is_shown_taken_and_taken_back(study: Path, run: Run) -> None:
    texts_in(study)
    run("summary", "--no-pictures", "-o", "kapitel.docx")
    ed.edited(
        study / "kapitel.docx", study / "svar.docx",
        ed.tracked("Arbetet tog lång tid.", "Arbetet tog två år."), ed.replaced("Alla vill ha", "De flesta vill ha"),
    )  # fmt: skip
    told = run("pull", "svar.docx", "--dry-run").stdout
    assert "ändrad i Word · tas" in told
    assert "2 spårade ändringar lästes som godkända, av Anna Berg." in told
    plan = json.loads(run("pull", "svar.docx", "--dry-run", "--json").stdout)
    assert plan["written"] is None
    changed = {edit["label"]: edit for edit in plan["edits"] if edit["fate"] == "changed"}
    assert len(changed) == 2
    keep = next(edit["id"] for label, edit in changed.items() if "Önskan" in label)

    assert "En text hämtad" in run("pull", "svar.docx", "--keep", keep).stderr
    run("pull", "svar.docx", "--take", "finns-inte", fails=1)
    again = json.loads(run("pull", "svar.docx", "--dry-run", "--take", "none", "--json").stdout)
    assert {edit["fate"] for edit in again["edits"]} == {"same", "there", "changed"}
    assert not any(edit["taken"] for edit in again["edits"])
    assert "Inget att ta." in run("pull", "svar.docx", "--take", "none").stderr
    assert "finns inte" in run("pull", "saknas.docx", fails=1).stderr


def test_what_was_delivered_and_printed_is_checked(study: Path, run: Run) -> None:
    texts_in(study)
    run("summary", "--no-pictures", "-o", "kapitel.docx")
    run("summary", "--publish", "-o", "tryck.docx")
    ed.edited(study / "kapitel.docx", study / "svar.docx", ed.replaced("Arbetet tog lång", "Arbetet tog kort"))
    told = run("verify", "svar.docx", fails=1).stdout
    assert "omformulerad: iakttagelse KOH-samordnat" in told
    assert "Utvärderingen är som den var då." in told
    found = json.loads(run("verify", "svar.docx", "--json", fails=1).stdout)
    assert (found["ok"], found["unchanged"], found["state_same"]) == (False, False, True)
    assert {"kind", "where", "what"} == set(found["problems"][0])

    ed.edited(study / "tryck.docx", study / "rapport.docx", ed.replaced("Arbetet tog lång", "Arbetet tog kort"))
    told = run("verify", "rapport.docx", "--against", "tryck.docx", fails=1).stdout
    assert "omformulerad" in told
    assert "Arbetet tog kort tid." in told
    fine = json.loads(run("verify", "tryck.docx", "--against", "tryck.docx", "--json").stdout)
    assert (fine["ok"], fine["problems"]) == (True, [])
    assert "--against" in run("verify", "--against", "tryck.docx", fails=2).stderr
    assert "ingen fil" in run("verify", "rapport.docx", "--against", "0123456789abcdef", fails=1).stderr
