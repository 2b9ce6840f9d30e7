"""Kill a writing okqual at random moments and look at what is left: ``python tests/faults/kill.py [RUNS]``.

A child codes passage after passage and prints each coding's id when it is in the study; it is killed with
SIGKILL. Whatever it printed must be there afterwards, and the study must hold together.
"""

from __future__ import annotations

import argparse
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from okqual.store import queries  # noqa: E402
from okqual.store.verify import problems  # noqa: E402
from okqual.study.coding import apply_code, remove_coding  # noqa: E402
from okqual.study.opening import Study, open_study  # noqa: E402
from okqual.study.undoing import undo  # noqa: E402
from tests.store.histories import load_note, new_study  # noqa: E402

LONGEST = 0.25
"""Seconds that a child may write before it is killed, at most."""

KILLS_EACH = 10


def make(folder: Path) -> None:
    """A study to write in: one note of 40 passages."""
    study = new_study(folder)
    load_note(study, 1, passages=40)
    study.close()


def write_without_end(folder: Path) -> None:
    """Code words, now and then take a coding back and bring it again.

    Prints "+id" and "-id" after each commit, "?id" before one that changes a coding already told of.
    """
    study = open_study(folder, "AK")
    note = queries.note_now(study.db, "N-1")
    assert note is not None
    print("ready", flush=True)
    while True:
        start = random.randrange(len(note.text) - 30)
        end = start + random.randrange(5, 30)
        made = apply_code(study, "N-1", start, end, random.choice(("KOH-a", "KOH-b", "REL-c")), memo=str(start)).id
        print(f"+{made}", flush=True)
        if random.random() < 0.1:
            print(f"?{made}", flush=True)
            remove_coding(study, made)
            print(f"-{made}", flush=True)
            print(f"?{made}", flush=True)
            undo(study)
            print(f"+{made}", flush=True)


def kill_once(folder: Path, after: float) -> list[str]:
    """Start a child, kill it ``after`` seconds of writing; the lines that it printed whole."""
    child = subprocess.Popen(
        [sys.executable, __file__, "--write", str(folder)], stdout=subprocess.PIPE, text=True, env=os.environ
    )
    assert child.stdout is not None
    assert child.stdout.readline() == "ready\n"
    time.sleep(after)
    child.send_signal(signal.SIGKILL)
    said = child.stdout.read()
    child.stdout.close()
    if child.wait() != -signal.SIGKILL:
        raise RuntimeError(f"the writing child ended by itself with {child.returncode}")
    return said[: said.rfind("\n") + 1].split()


def faults_after(folder: Path, said: list[str]) -> list[str]:
    """What is wrong with the study after a kill; ``said`` is what the child had acknowledged."""
    study = open_study(folder, "AK")
    try:
        wrong = [f"{problem.kind}: {problem.where}" for problem in problems(study.db)]
        return wrong + _lost(study, said)
    finally:
        study.close()


def _lost(study: Study, said: list[str]) -> list[str]:
    there = {coding.id for coding in queries.all_codings(study.db)}
    last_word = {line[1:]: line[0] for line in said}
    return [f"lost: {name}" for name, word in last_word.items() if word != "?" and (word == "+") != (name in there)]


def run(folder: Path, runs: int, choose: random.Random) -> tuple[int, list[str]]:
    """``runs`` kills, each at a random moment: (changes acknowledged, everything wrong)."""
    acknowledged, wrong = 0, []
    for number in range(runs):
        # One study carries several kills, but looking through it takes longer the more it holds.
        study = folder / str(number // KILLS_EACH)
        if not study.exists():
            make(study)
        after = choose.uniform(0, LONGEST)
        said = kill_once(study, after)
        acknowledged += sum(1 for word in said if word[0] != "?")
        wrong += [f"run {number} (killed after {after:.4f} s): {fault}" for fault in faults_after(study, said)]
    return acknowledged, wrong


def main() -> int:
    """Run and print; 1 when anything was lost or broken."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("runs", nargs="?", type=int, default=200)
    parser.add_argument("--seed", type=int, default=None, help="repeat a run's moments")
    parser.add_argument("--write", type=Path, help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.write:
        write_without_end(chosen.write)
    seed = random.randrange(10**6) if chosen.seed is None else chosen.seed
    with tempfile.TemporaryDirectory() as folder:
        os.environ.setdefault("OKQUAL_STATE_DIR", str(Path(folder) / "state"))
        acknowledged, wrong = run(Path(folder) / "study", chosen.runs, random.Random(seed))
    print(f"{chosen.runs} kills (seed {seed}), {acknowledged} acknowledged changes, {len(wrong)} faults")
    print("\n".join(wrong))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
