"""The terminal UI as a whole: which study is on the desk, which place of work is in front, what went wrong."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING, Any, ClassVar, cast

from textual import events, on
from textual.app import App
from textual.binding import Binding, BindingType
from textual.command import CommandPalette, Provider
from textual.filter import DimFilter, LineFilter
from textual.screen import Screen
from textual.worker import Worker, WorkerState

from okqual.errors import OkqualError
from okqual.messages import message
from okqual.model.interview import Position
from okqual.store.database import database_errors
from okqual.text.shown import visible, visible_line
from okqual.tui import places, warming
from okqual.tui.collecting import Pauses
from okqual.tui.commands import Commands
from okqual.tui.desk import Desk, Orphan
from okqual.tui.harmless import Harmless
from okqual.tui.keys import APP, shown_key, speak
from okqual.tui.palette import Palette
from okqual.tui.screens.base import Place
from okqual.tui.screens.coding import CodingScreen
from okqual.tui.screens.going import Going
from okqual.tui.screens.leaving import Leaving, summary
from okqual.tui.settings import Settings
from okqual.tui.signs import mark, use_plain_marks
from okqual.tui.studies import SCREENS
from okqual.tui.telling import words_of
from okqual.tui.themes import THEMES
from okqual.tui.watching import Watcher

if TYPE_CHECKING:
    from okqual.tui.tour import Tour

DIM = 0.75
"""How much of its colour a dim word keeps: enough to be read on both themes."""
NOTICE = 10
"""Seconds that a notice stays: long enough to read the path of an export."""


class OkqualApp(App[None]):
    """Holds the desk and hands keys to the place of work in front."""

    CSS_PATH = "app.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [*APP]
    MODES: ClassVar[dict[str, str | Callable[[], Screen[Any]]]] = SCREENS
    COMMANDS: ClassVar[set[type[Provider] | Callable[[], type[Provider]]]] = {Commands}
    TITLE = "okqual"

    def __init__(self, desk: Desk | None = None, coder: str = "", settings: Settings | None = None) -> None:
        # Textual reads the name where it stands, also on the instance.
        self.DEFAULT_MODE = "start" if desk is None else "overview"  # type: ignore[misc]
        super().__init__()
        speak(self)
        self.desk = desk
        self.coder = desk.coder if desk is not None else coder
        self.settings = settings or Settings()
        use_plain_marks(self.settings.ascii_signs)
        self.set_class(self.settings.ascii_signs, "-plain")
        for each in self.get_line_filters():
            if isinstance(each, DimFilter):
                each.dim_factor = DIM
        self._harmless = Harmless()
        self.edition = 0
        """Grows with every change, so that places of work know when to read again."""
        self._wanted: Position | None = None
        self.to_trace: tuple[str, str] | None = None
        """What is to be traced, and where that leads back to."""
        self.placing: Orphan | None = None
        """A coding without words that waits to be put on some."""
        self.arrived = ""
        """The place of work that was gone to by name last; one that was come back to is not."""
        self.back = ""
        """The place of work that Escape in coding leads back to; empty when one did not come from another."""

        self.tour: Tour | None = None
        """The tour of the example while it lasts."""

    def on_mount(self) -> None:
        """Take the person's theme and keys; say which of them mean nothing."""
        for theme in THEMES.values():
            self.register_theme(theme)
        self.theme = self.settings.theme
        self.set_keymap(self.settings.keymap)
        self.watcher = Watcher(self)
        self._pauses = Pauses(self)
        warming.soon(self)
        for key, names in (("faults", self.settings.faults), ("clashes", self.settings.clashes)):
            if names:
                self.say(message(f"tui.settings.{key}", names=visible_line(", ".join(names))))
        self.say_place()

    def on_unmount(self) -> None:
        """What holds for the whole process ends with the app."""
        self._pauses.end()

    async def on_event(self, event: events.Event) -> None:
        """A key ends a pause."""
        if isinstance(event, events.Key):
            self._pauses.interrupt()
        await super().on_event(event)

    def say_place(self) -> None:
        """Say so where the study lies in a folder that is synced, or on a network share."""
        from okqual.study.presence import place_warning

        warning = place_warning(self.desk.folder) if self.desk is not None else None
        if warning is not None:
            self.say(message(warning[0], **{name: visible_line(str(value)) for name, value in warning[1].items()}))

    def changed(self, line: str = "") -> None:
        """Something was written from outside the place in front: let it read again."""
        self.edition += 1
        if isinstance(self.screen, Place):
            self.screen.read_again()
        if line:
            self.say(line)

    # Going about.

    def code_at(self, where: Position, placing: Orphan | None = None, back: str = "") -> None:
        """Go coding at a place; with ``placing`` to put a coding on words there that has lost its own.

        ``back`` names the place of work that Escape then leads back to.
        """
        self._wanted, self.placing, self.back = where, placing, back
        if self.current_mode == "coding" and isinstance(self.screen, Place):
            self.screen.read_again()
        else:
            self.switch_mode("coding")

    def trace_at(self, name: str, back: str) -> None:
        """Go and trace something; Escape then leads back to the place of work ``back``."""
        self.to_trace, self.arrived = (name, back), ""
        self.switch_mode("trace")

    def take_wanted(self) -> Position | None:
        """The place that the coding screen is to open, once."""
        wanted, self._wanted = self._wanted, None
        return wanted

    def action_go(self) -> None:
        """Ask where to go, and go there."""
        if self.desk is not None and isinstance(self.screen, Place) and not self.screen.refuses():
            self.screen.ask(Going(), lambda place: places.go(self, place))

    def action_command_palette(self) -> None:
        """Open the command list."""
        if not CommandPalette.is_open(cast("App[object]", self)) and not (
            isinstance(self.screen, Place) and self.screen.refuses()
        ):
            self.push_screen(Palette())

    def action_end_tour(self) -> None:
        """End the tour of the example."""
        if self.tour is not None:
            self.tour.end()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """No key for ending a tour where there is none."""
        return action != "end_tour" or self.tour is not None

    def action_toggle_help(self) -> None:
        """Show or hide the keys of the place in front."""
        if self.screen.query("HelpPanel"):
            self.action_hide_help_panel()
        else:
            self.action_show_help_panel()

    async def action_quit(self) -> None:
        """Remember the place, say what was done at this sitting if anything was, and leave: all is written already."""
        for screen in self.screen_stack:
            if isinstance(screen, CodingScreen):
                self.trying(screen.keep_position)
        # In a box, and a second time, Ctrl+Q leaves at once.
        lines: list[str] = []
        if self.desk is not None and isinstance(self.screen, Place):
            # A study that cannot be read any more keeps nobody here.
            with contextlib.suppress(OkqualError), self._worded():
                lines = summary(self.desk)
        if not lines:
            self.exit()
            return
        self.push_screen(Leaving(lines), lambda leave: self.exit() if leave else None)

    def action_help_quit(self) -> None:
        """Ctrl+C, by habit: say how to leave."""
        self.say(message("tui.quit.how"))

    # Telling.

    def say(self, words: str) -> None:
        """One line in the corner."""
        self.notify(visible(words), markup=False, timeout=NOTICE)

    def tell(self, error: BaseException) -> None:
        """Say in words what went wrong and what to do; this is the only place where errors become words."""
        self.notify(visible(words_of(error)), severity="error", markup=False, timeout=2 * NOTICE)

    @on(Worker.StateChanged)
    def _failed(self, event: Worker.StateChanged) -> None:
        if event.state is WorkerState.ERROR and event.worker.error is not None:
            self.tell(event.worker.error)

    def trying(self, deed: Callable[[], object]) -> None:
        """Do something; what goes wrong with it is told."""
        try:
            with self._worded():
                deed()
        except OkqualError as error:
            self.tell(error)

    def _worded(self) -> AbstractContextManager[None]:
        """What the database itself refuses becomes a sentence as well."""
        return database_errors(self.desk.folder if self.desk is not None else "")

    async def run_action(self, *args: Any, **named: Any) -> bool:
        """Every key comes through here: an error in what it does is told, and the app goes on."""
        try:
            with self._worded():
                return await super().run_action(*args, **named)
        except OkqualError as error:
            self.tell(error)
            return True

    def on_key(self, event: events.Key) -> None:
        """Letters that were typed while the code picker was being opened belong in it."""
        picker = self.screen.picker if isinstance(self.screen, Place) else None
        if picker is not None and event.is_printable and event.character:
            picker.type(event.character)
            event.prevent_default()

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Textual's, and one that lets nothing through that could steer the terminal."""
        filters = super().get_line_filters()
        return [self._harmless, *filters] if hasattr(self, "_harmless") else filters

    def get_key_display(self, binding: Binding) -> str:
        """Keys as they stand on a Swedish keyboard."""
        return mark(shown_key(binding))
