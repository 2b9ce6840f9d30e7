"""Small questions: a line, a longer text, one of a list, several of a list."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import ClassVar

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widgets import Input, Static, TextArea

from okqual.messages import message
from okqual.text.shown import visible_line
from okqual.tui.keys import ASK_SEVERAL, ASK_TEXT
from okqual.tui.screens.base import Ask
from okqual.tui.widgets.line_list import LineList
from okqual.tui.widgets.path_line import PathLine

TICKED, UNTICKED = "[x]", "[ ]"


OFFERED = 12
"""Names that are shown of those a path could go on with."""


class AskLine(Ask[str]):
    """Asks for one line."""

    TAKES_LETTERS: ClassVar[bool] = True

    def __init__(self, title: str, value: str = "") -> None:
        super().__init__(title, message("tui.ask.line.hint"))
        self._value = value

    def asked(self) -> ComposeResult:
        """The line, filled with what it was."""
        yield Input(self._value)

    @on(Input.Submitted)
    def _given(self, event: Input.Submitted) -> None:
        self.dismiss(event.value)


class AskPath(AskLine):
    """Asks for a path, which Tab completes."""

    def __init__(self, title: str, value: str = "", suffixes: Collection[str] = (), several: bool = False) -> None:
        super().__init__(title, value)
        self._hint = message("tui.ask.path.hint")
        self._suffixes, self._several = suffixes, several

    def asked(self) -> ComposeResult:
        """The line, and below it what it could go on with."""
        yield PathLine(self._value, self._suffixes, self._several)
        yield Static(classes="hint offered", markup=False)

    @on(PathLine.Offered)
    def _offered(self, event: PathLine.Offered) -> None:
        self.query_one(".offered", Static).update(Text(offered(event.names)))


def offered(names: Sequence[str]) -> str:
    """Names to go on with, as far as a few lines hold them."""
    more = len(names) - OFFERED
    return "  ".join(map(visible_line, names[:OFFERED])) + (f"  … +{more}" if more > 0 else "")


class AskText(Ask[str]):
    """Asks for a text of several lines: a memo."""

    BINDINGS: ClassVar[list[BindingType]] = [*ASK_TEXT]
    DEFAULT_CSS = """
    AskText TextArea { height: 8; }
    """

    def __init__(self, title: str, value: str = "") -> None:
        super().__init__(title, message("tui.ask.text.hint"))
        self._value = value

    def asked(self) -> ComposeResult:
        """The text as it was."""
        yield TextArea(self._value, soft_wrap=True, tab_behavior="focus")

    def action_save(self) -> None:
        """Answer with the text as it stands."""
        self.dismiss(self.query_one(TextArea).text)


class AskOne(Ask[str]):
    """Asks for one of a list; answers with its id."""

    def __init__(self, title: str, choices: Sequence[tuple[str, str]], value: str = "") -> None:
        super().__init__(title, message("tui.ask.one.hint"))
        self._choices, self._value = choices, value

    def asked(self) -> ComposeResult:
        """The list, at what it was."""
        yield LineList(lambda at, _: Text(visible_line(self._choices[at][1])), focusable=True, at_once=True)

    def on_mount(self) -> None:
        """Stand on what it was."""
        names = [name for name, _ in self._choices]
        self.query_one(LineList).put(len(names), names.index(self._value) if self._value in names else 0)

    @on(LineList.Chosen)
    def _chosen(self, event: LineList.Chosen) -> None:
        self.dismiss(self._choices[event.at][0])


class AskSeveral(Ask[tuple[str, ...]]):
    """Asks for some of a list; answers with their ids in the order of the list."""

    BINDINGS: ClassVar[list[BindingType]] = [*ASK_SEVERAL]

    def __init__(self, title: str, choices: Sequence[tuple[str, str]], chosen: Sequence[str] = ()) -> None:
        super().__init__(title, message("tui.ask.several.hint"))
        self._choices, self._chosen = choices, set(chosen)

    def asked(self) -> ComposeResult:
        """The list, ticked as it was."""
        yield LineList(lambda at, _: self._line(*self._choices[at]), focusable=True, at_once=True)

    def on_mount(self) -> None:
        """Stand on the first."""
        self.query_one(LineList).put(len(self._choices))

    def action_tick(self) -> None:
        """Tick the one in front, or take the tick away."""
        choices = self.query_one(LineList)
        self._chosen ^= {self._choices[choices.at][0]}
        choices.refresh()

    @on(LineList.Chosen)
    def _clicked(self, event: LineList.Chosen) -> None:
        self.action_tick()

    def action_save(self) -> None:
        """Answer with what is ticked."""
        self.dismiss(tuple(name for name, _ in self._choices if name in self._chosen))

    def _line(self, name: str, words: str) -> Text:
        return Text(f"{TICKED if name in self._chosen else UNTICKED} {visible_line(words)}")


class AskForm(Ask[dict[str, str]]):
    """Asks for several lines at once; answers with them by name."""

    TAKES_LETTERS: ClassVar[bool] = True

    def __init__(self, title: str, fields: Sequence[tuple[str, str, str]], paths: Collection[str] = ()) -> None:
        """``fields``: name, words beside it, value to begin with; ``paths`` are the names of those that are paths."""
        super().__init__(title, message("tui.ask.form.hint"))
        self._fields, self._paths = fields, paths

    def asked(self) -> ComposeResult:
        """A line for every field."""
        for name, words, value in self._fields:
            yield Static(Text(words))
            yield PathLine(value, id=name) if name in self._paths else Input(value, id=name)
        yield Static(classes="hint offered", markup=False)

    @on(PathLine.Offered)
    def _offered(self, event: PathLine.Offered) -> None:
        self.query_one(".offered", Static).update(Text(offered(event.names)))

    @on(Input.Submitted)
    def _next(self, event: Input.Submitted) -> None:
        lines = list(self.query(Input))
        if event.input is lines[-1]:
            self.dismiss({line.id or "": line.value for line in lines})
        else:
            lines[lines.index(event.input) + 1].focus()
