"""Groups side by side: a column each with its counts and quotes, drawn line by line, the column in front marked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rich.cells import set_cell_size
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from okqual.text.shown import visible
from okqual.tui.signs import mark
from okqual.tui.wrapping import wrap

NARROWEST, GAP = 26, 3
LONGEST = 1_200
"""Signs of a quote that are shown; the whole is a key away."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A group as it is shown."""

    head: str
    counts: tuple[str, ...]
    quotes: tuple[str, ...]


class GroupColumns(Widget):
    """As many columns as there is room for; the others come when one goes there."""

    DEFAULT_CSS = """
    GroupColumns { height: 1fr; padding: 0 1; }
    """

    @dataclass
    class Pointed(Message):
        """A quote was pointed at."""

        column: int
        quote: int

    def __init__(self, id: str | None = None) -> None:
        super().__init__(id=id)
        self.groups: Sequence[Shown] = ()
        self.column = 0
        self.quote = 0
        self._first = 0
        self._top = 0
        self._lines: list[list[tuple[str, Style, int]]] = []

    def put(self, groups: Sequence[Shown]) -> None:
        """Show these groups from the first on."""
        self.groups, self.column, self.quote, self._first, self._top = groups, 0, 0, 0, 0
        self._lay_out()

    def stand(self, column: int, quote: int) -> None:
        """Stand on a quote of a column."""
        if not self.groups:
            return
        self.column = max(0, min(column, len(self.groups) - 1))
        self.quote = max(0, min(quote, max(0, len(self.groups[self.column].quotes) - 1)))
        count = self._count
        self._first = max(0, min(max(self._first, self.column - count + 1), self.column))
        self._lay_out()

    def on_resize(self) -> None:
        """Lay the columns out anew."""
        self.stand(self.column, self.quote)

    @property
    def _count(self) -> int:
        """How many columns there is room for."""
        return max(1, min(len(self.groups) or 1, (self.size.width + GAP) // (NARROWEST + GAP)))

    @property
    def _width(self) -> int:
        return max(8, (self.size.width + GAP) // self._count - GAP)

    def _lay_out(self) -> None:
        shown = self.groups[self._first : self._first + self._count]
        self._lines = [self._column(group, self._first + at) for at, group in enumerate(shown)]
        here = self.column - self._first
        if 0 <= here < len(self._lines):
            mine = [row for row, (_, _, quote) in enumerate(self._lines[here]) if quote == self.quote]
            height = max(1, self.size.height)
            if mine:
                self._top = max(0, min(max(self._top, mine[-1] - height + 1), mine[0]))
                if self.quote == 0:
                    self._top = 0
        self.refresh()

    def _column(self, group: Shown, at: int) -> list[tuple[str, Style, int]]:
        width = self._width
        bold = Style(bold=True, underline=at == self.column)
        lines = [(text, bold, -1) for text in _wrapped(group.head, width)]
        lines += [(text, Style(), -1) for words in group.counts for text in _wrapped(words, width)]
        lines.append(("", Style(), -1))
        for number, quote in enumerate(group.quotes):
            here = at == self.column and number == self.quote
            style = Style(reverse=True) if here else Style()
            for row, text in enumerate(_wrapped(quote[:LONGEST], width - 2)):
                lead = mark("▸ ") if here and row == 0 else "  "
                lines.append((lead + text, style, number))
            lines.append(("", Style(), -1))
        return lines

    def render_line(self, y: int) -> Strip:
        """One row of all columns in sight."""
        row, width, base = y + self._top, self._width, self.rich_style
        segments = []
        for lines in self._lines:
            words, style, _ = lines[row] if row < len(lines) else ("", Style(), -1)
            segments.append(Segment(set_cell_size(words, width), base + style))
            segments.append(Segment(" " * GAP, base))
        return Strip(segments).adjust_cell_length(self.size.width, base)

    def on_click(self, event: events.Click) -> None:
        """Stand on the quote pointed at."""
        at, row = event.x // (self._width + GAP), event.y + self._top
        if at < len(self._lines) and row < len(self._lines[at]) and self._lines[at][row][2] >= 0:
            self.post_message(self.Pointed(self._first + at, self._lines[at][row][2]))


def _wrapped(words: str, width: int) -> list[str]:
    text = visible(words)
    found = []
    at = 0
    while at <= len(text):
        end = text.find("\n", at)
        end = end if end >= 0 else len(text)
        found += [text[start:stop].rstrip() for start, stop in wrap(text, at, end, max(1, width))]
        at = end + 1
    return found or [""]
