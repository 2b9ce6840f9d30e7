"""Finding a code by a few letters, and putting one or several on the words in front."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import ClassVar

from rich.cells import cell_len, set_cell_size
from rich.style import Style
from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from okqual.messages import message
from okqual.model.codebook import Code, Codebook
from okqual.text.shown import visible_line
from okqual.tui.keys import PICKER
from okqual.tui.screens.base import Ask
from okqual.tui.searching import find_codes

MARKED = "✓"


class Picker(Ask[tuple[str, ...]]):
    """Dismissed with the ids of the codes that were picked."""

    BINDINGS: ClassVar[list[BindingType]] = [*PICKER]
    TAKES_LETTERS: ClassVar[bool] = True
    DEFAULT_CSS = """
    Picker {
        OptionList { height: auto; max-height: 10; }
        #definition { height: 4; border-top: solid $primary 50%; }
    }
    """

    def __init__(self, codebook: Codebook, recent: Sequence[str], counts: Mapping[str, int]) -> None:
        super().__init__(message("tui.picker.title"), message("tui.picker.hint"))
        self._codebook, self._recent, self._counts = codebook, recent, counts
        self._found: list[Code] = []
        self._marked: list[str] = []

    def asked(self) -> ComposeResult:
        """The line, the codes found, the definition of the one in front."""
        yield Input(placeholder=message("tui.picker.placeholder"))
        codes = OptionList(markup=False)
        codes.can_focus = False
        yield codes
        yield Static(id="definition", markup=False)

    def on_mount(self) -> None:
        """Begin with the codes used last."""
        self._search("")

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        self._search(event.value)

    @on(Input.Submitted)
    def _submitted(self) -> None:
        here = [self._here.id] if self._here else []
        self.dismiss(tuple(self._marked or here) or None)

    @on(OptionList.OptionSelected)
    def _clicked(self, event: OptionList.OptionSelected) -> None:
        self.dismiss((event.option_id,) if event.option_id else None)

    @on(OptionList.OptionHighlighted)
    def _stood(self) -> None:
        self._define()

    def action_step(self, step: int) -> None:
        """Stand on the next or previous code."""
        codes = self.query_one(OptionList)
        if self._found:
            codes.highlighted = ((codes.highlighted or 0) + step) % len(self._found)

    def action_mark(self) -> None:
        """Mark the code in front, to pick several."""
        code = self._here
        if code is None:
            return
        if code.id in self._marked:
            self._marked.remove(code.id)
        else:
            self._marked.append(code.id)
        codes = self.query_one(OptionList)
        codes.replace_option_prompt_at_index(codes.highlighted or 0, self._line(code))
        self.action_step(1)

    @property
    def _here(self) -> Code | None:
        at = self.query_one(OptionList).highlighted
        return self._found[at] if at is not None and at < len(self._found) else None

    def _search(self, query: str) -> None:
        self._found = find_codes(self._codebook.codes, query, self._recent)
        codes = self.query_one(OptionList)
        codes.clear_options()
        codes.add_options(Option(self._line(code), id=code.id) for code in self._found)
        codes.highlighted = 0 if self._found else None
        self._define()

    def _line(self, code: Code) -> Text:
        width = max(30, min(84, int(self.app.size.width * 0.8) - 6))
        question = self._codebook.evaluation_question_of(code.id)
        criterion = self._codebook.criterion_of(code.id)
        above = [criterion.name if criterion else "", question.name if question else ""]
        where = visible_line(" · ".join(part for part in above if part))
        count = str(self._counts.get(code.id, 0)).rjust(5)
        mark = MARKED if code.id in self._marked else " "
        name = f"{mark} {visible_line(code.name)}"
        room = width - len(count) - min(cell_len(where), width // 2) - 2
        return Text.assemble(
            set_cell_size(name, room),
            "  ",
            (set_cell_size(where, width - len(count) - room - 2), Style(dim=True)),
            count,
        )

    def _define(self) -> None:
        code, text = self._here, Text()
        if code is None:
            text.append(message("tui.picker.none"))
        else:
            parts = (("tui.coding.when", code.when or code.definition), ("tui.coding.when_not", code.when_not))
            for key, words in parts:
                if words:
                    text.append(message(key) + " ", Style(bold=True)).append(visible_line(words) + " ")
        self.query_one("#definition", Static).update(text)
