"""How long it takes to import many codings from CSV: ``python benchmarks/importing.py [--codings 50000]``."""

from __future__ import annotations

import argparse
import shutil
from pathlib import Path

from material import make_study, write_codings, write_markdown
from measuring import apart, scratch, seconds_of, tell, tell_memory

WANTED = 4.0
"""Seconds for 50,000 codings."""


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--codings", type=int, default=50_000)
    count = parser.parse_args().codings
    with scratch() as folder:
        # A sentence has at most 28 words and can carry three codings.
        apart(write_markdown, str(folder / "notes"), 60, max(200, count * 28 // 3 // 60 + 500))
        apart(make_study, str(folder / "study"), str(folder / "notes"))
        for way in ("offsets", "quotes"):
            file = folder / f"{way}.csv"
            apart(write_codings, str(folder / "study"), str(file), count, way == "quotes")
            _measure(folder, file, way, count)
    tell_memory()


def _measure(folder: Path, file: Path, way: str, count: int) -> None:
    from okqual.study.codings_file import import_codings
    from okqual.study.opening import open_study
    from okqual.study.undoing import undo

    shutil.copytree(folder / "study", folder / way)
    study = open_study(folder / way)
    wanted = WANTED * count / 50_000
    tell(f"import {count:,} codings by {way}", seconds_of(lambda: import_codings(study, file)), wanted)
    tell("import the same file again", seconds_of(lambda: import_codings(study, file)))
    tell("undo the import", seconds_of(lambda: undo(study)))
    study.close()


if __name__ == "__main__":
    main()
