"""The study at a glance: which interviews are gone through, and where to go on."""

from __future__ import annotations

from typing import ClassVar

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widgets import Static

from okqual.messages import counted, message
from okqual.model.interview import CaseProgress, Position
from okqual.model.memo import About
from okqual.tui.collecting import tidy
from okqual.tui.keys import OVERVIEW
from okqual.tui.screens.base import Place
from okqual.tui.signs import legend
from okqual.tui.times import moment
from okqual.tui.widgets.key_line import KeyLine
from okqual.tui.widgets.lines import TwoEnds
from okqual.tui.widgets.progress_grid import ProgressGrid

PAUSE = 0.3
"""Seconds after the overview came up."""


class OverviewScreen(Place):
    """Interviews × questions, and the next thing to do."""

    CSS_PATH = "overview.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [*OVERVIEW]
    AUTO_FOCUS = "#grid"

    def __init__(self) -> None:
        super().__init__("overview")
        self._edition = -1
        self._where: Position | None = None

    def compose(self) -> ComposeResult:
        """Totals, the table, what the signs mean, the next thing to do, keys."""
        yield TwoEnds(id="top")
        yield ProgressGrid(id="grid")
        yield Static(id="legend", markup=False)
        yield TwoEnds(id="orphans")
        yield TwoEnds(id="codebook")
        yield TwoEnds(id="next")
        yield KeyLine()

    @property
    def grid(self) -> ProgressGrid:
        """The table."""
        return self.query_one(ProgressGrid)

    def on_screen_resume(self) -> None:
        """Read the study again where something was changed."""
        if self.okqual.desk is not None and self._edition != self.okqual.edition:
            self.okqual.trying(self.read_again)
        self.set_timer(PAUSE, self._rest)

    def _rest(self) -> None:
        # Here one looks before the next key.
        if self.is_current:
            tidy()

    def read_again(self) -> None:
        """Read the study again."""
        self._edition = self.okqual.edition
        self.show()

    def show(self) -> None:
        """Show the study as it stands; once there is something to see a large one is read beside the keys."""
        from okqual.study import browsing

        desk = self.okqual.desk
        assert desk is not None
        if not (getattr(desk, "large", False) and self.grid.rows):
            self._take(desk.overview())
            return
        whose = None if desk.everyone else desk.coder
        self.beside(lambda study: browsing.overview(study, whose), self._take)

    def _take(self, rows: tuple[CaseProgress, ...]) -> None:
        desk = self.okqual.desk
        assert desk is not None
        self._where = desk.position()
        self.grid.show(rows, desk.guide(), self.okqual.settings.ascii_signs)
        here = next((at for at, row in enumerate(rows) if self._where and row.case == self._where.case), None)
        self.grid.stand(here if here is not None else next((at for at, row in enumerate(rows) if row.left), 0))
        self.query_one("#top", TwoEnds).put(f"{desk.name}   {desk.coder}", _totals(rows))
        self._announce(desk.orphan_count())
        self._announce_codebook()
        self._show_legend()
        self._say_next()

    def _announce(self, orphans: int) -> None:
        line = self.query_one("#orphans", TwoEnds)
        line.display = orphans > 0
        line.put(f"! {counted('tui.overview.orphans', orphans)}", message("tui.overview.orphans.keys"))

    def _announce_codebook(self) -> None:
        """Codings whose code means something else now, and codes that were asked for."""
        line, study = self.query_one("#codebook", TwoEnds), getattr(self.okqual.desk, "study", None)
        waiting: list[str] = []
        if study is not None:
            from okqual.study import changed_definitions, proposing

            counts = (
                ("tui.overview.changed", changed_definitions.how_many(study)),
                ("tui.overview.proposals", proposing.how_many_wait(study)),
            )
            waiting = [counted(key, count) for key, count in counts if count]
        line.display = bool(waiting)
        line.put(f"! {' · '.join(waiting)}", message("tui.overview.codebook.keys"))

    def on_resize(self) -> None:
        """Lay the legend out anew."""
        self._show_legend()

    def _show_legend(self) -> None:
        words = legend(self.app.size.width - 2, self.okqual.settings.ascii_signs)
        self.query_one("#legend", Static).update(Text(words))

    def _say_next(self) -> None:
        row, where = self._row, self._where
        if row is None:
            words = message("tui.overview.empty")
        elif where is not None and where.case == row.case:
            words = message("tui.overview.go_on", passage=f"{where.note}:{where.number}", when=moment(where.at))
        else:
            words = message("tui.overview.begin" if row.left else "tui.overview.open", case=row.case)
        enter = "tui.overview.enter" if row and row.left else "tui.overview.enter_open"
        self.query_one("#next", TwoEnds).put(words, message(enter) if row else "")

    @property
    def _row(self) -> CaseProgress | None:
        return self.grid.rows[self.grid.cursor] if self.grid.rows else None

    def action_move(self, step: int) -> None:
        """Stand on another interview."""
        self.grid.stand(self.grid.cursor + step)
        self._say_next()

    def action_page(self, step: int) -> None:
        """Move by a screenful."""
        self.grid.page(step)
        self._say_next()

    def action_continue(self) -> None:
        """Go on coding in the interview under the cursor."""
        row, where = self._row, self._where
        if row is None:
            return
        here = where if where is not None and where.case == row.case else Position(row.case, "", 0, 0)
        self.okqual.code_at(here)

    def action_memo(self) -> None:
        """Write the memo of the interview under the cursor."""
        from okqual.tui.memo_box import ask_memo

        row = self._row
        if row is not None:
            where = message("tui.memos.on_case", case=row.case)
            ask_memo(self, About.CASE, row.case, where, lambda said: self.okqual.say(said.text))

    def action_load(self) -> None:
        """Ask for notes and read them in."""
        from okqual.tui.verbs.loading import ask_load

        ask_load(self.okqual)

    @on(ProgressGrid.Pointed)
    def _pointed(self, event: ProgressGrid.Pointed) -> None:
        self.grid.stand(event.row)
        self._say_next()

    @on(ProgressGrid.Chosen)
    def _chosen(self, event: ProgressGrid.Chosen) -> None:
        self.grid.stand(event.row)
        self.action_continue()


def _totals(rows: tuple[CaseProgress, ...]) -> str:
    passages, done = sum(row.passages for row in rows), sum(row.done for row in rows)
    unplaced = sum(row.unplaced for row in rows)
    words = [counted("tui.overview.cases", len(rows)), message("tui.overview.totals", passages=passages, done=done)]
    words.append(message("tui.overview.to_go", n=passages - done))
    if unplaced:
        words.append(message("tui.overview.unplaced", n=unplaced))
    return " · ".join(words)
