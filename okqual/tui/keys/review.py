"""Keys of looking through a reading."""

from __future__ import annotations

from okqual.tui.keys.anywhere import WORKPLACE
from okqual.tui.keys.binding import key

REVIEW = [
    *WORKPLACE,
    key("up", "step(-1)", "up", "review", show=True, display="↑↓"),
    key("down", "step(1)", "down", "review"),
    key("enter", "right", "right", "review", show=True),
    key("left", "other(-1)", "previous", "review", show=True, display="←→"),
    key("right", "other(1)", "next", "review"),
    key("o", "look", "look", "review", show=True),
    key("u", "undo", "undo", "review", show=True),
    key("escape", "leave", "leave", "review", show=True),
]
