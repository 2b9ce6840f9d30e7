"""How long a large matrix takes to Word: ``python benchmarks/matrix_docx.py [--memory]``.

60 interviews × 20 codes with 5,000 quotes, links and appendix; seconds are the median of five runs, wall
clock, start-up of the libraries counted apart. ``--memory`` also traces the peak, which makes it slower.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
import tracemalloc
from pathlib import Path

from okqual.model.coding import Quote
from okqual.model.note import TextKind
from okqual.model.results import CellKind, CellState, Manifest, Matrix, MatrixCell, MatrixColumn, MatrixRow

ROWS, COLUMNS, QUOTES, RUNS = 60, 20, 5_000, 5
TEXT = (
    "Samordningen beskrivs som bättre än tidigare, men beskeden om medel kommer sent och varje satsning "
    "har sin egen plan, sin egen redovisning och sina egna möten."
)


def big_matrix(interviews: int = ROWS, codes: int = COLUMNS, count: int = QUOTES) -> Matrix:
    """The matrix: quotes dealt out evenly, all words different."""
    rows = tuple(MatrixRow(f"VB-{n:02}", f"VB-{n:02}", ("region", "kommun")[n % 2]) for n in range(1, interviews + 1))
    columns = tuple(MatrixColumn(f"KOD-{n:02}", f"Kod nummer {n}", f"Kriterium {n // 4}") for n in range(codes))
    dealt: dict[tuple[str, str], list[Quote]] = {(row.id, column.id): [] for row in rows for column in columns}
    places = list(dealt)
    for n in range(count):
        place = places[n % len(places)]
        dealt[place].append(
            Quote(
                f"{place[0]}:{n}", place[0], f"{TEXT} {n}", TextKind.REPORTED, ("IP1",), place[1], None, "AK", False, ""
            )
        )
    cells = {
        place: MatrixCell(CellState.CODED, len(quotes), quotes=tuple(quotes), cases=(place[0],))
        for place, quotes in dealt.items()
    }
    return Matrix(rows, columns, cells, CellKind.QUOTES, "Stor matris", "aktörstyp")


def main() -> None:
    """Measure and print."""
    matrix = big_matrix()
    manifest = Manifest("Mätning", "0" * 64, (), (), {}, "okqual", 1_770_000_000_000, "0" * 16)
    started = time.perf_counter()
    from okqual.export.word.matrix import write_matrix

    print(f"import  {time.perf_counter() - started:.2f} s")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "matrix.docx"
        seconds = []
        for _ in range(RUNS):
            started = time.perf_counter()
            write_matrix(matrix, manifest, path)
            seconds.append(time.perf_counter() - started)
        print(f"write   {statistics.median(seconds):.2f} s (fastest {min(seconds):.2f}), {path.stat().st_size:,} bytes")
        if "--memory" in sys.argv:
            tracemalloc.start()
            write_matrix(matrix, manifest, path)
            print(f"peak    {tracemalloc.get_traced_memory()[1] / 1e6:.0f} MB of Python objects")
        _print_resident()


def _print_resident() -> None:
    try:
        import resource
    except ImportError:
        return
    unit = 1 if sys.platform == "darwin" else 1024
    print(f"memory  {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / 1e6:.0f} MB resident at most, in all")


if __name__ == "__main__":
    main()
