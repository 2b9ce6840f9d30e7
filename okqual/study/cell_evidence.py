"""What stands under a cell of the matrix: its codings now, as they are remembered by whoever writes the cell."""

from __future__ import annotations

from okqual.analysis.columns import Column, columns_of
from okqual.analysis.material import Evidence
from okqual.errors import OkqualError
from okqual.model.coding import Coding
from okqual.model.summary import Cell, ColumnKind, RowKind, Seen, mark, seen_of
from okqual.store import queries, summaries
from okqual.study import browsing
from okqual.study.material import evidence_in
from okqual.study.opening import Study


def column_named(study: Study, kind: ColumnKind, name: str) -> Column:
    """A column by its id. Raises OkqualError for one that guide and codebook lack."""
    found = _columns(study, kind).get(name)
    if found is None:
        raise OkqualError("errors.unknown_column", {"column": name}, "errors.unknown_column.try")
    return found


def members(study: Study, cell: Cell) -> tuple[str, ...]:
    """The interviews behind a cell, in Swedish order."""
    if cell.rows is RowKind.CASE:
        return (cell.row,)
    cases = queries.cases(study.db)
    if cell.rows is RowKind.ALL:
        return cases
    told = queries.attributes(study.db)
    return tuple(case for case in cases if told.get(case, {}).get(cell.by, "") == cell.row)


def seen_now(study: Study, cell: Cell) -> Seen:
    """The evidence under a cell as it is now.

    A roll-up stands on the cells that are written under it, and on the codings where none is.
    """
    column = column_named(study, cell.columns, cell.column)
    marks: list[str] = []
    if cell.rows is RowKind.CASE:
        written = {}
        if cell.columns in (ColumnKind.EVALUATION, ColumnKind.CRITERION):
            written = summaries.hashes_of_case(study.db, cell.row)
        marks += _of_case(study, cell.row, column, written)
    else:
        done = summaries.hashes(study.db, cell.columns, cell.column)
        for case in members(study, cell):
            marks += [mark(case, done[case])] if case in done else _of_case(study, case, column, {})
    return seen_of(marks)


def evidence_of_cell(study: Study, cell: Cell) -> list[Evidence]:
    """The codings under a cell with their words, interview by interview in the order of the notes."""
    column = column_named(study, cell.columns, cell.column)
    found = []
    for case in members(study, cell):
        found += evidence_in(study, case, lambda coding: _might_belong(coding, column))
    return [piece for piece in found if not column.by_question or column.questions & set(piece.questions)]


def _might_belong(coding: Coding, column: Column) -> bool:
    return coding.code in column.codes


def _of_case(study: Study, case: str, column: Column, written: dict[str, str]) -> list[str]:
    if column.by_question:
        (question,) = column.questions
        found = summaries.codings_at_question(study.db, case, question)
        return [mark(name, value) for name, value, code in found if code in column.codes]
    marks = []
    for code in sorted(column.codes):
        if code in written:
            marks.append(mark(code, written[code]))
        else:
            marks += [mark(name, value) for name, value in summaries.codings_under(study.db, case, code)]
    return marks


def _columns(study: Study, kind: ColumnKind) -> dict[str, Column]:
    book, guide = browsing.codebook(study), browsing.guide(study)
    key = f"columns {kind} {id(book)} {id(guide)}"
    if key not in study.kept:
        made = columns_of(kind, guide, book, include_outside=True)
        study.kept[key] = {column.shown.id: column for column in made}
    kept: dict[str, Column] = study.kept[key]
    return kept
