"""Interviews × questions with their states; only rows in sight are drawn, so thousands are no matter."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual import events, on
from textual.geometry import Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from okqual.messages import message
from okqual.model.guide import Guide
from okqual.model.interview import CaseProgress
from okqual.tui.naming import actor
from okqual.tui.signs import State, mark, sign, state_of
from okqual.tui.widgets.blending import blended
from okqual.tui.widgets.lines import spread

CASE, PLACE, ACTOR, FED_BACK, LEFT = 10, 17, 17, 14, 6
OTHER = 15
"""Cells of a further attribute, where there is room for it."""
PART_OF_ACTOR = frozenset({"kommungrupp"})
HEADER = 1


@dataclass(frozen=True, slots=True)
class Columns:
    """Which columns there is room for, from the left."""

    attributes: tuple[tuple[str, int], ...]
    questions: tuple[str, ...]
    adhoc: bool

    @property
    def width(self) -> int:
        """Cells of a whole row."""
        signs = 3 * (len(self.questions) + self.adhoc)
        return 2 + CASE + sum(width for _, width in self.attributes) + signs + LEFT


def columns_for(rows: Sequence[CaseProgress], guide: Guide, width: int) -> Columns:
    """The columns of a screen of this width: attributes give way before questions do."""
    questions = tuple(question.number for question in guide.questions)
    adhoc = any(number not in guide.by_number for row in rows for number in row.questions)
    wanted = [("län", PLACE), ("aktörstyp", ACTOR), ("återkopplad", FED_BACK)]
    there = [(name, cells) for name, cells in wanted if any(row.attributes.get(name) for row in rows)]
    there_at_all = list(there)
    while there and Columns(tuple(there), questions, adhoc).width > width:
        there.pop(0)
    # A wide screen has room for what else is known of the interviews.
    more = sorted({name for row in rows for name in row.attributes} - {name for name, _ in wanted} - PART_OF_ACTOR)
    for name in more:
        longer = [*there, (name, OTHER)]
        if len(there) == len(there_at_all) and Columns(tuple(longer), questions, adhoc).width <= width:
            there, there_at_all = longer, longer
    return Columns(tuple(there), questions, adhoc)


class ProgressGrid(ScrollView, can_focus=True, inherit_bindings=False):
    """The table of the overview, with a cursor row."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"grid--cursor", "grid--head", "grid--rest"}
    DEFAULT_CSS = """
    ProgressGrid {
        scrollbar-size: 1 1;
        & > .grid--cursor { background: $primary 25%; text-style: bold; }
        & > .grid--head { color: $foreground 70%; text-style: bold; }
        & > .grid--rest { color: $accent; }
    }
    """

    @dataclass
    class Chosen(Message):
        """An interview was clicked twice."""

        row: int

    @dataclass
    class Pointed(Message):
        """An interview was clicked."""

        row: int

    def __init__(self, id: str | None = None) -> None:
        super().__init__(id=id)
        self.rows: Sequence[CaseProgress] = ()
        self.cursor = 0
        self._guide: Guide | None = None
        self._columns = Columns((), (), False)
        self._ascii = False

    def show(self, rows: Sequence[CaseProgress], guide: Guide, ascii_only: bool = False) -> None:
        """Show these interviews; the cursor stays at its row."""
        self.rows, self._guide, self._ascii = rows, guide, ascii_only
        self._measure()
        self.stand(self.cursor)

    def stand(self, row: int) -> None:
        """Put the cursor on a row and bring it into view."""
        before, self.cursor = self.cursor, max(0, min(row, len(self.rows) - 1))
        top, height = self.scroll_offset.y, max(1, self.size.height - HEADER)
        if self.cursor < top:
            self.scroll_to(y=self.cursor, animate=False, immediate=True)
        elif self.cursor >= top + height:
            self.scroll_to(y=self.cursor - height + 1, animate=False, immediate=True)
        self.refresh_lines(before + HEADER)
        self.refresh_lines(self.cursor + HEADER)

    def page(self, step: int) -> None:
        """Move the cursor by a screenful."""
        self.stand(self.cursor + step * max(1, self.size.height - HEADER - 1))

    def on_resize(self) -> None:
        """Choose the columns that there is room for."""
        self._measure()

    def _measure(self) -> None:
        if self._guide is not None and self.container_size.width:
            self._columns = columns_for(self.rows, self._guide, self.container_size.width - 1)
            self.virtual_size = Size(self._columns.width, len(self.rows) + HEADER)
            self.refresh()

    def render_line(self, y: int) -> Strip:
        """The header, or a row of the window."""
        if self._guide is None:
            return Strip.blank(self.size.width, self.rich_style)
        left = self.scroll_offset.x
        if y < HEADER:
            strip = Strip([Segment(self._head(), self.rich_style + self._part("head"))])
        else:
            number = y - HEADER + self.scroll_offset.y
            if number >= len(self.rows):
                return Strip.blank(self.size.width, self.rich_style)
            strip = Strip(self._row(number))
        return strip.crop_extend(left, left + self.size.width, self.rich_style)

    def _part(self, name: str) -> Style:
        return blended(self, f"grid--{name}")

    def _head(self) -> str:
        names = [(message("tui.overview.case"), CASE)]
        names += [(_heading(name), cells) for name, cells in self._columns.attributes]
        numbers = "".join(f"{number:>3}" for number in self._columns.questions)
        return f"  {spread(names)}{numbers}{'  X' if self._columns.adhoc else ''}{message('tui.overview.left'):>{LEFT}}"

    def _row(self, number: int) -> list[Segment]:
        row, here = self.rows[number], number == self.cursor
        style = self.rich_style + (self._part("cursor") if here else Style())
        cells = [(row.case, CASE), *((_attribute(row, name), cells) for name, cells in self._columns.attributes)]
        signs = "".join(f"  {sign(state, self._ascii) if state else ' '}" for state in self._states(row))
        return [
            Segment(f"{mark('▸') if here else ' '} {spread(cells)}", style),
            Segment(signs, style),
            Segment(f"{row.left or '':>{LEFT}}", style + self._part("rest")),
        ]

    def _states(self, row: CaseProgress) -> list[State | None]:
        assert self._guide is not None
        states: list[State | None] = [
            state_of(row.questions.get(number), self._guide.by_number[number].coded)
            for number in self._columns.questions
        ]
        return [*states, _adhoc_state(row, self._guide)] if self._columns.adhoc else states

    @on(events.Click)
    def _clicked(self, event: events.Click) -> None:
        row = event.y - HEADER + self.scroll_offset.y
        if event.y >= HEADER and row < len(self.rows):
            self.post_message(self.Chosen(row) if event.chain > 1 else self.Pointed(row))


def _heading(name: str) -> str:
    """The name of an attribute as a heading; one that the catalogue does not know stands as it was written."""
    words = message(f"tui.attribute.{name}")
    return name.capitalize() if words.startswith("tui.") else words


def _attribute(row: CaseProgress, name: str) -> str:
    return actor(row.attributes) if name == "aktörstyp" else row.attributes.get(name, "")


def _adhoc_state(row: CaseProgress, guide: Guide) -> State | None:
    """One sign for all questions of the interview's own: the least finished; None where it has none."""
    own = [state_of(progress) for number, progress in row.questions.items() if number not in guide.by_number]
    order = (State.NOT_YET, State.PARTLY, State.DONE)
    return next((state for state in order if state in own), own[0] if own else None)
