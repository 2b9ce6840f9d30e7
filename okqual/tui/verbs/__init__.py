"""The verbs of the command list, a file a subject; each file's ``commands`` names what it has for the app now.

A command is the name of its words (``tui.command.NAME`` and ``….help``) and what it does. A new subject adds its
file to ``SUBJECTS``; the order is the order of the list.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from okqual.tui.verbs import checks, definitions, delivered, findings, loading, looks, matrix, reports, tables, team

if TYPE_CHECKING:
    from okqual.tui.app import OkqualApp

Command = tuple[str, Callable[[], object]]

SUBJECTS = (matrix, findings, loading, definitions, tables, reports, team, checks, delivered, looks)


def commands(app: OkqualApp) -> Iterator[Command]:
    """The commands of all subjects."""
    for subject in SUBJECTS:
        yield from subject.commands(app)
