"""What would be replaced by pseudonyms, one place a line, before anything is stored."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from rich.style import Style
from rich.text import Text
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widgets import Static

from okqual.messages import counted, message
from okqual.text.shown import visible, visible_line
from okqual.tui.jobs import load_files
from okqual.tui.keys import IDENTIFYING
from okqual.tui.screens.listing import ListPlace
from okqual.tui.signs import mark
from okqual.tui.widgets.key_line import KeyLine
from okqual.tui.widgets.line_list import LineList
from okqual.tui.widgets.lines import TwoEnds, fitted

if TYPE_CHECKING:
    from okqual.study.pseudonymising import Found, LookedThrough

FILE, WORDS, PSEUDONYM = 16, 22, 20
"""Cells of the columns; the rest is the words' context."""
REPLACED, LEFT = "✓ ", "– "


class IdentifyingScreen(ListPlace):
    """The places of all files to be loaded, each to be replaced or left as it is."""

    CSS_PATH = "identifying.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [*IDENTIFYING]

    def __init__(self, looked: LookedThrough) -> None:
        super().__init__("identifying")
        self._looked = looked

    def compose(self) -> ComposeResult:
        """How many, the list, one place in full, where the key is, keys."""
        yield TwoEnds(id="top")
        yield LineList(self._line, id="list")
        yield Static(id="text", markup=False)
        yield TwoEnds(id="key")
        yield KeyLine()

    def on_mount(self) -> None:
        """Show all places; say which files cannot be read."""
        self.lines.put(len(self._looked.found))
        for fault in self._looked.faults:
            self.okqual.tell(fault)
        place = visible_line(str(self._looked.how.key.path))
        self.query_one("#key", TwoEnds).put(message("tui.identifying.key", file=place))
        self._show_all()

    def _line(self, number: int, width: int) -> Text:
        found = self._looked.found[number]
        out = self._looked.is_left_out(number)
        before, after = (visible_line(part) for part in found.occurrence.context)
        words = visible_line(found.occurrence.words)
        room = max(0, width - FILE - WORDS - PSEUDONYM - 6)
        return Text.assemble(
            LEFT if out else mark(REPLACED),
            fitted(visible_line(found.file.name), FILE), " ",
            (fitted(words, WORDS), Style(bold=True)), " ",
            (fitted(self._instead(found, out), PSEUDONYM), Style(dim=out)), "  ",
            fitted(f"{before}{words}{after}", room),
        )  # fmt: skip

    def _instead(self, found: Found, out: bool) -> str:
        return message("tui.identifying.left_out") if out else visible_line(found.pseudonym)

    def _show_all(self) -> None:
        total = len(self._looked.found)
        out = sum(map(self._looked.is_left_out, range(total)))
        title = counted("tui.identifying.title", total, out=out)
        self.query_one("#top", TwoEnds).put(title, counted("tui.identifying.files", len(self._looked.readable)))
        self.lines.refresh()
        self.show_front()

    def show_front(self) -> None:
        """The words in their context, what kind they are and what stands there instead."""
        none = Text(message("tui.identifying.none"))
        self.query_one("#text", Static).update(self._in_full(self.lines.at) if self._looked.found else none)

    def _in_full(self, number: int) -> Text:
        found = self._looked.found[number]
        before, after = found.occurrence.context
        out = self._looked.is_left_out(number)
        kind = message(f"terms.identifying.{found.occurrence.hit.kind}")
        where = visible_line(" ".join([found.file.name, found.occurrence.place]).strip())
        return Text.assemble(
            visible(before), (visible(found.occurrence.words), Style(bold=True, reverse=True)), visible(after),
            (f"\n{kind} {mark('→')} {self._instead(found, out)}\n{where}", Style(dim=True)),
        )  # fmt: skip

    # Keys.

    def action_replace(self) -> None:
        """Replace the words here, and go on to the next place."""
        self._decide(out=False)

    def action_leave_out(self) -> None:
        """Let the words here stay, and go on to the next place."""
        self._decide(out=True)

    def _decide(self, out: bool) -> None:
        lines = self.lines
        if self._looked.found:
            self._looked.leave_out(lines.at, out)
            lines.stand(min(lines.at + 1, lines.count - 1))
            self._show_all()

    def action_same(self) -> None:
        """Let the same words stay everywhere, or be replaced everywhere."""
        if self._looked.found:
            at = self.lines.at
            out = not self._looked.is_left_out(at)
            for number in self._looked.same_as(at):
                self._looked.leave_out(number, out)
            self._show_all()

    def action_load(self) -> None:
        """Load the files with what is to be replaced."""
        app, looked = self.okqual, self._looked
        self.dismiss()
        if looked.readable:
            app.call_after_refresh(load_files, app, looked.readable, looked.how)

    def action_cancel(self) -> None:
        """Load nothing."""
        app = self.okqual
        self.dismiss()
        app.call_after_refresh(app.say, message("tui.identifying.cancelled"))


def names_at_hand() -> str:
    """The list of names that the user's own settings name; empty where there is none."""
    from okqual.study.opening import user_settings
    from okqual.study.pseudonymising import LIST_SETTING

    own = user_settings().get(LIST_SETTING)
    return str(Path(str(own)).expanduser()) if own else ""
