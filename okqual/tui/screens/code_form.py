"""The form that a code's definition is written in; nothing is lost by Escape without a question."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import ClassVar

from rich.text import Text
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical, VerticalScroll
from textual.widgets import Checkbox, Input, Static, TextArea

from okqual.messages import message
from okqual.model.codebook import Code
from okqual.text.shown import visible_line
from okqual.tui.keys import ASK_TEXT
from okqual.tui.screens.asking import AskOne
from okqual.tui.screens.base import Ask, hint
from okqual.tui.written_scale import read_scale, written_scale

LINES = ("name", "synonyms", "questions")
TEXTS = {"brief": 2, "definition": 4, "when": 3, "when_not": 3, "example": 2, "scale": 3}
"""Parts that are written in several lines, and how many are in sight."""
TICKS = ("outside", "group", "locked")
ORDER = ("name", "brief", "definition", "when", "when_not", "example", "synonyms", "questions", "scale", *TICKS)


class CodeForm(Ask[Code]):
    """All parts of a definition, each under its name; answers with the code as it is written."""

    BINDINGS: ClassVar[list[BindingType]] = [*ASK_TEXT]
    DEFAULT_CSS = """
    CodeForm {
        & > Vertical { height: 100%; max-height: 100%; width: 100%; max-width: 110; }
        VerticalScroll { height: 1fr; padding-right: 1; }
        .part { text-style: bold; margin-top: 1; }
        Input, Checkbox { border: none; height: 1; padding: 0 1; background: $panel; }
        Input:focus, Checkbox:focus { border: none; background: $foreground 15%; }
        TextArea, TextArea:focus { border: none; padding: 0 1; background: $panel; }
        TextArea:focus { background: $foreground 15%; }
    }
    """

    def __init__(self, code: Code, title: str) -> None:
        super().__init__(title, message("tui.codebook.form.hint"))
        self._code = code

    def compose(self) -> ComposeResult:
        """Title, the parts in a column that scrolls, the keys."""
        with Vertical():
            yield Static(Text(visible_line(self._title)), classes="title")
            with VerticalScroll(can_focus=False):
                yield from self.asked()
            yield hint(self._hint)

    def asked(self) -> Iterator[Static | Input | TextArea | Checkbox]:
        """A field for every part."""
        for part in ORDER:
            if part in TICKS:
                label = message(f"tui.codebook.form.{part}")
                yield Checkbox(label, bool(getattr(self._code, part)), id=part, compact=True)
                continue
            yield Static(Text(message(f"tui.codebook.form.{part}")), classes="part")
            if part in LINES:
                yield Input(self._text(part), id=part)
            else:
                area = TextArea(self._text(part), soft_wrap=True, tab_behavior="focus", id=part)
                area.styles.height = TEXTS[part]
                yield area

    def on_mount(self) -> None:
        """Begin with the name."""
        self.query_one("#name", Input).focus()

    def _text(self, part: str) -> str:
        if part == "scale":
            return written_scale(self._code.scale)
        value = getattr(self._code, part)
        return ", ".join(value) if isinstance(value, tuple) else str(value)

    def written(self) -> Code:
        """The code as the form says. Raises OkqualError for a scale that cannot be one."""
        lines = {part: self.query_one(f"#{part}", Input).value for part in LINES}
        texts = {part: self.query_one(f"#{part}", TextArea).text for part in TEXTS}
        ticks = {part: self.query_one(f"#{part}", Checkbox).value for part in TICKS}
        return replace(
            self._code, name=lines["name"].strip(), brief=_kept(self._code.brief, texts["brief"]),
            definition=_kept(self._code.definition, texts["definition"]), when=_kept(self._code.when, texts["when"]),
            when_not=_kept(self._code.when_not, texts["when_not"]), example=_kept(self._code.example, texts["example"]),
            synonyms=_listed(lines["synonyms"]), questions=_listed(lines["questions"]),
            scale=read_scale(texts["scale"], self._code.scale), outside=ticks["outside"], group=ticks["group"],
            locked=ticks["locked"],
        )  # fmt: skip

    def action_save(self) -> None:
        """Answer with what is written."""
        self.dismiss(self.written())

    async def action_dismiss(self, result: Code | None = None) -> None:
        """Escape asks first when something was written."""
        if self._is_untouched():
            self.dismiss(result)
            return
        choices = [("stay", message("tui.codebook.form.stay")), ("leave", message("tui.codebook.form.leave"))]

        def answered(answer: str | None) -> None:
            if answer == "leave":
                self.dismiss(None)

        self.app.push_screen(AskOne(message("tui.codebook.form.unsaved"), choices), answered)

    def _is_untouched(self) -> bool:
        same_lines = all(self.query_one(f"#{part}", Input).value == self._text(part) for part in LINES)
        same_texts = all(self.query_one(f"#{part}", TextArea).text == self._text(part) for part in TEXTS)
        ticks = all(self.query_one(f"#{part}", Checkbox).value == bool(getattr(self._code, part)) for part in TICKS)
        return same_lines and same_texts and ticks


def _kept(old: str, new: str) -> str:
    """White space at the ends is no change."""
    return old if old.strip() == new.strip() else new.strip()


def _listed(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(part.strip() for part in text.split(",") if part.strip()))
