"""Keys of the reference check."""

from __future__ import annotations

from okqual.tui.keys.anywhere import WORKPLACE
from okqual.tui.keys.binding import key

SIGNING = [
    *WORKPLACE,
    key("up", "step(-1)", "up", "signing", show=True, display="↑↓"),
    key("down", "step(1)", "down", "signing"),
    key("shift+up", "scroll(-3)", "scroll_up", "signing"),
    key("shift+down", "scroll(3)", "scroll_down", "signing"),
    key("1", "sign('supported')", "supported", "signing", show=True),
    key("2", "sign('unsupported')", "unsupported", "signing", show=True),
    key("3", "sign('unclear')", "unclear", "signing", show=True),
    key("enter", "trace", "trace", "signing", show=True),
    key("f", "narrow", "narrow", "signing", show=True),
    key("n", "sample", "sample", "signing"),
    key("t", "report", "report", "signing"),
    key("c", "uncited", "uncited", "signing"),
    key("delete,backspace", "take_back", "take_back", "signing"),
    key("u", "undo", "undo", "signing", show=True),
    key("escape", "leave", "leave", "signing"),
]
