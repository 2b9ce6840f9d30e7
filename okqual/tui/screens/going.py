"""``g`` and a letter goes anywhere: the letters and where they lead."""

from __future__ import annotations

from typing import ClassVar

from rich.style import Style
from rich.text import Text
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widgets import Static

from okqual.messages import message
from okqual.tui.keys import GO
from okqual.tui.screens.base import Ask


class Going(Ask[str]):
    """Shows the letters; dismissed with the name of the place."""

    BINDINGS: ClassVar[list[BindingType]] = [*GO]

    def __init__(self) -> None:
        super().__init__(message("tui.go.title"), message("tui.go.hint"))

    def asked(self) -> ComposeResult:
        """One line a place."""
        text = Text()
        for binding in GO[:-1]:
            letter = binding.key.partition(",")[0]
            click = Style.from_meta({"@click": f"screen.{binding.action}"})
            text.append(f" {letter}  ", Style(bold=True) + click).append(message(binding.description), click)
            text.append("\n")
        places = Static(text)
        places.auto_links = False
        yield places

    def action_go(self, place: str) -> None:
        """Answer with the place; an empty one stays."""
        self.dismiss(place or None)
