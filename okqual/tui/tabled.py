"""Rows as aligned lines, measured in cells, for texts that are only read."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from rich.cells import cell_len, set_cell_size

from okqual.text.shown import visible_line

GAP = "  "
WIDEST = 60
"""Cells of a column that is not the last."""


def tabled(headings: Sequence[str], rows: Sequence[Sequence[object]], numbers: Collection[int] = ()) -> list[str]:
    """A line of headings and a line a row; columns in ``numbers`` stand to the right."""
    cells = [[visible_line(str(cell)) for cell in row] for row in (headings, *rows)]
    last = len(headings) - 1
    widths = [min(WIDEST, max(cell_len(row[at]) for row in cells)) for at in range(len(headings))]
    return [
        GAP.join(
            cell if at == last and at not in numbers else _aligned(cell, widths[at], at in numbers)
            for at, cell in enumerate(row)
        ).rstrip()
        for row in cells
    ]


def _aligned(cell: str, width: int, number: bool) -> str:
    return cell.rjust(width) if number else set_cell_size(cell, width)
