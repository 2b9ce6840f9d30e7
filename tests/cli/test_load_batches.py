"""Many files at the command line: a line each for those that failed, the others loaded, exit code 1."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from tests.builders import NOTES, written
from tests.cli.conftest import Run


def note(case: str) -> str:
    return NOTES["A-2.md"].replace("A-2", case)


def test_each_file_that_failed_has_a_line_and_the_others_are_loaded(study: Path, run: Run) -> None:
    folder = study.parent / "nya"
    for case in ("B-1", "B-2"):
        written(folder, f"{case}.md", note(case))
    empty, broken = written(folder, "tom.txt", ""), written(folder, "trasig.docx", "PK ingen zip")

    shown = run("load", str(folder / "B-1.md"), str(empty), str(broken), str(folder / "B-2.md"), "saknas.md", fails=1)

    lines = shown.stderr.splitlines()
    assert "Fel: Antal filer som inte kunde läsas in: 3 av 5." in lines
    told = [line for line in lines if line.startswith("– ")]
    assert [name for line in told for name in ("tom.txt", "trasig.docx", "saknas.md") if name in line] == [
        "tom.txt", "trasig.docx", "saknas.md",
    ]  # fmt: skip
    status = json.loads(run("status", "--json").stdout)
    assert sorted(status["cases"]) == ["A-1", "A-2", "B-1", "B-2"]


def test_a_folder_means_the_notes_in_it_and_a_bad_pattern_stops_no_file(study: Path, run: Run) -> None:
    folder = study.parent / "nya"
    for name, text in (("B-1.md", note("B-1")), ("README.md", "# Om\n"), (".dold.md", note("B-3")), ("bild.png", "x")):
        written(folder, name, text)

    shown = run("load", str(folder), "finns*.inte", "--json", fails=1)

    assert [one["case"] for one in json.loads(shown.stdout)] == ["B-1"]
    assert "finns*.inte" in shown.stderr


@pytest.mark.skipif(os.name == "nt", reason="file names have one line there")
def test_a_name_of_several_lines_stays_on_one(study: Path, run: Run) -> None:
    path = written(study.parent, "a\nFel: påhittat\x1b[31m.txt", "")

    lines = run("load", str(path), fails=1).stderr.splitlines()

    assert len([line for line in lines if line.startswith("Fel: ")]) == 1
    assert "\x1b" not in "".join(lines)


@pytest.mark.skipif(os.name == "nt", reason="file names have one line there")
def test_a_note_with_a_name_of_several_lines_is_loaded(study: Path, run: Run) -> None:
    path = written(study.parent, "två\nrader.md", NOTES["A-2.md"].replace("# Intervju A-2", "# Möte"))

    (one,) = json.loads(run("load", str(path), "--json").stdout)

    assert one["case"] == "två rader"
    assert "Fil: två rader.md" in run("trace", "två rader:1").stdout.splitlines()
