"""The framework matrix as it is worked with on screen: counts by one statement, texts of a cell when it is seen."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

from okqual.analysis.columns import Column, columns_of
from okqual.analysis.material import empty_state
from okqual.model.interview import CaseProgress
from okqual.model.results import CellState
from okqual.model.summary import Cell, ColumnKind, RowKind, Summary
from okqual.store import summaries
from okqual.study import browsing, summarising
from okqual.study.case_values import CaseValueNow, case_values
from okqual.study.opening import Study


@dataclass(slots=True)
class Framework:
    """The matrix of one kind of columns: every interview, every column."""

    columns: tuple[Column, ...]
    cases: tuple[CaseProgress, ...]
    counts: dict[tuple[str, str], int]
    """(case, column) → codings; nothing where there are none."""
    values: dict[tuple[str, str], CaseValueNow]
    texts: dict[Cell, Summary]
    behind: set[Cell]
    open: int
    """Case values of the study that wait for a person."""
    _states: dict[tuple[str, str], CellState] = field(default_factory=dict)

    def state(self, case: CaseProgress, column: Column) -> CellState:
        """Why a cell is empty, or that it is coded; found when it is first seen."""
        key = (case.case, column.shown.id)
        if key in self.counts:
            return CellState.CODED
        if key not in self._states:
            self._states[key] = empty_state(case, column.questions)
        return self._states[key]

    def left(self, kind: ColumnKind) -> int:
        """Cells with codings and no text."""
        written = {(cell.row, cell.column) for cell in self.texts if self._is_here(cell, kind)}
        return sum(1 for key in self.counts if key not in written)

    def _is_here(self, cell: Cell, kind: ColumnKind) -> bool:
        return cell.rows is RowKind.CASE and cell.columns is kind

    def wrote(self, study: Study, cell: Cell) -> None:
        """Take in what was just written in one cell, without reading the others again."""
        now = summarising.summary_of(study, cell)
        self.behind.discard(cell)
        if now is None:
            self.texts.pop(cell, None)
        else:
            self.texts[cell] = now
            if summarising.changes(study, cell) is not None:
                self.behind.add(cell)


def framework(study: Study, kind: ColumnKind) -> Framework:
    """The matrix as it stands."""
    columns = tuple(columns_of(kind, browsing.guide(study), browsing.codebook(study)))
    cases = browsing.overview(study)
    counts = _counts(study, kind, columns)
    values = case_values(study)
    waiting = sum(each.open is not None for each in values.values())
    return Framework(columns, cases, counts, values, summarising.written(study), set(summarising.stale(study)), waiting)


def first_quotes(study: Study, case: str, column: Column, most: int) -> list[tuple[str, str]]:
    """(place, words) of the first quotes of a cell, key quotes before others; no note is read whole."""
    question = next(iter(column.questions)) if column.by_question else ""
    return summaries.first_quotes(study.db, case, column.codes, question, most)


def _counts(study: Study, kind: ColumnKind, columns: tuple[Column, ...]) -> dict[tuple[str, str], int]:
    found: dict[tuple[str, str], int] = defaultdict(int)
    if kind is ColumnKind.QUESTION:
        here = {column.shown.id: column.codes for column in columns}
        for (case, question, code), count in summaries.case_question_counts(study.db).items():
            if code in here.get(question, ()):
                found[case, question] += count
        return dict(found)
    above: dict[str, list[str]] = defaultdict(list)
    for column in columns:
        for code in column.codes:
            above[code].append(column.shown.id)
    for (case, code), count in summaries.case_code_counts(study.db).items():
        for name in above.get(code, ()):
            found[case, name] += count
    return dict(found)
