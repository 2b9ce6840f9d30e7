"""Keys of the list of changes."""

from __future__ import annotations

from okqual.tui.keys.anywhere import WORKPLACE
from okqual.tui.keys.binding import key

UNDO_LIST = [
    *WORKPLACE,
    key("up", "step(-1)", "up", "undo_list", show=True, display="↑↓"),
    key("down", "step(1)", "down", "undo_list"),
    key("pageup", "page(-1)", "page_up", "undo_list"),
    key("pagedown", "page(1)", "page_down", "undo_list"),
    key("enter", "take", "take", "undo_list", show=True),
    key("escape", "leave", "leave", "undo_list", show=True),
]
