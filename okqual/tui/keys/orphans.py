"""Keys of the codings without words."""

from __future__ import annotations

from okqual.tui.keys.anywhere import WORKPLACE
from okqual.tui.keys.binding import key

ORPHANS = [
    *WORKPLACE,
    key("up", "step(-1)", "up", "orphans", show=True, display="↑↓"),
    key("down", "step(1)", "down", "orphans"),
    key("enter", "place", "place", "orphans", show=True),
    key("delete,backspace", "withdraw", "withdraw", "orphans", show=True),
    key("u", "undo", "undo", "orphans", show=True),
    key("escape", "leave", "leave", "orphans", show=True),
]
