"""``okqual merge`` and ``okqual conflicts`` as they are typed."""

from __future__ import annotations

import json
import shutil
from contextlib import closing
from pathlib import Path

import pytest

from okqual.model.memo import About
from okqual.study.coding import apply_code
from okqual.study.memos import write_memo
from okqual.study.opening import open_study
from tests.cli.conftest import Run


@pytest.fixture
def copy(study: Path, tmp_path: Path) -> Path:
    """TS's copy of the study, in which she has coded and written of the interview that AK writes of too."""
    other = tmp_path / "TS kopia"
    shutil.copytree(study, other)
    with closing(open_study(other, "TS")) as theirs:
        apply_code(theirs, "A-1", 60, 90, "KOH-samordnat", "ja")
        write_memo(theirs, About.CASE, "A-1", "[red]TS[/] tänkte")
    with closing(open_study(study, "AK")) as ours:
        write_memo(ours, About.CASE, "A-1", "AK tänkte")
    return other


def test_a_plan_a_merge_and_a_conflict(study: Path, copy: Path, run: Run) -> None:
    planned = run("merge", str(copy), "--dry-run")
    assert "2 poster är nya här, med 1 kodningar" in planned.stdout
    assert "Ingenting har ändrats" in planned.stderr
    assert json.loads(run("merge", str(copy), "--dry-run", "--json").stdout)["conflicts"] == 1

    done = run("merge", str(copy))
    assert "okqual restore" in done.stderr
    assert "1 konflikt väntar" in done.stdout
    again = run("merge", str(copy / "okqual.db"))
    assert "inte med sig något nytt" in again.stderr

    (conflict,) = json.loads(run("conflicts", "list", "--json").stdout)
    assert {conflict["holds"]["words"], conflict["other"]["words"]} == {"AK tänkte", "[red]TS[/] tänkte"}
    assert "[red]TS[/] tänkte" in run("conflicts", "list").stdout
    assert "keep" in run("conflicts", "settle", conflict["id"], "kasta", fails=2).stderr
    run("conflicts", "settle", conflict["id"], "keep")
    assert json.loads(run("conflicts", "list", "--json").stdout) == []


def test_what_is_no_copy_is_one_sentence(study: Path, run: Run, tmp_path: Path) -> None:
    (tmp_path / "trasig.db").write_text("inte en databas", encoding="utf-8")

    assert "ingen kopia" in run("merge", str(tmp_path / "saknas"), fails=1).stderr
    assert "trasig.db" in run("merge", str(tmp_path / "trasig.db"), fails=1).stderr
    assert "själv" in run("merge", ".", fails=1).stderr
