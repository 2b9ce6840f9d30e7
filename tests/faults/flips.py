"""Change bits of a study's file at random: ``python tests/faults/flips.py [FLIPS]``.

Each time one bit is turned, the study opened, verified, counted and read. It must be found (a sentence, or a problem
that verify names) or be harmless: every count and every text as before. Never a traceback, never a wrong answer.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import sys
import tempfile
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from okqual.errors import OkqualError  # noqa: E402
from okqual.store import queries  # noqa: E402
from okqual.store.database import database_errors  # noqa: E402
from okqual.study.checking import verify  # noqa: E402
from okqual.study.opening import DATABASE, offering_last_good, open_study  # noqa: E402
from okqual.study.reporting import prevalence  # noqa: E402
from tests.faults.deeds import prepare  # noqa: E402


def seen(folder: Path) -> tuple[str, bool]:
    """What a study answers, as one text, and whether verify has anything to say."""
    with offering_last_good(folder), database_errors(folder / DATABASE):
        study = open_study(folder, "AK")
        try:
            found = [f"{problem.kind}: {problem.where}" for problem in verify(study)]
            notes = [queries.note_now(study.db, name) for name in sorted(queries.note_ids(study.db))]
            return json.dumps([repr(notes), repr(prevalence(study)), queries.attributes(study.db)]), bool(found)
        finally:
            study.close()


def flip(path: Path, at: int, bit: int) -> None:
    """Turn one bit of a file; turned twice it is as it was."""
    with path.open("r+b") as file:
        file.seek(at)
        byte = file.read(1)[0]
        file.seek(at)
        file.write(bytes([byte ^ (1 << bit)]))


def run(folder: Path, flips: int, choose: random.Random) -> tuple[Counter[str], list[str]]:
    """What became of each flip ("sentence", "verify", "harmless"), and everything wrong."""
    os.environ["OKQUAL_STATE_DIR"] = str(folder / "state")
    prepare(folder / "made")
    study, ends, wrong = folder / "made" / "study", Counter[str](), list[str]()
    before, _ = seen(study)
    whole = (study / DATABASE).read_bytes()
    for number in range(flips):
        # Opening may write (a log, a backup of the day): each flip begins with the file as it was.
        for suffix in ("-wal", "-shm"):
            (study / f"{DATABASE}{suffix}").unlink(missing_ok=True)
        (study / DATABASE).write_bytes(whole)
        at, bit = choose.randrange(len(whole)), choose.randrange(8)
        flip(study / DATABASE, at, bit)
        try:
            after, found = seen(study)
        except OkqualError as error:
            ends["sentence"] += 1
            assert error.key.startswith("errors.")
            continue
        except BaseException as error:
            wrong.append(f"flip {number} (byte {at}, bit {bit}): {type(error).__name__}: {error}")
            continue
        ends["verify" if found else "harmless"] += 1
        if after != before and not found:
            wrong.append(f"flip {number} (byte {at}, bit {bit}): another answer, and verify says nothing")
    (study / DATABASE).write_bytes(whole)
    return ends, wrong


def main() -> int:
    """Run and print; 1 when anything went wrong."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("flips", nargs="?", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=None)
    chosen = parser.parse_args()
    seed = random.randrange(10**6) if chosen.seed is None else chosen.seed
    with tempfile.TemporaryDirectory() as folder:
        ends, wrong = run(Path(folder), chosen.flips, random.Random(seed))
    print(f"{chosen.flips} flips (seed {seed}): {dict(ends)}, {len(wrong)} faults")
    print("\n".join(wrong))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
