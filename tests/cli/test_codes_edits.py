"""The codebook changed and looked back on by commands, and an import that would lose what was changed."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

from okqual.study import proposing
from okqual.study.codebook_editing import define_code
from okqual.study.definitions import code_named
from okqual.study.opening import open_study
from tests.builders import written
from tests.cli.conftest import Run
from tests.cli.test_commands import CODINGS


def json_of(run: Run, *args: str) -> Any:
    return json.loads(run(*args).stdout)


def test_a_renamed_code_has_a_history(study: Path, run: Run) -> None:
    assert "heter nu ”[/b] Önskemål”" in run("codes", "rename", "KOH-onskan", "[/b] Önskemål").stderr
    first, second = json_of(run, "codes", "history", "KOH-onskan", "--json")
    assert first["imported"]
    assert first["meaning"]
    assert (second["imported"], second["meaning"]) == (False, False)
    assert [change["part"] for change in second["changes"]] == ["name"]
    assert "[+/] [+" not in run("codes", "history", "KOH-onskan").stdout
    assert "Önskemål" in run("codes", "history", "KOH-onskan").stdout
    assert "finns inte" in run("codes", "history", "FINNS-EJ", fails=1).stderr


def test_a_merge_says_whether_it_changes_the_meaning(study: Path, run: Run) -> None:
    run("codings", "import", str(written(study.parent, "kodningar.csv", CODINGS)))
    run("codes", "merge", "KOH-onskan", "KOH-samordnat", fails=2)
    run("codes", "merge", "KOH-onskan", "KOH-samordnat", "--meaning")
    assert "KOH-onskan" not in run("codes", "show").stdout
    (waiting,) = json_of(run, "codes", "changed", "--json")
    assert waiting["code"] == "KOH-samordnat"
    assert "1 kodning att se över" in run("codes", "changed").stderr


def test_a_retired_code_is_refused_and_taken_back(study: Path, run: Run) -> None:
    run("codes", "retire", "KOH-onskan")
    file = str(written(study.parent, "kodningar.csv", CODINGS))
    assert "används inte längre" in run("codings", "import", file, fails=1).stderr
    run("codes", "retire", "KOH-onskan", "--back")
    run("codings", "import", file)


def test_a_locked_codebook_is_changed_by_the_lead_only(study: Path, run: Run) -> None:
    assert "AK ändrar i den" in run("codes", "lock").stderr
    assert "Kodboken är låst" in run("--coder", "BB", "codes", "rename", "KOH-onskan", "X", fails=1).stderr
    assert "AK leder" in run("--coder", "BB", "codes", "unlock", fails=1).stderr.replace("som leder", "leder")
    run("codes", "unlock")
    run("--coder", "BB", "codes", "rename", "KOH-onskan", "X")


def test_proposals_and_their_answers_are_listed(study: Path, run: Run) -> None:
    opened = open_study(study, "BB")
    made = proposing.propose(opened, "Personalbrist", "saknas")
    proposing.propose(opened, "Vikarier")
    proposing.decline(opened, made.id, "finns i annan kod")
    opened.close()
    waiting, answered = json_of(run, "codes", "proposals", "--json")
    assert (waiting["name"], waiting["answer"], waiting["id"]) == ("Vikarier", None, None)
    assert (answered["answer"], answered["reason"]) == ("declined", "finns i annan kod")
    assert "1 förslag väntar" in run("codes", "proposals").stderr


def test_an_import_that_lacks_edits_asks_to_replace_them(study: Path, run: Run) -> None:
    file = next((study / "codes").glob("*.yaml"))
    opened = open_study(study, "AK")
    define_code(opened, replace(code_named(opened, "KOH-onskan"), when="Ny lydelse."))
    opened.close()
    assert "KOH-onskan" in run("codes", "import", str(file), fails=1).stderr
    exported = study / "codes" / "ut.yaml"
    run("codes", "export", "-o", str(exported))
    assert "Ny lydelse." in exported.read_text(encoding="utf-8")
    assert "redan" in run("codes", "import", str(exported)).stderr
    text = exported.read_text(encoding="utf-8").replace("title: ", "title: Rättad ", 1)
    run("codes", "import", str(written(study.parent, "ny.yaml", text)))
    assert "Ny lydelse." in run("codes", "show", "KOH-onskan").stdout
    run("codes", "import", "--replace", str(file))
    assert "Ny lydelse." not in run("codes", "show", "KOH-onskan").stdout
