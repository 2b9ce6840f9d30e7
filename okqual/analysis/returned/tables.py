"""Tables of the matrix in an edited file: a cell is named by the labels of its row and its column."""

from __future__ import annotations

from okqual.analysis.returned.chapters import without_marks
from okqual.analysis.returned.places import ColumnName, Places, Remarked, Row, Standing, anchors_of, export_of
from okqual.model.returned import How, Paragraph, Table
from okqual.model.summary import Cell
from okqual.text.folding import folded

Cells = tuple[Paragraph, ...]


class TableWalk:
    """Goes through the tables and picks up the cells."""

    def __init__(self, places: Places, export: str) -> None:
        self._places, self._default = places, export
        self.found: list[Standing] = []
        self.remarks: list[Remarked] = []
        """Comments on labels, and in tables and cells that are no places."""
        self._first: dict[Cell, Standing] = {}

    def take(self, table: Table) -> None:
        """Pick up the cells of a table; one that is no matrix of okqual's is passed by."""
        if not table.rows:
            return
        export = next((name for cell in table.rows[0] for part in cell if (name := export_of(part))), self._default)
        columns = [self._column(cell) for cell in table.rows[0]]
        if not export or not any(columns):
            for cell in (cell for row in table.rows for cell in row):
                self._remark(cell)
            return
        for cell, column in zip(table.rows[0], columns, strict=True):
            self._remark(cell, column=column[0] if column else None)
        for row in table.rows[1:]:
            if row:
                self._row(row, columns, export)

    def _remark(self, cell: Cells, column: ColumnName | None = None, row: Row | None = None) -> None:
        comments = tuple(name for part in cell for name in part.comments)
        if comments:
            self.remarks.append(Remarked(comments, " ".join(part.text for part in cell), column, row=row))

    def _row(self, row: tuple[Cells, ...], columns: list[tuple[ColumnName, How] | None], export: str) -> None:
        named = self._named(row[0])
        self._remark(row[0], row=named[0] if named else None)
        for cell, column in zip(row[1:], columns[1:], strict=False):
            inside = self._inside(cell)
            if inside is None and (named is None or column is None):
                self._remark(cell)
                continue
            if named is not None and column is not None:
                (kind, of, by), how, copy = named
                place = Cell(kind, of, *column[0], by)
                doubtful = inside is not None and inside != place
                self._keep(place, how if how is How.CODE else column[1], cell, export, copy, doubtful)
            elif inside is not None:
                self._keep(inside, How.ANCHOR, cell, export, False, False)

    def _keep(self, place: Cell, how: How, cell: Cells, export: str, copy: bool, doubtful: bool) -> None:
        paragraphs = [part for part in cell if part.text.strip()]
        kept = [part for part in paragraphs if part.text.strip() not in self._places.marks]
        text = "\n".join(part.text for part in kept)
        if self._places.is_generated(text):
            kept = []
        kept = [
            Paragraph(without_marks(part.text, self._places.marks), part.style, 0, (), part.revisions, part.comments)
            for part in kept
        ]
        comments = [name for part in cell for name in part.comments]
        made = Standing(place, how, kept, "", copy, doubtful, comments, export)
        other = self._first.get(place)
        if other is None or (other.copy and not copy):
            self._first[place] = made
        else:
            made.copy = True
        self.found.append(made)

    def _column(self, cell: Cells) -> tuple[ColumnName, How] | None:
        for part in cell:
            for name, *_ in anchors_of(part):
                if name in self._places.columns:
                    return self._places.columns[name], How.ANCHOR
        return next(
            ((named, How.CODE) for part in cell if (named := self._places.column_names.get(folded(part.text)))), None
        )

    def _named(self, cell: Cells) -> tuple[Row, How, bool] | None:
        for part in cell:
            for name, copy, *_ in anchors_of(part):
                if name in self._places.rows:
                    return self._places.rows[name], How.ANCHOR, copy
        return next(
            ((named, How.CODE, False) for part in cell if (named := self._places.row_names.get(folded(part.text)))),
            None,
        )

    def _inside(self, cell: Cells) -> Cell | None:
        """The cell that a bookmark in it names."""
        for part in cell:
            for name, copy, *_ in anchors_of(part):
                if name in self._places.cells and not copy:
                    return self._places.cells[name]
        return None
