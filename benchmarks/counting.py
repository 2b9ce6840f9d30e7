"""How long counting takes over many codings: ``python benchmarks/counting.py [--codings 50000] [--notes 200]``.

Codings are written through the journal in chunks, as an import writes them.
"""

from __future__ import annotations

import argparse
import random
from pathlib import Path

from material import make_study, write_markdown
from measuring import apart, scratch, seconds_of, tell, tell_memory

CHUNK = 500
RUNS = 7


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--codings", type=int, default=50_000)
    parser.add_argument("--notes", type=int, default=200)
    parser.add_argument("--words", type=int, default=1_000)
    chosen = parser.parse_args()
    with scratch() as folder:
        apart(write_markdown, str(folder / "notes"), chosen.notes, chosen.words)
        apart(make_study, str(folder / "study"), str(folder / "notes"))
        apart(fill, str(folder / "study"), chosen.codings)
        _measure(folder / "study", chosen.codings)
    tell_memory()


def fill(folder: str, count: int) -> None:
    """Write ``count`` codings of random words under all codes by four coders."""
    from okqual.model.events import Kind
    from okqual.store import queries
    from okqual.study.changing import changing
    from okqual.study.definitions import codebook, definition_in_force
    from okqual.study.opening import open_study

    study, choose = open_study(Path(folder)), random.Random(1)
    codes = [(code.id, definition_in_force(study, code)) for code in codebook(study).codes if not code.group]
    notes = [queries.note_now(study.db, note) for note in sorted(queries.note_ids(study.db))]

    def item() -> list[object]:
        note, (code, digest) = choose.choice(notes), choose.choice(codes)
        assert note is not None
        passage = choose.choice(note.passages)
        start = choose.randrange(passage.start, passage.end - 4)
        end = choose.randrange(start + 3, passage.end)
        return [note.case, note.id, note.version, start, end, code, digest, choose.choice("ABCD"), None, 0, None, []]

    for first in range(0, count, 100 * CHUNK):
        with changing(study) as pen:
            for at in range(first, min(first + 100 * CHUNK, count), CHUNK):
                pen.write(Kind.CODINGS_ADDED, {"codings": [item() for _ in range(min(CHUNK, count - at))]})
    study.close()


def _measure(folder: Path, count: int) -> None:
    from okqual.store import queries
    from okqual.study import browsing, reporting
    from okqual.study.coding import apply_code
    from okqual.study.opening import open_study
    from okqual.study.undoing import undo

    tell("open the study", seconds_of(lambda: open_study(folder).close(), RUNS))
    study = open_study(folder)
    counted = queries.case_code_counts(study.db)
    assert sum(n for _, _, n in counted) == count
    tell(f"case × code over {count:,} codings", seconds_of(lambda: queries.case_code_counts(study.db), RUNS), 0.2)
    tell("codings per code", seconds_of(lambda: queries.code_counts(study.db), RUNS), 0.2)
    tell("overview of all interviews", seconds_of(lambda: browsing.overview(study), 3))
    tell("overview of one coder", seconds_of(lambda: browsing.overview(study, "A"), 3))
    case = browsing.cases(study)[0]
    tell("one interview with its codings", seconds_of(lambda: browsing.interview(study, case), RUNS))
    note = browsing.interview(study, case).notes[0]
    place = iter(note.passages)

    def code() -> None:
        passage = next(place)
        apply_code(study, note.id, passage.start, passage.end, "KOH-samordning.samordnat", "ja")

    tell("apply a code", seconds_of(code, 21), 0.05)
    tell("undo it", seconds_of(lambda: undo(study), 21), 0.05)
    if count <= 100_000:
        tell("prevalence", seconds_of(lambda: reporting.prevalence(study)))
        tell("matrix case × code", seconds_of(lambda: reporting.matrix(study)))
    study.close()


if __name__ == "__main__":
    main()
