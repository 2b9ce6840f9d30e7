"""The reference check: a statement in front with what it rests on, signed with one key."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from rich.cells import cell_len
from rich.style import Style
from rich.text import Text
from textual.binding import BindingType

from okqual.errors import OkqualError
from okqual.messages import counted, message
from okqual.model.review import OPEN, Checked, Holds, Standing
from okqual.text.moments import zoned
from okqual.text.shown import visible, visible_line
from okqual.tui.aside import aside
from okqual.tui.jobs import beside, show
from okqual.tui.keys import SIGNING
from okqual.tui.said import Said
from okqual.tui.screens.asking import AskForm, AskLine
from okqual.tui.screens.waiting import WaitingScreen
from okqual.tui.signs import mark
from okqual.tui.widgets.lines import TwoEnds, fitted

if TYPE_CHECKING:
    from okqual.study.opening import Study

SIGNS = {
    Standing.SUPPORTED: "✓", Standing.UNSUPPORTED: "✗", Standing.UNCLEAR: "?", Standing.STALE: "!", Standing.LEFT: "·",
}  # fmt: skip
WAYS = ("all", "left", "open")
"""What is listed, in the order in which the key goes on."""
STATE, NUMBERED = 13, 5
SEED = 1


class SigningScreen(WaitingScreen):
    """All statements, those that are left, those that are open, or a sample of them."""

    BINDINGS: ClassVar[list[BindingType]] = [*SIGNING]
    UNDOABLE = ("review.signed",)

    def __init__(self) -> None:
        super().__init__("signing")
        self._all: Sequence[Checked] = ()
        self._way = WAYS[0]
        self._drawn: tuple[int, int] | None = None
        """How many statements were drawn, by which seed."""

    def read_again(self) -> None:
        """Read the statements beside the keys: numbers are counted anew for them."""
        if self.study is None:
            return
        self._edition = self.okqual.edition

        def work() -> list[Checked]:
            from okqual.study.reviewing import review

            with beside(self.okqual) as study:
                return review(study)

        async def reading() -> None:
            try:
                self._all = await aside(work)
            except OkqualError as error:
                self.okqual.tell(error)
                return
            self._list()

        self.run_worker(reading(), exclusive=True, group="signing", exit_on_error=False)

    def _list(self, at: int | None = None) -> None:
        from okqual.study.reviewing import sample

        found = [each for each in self._all if self._way == "all" or each.standing in _wanted(self._way)]
        self._things = sample(found, *self._drawn) if self._drawn and found else found
        lines = self.lines
        lines.put(len(self._things), lines.at if at is None else at)
        lines.refresh()
        self.query_one("#top", TwoEnds).put(*self._heading())
        self.show_front()

    def _heading(self) -> tuple[str, str]:
        done = sum(each.standing not in (Standing.LEFT, Standing.STALE) for each in self._all)
        way = message(f"tui.signing.way.{self._way}")
        if self._drawn:
            way += " · " + message("tui.signing.drawn", count=len(self._things), seed=self._drawn[1])
        return counted("tui.signing.title", len(self._all), done=done), way

    def line(self, at: int, width: int) -> Text:
        """How it stands, under which criterion, and the statement."""
        one: Checked = self._things[at]
        state = f"{mark(SIGNS[one.standing])} {message(f'terms.standing.{one.standing}')}"
        criterion = fitted(visible_line(one.statement.criterion), NUMBERED)
        room = max(0, width - STATE - NUMBERED - 2)
        words = visible_line(one.statement.text)
        return Text.assemble(
            (fitted(state, STATE), Style(bold=one.standing in OPEN)), " ", (criterion, Style(dim=True)), " ",
            fitted(words, room) if cell_len(words) > room else words,
        )  # fmt: skip

    def full(self) -> Text:
        """The statement, who has signed it, and the trace of what it stands in."""
        one: Checked | None = self.here
        study = self.study
        if one is None or study is None:
            return Text(message("tui.signing.none"))
        from okqual.study.tracing import trace
        from okqual.study.trail import trail

        said = one.statement
        text = Text(visible(said.text) + "\n", Style(bold=True))
        why = [message(f"export.changed.{change}") for change in one.changed] + list(one.numbers)
        standing = message(f"terms.standing.{one.standing}") + (f" ({', '.join(why)})" if why else "")
        authors = message("tui.signing.authors", authors=", ".join(sorted(said.authors)))
        text.append(visible_line(f"{standing} · {authors}") + "\n", Style(dim=True))
        try:
            found = trace(study, said.holder)
        except OkqualError:
            return text  # it was withdrawn since the list was read
        for each in one.signatures:
            when = zoned(each.at, found["time_zone"])
            told = f"{message(f'terms.standing.{each.holds}')} · {each.coder} {when}"
            text.append(visible_line(f"{told} {each.comment}") + "\n")
        text.append("\n")
        for line in trail(found)[1:]:
            text.append("  " * max(0, line.depth - 1) + line.words + "\n")
        return text

    # Keys.

    def action_sign(self, holds: str) -> None:
        """Sign the statement in front; what is not borne out or unclear is asked why."""
        one, study = self._mine(), self.study
        if one is None or study is None:
            return
        verdict = Holds(holds)
        if verdict is Holds.SUPPORTED:
            self._sign(study, one, verdict, "")
        else:
            self.ask(AskLine(message("tui.signing.why")), lambda why: self._sign(study, one, verdict, why))

    def _sign(self, study: Study, one: Checked, holds: Holds, comment: str) -> None:
        from okqual.study.reviewing import sign_seen

        sign_seen(study, one.statement, holds, comment)
        self.lines.stand(self.lines.at + 1)
        what = message(f"terms.standing.{holds}")
        self.done(Said(message("tui.signing.signed", standing=what, text=one.statement.text), undoable=True))

    def action_take_back(self) -> None:
        """Take one's own signature off the statement in front."""
        one, study = self.here, self.study
        if one is None or study is None:
            return
        from okqual.study.reviewing import take_back_seen

        if take_back_seen(study, one.statement):
            self.done(Said(message("tui.signing.taken_back"), undoable=True))
        else:
            self.say(Said(message("tui.signing.not_signed"), refused=True))

    def _mine(self) -> Checked | None:
        """The one in front, if it is not one's own; opened for reading nothing can be signed."""
        from okqual.study.reviewing import check_may_sign

        one: Checked | None = self.here
        if one is None or self.study is None:
            self.say(Said(message("tui.signing.none"), refused=True))
            return None
        check_may_sign(self.study, one.statement)
        return one

    def action_narrow(self) -> None:
        """All of them, those that are left, those that are open."""
        self._way, self._drawn = WAYS[(WAYS.index(self._way) + 1) % len(WAYS)], None
        self._list(0)

    def action_sample(self) -> None:
        """Draw a sample of those that are listed."""
        fields = [("count", message("tui.signing.count"), "20"), ("seed", message("tui.signing.seed"), str(SEED))]
        self.ask(AskForm(message("tui.signing.sample"), fields), self._draw)

    def _draw(self, said: dict[str, str]) -> None:
        try:
            count, seed = (int(said[name]) for name in ("count", "seed"))
        except ValueError:
            raise OkqualError("errors.sample_numbers", try_this="errors.sample_numbers.try") from None
        from okqual.study.reviewing import sample

        sample((), count, seed)  # says so where there can be no such sample
        self._drawn = (count, seed)
        self._list(0)

    def action_trace(self) -> None:
        """The tree of what the statement stands in; Escape comes back."""
        one: Checked | None = self.here
        if one is not None:
            self.okqual.trace_at(one.statement.holder, back="signing")

    def action_report(self) -> None:
        """Coverage, open points and who is not cited, as lines."""

        def read(study: Study) -> list[str]:
            from okqual.study.review_report import report
            from okqual.tui.signing_words import report_lines

            return report_lines(report(study))

        show(self.okqual, message("tui.signing.report"), read)

    def action_uncited(self) -> None:
        """The codings that the finding in front does not cite."""
        one: Checked | None = self.here
        if one is None or one.statement.kind != "finding":
            self.say(Said(message("tui.signing.no_finding"), refused=True))
            return
        name = one.statement.holder

        def read(study: Study) -> list[str]:
            from okqual.study.uncited import uncited
            from okqual.tui.signing_words import uncited_lines

            return uncited_lines(uncited(study, name))

        show(self.okqual, message("tui.signing.uncited"), read)

    def action_leave(self) -> None:
        """Back to the overview."""
        self.app.switch_mode("overview")


def _wanted(way: str) -> tuple[Standing, ...]:
    return OPEN if way == "open" else (Standing.LEFT, Standing.STALE)
