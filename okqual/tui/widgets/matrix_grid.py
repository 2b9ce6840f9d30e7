"""Interviews × columns with row labels and column heads that stay; only cells in sight are asked for and drawn."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import ClassVar

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from rich.style import Style
from textual import events, on
from textual.geometry import Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from okqual.text.shown import visible_line
from okqual.tui.signs import mark
from okqual.tui.widgets.blending import blended
from okqual.tui.wrapping import wrap

HEADER = 2
LABEL, NARROW_LABEL, NARROW = 20, 15, 100
CASE = 7
"""Cells of an interview's id before its kind of actor; a longer one stands alone."""
LONGEST = 300
"""Characters of a cell that are looked at: no more than that is in sight."""


@dataclass(frozen=True, slots=True)
class GridLine:
    """A row of the grid, or the heading of those that follow."""

    words: str
    detail: str = ""
    heading: bool = False


@dataclass(frozen=True, slots=True)
class Look:
    """What a cell shows. ``shade`` is 0 to 4, beside words that say the same."""

    words: str
    shade: int = 0
    dim: bool = False


class MatrixGrid(ScrollView, can_focus=True, inherit_bindings=False):
    """The table, with a cursor cell. Columns move whole, so that a cell is never cut at the left."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "matrix--here", "matrix--head", "matrix--row", "matrix--group", "matrix--empty", "matrix--rule",
        "matrix--shade1", "matrix--shade2", "matrix--shade3", "matrix--shade4",
    }  # fmt: skip
    DEFAULT_CSS = """
    MatrixGrid {
        scrollbar-size: 1 1;
        overflow-x: hidden;
        & > .matrix--here { background: $accent 35%; text-style: bold; }
        & > .matrix--head { text-style: bold; }
        & > .matrix--row { text-style: bold; }
        & > .matrix--group { color: $accent; text-style: bold; }
        & > .matrix--empty { color: $foreground 65%; }
        & > .matrix--rule { color: $foreground 25%; }
        & > .matrix--shade1 { background: $primary 12%; }
        & > .matrix--shade2 { background: $primary 24%; }
        & > .matrix--shade3 { background: $primary 36%; }
        & > .matrix--shade4 { background: $primary 48%; }
    }
    """

    @dataclass
    class Pointed(Message):
        """A cell was clicked; twice when ``opened``."""

        opened: bool

    def __init__(self, id: str | None = None) -> None:
        super().__init__(id=id)
        self._parts: dict[str, Style] = {}
        self.lines: Sequence[GridLine] = ()
        self.columns: Sequence[str] = ()
        self.row, self.column = 0, 0
        self._look: Callable[[int, int], Look] = lambda row, column: Look("")
        self._least, self._high = 12, 1
        self._left = 0
        self._tops: list[int] = []

    def show(
        self, lines: Sequence[GridLine], columns: Sequence[str], look: Callable[[int, int], Look], least: int, high: int
    ) -> None:
        """Show these; a cell has at least ``least`` cells of width and ``high`` lines. The cursor stays."""
        self.lines, self.columns, self._look = lines, columns, look
        self._least, self._high = least, high
        top = 0
        self._tops = []
        for line in lines:
            self._tops.append(top)
            top += 1 if line.heading else high
        self._height = top
        self._measure()
        self.stand(self.row, self.column)
        self.refresh()

    def stand(self, row: int, column: int) -> None:
        """Put the cursor on a cell, the nearest there is, and bring it into view."""
        step = 1 if row >= self.row else -1
        row = max(0, min(row, len(self.lines) - 1))
        while 0 <= row < len(self.lines) and self.lines[row].heading:
            row += step
        if not 0 <= row < len(self.lines):
            row = next((at for at, line in enumerate(self.lines) if not line.heading), 0)
        self.row, self.column = row, max(0, min(column, len(self.columns) - 1))
        if self.column < self._left:
            self._left = self.column
        elif self.column >= self._left + self.across:
            self._left = self.column - self.across + 1
        self._scroll()
        self.refresh()

    def next_row(self, step: int) -> None:
        """The next row up or down, past headings."""
        row = self.row + step
        while 0 <= row < len(self.lines) and self.lines[row].heading:
            row += step
        if 0 <= row < len(self.lines):
            self.stand(row, self.column)

    def page(self, step: int) -> None:
        """A screenful up or down."""
        self.stand(self.row + step * max(1, (self._room - 1) // self._high), self.column)

    @property
    def across(self) -> int:
        """How many columns there is room for."""
        return max(1, (self.size.width - self._label) // (self._least + 1))

    @property
    def shown_columns(self) -> tuple[int, int]:
        """The columns in sight, from and to."""
        return self._left, min(len(self.columns), self._left + self.across)

    @property
    def _label(self) -> int:
        return LABEL if self.size.width >= NARROW else NARROW_LABEL

    @property
    def _wide(self) -> int:
        count = min(self.across, max(1, len(self.columns)))
        return max(1, min((self.size.width - self._label) // count - 1, 2 * self._least))

    @property
    def _room(self) -> int:
        return max(1, self.size.height - HEADER)

    def _scroll(self) -> None:
        if not self._tops:
            return
        first = self._tops[self.row]
        # The heading of a group comes into view with its first row.
        above = self._tops[self.row - 1] if self.row and self.lines[self.row - 1].heading else first
        top = self.scroll_offset.y
        if above < top:
            self.scroll_to(y=above, animate=False, immediate=True, force=True)
        elif first + self._high > top + self._room:
            self.scroll_to(y=first + self._high - self._room, animate=False, immediate=True, force=True)

    def on_resize(self) -> None:
        """Keep the cursor in sight."""
        self._measure()
        if self.lines:
            self.stand(self.row, self.column)

    def _measure(self) -> None:
        self._left = max(0, min(self._left, len(self.columns) - self.across))
        self.virtual_size = Size(max(1, self.size.width), (self._height if self._tops else 0) + HEADER)

    # Drawing.

    def _style_of(self, part: str) -> Style:
        if part not in self._parts:
            self._parts[part] = blended(self, part)
        return self._parts[part]

    def notify_style_update(self) -> None:
        """Forget styles when the theme changes."""
        super().notify_style_update()
        self._parts.clear()

    def render_line(self, y: int) -> Strip:
        """The head, or a line of the window."""
        width, base = self.size.width, self.rich_style
        if y < HEADER:
            return Strip(self._head(y)).adjust_cell_length(width, base)
        at = y - HEADER + self.scroll_offset.y
        row = bisect_right(self._tops, at) - 1
        if row < 0 or at >= self._height:
            return Strip.blank(width, base)
        line = self.lines[row]
        if line.heading:
            words = f"── {visible_line(line.words)} ".ljust(width, "─")
            return Strip([Segment(words, base + self._style_of("matrix--group"))]).adjust_cell_length(width, base)
        return Strip(self._row(row, at - self._tops[row])).adjust_cell_length(width, base)

    def _head(self, y: int) -> list[Segment]:
        style = self.rich_style + self._style_of("matrix--head")
        first, last = self.shown_columns
        more = f"‹ {first}" if first and y else ""
        made = [Segment(set_cell_size(f" {more}", self._label), style)]
        for column in range(first, last):
            made.append(Segment("│", self.rich_style + self._style_of("matrix--rule")))
            words = _part(visible_line(self.columns[column]), y, HEADER, self._wide - 1)
            here = column == self.column
            made.append(Segment(set_cell_size((mark("▾") if here and not y else " ") + words, self._wide), style))
        if last < len(self.columns) and y:
            made.append(Segment(f" {len(self.columns) - last} ›", style))
        return made

    def _row(self, row: int, part: int) -> list[Segment]:
        base, rule = self.rich_style, self._style_of("matrix--rule")
        line = self.lines[row]
        words = f"{mark('▸') if row == self.row and not part else ' '}{visible_line(line.words)}"
        if self._high == 1 and line.detail:
            words = f"{set_cell_size(words, CASE)} {visible_line(line.detail)}" if cell_len(words) <= CASE else words
        elif part:
            words = f"  {visible_line(line.detail)}" if part == 1 else ""
        made = [
            Segment(
                set_cell_size(_fit(words, self._label), self._label),
                base + (Style() if part else self._style_of("matrix--row")),
            )
        ]
        first, last = self.shown_columns
        for column in range(first, last):
            look = self._look(row, column)
            style = base
            if look.shade:
                style += self._style_of(f"matrix--shade{look.shade}")
            if look.dim:
                style += self._style_of("matrix--empty")
            here = (row, column) == (self.row, self.column)
            if here:
                style += self._style_of("matrix--here")
            words = _part(visible_line(look.words[:LONGEST]), part, self._high, self._wide - 1)
            made.append(Segment("│", base + rule))
            made.append(Segment(set_cell_size((mark("▸") if here and not part else " ") + words, self._wide), style))
        return made

    # The mouse.

    @on(events.Click)
    def _clicked(self, event: events.Click) -> None:
        at = event.y - HEADER + self.scroll_offset.y
        row = bisect_right(self._tops, at) - 1
        if event.y < HEADER or row < 0 or at >= self._height or self.lines[row].heading:
            return
        column = self._left + max(0, event.x - self._label) // (self._wide + 1)
        self.stand(row, min(column, self.shown_columns[1] - 1))
        self.post_message(self.Pointed(event.chain > 1))


def _part(words: str, part: int, parts: int, width: int) -> str:
    """One of the lines that words take in a cell; the last one says by a sign that there is more."""
    if parts == 1:
        return _fit(words, width)
    rows = []
    for start, end in wrap(words, 0, len(words), width):
        rows.append(words[start:end].rstrip())
        if len(rows) > parts:
            break
    if part >= len(rows):
        return ""
    if part == parts - 1 and len(rows) > parts:
        return _fit(f"{rows[part]} {rows[part + 1]}", width)
    return rows[part]


def _fit(words: str, width: int) -> str:
    if cell_len(words) <= width:
        return words
    return set_cell_size(words, max(0, width - 1)).rstrip() + "…"
