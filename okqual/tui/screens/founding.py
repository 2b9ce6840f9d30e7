"""A new study, a page a part: what it is called and where it lies, guide, codebook, notes.

What a file gives is shown before it is taken; nothing is made until the last page.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import ClassVar

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.widgets import Input, Static

from okqual.errors import OkqualError
from okqual.messages import message
from okqual.text.shown import visible_line
from okqual.tui import preview
from okqual.tui.completing import path_of, paths_of
from okqual.tui.jobs import files_in, found_new
from okqual.tui.keys import FOUNDING
from okqual.tui.preview import DEFINITIONS, Preview
from okqual.tui.screens.asking import AskLine, offered
from okqual.tui.screens.base import Place
from okqual.tui.telling import words_of
from okqual.tui.widgets.key_line import KeyLine
from okqual.tui.widgets.line_list import LineList
from okqual.tui.widgets.lines import TwoEnds
from okqual.tui.widgets.path_line import PathLine

PAGES = ("study", "guide", "codebook", "notes")
FIELDS = {"study": ("name", "diary", "folder"), "guide": ("guide",), "codebook": ("codebook",), "notes": ("notes",)}


class FoundingScreen(Place):
    """The pages; what is typed stays while one goes back and forth."""

    CSS_PATH = "founding.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [*FOUNDING]
    AUTO_FOCUS = "#name"

    def __init__(self) -> None:
        super().__init__("founding")
        self._page = 0
        self._read: dict[str, str] = {}
        """Page → the line as it was when what it names was read and found good."""
        self._preview = Preview("")

    def compose(self) -> ComposeResult:
        """Which page, its lines, what was read, keys."""
        yield TwoEnds(id="top")
        for page in PAGES:
            with Vertical(id=f"page-{page}", classes="page"):
                for field in FIELDS[page]:
                    yield Static(Text(message(f"tui.founding.{field}")), classes="words")
                    yield self._field(field)
        yield Static(id="said", markup=False)
        yield LineList(lambda at, _: Text(self._preview.lines[at]), id="list")
        yield KeyLine()

    def _field(self, field: str) -> Input:
        folder = str(Path.cwd() / message("tui.start.new.folder")) if field == "folder" else ""
        if field in ("name", "diary"):
            line = Input(id=field)
        else:
            wanted = DEFINITIONS if field in ("guide", "codebook") else ()
            line = PathLine(folder, wanted, several=field != "folder", id=field)
        # Enter is the page's.
        line._bindings.key_to_bindings.pop("enter", None)
        return line

    def on_mount(self) -> None:
        """Begin with the first page."""
        self.call_after_refresh(self._turn, 0)

    # Pages.

    @property
    def page(self) -> str:
        """The page in front."""
        return PAGES[self._page]

    def _turn(self, to: int) -> None:
        self._page = to
        for page in PAGES:
            self.query_one(f"#page-{page}").display = page == self.page
        self._show_top()
        self._put(Preview(message(f"tui.founding.{self.page}.about")))
        self.query_one(f"#{FIELDS[self.page][0]}", Input).focus()
        if self.page in ("guide", "codebook"):
            self._look()

    def _show_top(self) -> None:
        title = message("tui.founding.title", number=self._page + 1, of=len(PAGES))
        words = f"{title}  {message(f'tui.founding.page.{self.page}')}"
        self.query_one("#top", TwoEnds).put(words, message("tui.start.coder", coder=self.okqual.coder))

    def _put(self, found: Preview) -> None:
        self._preview = found
        self.query_one("#said", Static).update(Text(found.said))
        lines = self.query_one(LineList)
        lines.put(len(found.lines))
        lines.display = bool(found.lines)

    def _line(self, field: str) -> str:
        return self.query_one(f"#{field}", Input).value.strip()

    # Looking before taking.

    def _look(self) -> None:
        """Read what the page names, beside the keys, and show it."""
        page, line, folder = self.page, self._line(self.page), path_of(self._line("folder"))
        self.query_one("#said", Static).update(Text(message("tui.founding.reading")))

        async def reading() -> None:
            try:
                found = await asyncio.to_thread(READERS[page], line, folder)
            except OkqualError as error:
                found = Preview(words_of(error))
            else:
                if page == self.page:
                    self._read[page] = line
            if page == self.page and line == self._line(page):
                self._put(found)

        self.run_worker(reading(), exclusive=True, group="looking", exit_on_error=False)

    @on(Input.Changed)
    def _changed(self, event: Input.Changed) -> None:
        if self.page != "study" and self._read.get(self.page) not in (None, event.value.strip()):
            self._read.pop(self.page, None)
            self._put(Preview(message(f"tui.founding.{self.page}.about")))

    @on(PathLine.Offered)
    def _offered(self, event: PathLine.Offered) -> None:
        words = offered(event.names) if event.names else message(f"tui.founding.{self.page}.about")
        if self.page == "study" or event.names:
            self.query_one("#said", Static).update(Text(words))

    # Keys.

    def action_forward(self) -> None:
        """The next line, or what the page names, or the next page; on the last page: make the study."""
        if self.page == "study":
            self._next_line()
        elif self._line(self.page) != self._read.get(self.page, "" if self.page == "notes" else None):
            self._look()
        elif self._page < len(PAGES) - 1:
            self._turn(self._page + 1)
        else:
            self._found()

    def _next_line(self) -> None:
        fields = FIELDS["study"]
        at = fields.index(self.focused.id) if self.focused is not None and self.focused.id in fields else 0
        if at < len(fields) - 1:
            self.query_one(f"#{fields[at + 1]}", Input).focus()
            return
        folder = path_of(self._line("folder"))
        if not self._line("folder"):
            raise OkqualError("errors.no_folder_given", {}, "errors.no_folder_given.try")
        if (folder / "okqual.db").exists():
            raise OkqualError("errors.study_exists", {"file": str(folder / "okqual.db")}, "errors.study_exists.try")
        self._turn(1)

    def _found(self) -> None:
        given = {field: self._line(field) for fields in FIELDS.values() for field in fields}
        found_new(self.okqual, given, self)

    def action_back(self) -> None:
        """The page before; from the first page, away from here."""
        if self._page:
            self._turn(self._page - 1)
        else:
            self.dismiss()

    def action_step(self, step: int) -> None:
        """Look further up or down in what was read."""
        lines = self.query_one(LineList)
        lines.stand(lines.at + step)

    def action_page(self, step: int) -> None:
        """Look a screenful away in what was read."""
        self.query_one(LineList).page(step)

    def action_coder(self) -> None:
        """Let someone else code."""

        def named(name: str) -> None:
            from okqual.tui.studies import name_coder

            name_coder(self.okqual, name.strip())
            self._show_top()

        self.ask(AskLine(message("tui.start.coder.ask"), self.okqual.coder), named)


def _look_at_guides(line: str, folder: Path) -> Preview:
    from okqual.study.definition_documents import read_guide
    from okqual.study.founding import not_given

    return preview.of_guides([read_guide(path) for path in paths_of(line) or not_given(folder, "guides")])


def _look_at_codebooks(line: str, folder: Path) -> Preview:
    from okqual.study.definition_documents import read_codebook
    from okqual.study.founding import not_given

    return preview.of_codebooks([read_codebook(path) for path in paths_of(line) or not_given(folder, "codes")])


def _look_at_notes(line: str, folder: Path) -> Preview:
    files = files_in(paths_of(line))
    for file in files:
        if not file.is_file():
            raise OkqualError("errors.no_file", {"file": visible_line(str(file))}, "errors.no_file.try")
    return preview.of_notes(files)


READERS: dict[str, Callable[[str, Path], Preview]] = {
    "guide": _look_at_guides,
    "codebook": _look_at_codebooks,
    "notes": _look_at_notes,
}
"""Page → what looks at the files that its line names, or for a study in that folder without one; in a thread."""
