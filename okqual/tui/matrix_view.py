"""What the matrix shows and where one stands in it: columns, kind of cells, filter, groups. It knows no widgets."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from okqual.analysis.columns import Column
from okqual.messages import message
from okqual.model.interview import CaseProgress
from okqual.model.results import CellKind, CellState
from okqual.model.summary import Cell, ColumnKind, RowKind
from okqual.study import framework as reading
from okqual.study.framework import Framework
from okqual.study.opening import Study
from okqual.text.swedish import swedish_key
from okqual.tui.naming import actor
from okqual.tui.signs import ASCII, SIGNS, State, mark
from okqual.tui.widgets.matrix_grid import GridLine, Look

COLUMNS = (ColumnKind.CODE, ColumnKind.EVALUATION, ColumnKind.CRITERION, ColumnKind.QUESTION)
CELLS = (CellKind.COUNT, CellKind.PRESENCE, CellKind.VALUE, CellKind.SUMMARY, CellKind.QUOTES)
WIDTHS = {CellKind.COUNT: 14, CellKind.PRESENCE: 14, CellKind.VALUE: 20, CellKind.SUMMARY: 24, CellKind.QUOTES: 24}
HIGH = {CellKind.SUMMARY: 2, CellKind.QUOTES: 2}
SHADES = (1, 2, 4, 7)
"""From how many codings a cell gets its next shade."""
STATE_SIGNS = {
    CellState.NOT_YET: State.NOT_YET, CellState.NO_ANSWER: State.NO_ANSWER, CellState.NOT_ASKED: State.NOT_ASKED,
    CellState.NOT_IN_NOTE: State.NOT_IN_NOTE, CellState.NOT_APPLICABLE: State.NOT_APPLICABLE,
    CellState.NOT_TOUCHED: State.NOT_CODED,
}  # fmt: skip
ACTOR = "aktörstyp"


@dataclass(frozen=True, slots=True)
class Row:
    """A row: an interview, a roll-up of a group or of all, or the heading of a group."""

    kind: RowKind
    name: str
    case: CaseProgress | None = None
    heading: bool = False
    interviews: int = 0


class MatrixView:
    """The matrix of one study as one looks at it now."""

    def __init__(self, study: Study, ascii_only: bool = False) -> None:
        self.study = study
        self.columns_kind = ColumnKind.CODE
        self.cells = CellKind.COUNT
        self.where: dict[str, str] = {}
        self.by = ACTOR
        self.now: Framework | None = None
        self.rows: tuple[Row, ...] = ()
        self._signs = ASCII if ascii_only else SIGNS
        self._quotes: dict[tuple[str, str], list[tuple[str, str]]] = {}

    # Reading and choosing.

    def take(self, now: Framework) -> None:
        """Show a framework that was read."""
        self.now = now
        self._quotes.clear()
        self.arrange()

    def arrange(self) -> None:
        """Lay the rows out anew: those that fit the filter, in their groups."""
        assert self.now is not None
        cases = [case for case in self.now.cases if self._fits(case)]
        groups: dict[str, list[CaseProgress]] = {}
        for case in cases:
            groups.setdefault(case.attributes.get(self.by, "") if self.by else "", []).append(case)
        rows: list[Row] = []
        rolls = self.cells is CellKind.SUMMARY and not self.where
        for name in sorted(groups, key=swedish_key):
            members = groups[name]
            if self.by:
                rows.append(Row(RowKind.GROUP, name, heading=True, interviews=len(members)))
            rows += [Row(RowKind.CASE, case.case, case) for case in members]
            if rolls and self.by:
                rows.append(Row(RowKind.GROUP, name, interviews=len(members)))
        if rolls and cases:
            rows.append(Row(RowKind.ALL, "", interviews=len(cases)))
        self.rows = tuple(rows)

    def _fits(self, case: CaseProgress) -> bool:
        return all(case.attributes.get(name, "") == value for name, value in self.where.items())

    def attributes(self) -> list[str]:
        """Attributes that interviews have, in Swedish order."""
        cases = self.now.cases if self.now else ()
        return sorted({name for case in cases for name in case.attributes}, key=swedish_key)

    def values_of(self, attribute: str) -> list[str]:
        """The values of an attribute that occur."""
        cases = self.now.cases if self.now else ()
        return sorted({case.attributes[attribute] for case in cases if case.attributes.get(attribute)}, key=swedish_key)

    @property
    def columns(self) -> tuple[Column, ...]:
        """The columns."""
        return self.now.columns if self.now else ()

    # What is drawn.

    def lines(self) -> list[GridLine]:
        """The rows as the grid shows them."""
        return [self._line(row) for row in self.rows]

    def _line(self, row: Row) -> GridLine:
        if row.heading:
            return GridLine(f"{row.name or '–'} ({row.interviews})", heading=True)
        if row.case is not None:
            return GridLine(row.name, actor(row.case.attributes))
        if row.kind is RowKind.GROUP:
            return GridLine(message("tui.matrix.rollup"), row.name or "–")
        return GridLine(message("tui.matrix.rollup"), message("tui.matrix.all"))

    def look(self, at: int, column: int) -> Look:
        """A cell as it is drawn."""
        row, shown = self.rows[at], self.columns[column]
        if self.cells is CellKind.SUMMARY:
            return self._summary(row, shown)
        if row.case is None or self.now is None:
            return Look("")
        state = self.now.state(row.case, shown)
        count = self.now.counts.get((row.name, shown.shown.id), 0)
        if state is not CellState.CODED:
            return Look(self.empty_words(state), dim=True)
        if self.cells is CellKind.COUNT:
            return Look(str(count), sum(count >= least for least in SHADES))
        if self.cells is CellKind.VALUE:
            return self._value(row.name, shown)
        if self.cells is CellKind.QUOTES:
            words = " · ".join(words for _, words in self.quotes(row.name, shown)[:2])
            return Look(words)
        return Look(f"{self._signs[State.DONE]} {message('tui.matrix.present')}", 2)

    def empty_words(self, state: CellState) -> str:
        """Why a cell is empty: its sign and a short word."""
        return f"{self._signs[STATE_SIGNS[state]]} {message(f'tui.matrix.empty.{state.value}')}"

    def _value(self, case: str, column: Column) -> Look:
        assert self.now is not None
        now = self.now.values.get((case, column.shown.id))
        if now is None:
            return Look(message("tui.matrix.no_value"), dim=True)
        words = now.words or f"? {message('terms.undecided')}"
        if now.disagree:
            words += f" ≠ {message('terms.disagree')}"
        if now.decided is not None:
            words += " ! " if now.decided.changed else ""
        return Look(words.rstrip(), 0 if now.open is None else 3)

    def _summary(self, row: Row, column: Column) -> Look:
        assert self.now is not None
        cell = self.cell_of(row, column)
        text = self.now.texts.get(cell)
        if text is not None:
            marks = ("! " if cell in self.now.behind else "") + (f"{message('terms.draft')}: " if text.draft else "")
            return Look(marks + text.text, 3 if cell in self.now.behind else 0)
        if row.case is None:
            return Look(message("tui.matrix.unwritten"), dim=True)
        state = self.now.state(row.case, column)
        if state is CellState.CODED:
            return Look(f"! {message('tui.matrix.unwritten')}", 1)
        return Look(self.empty_words(state), dim=True)

    def quotes(self, case: str, column: Column) -> list[tuple[str, str]]:
        """The first quotes of a cell, read when they are first seen."""
        key = (case, column.shown.id)
        if key not in self._quotes:
            self._quotes[key] = reading.first_quotes(self.study, case, column, 3)
        return self._quotes[key]

    # Cells.

    def cell_of(self, row: Row, column: Column) -> Cell:
        """The written cell that a row and a column meet in."""
        by = self.by if row.kind is RowKind.GROUP else ""
        return Cell(row.kind, row.name, self.columns_kind, column.shown.id, by)

    def next_unwritten(self, at: int, column: int) -> tuple[int, int] | None:
        """The next cell with codings and no text, row by row from here and around; None when all are written."""
        if self.now is None or not self.rows:
            return None
        wide = len(self.columns)
        here = at * wide + column
        for step in range(1, len(self.rows) * wide + 1):
            row, place = divmod((here + step) % (len(self.rows) * wide), wide)
            if self._is_unwritten(self.rows[row], self.columns[place]):
                return row, place
        return None

    def _is_unwritten(self, row: Row, column: Column) -> bool:
        assert self.now is not None
        coded = (row.name, column.shown.id) in self.now.counts
        return row.case is not None and coded and self.cell_of(row, column) not in self.now.texts

    def title(self) -> str:
        """What the matrix shows, in words."""
        columns, cells = f"tui.matrix.columns.{self.columns_kind.value}", f"tui.matrix.cells.{self.cells.value}"
        return message("tui.matrix.title", columns=message(columns), cells=message(cells))

    def choices(self) -> str:
        """The filter and the groups, in words."""
        parts = [f"{name}: {value} {mark('▾')}" for name, value in self.where.items()]
        parts = parts or [message("tui.matrix.everyone")]
        return "   ".join([*parts, message("tui.matrix.grouped", by=self.by or "–")])


def after(sequence: Sequence[CellKind] | Sequence[ColumnKind], here: str) -> str:
    """The next one of a few, around."""
    names = [str(each) for each in sequence]
    return names[(names.index(str(here)) + 1) % len(names)]
