"""Keys of the units where coders differ."""

from __future__ import annotations

from okqual.tui.keys.anywhere import WORKPLACE
from okqual.tui.keys.binding import key

DIFFERING = [
    *WORKPLACE,
    *(
        key(str(number), f"one({number})", f"one{number}", "differing", number == 1, "1–6" if number == 1 else None)
        for number in range(1, 7)
    ),
    key("b", "settle('both')", "both", "differing", show=True),
    key("n", "settle('neither')", "neither", "differing", show=True),
    key("e", "anew", "anew", "differing", show=True),
    key("d", "define", "define", "differing", show=True),
    key("p", "unit", "unit", "differing", show=True),
    key("s", "settled", "settled", "differing"),
    key("a", "agreement", "agreement", "differing", show=True),
    key("c", "conflicts", "conflicts", "differing"),
    key("enter,o", "look", "look", "differing", show=True),
    key("u", "undo", "undo", "differing", show=True),
    key("U", "undo(True)", "redo", "differing"),
    key("escape", "leave", "leave", "differing"),
]
