"""Asks for a case value and its reason: the passages that differ stand above, one key a value."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar

from rich.style import Style
from rich.text import Text
from textual import events, on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widgets import Input, Static

from okqual.messages import message
from okqual.model.codebook import Scale
from okqual.text.shown import visible_line
from okqual.tui.keys import DECIDING
from okqual.tui.screens.base import Ask, Place

if TYPE_CHECKING:
    from okqual.analysis.material import Evidence
    from okqual.study.case_values import CaseValueNow

MOST = 12
"""Passages shown above the question."""


class AskValue(Ask[tuple[str, str]]):
    """Asks for a value by its number, then for a reason; answers with both."""

    BINDINGS: ClassVar[list[BindingType]] = [*DECIDING]

    def __init__(self, now: CaseValueNow, evidence: list[Evidence]) -> None:
        title = f"{visible_line(now.case)} · {visible_line(now.code.name)}"
        super().__init__(title, message("tui.deciding.hint"))
        self._now, self._evidence = now, evidence
        self._value = ""

    @property
    def _scale(self) -> Scale:
        assert self._now.code.scale is not None
        return self._now.code.scale

    def asked(self) -> ComposeResult:
        """What the rule says, the passages, the values, and the line for the reason."""
        yield Static(Text(what_the_rule_says(self._now)), id="rule")
        yield Static(passages(self._evidence[:MOST], self._scale), id="passages")
        values = Static(self._values(), id="values")
        values.auto_links = False
        yield values
        yield Input(placeholder=message("tui.deciding.reason"), id="reason", disabled=True)

    def _values(self) -> Text:
        text = Text()
        for number, value in enumerate(self._scale.values, 1):
            here = value.id == self._value
            click = Style.from_meta({"@click": f"screen.choose({number})"})
            text.append(f" {number} ", Style(bold=True) + click)
            text.append(f"{visible_line(value.name)}  ", Style(reverse=here, bold=here) + click)
        return text

    def action_choose(self, number: int) -> None:
        """Choose a value; the reason is asked for next."""
        if self._value or number > len(self._scale.values):
            return
        self._value = self._scale.values[number - 1].id
        self.query_one("#values", Static).update(self._values())
        line = self.query_one(Input)
        line.disabled = False
        line.focus()

    def on_key(self, event: events.Key) -> None:
        """Letters typed before the line has the focus belong in it."""
        line = self.query_one(Input)
        if self._value and event.is_printable and event.character and self.focused is not line:
            line.insert_text_at_cursor(event.character)
            event.stop()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Digits belong to the reason once a value is chosen."""
        return not (action == "choose" and self._value)

    @on(Input.Submitted)
    def _given(self, event: Input.Submitted) -> None:
        if event.value.strip():
            self.dismiss((self._value, event.value.strip()))
        else:
            self.query_one(Input).placeholder = message("tui.deciding.needs_reason")


def what_the_rule_says(now: CaseValueNow) -> str:
    """The rule of the scale and what it makes of the passages, and what was decided."""
    assert now.code.scale is not None
    rule = message(f"tui.deciding.rule.{now.code.scale.rule.value}")
    names = ", ".join(now.code.scale.name_of(value) for value in now.by_rule if value != "undecided")
    words = message("tui.deciding.by_rule", rule=rule, value=names or message("terms.undecided"))
    if now.disagree:
        words += f" · {message('terms.disagree')}"
    if now.decided is not None:
        name = now.code.scale.name_of(now.decided.value)
        was = message("tui.deciding.was", value=name, coder=now.decided.coder, reason=now.decided.reason[:200])
        words += f"\n{was}"
        words += f" ({message('terms.stale')})" if now.decided.changed is not None else ""
    return "\n".join(visible_line(line) for line in words.split("\n"))


def passages(evidence: list[Evidence], scale: Scale) -> Text:
    """The passages with their values, one a line."""
    text = Text()
    for piece in evidence:
        quote = piece.quote
        name = scale.name_of(quote.value) if quote.value else ""
        who = f" {', '.join(quote.participants)}" if quote.participants else ""
        text.append(f"{visible_line(quote.id)} ", Style(bold=True))
        text.append(visible_line(f"{name}{who}  "), Style(italic=True)).append(f"{visible_line(quote.text[:160])}\n")
    text.rstrip()
    return text


def ask_value(place: Place, case: str, code: str, then: Callable[[str], object]) -> None:
    """Ask, decide, and go on with a line that says what was decided. OkqualError for a code without a scale."""
    from okqual.study import case_values
    from okqual.study.coding import decide_case_value

    desk = place.okqual.desk
    assert desk is not None
    now = case_values.case_value_now(desk.study, case, code)

    def decided(answer: tuple[str, str]) -> None:
        value, reason = answer
        decide_case_value(desk.study, case, now.code.id, value, reason)
        assert now.code.scale is not None
        name = now.code.scale.name_of(value)
        then(message("tui.deciding.done", case=case, code=now.code.name, value=name))

    place.ask(AskValue(now, case_values.evidence_of_value(desk.study, case, now.code.id)), decided)
