"""A short set of the fault runs: kills of all that writes, turned bits, full disks, two writers, a clock going back.

The long runs are started by hand (``make faults-long``); their figures stand in docs/reliability.md.
"""

from __future__ import annotations

import contextlib
import os
import random
import shutil
import signal
import sys
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

import pytest

from okqual.errors import OkqualError
from okqual.store import backups as kept
from okqual.store import queries
from okqual.store.database import database_errors
from okqual.store.verify import problems
from okqual.study import backups
from okqual.study.coding import apply_code
from okqual.study.opening import DATABASE, offering_last_good, open_study
from okqual.study.undoing import undo
from tests.faults import full
from tests.store.histories import load_note, new_study

posix_only = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no fork, no SIGKILL and no limit on files")
SMALL = 150_000
"""Bytes that a file may have on the disk that is full."""


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A study, an older one, files to bring in (see ``deeds.prepare``)."""
    from tests.faults.deeds import prepare

    folder = tmp_path_factory.mktemp("fel") / "made"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("OKQUAL_STATE_DIR", str(folder.parent / "state"))
        prepare(folder)
    return folder


@pytest.fixture
def folder(made: Path, tmp_path: Path) -> Path:
    shutil.copytree(made, tmp_path / "run")
    return tmp_path / "run"


@posix_only
@pytest.mark.parametrize(
    "deed", ["load", "import", "merge", "migration", "export", "backup", "restore", "archive", "erase"]
)
def test_a_kill_in_the_middle_of_anything_leaves_all_whole(folder: Path, deed: str) -> None:
    from tests.faults import kill_deeds

    said = kill_deeds.kill_once(deed, folder, random.uniform(0, kill_deeds.DEEDS[deed][1]))

    assert kill_deeds.faults_after(folder, said) == []


@posix_only
def test_the_check_after_a_kill_sees_what_is_lost_or_half(folder: Path) -> None:
    from tests.faults import kill_deeds

    said = kill_deeds.kill_once("coding", folder, 0.1)
    (folder / "study" / "exports" / "half.docx").write_bytes(b"PK\x03\x04")
    assert "half a file: half.docx" in kill_deeds.faults_after(folder, said)
    assert "lost: xxxxxxxxxx:9" in kill_deeds.faults_after(folder, [*said, f"xxxxxxxxxx:9 {'0' * 64}"])


def test_turned_bits_are_found_or_harmless(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from tests.faults import flips

    monkeypatch.setenv("OKQUAL_STATE_DIR", str(tmp_path))
    ends, wrong = flips.run(tmp_path, 25, random.Random())

    assert wrong == []
    assert sum(ends.values()) == 25


def test_a_study_that_was_cut_off_anywhere_is_answered_with_a_sentence(folder: Path) -> None:
    study = folder / "study"
    whole = (study / DATABASE).read_bytes()
    for part in range(16):
        (study / DATABASE).write_bytes(whole[: len(whole) * part // 16 + 7 * (part % 3)])
        with (
            pytest.raises(OkqualError, match=r"errors\.(study_damaged|not_a_study|no_study)"),
            offering_last_good(study),
            database_errors(study / DATABASE),
        ):
            opened = open_study(study, "AK", read_only=True)
            assert problems(opened.db) == []
            opened.close()


def test_journals_that_somebody_wrote_by_hand_are_refused_or_hold(tmp_path: Path) -> None:
    from tests.faults.forged import Forgery

    forgery, choose = Forgery(tmp_path / "forgery"), random.Random()
    forgery.read("", forgery.journal)
    for _ in range(5):
        with contextlib.suppress(OkqualError):
            forgery.read("", forgery.mutate(forgery.journal, choose))


def on_a_full_disk(deed: Callable[[full.Tell], object]) -> Callable[[full.Tell], object]:
    """No file may grow beyond what it is: as a disk on which nothing is left, for this process alone."""

    def limited(tell: full.Tell) -> object:
        import resource

        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (SMALL, SMALL))
        return deed(tell)

    return limited


@posix_only
@pytest.mark.parametrize("what", full.DEEDS)
def test_on_a_full_disk_there_is_a_sentence_and_nothing_half(
    folder: Path, what: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    study = folder / "study"
    (study / "exports" / "a.zip").write_bytes(b"old")
    monkeypatch.setattr(sys.modules[__name__], "SMALL", 20_000 if what in ("a matrix", "an archive") else SMALL)
    code, said, told = full.in_a_child(on_a_full_disk(lambda tell: full.DEEDS[what](study, tell)))

    assert code == 1
    assert said in full.SENTENCES
    assert full.faults_after(study, told, done=False) == []


@posix_only
@pytest.mark.parametrize("what", full.DEEDS)
def test_on_a_disk_of_a_fixed_size_it_is_done_or_there_is_a_sentence(made: Path, tmp_path: Path, what: str) -> None:
    if said := full.why_not():
        pytest.skip(said)
    with full.small_disk(tmp_path):
        assert full.run_once(made, tmp_path, what, random.randrange(full.MOST_LEFT))[1] == []


@posix_only
def test_two_processes_that_write_at_once_lose_nothing(tmp_path: Path) -> None:
    study = new_study(tmp_path / "a")
    load_note(study, 1, passages=40)
    study.close()

    def write(coder: str, code: str) -> str:
        own = open_study(tmp_path / "a", coder)
        return " ".join(apply_code(own, "N-1", at, at + 9, code).id for at in range(0, 400, 10))

    reading, writing = os.pipe()
    first = os.fork()
    if first == 0:
        os.close(reading)
        os.write(writing, write("BB", "KOH-b").encode())
        os._exit(0)
    os.close(writing)
    mine = write("AK", "REL-c")
    with os.fdopen(reading, encoding="utf-8") as told:
        theirs = told.read()
    os.waitpid(first, 0)

    study = open_study(tmp_path / "a", "AK")
    assert len(mine.split()) == len(theirs.split()) == 40
    assert {coding.id for coding in queries.all_codings(study.db)} == {*mine.split(), *theirs.split()}
    assert problems(study.db) == []
    study.close()


def test_a_clock_that_goes_back_changes_neither_order_nor_chain(tmp_path: Path) -> None:
    """Order is by ticks, which only grow; times are told as the clock gave them."""
    study = new_study(tmp_path / "a")
    load_note(study, 1)
    hours: Iterator[int] = count(1_700_000_000_000, -3_600_000)
    study.clock = lambda: next(hours)
    made = [apply_code(study, "N-1", at, at + 9, "KOH-b").id for at in range(0, 60, 10)]

    assert problems(study.db) == []
    undo(study)
    assert {coding.id for coding in queries.all_codings(study.db)} == set(made[:-1])
    first = backups.back_up(study.folder)
    assert kept.last_entries_of(first) == kept.last_entries(study.db.conn)
    assert problems(study.db) == []
    study.close()
