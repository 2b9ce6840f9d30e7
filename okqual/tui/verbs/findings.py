"""What can be done with findings and the outline, from the command list."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from okqual.tui.screens.base import Place

if TYPE_CHECKING:
    from okqual.tui.app import OkqualApp

VERBS = {
    "FindingsScreen": ("new", "status", "owner", "only_left", "place", "remove"),
    "OutlineScreen": ("new", "status", "owner", "only_left", "place", "off", "remove"),
    "FindingScreen": ("link", "count", "words", "citation", "unlink", "stands"),
}


def commands(app: OkqualApp) -> Iterator[tuple[str, Callable[[], object]]]:
    """The verbs of the place in front, where it is the findings, one of them or the outline."""
    # Asked by name: the places themselves are imported when one goes there.
    place = next((each for each in reversed(app.screen_stack) if isinstance(each, Place)), None)
    for verb in VERBS.get(type(place).__name__, ()):
        yield f"finding_{verb}", getattr(place, f"action_{verb}")
