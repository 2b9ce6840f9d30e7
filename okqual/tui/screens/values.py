"""Case values that wait for a person: those that no rule gives, where participants disagree, and outdated ones."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from rich.style import Style
from rich.text import Text
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.widgets import Static

from okqual.messages import counted, message
from okqual.model.coding import parse_citation
from okqual.model.interview import Position
from okqual.text.shown import visible_line
from okqual.tui.keys import VALUES
from okqual.tui.said import Said
from okqual.tui.screens.asking import AskLine
from okqual.tui.screens.deciding import passages, what_the_rule_says
from okqual.tui.screens.listing import ListPlace
from okqual.tui.widgets.key_line import KeyLine
from okqual.tui.widgets.line_list import LineList
from okqual.tui.widgets.lines import MessageLine, TwoEnds, fitted

if TYPE_CHECKING:
    from okqual.analysis.material import Evidence
    from okqual.study.case_values import CaseValueNow

CASE, WHY = 11, 12


class ValuesScreen(ListPlace):
    """The worklist of case values."""

    CSS_PATH = "values.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [*VALUES]
    AUTO_FOCUS = "#list"
    UNDOABLE = ("case.value",)

    def __init__(self) -> None:
        super().__init__("values")
        self._open: list[CaseValueNow] = []
        self._evidence: list[Evidence] = []
        self._reason = ""
        """The last one that was given: several in a row are often decided for the same."""

    def compose(self) -> ComposeResult:
        """How many, the list and what is said in the one in front, what was done, keys."""
        yield TwoEnds(id="top")
        with Horizontal(id="middle"):
            yield LineList(self._line, focusable=True, id="list")
            with VerticalScroll(id="passages", can_focus=False):
                yield Static(id="said_there", markup=False)
        values = Static(id="values", markup=False)
        values.auto_links = False
        yield values
        yield MessageLine(id="said")
        yield KeyLine()

    @property
    def _here(self) -> CaseValueNow | None:
        return self._open[self.lines.at] if self._open else None

    def read_again(self) -> None:
        """Read which values wait."""
        from okqual.study.case_values import open_values

        desk = self.okqual.desk
        if desk is None:
            return
        self._edition = self.okqual.edition
        self.beside(open_values, self._take)

    def _take(self, waiting: list[CaseValueNow]) -> None:
        """Show what waits; the one that was in front stays there."""
        here = self._here
        same = [at for at, each in enumerate(waiting) if here and each.names == here.names]
        self._open = waiting
        self.lines.put(len(waiting), (same or [min(self.lines.at, max(0, len(waiting) - 1))])[0])
        self.query_one("#top", TwoEnds).put(counted("tui.values.title", len(waiting)), message("tui.values.keys"))
        self.show_front()

    def _line(self, at: int, width: int) -> Text:
        now = self._open[at]
        assert now.open is not None
        return Text.assemble(
            (fitted(visible_line(now.case), CASE), Style(bold=True)),
            fitted(visible_line(now.code.name), max(0, width - CASE - WHY)),
            fitted(message(f"tui.values.why.{now.open.value}"), WHY),
        )

    def show_front(self) -> None:
        """What the rule says, the passages, and the values to choose from."""
        from okqual.study.case_values import evidence_of_value

        now, desk = self._here, self.okqual.desk
        if now is None or desk is None:
            self.query_one("#said_there", Static).update(Text(message("tui.values.none")))
            self.query_one("#values", Static).update(Text(""))
            return
        assert now.code.scale is not None
        self._evidence = evidence_of_value(desk.study, now.case, now.code.id)
        text = Text(f"{visible_line(now.case)} · {visible_line(now.code.name)}\n", Style(bold=True))
        text.append(f"{what_the_rule_says(now)}\n\n", Style(bold=False))
        text.append_text(passages(self._evidence, now.code.scale))
        self.query_one("#said_there", Static).update(text)
        keys = Text()
        for number, value in enumerate(now.code.scale.values, 1):
            click = Style.from_meta({"@click": f"screen.decide({number})"})
            keys.append(f" {number} ", Style(bold=True) + click).append(f"{visible_line(value.name)}  ", click)
        self.query_one("#values", Static).update(keys)

    # Keys.

    def action_decide(self, number: int) -> None:
        """Decide by a value's number; the reason is asked for, and the next one comes up."""
        from okqual.study.coding import decide_case_value

        now, desk = self._here, self.okqual.desk
        if now is None or desk is None or now.code.scale is None or number > len(now.code.scale.values):
            return
        value = now.code.scale.values[number - 1]

        def given(reason: str) -> None:
            decide_case_value(desk.study, now.case, now.code.id, value.id, reason)
            self._reason = reason
            # The others wait as before: the study is not read again for this one.
            self.okqual.edition += 1
            self._edition = self.okqual.edition
            self._take([each for each in self._open if each.names != now.names])
            line = message("tui.deciding.done", case=now.case, code=now.code.name, value=value.name)
            self.say(Said(line, undoable=True))

        title = message("tui.values.reason", case=now.case, code=now.code.name, value=value.name)
        self.ask(AskLine(visible_line(title), self._reason), given)

    def action_look(self) -> None:
        """Show the first passage in its interview; Escape there comes back here."""
        first = self._evidence[0].quote if self._open and self._evidence else None
        citation = parse_citation(first.id) if first is not None else None
        if first is not None and citation is not None:
            self.okqual.code_at(Position(first.case, citation.note, citation.first, 0), back="values")

    def action_leave(self) -> None:
        """To the matrix."""
        self.app.switch_mode("matrix")
