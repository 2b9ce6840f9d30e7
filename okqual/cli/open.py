"""``okqual open``: the terminal interface on the study here, or its start screen."""

from __future__ import annotations

import contextlib
import sys
from pathlib import Path

from okqual.cli.here import Here, here
from okqual.cli.words import named, option
from okqual.errors import OkqualError


def start(read_only: bool) -> None:
    """Start the interface. Raises OkqualError where there is no terminal to draw on."""
    if not _in_a_terminal():
        raise OkqualError("errors.no_terminal", try_this="errors.no_terminal.try")
    place = here()
    folder = _folder(place)
    from okqual.store.database import database_errors
    from okqual.study.opening import DATABASE, offering_last_good
    from okqual.tui.running import run

    with contextlib.ExitStack() as worded:
        if folder is not None:
            worded.enter_context(offering_last_good(folder))
            worded.enter_context(database_errors(folder / DATABASE))
        run(folder, place.coder, read_only or bool(place.read_only))


def _in_a_terminal() -> bool:
    return sys.stdin.isatty() and sys.stdout.isatty()


def _folder(place: Here) -> Path | None:
    """The study's folder; None for the start screen where none was named and none is found."""
    try:
        return place.folder
    except OkqualError:
        if place.study is not None:
            raise
        return None


@named("open")
@option("--read-only", is_flag=True)
def command(read_only: bool) -> None:
    start(read_only)
