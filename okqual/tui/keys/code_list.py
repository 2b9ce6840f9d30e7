"""Keys of reading code by code, and of comparing groups."""

from __future__ import annotations

from okqual.tui.keys.anywhere import WORKPLACE
from okqual.tui.keys.binding import key

CODE_LIST = [
    *WORKPLACE,
    key("up", "step(-1)", "up", "code_list", show=True, display="↑↓"),
    key("down", "step(1)", "down", "code_list"),
    key("pageup", "page(-1)", "page_up", "code_list"),
    key("pagedown", "page(1)", "page_down", "code_list"),
    key("home", "end(0)", "first", "code_list"),
    key("end", "end(-1)", "last", "code_list"),
    key("k", "code", "code", "code_list", show=True),
    *(key(str(n), f"number({n})", f"sub{n}", "code_list", n == 1, "1–9" if n == 1 else None) for n in range(1, 10)),
    key("plus", "new_sub", "new_sub", "code_list", show=True, display="+"),
    key("b", "recode", "recode", "code_list", show=True),
    key("v", "value", "value", "code_list", show=True),
    key("s", "sort", "sort", "code_list"),
    key("c", "key_quote", "key_quote", "code_list"),
    key("m", "memo", "memo", "code_list"),
    key("delete,backspace", "remove", "remove", "code_list"),
    key("o,enter", "look", "look", "code_list", show=True),
    key("u", "undo", "undo", "code_list"),
    key("escape", "escape", "escape", "code_list"),
]
COMPARE = [
    *WORKPLACE,
    key("left", "column(-1)", "left", "compare", show=True, display="←→"),
    key("right", "column(1)", "right", "compare"),
    key("up", "step(-1)", "up", "compare"),
    key("down", "step(1)", "down", "compare"),
    key("pageup", "page(-1)", "page_up", "compare"),
    key("pagedown", "page(1)", "page_down", "compare"),
    key("k", "code", "code", "compare", show=True),
    key("a", "attribute", "attribute", "compare", show=True),
    key("x", "cross", "cross", "compare", show=True),
    key("n", "groups", "groups", "compare", show=True),
    key("enter,o", "look", "look", "compare", show=True),
    key("escape", "leave", "leave", "compare"),
]
