"""Files out of the study under a name that is asked for."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from okqual.errors import OkqualError
from okqual.messages import message
from okqual.tui import jobs
from okqual.tui.completing import path_of
from okqual.tui.screens.asking import AskPath
from okqual.tui.screens.base import Place

if TYPE_CHECKING:
    from okqual.study.opening import Study
    from okqual.tui.app import OkqualApp

MOST = 10_000


def ask_and_write(app: OkqualApp, name: str, make: Callable[[Study], str]) -> None:
    """Ask for a file's name and write what ``make`` says there, made on a connection of its own."""

    def write(path: Path) -> Path:
        from okqual.export.writing import write_bytes

        with jobs.beside(app) as study:
            text = make(study)
        write_bytes(path, text.encode("utf-8"))
        return path

    ask_file(app, name, write)


def ask_and_export(app: OkqualApp, name: str, write: Callable[[Study, Path], Path]) -> None:
    """Ask for a file's name and let an export, which is journaled, be written there."""

    def made(path: Path) -> Path:
        with jobs.beside(app, writes=True) as study:
            return write(study, path)

    ask_file(app, name, made)


def ask_file(app: OkqualApp, name: str, write: Callable[[Path], Path]) -> None:
    """Ask for a file's name, a free one among the exports to begin with, and write it behind a box."""
    desk = app.desk
    if desk is None or not isinstance(app.screen, Place):
        return
    from okqual.study.opening import exports_folder

    title, exports = message("tui.verb.file"), exports_folder(desk.folder, desk.read_only)

    def given(line: str) -> None:
        if line.strip():
            # What is not said from the root lies in the study, or beside it where nothing is to change in it.
            path = (exports if desk.read_only else desk.folder) / path_of(line)
            if desk.read_only and path.resolve().is_relative_to(desk.folder.resolve()):
                raise OkqualError(
                    "errors.export_into_read_only", {"file": str(path)}, "errors.export_into_read_only.try"
                )
            jobs.write_out(app, message("tui.export.working"), lambda: write(path))

    app.screen.ask(AskPath(title, str(free(exports, name))), given)


def free(folder: Path, name: str) -> Path:
    """A path in a folder that no file has: an older export may be open in another program."""
    stem, suffix = Path(name).stem, Path(name).suffix
    tries = (folder / f"{stem}{'' if number == 1 else f'-{number}'}{suffix}" for number in range(1, MOST))
    return next(path for path in tries if not path.exists())
