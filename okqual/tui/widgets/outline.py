"""The questions of an interview with their states, down the left side; on a narrow screen in the top line."""

from __future__ import annotations

from dataclasses import dataclass

from rich.style import Style
from rich.text import Text
from textual import events, on
from textual.message import Message
from textual.widget import Widget

from okqual.text.shown import visible_line
from okqual.tui.signs import mark


@dataclass(frozen=True, slots=True)
class Entry:
    """A question as the outline shows it."""

    number: str
    sign: str
    name: str


class Outline(Widget):
    """A list of questions, the one in front marked; a click goes there."""

    DEFAULT_CSS = """
    Outline { width: 22; height: 1fr; }
    """

    @dataclass
    class QuestionPointed(Message):
        """A question was clicked."""

        number: str

    def __init__(self, id: str | None = None) -> None:
        super().__init__(id=id)
        self.entries: tuple[Entry, ...] = ()
        self.current = ""

    def show(self, entries: tuple[Entry, ...], current: str) -> None:
        """Show these questions with ``current`` marked; nothing is drawn when nothing differs."""
        if (entries, current) != (self.entries, self.current):
            self.entries, self.current = entries, current
            self.refresh()

    @property
    def _first(self) -> int:
        """The first question in sight, such that the current one is."""
        at = next((at for at, entry in enumerate(self.entries) if entry.number == self.current), 0)
        return max(0, min(at - self.size.height // 2, len(self.entries) - self.size.height))

    def render(self) -> Text:
        """The questions that fit."""
        text = Text(no_wrap=True, overflow="ellipsis", end="")
        for entry in self.entries[self._first : self._first + self.size.height]:
            here = entry.number == self.current
            line = f"{mark('▸') if here else ' '}{entry.number:>3} {entry.sign} {visible_line(entry.name)}"
            line = line if len(line) <= self.size.width - 1 else line[: self.size.width - 2] + "…"
            text.append(line + "\n", Style(bold=here))
        return text

    @on(events.Click)
    def _clicked(self, event: events.Click) -> None:
        at = self._first + event.y
        if 0 <= at < len(self.entries):
            self.post_message(self.QuestionPointed(self.entries[at].number))


def folded(entries: tuple[Entry, ...], current: str) -> str:
    """The question in front and its neighbours in one line: ``◂ 10 ● | ▸11 ◐ | 12 ◐ ▸``."""
    at = next((at for at, entry in enumerate(entries) if entry.number == current), None)
    if at is None:
        return ""
    near = entries[max(0, at - 1) : at + 2]
    parts = [f"{mark('▸') if entry.number == current else ''}{entry.number} {entry.sign}" for entry in near]
    return f"{mark('◂ ') if at > 1 else ''}{' | '.join(parts)}{mark(' ▸') if at + 2 < len(entries) else ''}"
