"""Fill up a disk of a fixed size: ``python tests/faults/full.py [RUNS]``, where one may mount a tmpfs (root on Linux).

Each time one deed is done on a file system on which little is left, at random how little. It must be done, or end
with a sentence; then, with room again, the study verifies, what was told of is there and nothing is half.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import random
import shutil
import subprocess
import sys
import tempfile
import traceback
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from okqual.errors import OkqualError  # noqa: E402
from okqual.store import backups as kept  # noqa: E402
from okqual.store import queries  # noqa: E402
from okqual.store.verify import problems  # noqa: E402
from okqual.study import archiving, backups, reporting  # noqa: E402
from okqual.study.coding import apply_code  # noqa: E402
from okqual.study.loading import load  # noqa: E402
from okqual.study.opening import Study, open_study  # noqa: E402
from tests.faults.deeds import prepare  # noqa: E402

MOUNT, UNMOUNT = "/usr/bin/mount", "/usr/bin/umount"
SIZE = 48 * 2**20
MOST_LEFT = 600_000
"""Bytes that are left at most: some deeds are done with that, none with nothing."""
SENTENCES = frozenset({"errors.disk_full", "errors.disk_failed", "errors.export_disk_full", "errors.study_locked"})
Tell = Callable[[str], object]


def _codings(folder: Path, tell: Tell) -> None:
    study = opened(folder)
    for number in range(60):
        tell(apply_code(study, "A-1", 0, 2 + number, "KOH-onskan", memo="x" * 9000).id)


DEEDS: dict[str, Callable[[Path, Tell], object]] = {
    "a coding": _codings,
    "a load": lambda f, _: [load(opened(f), [f.parent / "in" / f"B-{n}.md"]) for n in range(40)],
    "a backup": lambda f, _: backups.back_up(f),
    "an archive": lambda f, _: archiving.export_archive(opened(f), f / "exports" / "a.zip"),
    "a matrix": lambda f, _: reporting.write_matrix(opened(f), f / "exports" / "m.docx"),
    "an import of an archive": lambda f, _: archiving.import_archive(f.parent / "arkiv.zip", f.parent / "new", "AK"),
}


def opened(folder: Path) -> Study:
    """The study as its coder opens it."""
    return open_study(folder, "AK")


def in_a_child(deed: Callable[[Tell], object]) -> tuple[int, str, list[str]]:
    """Do something in a process of its own: (exit code, key of the error or what it failed with, what it told of)."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        code, said = 0, ""
        try:
            deed(lambda line: os.write(writing, f"{line}\n".encode()))
        except OkqualError as error:
            code, said = 1, error.key
        except BaseException:
            code, said = 2, traceback.format_exc()
        os.write(writing, b"\0" + said.encode()[-60_000:])
        os._exit(code)
    os.close(writing)
    with os.fdopen(reading, encoding="utf-8") as told:
        lines, _, said = told.read().partition("\0")
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), said, lines.split()


def why_not() -> str:
    """Why no file system of a fixed size can be mounted here; empty when it can."""
    if sys.platform != "linux":
        return "a tmpfs is mounted on Linux only"
    if os.geteuid() != 0:
        return "only root may mount a tmpfs"
    try:
        with tempfile.TemporaryDirectory() as name, small_disk(Path(name)):
            return ""
    except (OSError, subprocess.CalledProcessError) as error:
        return f"mounting a tmpfs is not allowed here: {error}"


@contextlib.contextmanager
def small_disk(at: Path) -> Iterator[None]:
    """A file system of a fixed size at this folder."""
    asked = [MOUNT, "-t", "tmpfs", "-o", f"size={SIZE}", "tmpfs", str(at)]
    subprocess.run(asked, check=True, capture_output=True)
    try:
        yield
    finally:
        subprocess.run([UNMOUNT, str(at)], check=True, capture_output=True)


def fill(disk: Path, left: int) -> Path:
    """A file that takes all room on the disk but so many bytes."""
    ballast = disk / "ballast"
    with ballast.open("wb") as file:
        os.posix_fallocate(file.fileno(), 0, max(1, shutil.disk_usage(disk).free - left))
    return ballast


def run_once(made: Path, disk: Path, what: str, left: int) -> tuple[str, list[str]]:
    """How a deed ended, and everything that is wrong after it."""
    shutil.copytree(made, disk / "run")
    study = disk / "run" / "study"
    (study / "exports" / "a.zip").write_bytes(b"old")
    ballast = fill(disk, left)
    code, said, told = in_a_child(lambda tell: DEEDS[what](study, tell))
    ballast.unlink()
    wrong = [] if code == 0 or (code == 1 and said in SENTENCES) else [f"ended with {code} {said}"]
    wrong += faults_after(study, told, done=code == 0)
    shutil.rmtree(disk / "run")
    return "done" if code == 0 else said, [f"{what}, {left} left: {each}" for each in wrong]


def faults_after(study: Path, told: list[str], *, done: bool) -> list[str]:
    """What is lost, half or does not hold, now that there is room again."""
    again = opened(study)
    found = [f"{problem.kind} {problem.where}" for problem in problems(again.db)]
    there = {coding.id for coding in queries.all_codings(again.db)}
    again.close()
    found += [f"lost: {name}" for name in told if name not in there]
    archive, matrix, new = study / "exports" / "a.zip", study / "exports" / "m.docx", study.parent / "new"
    former = archive.exists() and archive.read_bytes() == b"old"
    found += [f"half a file: {path.name}" for path in (archive, matrix) if path.exists() and not _is_whole(path)
              and not (path == archive and former)]  # fmt: skip
    if not done:
        found += ["the former archive is gone"] * (not former)
        found += [f"made in spite of the sentence: {path.name}" for path in (matrix, new) if path.exists()]
    found += [f"left lying: {path.name}" for path in archive.parent.glob(".*")]
    return [*found, *(f"half a backup: {b.path.name}" for b in backups.backups(study) if not kept.is_whole(b.path))]


def _is_whole(path: Path) -> bool:
    try:
        with zipfile.ZipFile(path) as there:
            return there.testzip() is None
    except zipfile.BadZipFile:
        return False


def main() -> int:
    """Run and print; 1 when anything was lost, half, or failed without a sentence."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("runs", nargs="?", type=int, default=200)
    chosen = parser.parse_args()
    if said := why_not():
        print(said)
        return 2
    choose, wrong = random.Random(), list[str]()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        os.environ["OKQUAL_STATE_DIR"] = str(folder / "state")
        prepare(folder / "made")
        (folder / "disk").mkdir()
        with small_disk(folder / "disk"):
            for what in DEEDS:
                ends = Counter[str]()
                for _ in range(chosen.runs // len(DEEDS)):
                    end, found = run_once(folder / "made", folder / "disk", what, choose.randrange(MOST_LEFT))
                    ends[end] += 1
                    wrong += found
                print(f"{what:<24} {dict(ends)}", flush=True)
    print("\n".join([f"{len(wrong)} faults", *wrong]))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
