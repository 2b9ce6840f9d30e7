"""What start-up costs and what ``okqual`` does before a command has its turn."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

import okqual
from tests.cli.conftest import Run

HEAVY = ("textual", "pandas", "numpy", "docx", "sqlite_utils", "lxml", "jsonschema", "yaml", "xlsxwriter", "rapidfuzz")
WATCH = """
import sys
sys.argv = ["okqual", *sys.argv[1:]]
from okqual.cli import main
try:
    main()
except SystemExit:
    pass
print("LOADED", *sorted(sys.modules), file=sys.stderr)
"""


def loaded_by(*args: str) -> set[str]:
    done = subprocess.run([sys.executable, "-c", WATCH, *args], capture_output=True, encoding="utf-8", check=True)
    return set(done.stderr.rpartition("LOADED")[2].split())


@pytest.mark.parametrize("flag", ["--help", "--version"])
def test_help_and_version_load_nothing_heavy(flag: str) -> None:
    loaded = loaded_by(flag)

    assert not loaded.intersection(HEAVY)
    assert not {name for name in loaded if name.startswith(("okqual.ingest", "okqual.export", "okqual.tui"))}


def test_version_asks_no_settings_and_opens_no_study() -> None:
    loaded = loaded_by("--version")

    assert "okqual.cli.root" in loaded
    assert not {name for name in loaded if name.startswith("okqual.study")}


def test_the_help_of_one_command_imports_no_other_command() -> None:
    loaded = {name for name in loaded_by("status", "--help") if name.startswith("okqual.cli.")}

    assert "okqual.cli.status" in loaded
    assert not loaded & {"okqual.cli.load", "okqual.cli.matrix", "okqual.cli.codings"}


def test_version_is_one_line_on_stdout(run: Run) -> None:
    assert run("--version").stdout == f"okqual {okqual.__version__}\n"


def test_running_the_module_is_running_the_command() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "okqual", "--version"], capture_output=True, encoding="utf-8", check=True
    )

    assert done.stdout == f"okqual {okqual.__version__}\n"


@pytest.mark.parametrize("args", [(), ("open",), ("open", "--read-only")])
def test_without_a_terminal_the_interface_says_so(run: Run, study: Path, args: tuple[str, ...]) -> None:
    result = run(*args, fails=1)

    assert result.stderr.startswith("Fel: Det finns ingen terminal")


def test_open_starts_the_interface_on_the_study_here(study: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    import okqual.cli.open as open_command
    import okqual.tui.running

    started: list[object] = []
    monkeypatch.setattr(okqual.tui.running, "run", lambda *given: started.append(given))
    monkeypatch.setattr(open_command, "_in_a_terminal", lambda: True)

    run("--coder", "BB", "open", "--read-only")
    run()

    assert started == [(study, "BB", True), (study, None, False)]


def test_where_there_is_no_study_the_start_screen_comes(
    tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    import okqual.cli.open as open_command
    import okqual.tui.running

    started: list[object] = []
    monkeypatch.setattr(okqual.tui.running, "run", lambda *given: started.append(given))
    monkeypatch.setattr(open_command, "_in_a_terminal", lambda: True)
    monkeypatch.chdir(tmp_path)

    run()
    refused = run("--study", str(tmp_path), "open", fails=1)

    assert started == [(None, None, False)]
    assert refused.stderr.startswith("Fel: Det finns ingen utvärdering i")


def test_a_study_is_found_from_a_folder_inside_it(study: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(study / "transcripts")

    assert "A-1" in run("status").stdout


@pytest.mark.parametrize("before", [True, False])
def test_global_flags_stand_before_or_after_the_command(
    study: Path, tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch, before: bool
) -> None:
    monkeypatch.chdir(tmp_path)
    flags = ("--study", str(study), "--lang", "en")

    result = run(*flags, "status") if before else run("status", *flags)

    assert "Interview" in result.stdout


def test_a_mistyped_command_is_answered_with_the_nearest(run: Run) -> None:
    assert "Menade du ”status”?" in run("statsu", fails=2).stderr


def test_a_study_that_turns_out_damaged_is_a_sentence(study: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    import okqual.cli.open as open_command
    import okqual.tui.running

    def damaged(*_: object) -> None:
        raise sqlite3.DatabaseError("database disk image is malformed")

    monkeypatch.setattr(open_command, "_in_a_terminal", lambda: True)
    monkeypatch.setattr(okqual.tui.running, "run", damaged)

    assert "är skadad" in run("open", fails=1).stderr
