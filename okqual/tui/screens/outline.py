"""The outline of the chapters: message headings criterion by criterion, what stands under each, and what is left."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from rich.cells import set_cell_size
from rich.style import Style
from rich.text import Text
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widgets import Static

from okqual.messages import counted, message
from okqual.model.finding import Outline, Piece, PieceKind
from okqual.text.shown import visible
from okqual.tui import findings_view as view
from okqual.tui.findings_view import EMPTY, HEAD, TEXT, Row
from okqual.tui.keys import OUTLINE
from okqual.tui.piece_acts import PieceActs
from okqual.tui.said import refused
from okqual.tui.widgets.key_line import KeyLine
from okqual.tui.widgets.line_list import LineList
from okqual.tui.widgets.lines import MessageLine, TwoEnds

HEADING, ITEM = 3, 17
KINDS = (PieceKind.HEADING, PieceKind.FINDING, PieceKind.SOURCE, PieceKind.JUDGEMENT)


class OutlineScreen(PieceActs):
    """Headings and what stands under them, in the order of the chapter."""

    CSS_PATH = "outline.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [*OUTLINE]

    def __init__(self) -> None:
        super().__init__("outline")
        self._rows: Sequence[Row] = ()
        self._outlines: Sequence[Outline] = ()
        self._wanted = ""

    def compose(self) -> ComposeResult:
        """How much is left, the outline, the one in front in full, what was done, keys."""
        yield TwoEnds(id="top")
        yield LineList(self._line, id="list")
        yield Static(id="detail", markup=False)
        yield MessageLine(id="said")
        yield KeyLine()

    # Reading.

    def read_again(self) -> None:
        """Read the outline at once and count beside the keys."""
        from okqual.study.outlining import outline

        self._edition = self.okqual.edition
        self._outlines = [outline(self.study, each.id) for each in self.codebook.criteria]
        self.show()
        self.count_again()

    def show(self) -> None:
        """Lay the lines out and stand where one stood."""
        lines = self.lines
        wanted = self._wanted or (self._rows[lines.at].here if lines.count else "")
        at, self._wanted = lines.at, ""
        self._rows = [row for each in self._outlines for row in self._rows_of(each)]
        found = next((place for place, row in enumerate(self._rows) if row.here == wanted), at)
        lines.put(len(self._rows), found)
        lines.refresh()
        there = [row.piece for row in self._rows if row.piece is not None]
        left = sum(view.is_left(each, self.picture) for each in there)
        headings = sum(each.kind is PieceKind.HEADING for each in there)
        title = f"{message('tui.outline.title')}   {counted('tui.outline.headings', headings)}"
        self.query_one("#top", TwoEnds).put(title, counted("tui.findings.left", left))
        self.show_front()

    def _rows_of(self, made: Outline) -> list[Row]:
        rows = []
        for part in made.headings:
            items = [Row(TEXT, made.criterion, each, deep=True) for each in part.items if self._shown(each)]
            if items or self._shown(part.heading):
                rows += [Row(TEXT, made.criterion, part.heading), *items]
        loose = [Row(TEXT, made.criterion, each, deep=True) for each in made.unplaced if self._shown(each)]
        rows += [Row(EMPTY, made.criterion), *loose] if loose else []
        return [Row(HEAD, made.criterion), *rows] if rows or not self.only_left else []

    def _shown(self, piece: Piece) -> bool:
        return not self.only_left or view.is_left(piece, self.picture)

    # What is seen.

    def _line(self, at: int, width: int) -> Text:
        row = self._rows[at]
        if row.what == HEAD:
            return view.head_line(row, self.codebook)
        if row.piece is None:
            return Text(" " * HEADING + message("tui.outline.unplaced"), Style(dim=True, italic=True))
        if row.piece.kind is PieceKind.HEADING:
            return view.piece_line(row, width, " " * HEADING)
        sign = "!" if self.picture is not None and self._lacks(row.piece) else " "
        lead = set_cell_size(f"   {sign} {message(f'tui.findings.short.{row.piece.kind}')}", ITEM)
        return view.piece_line(row, width, lead)

    def _lacks(self, piece: Piece) -> list[str]:
        found = self.picture.lacks.get(piece.id, ()) if self.picture is not None else ()
        return [words for lack, detail in found if (words := view.lack_words(lack, detail))]

    def show_front(self) -> None:
        """What is known of the piece in front."""
        piece, text = self.here, Text()
        if piece is None:
            text.append(message("tui.outline.none"))
        else:
            text.append(visible(view.title_words(piece)[:1200]) + "\n")
            text.append(visible(f"{message(f'terms.piece.{piece.kind}')} · {view.state_words(piece)}"), Style(dim=True))
            for words in self._lacks(piece):
                text.append(f"\n! {visible(words)}")
        self.query_one("#detail", Static).update(text)

    @property
    def _row(self) -> Row | None:
        return self._rows[self.lines.at] if self.lines.count else None

    @property
    def here(self) -> Piece | None:
        """The piece in front."""
        return self._row.piece if self._row is not None else None

    @property
    def criterion_here(self) -> str:
        """The criterion that one stands under."""
        return self._row.criterion if self._row is not None else ""

    # Keys.

    def action_open(self) -> None:
        """Work on the heading or text in front."""
        if self.here is not None:
            self.open_piece(self.here)

    def action_new(self) -> None:
        """Write a heading, or a finding, source or judgement under the one in front."""
        if not self.criterion_here:
            self.say(refused("tui.outline.no_criterion"))
            return
        here = self.here
        heading = "" if here is None else here.id if here.kind is PieceKind.HEADING else here.heading
        self.ask_new(KINDS if heading else KINDS[:1], heading)

    def made(self, piece: Piece) -> None:
        """Stand on what was made."""
        self._wanted = piece.id
        super().made(piece)

    def action_move(self, step: int) -> None:
        """Put the one in front a place up or down; a text goes on under the next heading."""
        from okqual.study import outlining

        here = self.here
        made = next((each for each in self._outlines if each.criterion == self.criterion_here), None)
        if here is None or made is None:
            return
        headings = [part.heading.id for part in made.headings]
        if here.kind is PieceKind.HEADING:
            to = headings.index(here.id) + step
            if not 0 <= to < len(headings):
                self.say(refused("tui.outline.at_the_end"))
                return
            outlining.place_heading(self.study, here.id, to + 1)
        elif here.heading not in headings:
            self.say(refused("tui.outline.needs_heading"))
            return
        else:
            under = headings.index(here.heading)
            items = [each.id for each in made.headings[under].items]
            to = items.index(here.id) + step
            if 0 <= to < len(items):
                outlining.place(self.study, here.id, here.heading, to + 1)
            elif 0 <= under + step < len(headings):
                outlining.place(self.study, here.id, headings[under + step], 1 if step > 0 else None)
            else:
                self.say(refused("tui.outline.at_the_end"))
                return
        self._wanted = here.id
        self.wrote(message("tui.outline.moved"))

    def action_off(self) -> None:
        """Take the text in front out of the outline; it stays among the findings."""
        from okqual.study import outlining

        here = self.here
        if here is None or here.kind is PieceKind.HEADING or not here.heading:
            self.say(refused("tui.outline.not_placed"))
            return
        outlining.take_off(self.study, here.id)
        self._wanted = here.id
        self.wrote(message("tui.outline.taken_off"))

    def action_findings(self) -> None:
        """Go to the findings."""
        self.app.switch_mode("findings")
