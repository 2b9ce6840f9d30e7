"""Where there is no study yet: see the example, begin one's own, open one that is there."""

from __future__ import annotations

import os
from pathlib import Path
from typing import ClassVar

from rich.style import Style
from rich.text import Text
from textual import events, on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widgets import Static

from okqual.messages import message
from okqual.text.shown import visible_line
from okqual.tui import recents
from okqual.tui.completing import path_of
from okqual.tui.jobs import found_example
from okqual.tui.keys import START
from okqual.tui.screens.asking import AskLine, AskPath
from okqual.tui.screens.base import Place
from okqual.tui.signs import mark
from okqual.tui.times import moment
from okqual.tui.widgets.key_line import KeyLine
from okqual.tui.widgets.lines import TwoEnds, spread

CHOICES = ("example", "new", "open")
NAME = 22


class StartScreen(Place):
    """Three things to do, one key each."""

    CSS_PATH = "start.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [*START]

    def __init__(self) -> None:
        super().__init__("start")
        self._at = 0
        self._recent: tuple[recents.Recent, ...] = ()

    def compose(self) -> ComposeResult:
        """Who is coding, what can be done, keys."""
        yield TwoEnds(id="top")
        yield Static(id="choices", markup=False)
        yield Static(Text(message("tui.start.about")), id="about")
        yield KeyLine()

    def on_screen_resume(self) -> None:
        """Look anew for studies that were opened before."""
        self._recent = recents.recent_studies()
        self.show()

    def show(self) -> None:
        """Show the choices and the studies opened last."""
        self.query_one("#top", TwoEnds).put("okqual", message("tui.start.coder", coder=self.okqual.coder))
        # One line each: a click is told by its line.
        text = Text(no_wrap=True, overflow="ellipsis")
        for at, (name, words) in enumerate(self._lines):
            here = at == self._at
            text.append(mark("\n ▸ ") if here else "\n   ", Style(bold=True))
            text.append(spread([(name, NAME)]), Style(bold=here)).append(f" {visible_line(words)}\n")
        self.query_one("#choices", Static).update(text)

    @property
    def _lines(self) -> list[tuple[str, str]]:
        fixed = [(message(f"tui.start.{name}"), message(f"tui.start.{name}.about")) for name in CHOICES]
        opened = [
            (recent.name, message("tui.start.last", when=moment(recent.at), folder=str(recent.folder)))
            for recent in self._recent
        ]
        return fixed + opened

    def action_step(self, step: int) -> None:
        """Stand on another choice."""
        self._at = (self._at + step) % len(self._lines)
        self.show()

    @on(events.Click, "#choices")
    def _clicked(self, event: events.Click) -> None:
        if event.y // 2 < len(self._lines):
            self._at = event.y // 2
            self.show()
            self.okqual.trying(self.action_choose)

    def action_choose(self) -> None:
        """Do what is chosen."""
        from okqual.tui.studies import open_study

        if self._at >= len(CHOICES):
            open_study(self.okqual, self._recent[self._at - len(CHOICES)].folder)
        elif CHOICES[self._at] == "example":
            self._example()
        elif CHOICES[self._at] == "new":
            self._new()
        else:
            self.ask(AskPath(message("tui.start.open.ask"), f"{Path.cwd()}{os.sep}"), self._open)

    def action_coder(self) -> None:
        """Let someone else code."""
        self.ask(AskLine(message("tui.start.coder.ask"), self.okqual.coder), self._named)

    def _named(self, name: str) -> None:
        from okqual.tui.studies import name_coder

        name_coder(self.okqual, name.strip())
        self.show()

    def _open(self, folder: str) -> None:
        from okqual.tui.studies import open_study

        if folder.strip():
            open_study(self.okqual, path_of(folder))

    def _example(self) -> None:
        folder = Path.cwd() / message("tui.start.example.folder")
        self.ask(
            AskPath(message("tui.start.example.ask"), str(folder)),
            lambda where: found_example(self.okqual, path_of(where)),
        )

    def _new(self) -> None:
        from okqual.tui.screens.founding import FoundingScreen

        self.app.push_screen(FoundingScreen())
