"""What the keeper of a study runs: backup, restore, archive, erase."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from okqual.cli import erase
from okqual.cli.root import okqual
from tests.builders import state_of
from tests.cli.conftest import Run


def test_a_backup_is_made_listed_and_put_back(study: Path, run: Run) -> None:
    first = state_of(study)
    assert "Säkerhetskopian ligger i" in run("backup").stderr
    run("cases", "set", "A-1", "län=Skåne")

    (listed,) = json.loads(run("backup", "--list", "--json").stdout)
    assert (listed["reason"], Path(listed["file"]).parent) == ("asked", study / "backups")
    assert "begärd" in run("backup", "--list").stdout
    said = run("restore", Path(listed["file"]).name).stderr
    assert "Utvärderingen är nu som den var" in said
    assert "Det som fanns dessförinnan ligger i" in said
    assert state_of(study) == first


def test_a_damaged_study_is_answered_with_the_last_good_state(study: Path, run: Run) -> None:
    run("backup")
    content = (study / "okqual.db").read_bytes()
    (study / "okqual.db").write_bytes(content[:20_000])

    said = run("status", fails=1).stderr
    assert "den senaste hela säkerhetskopian är från" in said
    assert "okqual restore" in said
    run("restore")
    assert run("verify").stdout == "Allt stämmer.\n"


def test_a_database_that_is_gone_is_restored_where_its_backups_are(study: Path, run: Run) -> None:
    run("backup", "-o", str(study.parent / "annan.db"))
    run("backup")
    (study / "okqual.db").unlink()

    run("restore")
    assert run("verify").stdout == "Allt stämmer.\n"
    assert "finns redan" in run("backup", "-o", str(study.parent / "annan.db"), fails=1).stderr


def test_an_archive_goes_out_and_comes_in_again(study: Path, run: Run) -> None:
    first = state_of(study)
    assert "Skrev" in run("export", "archive", "-o", "arkiv.zip").stderr
    said = run("import", "arkiv.zip", "igen").stderr

    assert "finns nu i igen; alla kontrollsummor stämmer." in said
    assert state_of(study / "igen") == first
    assert "finns redan" in run("import", "arkiv.zip", "igen", fails=1).stderr
    assert "är inte som det skrevs" in run("import", "okqual.toml", "annan", fails=1).stderr
    run("export", "archive", "-o", "arkiv.tar", fails=1)


def test_an_interview_is_erased_with_reason_and_decision(study: Path, run: Run) -> None:
    words = "Det tog lång tid"
    run("backup")
    assert words.encode() in (study / "okqual.db").read_bytes()
    assert "har inte gallrats" in run("erase", "A-1", fails=1).stderr
    assert words.encode() in (study / "okqual.db").read_bytes()

    given = ("--reason", "samtycket återtaget", "--reference", "dnr 2026/17", "--yes")
    done = run("erase", "A-1", "--codings", "withdraw", *given)
    assert "A-1: anteckningar 1," in done.stderr
    assert [line.split() for line in done.stdout.splitlines() if line.startswith("anteckningar")] == [
        ["anteckningar", "med", "ord", "1", "0"]
    ]
    assert "A-1.md" in done.stdout, "the file that it was read from is told of"
    assert "Intervjuns id (A-1) står kvar" in done.stderr
    assert not any(words.encode() in path.read_bytes() for path in study.rglob("*.db*"))
    assert run("verify").stdout == "Allt stämmer.\n"
    assert "samtycket återtaget" in run("erase").stdout
    (listed,) = json.loads(run("erase", "--json").stdout)
    assert (listed["case"], listed["reference"]) == ("A-1", "dnr 2026/17")
    assert "är gallrad" in run("erase", "A-1", *given, fails=1).stderr
    assert "är gallrad" in run("load", "transcripts/A-1.md", "--as", "A-1", fails=1).stderr


def test_whoever_is_asked_sees_which_words_go_and_nobody_else_does(
    study: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("memos", "write", "study", "Det tog lång tid för oss, sägs det. Tog lång ork.")
    run("memos", "write", "code", "KOH-onskan", "Lång väg dit, tog lång. \x1b[31m Inget.")
    given = ("--reason", "skäl", "--reference", "dnr 1")
    monkeypatch.setattr(erase, "_at_a_terminal", lambda: True)
    asked = CliRunner().invoke(okqual, ["erase", "A-1", *given], input="A-2\n", prog_name="okqual")
    assert asked.exit_code == 1
    assert "  memo: Det tog lång tid" in asked.stderr
    assert "  memo: tog lång" in asked.stderr
    assert "står kvar utan --few-words" in asked.stderr
    assert "har inte gallrats" in asked.stderr

    monkeypatch.setattr(erase, "_at_a_terminal", lambda: False)
    done = run("erase", "A-1", *given, "--yes", "--few-words", "--json")
    assert "tog lång" not in done.output
    assert json.loads(done.stdout)["left_few_words"] == 0
    assert "ork" in run("memos", "list").stdout
    assert "tog lång" not in run("memos", "list").stdout.lower()
