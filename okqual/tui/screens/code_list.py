"""Code by code: all segments under a code as a list, recoded, valued, and sorted into codes made on the spot."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, ClassVar

from rich.style import Style
from rich.text import Text
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.widgets import Static

from okqual.messages import counted, message
from okqual.model.codebook import Code
from okqual.model.interview import Position
from okqual.text.shown import visible, visible_line
from okqual.tui.keys import CODE_LIST
from okqual.tui.naming import actor
from okqual.tui.said import Said, done, refused
from okqual.tui.screens.asking import AskLine, AskText
from okqual.tui.screens.waiting import WaitingScreen
from okqual.tui.signs import mark
from okqual.tui.widgets.key_line import KeyLine
from okqual.tui.widgets.line_list import LineList
from okqual.tui.widgets.lines import MessageLine, TwoEnds, fitted
from okqual.tui.widgets.picker import Picker

if TYPE_CHECKING:
    from okqual.study.code_list import CodeList, Listed
    from okqual.study.opening import Study

CITATION, WHO, AFTER = 12, 20, 26


class CodeListScreen(WaitingScreen):
    """The segments of one code."""

    CSS_PATH = "waiting.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [*CODE_LIST]
    UNDOABLE = (
        "codings.added", "coding.recoded", "coding.value", "coding.key", "coding.memo", "coding.withdrawn",
        "code.defined",
    )  # fmt: skip

    def __init__(self) -> None:
        super().__init__("code_list")
        self.code = ""
        self._order = "interview"
        self._list: CodeList | None = None
        self._asking: Listed | None = None
        """The segment whose value is being asked for: then figures are values."""

    def compose(self) -> ComposeResult:
        """Counts, the codes below, the list, the one in front in full, what was done, keys."""
        yield TwoEnds(id="top")
        yield TwoEnds(id="subs")
        yield LineList(self.line, id="list")
        with VerticalScroll(id="full", can_focus=False):
            yield Static(id="text", markup=False)
        yield MessageLine(id="said")
        yield KeyLine()
        yield Picker()

    def read_again(self) -> None:
        """Read the segments; of the first code that has some when none was chosen."""
        from okqual.study.code_list import Order, code_list

        study = self.study
        if study is None:
            return
        self._edition = self.okqual.edition
        self.code = self.code or self._first_code(study)
        if not self.code:
            super().read_again()
            return
        code, order = self.code, Order(self._order)
        self.beside(lambda beside: code_list(beside, code, order), self._take)

    def _take(self, found: CodeList) -> None:
        self._list = found
        super().read_again()

    def done(self, said: Said) -> None:
        """Something was written here: read again before the next key, and say so."""
        from okqual.study.code_list import Order, code_list

        self.okqual.edition += 1
        assert self.study is not None
        self._take(code_list(self.study, self.code, Order(self._order)))
        self.say(said)

    def _first_code(self, study: Study) -> str:
        from okqual.study import browsing

        desk = self.okqual.desk
        counts = desk.code_counts() if desk is not None else {}
        codes = [code.id for code in browsing.codebook(study).codes if not code.group]
        return next((code for code in codes if counts.get(code)), codes[0] if codes else "")

    def open_code(self, code: str) -> None:
        """List the segments of a code."""
        self.code, self._asking = code, None
        self.lines.put(0)
        self.read_again()

    # What is seen.

    def things(self, study: Study) -> Sequence[Listed]:
        """The segments."""
        return self._list.segments if self._list is not None else ()

    def heading(self, study: Study) -> tuple[str, str]:
        """The code, how many segments in how many interviews, how they are sorted."""
        found = self._list
        if found is None:
            return message("tui.code_list.no_code"), ""
        self.query_one("#subs", TwoEnds).put(self._below(found), self._values(found))
        counts = (
            f"{counted('tui.code_list.segments', len(found.segments))} {counted('tui.code_list.in', found.interviews)}"
        )
        return f"{found.code.name}   {counts}", message(f"tui.code_list.order.{self._order}")

    def _below(self, found: CodeList) -> str:
        names = [
            f"{number if number <= 9 else ' '} {code.name} ({count})"
            for number, (code, count) in enumerate(found.sub_codes, 1)
        ]
        return "  ".join([message("tui.code_list.below"), *names, message("tui.code_list.new")])

    def _values(self, found: CodeList) -> str:
        scale = found.code.scale
        return " · ".join(f"{scale.name_of(value) if scale else value} {count}" for value, count in found.values)

    def line(self, at: int, width: int) -> Text:
        """Citation, whose it is, the words, value, what it was sorted into."""
        from okqual.study.code_list import citation_of, words_of

        one: Listed = self._things[at]
        study = self.study
        assert study is not None
        after = self._after(one)
        who = visible_line(" ".join(part for part in (actor(one.attributes), one.attributes.get("län", "")) if part))
        side = min(AFTER, width // 4)
        whose = min(WHO, width // 5)
        room = max(0, width - CITATION - whose - side - 2)
        key = "* " if one.coding.key else ""
        return Text.assemble(
            (fitted(visible_line(citation_of(study, one.coding)), CITATION), Style(bold=True)),
            (fitted(who, whose), Style(dim=True)), " ",
            fitted(key + visible_line(words_of(study, one.coding)[: room * 2]), room), " ",
            (fitted(after, side), Style(italic=True)),
        )  # fmt: skip

    def _after(self, one: Listed) -> str:
        parts = []
        if one.coding.value is not None and self._list is not None:
            scale = self._list.code.scale
            parts.append(scale.name_of(one.coding.value) if scale else one.coding.value)
        if one.sub_code:
            parts.append(mark(message("tui.code_list.sorted", code="")) + self._called(one.sub_code))
        return visible_line("  ".join(parts))

    def full(self) -> Text:
        """The words of the one in front in full, its memo and coder."""
        from okqual.study.code_list import words_of

        one, study = self.here, self.study
        if one is None or study is None:
            return Text(message("tui.code_list.none"))
        text = Text(visible(words_of(study, one.coding)) + "\n")
        told = " · ".join([*one.attributes.values()][:6])
        text.append(visible_line(f"{one.coding.case} · {told} · {one.coding.coder}"), Style(dim=True))
        if one.coding.memo:
            text.append(f"\n{visible(one.coding.memo)}", Style(italic=True))
        if self._asking is not None:
            text = Text(self._value_words(), Style(bold=True)).append("\n").append_text(text)
        return text

    def _value_words(self) -> str:
        assert self._list is not None
        scale = self._list.code.scale
        values = scale.values if scale else ()
        names = "   ".join(f"{number} {value.name}" for number, value in enumerate(values, 1))
        return message("tui.code_list.ask_value", values=names)

    def _called(self, code: str) -> str:
        from okqual.study.browsing import codebook

        return codebook(self.study).name_of(code) if self.study is not None else code

    # Moving and sorting.

    def refuses(self) -> bool:
        """True, and said so, while a value is asked for."""
        if self._asking is None:
            return False
        self.say(refused("tui.code_list.value_first"))
        return True

    def action_step(self, step: int) -> None:
        """Stand on another segment."""
        if not self.refuses():
            super().action_step(step)

    def action_page(self, step: int) -> None:
        """Stand a screenful away."""
        if not self.refuses():
            super().action_page(step)

    def action_end(self, at: int) -> None:
        """Stand on the first or last segment."""
        if not self.refuses():
            super().action_end(at)

    def action_sort(self) -> None:
        """Sort the list by the next thing."""
        from okqual.study.code_list import Order

        if not self.refuses():
            orders = [order.value for order in Order]
            self._order = orders[(orders.index(self._order) + 1) % len(orders)]
            self.read_again()

    def action_look(self) -> None:
        """Show the segment in its interview; Escape there comes back. While a value is asked for: none."""
        one, study = self.here, self.study
        if self._asking is not None:
            self._give_value(None)
        elif one is not None and study is not None:
            from okqual.store import queries

            number = queries.first_passage(study.db, one.coding.id)
            self.okqual.code_at(Position(one.coding.case, one.coding.note, number, 0), back="code_list")

    def action_escape(self) -> None:
        """Leave the value as it was, else go back to the overview."""
        if self._asking is not None:
            self._asking = None
            self.say(refused("tui.said.unchanged"))
            self.show_front()
        else:
            self.app.switch_mode("overview")

    # What is done with the segment in front.

    def action_code(self) -> None:
        """Choose another code to list."""
        if not self.refuses():
            self._pick(self.open_code)

    def action_recode(self) -> None:
        """Put the segment under another code."""
        if self.here is not None and not self.refuses():
            self._pick(self._recode)

    def _pick(self, then: Callable[[str], None]) -> None:
        desk = self.okqual.desk
        assert desk is not None
        picker = self.query_one(Picker)
        picker.open(
            desk.codebook(), [self.code], desk.code_counts(), lambda codes: self.okqual.trying(lambda: then(codes[0]))
        )

    def _recode(self, code: str) -> None:
        from okqual.study.recoding import recode

        one, study = self.here, self.study
        assert study is not None
        made = recode(study, one.coding.id, code)
        words = message("tui.code_list.recoded", code=self._called(code))
        if one.coding.value is not None and made.value is None:
            words += f" {message('tui.code_list.value_cleared')}"
        self.done(Said(words, undoable=True))

    def action_number(self, number: int) -> None:
        """Drop the segment into the code below with this figure; while a value is asked for: that value."""
        if self._asking is not None:
            self._choose_value(number)
            return
        found = self._list
        if found is None or self.here is None:
            return
        if not 1 <= number <= len(found.sub_codes):
            self.say(refused("tui.code_list.no_sub", number=number))
            return
        self._drop(found.sub_codes[number - 1][0])

    def _drop(self, code: Code) -> None:
        from okqual.study.recoding import recode, sort_into

        one, study = self.here, self.study
        assert study is not None
        if one.only_below:
            recode(study, one.coding.id, code.id)
        else:
            sort_into(study, one.coding.id, code.id)
        lines = self.lines
        at = lines.at
        self.done(done("tui.code_list.dropped", code=code.name))
        lines.put(len(self._things), min(at + (self._order == "interview"), len(self._things) - 1))
        self.show_front()

    def action_new_sub(self) -> None:
        """Make a code below, and drop the segment into it."""
        if self._list is None or self.refuses():
            return

        def named(name: str) -> None:
            from okqual.study.codebook_editing import add_sub_code

            study = self.study
            assert study is not None
            made = add_sub_code(study, self.code, name)
            if self.here is None:
                self.done(done("tui.code_list.made", code=made.name))
            else:
                self._drop(made)

        self.ask(AskLine(message("tui.code_list.ask.sub", code=self._list.code.name)), named)

    def action_value(self) -> None:
        """Ask for the value of the segment in front."""
        found = self._list
        if self.here is None or found is None or self.refuses():
            return
        if found.code.scale is None or self.here.only_below:
            self.say(refused("tui.said.no_scale", code=found.code.name))
            return
        self._asking = self.here
        self.show_front()

    def _choose_value(self, number: int) -> None:
        assert self._list is not None
        assert self._list.code.scale is not None
        values = self._list.code.scale.values
        if 1 <= number <= len(values):
            self._give_value(values[number - 1].id)
        else:
            self.refuses()

    def _give_value(self, value: str | None) -> None:
        desk, one, found = self.okqual.desk, self._asking, self._list
        assert desk is not None
        assert one is not None
        assert found is not None
        assert found.code.scale is not None
        self._asking = None
        desk.set_value(one.coding.id, value)
        if value is None:
            self.done(done("tui.said.no_value", code=found.code.name))
        else:
            self.done(done("tui.said.valued", code=found.code.name, value=found.code.scale.name_of(value)))

    def action_key_quote(self) -> None:
        """Make the segment a key quote, or no longer one."""
        desk, one = self.okqual.desk, self.here
        if desk is not None and one is not None and not self.refuses():
            desk.set_key(one.coding.id, not one.coding.key)
            key = "tui.said.key_off" if one.coding.key else "tui.said.key_on"
            self.done(done(key, code=self._called(one.coding.code)))

    def action_memo(self) -> None:
        """Write the coding's memo."""
        desk, one = self.okqual.desk, self.here
        if desk is None or one is None or self.refuses():
            return

        def given(text: str) -> None:
            desk.set_memo(one.coding.id, text)
            self.done(done("tui.said.memo", what=self._called(one.coding.code)))

        self.ask(AskText(message("tui.ask.memo", what=self._called(one.coding.code)), one.coding.memo), given)

    def action_remove(self) -> None:
        """Withdraw the coding; it stays in the journal."""
        desk, one = self.okqual.desk, self.here
        if desk is not None and one is not None and not self.refuses():
            desk.remove_coding(one.coding.id)
            self.done(done("tui.code_list.removed", code=self._called(one.coding.code)))
