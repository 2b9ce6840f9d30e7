"""A text that is read and scrolled: what a verb of the command list found, or what it would take."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType

from okqual.messages import message
from okqual.text.shown import visible_line
from okqual.tui.keys import SHOWING
from okqual.tui.screens.base import Ask
from okqual.tui.widgets.line_list import LineList
from okqual.tui.wrapping import wrap


class Showing(Ask[bool]):
    """Lines in a box; dismissed with True on Enter, which takes what is shown where ``taking`` says so."""

    BINDINGS: ClassVar[list[BindingType]] = [*SHOWING]
    DEFAULT_CSS = """
    Showing > Vertical { width: 96%; max-width: 160; height: 92%; }
    Showing LineList { height: 1fr; max-height: 100%; }
    """

    def __init__(self, title: str, lines: Sequence[str], taking: str = "") -> None:
        super().__init__(visible_line(title), taking or message("tui.showing.hint"))
        self._whole = [visible_line(line) for line in lines]
        self._lines: list[str] = self._whole

    def asked(self) -> ComposeResult:
        """The lines."""
        yield LineList(lambda at, _: Text(self._lines[at]), focusable=True)

    def on_mount(self) -> None:
        """Begin at the first line."""
        self._lay()

    def on_resize(self) -> None:
        """Long lines go on below, at whatever width there is."""
        self.call_after_refresh(self._lay)

    def _lay(self) -> None:
        lines = self.query_one(LineList)
        width = max(10, lines.size.width - 2)
        self._lines = [line[a:b] for line in self._whole for a, b in wrap(line, 0, len(line), width)]
        lines.put(len(self._lines), lines.at)

    @on(LineList.Chosen)
    def _chosen(self) -> None:
        """A click stands on a line, no more."""

    def action_done(self) -> None:
        """Close, having taken it."""
        self.dismiss(True)
