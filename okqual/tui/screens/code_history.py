"""The versions of a code, the latest first: who, when, what changed, and whether it changed the meaning."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from rich.style import Style
from rich.text import Text
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.widgets import Static

from okqual.messages import message
from okqual.model.codebook import Code
from okqual.text.shown import visible_line
from okqual.tui.definition_text import changes_text
from okqual.tui.screens.base import Ask
from okqual.tui.times import moment

if TYPE_CHECKING:
    from okqual.study.code_versions import CodeVersion


class CodeHistory(Ask[None]):
    """Shows the versions; any way out is Escape."""

    DEFAULT_CSS = """
    CodeHistory VerticalScroll { height: auto; max-height: 100%; }
    CodeHistory > Vertical { max-height: 90%; }
    """

    def __init__(self, code: Code, versions: Sequence[CodeVersion]) -> None:
        super().__init__(message("tui.codebook.history", code=visible_line(code.name)), message("tui.codebook.hint"))
        self._versions = versions

    def asked(self) -> ComposeResult:
        """The versions, to scroll through."""
        with VerticalScroll():
            yield Static(history_text(self._versions), markup=False)

    def on_mount(self) -> None:
        """Arrows scroll."""
        self.query_one(VerticalScroll).focus()


def history_text(versions: Sequence[CodeVersion]) -> Text:
    """The versions as text, the latest first."""
    text = Text()
    for number, version in reversed(list(enumerate(versions, 1))):
        how = "imported" if version.imported else "edited"
        meaning = "first" if number == 1 else "meaning" if version.meaning else "wording"
        words = message(f"tui.codebook.version.{how}", number=number, coder=version.coder, when=moment(version.at))
        text.append(visible_line(words) + " · " + message(f"tui.codebook.version.{meaning}") + "\n", Style(bold=True))
        text.append_text(changes_text(version.changes)).append("\n")
    return text
