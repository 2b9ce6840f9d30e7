"""What the reading of the notes was unsure of: one passage a line, Enter for yes."""

from __future__ import annotations

from typing import ClassVar

from rich.cells import cell_len
from rich.style import Style
from rich.text import Text
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
from okqual.tui.screens.listing import ListPlace
from okqual.tui.signs import mark
from okqual.tui.widgets.key_line import KeyLine
from okqual.tui.widgets.line_list import LineList
from okqual.tui.widgets.lines import MessageLine, TwoEnds, fitted

PLACE = 12
MOST = 2000
"""Passages that are looked up at once; the rest follow when these are done."""


class ReviewScreen(ListPlace):
    """The doubtful passages of all interviews."""

    CSS_PATH = "review.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [*REVIEW]
    UNDOABLE = ("passage.placed",)

    def __init__(self) -> None:
        super().__init__("review")
        self._doubts: list[Doubt] = []
        self._chosen: dict[str, tuple[str, ...]] = {}

    def compose(self) -> ComposeResult:
        """How many, the list, the words in full, what was done, keys."""
        yield TwoEnds(id="top")
        yield LineList(lambda at, width: self._line(self._doubts[at], width), id="list")
        yield Static(id="text", markup=False)
        yield MessageLine(id="said")
        yield KeyLine()

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
        self.lines.put(len(self._doubts), self.lines.at)
        self.query_one("#top", TwoEnds).put(
            counted("tui.review.title", len(self._doubts)), mark(message("tui.review.keys"))
        )
        self.show_front()

    def _line(self, doubt: Doubt, width: int) -> Text:
        stands = ", ".join(doubt.passage.questions) or message("tui.review.nowhere")
        stands = f"{mark('≈')} {stands}" if doubt.passage.review else stands
        proposal = ", ".join(self._chosen.get(doubt.passage.id, doubt.proposed)) or "–"
        said = (
            f"{stands} {mark('→')} {message('tui.coding.question', number=proposal)}  {doubt.passage.confidence:>3} %"
        )
        place = visible_line(doubt.passage.id)
        # An id is of no use in parts: a long one takes room from the words.
        beside = max(PLACE, min(cell_len(place) + 1, width // 3))
        room = max(0, width - len(said) - beside - 2)
        return Text.assemble(
            (fitted(place, beside), Style(bold=True)),
            fitted(visible_line(doubt.text), room), "  ", said,
        )  # fmt: skip

    def show_front(self) -> None:
        """The passage in full, and why it stands where it does."""
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
        return self._doubts[self.lines.at] if self._doubts else None

    def action_other(self, step: int) -> None:
        """Propose another question."""
        doubt = self._here
        if doubt is not None:
            now = self._chosen.get(doubt.passage.id, doubt.proposed)
            self._chosen[doubt.passage.id] = next_question(self._guide, now, step)
            self.lines.refresh()
            self.show_front()

    def action_right(self) -> None:
        """Place the passage under the proposed question."""
        doubt, desk = self._here, self.okqual.desk
        if doubt is None or desk is None:
            return
        questions = self._chosen.get(doubt.passage.id, doubt.proposed)
        desk.place_passage(doubt.passage.note, doubt.passage.number, questions)
        self._doubts.pop(self.lines.at)
        self._written()
        words = message("tui.said.placed", passage=doubt.passage.id, question=", ".join(questions) or "–")
        self.say(Said(words, undoable=True))

    def _written(self) -> None:
        self.okqual.edition += 1
        self._edition = self.okqual.edition
        self._list()

    def action_look(self) -> None:
        """Show the passage in its note."""
        doubt = self._here
        if doubt is not None:
            passage = doubt.passage
            self.okqual.code_at(Position(doubt.case, passage.note, passage.number, 0))
