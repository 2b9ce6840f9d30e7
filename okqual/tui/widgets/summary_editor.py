"""The text of a written cell under work: plain typing, links put in at the cursor, nothing that steers the terminal."""

from __future__ import annotations

from rich.text import Text
from textual.widgets import TextArea

from okqual.model.summary import brackets
from okqual.text.shown import visible


class SummaryEditor(TextArea):
    """A text area that knows the links in its text."""

    DEFAULT_CSS = """
    SummaryEditor, SummaryEditor:focus { border: none; padding: 0 1; background: $surface; }
    """

    def __init__(self, id: str | None = None) -> None:
        super().__init__(id=id, soft_wrap=True, tab_behavior="focus", show_line_numbers=False)
        self._links_of: tuple[str, frozenset[str]] = ("", frozenset())

    @property
    def links(self) -> frozenset[str]:
        """The citation ids in the text."""
        text = self.text
        if self._links_of[0] != text:
            self._links_of = (text, frozenset(name for found in brackets(text) for name in found.ids))
        return self._links_of[1]

    def put_link(self, citation: str) -> None:
        """Put a citation id in brackets at the cursor, a space before it where there is none."""
        row, column = self.cursor_location
        before = self.document.get_line(row)[:column]
        space = " " if before and not before[-1].isspace() else ""
        self.insert(f"{space}[{citation}]", maintain_selection_offset=False)

    def get_line(self, line_index: int) -> Text:
        """A line as it is shown: one stand-in for each character that would steer the terminal."""
        return Text(visible(self.document.get_line(line_index)), end="", no_wrap=True)
