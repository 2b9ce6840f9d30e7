"""How long a large matrix takes to Excel: ``python benchmarks/matrix_xlsx.py``.

1,000 interviews × 40 codes with 100,000 quotes, each also a line of its own, and a quarter and a sixteenth
of that, to see that the cost is linear; wall clock, start-up of the libraries counted apart.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

from matrix_docx import big_matrix
from measuring import seconds_of, tell, tell_memory

from okqual.model.results import Manifest

WANTED = 12.0


def main() -> None:
    """Measure and print."""
    manifest = Manifest("Mätning", "0" * 64, (), (), {}, "okqual", 1_770_000_000_000, "0" * 16)
    from okqual.export.workbook import write_matrix

    with tempfile.TemporaryDirectory() as folder:
        for part in (16, 4, 1):
            matrix = big_matrix(1_000 // part, 40, 100_000 // part)
            path = Path(folder) / "matrix.xlsx"
            seconds = seconds_of(lambda matrix=matrix, path=path: write_matrix(matrix, manifest, path))
            what = f"matrix {1_000 // part} × 40, {100_000 // part:,} quotes to xlsx"
            tell(what, seconds, None if part > 1 else WANTED, f"{path.stat().st_size:,} bytes")
    tell_memory()


if __name__ == "__main__":
    main()
