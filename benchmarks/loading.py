"""How long it takes to load many long Word notes: ``python benchmarks/loading.py [--notes 200] [--words 5000]``."""

from __future__ import annotations

import argparse
from pathlib import Path

from material import write_docx
from measuring import apart, scratch, seconds_of, tell, tell_memory


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--notes", type=int, default=200)
    parser.add_argument("--words", type=int, default=5000)
    chosen = parser.parse_args()
    with scratch() as folder:
        apart(write_docx, str(folder / "notes"), chosen.notes, chosen.words)
        _measure(folder, chosen.notes, chosen.words)
    tell_memory()


def _measure(folder: Path, notes: int, words: int) -> None:
    from okqual.study.loading import load
    from okqual.study.opening import create_study

    study = create_study(folder / "study", name="Mätning")
    paths = sorted((folder / "notes").iterdir())
    each = [seconds_of(lambda path=path: load(study, [path]))[0] for path in paths]
    passages = study.db.conn.execute("SELECT count(*) FROM passage").fetchone()[0]
    tell(f"load one docx of {words:,} words", each)
    tell(f"load {notes} of them", [sum(each)], note=f"{passages:,} passages")
    tell("load the same files again", [sum(seconds_of(lambda: load(study, paths[:20])))], note="20 files")
    size = (folder / "study" / "okqual.db").stat().st_size
    print(f"{'okqual.db':<46} {size / 1e6:8.1f} MB")
    study.close()


if __name__ == "__main__":
    main()
