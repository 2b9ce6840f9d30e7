"""Keys of reading question by question, beside those of coding, which hold there too."""

from __future__ import annotations

from okqual.tui.keys.binding import key

ANSWERS = [
    key("a", "do('group')", "group", "answers", show=True),
    key("o", "do('open')", "open", "answers", show=True),
]
