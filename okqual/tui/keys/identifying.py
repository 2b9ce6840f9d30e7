"""Keys of looking through what pseudonyms replace."""

from __future__ import annotations

from okqual.tui.keys.binding import key

IDENTIFYING = [
    key("up", "step(-1)", "up", "identifying", show=True, display="↑↓"),
    key("down", "step(1)", "down", "identifying"),
    key("enter", "replace", "replace", "identifying", show=True),
    key("delete", "leave_out", "leave_out", "identifying", show=True),
    key("backspace", "leave_out", "leave_out_too", "identifying"),
    key("s", "same", "same", "identifying", show=True),
    key("l", "load", "load", "identifying", show=True),
    key("escape", "cancel", "cancel", "identifying", show=True),
]
