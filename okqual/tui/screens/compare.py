"""Groups compared: one code, a column a group, with counts, quotes and what differs."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar

from rich.style import Style
from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widgets import Static

from okqual.messages import message
from okqual.model.coding import parse_citation
from okqual.model.grouping import DerivedAttribute, ValueGroup
from okqual.model.interview import Position
from okqual.text.shown import visible_line
from okqual.tui.keys import COMPARE
from okqual.tui.said import Said
from okqual.tui.screens.asking import AskLine, AskOne, AskSeveral
from okqual.tui.screens.base import Place
from okqual.tui.widgets.group_columns import GroupColumns, Shown
from okqual.tui.widgets.key_line import KeyLine
from okqual.tui.widgets.lines import MessageLine, TwoEnds
from okqual.tui.widgets.picker import Picker

if TYPE_CHECKING:
    from okqual.model.coding import Quote
    from okqual.model.comparison import Comparison, Difference, GroupColumn
    from okqual.study.opening import Study

UNDECIDED = "undecided"
ACTOR = "aktörstyp"


class CompareScreen(Place):
    """One code in the groups of an attribute."""

    CSS_PATH = "compare.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [*COMPARE]

    def __init__(self) -> None:
        super().__init__("compare")
        self.code, self.by = "", ACTOR
        self._found: Comparison | None = None
        self._edition = -1

    def compose(self) -> ComposeResult:
        """The code and the attribute, the columns, what differs, what was done, keys."""
        yield TwoEnds(id="top")
        yield GroupColumns(id="columns")
        yield Static(id="differences", markup=False)
        yield MessageLine(id="said")
        yield KeyLine()
        yield Picker()

    def on_screen_resume(self) -> None:
        """Count again where something was changed."""
        if self._edition != self.okqual.edition:
            self.okqual.trying(self.read_again)

    def read_again(self) -> None:
        """Count again."""
        from okqual.study.comparing import compare

        study = self._study
        if study is None:
            return
        self._edition = self.okqual.edition
        self.code = self.code or self._first_code(study)
        if not self.code:
            self.query_one("#top", TwoEnds).put(message("tui.code_list.no_code"))
            return
        self.by = self._known(self.by)
        if not self.by:
            self._take_in(None)
            return
        code, by = self.code, self.by
        self.beside(lambda beside: compare(beside, code, by), self._take_in)

    def _take_in(self, found: Comparison | None) -> None:
        self._found = found
        self._show()

    @property
    def _study(self) -> Study | None:
        return getattr(self.okqual.desk, "study", None)

    def _first_code(self, study: Study) -> str:
        from okqual.study import browsing

        desk = self.okqual.desk
        counts = desk.code_counts() if desk is not None else {}
        codes = [code for code in browsing.codebook(study).codes if not code.group]
        valued = [code.id for code in codes if code.scale is not None and counts.get(code.id)]
        return next(iter(valued or [code.id for code in codes]), "")

    def _attributes(self) -> dict[str, set[str]]:
        """Attribute → its values, derived ones too."""
        from okqual.store import queries
        from okqual.study.grouping import told_with_groups

        study = self._study
        found: dict[str, set[str]] = {}
        if study is not None:
            for row in told_with_groups(study, queries.attributes(study.db)).values():
                for name, value in row.items():
                    found.setdefault(name, set()).add(value)
        return found

    def _known(self, by: str) -> str:
        """The attribute, else one that there is; empty where interviews have none."""
        from okqual.analysis.groups import attributes_in

        there = self._attributes()
        return by if all(part in there for part in attributes_in(by, there)) else next(iter(sorted(there)), "")

    # What is seen.

    def _show(self) -> None:
        found = self._found
        if found is None:
            self.query_one("#top", TwoEnds).put(message("tui.compare.no_groups"))
            self.query_one(GroupColumns).put(())
            return
        self.query_one("#top", TwoEnds).put(found.code.name, message("tui.compare.by", attribute=found.by))
        self.query_one(GroupColumns).put([self._shown(column) for column in found.columns])
        self._show_differences(found)

    def _shown(self, column: GroupColumn) -> Shown:
        counts = [message("tui.compare.coded", n=len(column.coded), of=column.of, asked=column.asked)]
        counts += [f"{self._value(value)} {len(cases)}" for value, cases in column.values]
        return Shown(f"{column.group} ({column.of})", tuple(counts), tuple(self._quoted(q) for q in column.quotes))

    def _quoted(self, quote: Quote) -> str:
        value = f" · {self._value(quote.value)}" if quote.value else ""
        return f"{'* ' if quote.key else ''}{quote.text} [{quote.id}]{value}"

    def _value(self, value: str | None) -> str:
        if value is None:
            return message("tui.compare.any")
        if value == UNDECIDED:
            return message("terms.undecided")
        scale = self._found.code.scale if self._found else None
        return scale.name_of(value) if scale else value

    def _show_differences(self, found: Comparison) -> None:
        text = Text(message("tui.compare.differs"), Style(bold=True))
        if not found.differences:
            text.append(" " + message("tui.compare.same"))
        for difference in found.differences[:4]:
            text.append(f"\n{visible_line(self._difference(difference))}")
        self.query_one("#differences", Static).update(text)

    def _difference(self, difference: Difference) -> str:
        counts = ", ".join(
            message("tui.compare.count", group=group, n=said, of=of) for group, said, of in difference.counts
        )
        return f"{self._value(difference.value)}: {counts}"

    # Keys.

    def action_column(self, step: int) -> None:
        """Stand on another group."""
        columns = self.query_one(GroupColumns)
        columns.stand(columns.column + step, columns.quote)

    def action_step(self, step: int) -> None:
        """Stand on another quote of the group."""
        columns = self.query_one(GroupColumns)
        columns.stand(columns.column, columns.quote + step)

    def action_page(self, step: int) -> None:
        """Stand five quotes away."""
        self.action_step(5 * step)

    @on(GroupColumns.Pointed)
    def _pointed(self, event: GroupColumns.Pointed) -> None:
        self.query_one(GroupColumns).stand(event.column, event.quote)
        if event.again:
            self.action_look()

    def action_code(self) -> None:
        """Compare another code."""
        desk = self.okqual.desk
        if desk is not None:
            picker = self.query_one(Picker)
            picker.open(desk.codebook(), [self.code], desk.code_counts(), lambda codes: self._take(code=codes[0]))

    def _take(self, code: str = "", by: str = "") -> None:
        self.code, self.by = code or self.code, by or self.by
        self.okqual.trying(self.read_again)

    def action_attribute(self) -> None:
        """Group by another attribute."""
        self._ask_attribute("tui.compare.ask.attribute", lambda name: self._take(by=name))

    def action_cross(self) -> None:
        """Cross the attribute with another one."""
        from okqual.analysis.groups import CROSSED, attributes_in

        first = attributes_in(self.by)[0]
        self._ask_attribute("tui.compare.ask.cross", lambda name: self._take(by=f"{first}{CROSSED}{name}"), first)

    def _ask_attribute(self, title: str, then: Callable[[str], object], but: str = "") -> None:
        names = [(name, name) for name in sorted(self._attributes()) if name != but]
        if names:
            self.ask(AskOne(message(title), names, self.by), then)

    def action_groups(self) -> None:
        """Make an attribute of another's values: which attribute, which values, what the group is called."""
        there = self._attributes()

        def chosen(source: str) -> None:
            values = [(value, value) for value in sorted(there[source])]
            self.ask(
                AskSeveral(message("tui.compare.ask.values"), values), lambda picked: self._name_group(source, picked)
            )

        names = [(name, name) for name in sorted(there)]
        if names:
            self.ask(AskOne(message("tui.compare.ask.source"), names, self.by), chosen)

    def _name_group(self, source: str, values: tuple[str, ...]) -> None:
        if not values:
            return
        self.ask(AskLine(message("tui.compare.ask.name")), lambda words: self._define(source, values, words))

    def _define(self, source: str, values: tuple[str, ...], words: str) -> None:
        """ "kommungrupp: landsbygd" puts the group landsbygd into the attribute kommungrupp."""
        from okqual.study.grouping import define_groups, derived_attributes

        attribute, colon, group = words.partition(":")
        name, group = (attribute.strip(), group.strip()) if colon else (attribute.strip(), attribute.strip())
        study = self._study
        assert study is not None
        before = next((each for each in derived_attributes(study) if each.name == name), None)
        kept = [one for one in before.groups if one.name != group] if before and before.source == source else []
        define_groups(study, DerivedAttribute(name, source, (*kept, ValueGroup(group, values))))
        self.okqual.edition += 1
        self._take(by=name)
        self.query_one(MessageLine).say(Said(message("tui.compare.made", name=name, group=group), undoable=False))

    def action_look(self) -> None:
        """Show the quote in its interview; Escape there comes back."""
        found, columns = self._found, self.query_one(GroupColumns)
        if found is None or not found.columns or not found.columns[columns.column].quotes:
            return
        quote = found.columns[columns.column].quotes[columns.quote]
        place = parse_citation(quote.id)
        if place is not None:
            self.okqual.code_at(Position(quote.case, place.note, place.first, 0), back="compare")

    def action_leave(self) -> None:
        """Back to the overview."""
        self.app.switch_mode("overview")
