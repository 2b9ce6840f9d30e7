"""The terminal UI from its start to its end: settings read, study opened, study closed."""

from __future__ import annotations

import contextlib
import threading
from pathlib import Path

from okqual.tui import recents
from okqual.tui.app import OkqualApp


def run(folder: Path | None = None, coder: str | None = None, read_only: bool = False) -> None:
    """Open the terminal UI on a study, or on the start screen without one."""
    from okqual.study.opening import study_settings, user_settings, who
    from okqual.tui.settings import read_settings
    from okqual.tui.study_desk import open_desk

    desk = open_desk(folder, coder, read_only) if folder is not None else None
    settings = read_settings(user_settings(), study_settings(desk.folder) if desk else {})
    if desk is not None and not read_only:
        recents.remember(desk.name, desk.folder)
    app = OkqualApp(desk, who(coder), settings)
    if desk is not None and not read_only:
        threading.Thread(target=_back_up, args=(app, desk.folder), daemon=True).start()
    try:
        app.run()
    finally:
        if app.desk is not None:
            app.desk.close()


def _back_up(app: OkqualApp, folder: Path) -> None:
    """The backup of the day, on a connection of its own while one codes; only what went wrong is told."""
    from okqual.errors import OkqualError
    from okqual.study.backups import daily, with_last_good

    try:
        daily(folder)
    except OkqualError as error:
        worse = with_last_good(folder, error)
        # The app may have been left meanwhile.
        with contextlib.suppress(RuntimeError):
            app.call_from_thread(app.tell, worse)
