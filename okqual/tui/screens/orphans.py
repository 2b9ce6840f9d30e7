"""Codings whose words are gone after a correction: each is put on other words, or withdrawn."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from rich.cells import cell_len
from rich.style import Style
from rich.text import Text
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widgets import Static

from okqual.messages import counted, message
from okqual.model.codebook import Codebook
from okqual.model.interview import Position
from okqual.text.shown import visible, visible_line
from okqual.tui.desk import Orphan
from okqual.tui.keys import ORPHANS
from okqual.tui.orphaned import likeliest
from okqual.tui.said import Said
from okqual.tui.screens.listing import ListPlace
from okqual.tui.widgets.key_line import KeyLine
from okqual.tui.widgets.line_list import LineList
from okqual.tui.widgets.lines import MessageLine, TwoEnds, fitted

CITATION, CODE = 12, 34


class OrphansScreen(ListPlace):
    """The codings of all interviews that have no words."""

    CSS_PATH = "orphans.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [*ORPHANS]
    UNDOABLE = ("coding.withdrawn", "coding.moved")

    def __init__(self) -> None:
        super().__init__("orphans")
        self._orphans: Sequence[Orphan] = ()
        self._codebook: Codebook | None = None

    def compose(self) -> ComposeResult:
        """How many, the list, the words in full, what was done, keys."""
        yield TwoEnds(id="top")
        yield LineList(self._line, id="list")
        yield Static(id="text", markup=False)
        yield MessageLine(id="said")
        yield KeyLine()

    def read_again(self) -> None:
        """Read the codings without words."""
        desk = self.okqual.desk
        if desk is None:
            return
        self._edition = self.okqual.edition
        self._orphans, self._codebook = desk.orphans(), desk.codebook()
        self.lines.put(len(self._orphans), self.lines.at)
        self.query_one("#top", TwoEnds).put(
            counted("tui.orphans.title", len(self._orphans)), message("tui.orphans.keys")
        )
        self.show_front()

    @property
    def _here(self) -> Orphan | None:
        return self._orphans[self.lines.at] if self._orphans else None

    def _code_name(self, orphan: Orphan) -> str:
        code = self._codebook.by_id.get(orphan.coding.code) if self._codebook else None
        return code.name if code else orphan.coding.code

    def _line(self, at: int, width: int) -> Text:
        orphan = self._orphans[at]
        name = visible_line(self._code_name(orphan))
        beside = min(CODE, cell_len(name), width // 3)
        return Text.assemble(
            (fitted(visible_line(orphan.citation), CITATION), Style(bold=True)),
            fitted(f"”{visible_line(orphan.quote)}”", max(0, width - CITATION - beside - 2)),
            "  ",
            fitted(name, beside),
        )

    def show_front(self) -> None:
        """The words that were coded, as what and by whom."""
        orphan = self._here
        if orphan is None:
            self.query_one("#text", Static).update(Text(message("tui.orphans.none")))
            return
        text = Text(f"”{visible(orphan.quote)}”\n")
        told = message(
            "tui.orphans.was", code=self._code_name(orphan), coder=orphan.coding.coder, where=orphan.citation
        )
        text.append(visible_line(told), Style(dim=True))
        if orphan.coding.memo:
            text.append(f"\n{visible(orphan.coding.memo)}", Style(italic=True))
        self.query_one("#text", Static).update(text)

    # Keys.

    def action_place(self) -> None:
        """Open the note where the words most likely belong, to put the coding there."""
        orphan, desk = self._here, self.okqual.desk
        if orphan is None or desk is None:
            return
        coding = orphan.coding
        notes = (note for note in desk.interview(coding.case).notes if note.id == coding.note)
        note = next(notes, None)
        passage = likeliest(note, orphan.quote, coding.start) if note is not None else None
        self.okqual.code_at(Position(coding.case, coding.note, passage.number if passage else 0, 0), placing=orphan)

    def action_withdraw(self) -> None:
        """Withdraw the coding; it stays in the journal."""
        orphan, desk = self._here, self.okqual.desk
        if orphan is None or desk is None:
            return
        desk.remove_coding(orphan.coding.id)
        words = message("tui.said.removed", code=self._code_name(orphan), passage=orphan.citation)
        self.done(Said(words, undoable=True))
