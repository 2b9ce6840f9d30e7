"""Where one can go and what can be done from anywhere, for ``g`` and the command list alike."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from okqual.messages import message
from okqual.tui.jobs import files_of, load_notes, write_out
from okqual.tui.screens.asking import AskForm, AskLine
from okqual.tui.screens.base import Place
from okqual.tui.themes import THEMES

if TYPE_CHECKING:
    from okqual.tui.app import OkqualApp

MODES = ("overview", "coding", "review", "orphans")


def go(app: OkqualApp, place: str) -> None:
    """Go to a place by its name; an export is written at once."""
    if place in MODES:
        app.switch_mode(place)
    elif place == "matrix":
        write_matrix(app)


def commands(app: OkqualApp) -> Iterator[tuple[str, Callable[[], object]]]:
    """Names (of messages) and deeds of the commands that do not belong to one place of work."""
    from okqual.tui.studies import undo_any

    if app.desk is not None:
        for mode in MODES:
            # "coding" alone names the commands of that place.
            yield "coding_place" if mode == "coding" else mode, lambda mode=mode: app.switch_mode(mode)  # type: ignore[misc]
        yield "load", lambda: ask_load(app)
        yield "load_pseudonyms", lambda: ask_load_pseudonyms(app)
        yield "matrix", lambda: write_matrix(app)
        yield "summary", lambda: write_summary(app)
        yield "everyone" if not app.desk.everyone else "own", lambda: toggle_everyone(app)
        yield "undo_any", lambda: undo_any(app)
    yield "theme", lambda: toggle_theme(app)
    yield "start", lambda: app.switch_mode("start")
    yield "quit", lambda: app.call_later(app.action_quit)


def ask_load(app: OkqualApp) -> None:
    """Ask for a note or a folder of notes and read it in."""
    if isinstance(app.screen, Place):
        box = AskLine(message("tui.load.ask"), str(Path.cwd()))
        app.screen.ask(box, lambda path: load_notes(app, Path(path.strip()).expanduser()))


def ask_load_pseudonyms(app: OkqualApp) -> None:
    """Ask for notes and the list of names, and show what would be replaced before anything is stored."""
    from okqual.tui.screens.identifying import IdentifyingScreen, names_at_hand

    def found(given: dict[str, str]) -> None:
        assert app.desk is not None
        names = Path(given["names"].strip()).expanduser() if given["names"].strip() else None
        paths = files_of(Path(given["notes"].strip()).expanduser())
        app.push_screen(IdentifyingScreen(app.desk.look_through(paths, names)))

    if isinstance(app.screen, Place):
        fields = [
            ("notes", message("tui.load.ask"), str(Path.cwd())),
            ("names", message("tui.identifying.names"), names_at_hand()),
        ]
        app.screen.ask(AskForm(message("tui.identifying.ask"), fields), found)


def write_matrix(app: OkqualApp) -> None:
    """Write the framework matrix as a Word file."""
    if app.desk is not None:
        write_out(app, message("tui.export.working"), app.desk.write_matrix)


def write_summary(app: OkqualApp) -> None:
    """Write the chapters as a Word file."""
    if app.desk is not None:
        write_out(app, message("tui.export.working"), app.desk.write_summary)


def toggle_everyone(app: OkqualApp) -> None:
    """See and count everyone's codings, or only one's own."""
    from okqual.tui.studies import reopen

    if app.desk is not None:
        app.desk.everyone = not app.desk.everyone
        reopen(app)


def toggle_theme(app: OkqualApp) -> None:
    """The other theme."""
    names = list(THEMES)
    app.theme = names[(names.index(app.theme) + 1) % len(names)] if app.theme in names else names[0]
