"""What lists of things that wait for a person share: the list, the one in front in full, what was done last."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from rich.text import Text
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.widgets import Static

from okqual.tui.screens.listing import ListPlace
from okqual.tui.widgets.key_line import KeyLine
from okqual.tui.widgets.line_list import LineList
from okqual.tui.widgets.lines import MessageLine, TwoEnds
from okqual.tui.widgets.picker import Picker

if TYPE_CHECKING:
    from okqual.study.opening import Study


class WaitingScreen(ListPlace):
    """A list of things; a subclass reads them and says what each looks like."""

    CSS_PATH = "waiting.tcss"

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self._things: Sequence[Any] = ()

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
        at = self.lines.at
        return self._things[at] if self._things and at < len(self._things) else None

    def read_again(self) -> None:
        """Read what waits."""
        study = self.study
        if study is None:
            return
        self._edition = self.okqual.edition
        self._things = self.things(study)
        lines = self.lines
        lines.put(len(self._things), lines.at)
        self.query_one("#top", TwoEnds).put(*self.heading(study))
        self.show_front()

    def show_front(self) -> None:
        """Show the one in front in full."""
        self.query_one("#text", Static).update(self.full())
        self.query_one("#full", VerticalScroll).scroll_home(animate=False)

    def action_scroll(self, rows: int) -> None:
        """Scroll the one in front."""
        self.query_one("#full", VerticalScroll).scroll_relative(y=rows, animate=False)

    def action_leave(self) -> None:
        """Back to the codebook."""
        self.app.switch_mode("codebook")
