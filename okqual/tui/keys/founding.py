"""Keys of beginning a new study."""

from __future__ import annotations

from okqual.tui.keys.binding import key

FOUNDING = [
    key("enter", "forward", "forward", "founding", show=True),
    key("escape", "back", "back", "founding", show=True),
    key("f2", "coder", "coder", "founding", show=True),
    key("down", "step(1)", "down", "founding", show=True, display="↑↓"),
    key("up", "step(-1)", "up", "founding"),
    key("pagedown", "page(1)", "page_down", "founding"),
    key("pageup", "page(-1)", "page_up", "founding"),
]
