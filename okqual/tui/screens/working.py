"""A box that is up while long work holds the pen; Escape asks it to stop."""

from __future__ import annotations

from rich.text import Text
from textual.app import ComposeResult
from textual.widgets import ProgressBar, Static

from okqual.messages import message
from okqual.text.shown import visible_line
from okqual.tui.screens.base import Ask


class Working(Ask[None]):
    """Shows how far a piece of work has come."""

    def __init__(self, title: str) -> None:
        super().__init__(title, message("tui.working.hint"))
        self.stopped = False
        self._ended = False

    def asked(self) -> ComposeResult:
        """What is at hand, and how much is done."""
        yield Static(id="what", markup=False)
        yield ProgressBar(show_eta=False)

    async def action_dismiss(self, result: None = None) -> None:
        """Escape does not close the box: the work does, when it has stopped between two steps."""
        self.stopped = True
        self.say(0, 0, message("tui.working.stopping"))

    def close(self) -> None:
        """Take the box away."""
        if not self._ended and self in self.app.screen_stack:
            self._ended = True
            self.dismiss()

    def say(self, number: int, of: int, what: str) -> None:
        """Show that step ``number`` of ``of`` is at hand."""
        if self.is_mounted:
            self.query_one("#what", Static).update(Text(visible_line(what)))
            if of:
                self.query_one(ProgressBar).update(total=of, progress=number)
