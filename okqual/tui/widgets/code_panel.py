"""The codes expected under the question in front, and the definition of the one in focus."""

from __future__ import annotations

from collections.abc import Sequence

from rich.style import Style
from rich.text import Text
from textual.widgets import Static

from okqual.messages import message
from okqual.model.codebook import Code
from okqual.text.shown import visible, visible_line
from okqual.tui.signs import mark
from okqual.tui.themes import code_colour


class CodePanel(Static):
    """Expected codes with their keys, the code that ``,`` repeats, and a definition."""

    DEFAULT_CSS = """
    CodePanel { width: 30; height: 1fr; }
    """

    def __init__(self, id: str | None = None) -> None:
        super().__init__(id=id, markup=False)
        # What can be clicked looks like the rest: it is keys, not links.
        self.auto_links = False
        self._shown: tuple[object, ...] = ()

    def show(self, expected: Sequence[Code], repeat: Code | None, focus: Code | None, narrow: bool = False) -> None:
        """Show these codes; in one line on a narrow screen."""
        now = (tuple(expected), repeat, focus, narrow, self.app.theme)
        if now != self._shown:
            self._shown = now
            self.update(self._line(expected) if narrow else self._panel(expected, repeat, focus), layout=False)

    def _line(self, expected: Sequence[Code]) -> Text:
        if not expected:
            return Text(message("tui.coding.no_expected"), no_wrap=True, overflow="ellipsis")
        text = Text(no_wrap=True, overflow="ellipsis")
        for number, code in enumerate(expected[:9], 1):
            click = Style.from_meta({"@click": f"screen.do('expected', '{number}')"})
            text.append("  " if number > 1 else "").append(f"{number} {visible_line(code.name)}", click)
        return text

    def _panel(self, expected: Sequence[Code], repeat: Code | None, focus: Code | None) -> Text:
        text = Text()
        text.append(message("tui.coding.expected") + "\n", Style(bold=True))
        for number, code in enumerate(expected, 1):
            # The keys reach 9; further codes are found with the picker but are in sight.
            self._expected(text, str(number) if number <= 9 else " ", code)
        if not expected:
            text.append(message("tui.coding.no_expected") + "\n", Style(dim=True))
        if repeat is not None:
            click = Style.from_meta({"@click": "screen.do('repeat')"})
            text.append("\n, " + message("tui.coding.repeat", code=visible_line(repeat.name)), click).append("\n")
        if focus is not None:
            text.append("─" * max(0, self.size.width - 2) + "\n", Style(dim=True))
            self._definition(text, focus)
        return text

    def _expected(self, text: Text, number: str, code: Code) -> None:
        dark = self.app.current_theme.dark
        click = Style.from_meta({"@click": f"screen.do('expected', '{number}')"}) if number != " " else Style()
        text.append(f"{number} ", Style(bold=True) + click)
        text.append(mark("▌"), Style(color=code_colour(code.id, dark).rich_color) + click)
        text.append(visible_line(code.name), click)
        if code.scale is not None:
            text.append("  " + "/".join(visible_line(value.name) for value in code.scale.values), Style(dim=True))
        text.append("\n")

    def _definition(self, text: Text, code: Code) -> None:
        text.append(visible_line(code.name) + "\n", Style(bold=True))
        for key, words in (
            ("", code.brief or code.definition),
            ("tui.coding.when", code.when),
            ("tui.coding.when_not", code.when_not),
            ("tui.coding.example", code.example),
        ):
            if words:
                text.append(f"{message(key)} " if key else "", Style(bold=True))
                text.append(visible(words) + "\n")
        text.append(code.id, Style(dim=True))
