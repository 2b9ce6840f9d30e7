"""Case values from the command line: what waits, deciding with a reason, taking a decision back."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from okqual.study.coding import apply_code
from okqual.study.opening import open_study
from tests.cli.conftest import Run

CODE = "KOH-samordnat"


@pytest.fixture
def split(study: Path) -> Path:
    """A study where an interview says two things under a code whose rule is by hand in effect: ja and nej of two."""
    opened = open_study(study, "AK")
    from okqual.study import browsing

    text = browsing.note(opened, "A-1").text
    for words, value, who in (("Vi har en gemensam plan", "ja", "IP1"), ("Det tog lång tid", "nej", "IP2")):
        start = text.index(words)
        apply_code(opened, "A-1", start, start + len(words), CODE, value, participants=(who,))
    opened.close()
    return study


def values(run: Run, *more: str) -> list[dict]:
    return json.loads(run("cases", "values", "--json", *more).stdout)


def test_who_disagree_wait_until_somebody_decides_and_are_still_said_to_disagree(split: Path, run: Run) -> None:
    (waiting,) = values(run, "--undecided")
    assert (waiting["case"], waiting["code"], waiting["open"]) == ("A-1", CODE, "disagree")
    assert waiting["by_rule"] == ["delvis"]
    assert "oense" in run("cases", "values").stdout
    assert "A-1 · Samordnat: nej" in run("cases", "value", "A-1", CODE, "nej", "--reason", "IP2 leder arbetet").stderr
    assert values(run, "--undecided") == []
    (decided,) = values(run)
    assert (decided["value"], decided["reason"], decided["disagree"]) == ("nej", "IP2 leder arbetet", True)
    rows = json.loads(run("prevalence", "--json").stdout)
    row = next(row for row in rows if (row["code"], row["value"], row["group"]) == (CODE, "nej", None))
    assert (row["cases"], row["disagree"]) == (["A-1"], ["A-1"])
    run("cases", "value", "A-1", CODE, "-")
    assert values(run, "--undecided")[0]["open"] == "disagree"


def test_a_decision_waits_again_when_the_codings_are_others(split: Path, run: Run) -> None:
    run("cases", "value", "A-1", CODE, "ja", "--reason", "planen finns")
    opened = open_study(split, "AK")
    from okqual.store import queries
    from okqual.study.coding import set_value

    first = queries.all_codings(opened.db)[0].id
    set_value(opened, first, "delvis")
    opened.close()
    assert values(run, "--undecided")[0]["open"] == "stale"
    run("cases", "value", "A-1", CODE, "ja", "--reason", "planen finns")
    assert values(run, "--undecided") == []


def test_deciding_refuses_what_it_cannot_know(split: Path, run: Run) -> None:
    for arguments in (("A-1", CODE, "kanske"), ("A-9", CODE, "ja"), ("A-1", "KOH-onskan", "ja"), ("A-1", "XX", "ja")):
        said = run("cases", "value", *arguments, "--reason", "skäl", fails=1).stderr
        assert len(said.strip().splitlines()) <= 3
    assert "skäl" in run("cases", "value", "A-1", CODE, "ja", fails=1).stderr.lower()
