"""What all screens share: words in the language in use, errors as one line, no losing of typed keys."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar, TypeVar, cast

from rich.style import Style
from rich.text import Text
from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen, Screen
from textual.widgets import Input, Static

from okqual.messages import message
from okqual.tui.aside import aside
from okqual.tui.keys import ASK, SAID_KEYS, named_key, speak
from okqual.tui.signs import mark
from okqual.tui.widgets.lines import MessageLine
from okqual.tui.widgets.picker import Picker

if TYPE_CHECKING:
    from okqual.study.opening import Study
    from okqual.tui.app import OkqualApp

Answer = TypeVar("Answer")
Found = TypeVar("Found")
LEAST = (40, 10)
"""Columns and rows with which something can be done."""
BREAKPOINTS = [(0, "-narrow"), (100, "-normal"), (120, "-roomy"), (160, "-wide")]


class Place(Screen[None]):
    """A place of work."""

    HORIZONTAL_BREAKPOINTS: ClassVar[list[tuple[int, str]] | None] = BREAKPOINTS  # type: ignore[misc]

    def __init__(self, name: str) -> None:
        super().__init__()
        # Its widgets are styled when mounted; Textual would read all style sheets twice for a screen that is new.
        self._css_update_count = self.app._css_update_count
        self._reading = 0
        self.is_reading = False
        """What the place shows is being read beside the keys."""
        speak(self)
        self.HELP = message(f"tui.{name}.help")  # type: ignore[misc]

    @property
    def okqual(self) -> OkqualApp:
        """The app, by its own type."""
        return cast("OkqualApp", self.app)

    def on_resize(self) -> None:
        """Say so in words where there is too little room to work."""
        small = self.app.size.width < LEAST[0] or self.app.size.height < LEAST[1]
        self.set_class(small, "-small")
        if small and not self.query("#too-small"):
            words = message("tui.too_small", width=LEAST[0], height=LEAST[1])
            self.mount(Static(Text(words), id="too-small"))

    def refuses(self) -> bool:
        """True, and said so, when a key that leads away must wait."""
        return False

    def read_again(self) -> None:
        """Take in what was written from outside."""

    @property
    def in_the_middle(self) -> bool:
        """True while what others write has to wait, since something is being asked."""
        return self.picker is not None

    @property
    def picker(self) -> Picker | None:
        """The code picker while it is open."""
        return next((box for box in self.query(Picker) if box.is_open), None)

    def beside(self, read: Callable[[Study], Found], take: Callable[[Found], object], at_once: bool = False) -> None:
        """Read of the study and take in what came: beside the keys where the study is large, unless ``at_once``.

        Of two readings that overlap the later one counts.
        """
        desk = self.okqual.desk
        if desk is None:
            return
        self._reading += 1
        if at_once or not getattr(desk, "large", False):
            self.say_reading(False)
            take(read(desk.study))
            return
        turn = self._reading

        def work() -> Found:
            with jobs.beside(self.okqual) as study:
                return read(study)

        async def job() -> None:
            try:
                found = await aside(work)
            finally:
                if turn == self._reading:
                    self.say_reading(False)
            if turn == self._reading:
                self.okqual.trying(lambda: take(found))

        from okqual.tui import jobs

        self.say_reading(True)
        self.run_worker(job(), group="reading", exit_on_error=False)

    def say_reading(self, on: bool) -> None:
        """Say that the study is being read, or that it no longer is."""
        self.is_reading = on
        words = message("tui.reading")
        for line in self.query(MessageLine):
            if on:
                line.put(words)
            elif line.words == words:
                line.put("")

    def ask(self, box: Ask[Answer], then: Callable[[Answer], object]) -> None:
        """Open a box at once, so that the next key is the box's, and go on when it is answered."""

        def answered(answer: Answer | None) -> None:
            if answer is not None:
                self.okqual.trying(lambda: then(answer))

        self.app.push_screen(box, answered)


class Ask(ModalScreen[Answer]):
    """A box that asks one thing and is dismissed with the answer, or None on Escape."""

    BINDINGS: ClassVar[list[BindingType]] = [*ASK]
    TAKES_LETTERS: ClassVar[bool] = False
    """Letters typed before the box has drawn its line belong in it."""
    DEFAULT_CSS = """
    Ask {
        align: center middle;
        & > Vertical {
            width: 80%; max-width: 90; height: auto; max-height: 90%;
            border: round $primary; padding: 0 1; background: $surface;
        }
        .title { text-style: bold; }
        .hint { color: $text-muted; }
    }
    """

    def __init__(self, title: str, hint: str) -> None:
        super().__init__()
        speak(self)
        self._title, self._hint = title, hint
        self._early = ""

    def compose(self) -> ComposeResult:
        """Title, what is asked, and the keys that answer."""
        with Vertical():
            yield Static(Text(self._title), classes="title")
            yield from self.asked()
            yield hint(self._hint)

    def asked(self) -> ComposeResult:
        """The widgets that are asked with."""
        yield from ()

    def on_mount(self) -> None:
        """Take in the letters that were typed before the line was there."""
        for line in self.query(Input).results():
            line.value += self._early
            self._early = ""

    def action_press(self, key: str) -> None:
        """Press a key by pointing at its name under the box."""
        self.app.simulate_key(key)

    def on_key(self, event: events.Key) -> None:
        """Keep letters that arrive while no line has the focus yet."""
        if self.TAKES_LETTERS and event.is_printable and event.character and self.focused is None:
            lines = list(self.query(Input))
            if lines:
                lines[0].insert_text_at_cursor(event.character)
            else:
                self._early += event.character
            event.stop()


def hint(words: str) -> Static:
    """The line under a box that says its keys; each is pressed by pointing at it or at what it does."""
    text = Text(mark(words))
    keys = list(SAID_KEYS.finditer(text.plain))
    for found, after in zip(keys, [*keys[1:], None], strict=True):
        end = after.start() if after is not None else len(text)
        pressed = named_key(found.group())
        text.stylize(Style.from_meta({"@click": f"screen.press({pressed!r})"}), found.start(), end)
    line = Static(text, classes="hint")
    # What can be clicked looks like the rest: it is keys, not links.
    line.auto_links = False
    return line
