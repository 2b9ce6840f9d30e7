"""Notes in, from the command list."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from okqual.messages import message
from okqual.tui.completing import path_of, paths_of
from okqual.tui.jobs import files_in, load_notes
from okqual.tui.screens.asking import AskForm, AskPath
from okqual.tui.screens.base import Place

if TYPE_CHECKING:
    from okqual.tui.app import OkqualApp


def commands(app: OkqualApp) -> Iterator[tuple[str, Callable[[], object]]]:
    """What can be read in."""
    if app.desk is not None:
        yield "load", lambda: ask_load(app)
        yield "load_pseudonyms", lambda: ask_load_pseudonyms(app)


def ask_load(app: OkqualApp) -> None:
    """Ask for a note or a folder of notes and read it in."""
    if isinstance(app.screen, Place):
        from okqual.ingest.documents import SUFFIXES

        box = AskPath(message("tui.load.ask"), f"{Path.cwd()}{os.sep}", SUFFIXES, several=True)
        app.screen.ask(box, lambda line: load_notes(app, *paths_of(line)))


def ask_load_pseudonyms(app: OkqualApp) -> None:
    """Ask for notes and the list of names, and show what would be replaced before anything is stored."""
    from okqual.tui.screens.identifying import IdentifyingScreen, names_at_hand

    def found(given: dict[str, str]) -> None:
        assert app.desk is not None
        names = path_of(given["names"]) if given["names"].strip() else None
        paths = files_in(paths_of(given["notes"]))
        app.push_screen(IdentifyingScreen(app.desk.look_through(paths, names)))

    if isinstance(app.screen, Place):
        fields = [
            ("notes", message("tui.load.ask"), str(Path.cwd())),
            ("names", message("tui.identifying.names"), names_at_hand()),
        ]
        app.screen.ask(AskForm(message("tui.identifying.ask"), fields, paths=("notes", "names")), found)
