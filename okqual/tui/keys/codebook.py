"""Keys of the codebook, of the codings whose definition changed, and of the proposals."""

from __future__ import annotations

from okqual.tui.keys.anywhere import WORKPLACE
from okqual.tui.keys.binding import key

CODEBOOK = [
    *WORKPLACE,
    key("up", "step(-1)", "up", "codebook"),
    key("down", "step(1)", "down", "codebook"),
    key("pageup", "page(-1)", "page_up", "codebook"),
    key("pagedown", "page(1)", "page_down", "codebook"),
    key("home", "end(0)", "first", "codebook"),
    key("end", "end(-1)", "last", "codebook"),
    key("shift+up", "scroll(-3)", "scroll_up", "codebook"),
    key("shift+down", "scroll(3)", "scroll_down", "codebook"),
    key("enter", "edit", "edit", "codebook", show=True),
    key("n", "new", "new", "codebook", show=True),
    key("N", "new_below", "new_below", "codebook", display="Skift+N"),
    key("r", "rename", "rename", "codebook", show=True),
    key("f", "move", "move", "codebook", show=True),
    key("s", "merge", "merge", "codebook", show=True),
    key("d", "split", "split", "codebook", show=True),
    key("x", "retire", "retire", "codebook", show=True),
    key("h", "history", "history", "codebook", show=True),
    key("slash,ctrl+f", "search", "search", "codebook", show=True),
    key("t", "changed", "changed", "codebook"),
    key("p", "proposals", "proposals", "codebook"),
    key("c", "conflicts", "conflicts", "codebook"),
    key("l", "lock", "lock", "codebook"),
    key("u", "undo", "undo", "codebook", show=True),
    key("U", "undo(True)", "redo", "codebook", display="Skift+U"),
    key("escape", "leave", "leave", "codebook"),
]
CHANGED = [
    *WORKPLACE,
    key("up", "step(-1)", "up", "changed", show=True, display="↑↓"),
    key("down", "step(1)", "down", "changed"),
    key("shift+up", "scroll(-3)", "scroll_up", "changed"),
    key("shift+down", "scroll(3)", "scroll_down", "changed"),
    key("enter", "confirm", "confirm", "changed", show=True),
    key("k", "recode", "recode", "changed", show=True),
    key("o", "open", "open", "changed", show=True),
    key("delete,backspace", "remove", "remove", "changed", show=True),
    key("u", "undo", "undo", "changed", show=True),
    key("escape", "leave", "leave", "changed", show=True),
]
PROPOSALS = [
    *WORKPLACE,
    key("up", "step(-1)", "up", "proposals", show=True, display="↑↓"),
    key("down", "step(1)", "down", "proposals"),
    key("shift+up", "scroll(-3)", "scroll_up", "proposals"),
    key("shift+down", "scroll(3)", "scroll_down", "proposals"),
    key("enter", "accept", "accept", "proposals", show=True),
    key("d", "decline", "decline", "proposals", show=True),
    key("o", "open", "open", "proposals", show=True),
    key("n", "new", "new", "proposals", show=True),
    key("u", "undo", "undo", "proposals", show=True),
    key("escape", "leave", "leave", "proposals", show=True),
]
