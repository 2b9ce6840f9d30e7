"""Damaged files led by coverage: ``python tests/faults/guided.py [--minutes 30] [--only pdf,docx] [--together 2]``.

What :mod:`fuzz` does, with atheris (libFuzzer) choosing what is changed again: what reached new lines of a reader is
kept and changed further. Minutes are of a processor, for each reader. With ``--kept`` what was found stays there, and
a later run goes on from it. Needs ``pip install atheris`` (Linux).
"""

from __future__ import annotations

import argparse
import json
import os
import random
import re
import subprocess
import sys
import tempfile
import time
import traceback
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

LONGEST_FILE = 400_000
"""Bytes of a file that is changed further; larger ones only cost time."""
LONGEST = 60
"""Seconds of a processor that a reader may take: noting each line that is reached takes five times as long."""
LED_BY = ["okqual", "docx", "pdfminer", "yaml", "markdown_it", "openpyxl"]
"""Packages whose lines count as reached."""


def _name_for(content: bytes, names: list[str]) -> str:
    """Which of the files' names suits what has been made: readers of several formats go by the suffix."""
    zips = [name for name in names if name.rsplit(".", 1)[-1] in ("docx", "xlsx", "odt", "zip")]
    if content[:2] == b"PK" and zips:
        return next((name for name in zips if name.endswith("xlsx") == (b"xl/" in content)), zips[0])
    plain = [name for name in names if name not in zips]
    return plain[len(content) % len(plain)] if plain else zips[0]


def _one_reader(name: str, minutes: float, kept: Path, folder: Path, seed: int) -> None:
    """Change files for one reader until the time is up, tell it as a line of JSON and end the process."""
    import atheris

    with atheris.instrument_imports(include=LED_BY, enable_loader_override=False):
        from tests.faults import fuzz
        from tests.faults.mutations import bytes_changed, changed

        seeds, read, change = fuzz.targets(folder)[name]
    pool, names = [content for _, content in seeds], [each for each, _ in seeds]
    if change:  # what is changed in its own way is of this very study
        kept = folder / "kept"
    kept.mkdir(parents=True, exist_ok=True)
    tally, until = fuzz.Tally(name, kept.parent, LONGEST), [0.0]

    def one(content: bytes) -> None:
        if not until[0]:
            until[0] = time.process_time() + minutes * 60
        elif time.process_time() > until[0]:
            told = {"reader": name, "ends": tally.ends, "wrong": list(tally.wrong.values())}
            print(json.dumps(told), flush=True)
            os._exit(0)
        tally.give(read, _name_for(content, names), content)

    def mutate(content: bytes, longest: int, number: int) -> bytes:
        def further(part: bytes) -> bytes:
            return bytes(atheris.Mutate(part, max(longest, len(part))))

        try:
            if change:  # most often of what is sound: a thing that is wrong in two places is refused for the first
                choose = random.Random(number)
                return change(content if choose.random() < 0.3 else pool[0], choose)[:longest]
            return changed(content, pool, random.Random(number), further)[:longest]
        except Exception:  # libFuzzer waits for ever for what fails in here
            traceback.print_exc()
            return bytes_changed(content, pool, random.Random(number))[:longest]

    for number, (_, content) in enumerate(seeds):
        (kept / f"seed-{number}").write_bytes(content)
    given = [sys.argv[0], str(kept), f"-max_len={LONGEST_FILE}", "-rss_limit_mb=6000", f"-seed={seed}", "-timeout=600",
             "-len_control=0", "-reload=0"]  # fmt: skip
    atheris.Setup(given, one, custom_mutator=mutate)
    atheris.Fuzz()


def _apart(name: str, chosen: Any, kept: Path, seed: int) -> dict[str, Any]:
    """One reader in a process of its own: what it told, and the features that its lines of progress end with."""
    with tempfile.TemporaryDirectory() as folder:
        log = kept / f"{name.replace(' ', '-')}.log"
        call = [sys.executable, __file__, "--reader", name, "--minutes", str(chosen.minutes), "--seed", str(seed),
                "--kept", str(kept / name.replace(" ", "-")), "--folder", folder]  # fmt: skip
        around = {**os.environ, "OKQUAL_STATE_DIR": f"{folder}/state", "OKQUAL_CODER": "AK", "PYTHONPATH": str(ROOT)}
        with log.open("w") as told:
            done = subprocess.run(call, stdout=subprocess.PIPE, stderr=told, env=around, check=False, text=True)
        lines = [line for line in done.stdout.splitlines() if line.startswith("{")]
        reached = re.findall(r"ft: (\d+)", log.read_text(errors="replace"))
        ended = json.loads(lines[-1]) if lines else {"ends": {}, "wrong": [f"ended with {done.returncode}: see {log}"]}
        return {**ended, "reader": name, "first": int((reached or ["0"])[0]), "last": int((reached or ["0"])[-1])}


def main() -> int:
    """Run the readers, some at a time, and print; 1 when one failed in another way than with a sentence."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--minutes", type=float, default=30)
    parser.add_argument("--only", default="")
    parser.add_argument("--together", type=int, default=1)
    parser.add_argument("--kept", type=Path)
    parser.add_argument("--seed", type=int, default=None)
    for private in ("--reader", "--folder"):
        parser.add_argument(private, help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    seed = random.randrange(1, 10**6) if chosen.seed is None else chosen.seed
    if chosen.reader:
        _one_reader(chosen.reader, chosen.minutes, chosen.kept, Path(chosen.folder), seed)
    from tests.faults import fuzz

    with tempfile.TemporaryDirectory() as folder:
        os.environ["OKQUAL_STATE_DIR"] = f"{folder}/state"
        os.environ.setdefault("OKQUAL_CODER", "AK")
        readers = chosen.only.split(",") if chosen.only else list(fuzz.targets(Path(folder)))
        kept = chosen.kept or Path(folder) / "kept"
        kept.mkdir(parents=True, exist_ok=True)
        call: Callable[[str], dict[str, Any]] = lambda name: _apart(name, chosen, kept, seed)  # noqa: E731
        bad = 0
        with ThreadPoolExecutor(chosen.together) as pool:
            for told in pool.map(call, readers):
                ends = told["ends"]
                print(f"{told['reader']:<18} {sum(ends.values()):8} files {ends}", end=" ")
                print(f"features {told['first']} -> {told['last']}", flush=True)
                print("".join(f"  {each}\n" for each in told["wrong"]), end="", flush=True)
                bad += len(told["wrong"])
    print(f"seed {seed}, {chosen.minutes:g} minutes of a processor each, {bad} kinds of fault")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
