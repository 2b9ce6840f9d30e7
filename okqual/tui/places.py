"""Where one can go, for ``g`` and the command list alike."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from okqual.tui import verbs

if TYPE_CHECKING:
    from okqual.tui.app import OkqualApp

MODES = ("overview", "coding", "review", "orphans", "codebook", "changed", "proposals", "search", "memos", "trace")
"""Places of a study, in the order of the command list."""


def go(app: OkqualApp, place: str) -> None:
    """Go to a place by its name; an export is written at once."""
    app.back = ""
    if place in MODES:
        app.switch_mode(place)
    elif place == "matrix":
        verbs.reports.write_matrix(app)


def commands(app: OkqualApp) -> Iterator[tuple[str, Callable[[], object]]]:
    """Names (of messages) and deeds of the commands that do not belong to one place of work."""
    if app.desk is not None:
        for mode in MODES:
            # "coding" alone names the commands of that place.
            yield "coding_place" if mode == "coding" else mode, lambda mode=mode: app.switch_mode(mode)  # type: ignore[misc]
    yield from verbs.commands(app)
