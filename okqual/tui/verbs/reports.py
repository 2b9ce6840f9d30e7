"""What goes out of the house, from the command list."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from okqual.messages import message
from okqual.tui.jobs import write_out

if TYPE_CHECKING:
    from okqual.tui.app import OkqualApp


def commands(app: OkqualApp) -> Iterator[tuple[str, Callable[[], object]]]:
    """What can be written."""
    if app.desk is not None:
        yield "matrix", lambda: write_matrix(app)
        yield "summary", lambda: write_summary(app)


def write_matrix(app: OkqualApp) -> None:
    """Write the framework matrix as a Word file."""
    if app.desk is not None:
        write_out(app, message("tui.export.working"), app.desk.write_matrix)


def write_summary(app: OkqualApp) -> None:
    """Write the chapters as a Word file."""
    if app.desk is not None:
        write_out(app, message("tui.export.working"), app.desk.write_summary)
