"""``--read-only`` on every command: what is read is said, what would write is refused, and no byte changes."""

from __future__ import annotations

from pathlib import Path

import pytest

from okqual.store import integrity
from okqual.study.coding import apply_code
from okqual.study.opening import open_study
from tests.builders import bytes_of
from tests.cli.conftest import Run

READS = (
    ("status",), ("find", "plan"), ("turns", "A-1"), ("trace", "A-1:3"), ("prevalence",), ("journal",), ("verify",),
    ("finding", "list"), ("codings", "export"), ("matrix",), ("memos", "list"), ("decisions", "list"), ("orphans",),
)  # fmt: skip
WRITES = (
    ("load", "transcripts/A-1.md", "--as", "B-1"), ("finding", "add", "Text", "--about", "KOH"),
    ("codes", "lock"), ("backup",), ("restore", "kopia.db"),
)  # fmt: skip


def test_what_reads_leaves_every_byte_as_it_was(study: Path, run: Run) -> None:
    before = bytes_of(study)
    for args in READS:
        run("--read-only", *args)
        assert bytes_of(study) == before, args


def test_a_large_study_is_verified_without_a_mark_too(study: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(integrity, "LARGE", 0)
    before = bytes_of(study)
    assert "Allt stämmer" in run("--read-only", "verify").stdout
    assert bytes_of(study) == before


def test_what_writes_is_refused(study: Path, run: Run) -> None:
    before = bytes_of(study)
    for args in WRITES:
        assert "är öppen för läsning" in run(*args, "--read-only", fails=1).stderr
        assert bytes_of(study) == before, args


def test_exports_are_made_elsewhere_and_not_journaled(study: Path, tmp_path: Path, run: Run) -> None:
    before = bytes_of(study)

    run("--read-only", "matrix", "-o", str(tmp_path / "m.csv"))

    assert (tmp_path / "m.csv").stat().st_size > 0
    assert bytes_of(study) == before


def test_a_study_that_was_written_to_while_it_was_read_is_said_so(
    study: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    import okqual.study.checking as checking

    def meanwhile(*_given: object) -> list[object]:
        writer = open_study(study, "TS")
        apply_code(writer, "A-1", 0, 5, "KOH-samordnat")
        writer.close()
        return []

    monkeypatch.setattr(checking, "verify", meanwhile)

    assert "medan den lästes" in run("verify", "--read-only", fails=1).stderr
    run("verify", fails=0)
