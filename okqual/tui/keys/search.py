"""Keys of searching in the study, and of the browser of memos and decisions."""

from __future__ import annotations

from dataclasses import replace

from okqual.tui.keys.anywhere import WORKPLACE
from okqual.tui.keys.binding import key

SEARCH_LINE = [
    replace(key("down,enter", "to_list", "to_list", "search_line", show=True, display="↓"), priority=True),
    replace(key("escape", "to_list", "leave_line", "search_line"), priority=True),
]
SEARCH = [
    *WORKPLACE,
    key("up", "step(-1)", "up", "search", show=True, display="↑↓"),
    key("down", "step(1)", "down", "search"),
    key("pageup", "page(-1)", "page_up", "search"),
    key("pagedown", "page(1)", "page_down", "search"),
    key("home", "end(0)", "first", "search"),
    key("end", "end(-1)", "last", "search"),
    key("enter", "open", "open", "search", show=True),
    key("slash,ctrl+f", "words", "words", "search"),
    key("k", "with_code", "with_code", "search", show=True),
    key("w", "without_code", "without_code", "search", show=True),
    key("l", "put", "put", "search", show=True),
    key("a", "attribute", "attribute", "search"),
    key("f", "question", "question", "search"),
    key("p", "coder", "coder", "search"),
    key("exclamation_mark", "flagged", "flagged", "search", display="!"),
    key("m", "memos", "memos", "search"),
    key("r", "reset", "reset", "search"),
    key("ctrl+s", "save", "save", "search"),
    key("o", "saved", "saved", "search", show=True),
    key("n", "rename", "rename", "search"),
    key("delete", "forget", "forget", "search"),
    key("u", "undo", "undo", "search"),
    key("escape", "leave", "leave", "search"),
]
MEMOS = [
    *WORKPLACE,
    key("up", "step(-1)", "up", "memos", show=True, display="↑↓"),
    key("down", "step(1)", "down", "memos"),
    key("pageup", "page(-1)", "page_up", "memos"),
    key("pagedown", "page(1)", "page_down", "memos"),
    key("enter", "open", "open", "memos", show=True),
    key("e", "edit", "edit", "memos", show=True),
    key("n", "new", "new", "memos", show=True),
    key("b", "decide", "decide", "memos", show=True),
    key("t", "kind(1)", "kind", "memos", show=True),
    key("slash,ctrl+f", "words", "words", "memos"),
    key("delete,backspace", "remove", "remove", "memos"),
    key("u", "undo", "undo", "memos"),
    key("escape", "leave", "leave", "memos"),
]
