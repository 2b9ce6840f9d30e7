"""Colours: a light and a dark theme, and the colours of codes, which read on both."""

from __future__ import annotations

import hashlib
from functools import lru_cache

from textual.color import Color
from textual.theme import Theme

DARK = Theme(
    name="mörkt",
    primary="#7fb3d5",
    secondary="#9fb8a8",
    accent="#e0b36a",
    warning="#d9a05b",
    error="#d9776c",
    success="#8fbf8f",
    foreground="#d8dde3",
    background="#15191e",
    surface="#1b2027",
    panel="#232a33",
    dark=True,
)
LIGHT = Theme(
    name="ljust",
    primary="#1f5f8b",
    secondary="#4d6b5a",
    accent="#8a5a00",
    warning="#8a5a00",
    error="#a3342a",
    success="#2f6b3a",
    foreground="#1e2328",
    background="#faf9f6",
    surface="#f1efe9",
    panel="#e6e3da",
    dark=False,
)
THEMES = {theme.name: theme for theme in (DARK, LIGHT)}

CODE_COLOURS = ("#5b9bd5", "#e08e45", "#6bb36b", "#c77dba", "#d4b13f", "#4fb3b3", "#d9776c", "#8f8fd9")
"""Hues that are told apart by most eyes; a bar's column and the panel say the same without colour."""


@lru_cache(maxsize=4096)
def code_colour(code: str, dark: bool) -> Color:
    """The colour of a code, the same in every session, darkened for a light theme."""
    number = int.from_bytes(hashlib.sha256(code.encode()).digest()[:4])
    colour = Color.parse(CODE_COLOURS[number % len(CODE_COLOURS)])
    return colour if dark else colour.blend(Color(0, 0, 0), 0.35)
