"""Kill okqual at random moments of all that writes: ``python tests/faults/kill_deeds.py [RUNS] [--only DEED]``.

After each kill the study must hold together, every entry that was told of be there, and every file under its final
name be whole. What a deed replaces as a whole (a restore, a migration) is there as it was or as it is to be.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import signal
import sys
import tempfile
import time
import traceback
import zipfile
from collections import Counter
from pathlib import Path
from typing import NoReturn

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from okqual.errors import OkqualError  # noqa: E402
from okqual.store import backups as kept  # noqa: E402
from okqual.store import erased  # noqa: E402
from okqual.store.database import database_errors  # noqa: E402
from okqual.store.entries import digest_at  # noqa: E402
from okqual.store.verify import problems  # noqa: E402
from okqual.study.opening import DATABASE, open_study  # noqa: E402
from tests.faults.deeds import DEEDS, HELD, prepare  # noqa: E402


def kill_once(deed: str, folder: Path, after: float) -> list[str]:
    """Begin a deed in a process of its own, kill it after so many seconds; the lines that it told whole."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        _do(deed, folder, writing)
    os.close(writing)
    with os.fdopen(reading, encoding="utf-8") as told:
        first = told.readline()
        if first != "ready\n":
            raise RuntimeError(f"{deed}: {first}{told.read()}")
        time.sleep(after)
        os.kill(child, signal.SIGKILL)
        said = told.read()
    _, status = os.waitpid(child, 0)
    if os.WIFEXITED(status) and os.WEXITSTATUS(status):
        raise RuntimeError(f"{deed} failed by itself: {said}")
    return said[: said.rfind("\n") + 1].splitlines()


def _do(deed: str, folder: Path, writing: int) -> NoReturn:
    """What the child does, and that it never comes back."""
    try:
        for line in DEEDS[deed][0](folder):
            os.write(writing, f"{line}\n".encode())
        os._exit(0)
    except BaseException:
        os.write(writing, traceback.format_exc().encode())
        os._exit(1)


def faults_after(folder: Path, said: list[str]) -> list[str]:
    """What is wrong after a kill."""
    wrong = _of_study(folder / "study", said)
    for line in said:
        what, _, name = line.partition(" ")
        if what == "file" and not (folder / "study" / "exports" / name).exists() and "backups" not in name:
            wrong.append(f"lost file: {name}")
        elif what == "study":
            wrong += _of_study(folder / name, [])
    for made in folder.glob("new*"):
        wrong += _of_study(made, []) if (made / DATABASE).exists() else []
    for path in (folder / "study" / "exports").iterdir():
        # What was being written has a passing name; what is under its own must be whole.
        if not path.name.startswith(".okqual-"):
            wrong += [] if _is_whole(path) else [f"half a file: {path.name}"]
    wrong += [
        f"half a backup: {each.path.name}" for each in kept.backups(folder / "study") if not kept.is_whole(each.path)
    ]
    return wrong


def _of_study(folder: Path, said: list[str]) -> list[str]:
    try:
        with database_errors(folder / DATABASE):
            study = open_study(folder, "AK")
    except OkqualError as error:
        return [f"does not open: {error.key}"]
    try:
        wrong = [f"{problem.kind}: {problem.where}" for problem in problems(study.db)]
        # What was told before an older state was put back, or began to be, need not be there.
        last = max((i for i, line in enumerate(said) if line in ("restoring", "restored")), default=-1)
        for line in said[last + 1 :]:
            address, _, digest = line.partition(" ")
            origin, _, number = address.rpartition(":")
            if origin and digest_at(study.db, origin, int(number)) != digest:
                wrong.append(f"lost: {address}")
        if "A-1" in erased.erasures(study.db):
            study.db.conn.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            there = [*folder.glob(f"{DATABASE}*"), *(folder / kept.FOLDER).glob("*")]
            content = b"".join(path.read_bytes() for path in there)
            wrong += ["erased words are left"] if HELD.encode() in content else []
        return wrong
    finally:
        study.close()


def _is_whole(path: Path) -> bool:
    if path.suffix in {".docx", ".xlsx", ".zip"}:
        try:
            with zipfile.ZipFile(path) as archive:
                return archive.testzip() is None
        except zipfile.BadZipFile:
            return False
    if path.suffix == ".json":
        try:
            json.loads(path.read_text(encoding="utf-8"))
        except ValueError:
            return False
    return path.stat().st_size > 0


def run(
    folder: Path, runs: int, choose: random.Random, only: str | None = None
) -> tuple[Counter[str], Counter[str], list[str]]:
    """``runs`` kills, deed after deed: (kills, steps told, everything wrong) by deed."""
    os.environ["OKQUAL_STATE_DIR"] = str(folder / "state")
    prepare(folder / "made")
    kills, told, wrong = Counter[str](), Counter[str](), list[str]()
    names = [only] if only else list(DEEDS)
    for number in range(runs):
        deed = names[number % len(names)]
        here = folder / "run"
        shutil.rmtree(here, ignore_errors=True)
        shutil.copytree(folder / "made", here)
        after = choose.uniform(0, DEEDS[deed][1])
        said = kill_once(deed, here, after)
        kills[deed] += 1
        told[deed] += len(said)
        wrong += [f"run {number}, {deed}, killed after {after:.4f} s: {fault}" for fault in faults_after(here, said)]
    return kills, told, wrong


def main() -> int:
    """Run and print; 1 when anything was lost or broken."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("runs", nargs="?", type=int, default=100)
    parser.add_argument("--only", choices=sorted(DEEDS))
    parser.add_argument("--seed", type=int, default=None, help="repeat a run's moments")
    chosen = parser.parse_args()
    seed = random.randrange(10**6) if chosen.seed is None else chosen.seed
    with tempfile.TemporaryDirectory() as folder:
        kills, told, wrong = run(Path(folder), chosen.runs, random.Random(seed), chosen.only)
    for deed in kills:
        print(f"{deed:<10} {kills[deed]:5} kills {told[deed]:7} steps told")
    print(f"{sum(kills.values())} kills (seed {seed}), {len(wrong)} faults")
    print("\n".join(wrong))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
