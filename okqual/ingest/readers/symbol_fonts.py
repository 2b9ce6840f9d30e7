"""Signs of the fonts that bullets and arrows of word processors come from: Symbol and Wingdings."""

from __future__ import annotations

_SYMBOLS = dict(zip((0xF0E0, 0xF0E8, 0xF0DF, 0xF0FC, 0xF0FB, 0xF0A7, 0xF0B7, 0xF04A, 0xF04C), "→➔←✓✗▪•☺☹", strict=True))
"""What symbol fonts show at the places that autocorrection and lists use."""


def shown_symbol(code: int) -> str:
    """What a sign of a symbol font shows; a replacement sign where nothing is known of its place."""
    if code in _SYMBOLS:
        return _SYMBOLS[code]
    # A symbol font's own place (F000–F0FF) has no meaning without the font.
    return "\ufffd" if not 0x20 <= code < 0xD800 else chr(code)
