"""One row of a note as it is drawn: bars, the cursor's mark, words in their styles, what stands at the right."""

from __future__ import annotations

from typing import NamedTuple

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip
from textual.widget import Widget

from okqual.model.note import BlockKind, PassageRole
from okqual.tui.document import Row, RowKind
from okqual.tui.margin import COLUMNS
from okqual.tui.signs import mark
from okqual.tui.themes import code_colour
from okqual.tui.widgets.blending import blended
from okqual.tui.widgets.pieces import cut, shortened
from okqual.tui.work import NoteWork

GUTTER = COLUMNS + 5
"""Bars, "+3", the cursor's mark and a space."""
BAR, FOCUSED_BAR, CURSOR = "▌", "█", "▸"
STARTS, ENDS = "[", "]"
"""What an end in hand is marked by, beside its row and, where a space leaves room for it, in the text."""


class Look(NamedTuple):
    """Everything that a drawn row depends on; the key of the cache of rows."""

    row: int
    width: int
    cursor: tuple[int, int] | None
    marked: bool
    selection: tuple[int, int] | None
    focus: tuple[int, int] | None
    focus_code: str | None
    bars: tuple[str | None, ...]
    more: int
    roles: tuple[PassageRole, ...]
    hand: tuple[int, bool] | None
    hits: tuple[tuple[int, int], ...]
    note: str


class RowPainter:
    """Draws the rows of one note for a widget whose component styles are called ``reader--…``."""

    def __init__(self, widget: Widget, work: NoteWork) -> None:
        self._widget, self._work = widget, work
        self._styles: dict[str, Style] = {}

    def _style(self, name: str) -> Style:
        if name not in self._styles:
            self._styles[name] = blended(self._widget, f"reader--{name}")
        return self._styles[name]

    def draw(self, look: Look) -> Strip:
        """The row that looks so."""
        row = self._work.document.rows[look.row]
        base = self._widget.rich_style
        gutter = self._gutter(look, base)
        if row.kind is RowKind.BLANK:
            return Strip(gutter).adjust_cell_length(look.width, base)
        if row.kind is RowKind.HEADING:
            heading = Segment(row.prefix, base + self._style("heading") + self._style("remark"))
            return Strip([*gutter, heading]).adjust_cell_length(look.width, base)
        lead = row.prefix.rjust(row.indent)[: row.indent] if row.prefix else " " * row.indent
        if look.hand == (row.start, True) and lead.endswith(" "):
            lead = lead[:-1] + STARTS
        text = Strip(self._text(look, row, base)).apply_offsets(row.start, 0)
        strip = Strip.join([Strip([*gutter, Segment(lead, base)]), text])
        if look.hand == (row.end, False):
            strip = Strip([*strip, Segment(ENDS, base + self._style("mark"))])
        return self._with_note(strip, look, base)

    def _gutter(self, look: Look, base: Style) -> list[Segment]:
        segments = []
        for code in look.bars:
            if code is None:
                segments.append(Segment(" ", base))
            else:
                colour = code_colour(code, self._widget.app.current_theme.dark).rich_color
                bar = mark(FOCUSED_BAR if code == look.focus_code else BAR)
                segments.append(Segment(bar, base + Style(color=colour)))
        more = f"+{min(look.more, 9)}" if look.more else "  "
        segments.append(Segment(more, base + self._style("note")))
        hand = (STARTS if look.hand[1] else ENDS) if look.hand else " "
        here = f"{hand}{mark(CURSOR) if look.marked else ' '} "
        segments.append(Segment(here, base + self._style("mark")))
        return segments

    def _text(self, look: Look, row: Row, base: Style) -> list[Segment]:
        """The row's words, cut wherever their style changes."""
        document = self._work.document
        block = document.note.blocks[row.block]
        layers: list[tuple[int, int, Style]] = []
        if block.kind is BlockKind.HEADING:
            layers.append((row.start, row.end, self._style("heading")))
        for place in document.passages_in(row.start, row.end):
            passage = self._work.passages[place]
            if passage.role is not PassageRole.ANSWER:
                layers.append((passage.start, passage.end, self._style("remark")))
        for name, span in (("cursor", look.cursor), ("focus", look.focus), ("selection", look.selection)):
            if span:
                layers.append((*span, self._style(name)))
        layers += [(*span, self._style("hit")) for span in look.hits]
        if look.hand:
            at, starts = look.hand
            layers.append((at, at + 1, self._style("hand")) if starts else (at - 1, at, self._style("hand")))
        words = self._with_bracket(look.hand, row, document.shown[row.start : row.end])
        return [
            Segment(words[start - row.start : end - row.start], Style.combine([base, *styles]))
            for start, end, styles in cut(row.start, row.end, layers)
        ]

    def _with_bracket(self, hand: tuple[int, bool] | None, row: Row, words: str) -> str:
        """The row's words with a bracket for the space outside the end in hand, if there is one."""
        if hand is None:
            return words
        at, sign = (hand[0] - 1 - row.start, STARTS) if hand[1] else (hand[0] - row.start, ENDS)
        return f"{words[:at]}{sign}{words[at + 1 :]}" if 0 <= at < len(words) and words[at] == " " else words

    def _with_note(self, strip: Strip, look: Look, base: Style) -> Strip:
        room = look.width - strip.cell_length - 2
        words = look.note if cell_len(look.note) <= room else shortened(look.note, room)
        if words:
            gap = Segment(" " * (look.width - strip.cell_length - cell_len(words) - 1), base)
            strip = Strip([*strip, gap, Segment(words, base + self._style("note"))])
        return strip.adjust_cell_length(look.width, base)
