"""A file that left the house, checked from the command list: an export, or a report that was made of one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from okqual.messages import message
from okqual.tui import jobs
from okqual.tui.completing import path_of
from okqual.tui.screens.asking import AskForm
from okqual.tui.screens.base import Place
from okqual.tui.times import minute

if TYPE_CHECKING:
    from okqual.study.opening import Study
    from okqual.tui.app import OkqualApp

FILE, AGAINST = "file", "against"


def commands(app: OkqualApp) -> Iterator[tuple[str, Callable[[], object]]]:
    """What can be checked."""
    if app.desk is not None:
        yield "verify_file", lambda: ask_file(app)


def ask_file(app: OkqualApp) -> None:
    """Ask for the file, and for a report for its export; show what was found."""
    desk = app.desk
    if desk is None or not isinstance(app.screen, Place):
        return
    fields = [(name, message(f"tui.verb.verify_file.{name}"), "") for name in (FILE, AGAINST)]

    def given(lines: dict[str, str]) -> None:
        if lines[FILE].strip():
            jobs.show(app, message("tui.verb.verify_file"), lambda study: checked(study, lines[FILE], lines[AGAINST]))

    app.screen.ask(AskForm(message("tui.verb.verify_file"), fields, {FILE, AGAINST}), given)


def checked(study: Study, file: str, against: str) -> list[str]:
    """What was found, line by line."""
    from okqual.export.verified_words import delivered_lines, published_lines
    from okqual.study.against import export_file, hold_against
    from okqual.study.delivered import check_delivered

    path = study.folder / path_of(file)
    if not against.strip():
        found = check_delivered(study, path)
        return delivered_lines(found, minute(found.export.at))
    export = study.folder / path_of(against)
    return published_lines(hold_against(path, export if export.is_file() else export_file(study, against.strip())))
