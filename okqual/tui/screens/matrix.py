"""The framework matrix to work in: counts, values, quotes and written cells, a cell at a time opened."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from rich.style import Style
from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widgets import Static

from okqual.messages import counted, message
from okqual.model.results import CellKind
from okqual.model.summary import Cell, ColumnKind, RowKind
from okqual.text.shown import visible, visible_line
from okqual.tui.keys import MATRIX
from okqual.tui.said import Said
from okqual.tui.screens.asking import AskOne
from okqual.tui.screens.base import Place
from okqual.tui.screens.listing import take_back
from okqual.tui.widgets.key_line import KeyLine
from okqual.tui.widgets.lines import MessageLine, TwoEnds
from okqual.tui.widgets.matrix_grid import MatrixGrid

if TYPE_CHECKING:
    from okqual.study.framework import Framework
    from okqual.tui.matrix_view import MatrixView

TAKEN_BACK = ("summary", "case.value")
"""Kinds of entry that undo takes back from here."""


class MatrixScreen(Place):
    """Interviews × codes, questions or criteria."""

    CSS_PATH = "matrix.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [*MATRIX]
    AUTO_FOCUS = "#grid"

    view: MatrixView | None = None

    def __init__(self) -> None:
        super().__init__("matrix")
        self._edition = -1

    def compose(self) -> ComposeResult:
        """What it shows, the choices, the table, the cell in front in full, what was done, keys."""
        yield TwoEnds(id="top")
        yield TwoEnds(id="choices")
        yield MatrixGrid(id="grid")
        yield Static(id="detail", markup=False)
        yield MessageLine(id="said")
        yield KeyLine()

    @property
    def grid(self) -> MatrixGrid:
        """The table."""
        return self.query_one(MatrixGrid)

    # Reading.

    def on_screen_resume(self) -> None:
        """Read the study again where something was changed elsewhere."""
        if self._edition != self.okqual.edition:
            self.okqual.trying(self.read_again)
        else:
            self.show()

    def read_again(self) -> None:
        """Read the study again: at once, or beside the keys where it is large."""
        from okqual.study.framework import framework
        from okqual.tui.matrix_view import MatrixView

        desk = self.okqual.desk
        if desk is None:
            return
        if self.view is None or self.view.study is not desk.study:
            self.view = MatrixView(desk.study, self.okqual.settings.ascii_signs)
        self._edition = self.okqual.edition
        kind = self.view.columns_kind
        self.beside(lambda study: framework(study, kind), self._take)

    def _take(self, now: Framework) -> None:
        if self.view is not None:
            self.view.take(now)
            self.show()

    # What is seen.

    def show(self) -> None:
        """Show the matrix as it stands."""
        from okqual.tui.matrix_view import HIGH, WIDTHS

        view = self.view
        if view is None or view.now is None:
            return
        names = [column.shown.label for column in view.columns]
        self.grid.show(view.lines(), names, view.look, WIDTHS[view.cells], HIGH.get(view.cells, 1))
        left = counted("tui.matrix.left", view.now.left(view.columns_kind))
        self.query_one("#top", TwoEnds).put(view.title(), f"{left} · {counted('tui.matrix.open', view.now.open)}")
        self._show_cell()

    def _show_cell(self) -> None:
        view, grid = self.view, self.grid
        if view is None or view.now is None:
            return
        first, last = grid.shown_columns
        where = message("tui.matrix.shown", first=first + 1, last=last, of=len(grid.columns)) if grid.columns else ""
        self.query_one("#choices", TwoEnds).put(view.choices(), where)
        self.query_one("#detail", Static).update(self._detail())

    def _detail(self) -> Text:
        view = self.view
        assert view is not None
        if not view.rows or not view.columns:
            return Text(message("tui.matrix.nothing"))
        row, column = view.rows[self.grid.row], view.columns[self.grid.column]
        assert view.now is not None
        text = Text()
        name = row.name if row.case is not None else message("tui.matrix.rollup")
        text.append(visible_line(f"{name} · {column.shown.label}"), Style(bold=True))
        written = view.now.texts.get(view.cell_of(row, column))
        if row.case is not None:
            value = view.now.values.get((row.name, column.shown.id))
            if value is not None:
                text.append(visible_line(f"   {value.words or message('terms.undecided')}"))
                if value.decided is not None:
                    text.append(visible_line(f" ({value.decided.coder}: {value.decided.reason[:200]})"))
        if written is not None:
            text.append(f"\n{visible(written.text[:1000])}")
        elif row.case is not None:
            for place, words in view.quotes(row.name, column):
                text.append(f"\n{visible_line(place)} ", Style(dim=True)).append(visible_line(words[:400]))
        return text

    # Keys.

    def action_step(self, rows: int, columns: int) -> None:
        """Stand on another cell."""
        if rows:
            self.grid.next_row(rows)
        else:
            self.grid.stand(self.grid.row, self.grid.column + columns)
        self._show_cell()

    def action_page(self, step: int) -> None:
        """A screenful up or down."""
        self.grid.page(step)
        self._show_cell()

    def action_edge(self, row: int, column: int) -> None:
        """The first or last column of the row, or the first or last row: -1 and 1; 0 stays."""
        rows, columns = len(self.grid.lines), len(self.grid.columns)
        at = {-1: 0, 0: self.grid.row, 1: rows - 1}[row]
        self.grid.stand(at, {-1: 0, 0: self.grid.column, 1: columns - 1}[column])
        self._show_cell()

    def action_columns(self) -> None:
        """The next kind of columns."""
        from okqual.tui.matrix_view import COLUMNS, after

        if self.view is not None:
            self.view.columns_kind = ColumnKind(after(COLUMNS, self.view.columns_kind))
            self.grid.column = 0
            self.read_again()

    def action_cells(self) -> None:
        """The next kind of cells."""
        from okqual.tui.matrix_view import CELLS, after

        if self.view is not None and self.view.now is not None:
            here = self.view.rows[self.grid.row] if self.view.rows else None
            self.view.cells = CellKind(after(CELLS, self.view.cells))
            self.view.arrange()
            if here in self.view.rows:
                self.grid.row = self.view.rows.index(here)
            self.show()

    def action_filter(self) -> None:
        """Ask for an attribute and one of its values; all interviews again when it is chosen twice."""
        view = self.view
        if view is None:
            return
        choices = [("", message("tui.matrix.everyone")), *((name, name) for name in view.attributes())]
        self.ask(AskOne(message("tui.matrix.filter"), choices), self._filter_by)

    def _filter_by(self, attribute: str) -> None:
        view = self.view
        assert view is not None
        if not attribute:
            self._filtered({})
            return
        values = [("", message("tui.matrix.any")), *((value, value) for value in view.values_of(attribute))]

        def chosen(value: str) -> None:
            others = {name: each for name, each in view.where.items() if name != attribute}
            self._filtered({**others, **({attribute: value} if value else {})})

        self.ask(AskOne(attribute, values, view.where.get(attribute, "")), chosen)

    def _filtered(self, where: dict[str, str]) -> None:
        assert self.view is not None
        self.view.where = where
        self.view.arrange()
        self.grid.row = 0
        self.show()

    def action_group(self) -> None:
        """Ask for the attribute that makes the groups."""
        view = self.view
        if view is None:
            return

        def chosen(by: str) -> None:
            view.by = by
            view.arrange()
            self.grid.row = 0
            self.show()

        choices = [("", message("tui.matrix.no_groups")), *((name, name) for name in view.attributes())]
        self.ask(AskOne(message("tui.matrix.group"), choices, view.by), chosen)

    def action_open(self) -> None:
        """Open the cell in front."""
        from okqual.tui.screens.cell import CellScreen

        if self.view is not None and self.view.rows and self.view.columns:
            self.app.push_screen(CellScreen(self))

    @on(MatrixGrid.Pointed)
    def _pointed(self, event: MatrixGrid.Pointed) -> None:
        self._show_cell()
        if event.opened:
            self.action_open()

    def action_next_empty(self) -> None:
        """Stand on the next cell that has codings and no text."""
        if not self.to_next_unwritten():
            self.query_one(MessageLine).say(Said(message("tui.matrix.all_written")))

    def to_next_unwritten(self) -> bool:
        """Stand on the next cell to write; False when there is none."""
        found = self.view.next_unwritten(self.grid.row, self.grid.column) if self.view is not None else None
        if found is None:
            return False
        self.grid.stand(*found)
        self._show_cell()
        return True

    @property
    def here(self) -> Cell:
        """The written cell under the cursor."""
        assert self.view is not None
        return self.view.cell_of(self.view.rows[self.grid.row], self.view.columns[self.grid.column])

    def value_words(self, cell: Cell) -> str:
        """What the interview of a cell says under its code, in words; empty where it has no value."""
        now = self.view.now.values.get((cell.row, cell.column)) if self.view is not None and self.view.now else None
        if now is None or cell.rows is not RowKind.CASE or cell.columns is not ColumnKind.CODE:
            return ""
        words = now.words or message("terms.undecided")
        return f"{words} ({message('terms.disagree')})" if now.disagree else words

    def wrote(self, cell: Cell) -> None:
        """A cell was written from here: take in no more than that."""
        if self.view is not None and self.view.now is not None:
            self.view.now.wrote(self.view.study, cell)
            unseen = self._edition != self.okqual.edition
            self.okqual.edition += 1
            # What others wrote meanwhile is still to be read.
            self._edition = -1 if unseen else self.okqual.edition

    def action_value(self) -> None:
        """Decide the value of the interview in front under this code."""
        from okqual.tui.screens.deciding import ask_value

        if self.view is None or not self.view.rows or not self.view.columns:
            return
        cell = self.here
        if cell.rows is not RowKind.CASE or cell.columns is not ColumnKind.CODE:
            self.query_one(MessageLine).say(Said(message("tui.matrix.value_of_code"), refused=True))
            return
        ask_value(self, cell.row, cell.column, self._decided)

    def _decided(self, line: str) -> None:
        self.okqual.edition += 1
        self.read_again()
        self.query_one(MessageLine).say(Said(line, undoable=True))

    def action_write(self) -> None:
        """Write the matrix as a Word file."""
        from okqual.tui.verbs.reports import write_matrix

        write_matrix(self.okqual)

    def action_undo(self, forth: bool = False) -> None:
        """Take back the last text or value, or bring it again."""
        said = take_back(self, TAKEN_BACK, forth)
        if not said.refused:
            self.okqual.edition += 1
            self.read_again()
        self.query_one(MessageLine).say(said)

    def action_leave(self) -> None:
        """Back to the overview."""
        self.app.switch_mode("overview")
