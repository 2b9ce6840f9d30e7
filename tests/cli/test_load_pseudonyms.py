"""``okqual load --pseudonymise``: what is found is shown, and nothing is stored before somebody says yes."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from okqual.study.opening import user_folder
from tests.builders import state_of, written
from tests.cli.conftest import Run

NOTE = """\
# Intervju P-1

- **Län:** Norrbotten

**2. Samordning**

* Torkel Lindhavs grupp nås på 070-123 45 67 eller torkel@ex.se.
"""


@pytest.fixture
def files(study: Path) -> tuple[str, str]:
    """The list of names and a note, both outside the study."""
    return (
        str(written(study.parent / "egna", "namn.txt", "Torkel Lindhav\n")),
        str(written(study.parent / "in", "P-1.md", NOTE)),
    )


def keys() -> list[Path]:
    return list((user_folder("state") / "code-keys").glob("*"))


def test_without_a_terminal_nothing_is_stored_unless_told_so(study: Path, run: Run, files: tuple[str, str]) -> None:
    names, note = files
    before = state_of(study)

    told = run("load", "--pseudonymise", "--names", names, note, fails=1).stderr

    assert "Torkel Lindhavs" in told
    assert "070-123 45 67" in told
    assert "Ingenting har lästs in: ersättningarna har inte godkänts." in told
    assert "--yes" in told.splitlines()[-1]
    assert state_of(study) == before
    assert keys() == []


def test_with_yes_it_is_loaded_with_what_was_shown(study: Path, run: Run, files: tuple[str, str]) -> None:
    names, note = files

    result = run("load", "--pseudonymise", "--names", names, "--yes", "--json", note)

    rows = [line.split("  ") for line in result.stderr.splitlines() if line.startswith("P-1.md")]
    assert [[cell.strip() for cell in row if cell][3:5] for row in rows] == [
        ["Torkel Lindhavs", "Person 1"], ["070-123 45 67", "[telefon 1]"], ["torkel@ex.se", "[e-post 1]"],
    ]  # fmt: skip
    assert json.loads(result.stdout)[0]["note"] == "P-1"
    (key,) = keys()
    assert f"Kodnyckel: {key}" in result.stderr
    (passage,) = json.loads(run("turns", "P-1", "--json").stdout)
    assert passage["text"] == "Person 1:s grupp nås på [telefon 1] eller [e-post 1]."


def test_a_dry_run_shows_and_stores_nothing(study: Path, run: Run, files: tuple[str, str]) -> None:
    names, note = files
    before = state_of(study)

    result = run("load", "--pseudonymise", "--names", names, "--dry-run", note)

    assert "3 ersättningar." in result.stderr
    assert "P-1" in result.stdout
    assert state_of(study) == before
    assert keys() == []


def test_without_a_list_it_says_that_names_are_not_sought(study: Path, run: Run, files: tuple[str, str]) -> None:
    told = run("load", "--pseudonymise", "--dry-run", files[1]).stderr

    assert "så namn söks inte" in told
    assert "2 ersättningar." in told


def test_the_list_may_stand_in_the_user_s_settings(study: Path, run: Run, files: tuple[str, str]) -> None:
    written(user_folder("config"), "config.toml", f"name_list = {json.dumps(files[0])}\n")

    assert "Torkel Lindhavs" in run("load", "--pseudonymise", "--dry-run", files[1]).stderr


def test_a_key_in_the_study_is_refused(study: Path, run: Run, files: tuple[str, str]) -> None:
    before = state_of(study)

    told = run("load", "--pseudonymise", "--yes", "--key", "nyckel.json", files[1], fails=1).stderr

    assert "Kodnyckeln får inte ligga i utvärderingens mapp" in told
    assert not (study / "nyckel.json").exists()
    assert state_of(study) == before


def test_a_faulty_list_is_told_line_by_line(study: Path, run: Run, files: tuple[str, str]) -> None:
    names = written(study.parent / "egna", "fel.csv", "Torkel,Eva\nEva,0701\n")

    told = run("load", "--pseudonymise", "--names", str(names), files[1], fails=1).stderr

    assert "”Eva” för ”Torkel”" in told
    assert "”0701” kan inte vara pseudonym för ”Eva”" in told


def test_a_file_that_cannot_be_read_does_not_stop_the_others(study: Path, run: Run, files: tuple[str, str]) -> None:
    broken = written(study.parent / "in", "tom.md", "")

    result = run("load", "--pseudonymise", "--names", files[0], "--yes", str(broken), files[1], fails=1)

    assert "tom.md" in result.stderr
    assert "P-1" in result.stdout


def test_a_note_that_lies_in_the_study_is_pointed_out(study: Path, run: Run) -> None:
    note = written(study / "transcripts", "P-1.md", NOTE)

    assert "ligger i utvärderingens mapp" in run("load", "--pseudonymise", "--yes", str(note)).stderr


def test_verify_and_trace_say_that_the_content_is_not_kept(study: Path, run: Run, files: tuple[str, str]) -> None:
    run("load", "--pseudonymise", "--names", files[0], "--yes", files[1])

    assert "En anteckning: filens innehåll sparas inte (pseudonymiserad inläsning)." in run("verify").stdout
    assert json.loads(run("verify", "--json").stdout)["not_kept"] == ["P-1"]
    assert "Filens innehåll sparas inte (pseudonymiserad inläsning)." in run("trace", "P-1:1").stdout
    assert "sparas inte" not in run("trace", "A-1:1").stdout


def test_the_flags_mean_nothing_without_pseudonymise(study: Path, run: Run, files: tuple[str, str]) -> None:
    told = run("load", "--names", files[0], files[1], fails=2).stderr

    assert "--pseudonymise" in told


@pytest.mark.skipif(sys.platform == "win32", reason="terminals are opened in another way on Windows")
@pytest.mark.parametrize(("answer", "code"), [("ja", 0), ("nej", 1), ("", 1)])
def test_at_a_terminal_it_asks(study: Path, files: tuple[str, str], answer: str, code: int) -> None:
    import pty

    ours, theirs = pty.openpty()
    try:
        process = subprocess.Popen(
            [sys.executable, "-m", "okqual", "load", "--pseudonymise", "--names", *files],
            cwd=study, stdin=theirs, stdout=subprocess.PIPE, stderr=theirs,
        )  # fmt: skip
        os.close(theirs)
        os.write(ours, f"{answer}\n".encode())
        seen = b""
        while True:
            try:
                part = os.read(ours, 65536)
            except OSError:
                break
            if not part:
                break
            seen += part
        assert process.wait(60) == code
        assert process.stdout is not None
        assert ("inläst" in process.stdout.read().decode()) == (code == 0)
        process.stdout.close()
    finally:
        os.close(ours)
    assert "Läs in med dessa ersättningar? (ja/nej)" in seen.decode()
    assert len(keys()) == (code == 0)
