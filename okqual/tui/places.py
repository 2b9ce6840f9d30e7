"""Where one can go, for ``g`` and the command list alike."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from okqual.tui import verbs

if TYPE_CHECKING:
    from okqual.tui.app import OkqualApp

MODES = (
    "overview", "coding", "answers", "code_list", "compare", "matrix", "findings", "outline", "values", "review",
    "orphans", "codebook", "changed", "proposals", "search", "memos", "differing", "word_edits", "signing", "trace",
    "undo_list",
)  # fmt: skip
"""Places of a study, in the order of the command list."""


def go(app: OkqualApp, place: str) -> None:
    """Go to a place by its name, from wherever one is."""
    app.back = ""
    if place in MODES:
        app.arrived = place
        app.switch_mode(place)


def commands(app: OkqualApp) -> Iterator[tuple[str, Callable[[], object]]]:
    """Names (of messages) and deeds of the commands that do not belong to one place of work."""
    if app.desk is not None:
        for mode in MODES:
            # "coding" alone names the commands of that place, "matrix" the file.
            yield f"{mode}_place" if mode in ("coding", "matrix") else mode, lambda mode=mode: go(app, mode)  # type: ignore[misc]
    if app.tour is not None:
        yield "end_tour", app.action_end_tour
    yield from verbs.commands(app)
