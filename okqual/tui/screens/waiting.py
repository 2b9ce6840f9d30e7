"""What lists of things that wait for a person share: the list, the one in front in full, what was done last."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, ClassVar

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.widgets import Static

from okqual.messages import message
from okqual.tui.said import Said
from okqual.tui.screens.base import Place
from okqual.tui.widgets.key_line import KeyLine
from okqual.tui.widgets.line_list import LineList
from okqual.tui.widgets.lines import MessageLine, TwoEnds
from okqual.tui.widgets.picker import Picker

if TYPE_CHECKING:
    from okqual.study.opening import Study


class WaitingScreen(Place):
    """A list of things; a subclass reads them and says what each looks like."""

    CSS_PATH = "waiting.tcss"
    UNDOABLE: ClassVar[tuple[str, ...]] = ()
    """Kinds of entry that undo takes back from here."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self._things: Sequence[Any] = ()
        self._edition = -1

    def compose(self) -> ComposeResult:
        """How many, the list, the one in front, what was done, keys."""
        yield TwoEnds(id="top")
        yield LineList(self.line, id="list")
        with VerticalScroll(id="full", can_focus=False):
            yield Static(id="text", markup=False)
        yield MessageLine(id="said")
        yield KeyLine()
        yield Picker()

    def things(self, study: Study) -> Sequence[Any]:
        """What waits."""
        return ()

    def heading(self, study: Study) -> tuple[str, str]:
        """The words at both ends of the first line."""
        return "", ""

    def line(self, at: int, width: int) -> Text:
        """A line of the list."""
        return Text()

    def full(self) -> Text:
        """The one in front in full, or that there is none."""
        return Text()

    @property
    def study(self) -> Study | None:
        """The study on the desk."""
        return getattr(self.okqual.desk, "study", None)

    @property
    def here(self) -> Any:
        """The one in front; None when there is none."""
        at = self.query_one("#list", LineList).at
        return self._things[at] if self._things and at < len(self._things) else None

    def on_screen_resume(self) -> None:
        """Read again where something was changed."""
        if self._edition != self.okqual.edition:
            self.okqual.trying(self.read_again)

    def read_again(self) -> None:
        """Read what waits."""
        study = self.study
        if study is None:
            return
        self._edition = self.okqual.edition
        self._things = self.things(study)
        lines = self.query_one("#list", LineList)
        lines.put(len(self._things), lines.at)
        self.query_one("#top", TwoEnds).put(*self.heading(study))
        self._show()

    def done(self, said: Said) -> None:
        """Something was written: read again and say so."""
        self.okqual.edition += 1
        self.read_again()
        self.say(said)

    def say(self, said: Said) -> None:
        """One line about what a key did."""
        self.query_one(MessageLine).say(said)

    def _show(self) -> None:
        self.query_one("#text", Static).update(self.full())
        self.query_one("#full", VerticalScroll).scroll_home(animate=False)

    def action_step(self, step: int) -> None:
        """Stand on the next or previous one."""
        lines = self.query_one("#list", LineList)
        lines.stand(lines.at + step)
        self._show()

    def action_scroll(self, rows: int) -> None:
        """Scroll the one in front."""
        self.query_one("#full", VerticalScroll).scroll_relative(y=rows, animate=False)

    @on(LineList.Stood)
    def _stood(self) -> None:
        self._show()

    def action_undo(self) -> None:
        """Take back what was done last, if it was done here."""
        desk = self.okqual.desk
        upcoming = desk.upcoming_undo() if desk is not None else None
        if desk is None or upcoming is None or upcoming.kind not in self.UNDOABLE:
            self.say(Said(message("tui.said.nothing_to_undo"), refused=True))
            return
        desk.undo()
        what = message(f"tui.change.{upcoming.kind}", code=upcoming.code, where=upcoming.where)
        self.done(Said(message("tui.said.undone", what=what)))

    def action_leave(self) -> None:
        """Back to the codebook."""
        self.app.switch_mode("codebook")
