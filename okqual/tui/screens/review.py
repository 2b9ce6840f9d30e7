"""What the reading of the notes was unsure of: one passage a line, Enter for yes."""

from __future__ import annotations

from typing import ClassVar

from rich.cells import set_cell_size
from rich.style import Style
from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widgets import Static

from okqual.messages import counted, message
from okqual.model.guide import Guide
from okqual.model.interview import Position
from okqual.text.shown import visible, visible_line
from okqual.tui.doubts import Doubt, doubts_in, next_question
from okqual.tui.keys import REVIEW
from okqual.tui.said import Said
from okqual.tui.screens.base import Place
from okqual.tui.signs import mark
from okqual.tui.widgets.key_line import KeyLine
from okqual.tui.widgets.line_list import LineList
from okqual.tui.widgets.lines import MessageLine, TwoEnds

MOST = 2000
"""Passages that are looked up at once; the rest follow when these are done."""


class ReviewScreen(Place):
    """The doubtful passages of all interviews."""

    CSS_PATH = "review.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [*REVIEW]

    def __init__(self) -> None:
        super().__init__("review")
        self._doubts: list[Doubt] = []
        self._chosen: dict[str, tuple[str, ...]] = {}
        self._edition = -1

    def compose(self) -> ComposeResult:
        """How many, the list, the words in full, what was done, keys."""
        yield TwoEnds(id="top")
        yield LineList(lambda at, width: self._line(self._doubts[at], width), id="list")
        yield Static(id="text", markup=False)
        yield MessageLine(id="said")
        yield KeyLine()

    def on_screen_resume(self) -> None:
        """Read the doubts again where something was changed."""
        if self._edition != self.okqual.edition:
            self.read_again()

    def read_again(self) -> None:
        """Read the doubts of all interviews."""
        desk = self.okqual.desk
        if desk is None:
            return
        self._edition = self.okqual.edition
        self._doubts = []
        for row in desk.overview():
            self._doubts += doubts_in(desk.interview(row.case))
            if len(self._doubts) >= MOST:
                break
        # Where the reading itself proposes something else, a person is needed most.
        self._doubts.sort(key=lambda doubt: (not doubt.passage.suggested, bool(doubt.passage.questions)))
        self._list()

    def _list(self) -> None:
        self.query_one(LineList).put(len(self._doubts), self.query_one(LineList).at)
        self.query_one("#top", TwoEnds).put(
            counted("tui.review.title", len(self._doubts)), mark(message("tui.review.keys"))
        )
        self._show()

    def _line(self, doubt: Doubt, width: int) -> Text:
        stands = ", ".join(doubt.passage.questions) or message("tui.review.nowhere")
        stands = f"{mark('≈')} {stands}" if doubt.passage.review else stands
        proposal = ", ".join(self._chosen.get(doubt.passage.id, doubt.proposed)) or "–"
        said = (
            f"{stands} {mark('→')} {message('tui.coding.question', number=proposal)}  {doubt.passage.confidence:>3} %"
        )
        room = max(0, width - len(said) - 14)
        return Text.assemble(
            (set_cell_size(visible_line(doubt.passage.id), 12), Style(bold=True)),
            set_cell_size(visible_line(doubt.text), room), "  ", said,
        )  # fmt: skip

    def _show(self) -> None:
        doubt = self._here
        text = Text(visible(doubt.text)) if doubt else Text(message("tui.review.none"))
        if doubt is not None:
            why = message("tui.review.corrected" if doubt.passage.review else f"tui.why.{doubt.passage.why.value}")
            text.append(f"\n{why}", Style(dim=True))
            for number in self._chosen.get(doubt.passage.id, doubt.proposed)[:1]:
                question = self._guide.by_number.get(number)
                text.append(f"\n{number}. {question.text if question else ''}", Style(dim=True))
        self.query_one("#text", Static).update(text)

    @property
    def _guide(self) -> Guide:
        assert self.okqual.desk is not None
        return self.okqual.desk.guide()

    @property
    def _here(self) -> Doubt | None:
        return self._doubts[self.query_one(LineList).at] if self._doubts else None

    def action_step(self, step: int) -> None:
        """Stand on the next or previous passage."""
        lines = self.query_one(LineList)
        lines.stand(lines.at + step)
        self._show()

    @on(LineList.Stood)
    def _stood(self) -> None:
        self._show()

    def action_other(self, step: int) -> None:
        """Propose another question."""
        doubt = self._here
        if doubt is not None:
            now = self._chosen.get(doubt.passage.id, doubt.proposed)
            self._chosen[doubt.passage.id] = next_question(self._guide, now, step)
            self.query_one(LineList).refresh()
            self._show()

    def action_right(self) -> None:
        """Place the passage under the proposed question."""
        doubt, desk = self._here, self.okqual.desk
        if doubt is None or desk is None:
            return
        questions = self._chosen.get(doubt.passage.id, doubt.proposed)
        desk.place_passage(doubt.passage.note, doubt.passage.number, questions)
        self._doubts.pop(self.query_one(LineList).at)
        self._written()
        words = message("tui.said.placed", passage=doubt.passage.id, question=", ".join(questions) or "–")
        self.query_one(MessageLine).say(Said(words, undoable=True))

    def _written(self) -> None:
        self.okqual.edition += 1
        self._edition = self.okqual.edition
        self._list()

    def action_undo(self) -> None:
        """Take back the last placement."""
        desk = self.okqual.desk
        upcoming = desk.upcoming_undo() if desk is not None else None
        if desk is None or upcoming is None or upcoming.kind != "passage.placed":
            self.query_one(MessageLine).say(Said(message("tui.said.nothing_to_undo"), refused=True))
            return
        desk.undo()
        self.okqual.edition += 1
        self.read_again()
        what = message("tui.change.passage.placed", where=upcoming.where)
        self.query_one(MessageLine).say(Said(message("tui.said.undone", what=what)))

    def action_look(self) -> None:
        """Show the passage in its note."""
        doubt = self._here
        if doubt is not None:
            passage = doubt.passage
            self.okqual.code_at(Position(doubt.case, passage.note, passage.number, 0))

    def action_leave(self) -> None:
        """Back to the overview."""
        self.app.switch_mode("overview")
