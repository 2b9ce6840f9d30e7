"""``okqual finding`` and ``okqual quantifiers``: what a project lead types, and what comes back."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from okqual.cli.root import okqual
from okqual.study import browsing, coding
from okqual.study.opening import open_study
from tests.builders import new_study


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return new_study(tmp_path / "studie")


@pytest.fixture
def code(folder: Path) -> str:
    """A code with a scale, under which one interview says ja."""
    study = open_study(folder, "AK")
    found = next(c.id for c in browsing.codebook(study).codes if c.scale is not None and not c.group)
    first = next(p for p in browsing.note(study, "A-1").passages if "2" in p.questions)
    coding.apply_code(study, "A-1", first.start, first.end, found, "ja")
    study.close()
    return found


def run(folder: Path, *args: str) -> Result:
    return CliRunner().invoke(okqual, ["--study", str(folder), "--coder", "AK", "--lang", "sv", *args])


def ids(folder: Path) -> list[str]:
    return [each["id"] for each in json.loads(run(folder, "finding", "list", "--json").stdout)]


def test_a_finding_from_writing_to_trace(folder: Path, code: str) -> None:
    about = code.partition("-")[0]
    made = run(folder, "finding", "add", "Alla är samordnade.", "--about", about, "--count", f"{code}=ja")
    assert made.exit_code == 0, made.output
    (name,) = ids(folder)
    assert run(folder, "finding", "link", name, "A-1:1", "--role", "against").exit_code == 0

    told = json.loads(run(folder, "finding", "show", name, "--json").stdout)
    assert [one["role"] for one in told["evidence"]] == ["supports", "against"]
    assert told["claims"][0]["verdict"] in ("ok", "mismatch")
    assert "Alla" in run(folder, "finding", "show", name).stdout
    assert json.loads(run(folder, "trace", name, "--json").stdout)["history"][0]["kind"] == "finding.made"
    used = json.loads(run(folder, "trace", "A-1:1", "--json").stdout)["used_in"]
    assert [(each["finding"], each["role"]) for each in used if each["kind"] == "finding"] == [(name, "against")]


def test_judgement_source_outline_and_what_is_left(folder: Path, code: str) -> None:
    about = code.partition("-")[0]
    run(folder, "finding", "add", "Det går bra.", "--about", about)
    source = ("finding", "source", "add", "Enkät", "18 % svarar ja", "--about", about)
    assert run(folder, *source, "--type", "survey", "--year", "2024").exit_code == 0
    (finding, kept) = ids(folder)
    assert run(folder, "finding", "judgement", "add", "Vi bedömer …", "--about", about, "--on", finding).exit_code == 0
    judgement = ids(folder)[-1]
    refused = run(folder, "finding", "judgement", "rest", judgement, "A-1:1")
    assert refused.exit_code == 1
    assert "iakttagelser och källor" in refused.stderr
    assert run(folder, "finding", "outline", "add", about, "Samordningen fungerar").exit_code == 0
    heading = ids(folder)[-1]
    for name in (finding, kept, judgement):
        assert run(folder, "finding", "outline", "place", name, heading).exit_code == 0
    told = json.loads(run(folder, "finding", "outline", "show", "--json").stdout)
    assert [item["id"] for item in told[0]["headings"][0]["items"]] == [finding, kept, judgement]
    assert "Samordningen fungerar" in run(folder, "finding", "outline", "show", about).stdout

    left = json.loads(run(folder, "finding", "left", "--json").stdout)
    assert {(each["id"], each["lacks"]) for each in left} >= {(finding, "no_evidence"), (heading, "not_done")}
    assert (judgement, "rests_on_nothing") not in {(each["id"], each["lacks"]) for each in left}


def test_a_text_whose_counts_changed_is_told_and_said_to_stand(folder: Path, code: str) -> None:
    run(folder, "finding", "add", "En säger ja.", "--about", code, "--count", f"{code}=ja")
    (name,) = ids(folder)
    study = open_study(folder, "AK")
    coding.remove_coding(study, browsing.note(study, "A-1").codings[0].id)
    study.close()

    assert "stale" in [each["lacks"] for each in json.loads(run(folder, "finding", "left", "--json").stdout)]
    assert run(folder, "finding", "edit", name, "--stands", "--status", "ready").exit_code == 0
    assert "stale" not in [each["lacks"] for each in json.loads(run(folder, "finding", "left", "--json").stdout)]


def test_a_sentence_is_held_against_a_count(folder: Path, code: str) -> None:
    wrong = run(folder, "quantifiers", "check", "Samtliga intervjupersoner säger nej.", "--count", f"{code}=nej")
    assert wrong.exit_code == 1
    assert "stämmer inte" in wrong.stdout
    right = run(folder, "quantifiers", "check", "Ingen av intervjupersonerna säger nej.", "--count", f"{code}=nej")
    assert right.exit_code == 0, right.output


def test_the_scale_is_the_studys_own(folder: Path, code: str) -> None:
    assert "mer än 55 %" in run(folder, "quantifiers", "show").stdout
    assert run(folder, "quantifiers", "set", "merparten", "--over", "50").exit_code == 0
    scale = json.loads(run(folder, "quantifiers", "show", "--json").stdout)
    assert next(each for each in scale["words"] if each["word"] == "merparten")["over"] == 50
    assert run(folder, "quantifiers", "set", "merparten", "--share-from", "60", "--share-to", "40").exit_code == 1
    assert run(folder, "quantifiers", "set", "alla", "--remove").exit_code == 0
    assert run(folder, "quantifiers", "set", "alla", "--remove").exit_code == 1


def test_hostile_text_steers_nothing(folder: Path, code: str) -> None:
    run(folder, "finding", "add", "[laughs] \x1b[31m flera intervjupersoner", "--about", code)
    for shown in (run(folder, "finding", "list"), run(folder, "finding", "show", ids(folder)[0])):
        assert "[laughs]" in shown.stdout
        assert "\x1b" not in shown.stdout


def test_all_texts_are_held_at_once_and_what_is_wrong_fails(folder: Path, code: str) -> None:
    assert (
        "finns inget" in run(folder, "quantifiers", "check").stderr
        or run(folder, "quantifiers", "check").exit_code == 0
    )
    run(folder, "finding", "add", "Samtliga intervjupersoner säger ja.", "--about", code, "--count", f"{code}=ja")
    wrong = run(folder, "quantifiers", "check")
    assert wrong.exit_code == 1
    assert "Samtliga intervjupersoner" in wrong.stdout
    (told,) = json.loads(run(folder, "quantifiers", "check", "--json").stdout)
    assert (told["verdict"], told["n"]) == ("mismatch", 1)
    assert run(folder, "quantifiers", "check", "--count", f"{code}=ja").exit_code == 2


def test_values_and_codes_are_told_by_their_names(folder: Path, code: str) -> None:
    run(folder, "finding", "add", "Alla är med.", "--about", code, "--count", f"{code}=ja")
    (name,) = ids(folder)
    shown = run(folder, "finding", "show", name).stdout
    assert "Samordnat: ja: 1 av 2 intervjuer" in shown
    assert "Samordnat" in run(folder, "finding", "list").stdout
