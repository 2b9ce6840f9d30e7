"""A cell of the matrix opened: its text to write in, the evidence under it beside; all is saved as one goes."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from rich.cells import set_cell_size
from rich.style import Style
from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.timer import Timer
from textual.widgets import Static, TextArea

from okqual.messages import counted, message
from okqual.model.coding import Quote, parse_citation
from okqual.model.interview import Position
from okqual.model.summary import Cell, Changed, ColumnKind, RowKind
from okqual.text.shown import visible, visible_line
from okqual.tui.keys import CELL
from okqual.tui.said import Said
from okqual.tui.screens.base import Place
from okqual.tui.signs import mark
from okqual.tui.widgets.key_line import KeyLine
from okqual.tui.widgets.line_list import LineList
from okqual.tui.widgets.lines import MessageLine, TwoEnds
from okqual.tui.widgets.summary_editor import SummaryEditor

if TYPE_CHECKING:
    from okqual.study.opening import Study
    from okqual.tui.screens.matrix import MatrixScreen

PAUSE = 2.0
"""Seconds without typing after which the text is saved."""
MOST = 5.0
"""Seconds of typing after which it is saved all the same: no more than that is lost in a crash."""
CITATION, VALUE = 15, 14


class CellScreen(Place):
    """The editor of one written cell."""

    CSS_PATH = "cell.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [*CELL]
    AUTO_FOCUS = "#editor"

    def __init__(self, matrix: MatrixScreen) -> None:
        super().__init__("cell")
        self.matrix = matrix
        self.cell: Cell = matrix.here
        self._quotes: list[Quote] = []
        self._saved = ""
        self._sitting = ""
        """The batch of what is written without leaving the cell: undone as one."""
        self._pause: Timer | None = None
        self._most: Timer | None = None
        self._edition = -1
        self._wrong: list[str] = []
        """Words for how many that hold of no number under a roll-up."""

    def compose(self) -> ComposeResult:
        """Where one is, text and evidence side by side, what is behind, what was done, keys."""
        yield TwoEnds(id="top")
        with Horizontal(id="middle"):
            with Vertical(id="writing"):
                yield SummaryEditor(id="editor")
                yield TwoEnds(id="state")
            with Vertical(id="reading"):
                yield LineList(self._line, focusable=True, id="evidence")
                yield Static(id="quote", markup=False)
        yield MessageLine(id="said")
        yield KeyLine()

    @property
    def editor(self) -> SummaryEditor:
        """The text."""
        return self.query_one(SummaryEditor)

    @property
    def evidence(self) -> LineList:
        """The codings under the cell."""
        return self.query_one(LineList)

    @property
    def _study(self) -> Study:
        assert self.matrix.view is not None
        return self.matrix.view.study

    # Coming and going.

    def on_screen_resume(self) -> None:
        """Read the cell, or what came under it while one was in another place."""
        if self._edition != self.okqual.edition:
            self.okqual.trying(self.read_again)

    def read_again(self) -> None:
        """Read text and evidence again; what is typed and not yet saved stays."""
        from okqual.study import cell_evidence, summarising

        first = self._edition == -1
        self.editor.read_only = self.okqual.desk is None or self.okqual.desk.read_only
        self._edition = self.okqual.edition
        now = summarising.summary_of(self._study, self.cell)
        text = now.text if now else ""
        if first or (self._typed == self._saved and text != self._saved):
            self._saved = text
            with self.prevent(TextArea.Changed):
                self.editor.load_text(text)
                self.editor.move_cursor(self.editor.document.end)
        self._quotes = [piece.quote for piece in cell_evidence.evidence_of_cell(self._study, self.cell)]
        self.evidence.put(len(self._quotes), self.evidence.at)
        self._hold()
        self._show()

    @property
    def _typed(self) -> str:
        return self.editor.text.strip()

    async def action_leave(self) -> None:
        """Save, and back to the matrix."""
        self._save()
        self._end_sitting()
        self.dismiss()

    def on_screen_suspend(self) -> None:
        """Nothing is left unsaved when one goes elsewhere."""
        if self.is_attached and self._edition != -1:
            self.okqual.trying(self._save)
            self._end_sitting()

    def _end_sitting(self) -> None:
        self._sitting = ""

    # Saving.

    @on(TextArea.Changed)
    def _changed(self) -> None:
        if self._pause is not None:
            self._pause.stop()
        self._pause = self.set_timer(PAUSE, self._autosave)
        if self._most is None:
            self._most = self.set_timer(MOST, self._autosave)
        self._show_state()

    def _autosave(self) -> None:
        self.okqual.trying(self._save)

    def _save(self) -> bool:
        """Write the text where it is another; True when something was written."""
        from okqual.study import summarising

        for timer in (self._pause, self._most):
            if timer is not None:
                timer.stop()
        self._pause = self._most = None
        if self._typed == self._saved or self.okqual.desk is None:
            return False
        typed = self._typed
        self._sitting = summarising.go_on_writing(self._study, self.cell, typed, self._sitting)
        self._wrote(typed)
        return True

    def _wrote(self, text: str) -> None:
        self._saved = text
        unseen = self._edition != self.okqual.edition
        self.matrix.wrote(self.cell)
        self._edition = -2 if unseen else self.okqual.edition
        self._hold()
        self._show_state()

    def _hold(self) -> None:
        """Hold a roll-up's words for how many against the numbers, beside the keys: that reads many codings."""
        from okqual.tui.held import roll_up_faults

        cell, text = self.cell, self._saved
        if cell.rows is RowKind.CASE or not text:
            self._wrong = []
            return

        def found(wrong: list[str]) -> None:
            if (cell, text) == (self.cell, self._saved) and self.is_attached:
                self._wrong = wrong
                self._show_state()

        roll_up_faults(self.okqual, cell, text, found)

    # What is seen.

    def _line(self, at: int, width: int) -> Text:
        quote = self._quotes[at]
        star = "★ " if quote.key and not self.okqual.settings.ascii_signs else "* " if quote.key else "  "
        linked = mark("✓") if f"{quote.id}" in self._linked else " "
        value = min(VALUE, width // 4)
        words = set_cell_size(visible_line(quote.text[:400]), max(0, width - CITATION - value - 4))
        return Text.assemble(
            (set_cell_size(visible_line(quote.id), CITATION), Style(bold=True)), linked, star,
            set_cell_size(visible_line(self._value(quote)), value), " ", words,
        )  # fmt: skip

    @property
    def _linked(self) -> frozenset[str]:
        return self.editor.links

    def _value(self, quote: Quote) -> str:
        from okqual.study import browsing

        code = browsing.codebook(self._study).by_id.get(quote.code)
        if code is not None and code.scale is not None and quote.value:
            return code.scale.name_of(quote.value)
        return "" if code is None or quote.code == self.cell.column else code.name

    def _show(self) -> None:
        from okqual.study import summarising

        words = summarising.words_of(self._study, self.cell)
        if self.cell.rows is not RowKind.CASE:
            rows = self.cell.row if self.cell.rows is RowKind.GROUP else message("tui.matrix.all")
            words = words.partition(" · ")[2]
            words = f"{message('tui.matrix.rollup')} · {rows or '–'} · {words}"
        value = self.matrix.value_words(self.cell)
        words += f"   {value}" if value else ""
        self.query_one("#top", TwoEnds).put(words, counted("tui.cell.evidence", len(self._quotes)))
        self._show_state()
        self._show_quote()

    def _show_state(self) -> None:
        from okqual.study import summarising

        now = summarising.summary_of(self._study, self.cell)
        parts = []
        if self._typed != self._saved:
            parts.append(message("tui.cell.unsaved"))
        elif now is not None:
            parts.append(message("tui.cell.saved"))
        elif not self._typed:
            parts.append(message("tui.matrix.unwritten"))
        if now is not None and now.draft:
            parts.append(message("terms.draft"))
        changed = summarising.changes(self._study, self.cell) if now is not None else None
        if changed is not None:
            parts.append(f"! {self._what_changed(changed)}")
        parts += self._wrong
        self.query_one("#state", TwoEnds).put(" · ".join(parts), message("tui.cell.confirm") if changed else "")
        self.evidence.refresh()

    def _what_changed(self, changed: Changed) -> str:
        both = set(changed.new) & set(changed.gone)
        places = {quote.coding: quote.id for quote in self._quotes}
        told = []
        for key, names in (
            ("new", [name for name in changed.new if name not in both]),
            ("gone", [name for name in changed.gone if name not in both]),
            ("other", sorted(both)),
        ):
            if names:
                known = ", ".join(places[name] for name in names[:3] if name in places)
                told.append(counted(f"tui.cell.changed.{key}", len(names)) + (f" ({known})" if known else ""))
        return ", ".join(told) or message("terms.stale")

    def _show_quote(self) -> None:
        quote = self._here
        if quote is None:
            self.query_one("#quote", Static).update(Text(message("tui.cell.no_evidence")))
            return
        told = [quote.id, message(f"terms.text_kind.{quote.kind.value}"), *quote.participants, quote.coder]
        text = Text(visible_line(" · ".join(told)), Style(dim=True))
        text.append("\n").append(visible(quote.text), Style(dim=False))
        self.query_one("#quote", Static).update(text)

    @property
    def _here(self) -> Quote | None:
        return self._quotes[self.evidence.at] if self._quotes else None

    @on(LineList.Stood)
    def _stood(self) -> None:
        self._show_quote()

    def _say(self, line: str, refused: bool = False) -> None:
        self.query_one(MessageLine).say(Said(line, refused=refused))

    # Keys.

    def action_link(self) -> None:
        """Put the citation id of the evidence in front into the text, at the cursor."""
        quote = self._here
        if quote is None:
            self._say(message("tui.cell.no_evidence"), refused=True)
            return
        if self.editor.read_only:
            self._say(message("tui.cell.read_only"), refused=True)
            return
        self.editor.put_link(quote.id)
        self._say(message("tui.cell.linked", id=visible_line(quote.id)))

    def action_save(self) -> None:
        """Save now."""
        self._save()
        self._show_state()

    def action_next_empty(self) -> None:
        """Save, and open the next cell that has codings and no text."""
        self._save()
        self._end_sitting()
        if not self.matrix.to_next_unwritten():
            self._say(message("tui.matrix.all_written"))
            return
        self.cell = self.matrix.here
        self._edition = -1
        self.evidence.at = 0
        self.query_one(MessageLine).say(None)
        self.read_again()
        self.editor.focus()

    def action_draft(self) -> None:
        """Write a draft from the key quotes."""
        from okqual.study import summarising

        self._save()
        self._end_sitting()
        summarising.draft_from_key_quotes(self._study, self.cell)
        self._took(message("tui.cell.drafted"))

    def action_confirm(self) -> None:
        """Say that the text stands with the evidence of now."""
        from okqual.study import summarising

        self._save()
        self._end_sitting()
        before = summarising.summary_of(self._study, self.cell)
        if before is None or summarising.confirm_summary(self._study, self.cell) == before:
            self._say(message("tui.cell.nothing_to_confirm"), refused=True)
            return
        self._took(message("tui.cell.confirmed"))

    def _took(self, line: str) -> None:
        """A text was written by a verb: show it."""
        self.matrix.wrote(self.cell)
        self._edition = -1
        self.read_again()
        self._say(line)

    def action_key_quote(self) -> None:
        """Make the coding in front a key quote or not."""
        quote, desk = self._here, self.okqual.desk
        if quote is None or desk is None:
            return
        self._save()
        self._end_sitting()
        desk.set_key(quote.coding, not quote.key)
        self.okqual.edition += 1
        self.read_again()
        self._say(message("tui.cell.key" if not quote.key else "tui.cell.no_key", id=visible_line(quote.id)))

    def action_value(self) -> None:
        """Decide the value of the interview under the code."""
        from okqual.tui.screens.deciding import ask_value

        if self.cell.rows is not RowKind.CASE or self.cell.columns is not ColumnKind.CODE:
            self._say(message("tui.matrix.value_of_code"), refused=True)
            return
        self._save()
        self._end_sitting()
        ask_value(self, self.cell.row, self.cell.column, self._decided)

    def _decided(self, line: str) -> None:
        self.okqual.edition += 1
        self.read_again()
        self._say(line)

    @on(LineList.Chosen)
    def _in_context(self) -> None:
        """Show the evidence in front in its interview; Escape there comes back here."""
        quote = self._here
        citation = parse_citation(quote.id) if quote is not None else None
        if quote is None:
            return
        self._save()
        self._end_sitting()
        note, number = (citation.note, citation.first) if citation is not None else ("", 0)
        self.okqual.code_at(Position(quote.case, note, number, 0), back="matrix")

    def action_turn(self) -> None:
        """From the text to the evidence and back."""
        (self.evidence if self.editor.has_focus else self.editor).focus()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Letters are keys beside the evidence only: in the text they are typed."""
        if action in ("key_quote", "value", "app.go"):
            return self.is_attached and not self.editor.has_focus
        return True
