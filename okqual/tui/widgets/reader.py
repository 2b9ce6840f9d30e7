"""The text of a note, line by line: only what is seen is drawn, so a long note is as quick as a short one."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable
from dataclasses import dataclass
from typing import ClassVar

from textual import events, on
from textual.cache import LRUCache
from textual.geometry import Offset, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.selection import Selection
from textual.strip import Strip

from okqual.model.coding import Coding
from okqual.tui.document import Row, RowKind
from okqual.tui.margin import Bar, Margin
from okqual.tui.widgets.pieces import overlap
from okqual.tui.widgets.row_painter import GUTTER, Look, RowPainter
from okqual.tui.work import NoteWork

WIDEST = 100
"""Text is not drawn wider than this: longer lines are hard to read."""
AIRY = 20
"""Rows from which blank ones between paragraphs are affordable."""


class Reader(ScrollView, can_focus=True, inherit_bindings=False):
    """A note with the bars of its codings, a cursor passage and a selection."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "reader--cursor", "reader--selection", "reader--focus", "reader--heading", "reader--remark",
        "reader--note", "reader--hit", "reader--mark", "reader--hand",
    }  # fmt: skip
    DEFAULT_CSS = """
    Reader {
        scrollbar-size-vertical: 1;
        overflow-x: hidden;
        & > .reader--cursor { background: $foreground 9%; }
        & > .reader--selection { background: $primary 40%; }
        & > .reader--focus { background: $accent 22%; }
        & > .reader--heading { color: $primary; text-style: bold; }
        & > .reader--remark { color: $foreground 60%; text-style: italic; }
        & > .reader--note { color: $foreground 65%; text-style: italic; }
        & > .reader--hit { text-style: reverse; }
        & > .reader--mark { color: $accent; text-style: bold; }
        & > .reader--hand { text-style: bold reverse; }
    }
    """

    @dataclass
    class PassagePointed(Message):
        """The mouse was pressed and let go on a place of the text."""

        offset: int

    def __init__(self, annotation: Callable[[int], str], id: str | None = None) -> None:
        """``annotation`` says what stands at the right of a passage, by its index."""
        super().__init__(id=id)
        self._annotation = annotation
        self._work: NoteWork | None = None
        self._margin = Margin()
        self._strips: LRUCache[Look, Strip] = LRUCache(2048)
        self._painter: RowPainter | None = None
        self.cursor = 0
        self.selection: tuple[int, int] | None = None
        self.focus_span: tuple[int, int, str] | None = None
        self.hand: tuple[int, bool] | None = None
        self.hits: tuple[tuple[int, int], ...] = ()
        self._dragged = False

    # What is shown.

    def show(self, work: NoteWork) -> None:
        """Show a note from the start."""
        self._work, self.hits, self._painter = work, (), None
        self._strips.clear()
        self.cursor, self.selection, self.focus_span, self.hand = 0, None, None, None
        self._lay_out()

    def stand(
        self,
        cursor: int,
        selection: tuple[int, int] | None,
        focus: Coding | None,
        hand: tuple[int, bool] | None = None,
    ) -> None:
        """Show where the coder is; only rows that look different are drawn again.

        ``hand``: offset of the end of the coding in focus that is in hand, and whether it is its start.
        """
        if self._work is None or not self._work.passages:
            return
        span = (focus.start, focus.end, focus.code) if focus else None
        before = [self._span_of(self.cursor), self.selection, self.focus_span and self.focus_span[:2]]
        moved = cursor != self.cursor
        after = [self._span_of(cursor), selection, span and span[:2]]
        before.append(self._hand_span())
        self.cursor, self.selection, self.focus_span, self.hand = cursor, selection, span, hand
        after.append(self._hand_span())
        for old, new in zip(before, after, strict=True):
            if old != new:
                self._redraw(old)
                self._redraw(new)
        if moved or before[1] != after[1] or before[3] != after[3]:
            self.bring_into_view()

    def _hand_span(self) -> tuple[int, int] | None:
        """The character at the end in hand."""
        if self.hand is None:
            return None
        at, starts = self.hand
        return (at, at + 1) if starts else (at - 1, at)

    def made(self, coding: Coding) -> None:
        """A coding appeared."""
        if self._work is not None and self._work.document.rows:
            self._margin.add(self._bar(coding))
            self.altered(coding.start, coding.end)

    def removed(self, coding: Coding) -> None:
        """A coding went away."""
        self._margin.remove(coding.id)
        self.altered(coding.start, coding.end)

    def altered(self, start: int, end: int) -> None:
        """Something about ``[start, end)`` is to be drawn again, to the end of the passages it touches."""
        if self._work is None:
            return
        inside = self._work.document.passages_in(start, end)
        last = self._work.passages[inside[-1]].end if inside else end
        self._redraw((start, max(end, last)))

    def show_hits(self, hits: tuple[tuple[int, int], ...]) -> None:
        """Mark places that a search found."""
        self.hits = hits
        self.refresh()

    def page(self, step: int) -> int:
        """Index of the passage a screenful up or down from the cursor."""
        assert self._work is not None
        document = self._work.document
        row = document.row_at(self._work.passages[self.cursor].start) + step * max(1, self.size.height - 2)
        place = document.passage_at(document.rows[max(0, min(row, len(document.rows) - 1))].start) or 0
        return place if place != self.cursor else self.cursor + step

    def bring_into_view(self) -> None:
        """Scroll so that the cursor passage is seen with a few rows around it."""
        if self._work is None or not self._work.passages or not self._work.document.rows:
            return
        start, end = self._hand_span() or self._span_of(self.cursor)
        if self.selection is not None:
            end = max(end, self.selection[1])
        first, last = self._work.document.rows_of(start, end)
        height, top = max(1, self.size.height), self.scroll_offset.y
        around = min(3, height // 6)
        # By force: a note that was just laid out has no scrollbar yet, and would not be scrolled without one.
        if first - around < top:
            self.scroll_to(y=max(0, first - around), animate=False, immediate=True, force=True)
        elif last + around >= top + height:
            self.scroll_to(y=min(first - around, last + around - height + 1), animate=False, immediate=True, force=True)

    # Layout.

    def on_resize(self) -> None:
        """Lay the text out anew when the room for it is another."""
        document = self._work.document if self._work is not None else None
        if document is not None and (self._text_width, self._airy) != (document.width, document.airy):
            self._lay_out()
        # A place that was opened before there was room is looked for when there is.
        self.call_after_refresh(self.bring_into_view)

    @property
    def _text_width(self) -> int:
        # Not content_size: that changes when the scrollbar comes, and the text would be wrapped twice.
        return max(10, min(WIDEST, self.container_size.width - GUTTER - 1))

    @property
    def _airy(self) -> bool:
        return self.container_size.height >= AIRY

    def _lay_out(self) -> None:
        if self._work is None or not self.container_size.width:
            return
        document = self._work.document
        document.wrap(self._text_width, self._airy)
        self._strips.clear()
        self._margin = Margin(self._bar(coding) for coding in self._work.codings.values())
        self.virtual_size = Size(self.container_size.width - 1, len(document.rows))
        self.scroll_to(y=0, animate=False, immediate=True)
        self.bring_into_view()
        self.refresh()

    def _bar(self, coding: Coding) -> Bar:
        assert self._work is not None
        return (coding.id, coding.code, *self._work.document.rows_of(coding.start, coding.end))

    def _span_of(self, place: int) -> tuple[int, int]:
        assert self._work is not None
        passage = self._work.passages[min(place, len(self._work.passages) - 1)]
        return passage.start, passage.end

    def _redraw(self, span: tuple[int, int] | None) -> None:
        if span is not None and self._work is not None and self._work.document.rows:
            first, last = self._work.document.rows_of(*span)
            self.refresh_lines(first, last - first + 1)

    def notify_style_update(self) -> None:
        """Forget drawn rows and styles when the theme changes."""
        super().notify_style_update()
        self._strips.clear()
        self._painter = None

    # Drawing.

    def render_line(self, y: int) -> Strip:
        """One row of the window."""
        number = y + self.scroll_offset.y
        if self._work is None or number >= len(self._work.document.rows):
            return Strip.blank(self.size.width, self.rich_style)
        look = self._look(number)
        strip = self._strips.get(look)
        if strip is None:
            strip = self._strips[look] = self._paint(look)
        return strip

    def _look(self, number: int) -> Look:
        assert self._work is not None
        document = self._work.document
        row = document.rows[number]
        inside = document.passages_in(row.start, row.end) if row.kind is RowKind.TEXT else range(0)
        cursor = self._span_of(self.cursor) if self._work.passages else (0, 0)
        focus = self.focus_span
        bars, more = self._margin.at(number)
        return Look(
            row=number,
            width=self.size.width,
            cursor=overlap(row, cursor),
            marked=row.kind is RowKind.TEXT and row.start <= cursor[0] < max(row.end, row.start + 1),
            selection=overlap(row, self.selection),
            focus=overlap(row, focus[:2]) if focus else None,
            focus_code=focus[2] if focus and overlap(row, focus[:2]) else None,
            bars=bars,
            more=more,
            roles=tuple(self._work.passages[place].role for place in inside),
            hand=self.hand if overlap(row, self._hand_span()) else None,
            hits=self._hits_in(row),
            note=self._note_for(row, inside),
        )

    def _paint(self, look: Look) -> Strip:
        assert self._work is not None
        if self._painter is None:
            self._painter = RowPainter(self, self._work)
        return self._painter.draw(look)

    def _hits_in(self, row: Row) -> tuple[tuple[int, int], ...]:
        if not self.hits or row.kind is not RowKind.TEXT:
            return ()
        first = max(0, bisect_right(self.hits, (row.start, 0)) - 1)
        last = bisect_left(self.hits, (row.end, 0))
        return tuple(span for hit in self.hits[first:last] if (span := overlap(row, hit)))

    def _note_for(self, row: Row, inside: range) -> str:
        """The annotations of the passages that end in this row."""
        assert self._work is not None
        passages = self._work.passages
        # White space after a passage may hang over to a row of its own, hence the start is compared.
        ending = [place for place in inside if row.start < passages[place].end <= row.end]
        return "  ".join(note for place in ending if (note := self._annotation(place)))

    # The keyboard.

    def on_blur(self, event: events.Blur) -> None:
        """Look as before without the keyboard: no line is drawn again when the code picker opens over it."""
        self._has_keyboard(event, False)

    def on_focus(self, event: events.Focus) -> None:
        """Look as before with the keyboard."""
        self._has_keyboard(event, True)

    def _has_keyboard(self, event: events.Event, now: bool) -> None:
        event.prevent_default()
        self.set_reactive(Reader.has_focus, now)

    # The mouse.

    def get_selection(self, selection: Selection) -> tuple[str, str] | None:
        """The selected words, for the clipboard."""
        span = self._as_span(selection)
        return (self._work.document.shown[span[0] : span[1]], "\n") if span and self._work else None

    def selection_updated(self, selection: Selection | None) -> None:
        """Paint the selection while the mouse moves."""
        span = self._as_span(selection) if selection is not None else None
        before, self.selection = self.selection, span
        self._dragged = self._dragged or span is not None
        self._redraw(before)
        self._redraw(span)

    def _as_span(self, selection: Selection) -> tuple[int, int] | None:
        if self._work is None:
            return None
        start = selection.start.x if selection.start is not None else 0
        end = selection.end.x if selection.end is not None else len(self._work.note.text)
        return (start, end) if start < end else None

    @property
    def dragged_over(self) -> tuple[int, int] | None:
        """The words that the mouse has selected."""
        return self._as_span(self.text_selection) if self.text_selection is not None else None

    @on(events.MouseDown)
    def _pressed(self) -> None:
        self._dragged = False

    @on(events.Click)
    def _clicked(self, event: events.Click) -> None:
        offset = self._offset_at(event)
        # A click follows every drag as well; then the words were meant and not the passage.
        if not self._dragged and offset is not None:
            self.post_message(self.PassagePointed(offset))

    def _offset_at(self, event: events.MouseEvent) -> int | None:
        _, place = self.screen.get_widget_and_offset_at(event.screen_x, event.screen_y)
        return place.x if isinstance(place, Offset) else None
