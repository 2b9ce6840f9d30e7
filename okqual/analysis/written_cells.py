"""The framework matrix with what people have written in it: summaries in cells, and rows that sum up others."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

from okqual.messages import message
from okqual.model.coding import Citation, Quote, parse_citation
from okqual.model.results import CellState, Matrix, MatrixCell, MatrixRow
from okqual.model.returned import WrittenThere
from okqual.model.summary import Cell, ColumnKind, RowKind, Summary, cited

NO_VALUE = "–"
"""Label of the rows whose interviews lack the attribute."""
EVERY = "*"
"""Id of the row that is about all interviews."""
_STATES = tuple(CellState)


@dataclass(frozen=True, slots=True)
class Written:
    """The written cells of a study."""

    columns: ColumnKind
    texts: Mapping[Cell, Summary]
    behind: Collection[Cell]
    """Those whose evidence is another than when they were written."""

    def on(self, cell: MatrixCell, place: Cell) -> MatrixCell:
        """A cell with what is written in it."""
        text = self.texts.get(place)
        if text is None:
            return cell
        return replace(cell, summary=text.text, draft=text.draft, stale=place in self.behind)


def with_written(made: Matrix, written: Written, rollups: bool = True) -> Matrix:
    """The matrix with its written cells, and with roll-ups below each group and at the end where there are any.

    ``rollups`` False leaves those out: they are about all interviews of a group, not about some chosen ones.
    """
    cells = {
        (row.id, column.id): written.on(made.cells[row.id, column.id], _place(made, row, written.columns, column.id))
        for row in made.rows
        for column in made.columns
    }
    made = replace(made, cells=cells)
    return _with_rollups(made, written) if rollups else made


def _with_rollups(made: Matrix, written: Written) -> Matrix:
    rows: list[MatrixRow] = []
    cells = dict(made.cells)

    def add(row: MatrixRow, place: Cell, members: list[MatrixRow]) -> None:
        found = {
            column.id: _rolled(made, written, replace(place, column=column.id), members, column.id)
            for column in made.columns
        }
        if any(cell.summary for cell in found.values()):
            rows.append(row)
            cells.update({(row.id, column): cell for column, cell in found.items()})

    groups: dict[str, list[MatrixRow]] = {}
    for row in made.rows:
        groups.setdefault(row.group, []).append(row)
    for name, members in groups.items():
        rows += members
        if made.grouped_by and not made.rows_by:
            label = message("export.rollup.group", group=name)
            row = MatrixRow(f"{made.grouped_by}={_value(name)}", label, name, rollup=True)
            add(row, Cell(RowKind.GROUP, _value(name), written.columns, "", made.grouped_by), members)
    every = message("export.rollup.all")
    last = MatrixRow(EVERY, every, every if made.grouped_by else "", rollup=True)
    add(last, Cell(RowKind.ALL, "", written.columns, ""), list(made.rows))
    return replace(made, rows=tuple(rows), cells=cells)


def cells_written(made: Matrix, columns: ColumnKind) -> list[WrittenThere]:
    """The texts in a matrix, each with the cell that it is of."""
    return [
        WrittenThere(place_of(made, row, columns, column), cell.summary.strip())
        for row in made.rows
        for column in (each.id for each in made.columns)
        if (cell := made.cells[row.id, column]).summary.strip()
    ]


def place_of(made: Matrix, row: MatrixRow, columns: ColumnKind, column: str) -> Cell:
    """The written cell that a row and a column of a matrix with its roll-ups name."""
    if not row.rollup:
        return _place(made, row, columns, column)
    if row.id == EVERY:
        return Cell(RowKind.ALL, "", columns, column)
    return Cell(RowKind.GROUP, row.id.partition("=")[2], columns, column, made.grouped_by)


def _place(made: Matrix, row: MatrixRow, columns: ColumnKind, column: str) -> Cell:
    if made.rows_by:
        return Cell(RowKind.GROUP, _value(row.id), columns, column, made.rows_by)
    return Cell(RowKind.CASE, row.id, columns, column)


def _value(label: str) -> str:
    return "" if label == NO_VALUE else label


def _rolled(made: Matrix, written: Written, place: Cell, members: list[MatrixRow], column: str) -> MatrixCell:
    """A roll-up's cell: its text, and of the quotes under it those that the text links to."""
    below = [made.cells[row.id, column] for row in members]
    cases = tuple(dict.fromkeys(case for cell in below for case in cell.cases))
    state = min((cell.state for cell in below), key=_STATES.index, default=CellState.NOT_APPLICABLE)
    text = written.texts.get(place)
    quotes = _linked(below, text.text) if text is not None else ()
    return written.on(MatrixCell(state, len(cases), cases=cases, quotes=quotes), place)


def _linked(below: list[MatrixCell], text: str) -> tuple[Quote, ...]:
    wanted = cited(text)
    return tuple(quote for cell in below for quote in cell.quotes if any(names(link, quote.id) for link in wanted))


def names(link: Citation, quote: str) -> bool:
    """Whether a link names the words of a quote: just these, or passages that they stand in."""
    place = parse_citation(quote)
    if str(link) == quote or place is None or link.first_word is not None:
        return str(link) == quote
    return link.note == place.note and link.first <= place.last and place.first <= link.last
