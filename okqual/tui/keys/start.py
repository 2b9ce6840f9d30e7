"""Keys of the start screen."""

from __future__ import annotations

from okqual.tui.keys.binding import key

START = [
    key("up", "step(-1)", "up", "start"),
    key("down", "step(1)", "down", "start"),
    key("enter", "choose", "choose", "start", show=True),
    key("f2", "coder", "coder", "start", show=True),
]
