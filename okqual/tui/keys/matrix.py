"""Keys of the framework matrix, of a cell of it, and of the case values that wait for a person."""

from __future__ import annotations

from dataclasses import replace

from okqual.tui.keys.anywhere import WORKPLACE
from okqual.tui.keys.binding import key

MATRIX = [
    *WORKPLACE,
    key("up", "step(-1, 0)", "up", "matrix", show=True, display="↑↓←→"),
    key("down", "step(1, 0)", "down", "matrix"),
    key("left", "step(0, -1)", "left", "matrix"),
    key("right", "step(0, 1)", "right", "matrix"),
    key("enter", "open", "open", "matrix", show=True),
    key("c", "cells", "cells", "matrix", show=True),
    key("k", "columns", "columns", "matrix", show=True),
    key("n", "next_empty", "next_empty", "matrix", show=True),
    key("ctrl+down", "next_empty", "next_empty_too", "matrix"),
    key("v", "value", "value", "matrix", show=True),
    key("f", "filter", "filter", "matrix", show=True),
    key("a", "group", "group", "matrix"),
    key("w", "write", "write", "matrix", show=True),
    key("u", "undo", "undo", "matrix"),
    key("U", "undo(True)", "redo", "matrix"),
    key("pageup", "page(-1)", "page_up", "matrix"),
    key("pagedown", "page(1)", "page_down", "matrix"),
    key("home", "edge(0, -1)", "first", "matrix"),
    key("end", "edge(0, 1)", "last", "matrix"),
    key("ctrl+home", "edge(-1, 0)", "top", "matrix"),
    key("ctrl+end", "edge(1, 0)", "bottom", "matrix"),
    key("escape", "leave", "leave", "matrix", show=True),
]
CELL = [
    *WORKPLACE,
    replace(key("ctrl+l", "link", "link", "cell", show=True), priority=True),
    replace(key("ctrl+down", "next_empty", "next_empty", "cell", show=True, display="Ctrl+↓"), priority=True),
    replace(key("ctrl+s", "save", "save", "cell"), priority=True),
    replace(key("f4", "draft", "draft", "cell", show=True), priority=True),
    replace(key("f5", "confirm", "confirm", "cell", show=True), priority=True),
    replace(key("tab", "turn", "turn", "cell", show=True), priority=True),
    replace(key("f6", "turn", "turn_too", "cell"), priority=True),
    key("c", "key_quote", "key_quote", "cell", show=True),
    key("v", "value", "value", "cell", show=True),
    replace(key("escape", "leave", "leave", "cell", show=True), priority=True),
]
DECIDING = [
    *(key(str(number), f"choose({number})", f"value{number}", "deciding") for number in range(1, 7)),
    key("escape", "dismiss(None)", "cancel", "deciding"),
]
VALUES = [
    *WORKPLACE,
    *(
        key(str(number), f"decide({number})", f"value{number}", "values", number == 1, "1–6" if number == 1 else None)
        for number in range(1, 7)
    ),
    key("enter,o", "look", "look", "values", show=True),
    key("u", "undo", "undo", "values", show=True),
    key("U", "undo(True)", "redo", "values"),
    key("escape", "leave", "leave", "values", show=True),
]
