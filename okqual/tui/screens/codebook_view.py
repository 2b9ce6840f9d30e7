"""The codebook to read: a tree of criteria, questions and codes, the definition of the one in front beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from rich.cells import cell_len, set_cell_size
from rich.style import Style
from rich.text import Text
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.widgets import Static

from okqual.messages import counted, message
from okqual.model.codebook import Code, Codebook
from okqual.study import codebook_lock
from okqual.study.code_versions import Use, conflicts, use
from okqual.text.shown import visible_line
from okqual.tui.codebook_rows import CodeRow, rows_of
from okqual.tui.definition_text import definition_text
from okqual.tui.keys import CODEBOOK
from okqual.tui.said import Said
from okqual.tui.screens.asking import AskLine
from okqual.tui.screens.listing import ListPlace
from okqual.tui.widgets.key_line import KeyLine
from okqual.tui.widgets.line_list import LineList
from okqual.tui.widgets.lines import MessageLine, TwoEnds
from okqual.tui.widgets.picker import Picker

if TYPE_CHECKING:
    from okqual.study.opening import Study

COUNTS = 16
"""Cells for how many codings and interviews."""


class CodebookView(ListPlace):
    """What is seen of the codebook; the screen that adds the verbs is made of it."""

    CSS_PATH = "codebook.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [*CODEBOOK]

    def __init__(self) -> None:
        super().__init__("codebook")
        self._book: Codebook | None = None
        self._rows: tuple[CodeRow, ...] = ()
        self._use: dict[str, Use] = {}
        self._wanted = ""

    def compose(self) -> ComposeResult:
        """What waits, the tree, the definition, what was done, keys."""
        yield TwoEnds(id="top")
        with Horizontal(id="body"):
            yield LineList(self._line, id="list")
            with VerticalScroll(id="side", can_focus=False):
                yield Static(id="definition", markup=False)
        yield MessageLine(id="said")
        yield KeyLine()
        yield Picker()

    def read_again(self, stand_on: str = "") -> None:
        """Read codebook and counts, and stand on ``stand_on`` or where one stood."""
        study = self.study
        if study is None:
            return
        from okqual.study.definitions import codebook

        self._edition = self.okqual.edition
        self._book = codebook(study)
        self._lay_out(stand_on or (self.here.id if self.here else ""))
        self._show_top(study)
        self.beside(use, self._count)

    def _count(self, found: dict[str, Use]) -> None:
        """How much stands under each code."""
        self._use = found
        self.lines.refresh()
        self.show_front()

    def _lay_out(self, stand_on: str) -> None:
        assert self._book is not None
        lines, before = self.lines, self.here
        self._rows = rows_of(self._book, self._wanted)
        # The heading above codes without a criterion has no id, as has no line before the first reading.
        same = [i for i, row in enumerate(self._rows) if row.id == stand_on] if stand_on else []
        under = [i for i in same if before is not None and self._rows[i].under == before.under]
        lines.put(len(self._rows), (under or same or [lines.at])[0])
        self.show_front()

    def _show_top(self, study: Study) -> None:
        from okqual.study import changed_definitions, proposing

        assert self._book is not None
        left = [message("tui.codebook.title"), counted("tui.codebook.codes", len(self._book.codes))]
        if codebook_lock.is_locked(study):
            left.append(message("tui.codebook.is_locked", lead=codebook_lock.lead(study)))
        if self._wanted:
            left.append(message("tui.codebook.searched", words=self._wanted))
        waiting = (
            ("tui.codebook.waits.changed", changed_definitions.how_many(study)),
            ("tui.codebook.waits.proposals", proposing.how_many_wait(study)),
            ("tui.codebook.waits.conflicts", len(conflicts(study))),
        )
        right = [counted(key, count) for key, count in waiting if count]
        self.query_one("#top", TwoEnds).put(" · ".join(left), " · ".join(right))

    # What the verbs ask of the screen.

    @property
    def study(self) -> Study | None:
        """The study on the desk."""
        return getattr(self.okqual.desk, "study", None)

    @property
    def book(self) -> Codebook:
        """The codebook as it was read."""
        assert self._book is not None
        return self._book

    @property
    def here(self) -> CodeRow | None:
        """The line in front."""
        at = self.lines.at
        return self._rows[at] if 0 <= at < len(self._rows) else None

    def count_of(self, code: str) -> Use:
        """What stands under a code."""
        return self._use.get(code, Use())

    def done(self, said: Said, stand_on: str = "") -> None:
        """Something was written: read it and say so."""
        self.okqual.edition += 1
        self.read_again(stand_on)
        self.say(said)

    # What is seen.

    def _line(self, at: int, width: int) -> Text:
        row = self._rows[at]
        indent = "  " * min(row.depth, 8)
        if row.code is None:
            name = visible_line(row.name) if row.id else message("tui.codebook.nowhere")
            return Text(indent + name, Style(bold=row.depth == 0, italic=row.depth > 0))
        counts = self._counts(row.code)
        word = f"  ({message('tui.codebook.retired')})" if row.code.retired else ""
        room = max(0, width - cell_len(counts) - cell_len(word) - 1)
        own = indent + visible_line(row.code.name)
        # The word follows the name at once; what is cut is the name.
        name = set_cell_size(set_cell_size(own, min(room, cell_len(own))) + word, max(0, width - cell_len(counts) - 1))
        return Text.assemble((name, Style(dim=row.code.retired)), " ", (counts, Style(dim=True)))

    def _counts(self, code: Code) -> str:
        used = self.count_of(code.id)
        if code.group and not used.codings:
            return ""
        return message("tui.codebook.counts", codings=used.codings, interviews=used.interviews).rjust(COUNTS)

    def show_front(self) -> None:
        """The definition of the code in front."""
        row, text = self.here, Text()
        if row is None:
            text.append(message("tui.codebook.none"))
        elif row.code is not None:
            text = definition_text(row.code, self.book)
        else:
            text = self._heading(row)
        self.query_one("#definition", Static).update(text)
        self.query_one("#side", VerticalScroll).scroll_home(animate=False)

    def _heading(self, row: CodeRow) -> Text:
        asked = {one.id: one.text for one in self.book.evaluation_questions}
        asked |= {one.id: one.question for one in self.book.criteria}
        text = Text(visible_line(row.name or message("tui.codebook.nowhere")) + "\n")
        text.stylize(Style(bold=True))
        if asked.get(row.id):
            text.append("\n" + visible_line(asked[row.id]) + "\n")
        return text.append("\n" + visible_line(row.id), Style(dim=True)) if row.id else text

    # Keys that move.

    def action_scroll(self, rows: int) -> None:
        """Scroll the definition."""
        self.query_one("#side", VerticalScroll).scroll_relative(y=rows, animate=False)

    def action_search(self) -> None:
        """Show only codes that have some words."""
        self.ask(AskLine(message("tui.codebook.ask.search"), self._wanted), self._search)

    def _search(self, words: str) -> None:
        self._wanted = words.strip()
        self.read_again()
        if not self._rows:
            self.say(Said(message("tui.codebook.said.no_hits"), refused=True))

    def action_leave(self) -> None:
        """Show all codes again; else back to the overview."""
        if self._wanted:
            self._search("")
        else:
            self.app.switch_mode("overview")
