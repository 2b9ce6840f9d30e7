"""How long merging takes: ``python benchmarks/merging.py [--codings 50000 500000] [--notes 1000]``.

Two copies of one study are coded apart, then one is merged into the other. Twice the codings ought to take
twice the time.
"""

from __future__ import annotations

import argparse
import shutil
import time
from pathlib import Path

from large_study import WORDS, fill
from material import make_study, write_markdown
from measuring import apart, scratch, tell, tell_memory

WANTED = 60.0


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--codings", type=int, nargs="+", default=[50_000, 500_000])
    parser.add_argument("--notes", type=int, default=1_000)
    chosen = parser.parse_args()
    with scratch() as folder:
        apart(write_markdown, str(folder / "notes"), chosen.notes, WORDS)
        apart(make_study, str(folder / "base"), str(folder / "notes"))
        for count in chosen.codings:
            names = [f"one-{count}", f"other-{count}"]
            for name in names:
                shutil.copytree(folder / "base", folder / name)
                apart(fill, str(folder / name), count)
            apart(merged, *(str(folder / name) for name in names), count)
            for name in names:
                shutil.rmtree(folder / name)
    tell_memory()


def merged(one: str, other: str, count: int) -> None:
    """Merge the one into the other, and say how long it took, backup and all."""
    from okqual.study.merging import merge
    from okqual.study.opening import open_study

    study = open_study(Path(one))
    started = time.perf_counter()
    done = merge(study, Path(other))
    seconds = time.perf_counter() - started
    assert done.plan.brought.codings == count
    tell(f"merge {count:,} codings into {count:,}", [seconds], WANTED)
    tell_memory()
    study.close()


if __name__ == "__main__":
    main()
