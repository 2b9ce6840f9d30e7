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
HEAD, COUNTS = -2, -1
LONGEST = 1_200
"""Signs of a quote that are shown; the whole is a key away."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A group as it is shown."""

    head: str
    counts: tuple[str, ...]
    quotes: tuple[str, ...]


class Laid:
    """A group's rows at one width, made as far down as someone has looked: a group may have thousands of quotes."""

    def __init__(self, group: Shown, width: int) -> None:
        self.width = width
        self._quotes = group.quotes
        self._starts: list[int] = []
        self.rows: list[tuple[str, int]] = [(text, HEAD) for text in _wrapped(group.head, width)]
        """Words, and the quote that they are of: ``HEAD`` and ``COUNTS`` for what stands above the quotes."""
        self.rows += [(text, COUNTS) for words in group.counts for text in _wrapped(words, width)]
        self.rows.append(("", COUNTS))

    def _lay_next(self) -> None:
        number = len(self._starts)
        self._starts.append(len(self.rows))
        self.rows += [(text, number) for text in _wrapped(self._quotes[number][:LONGEST], self.width - 2)]
        self.rows.append(("", COUNTS))

    def span(self, quote: int) -> tuple[int, int]:
        """The first and last row of a quote."""
        while len(self._starts) <= quote:
            self._lay_next()
        start = self._starts[quote]
        after = self._starts[quote + 1] if quote + 1 < len(self._starts) else len(self.rows)
        return start, after - 2

    def row(self, at: int) -> tuple[str, int, bool]:
        """Words of a row, the quote that they are of, and whether it begins there; nothing below the last."""
        while at >= len(self.rows) and len(self._starts) < len(self._quotes):
            self._lay_next()
        if at >= len(self.rows):
            return "", COUNTS, False
        words, quote = self.rows[at]
        return words, quote, quote >= 0 and self._starts[quote] == at


class GroupColumns(Widget):
    """As many columns as there is room for; the others come when one goes there."""

    DEFAULT_CSS = """
    GroupColumns { height: 1fr; padding: 0 1; }
    """

    @dataclass
    class Pointed(Message):
        """A quote was pointed at; ``again`` where it was in front already."""

        column: int
        quote: int
        again: bool

    def __init__(self, id: str | None = None) -> None:
        super().__init__(id=id)
        self.groups: Sequence[Shown] = ()
        self.column = 0
        self.quote = 0
        self._first = 0
        self._top = 0
        self._laid: dict[int, Laid] = {}
        self._pointed: tuple[int, int] | None = None
        """Column and quote that the mouse pointed at last."""

    def put(self, groups: Sequence[Shown]) -> None:
        """Show these groups from the first on."""
        self.groups, self.column, self.quote, self._first, self._top = groups, 0, 0, 0, 0
        self._laid, self._pointed = {}, None
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
        if self.groups and self.groups[self.column].quotes:
            first, last = self._column(self.column).span(self.quote)
            height = max(1, self.size.height)
            self._top = 0 if self.quote == 0 else max(0, min(max(self._top, last - height + 1), first))
        self.refresh()

    def _column(self, at: int) -> Laid:
        """A group as it was laid out, anew where the width is another now."""
        width = self._width
        if at not in self._laid or self._laid[at].width != width:
            self._laid[at] = Laid(self.groups[at], width)
        return self._laid[at]

    @property
    def _in_sight(self) -> range:
        return range(self._first, min(len(self.groups), self._first + self._count))

    def render_line(self, y: int) -> Strip:
        """One row of all columns in sight."""
        width, base = self._width, self.rich_style
        segments = []
        for at in self._in_sight:
            words, quote, begins = self._column(at).row(y + self._top)
            here = at == self.column and quote == self.quote
            if quote >= 0:
                words = (mark("▸ ") if here and begins else "  ") + words
            style = Style(bold=True, underline=at == self.column) if quote == HEAD else Style(reverse=here or None)
            segments.append(Segment(set_cell_size(words, width), base + style))
            segments.append(Segment(" " * GAP, base))
        return Strip(segments).adjust_cell_length(self.size.width, base)

    def on_click(self, event: events.Click) -> None:
        """Stand on the quote pointed at; a second click there opens it."""
        at = self._first + max(0, event.x - self.gutter.left) // (self._width + GAP)
        if at in self._in_sight:
            _, quote, _ = self._column(at).row(event.y - self.gutter.top + self._top)
            if quote >= 0:
                again = (at, quote) == self._pointed == (self.column, self.quote)
                self._pointed = None if again else (at, quote)
                self.post_message(self.Pointed(at, quote, again))

    def on_mouse_scroll_down(self) -> None:
        """Stand on the next quote."""
        self.post_message(self.Pointed(self.column, self.quote + 1, False))

    def on_mouse_scroll_up(self) -> None:
        """Stand on the quote before."""
        self.post_message(self.Pointed(self.column, self.quote - 1, False))


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
