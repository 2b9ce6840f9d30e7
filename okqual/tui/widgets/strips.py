"""Strips in place of the line of keys, while something owns the keyboard: a value to choose, an end in hand."""

from __future__ import annotations

from rich.style import Style
from rich.text import Text
from textual.widgets import Static

from okqual.messages import message
from okqual.text.shown import visible_line
from okqual.tui.acts import Asking
from okqual.tui.ends import Picked, Which
from okqual.tui.signs import mark


class ValueStrip(Static):
    """The values of a code's scale with their keys; it stands where the keys stood while a value is asked for."""

    DEFAULT_CSS = """
    ValueStrip { height: 1; padding: 0 1; background: $accent 30%; display: none; }
    """

    def __init__(self, id: str | None = None) -> None:
        super().__init__(id=id, markup=False)
        # What can be clicked looks like the rest: it is keys, not links.
        self.auto_links = False

    def ask(self, asking: Asking) -> None:
        """Ask for a value; every answer can be clicked as well."""
        code, fresh = asking.code, asking.fresh
        assert code.scale is not None
        text = Text(no_wrap=True, overflow="ellipsis")
        text.append(f"{visible_line(code.name)}:", Style(bold=True))
        if asking.of > 1:
            text.append(f" ({message('tui.strip.number', number=asking.number, of=asking.of)})")
        for number, value in enumerate(code.scale.values, 1):
            answer(text, str(number), visible_line(value.name), f"screen.do('expected', '{number}')")
        answer(text, "Enter", message("tui.strip.none"), "screen.do('enter')")
        answer(text, "Space", message("tui.strip.none_next"), "screen.do('next')")
        answer(text, "Esc", message("tui.strip.undo" if fresh else "tui.strip.keep"), "screen.do('escape')")
        self.update(text)


class EndStrip(Static):
    """The keys that move the end in hand."""

    DEFAULT_CSS = """
    EndStrip { height: 1; padding: 0 1; background: $accent 30%; display: none; }
    """

    def __init__(self, id: str | None = None) -> None:
        super().__init__(id=id, markup=False)
        self.auto_links = False

    def ask(self, picked: Picked) -> None:
        """Say which end is in hand and what moves it; each key can be clicked as well."""
        other = Which.END if picked.which is Which.START else Which.START
        text = Text(no_wrap=True, overflow="ellipsis")
        text.append(message(f"tui.strip.{picked.which.value}"), Style(bold=True))
        for key, name, action in (
            ("←→", "word", "do('begin', '1')"),
            ("Skift+←→", "sentence", "do('word', '1')"),
            ("↑↓", "passage", "do('move', '1')"),
            ("e", f"to_{other.value}", "do('end')"),
            ("Enter", "keep_end", "do('enter')"),
            ("Esc", "leave_end", "do('escape')"),
        ):
            answer(text, mark(key), message(f"tui.strip.{name}"), f"screen.{action}", "  ")
        self.update(text)


def answer(text: Text, key: str, words: str, action: str, gap: str = "   ") -> None:
    """Add a key and its words, which can be clicked."""
    click = Style.from_meta({"@click": action})
    text.append(gap).append(key, Style(bold=True) + click).append(f" {words}", click)
