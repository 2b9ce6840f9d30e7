"""On leaving: what was done since one sat down, and what is left. Only shown when something was done."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from rich.text import Text
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widgets import Static

from okqual.messages import counted, message
from okqual.text.shown import visible_line
from okqual.tui.keys import LEAVING
from okqual.tui.screens.base import Ask

if TYPE_CHECKING:
    from okqual.study.sittings import Sitting
    from okqual.tui.desk import Desk


class Leaving(Ask[bool]):
    """Dismissed with True by Enter; Escape stays."""

    BINDINGS: ClassVar[list[BindingType]] = [*LEAVING]

    def __init__(self, lines: list[str]) -> None:
        super().__init__(message("tui.leaving.title"), message("tui.leaving.hint"))
        self._lines = lines

    def asked(self) -> ComposeResult:
        """One line about each."""
        yield Static(Text("\n".join(visible_line(line) for line in self._lines)), markup=False)

    def action_leave(self) -> None:
        """Leave."""
        self.dismiss(True)


def summary(desk: Desk) -> list[str]:
    """The lines to show on leaving; none when nothing was done."""
    done = desk.sitting()
    if done is None:
        return []
    rows, where = desk.overview(), desk.position()
    lines = [_deeds(done)]
    here = next((row for row in rows if where is not None and row.case == where.case), None)
    if here is not None:
        lines.append(counted("tui.leaving.left_here", here.left, case=here.case))
    of = sum(row.passages for row in rows)
    lines.append(counted("tui.leaving.left_all", sum(row.left for row in rows), of=of))
    return lines


def _deeds(done: Sitting) -> str:
    counts = {"gone": done.gone_through, "made": done.made, "withdrawn": done.withdrawn, "other": done.other}
    words = " · ".join(counted(f"tui.leaving.{name}", n) for name, n in counts.items() if n)
    return words[:1].upper() + words[1:]
