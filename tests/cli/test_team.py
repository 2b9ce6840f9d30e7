"""``okqual coders`` and ``okqual assign`` as they are typed."""

from __future__ import annotations

import json
from pathlib import Path

from tests.cli.conftest import Run


def test_coders_and_their_interviews(study: Path, run: Run) -> None:
    run("coders", "name", "AK", "Anna Karlsson")
    run("coders", "name", "TS", "Tove [red]Sand")
    run("assign", "to", "AK", "A-1", "A-2")
    said = run("assign", "draw", "TS", "--share", "50", "--seed", "3").stderr
    run("assign", "done", "A-1", "--coder", "AK")

    assert "frö 3" in said
    found = json.loads(run("assign", "list", "--json").stdout)
    assert next((one["case"], one["coder"], one["role"]) for one in found["assignments"]) == ("A-1", "AK", "main")
    assert found["draws"][0]["seed"] == 3
    coders = json.loads(run("coders", "list", "--json").stdout)
    assert coders[0] == {"id": "AK", "name": "Anna Karlsson", "main": 2, "second": 0, "done": 1}
    assert "Tove [red]Sand" in run("coders", "list").stdout
    assert "huvudkodare" in run("assign", "list").stdout


def test_what_is_refused_is_one_sentence_and_changes_nothing(study: Path, run: Run) -> None:
    assert "Kodaren XX finns inte i registret" in run("assign", "to", "XX", "A-1", fails=1).stderr
    run("coders", "name", "AK", "Anna Karlsson")
    assert "A-9" in run("assign", "to", "AK", "A-9", fails=1).stderr
    assert "101" in run("assign", "draw", "AK", "--share", "101", fails=2).stderr
    assert "inte tilldelad" in run("assign", "done", "A-1", "--coder", "AK", fails=1).stderr
    assert json.loads(run("assign", "list", "--json").stdout) == {"assignments": [], "draws": []}
