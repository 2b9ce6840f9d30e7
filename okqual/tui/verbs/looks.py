"""How the study and the screens look, and leaving, from the command list."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from okqual.messages import LANGUAGES, language, message, set_language
from okqual.tui.keys import speak_anew
from okqual.tui.screens.asking import AskLine
from okqual.tui.screens.base import Place
from okqual.tui.themes import THEMES

if TYPE_CHECKING:
    from okqual.tui.app import OkqualApp


def commands(app: OkqualApp) -> Iterator[tuple[str, Callable[[], object]]]:
    """What can be seen otherwise, and undo of anything."""
    from okqual.tui.studies import undo_any

    if app.desk is not None:
        yield "everyone" if not app.desk.everyone else "own", lambda: toggle_everyone(app)
        yield "undo_any", lambda: undo_any(app)
    yield "coder", lambda: ask_coder(app)
    yield "language", lambda: toggle_language(app)
    yield "theme", lambda: toggle_theme(app)
    yield "start", lambda: app.switch_mode("start")
    yield "quit", lambda: app.call_later(app.action_quit)


def toggle_everyone(app: OkqualApp) -> None:
    """See and count everyone's codings, or only one's own."""
    from okqual.tui.studies import reopen

    if app.desk is not None:
        app.desk.everyone = not app.desk.everyone
        reopen(app)


def ask_coder(app: OkqualApp) -> None:
    """Ask who codes from now on; the study is opened anew for her."""
    from okqual.tui.studies import name_coder, open_study

    def named(name: str) -> None:
        name_coder(app, name.strip())
        if app.desk is not None:
            open_study(app, app.desk.folder, lambda: app.say(message("tui.said.coder", coder=app.coder)))
        else:
            app.changed()

    if isinstance(app.screen, Place):
        app.screen.ask(AskLine(message("tui.start.coder.ask"), app.coder), named)


def toggle_language(app: OkqualApp) -> None:
    """The other language, at once, on every screen."""
    from okqual.tui.studies import reopen

    at = LANGUAGES.index(language())
    set_language(LANGUAGES[(at + 1) % len(LANGUAGES)])
    speak_anew(app)
    reopen(app)


def toggle_theme(app: OkqualApp) -> None:
    """The other theme."""
    names = list(THEMES)
    app.theme = names[(names.index(app.theme) + 1) % len(names)] if app.theme in names else names[0]
