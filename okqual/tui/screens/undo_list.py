"""All changes of a coder, newest first: stand on one, and Enter undoes down to it or does again up to it."""

from __future__ import annotations

from typing import ClassVar

from rich.cells import cell_len
from rich.style import Style
from rich.text import Text
from textual.app import ComposeResult
from textual.binding import BindingType

from okqual.messages import counted, message
from okqual.model.codebook import Codebook
from okqual.study import undo_history
from okqual.study.undo_history import ChangeLine
from okqual.text.shown import visible_line
from okqual.tui.keys import UNDO_LIST
from okqual.tui.said import Said
from okqual.tui.screens.listing import ListPlace
from okqual.tui.times import moment
from okqual.tui.widgets.key_line import KeyLine
from okqual.tui.widgets.line_list import LineList
from okqual.tui.widgets.lines import MessageLine, TwoEnds, fitted

MOST = 200
"""Changes that are read at first, and again each time that one stands on the last of them."""
WHEN = 17
GOES, COMES, STAYS = "- ", "+ ", "  "
"""Signs of a change that Enter would undo, would do again, or would leave."""


class UndoListScreen(ListPlace):
    """What was done, and above it what was undone and can be done again."""

    CSS_PATH = "undo_list.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [*UNDO_LIST]

    def __init__(self) -> None:
        super().__init__("undo_list")
        self._undone: list[ChangeLine] = []
        self._done: list[ChangeLine] = []
        self._most = MOST
        self._codebook: Codebook | None = None

    def compose(self) -> ComposeResult:
        """Whose they are, the list, what Enter does, what was done, keys."""
        yield TwoEnds(id="top")
        yield LineList(self._line, id="list")
        yield TwoEnds(id="what")
        yield MessageLine(id="said")
        yield KeyLine()

    def come_to(self) -> None:
        """Read the changes again where something was changed."""
        if self._edition != self.okqual.edition:
            self._most = MOST
            self.okqual.trying(self.read_again)

    def read_again(self) -> None:
        """Read the changes, and stand on the newest that holds."""
        desk = self.okqual.desk
        if desk is None:
            return
        self._edition, self._codebook = self.okqual.edition, desk.codebook()
        # What is done again first stands nearest to what holds.
        self._undone = list(reversed(undo_history.undone(desk.study)))
        self._done = undo_history.done(desk.study, self._most)
        self.lines.put(self._count, len(self._undone) if self._done else self._count - 1)
        self.query_one("#top", TwoEnds).put(
            message("tui.undo_list.title", coder=desk.coder),
            message("tui.undo_list.count", undone=len(self._undone), more="+" * self._has_more, done=len(self._done)),
        )
        self.show_front()

    @property
    def _count(self) -> int:
        return len(self._undone) + len(self._done)

    @property
    def _has_more(self) -> bool:
        return len(self._done) == self._most

    # What is seen.

    def _sign(self, at: int) -> str:
        here, now = self.lines.at, len(self._undone)
        if at >= now:
            return GOES if at <= here else STAYS
        return COMES if at >= here else STAYS

    def _line(self, at: int, width: int) -> Text:
        undone = at < len(self._undone)
        line = self._undone[at] if undone else self._done[at - len(self._undone)]
        state = message("tui.undo_list.undone") if undone else ""
        room = max(0, width - len(STAYS) - WHEN - cell_len(state) - 1)
        text = Text.assemble(
            (self._sign(at), Style(bold=True)),
            (fitted(moment(line.at), WHEN), Style(dim=True)),
            fitted(visible_line(self._words(line)), room),
            f" {state}",
        )
        return text

    def _words(self, line: ChangeLine) -> str:
        code = self._codebook.by_id.get(line.change.code) if self._codebook else None
        name = code.name if code else line.change.code
        return message(f"tui.change.{line.deed}", code=name, where=line.where, count=line.change.entries)

    def show_front(self) -> None:
        """What Enter does to the change in front."""
        at, now = self.lines.at, len(self._undone)
        if not self._count:
            words = message("tui.undo_list.none")
        elif at >= now:
            words = counted("tui.undo_list.undoes", at - now + 1)
        else:
            words = counted("tui.undo_list.redoes", now - at)
        self.query_one("#what", TwoEnds).put(words)
        self.lines.refresh()

    # Keys.

    def action_step(self, step: int) -> None:
        """Stand on the next or previous change."""
        self._stand(self.lines.at + step)

    def action_page(self, step: int) -> None:
        """Stand a screenful up or down."""
        self._stand(self.lines.at + step * max(1, self.lines.size.height - 1))

    def _stand(self, at: int) -> None:
        lines, desk = self.lines, self.okqual.desk
        at = max(0, min(at, self._count - 1))
        if at == self._count - 1 and self._has_more and desk is not None:
            self._most += MOST
            self._done = undo_history.done(desk.study, self._most)
        lines.put(self._count, at)
        self.show_front()

    def action_take(self) -> None:
        """Undo down to the change in front, or do again up to it."""
        desk, at, now = self.okqual.desk, self.lines.at, len(self._undone)
        if desk is None or not self._count:
            return
        if at >= now:
            taken = undo_history.undo_through(desk.study, self._done[at - now].name)
            said = counted("tui.said.undone_several", len(taken))
        else:
            taken = undo_history.redo_through(desk.study, self._undone[at].name)
            said = counted("tui.said.redone_several", len(taken))
        self.done(Said(said))

    def action_leave(self) -> None:
        """Go coding: what was undone is seen there."""
        self.app.switch_mode("coding")
