"""A list drawn line by line: as quick with thousands of lines as with ten, the one in front marked by a sign."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import ClassVar

from rich.style import Style
from rich.text import Text
from textual import events
from textual.binding import BindingType
from textual.geometry import Size
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from okqual.tui.keys import LIST, speak
from okqual.tui.signs import mark
from okqual.tui.widgets.blending import blended

HERE, ELSEWHERE = "▸ ", "  "
WHEEL = 3
"""Lines that one turn of the wheel moves."""


class LineList(Widget, inherit_bindings=False):
    """Lines to stand on; what they say is asked of ``draw`` when they are seen."""

    BINDINGS: ClassVar[list[BindingType]] = [*LIST]
    COMPONENT_CLASSES: ClassVar[set[str]] = {"line-list--here"}
    DEFAULT_CSS = """
    LineList { height: auto; max-height: 12; & > .line-list--here { background: $foreground 10%; text-style: bold; } }
    """

    @dataclass
    class Stood(Message):
        """Another line is in front."""

        at: int

    @dataclass
    class Chosen(Message):
        """A line was chosen, by Enter or by pointing at it twice."""

        at: int

    def __init__(
        self, draw: Callable[[int, int], Text], focusable: bool = False, at_once: bool = False, id: str | None = None
    ) -> None:
        """``draw``: the text of a line, by its number and the cells that there are for it.

        With ``at_once`` one click chooses, as in a box that asks; else it stands on the line, and a second one there
        chooses.
        """
        super().__init__(id=id)
        speak(self)
        self._draw = draw
        self.can_focus = focusable
        self.count = 0
        self.at = 0
        self._top = 0
        self._at_once = at_once
        self._pointed: int | None = None
        """The line that the mouse stood on last, while it says what it said then."""

    def put(self, count: int, at: int = 0) -> None:
        """Show this many lines and stand on one of them."""
        grown = count != self.count
        self.count, self.at = count, max(0, min(at, count - 1))
        self._pointed = None
        self._bring_into_view()
        # Only a list that is as high as its lines makes the screen lay itself out again.
        self.refresh(layout=grown and self.styles.is_auto_height)

    def stand(self, at: int, above: int = 0, below: int = 0) -> None:
        """Stand on a line, around the ends of the list; so many lines above and below belong to it."""
        if self.count:
            self.at = at % self.count
            self._bring_into_view(above, below)
            self.refresh()

    def page(self, step: int) -> None:
        """Stand a screenful up or down."""
        if self.count:
            self.stand(max(0, min(self.count - 1, self.at + step * max(1, self.size.height - 1))))

    def _bring_into_view(self, above: int = 0, below: int = 0) -> None:
        height = max(1, self.size.height)
        last, first = min(self.at + below, self.count - 1), max(0, self.at - above)
        first = first if last - first < height else self.at
        self._top = max(0, min(max(self._top, last - height + 1), first, max(0, self.count - height)))

    def on_resize(self) -> None:
        """Keep the line in front in sight."""
        self._bring_into_view()

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """As many rows as there are lines."""
        return max(1, self.count)

    def render_line(self, y: int) -> Strip:
        """One line of the list."""
        if y == 0:
            # A list that was hidden while the window was small is not told that it is as high as before.
            self._bring_into_view()
        number, width, base = y + self._top, self.size.width, self.rich_style
        if number >= self.count:
            return Strip.blank(width, base)
        here = number == self.at
        text = Text.assemble(mark(HERE) if here else ELSEWHERE, self._draw(number, width - len(HERE)), end="")
        text.truncate(width, overflow="ellipsis")
        style = base + blended(self, "line-list--here") if here else base
        return Strip(_styled(text, style, self)).adjust_cell_length(width, style)

    # Keys and mouse.

    def action_step(self, step: int) -> None:
        """Stand on the next or previous line."""
        self._go(lambda: self.stand(self.at + step))

    def action_end(self, at: int) -> None:
        """Stand on the first (0) or last (-1) line."""
        self._go(lambda: self.stand(at))

    def action_page(self, step: int) -> None:
        """Stand a screenful away."""
        self._go(lambda: self.page(step))

    def action_choose(self) -> None:
        """Choose the line in front."""
        if self.count:
            self.post_message(self.Chosen(self.at))

    def _go(self, deed: Callable[[], None]) -> None:
        before = self.at
        deed()
        if self.at != before:
            self.post_message(self.Stood(self.at))

    def on_click(self, event: events.Click) -> None:
        """Stand on the line pointed at; choose it when it was pointed at before."""
        row = self._top + event.y
        if row >= self.count:
            return
        # Of two quick clicks the first may have led to a line beside: the second is meant all the same.
        again = row == self._pointed and (row == self.at or event.chain == 2)
        self._pointed = None if again else row
        self._go(lambda: self.stand(row))
        if again or self._at_once:
            self.action_choose()

    def on_mouse_scroll_down(self) -> None:
        """Stand further down."""
        self._go(lambda: self.stand(min(self.count - 1, self.at + WHEEL)))

    def on_mouse_scroll_up(self) -> None:
        """Stand further up."""
        self._go(lambda: self.stand(max(0, self.at - WHEEL)))


def _styled(text: Text, style: Style, widget: Widget) -> list:  # type: ignore[type-arg]
    text.stylize_before(style)
    return [segment for segment in text.render(widget.app.console) if segment.text]
