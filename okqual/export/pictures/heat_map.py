"""A grid with a number and a shade in each cell: codings of interviews by codes, and how the guide was covered."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from okqual.export.cell_words import state_words
from okqual.export.pictures.drawing import INCHES, INK, Picture, drawn, label, listed
from okqual.messages import message
from okqual.model.guide import Guide
from okqual.model.interview import CaseProgress
from okqual.model.note import NoteStatus
from okqual.model.results import CellState, Matrix

if TYPE_CHECKING:
    from matplotlib.axes import Axes

CELL = 0.24
"""Inches of height that a row takes."""
MOST_NAMED = 12
"""Columns whose names the alternative text gives; of more it gives the table's size."""
STATE_SIGNS = {
    CellState.NOT_YET: "…",
    CellState.NOT_TOUCHED: "·",
    CellState.NO_ANSWER: "∅",
    CellState.NOT_IN_NOTE: "?",
    CellState.NOT_ASKED: "–",
    CellState.NOT_APPLICABLE: "×",
}
NOTE_SIGNS = {
    NoteStatus.ANSWERED: "●",
    NoteStatus.NO_ANSWER: "∅",
    NoteStatus.NOT_ASKED: "–",
    NoteStatus.REFERS: "↗",
    NoteStatus.NOT_IN_NOTE: "?",
    NoteStatus.NOT_APPLICABLE: "×",
}


def heat_map(matrix: Matrix) -> Picture | None:
    """Codings in each cell of a matrix, or interviews where its rows are groups. None for an empty matrix."""
    if not matrix.rows or not matrix.columns:
        return None
    numbers, words = [], []
    for row in matrix.rows:
        cells = [matrix.cells[row.id, column.id] for column in matrix.columns]
        numbers.append([cell.count for cell in cells])
        words.append([str(cell.count) if cell.count else STATE_SIGNS.get(cell.state, "·") for cell in cells])
    names = [column.label for column in matrix.columns]
    unit = message("export.picture.heat.groups" if matrix.rows_by else "export.picture.heat.codings")
    title = message("export.picture.heat", unit=unit)
    states = {matrix.cells[row.id, column.id].state for row in matrix.rows for column in matrix.columns}
    legend = [f"{sign} {state_words(state)}" for state, sign in STATE_SIGNS.items() if state in states]
    return _grid(title, [row.label for row in matrix.rows], names, numbers, words, legend)


def coverage_picture(guide: Guide, cases: Sequence[CaseProgress]) -> Picture | None:
    """What each interview's notes say of each question of the guide. None without interviews."""
    if not cases or not guide.questions:
        return None
    said = [
        [row.questions[q.number].note if q.number in row.questions else NoteStatus.NOT_IN_NOTE for q in guide.questions]
        for row in cases
    ]
    numbers = [[int(status is NoteStatus.ANSWERED) for status in row] for row in said]
    words = [[NOTE_SIGNS[status] for status in row] for row in said]
    there = {status for row in said for status in row}
    legend = [
        f"{sign} {message(f'export.picture.note.{status.value}')}"
        for status, sign in NOTE_SIGNS.items()
        if status in there
    ]
    names = [question.number for question in guide.questions]
    return _grid(message("export.picture.coverage"), [row.case for row in cases], names, numbers, words, legend)


def _grid(
    title: str, rows: Sequence[str], columns: Sequence[str], numbers: Sequence[Sequence[int]],
    words: Sequence[Sequence[str]], legend: Sequence[str],
) -> Picture:  # fmt: skip
    long = max(len(name) for name in columns) > 4

    def draw(axes: Axes) -> None:
        most = max(1, *(max(row) for row in numbers))
        # Half of the scale: so dark that it reads, so light that ink on it does too.
        axes.imshow(numbers, cmap="Blues", vmin=0, vmax=most * 2, aspect="auto")
        for at, row in enumerate(words):
            for place, word in enumerate(row):
                axes.text(place, at, word, ha="center", va="center", fontsize=8, color=INK)
        axes.set_yticks(range(len(rows)), [label(name, 26) for name in rows], fontsize=8)
        axes.xaxis.tick_top()
        axes.set_xticks(
            range(len(columns)), [label(name, 28) for name in columns], fontsize=8, rotation=60 if long else 0,
            ha="left" if long else "center", rotation_mode="anchor" if long else "default",
        )  # fmt: skip
        axes.tick_params(length=0)
        for spine in axes.spines.values():
            spine.set_visible(False)
        if legend:
            axes.set_xlabel("   ".join(legend), fontsize=8, loc="left")

    height = min(9.0, 0.9 + CELL * len(rows) + (1.6 if long else 0))
    lines = ((message("export.interview"), *columns), *((name, *row) for name, row in zip(rows, words, strict=True)))
    size = message("export.picture.size", rows=len(rows), columns=len(columns))
    named = ", ".join(label(name) for name in columns) if len(columns) <= MOST_NAMED else ""
    alt = listed([title, size, named, "; ".join(legend), message("export.picture.behind")])
    return Picture(drawn(height, draw), title, alt, lines, INCHES, "; ".join(legend))
