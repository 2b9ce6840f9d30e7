"""The single lines of a screen: what is in front, what a key did, which value to choose."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len, set_cell_size
from rich.style import Style
from rich.text import Text
from textual.widget import Widget

from okqual.messages import message
from okqual.text.shown import visible_line
from okqual.tui.said import Said
from okqual.tui.signs import mark


class TwoEnds(Widget):
    """A line with words at its left and right end; the left gives way when there is no room for both."""

    DEFAULT_CSS = """
    TwoEnds { height: 1; padding: 0 1; }
    """

    def __init__(self, id: str | None = None) -> None:
        super().__init__(id=id)
        self._ends: tuple[Text, str] = (Text(), "")

    def put(self, left: str | Text, right: str = "") -> None:
        """Show these words; nothing is drawn when they stand there already."""
        ends = (left.copy() if isinstance(left, Text) else Text(visible_line(left)), visible_line(right))
        if ends != self._ends or ends[0].style != self._ends[0].style:
            self._ends = ends
            self.refresh()

    @property
    def words(self) -> str:
        """What the line says, without colours."""
        return f"{self._ends[0].plain}  {self._ends[1]}".rstrip()

    def render(self) -> Text:
        """Both ends, as far as there is room."""
        left, right = self._ends
        room = max(0, self.size.width - cell_len(right) - (2 if right else 0))
        line = left.copy()
        line.truncate(room, overflow="ellipsis", pad=True)
        line.append("  " if right else "").append(right)
        line.no_wrap = True
        return line


class MessageLine(TwoEnds):
    """What the last key did, and how to undo it."""

    def say(self, said: Said | None) -> None:
        """Show a line; None empties it."""
        if said is None:
            self.put("")
            return
        sign = "! " if said.refused else mark("✓ ")
        style = Style(bold=said.refused)
        self.put(Text(sign + visible_line(said.text), style), message("tui.line.undo") if said.undoable else "")


def fitted(words: str, width: int) -> str:
    """Words in so many cells: filled with blanks, or cut with a sign that there is more."""
    if cell_len(words) <= width:
        return set_cell_size(words, width)
    return set_cell_size(set_cell_size(words, max(0, width - 1)).rstrip() + "…", width)


def spread(cells: Sequence[tuple[str, int]]) -> str:
    """Words in columns of the given widths, cut or filled by cells."""
    return "".join(fitted(visible_line(words), width) for words, width in cells)
