"""Finding a code by a few letters. The box stays in the screen and is only shown: opening it is one key's time."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import ClassVar, cast

from rich.cells import cell_len, set_cell_size
from rich.style import Style
from rich.text import Text
from textual import events, on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container, Vertical
from textual.reactive import reactive
from textual.widget import Widget
from textual.widgets import Input, Static

from okqual.messages import message
from okqual.model.codebook import Code, Codebook
from okqual.text.shown import visible_line
from okqual.tui.keys import PICKER, speak
from okqual.tui.searching import find_codes, hit_in
from okqual.tui.signs import mark
from okqual.tui.widgets.line_list import LineList

MARKED = "✓"
ENDING = ("choose", "choose_with_memo", "close", "new")
"""Actions after which letters are the screen's again."""

BESIDE = 120
"""Columns of the screen from which the definition stands beside the codes."""

Then = Callable[[tuple[str, ...]], object]


class PickerLine(Input):
    """The letters that are looked for. What is typed after Enter or Escape is left to the screen."""

    value: reactive[str] = reactive("", init=False)
    """As Textual's, but its line keeps its width, so the screen need not be laid out again at every letter."""
    ended = True

    def __init__(self, typed: Callable[[str], None], numbered: Callable[[str], bool]) -> None:
        """``typed`` gets the line at every change, at once, so that the codes are drawn together with the letter.

        ``numbered`` is asked whether a digit in an empty line chooses one of the codes put last.
        """
        super().__init__(placeholder=message("tui.picker.placeholder"))
        self._typed, self._numbered = typed, numbered
        speak(self)
        self._bindings.key_to_bindings.pop("enter", None)  # Enter is the box's.

    def watch_value(self, value: str) -> None:
        """Look for what was typed."""
        if not self.ended:
            self._typed(value)

    def on_key(self, event: events.Key) -> None:
        """Take no letter that follows the key which closes the box."""
        # Several keys may be waiting here: those behind the one that closes the box are not for this line.
        active = self.screen.active_bindings.get(event.key)
        self.ended = self.ended or (active is not None and active.binding.action in ENDING)
        if self.ended or self._numbered(event.character or ""):
            event.prevent_default()


class Picker(Vertical):
    """A box over the screen that owns the keyboard while it is open."""

    BINDINGS: ClassVar[list[BindingType]] = [*PICKER]
    DEFAULT_CSS = """
    Picker {
        layer: over;
        width: 80%; max-width: 90; height: 17; max-height: 90%;
        border: round $primary; padding: 0 1; background: $surface;
        border-title-style: bold; border-subtitle-color: $text-muted; border-subtitle-align: left;
        & > PickerLine, & > PickerLine:focus { border: none; height: 1; padding: 0; background: $panel; }
        & LineList { height: 1fr; max-height: 100%; width: 1fr; }
        & Static { height: 4; border-top: solid $primary 50%; }
        &.-beside {
            max-width: 140; height: 22;
            & > Container { layout: horizontal; }
            & Static { width: 2fr; height: 1fr; border-top: none; border-left: solid $primary 50%; padding: 0 1; }
            & LineList { width: 3fr; }
        }
    }
    """

    def __init__(self) -> None:
        super().__init__()
        speak(self)
        self.create: Callable[[str], object] | None = None
        """Makes a code that is not there, from what was typed; without it the box offers none."""
        self._asking = False
        self._codebook: Codebook | None = None
        self._recent: Sequence[str] = ()
        self._counts: Mapping[str, int] = {}
        self._then: Then | None = None
        self._back: Widget | None = None
        self._found: list[Code] = []
        self._marked: list[str] = []
        self._query = ""
        self._takes_memo = False
        self.with_memo = False
        """True when a memo is to be written with the codes that were picked."""

    def compose(self) -> ComposeResult:
        """The line, the codes found, the definition of the one in front."""
        yield PickerLine(self._search, self._choose_recent)
        with Container():
            yield LineList(self._line, at_once=True)
            yield Static(markup=False)

    def on_mount(self) -> None:
        """Title and keys stand in the frame."""
        # Unseen and not undisplayed: so the rest of the screen keeps its place and is not drawn anew.
        self.visible = False

    @property
    def is_modal(self) -> bool:
        """While it is open, no key of the screen behind it is taken: Textual asks this of whatever has the focus."""
        return True

    @property
    def is_open(self) -> bool:
        """True while it is asking."""
        return self._asking

    # Opening and closing.

    def open(
        self,
        codebook: Codebook,
        recent: Sequence[str],
        counts: Mapping[str, int],
        then: Then,
        memo: bool | None = None,
    ) -> None:
        """Ask for codes, those put last first; ``then`` gets the ids of those that are picked, if any are.

        ``memo``: whether one is to be written with the codes; None where there is none to write.
        """
        there = {code.id for code in find_codes(codebook.codes, "")}
        self._codebook, self._counts, self._then = codebook, counts, then
        self._recent = [code for code in recent if code in there]
        self._marked, self._takes_memo, self.with_memo = [], memo is not None, bool(memo)
        self.border_title = message("tui.picker.title_memo" if memo else "tui.picker.title")
        hint = message("tui.picker.hint_memo" if self._takes_memo else "tui.picker.hint")
        self.border_subtitle = mark((message("tui.picker.new") if self.create is not None else "") + hint)
        line = self.query_one(PickerLine)
        line.value = ""
        line.ended = False
        self._asking = self.visible = True
        self._back = self.screen.focused
        self.screen.set_focus(line, scroll_visible=False)
        self._search("")

    def close(self, picked: Sequence[str] = ()) -> None:
        """Go away, and hand over what was picked."""
        then, self._then = self._then, None
        self.query_one(PickerLine).ended = True
        self._asking = self.visible = False
        self.screen.set_focus(self._back, scroll_visible=False)
        if then is not None and picked:
            then(tuple(picked))

    def type(self, letter: str) -> None:
        """Take a letter that came while the box was being opened."""
        if not self._choose_recent(letter):
            self.query_one(PickerLine).insert_text_at_cursor(letter)

    def on_resize(self) -> None:
        """The definition goes beside the codes, or under them, as there is room."""
        self.set_class(self._is_beside, "-beside")

    @property
    def _is_beside(self) -> bool:
        return self.app.size.width >= BESIDE

    def on_descendant_blur(self) -> None:
        """The mouse went to something else on the screen: that is where work goes on."""
        focused = self.screen.focused
        if self.is_open and focused is not None and not isinstance(focused, PickerLine):
            self._back = focused
            self.close()

    # Keys.

    def action_step(self, step: int) -> None:
        """Stand on the next or previous code."""
        codes = self.query_one(LineList)
        codes.stand(codes.at + step)
        self._define()

    def action_mark(self) -> None:
        """Mark the code in front, to pick several."""
        code = self._here
        if code is not None:
            if code.id in self._marked:
                self._marked.remove(code.id)
            else:
                self._marked.append(code.id)
            self.action_step(1)

    def action_choose(self) -> None:
        """Pick the marked codes, else the one in front."""
        here = [self._here.id] if self._here else []
        self.close(self._marked or here)

    def action_choose_with_memo(self) -> None:
        """Pick as Enter does, and write a memo at once."""
        if self._takes_memo:
            self.with_memo = True
            self.action_choose()

    def _choose_recent(self, digit: str) -> bool:
        """Pick the code put last (1), before that (2) …; False when the digit is a letter of what is looked for."""
        if self._query or not ("1" <= digit <= "9") or int(digit) > len(self._recent):
            return False
        self.close([*self._marked, self._recent[int(digit) - 1]])
        return True

    def action_new(self) -> None:
        """Go away, and make a code of what was typed."""
        if self.create is not None:
            words = self.query_one(PickerLine).value
            self.close()
            self.create(words)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """No key for a new code where none can be made."""
        return action != "new" or self.create is not None

    def action_close(self) -> None:
        """Pick none."""
        self.close()

    @on(LineList.Chosen)
    def _pointed(self, event: LineList.Chosen) -> None:
        event.stop()
        self.close([self._found[event.at].id])

    @on(LineList.Stood)
    def _stood(self, event: LineList.Stood) -> None:
        event.stop()
        self._define()

    # What is seen.

    @property
    def _here(self) -> Code | None:
        at = self.query_one(LineList).at
        return self._found[at] if at < len(self._found) else None

    def _search(self, query: str) -> None:
        assert self._codebook is not None
        self._query = query
        self._found = find_codes(self._codebook.codes, query, self._recent)
        self.query_one(LineList).put(len(self._found))
        self._define()

    def _line(self, at: int, width: int) -> Text:
        code = self._found[at]
        where = visible_line(self._beside(code))
        count = str(self._counts.get(code.id, 0)).rjust(5)
        name = f"{mark(MARKED)} " * (code.id in self._marked) + visible_line(code.name)
        if self._recent and not self._query:
            name = f"{at + 1 if at < min(9, len(self._recent)) else ' '} {name}"
        beside = max(0, min(cell_len(where), width // 2))
        return Text.assemble(
            set_cell_size(name, max(0, width - len(count) - beside - 2)),
            "  ",
            (set_cell_size(where, beside), Style(dim=True)),
            count,
        )

    def _beside(self, code: Code) -> str:
        """What of the code was hit, when that is not its name, else where in the codebook it stands."""
        codebook = cast("Codebook", self._codebook)
        hit = hit_in(code, self._query) if self._query.strip() else None
        if hit is not None and hit.field:
            return message(f"tui.picker.hit.{hit.field}", words=hit.words)
        question, criterion = codebook.evaluation_question_of(code.id), codebook.criterion_of(code.id)
        above = [criterion.name if criterion else "", question.name if question else ""]
        return " · ".join(part for part in above if part)

    def _define(self) -> None:
        code, text = self._here, Text()
        beside = self._is_beside
        if code is None:
            text.append(message("tui.picker.none"))
        else:
            if beside:
                text.append(visible_line(code.name) + "\n", Style(bold=True))
            for key, words in _parts(code, beside):
                text.append(f"{message(key)} " if key else "", Style(bold=True))
                text.append(visible_line(words) + ("\n" if beside else " "))
        self.query_one(Static).update(text, layout=False)


def _parts(code: Code, beside: bool) -> list[tuple[str, str]]:
    """What is said of a code: when, when not, and where there is room what it means and an example."""
    if not beside:
        parts = [("tui.coding.when", code.when or code.definition), ("tui.coding.when_not", code.when_not)]
    else:
        parts = [
            ("", code.brief or code.definition),
            ("tui.coding.when", code.when),
            ("tui.coding.when_not", code.when_not),
            ("tui.coding.example", code.example),
            ("tui.picker.synonyms", ", ".join(code.synonyms)),
        ]
    return [(key, words) for key, words in parts if words]
