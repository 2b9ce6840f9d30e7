"""Keys of the edits that come home from Word."""

from __future__ import annotations

from okqual.tui.keys.anywhere import WORKPLACE
from okqual.tui.keys.binding import key

WORD_EDITS = [
    *WORKPLACE,
    key("up", "step(-1)", "up", "word_edits", show=True, display="↑↓"),
    key("down", "step(1)", "down", "word_edits"),
    key("pageup", "scroll(-1)", "page_up", "word_edits"),
    key("pagedown", "scroll(1)", "page_down", "word_edits"),
    key("o", "read", "read", "word_edits", show=True),
    key("t", "take", "take", "word_edits", show=True),
    key("b", "keep", "keep", "word_edits", show=True),
    key("e", "by_hand", "by_hand", "word_edits", show=True),
    key("s", "write", "write", "word_edits", show=True),
    key("u", "undo", "undo", "word_edits", show=True),
    key("escape", "leave", "leave", "word_edits"),
]
