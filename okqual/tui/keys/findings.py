"""Keys of the findings, of one of them under work, and of the outline of the chapters."""

from __future__ import annotations

from dataclasses import replace

from textual.binding import Binding

from okqual.tui.keys.anywhere import WORKPLACE
from okqual.tui.keys.binding import key


def _moving(group: str) -> list[Binding]:
    return [
        key("up", "step(-1)", "up", group, show=True, display="↑↓"),
        key("down", "step(1)", "down", group),
        key("pageup", "page(-1)", "page_up", group),
        key("pagedown", "page(1)", "page_down", group),
        key("home", "end(0)", "first", group),
        key("end", "end(-1)", "last", group),
    ]


def _of_pieces(group: str) -> list[Binding]:
    return [
        key("n", "new", "new", group, show=True),
        key("s", "status", "status", group, show=True),
        key("a", "owner", "owner", group),
        key("k", "only_left", "only_left", group, show=True),
        key("delete,backspace", "remove", "remove", group),
        key("u", "undo", "undo", group),
        key("U", "undo(True)", "redo", group),
    ]


FINDINGS = [
    *WORKPLACE,
    *_moving("findings"),
    key("enter", "open", "open", "findings", show=True),
    *_of_pieces("findings"),
    key("h", "place", "place", "findings", show=True),
    key("p", "outline", "outline", "findings"),
    key("escape", "leave", "leave", "findings"),
]
FINDING = [
    *WORKPLACE,
    replace(key("ctrl+l", "link", "link", "finding", show=True), priority=True),
    replace(key("ctrl+s", "save", "save", "finding"), priority=True),
    replace(key("f5", "stands", "stands", "finding", show=True), priority=True),
    replace(key("tab", "turn", "turn", "finding", show=True), priority=True),
    replace(key("f6", "turn", "turn_too", "finding"), priority=True),
    key("1", "role('supports')", "supports", "finding", show=True, display="1 2 3"),
    key("2", "role('nuances')", "nuances", "finding"),
    key("3", "role('against')", "against", "finding"),
    key("delete,backspace", "unlink", "unlink", "finding"),
    key("k", "count", "count", "finding", show=True),
    key("b", "words", "words", "finding", show=True),
    key("i", "citation", "citation", "finding"),
    replace(key("escape", "leave", "leave", "finding", show=True), priority=True),
]
OUTLINE = [
    *WORKPLACE,
    *_moving("outline"),
    key("enter", "open", "open", "outline", show=True),
    *_of_pieces("outline"),
    key("shift+up", "move(-1)", "move_up", "outline", show=True, display="Skift+↑↓"),
    key("shift+down", "move(1)", "move_down", "outline"),
    key("h", "place", "place", "outline", show=True),
    key("x", "off", "off", "outline"),
    key("i", "findings", "findings", "outline"),
    key("escape", "leave", "leave", "outline"),
]
