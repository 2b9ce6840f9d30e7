"""Codings whose code has come to mean something else: each is confirmed, recoded or removed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from rich.cells import cell_len
from rich.style import Style
from rich.text import Text
from textual.binding import BindingType

from okqual.messages import counted, message
from okqual.model.interview import Position
from okqual.text.shown import visible, visible_line
from okqual.tui.definition_text import changes_text
from okqual.tui.keys import CHANGED
from okqual.tui.said import Said
from okqual.tui.screens.waiting import WaitingScreen
from okqual.tui.widgets.lines import fitted
from okqual.tui.widgets.picker import Picker

if TYPE_CHECKING:
    from okqual.study.changed_definitions import Changed
    from okqual.study.opening import Study

CITATION, CODER = 12, 6


class ChangedScreen(WaitingScreen):
    """The queue."""

    BINDINGS: ClassVar[list[BindingType]] = [*CHANGED]
    UNDOABLE = ("coding.confirmed", "coding.recoded", "coding.withdrawn", "codings.added")

    def __init__(self) -> None:
        super().__init__("changed")

    def things(self, study: Study) -> Sequence[Changed]:
        """The codings that wait."""
        from okqual.study.changed_definitions import changed

        return changed(study)

    def heading(self, study: Study) -> tuple[str, str]:
        """How many wait."""
        from okqual.study.changed_definitions import how_many

        return counted("tui.changed.title", how_many(study)), ""

    def line(self, at: int, width: int) -> Text:
        """Where, the words, the code."""
        one: Changed = self._things[at]
        name = visible_line(one.now.name)
        beside = min(cell_len(name), width // 3)
        return Text.assemble(
            (fitted(visible_line(self._citation(one)), CITATION), Style(bold=True)),
            (fitted(visible_line(one.coding.coder), CODER), Style(dim=True)),
            fitted(f"”{visible_line(one.quote)}”", max(0, width - CITATION - CODER - beside - 2)),
            "  ",
            fitted(name, beside),
        )

    def full(self) -> Text:
        """The words, and what has changed in the definition since they were coded."""
        from okqual.study.code_versions import differences

        one: Changed | None = self.here
        if one is None:
            return Text(message("tui.changed.none"))
        text = Text(f"”{visible(one.quote)}”\n\n")
        words = message("tui.changed.then", code=one.now.name, coder=one.coding.coder)
        text.append(visible_line(words) + "\n", Style(dim=True))
        if one.then is None:
            return text.append(message("tui.changed.unknown"))
        changes = differences(one.then, one.now)
        if one.then.id != one.now.id:
            merged = message("tui.changed.merged", old=one.then.name, new=one.now.name)
            text.append(visible_line(merged) + "\n")
        return text.append_text(changes_text(changes)) if changes else text.append(message("tui.changed.back"))

    def _citation(self, one: Changed) -> str:
        return f"{one.coding.note}:{one.number}" if one.number else one.coding.note

    def action_confirm(self) -> None:
        """Say that the coding is right under the definition in force."""
        one, study = self.here, self.study
        if one is not None and study is not None:
            from okqual.study.changed_definitions import confirm

            confirm(study, one.coding.id)
            self.done(self._said("confirmed", one))

    def action_recode(self) -> None:
        """Put the words under another code instead."""
        one, desk = self.here, self.okqual.desk
        if one is not None and desk is not None:
            self.query_one(Picker).open(
                desk.codebook(), [one.now.id], desk.code_counts(),
                lambda codes: self.okqual.trying(lambda: self._recode(one, codes[0])),
            )  # fmt: skip

    def _recode(self, one: Changed, code: str) -> None:
        from okqual.study.recoding import recode

        desk = self.okqual.desk
        assert desk is not None
        if code == one.now.id:
            self.say(Said(message("tui.said.same"), refused=True))
            return
        recode(desk.study, one.coding.id, code)
        words = message("tui.changed.said.recoded", old=one.now.name, code=desk.codebook().name_of(code),
                        where=self._citation(one))  # fmt: skip
        self.done(Said(words, undoable=True))

    def action_remove(self) -> None:
        """Withdraw the coding; it stays in the journal."""
        one, desk = self.here, self.okqual.desk
        if one is not None and desk is not None:
            desk.remove_coding(one.coding.id)
            self.done(self._said("removed", one))

    def action_open(self) -> None:
        """Show the coding in its interview; Escape comes back."""
        one = self.here
        if one is not None:
            where = Position(one.coding.case, one.coding.note, one.number, 0)
            self.okqual.code_at(where, back="changed")

    def _said(self, what: str, one: Changed) -> Said:
        words = message(f"tui.changed.said.{what}", code=one.now.name, where=self._citation(one))
        return Said(words, undoable=True)
