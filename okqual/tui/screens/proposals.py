"""Codes that someone has asked for: the lead accepts or declines, and everyone sees the answers."""

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
from okqual.tui.keys import PROPOSALS
from okqual.tui.said import Said
from okqual.tui.screens.asking import AskForm, AskLine, AskOne
from okqual.tui.screens.waiting import WaitingScreen
from okqual.tui.times import moment
from okqual.tui.widgets.lines import fitted

if TYPE_CHECKING:
    from okqual.store.proposals_told import Proposal
    from okqual.study.opening import Study

CODER, STATE = 6, 14


class ProposalsScreen(WaitingScreen):
    """Those that wait first, then the answers, the latest first."""

    BINDINGS: ClassVar[list[BindingType]] = [*PROPOSALS]
    UNDOABLE = ("code.proposed", "code.answered", "code.defined", "code.parent", "codings.added")

    def __init__(self) -> None:
        super().__init__("proposals")

    def things(self, study: Study) -> Sequence[Proposal]:
        """The proposals."""
        from okqual.study.proposing import proposals

        return proposals(study)

    def heading(self, study: Study) -> tuple[str, str]:
        """How many wait, and who answers."""
        from okqual.study.codebook_lock import lead

        waiting = sum(one.answer is None for one in self._things)
        who = lead(study)
        return counted("tui.proposals.title", waiting), message("tui.proposals.lead", lead=who) if who else ""

    def line(self, at: int, width: int) -> Text:
        """Who, what, where, and the answer."""
        one: Proposal = self._things[at]
        state = message(f"tui.proposals.state.{one.answer or 'waiting'}")
        where = visible_line(_where(one))
        room = max(0, width - CODER - STATE - cell_len(where) - 2)
        return Text.assemble(
            (fitted(state, STATE), Style(bold=one.answer is None)),
            (fitted(visible_line(one.coder), CODER), Style(dim=True)),
            fitted(visible_line(one.name), room),
            "  ",
            where,
        )

    def full(self) -> Text:
        """The proposal with its words, and the answer."""
        one: Proposal | None = self.here
        if one is None:
            return Text(message("tui.proposals.none"))
        text = Text(visible_line(one.name) + "\n")
        text.stylize(Style(bold=True))
        asked = message("tui.proposals.asked", coder=one.coder, when=moment(one.at))
        text.append(visible_line(asked) + "\n", Style(dim=True))
        if one.why:
            text.append("\n" + visible(one.why) + "\n")
        if one.quote:
            text.append(f"\n{visible_line(_where(one))}  ", Style(bold=True)).append(f"”{visible(one.quote)}”\n")
        if one.answer is not None:
            words = message(
                f"tui.proposals.answered.{one.answer}",
                lead=one.answered_by,
                when=moment(one.answered_at),
                code=one.code,
            )
            text.append("\n" + visible_line(words) + "\n", Style(bold=True)).append(visible(one.reason))
        return text

    def action_accept(self) -> None:
        """Make the code; put it on the words as well, or not."""
        one, study = self._waiting(), self.study
        if one is None or study is None:
            return
        from okqual.study import codebook_lock, proposing

        codebook_lock.check_may_edit(study)
        ways = ["put", "only"] if one.can_be_put else ["only"]
        choices = [(way, message(f"tui.proposals.accept.{way}")) for way in ways]

        def write(way: str) -> None:
            made = proposing.accept(study, one.id, put=way == "put")
            self.done(Said(message("tui.proposals.said.accepted", code=made.name), undoable=True))

        self.ask(AskOne(message("tui.proposals.accept", name=visible_line(one.name)), choices), write)

    def action_decline(self) -> None:
        """Say no, with a reason."""
        one, study = self._waiting(), self.study
        if one is None or study is None:
            return
        from okqual.study import codebook_lock, proposing

        codebook_lock.check_may_edit(study)

        def write(reason: str) -> None:
            proposing.decline(study, one.id, reason)
            self.done(Said(message("tui.proposals.said.declined", name=one.name), undoable=True))

        self.ask(AskLine(message("tui.proposals.reason", name=visible_line(one.name))), write)

    def action_open(self) -> None:
        """Show the words in their interview; Escape comes back."""
        one = self.here
        if one is not None and one.case:
            self.okqual.code_at(Position(one.case, one.note, one.number, 0), back="proposals")
        elif one is not None:
            self.say(Said(message("tui.proposals.no_words"), refused=True))

    def action_new(self) -> None:
        """Propose a code that comes from no words."""
        fields = [(name, message(f"tui.proposals.field.{name}"), "") for name in ("name", "why")]
        self.ask(AskForm(message("tui.proposals.new"), fields), self._propose)

    def _propose(self, said: dict[str, str]) -> None:
        study = self.study
        if study is not None:
            from okqual.study.proposing import propose

            made = propose(study, said["name"], said["why"])
            self.done(Said(message("tui.proposals.said.proposed", name=made.name), undoable=True))

    def _waiting(self) -> Proposal | None:
        one: Proposal | None = self.here
        if one is not None and one.answer is not None:
            self.say(Said(message("tui.proposals.said.answered"), refused=True))
            return None
        return one


def _where(one: Proposal) -> str:
    return f"{one.note}:{one.number}" if one.number else one.note
