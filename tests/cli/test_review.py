"""The reference check from the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.builders import bytes_of
from tests.cli.conftest import Run


@pytest.fixture
def chapter(study: Path, run: Run) -> Path:
    run("--coder", "AK", "finding", "add", "En gemensam plan finns. [laughs]", "--about", "KOH", "--evidence", "A-1:2")
    run("--coder", "AK", "finding", "judgement", "add", "Vi bedömer att det räcker.", "--about", "KOH")
    return study


def test_a_statement_is_found_signed_and_counted(chapter: Path, run: Run) -> None:
    rows = json.loads(run("review", "list", "--json").stdout)
    first = next(row for row in rows if row["kind"] == "finding")

    shown = run("review", "show", first["id"]).stdout
    assert "A-1:2" in shown
    assert "har skrivit" in run("--coder", "AK", "review", "sign", first["id"], "belagd", fails=1).stderr
    assert "kommentar" in run("--coder", "GR", "review", "sign", first["id"], "oklart", fails=1).stderr
    run("--coder", "GR", "review", "sign", "En gemensam plan", "ej-belagd", "--comment", "Bara en intervju.")
    told = run("review").stdout
    assert "ej belagd" in told
    assert "Bara en intervju." in told
    assert "vilar inte på något" in told.casefold()
    coverage = json.loads(run("review", "status", "--json").stdout)["coverage"]
    assert (coverage["unsupported"], coverage["left"]) == (1, len(rows) - 1)
    run("--coder", "GR", "review", "withdraw", first["id"])
    assert json.loads(run("review", "status", "--json").stdout)["coverage"]["unsupported"] == 0


def test_a_sample_and_what_is_not_cited(chapter: Path, run: Run) -> None:
    drawn = run("review", "sample", "20", "--seed", "7")
    assert "frö 7" in drawn.stderr
    assert drawn.stdout == run("review", "sample", "20", "--seed", "7").stdout
    assert run("review", "list", "--only", "open").stderr == "Inga sådana påståenden.\n"
    name = json.loads(run("finding", "list", "--json").stdout)[0]["id"]
    assert run("review", "uncited", name).stdout == "Inget.\n"
    assert json.loads(run("review", "uncited", name, "--json").stdout) == []
    assert "inget påstående" in run("review", "show", "[b]x", fails=1).stderr


def test_reading_the_check_leaves_no_mark(chapter: Path, run: Run) -> None:
    before = bytes_of(chapter)
    for args in (("review",), ("review", "list"), ("review", "sample", "2", "--seed", "1")):
        run("--read-only", *args)
    assert "är öppen för läsning" in run("--read-only", "--coder", "GR", "review", "sign", "En gemensam plan", "belagd",
                                         fails=1).stderr  # fmt: skip
    assert bytes_of(chapter) == before
