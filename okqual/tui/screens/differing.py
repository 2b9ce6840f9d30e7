"""Where coders differ: a list of units, both readings side by side, and what is settled with a reason."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from rich.console import Group
from rich.style import Style
from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.widgets import Static

from okqual.messages import counted, message
from okqual.model.agreement import Unit
from okqual.model.coding import parse_citation
from okqual.model.interview import Position
from okqual.model.team import Outcome
from okqual.text.shown import visible_line
from okqual.tui.keys import DIFFERING
from okqual.tui.readings import head_of, side_by_side
from okqual.tui.said import Said
from okqual.tui.screens.asking import AskLine, AskOne
from okqual.tui.screens.listing import ListPlace
from okqual.tui.widgets.key_line import KeyLine
from okqual.tui.widgets.line_list import LineList
from okqual.tui.widgets.lines import MessageLine, TwoEnds, fitted

if TYPE_CHECKING:
    from okqual.model.codebook import Code
    from okqual.model.difference import Difference
    from okqual.study.opening import Study

PLACE, WHY = 11, 16


class DifferingScreen(ListPlace):
    """The worklist of differences."""

    CSS_PATH = "differing.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [*DIFFERING]
    AUTO_FOCUS = "#list"
    UNDOABLE = ("unit.adjudicated", "code.defined", "code.parent", "conflict.settled", "codings.added")

    def __init__(self) -> None:
        super().__init__("differing")
        self._found: list[Difference] = []
        self._codes: dict[str, Code] = {}
        self._unit, self._all = Unit.CASE, False
        self._reason = ""
        """The last one that was given: several in a row are often settled for the same."""

    def compose(self) -> ComposeResult:
        """How many, the list and the readings of the one in front, what was done, keys."""
        yield TwoEnds(id="top")
        with Horizontal(id="middle"):
            yield LineList(self._line, focusable=True, id="list")
            with VerticalScroll(id="readings", can_focus=False):
                yield Static(id="both", markup=False)
        yield MessageLine(id="said")
        yield KeyLine()

    @property
    def _here(self) -> Difference | None:
        return self._found[self.lines.at] if self._found else None

    @property
    def _study(self) -> Study | None:
        return self.okqual.desk.study if self.okqual.desk is not None else None

    def on_resize(self) -> None:
        """The readings are as wide as there is room."""
        super().on_resize()
        self.call_after_refresh(self.show_front)

    def read_again(self) -> None:
        """Read where coders differ."""
        from okqual.study.browsing import codebook
        from okqual.study.differing import differences

        self._edition, unit, settled = self.okqual.edition, self._unit, self._all
        self.beside(lambda study: (differences(study, unit, settled), codebook(study).by_id), self._take)

    def _take(self, read: tuple[list[Difference], dict[str, Code]]) -> None:
        here = self._here
        found, self._codes = read
        same = [at for at, each in enumerate(found) if here and each.key == here.key]
        self._found = found
        self.lines.put(len(found), (same or [min(self.lines.at, max(0, len(found) - 1))])[0])
        waiting = sum(each.waits for each in found)
        left = counted("tui.differing.title", waiting)
        self.query_one("#top", TwoEnds).put(left, message(f"tui.differing.unit.{self._unit}"))
        self.show_front()

    def _line(self, at: int, width: int) -> Text:
        one = self._found[at]
        code = self._codes.get(one.code)
        why = message(f"tui.differing.why.{one.differs}") if one.waits else message("tui.differing.done")
        return Text.assemble(
            (fitted(visible_line(one.place), PLACE), Style(bold=one.waits)),
            fitted(visible_line(code.name if code else one.code), max(0, width - PLACE - WHY)),
            fitted(why, WHY),
        )

    def show_front(self) -> None:
        """Both readings of the unit in front, side by side."""
        one, pane = self._here, self.query_one("#both", Static)
        if one is None:
            pane.update(Text(message("tui.differing.none")))
            return
        code = self._codes.get(one.code)
        width = max(20, self.query_one("#readings").content_size.width)
        pane.update(Group(head_of(one, code), side_by_side(one, code, width)))

    @on(LineList.Stood)
    def _from_the_top(self) -> None:
        self.query_one("#readings", VerticalScroll).scroll_home(animate=False)

    # Settling.

    def action_one(self, number: int) -> None:
        """The reading of the coder with this number holds."""
        one = self._here
        if one is not None and number <= len(one.readings):
            self._settle(Outcome.ONE, coder=one.readings[number - 1].coder)

    def action_settle(self, outcome: str) -> None:
        """Both hold, or neither."""
        self._settle(Outcome(outcome))

    def action_anew(self) -> None:
        """A new reading: its value is asked for, where the code has a scale."""
        one = self._here
        code = self._codes.get(one.code) if one is not None else None
        if one is None or code is None or code.scale is None:
            self._settle(Outcome.NEW)
            return
        values = [(value.id, visible_line(value.name)) for value in code.scale.values]
        self.ask(AskOne(message("tui.differing.value"), values), lambda value: self._settle(Outcome.NEW, value=value))

    def _settle(self, outcome: Outcome, coder: str = "", value: str | None = None) -> None:
        one, study = self._here, self._study
        if one is None or study is None:
            return
        code = self._codes.get(one.code)
        what = coder or message(f"team.outcome.{outcome}")
        title = message("tui.differing.reason", place=one.place, code=code.name if code else one.code, what=what)

        def given(reason: str) -> None:
            from okqual.study.adjudicating import adjudicate

            adjudicate(study, one.case, one.code, outcome, reason, coder, value, one.note, one.number)
            self._reason = reason
            line = message("tui.differing.said", place=one.place, code=code.name if code else one.code, what=what)
            self.done(Said(line, undoable=True))

        self.ask(AskLine(visible_line(title), self._reason), given)

    def action_define(self) -> None:
        """Amend the definition that they read differently."""
        from okqual.study.codebook_editing import define_code
        from okqual.study.codebook_lock import check_may_edit
        from okqual.tui.screens.code_form import CodeForm

        one, study = self._here, self._study
        code = self._codes.get(one.code) if one is not None else None
        if code is None or study is None:
            return

        def write(new: Code) -> None:
            if new != code:
                define_code(study, new)
                self.done(Said(message("tui.differing.defined", code=new.name), undoable=True))

        check_may_edit(study)
        self.ask(CodeForm(code, code.name), write)

    # Looking.

    def action_unit(self) -> None:
        """By interview, or by passage."""
        self._unit = Unit.PASSAGE if self._unit is Unit.CASE else Unit.CASE
        self.read_again()

    def action_settled(self) -> None:
        """With those that were settled, or without."""
        self._all = not self._all
        self.read_again()

    def action_agreement(self) -> None:
        """Show how alike they judged, before and after."""
        from okqual.tui.verbs.team import show_agreement

        show_agreement(self.okqual)

    def action_conflicts(self) -> None:
        """Settle the first of what was done apart and does not go together."""
        from okqual.tui.verbs.team import settle_conflict

        settle_conflict(self, self.done)

    def action_look(self) -> None:
        """Show the first passage in its interview; Escape there comes back here."""
        one = self._here
        said = next((each for reading in one.readings for each in reading.said), None) if one is not None else None
        citation = parse_citation(said.place) if said is not None else None
        if one is not None and citation is not None:
            self.okqual.code_at(Position(one.case, citation.note, citation.first, 0), back="differing")
