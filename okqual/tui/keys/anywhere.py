"""Keys of the app as a whole, and the letters after ``g``."""

from __future__ import annotations

from okqual.tui.keys.binding import key

APP = [
    key("ctrl+q", "quit", "quit", "app"),
    key("f1", "toggle_help", "help", "app", show=True),
    key("f9", "end_tour", "end_tour", "app"),
    key("ctrl+p", "command_palette", "palette", "app", show=True),
]

WORKPLACE = [
    key("g", "app.go", "go", "anywhere"),
]

GO = [
    key("ö,o", "go('overview')", "overview", "go"),
    key("g", "go('coding')", "coding", "go"),
    key("f", "go('answers')", "answers", "go"),
    key("m", "go('matrix')", "matrix", "go"),
    key("i", "go('findings')", "findings", "go"),
    key("p", "go('outline')", "outline", "go"),
    key("v", "go('values')", "values", "go"),
    key("r", "go('review')", "review", "go"),
    key("b", "go('codebook')", "codebook", "go"),
    key("l", "go('orphans')", "orphans", "go"),
    key("k", "go('code_list')", "code_list", "go"),
    key("j", "go('compare')", "compare", "go"),
    key("h", "go('search')", "search", "go"),
    key("n", "go('memos')", "memos", "go"),
    key("w", "go('word_edits')", "word_edits", "go"),
    key("y", "go('signing')", "signing", "go"),
    key("s", "go('trace')", "trace", "go"),
    key("d", "go('differing')", "differing", "go"),
    key("u", "go('undo_list')", "undo_list", "go"),
    key("escape", "go('')", "nowhere", "go"),
]
