"""The command list, with its words in the language in use."""

from __future__ import annotations

from rich.text import Text
from textual.command import CommandList, CommandPalette
from textual.widgets.option_list import Option

from okqual.messages import message

PAUSE = 0.5
"""Seconds without a hit before that is said."""


class Palette(CommandPalette):
    """Textual's command palette; what it says itself comes from the catalogue."""

    def __init__(self) -> None:
        # Textual knows the list by this id.
        super().__init__(placeholder=message("tui.palette.placeholder"), id="--command-palette")

    def _start_no_matches_countdown(self, search_value: str) -> None:
        # Textual has its English words inside this method, so it is written anew; its other names are Textual's own.
        self._stop_no_matches_countdown()

        def tell() -> None:
            self._list_visible = bool(search_value)
            if search_value:
                words = Text(message("tui.palette.none"), justify="center")
                self.query_one(CommandList).add_option(Option(words, disabled=True, id=self._NO_MATCHES))

        self._no_matches_timer = self.set_timer(PAUSE, tell)
