"""From words in an export to the file they came from, and on to where they are used: one tree, a line a link."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from rich.text import Text
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widgets import Static

from okqual.errors import OkqualError
from okqual.messages import message
from okqual.tui.aside import aside
from okqual.tui.chain import Link, branches, journal_link, links
from okqual.tui.jobs import beside
from okqual.tui.keys import TRACE
from okqual.tui.said import Said
from okqual.tui.screens.asking import AskLine
from okqual.tui.screens.listing import ListPlace
from okqual.tui.widgets.key_line import KeyLine
from okqual.tui.widgets.line_list import LineList
from okqual.tui.widgets.lines import MessageLine, TwoEnds

if TYPE_CHECKING:
    from okqual.tui.app import OkqualApp


class TraceScreen(ListPlace):
    """The tree of one thing that has an id; from each line on to its text, or to a tree of its own."""

    CSS_PATH = "tracing.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [*TRACE]

    def __init__(self) -> None:
        super().__init__("trace")
        self._links: tuple[Link, ...] = ()
        self._lines: list[str] = []
        self._traced = ""
        self._back: list[tuple[str, int]] = []
        """What was traced before, and the line one stood on: the way back."""
        self._journal: tuple[object, Link] | None = None
        """What was said of the journal, and of which edition of the study."""
        self._offered: str | None = None
        self._return = ""
        """The place of work that sent one here, if any."""
        self._looking = False
        """True while one looks at the text of a link and will be back."""

    def compose(self) -> ComposeResult:
        """What is traced, its chain, one link in full, what went wrong, keys."""
        yield TwoEnds(id="top")
        yield LineList(lambda at, _: Text(self._lines[at]), id="list")
        yield Static(id="text", markup=False)
        yield MessageLine(id="said")
        yield KeyLine()

    def come_to(self) -> None:
        """Ask what to trace where one comes from other words; else the chain as it is now."""
        self._show()
        sent, self.okqual.to_trace = self.okqual.to_trace, None
        if sent is not None:
            self._return = sent[1]
            self._offered = where_one_stands(self.okqual)
            self._begin(sent[0])
            return
        if self.okqual.arrived == "trace":
            self.okqual.arrived = self._return = ""
        standing, offered = where_one_stands(self.okqual), self._offered
        self._offered = standing
        if standing != offered and not self._looking:
            self.call_after_refresh(self.action_ask)
        elif self._edition != self.okqual.edition:
            self.read_again()
        self._looking = False

    def read_again(self) -> None:
        """Trace the same words in the study as it is now."""
        if self._traced:
            self._trace(self._traced, self.lines.at)

    def action_ask(self) -> None:
        """Ask for the id of a citation or a coding."""
        if self.is_current:
            self.ask(
                AskLine(message("tui.trace.ask"), self._offered or self._traced or ""),
                self._begin,
            )

    def _begin(self, name: str) -> None:
        self._back.clear()
        self._trace(name.strip())

    def _trace(self, name: str, at: int = 0) -> None:
        if not name or self.okqual.desk is None:
            return
        edition = self._edition = self.okqual.edition
        self.say(Said(message("tui.trace.working", id=name)))

        def work() -> tuple[Link, ...]:
            from okqual.study.tracing import trace

            with beside(self.okqual) as study:
                return links(trace(study, name))

        async def tracing() -> None:
            try:
                found = await aside(work)
            except OkqualError as error:
                self.say(None)
                self.okqual.tell(error)
                return
            self._traced, self._links = name, found
            self.lines.stand(0)
            self.say(None)
            self._show()
            self.lines.stand(at)
            self.show_front()
            await self._say_journal(edition)

        self.run_worker(tracing(), exclusive=True, group="trace", exit_on_error=False)

    async def _say_journal(self, edition: int) -> None:
        """Add whether the journal holds: it is gone through as a whole, once for each edition of the study."""

        def work() -> Link:
            from okqual.study.checking import journal_holds

            with beside(self.okqual) as study:
                return journal_link(*journal_holds(study))

        if self._journal is None or self._journal[0] != edition:
            self._journal = (edition, await aside(work))
        self._links = (*self._links, self._journal[1])
        self._show()

    def _show(self) -> None:
        self._lines = branches(self._links)
        lines = self.lines
        lines.put(len(self._lines), lines.at)
        lines.refresh()
        title = message("tui.trace.title", id=self._traced) if self._traced else message("tui.trace.empty")
        self.query_one("#top", TwoEnds).put(title, "")
        self.show_front()

    def show_front(self) -> None:
        """The link in front in full."""
        at = self.lines.at
        self.query_one("#text", Static).update(Text(self._links[at].words if self._links else ""))

    # Keys.

    def action_look(self) -> None:
        """Show the passage of this link in its text."""
        link = self._links[self.lines.at] if self._links else None
        if link is not None and link.where is None and link.follow:
            self.action_follow()
            return
        if link is None or link.where is None:
            self.say(Said(message("tui.trace.no_text"), refused=True))
            return
        self._looking = True
        self.okqual.code_at(link.where, back="trace")

    def action_follow(self) -> None:
        """Trace what this line names in its turn."""
        lines = self.lines
        link = self._links[lines.at] if self._links else None
        if link is None or not link.follow or link.follow == self._traced:
            self.say(Said(message("tui.trace.no_follow"), refused=True))
            return
        self._back.append((self._traced, lines.at))
        self._trace(link.follow)

    def action_back(self) -> None:
        """Back to what was traced before."""
        if not self._back:
            self.say(Said(message("tui.trace.no_back"), refused=True))
            return
        self._trace(*self._back.pop())

    def action_leave(self) -> None:
        """Back to the text one came from, or to the overview."""
        self.app.switch_mode(self._return or ("coding" if self._offered else "overview"))


def where_one_stands(app: OkqualApp) -> str:
    """Id of the coding or passage in front in coding; empty when one has not been there."""
    from okqual.tui.screens.coding import CodingScreen

    try:
        stack = app.get_screen_stack("coding")
    except KeyError:
        return ""
    coding = next((each for each in stack if isinstance(each, CodingScreen)), None)
    session = coding.session if coding is not None else None
    if session is None or not session.ready:
        return ""
    return session.focused.id if session.focused else session.caption
