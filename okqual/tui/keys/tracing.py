"""Keys of tracing."""

from __future__ import annotations

from okqual.tui.keys.anywhere import WORKPLACE
from okqual.tui.keys.binding import key

TRACE = [
    *WORKPLACE,
    key("up", "step(-1)", "up", "trace", show=True, display="↑↓"),
    key("down", "step(1)", "down", "trace"),
    key("pageup", "page(-1)", "page_up", "trace"),
    key("pagedown", "page(1)", "page_down", "trace"),
    key("enter", "look", "look", "trace", show=True),
    key("right", "follow", "follow", "trace", show=True, display="→"),
    key("left", "back", "back", "trace"),
    key("s", "ask", "ask", "trace", show=True),
    key("escape", "leave", "leave", "trace", show=True),
]
