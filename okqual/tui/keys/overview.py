"""Keys of the overview."""

from __future__ import annotations

from okqual.tui.keys.anywhere import WORKPLACE
from okqual.tui.keys.binding import key

OVERVIEW = [
    *WORKPLACE,
    key("enter", "continue", "continue", "overview", show=True),
    key("o", "load", "load", "overview", show=True),
    key("m", "memo", "memo", "overview"),
    key("up", "move(-1)", "up", "overview", display="↑"),
    key("down", "move(1)", "down", "overview", display="↓"),
    key("pageup", "page(-1)", "page_up", "overview"),
    key("pagedown", "page(1)", "page_down", "overview"),
    key("home", "move(-1000000)", "first", "overview"),
    key("end", "move(1000000)", "last", "overview"),
]
