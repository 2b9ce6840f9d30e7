"""A line for a path: Tab completes it, or goes on to the next line when there is nothing to complete."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import ClassVar

from textual.binding import BindingType
from textual.message import Message
from textual.widgets import Input

from okqual.tui.completing import completed
from okqual.tui.keys import PATH, speak


class PathLine(Input):
    """Asks for a path; with ``several`` for more than one, ";" between them."""

    BINDINGS: ClassVar[list[BindingType]] = [*PATH]

    @dataclass
    class Offered(Message):
        """Names that the path could go on with; none when there is no choice left."""

        names: tuple[str, ...]

    def __init__(
        self, value: str = "", suffixes: Collection[str] = (), several: bool = False, id: str | None = None
    ) -> None:
        super().__init__(value, id=id)
        speak(self)
        self._suffixes, self._several = suffixes, several

    def action_complete(self) -> None:
        """Complete what stands before the end of the line."""
        found = completed(self.value, self._suffixes, self._several)
        if found.line == self.value and not found.names:
            self.screen.focus_next()
            return
        if found.line != self.value:
            self.value = found.line
        self.cursor_position = len(self.value)
        self.post_message(self.Offered(found.names))
