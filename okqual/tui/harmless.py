"""The last line of defence before the terminal: no control or direction character is ever drawn."""

from __future__ import annotations

import re

from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

from okqual.text.shown import visible_line

_HARMFUL = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]")


class Harmless(LineFilter):
    """Draws stand-ins for what could steer a terminal: lines that are edited hold a person's words as they are."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """The segments, those with such characters made harmless."""
        return [
            Segment(visible_line(each.text), each.style, each.control) if _HARMFUL.search(each.text) else each
            for each in segments
        ]
