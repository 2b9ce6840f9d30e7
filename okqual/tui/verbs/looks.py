"""How the study and the screens look, and leaving, from the command list."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from okqual.tui.themes import THEMES

if TYPE_CHECKING:
    from okqual.tui.app import OkqualApp


def commands(app: OkqualApp) -> Iterator[tuple[str, Callable[[], object]]]:
    """What can be seen otherwise, and undo of anything."""
    from okqual.tui.studies import undo_any

    if app.desk is not None:
        yield "everyone" if not app.desk.everyone else "own", lambda: toggle_everyone(app)
        yield "undo_any", lambda: undo_any(app)
    yield "theme", lambda: toggle_theme(app)
    yield "start", lambda: app.switch_mode("start")
    yield "quit", lambda: app.call_later(app.action_quit)


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
