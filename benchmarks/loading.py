"""How long it takes to load many long Word notes, and a very long one.

``python benchmarks/loading.py [--notes 200] [--words 5000] [--long 300000]``. Reading is done in
several processes; ``okqual.study.file_reading`` says how many.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

from material import write_docx
from measuring import apart, scratch, seconds_of, tell, tell_memory


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--notes", type=int, default=200)
    parser.add_argument("--words", type=int, default=5000)
    parser.add_argument("--long", type=int, default=300_000)
    chosen = parser.parse_args()
    with scratch() as folder:
        apart(write_docx, str(folder / "notes"), chosen.notes, chosen.words)
        apart(write_docx, str(folder / "long"), 1, chosen.long)
        _measure(folder, chosen.notes, chosen.words, one_by_one=False)
        apart(_measure, folder, min(chosen.notes, 20), chosen.words, True)
        apart(_measure_long, folder, chosen.long)


def _measure(folder: Path, notes: int, words: int, one_by_one: bool) -> None:
    from okqual.study.founding import create_study
    from okqual.study.loading import load

    study = create_study(folder / f"study-{one_by_one}", name="Mätning")
    paths = sorted((folder / "notes").iterdir())[:notes]
    groups: Sequence[list[Path]] = [[path] for path in paths] if one_by_one else [paths]
    seconds = [seconds_of(lambda group=group: load(study, group))[0] for group in groups]
    again = seconds_of(lambda: load(study, paths))
    passages = study.db.conn.execute("SELECT count(*) FROM passage").fetchone()[0]
    study.close()
    size = (study.folder / "okqual.db").stat().st_size / 1e6
    if one_by_one:
        tell(f"load one docx of {words:,} words", seconds)
        tell(f"load {len(paths)} of them again", again)
        tell_memory()
    else:
        print(f"{passages:,} passages, okqual.db {size:.1f} MB")
        tell(f"load {notes} docx of {words:,} words", seconds, notes / 50, f"{notes / sum(seconds):.0f} notes/s")


def _measure_long(folder: Path, words: int) -> None:
    from okqual.study.founding import create_study
    from okqual.study.loading import load

    study = create_study(folder / "study-long", name="Mätning")
    seconds = seconds_of(lambda: load(study, sorted((folder / "long").iterdir())))
    tell(f"load one docx of {words:,} words", seconds, 15)
    tell_memory()
    study.close()


if __name__ == "__main__":
    main()
