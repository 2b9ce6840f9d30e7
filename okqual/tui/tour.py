"""The example in a minute: a slim line over the place of work says the next key, and goes on when it was done."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from rich.text import Text
from textual.widgets import Static

from okqual.messages import message
from okqual.tui.screens.base import Place
from okqual.tui.signs import mark

if TYPE_CHECKING:
    from textual.timer import Timer

    from okqual.tui.app import OkqualApp

EVERY = 0.2
"""Seconds between two looks at whether a step is done."""


class TourLine(Static):
    """The line; a click ends the tour, as F9 does."""

    DEFAULT_CSS = """
    TourLine { dock: top; height: auto; max-height: 2; padding: 0 1; background: $accent 30%; }
    """

    def __init__(self, tour: Tour) -> None:
        super().__init__(markup=False)
        self._tour = tour

    def on_click(self) -> None:
        """End the tour."""
        self._tour.end()


class Tour:
    """Where one is on the way; looked at while it lasts only."""

    def __init__(self, app: OkqualApp) -> None:
        self._app = app
        self._at = 0
        self._coded = self._upcoming()
        self._exports = self._files()
        self._timer: Timer = app.set_interval(EVERY, self.look)
        app.tour = self
        self.look()

    @property
    def is_on(self) -> bool:
        """True until the last step is done, or one has ended it."""
        return self._at < len(STEPS)

    def look(self) -> None:
        """Go on when the step is done, and show the line on the place in front."""
        screen = self._app.screen
        if self.is_on and STEPS[self._at][1](self):
            self._at += 1
            if not self.is_on:
                self._app.say(message("tui.tour.done"))
        if not self.is_on:
            self.end()
        elif isinstance(screen, Place):
            line = next(iter(screen.query(TourLine)), None)
            if line is None:
                line = TourLine(self)
                screen.mount(line, before=0)
            said = message("tui.tour.step", number=self._at + 1, of=len(STEPS), what=message(STEPS[self._at][0]))
            line.update(Text(mark(said)))

    def end(self) -> None:
        """Take the line away everywhere."""
        self._at = len(STEPS)
        self._timer.stop()
        self._app.tour = None
        self._app.screen.refresh_bindings()
        for mode in ("start", "overview", "coding", "matrix", "trace"):
            try:
                stack = self._app.get_screen_stack(mode)
            except KeyError:
                continue
            for line in [line for screen in stack for line in screen.query(TourLine)]:
                line.remove()

    # What the steps wait for.

    def is_in(self, mode: str) -> bool:
        """True in a place of work."""
        return self._app.current_mode == mode

    def is_picking(self) -> bool:
        """True while the code picker is open."""
        screen = self._app.screen
        return isinstance(screen, Place) and screen.picker is not None

    def has_coded(self) -> bool:
        """True when a code was put on and its value is not asked for any more."""
        screen, upcoming = self._app.screen, self._upcoming()
        self._coded = upcoming
        done = upcoming[0] in ("codings.added", "coding.value") and upcoming[3] == 1
        return done and isinstance(screen, Place) and not screen.in_the_middle

    def has_undone(self) -> bool:
        """True when something of it is taken back."""
        return self._upcoming() != self._coded

    def _upcoming(self) -> tuple[str, str, str, int]:
        desk = self._app.desk
        last = desk.upcoming_undo() if desk is not None else None
        return (last.kind, last.where, last.code, last.entries) if last is not None else ("", "", "", 0)

    def has_exported(self) -> bool:
        """True when a file more lies among the exports."""
        return self._files() > self._exports

    def _files(self) -> int:
        desk = self._app.desk
        return len(list((desk.folder / "exports").glob("*.docx"))) if desk is not None else 0


STEPS: tuple[tuple[str, Callable[[Tour], bool]], ...] = (
    ("tui.tour.open", lambda tour: tour.is_in("coding")),
    ("tui.tour.pick", lambda tour: tour.is_picking()),
    ("tui.tour.code", lambda tour: tour.has_coded()),
    ("tui.tour.undo", lambda tour: tour.has_undone()),
    ("tui.tour.matrix", lambda tour: tour.is_in("matrix")),
    ("tui.tour.word", lambda tour: tour.has_exported()),
    ("tui.tour.trace", lambda tour: tour.is_in("trace")),
)
"""The words of each step, and what it waits for."""
