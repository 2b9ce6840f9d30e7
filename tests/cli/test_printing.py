"""What may reach a terminal, and how tables stand."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from okqual.cli.paths import expanded
from okqual.cli.printing import progress, progress_done, table
from okqual.errors import OkqualError
from tests.builders import written
from tests.cli.conftest import Run

HOSTILE = "2. Samordning\nRöd \x1b[31mtext\x1b]0;titel\x07 och \u202evänd\u202c text.\n"


def test_tables_are_aligned_with_numbers_to_the_right() -> None:
    assert table(["Id", "Antal"], [["å", 5], ["längre", 12]], numbers={1}).splitlines() == [
        "Id      Antal",
        "------  -----",
        "å           5",
        "längre     12",
    ]


@given(st.lists(st.tuples(st.text(), st.text()), max_size=5))
def test_whatever_cells_hold_a_row_is_a_line(rows: list[tuple[str, str]]) -> None:
    made = table(["a", "b"], rows)

    assert len(f"{made}|".splitlines()) == len(rows) + 2
    assert "\x1b" not in made


@pytest.mark.parametrize("args", [("turns", "H-1"), ("find", "text"), ("trace", "H-1:1"), ("matrix",)], ids=" ".join)
def test_words_of_a_note_cannot_steer_the_terminal(study: Path, run: Run, args: tuple[str, ...]) -> None:
    run("load", str(written(study, "H-1.txt", HOSTILE)))

    output = run(*args).output

    assert not {"\x1b", "\x07", "\u202e", "\u202c"} & set(output)


def test_json_has_the_words_exactly(study: Path, run: Run) -> None:
    run("load", str(written(study, "H-1.txt", HOSTILE)))

    raw = run("turns", "H-1", "--json").stdout

    assert any("\x1b[31mtext" in turn["text"] for turn in json.loads(raw))
    assert "\x1b" not in raw, "JSON writes control characters as escapes"
    assert "Röd" in raw


def test_names_of_files_cannot_steer_the_terminal(study: Path, run: Run) -> None:
    said = run("load", "\x1b[2Jx.md", fails=1).stderr

    assert "\x1b" not in said
    assert "x.md" in said


def test_a_name_that_exists_is_no_pattern(tmp_path: Path) -> None:
    odd = written(tmp_path, "A[1].md", "x")

    assert expanded([str(odd)], (".md",)) == [odd]


def test_a_name_is_taken_once(tmp_path: Path) -> None:
    one = written(tmp_path, "a.md", "x")

    assert expanded([str(one), str(tmp_path / "*.md"), str(tmp_path)], (".md",)) == [one]


def test_a_folder_is_read_in_swedish_order(tmp_path: Path) -> None:
    for name in ("VB-10.md", "VB-2.md", "Ö.md", "Z.md", "Å.md", ".dold.md"):
        written(tmp_path, name, "x")

    assert [path.name for path in expanded([str(tmp_path)], (".md",))] == [
        "VB-2.md", "VB-10.md", "Z.md", "Å.md", "Ö.md",
    ]  # fmt: skip


def test_an_empty_pattern_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(OkqualError) as error:
        expanded([str(tmp_path / "*.md")], (".md",))
    assert error.value.key == "errors.empty_pattern"


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


def test_progress_is_shown_on_a_terminal_only(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal, file = Terminal(), io.StringIO()

    for stream in (terminal, file):
        monkeypatch.setattr("sys.stderr", stream)
        assert progress(0, 14, "VB-01\x1b[2J.md")
        progress_done()

    assert "1 av 14: VB-01␛[2J.md" in terminal.getvalue()
    assert terminal.getvalue().endswith("\r\x1b[K")
    assert file.getvalue() == ""


def test_lines_are_cut_at_the_edge_of_a_terminal_and_nowhere_else(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "20")
    rows = [["a", "ord " * 20]]

    whole = table(["Id", "Text"], rows)
    monkeypatch.setattr("sys.stdout", Terminal())
    cut = table(["Id", "Text"], rows)

    assert len(whole.splitlines()[2]) > 60
    assert max(map(len, cut.splitlines())) == 20
    assert cut.splitlines()[2].endswith("…")


def test_no_name_at_all_is_not_the_folder_here(study: Path, run: Run) -> None:
    before = run("status", "--json").stdout
    written(study, "A-9.md", "**2. Samordning**\n\n* Bra.\n")

    assert "går inte att läsa" in run("load", "", fails=1).stderr
    assert run("status", "--json").stdout == before


@pytest.mark.skipif(sys.platform == "win32", reason="Windows allows no line end in a file name")
def test_a_line_end_in_a_file_name_is_shown_on_one_line(study: Path, run: Run) -> None:
    assert len(run("codings", "export", "-o", "rad\nbryt.csv").stderr.splitlines()) == 1
