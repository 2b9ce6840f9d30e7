"""Keys of boxes that ask, of lists, and of the code picker."""

from __future__ import annotations

from dataclasses import replace

from okqual.tui.keys.binding import key

ASK = [key("escape", "dismiss(None)", "cancel", "ask")]
ASK_TEXT = [replace(key("ctrl+s", "save", "save_text", "ask"), priority=True)]
ASK_SEVERAL = [
    replace(key("enter", "save", "save_several", "ask"), priority=True),
    replace(key("space", "tick", "tick", "ask"), priority=True),
]
SHOWING = [replace(key("enter", "done", "done", "showing"), priority=True)]
PATH = [key("tab", "complete", "complete", "path")]
LIST = [
    key("up", "step(-1)", "up", "list"),
    key("down", "step(1)", "down", "list"),
    key("pageup", "page(-1)", "page_up", "list"),
    key("pagedown", "page(1)", "page_down", "list"),
    key("home", "end(0)", "first", "list"),
    key("end", "end(-1)", "last", "list"),
    key("enter", "choose", "choose", "list"),
]
PICKER = [
    key("up", "step(-1)", "up", "picker"),
    key("down", "step(1)", "down", "picker"),
    key("tab", "mark", "mark", "picker"),
    key("enter", "choose", "choose", "picker"),
    # Ctrl+M is Enter in a terminal; T as in text.
    key("ctrl+t", "choose_with_memo", "choose_with_memo", "picker"),
    key("ctrl+n", "new", "new", "picker"),
    key("escape", "close", "close", "picker"),
]
