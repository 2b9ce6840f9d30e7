"""What can be done in the framework matrix and in a cell of it, from the command list."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from okqual.tui.screens.base import Place

if TYPE_CHECKING:
    from okqual.tui.app import OkqualApp

IN_MATRIX = ("next_empty", "cells", "columns", "filter", "group", "value")
IN_CELL = ("draft", "confirm", "next_empty")


def commands(app: OkqualApp) -> Iterator[tuple[str, Callable[[], object]]]:
    """The verbs of the place in front, where it is the matrix or a cell."""
    # Asked by name: the places themselves are imported when one goes there.
    place = next((each for each in reversed(app.screen_stack) if isinstance(each, Place)), None)
    name = type(place).__name__
    verbs = IN_MATRIX if name == "MatrixScreen" else IN_CELL if name == "CellScreen" else ()
    for verb in verbs:
        yield f"matrix_{verb}", getattr(place, f"action_{verb}")
