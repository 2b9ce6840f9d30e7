"""Searching in the whole study: words and filters above, hits below, each one opened in its place and come back to."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from rich.style import Style
from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widgets import Input, Static

from okqual.messages import counted, message
from okqual.model.codebook import Codebook
from okqual.model.interview import Position
from okqual.model.memo import SavedSearch
from okqual.text.shown import visible, visible_line
from okqual.tui.around import around
from okqual.tui.keys import SEARCH, SEARCH_LINE, speak
from okqual.tui.naming import actor
from okqual.tui.said import Said, refused
from okqual.tui.screens.asking import AskOne
from okqual.tui.screens.search_saved import SavedSearches
from okqual.tui.widgets.key_line import KeyLine
from okqual.tui.widgets.line_list import LineList
from okqual.tui.widgets.lines import MessageLine, TwoEnds, fitted
from okqual.tui.widgets.picker import Picker

if TYPE_CHECKING:
    from okqual.study.searching import Hit

MOST = 500
"""Hits that are listed: whoever has more wants other words."""
PAUSE = 0.15
"""Seconds after the last letter before it is searched."""
SHORTEST = 2
"""Letters from which it is searched while they are typed; Enter searches for fewer."""
CITATION, WHO = 13, 24


class SearchLine(Input):
    """The words that are looked for."""

    BINDINGS: ClassVar[list[BindingType]] = [*SEARCH_LINE]

    def __init__(self) -> None:
        super().__init__(placeholder=message("tui.search.placeholder"), id="line")
        speak(self)

    def action_to_list(self) -> None:
        """Search at once and go to the hits."""
        screen = self.screen
        assert isinstance(screen, SearchScreen)
        screen.search()
        screen.set_focus(None)


class SearchScreen(SavedSearches):
    """Words, filters and hits."""

    CSS_PATH = "search.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [*SEARCH]
    UNDOABLE = ("codings.added", "search.saved")
    AUTO_FOCUS = ""

    def __init__(self) -> None:
        super().__init__("search")
        self._found: Sequence[Hit] = ()
        self._hits: Sequence[Hit] = ()
        """The first hit of each passage."""
        self._told: dict[str, dict[str, str]] = {}

    def compose(self) -> ComposeResult:
        """How many, the line, the filters, the hits, the passage in full, what was done, keys."""
        yield TwoEnds(id="top")
        yield SearchLine()
        yield TwoEnds(id="filters")
        yield LineList(self._line, id="list")
        yield Static(id="text", markup=False)
        yield MessageLine(id="said")
        yield KeyLine()
        yield Picker()

    # Searching.

    def on_mount(self) -> None:
        """Begin with the words; a box that was answered leaves the keyboard where it was."""
        self.action_words()

    def come_to(self) -> None:
        """Begin with the words, or go on with the hits; search again where something was changed meanwhile."""
        if self.okqual.arrived == "search":
            self.okqual.arrived = ""
            self.action_words()
        super().come_to()

    def read_again(self) -> None:
        """Search again for the same."""
        self._told = {}
        self.search(keep=True)

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        words = event.value
        if len(words.strip()) >= SHORTEST or not words:
            self.set_timer(PAUSE, lambda: self._typed_still(words))

    def _typed_still(self, words: str) -> None:
        """Search when no other letter has come since."""
        if self.is_mounted and self.query_one(SearchLine).value == words != self.wanted.text:
            self.okqual.trying(self.search)

    def search(self, keep: bool = False) -> None:
        """Look for what is asked, and list it."""
        from okqual.study import searching

        desk = self.okqual.desk
        if desk is None:
            return
        self.wanted = replace(self.wanted, text=self.query_one(SearchLine).value)
        self._edition = self.okqual.edition
        wanted, at = self.wanted, self.lines.at if keep else 0
        if wanted == SavedSearch("", ""):
            self.beside(lambda _: (), lambda found: self._take(found, 0), at_once=True)
            return
        if not keep:
            # A key that comes before the hits must not open one of another search.
            self._hits = ()
            self.lines.put(0)
        self.beside(
            lambda study: searching.hits(study, wanted, MOST + 1), lambda found: self._take(found, at), at_once=keep
        )

    def _take(self, found: Sequence[Hit], at: int) -> None:
        from okqual.store import queries

        assert self.okqual.desk is not None
        self._found = found
        firsts: dict[str, Hit] = {}
        for hit in found:
            firsts.setdefault(hit.id, hit)
        self._hits = tuple(firsts.values())[:MOST]
        self._told = self._told or queries.attributes(self.okqual.desk.study.db)
        self.lines.put(len(self._hits), at)
        self.show_found(self.wanted != SavedSearch("", ""))

    def _narrow(self, **fields: object) -> None:
        self.wanted = replace(self.wanted, **fields)  # type: ignore[arg-type]
        self.search()

    # What is seen.

    def show_found(self, asked: bool = True) -> None:
        """How much was found, the filters, the passage in front."""
        found = len(self._found)
        words = message("tui.search.title")
        if asked and found > MOST:
            words += f"   {message('tui.search.first', most=MOST)}"
        elif asked:
            cases = len({hit.case for hit in self._hits})
            words += f"   {counted('tui.search.hits', found)} · {counted('tui.search.passages', len(self._hits))}"
            words += f" · {counted('tui.overview.cases', cases)}"
        self.query_one("#top", TwoEnds).put(words, self.wanted.name)
        self.query_one("#filters", TwoEnds).put(self._filter_words())
        self.show_front()

    def _filter_words(self) -> str:
        wanted, book = self.wanted, self._codebook()
        parts = [
            ("with_code", book.name_of(wanted.code)), ("without_code", book.name_of(wanted.without_code)),
            ("where", ", ".join(f"{attribute}={value}" for attribute, value in wanted.where)),
            ("question", wanted.question), ("coder", wanted.coder),
        ]  # fmt: skip
        said = [message(f"tui.search.{key}", value=value) for key, value in parts if value]
        said += [message("tui.search.flagged")] * wanted.flagged + [message("tui.search.memos")] * wanted.memos
        return " · ".join(said) or message("tui.search.no_filters")

    def _codebook(self) -> Codebook:
        assert self.okqual.desk is not None
        return self.okqual.desk.codebook()

    def _line(self, at: int, width: int) -> Text:
        hit = self._hits[at]
        told = self._told.get(hit.case, {})
        who = visible_line(" · ".join(part for part in (actor(told), told.get("län", "")) if part))
        beside = min(WHO, width // 4)
        room = max(0, width - CITATION - beside - 1)
        before, middle, after = around(hit.text, hit.at, hit.at + hit.end - hit.start, room)
        text = Text.assemble(
            (fitted(visible_line(hit.id), CITATION), Style(bold=True)),
            (fitted(who, beside), Style(dim=True)), " ", before, (middle, Style(reverse=True)), after,
        )  # fmt: skip
        text.no_wrap = True
        return text

    def show_front(self) -> None:
        """The passage of the hit in front, with the words that were hit."""
        hit, text = self._here, Text()
        if hit is None:
            text.append(message("tui.search.none" if self.wanted != SavedSearch("", "") else "tui.search.ask"))
        else:
            end = hit.at + hit.end - hit.start
            text.append(visible(hit.text[: hit.at])).append(visible(hit.text[hit.at : end]), Style(reverse=True))
            text.append(visible(hit.text[end:]))
        self.query_one("#text", Static).update(text)

    @property
    def _here(self) -> Hit | None:
        lines = self.lines
        return self._hits[lines.at] if lines.count else None

    # Keys of the list.

    def action_step(self, step: int) -> None:
        """Stand on another hit; above the first one is the line."""
        lines = self.lines
        if step < 0 and lines.at == 0:
            self.action_words()
            return
        lines.stand(min(lines.count - 1, max(0, lines.at + step)))
        self.show_front()

    def action_open(self) -> None:
        """Open the passage in its interview; Escape there leads back here."""
        hit = self._here
        if hit is not None:
            self.okqual.code_at(Position(hit.case, hit.note, hit.number, 0), back="search")

    def action_words(self) -> None:
        """Go to the line."""
        self.set_focus(self.query_one(SearchLine))

    # Filters.

    def action_with_code(self) -> None:
        """Only passages that carry a code."""
        self._pick(lambda code: self._narrow(code=code), bool(self.wanted.code), "code")

    def action_without_code(self) -> None:
        """Only passages that do not carry a code; without words, those that its synonyms hit."""
        self._pick(lambda code: self._narrow(without_code=code), bool(self.wanted.without_code), "without_code")

    def _pick(self, then: Callable[[str], object], is_set: bool, field: str) -> None:
        desk = self.okqual.desk
        if is_set:
            self._narrow(**{field: ""})
        elif desk is not None:
            picker = self.query_one(Picker)
            picker.open(
                desk.codebook(), (), desk.code_counts(), lambda codes: self.okqual.trying(lambda: then(codes[0]))
            )

    def action_attribute(self) -> None:
        """Only interviews whose attribute has a value."""
        values = sorted({(name, value) for row in self._told.values() for name, value in row.items()})
        choices = [("", message("tui.search.all"))]
        choices += [(f"{name}\t{value}", f"{name} = {value}") for name, value in values if len(value) < 60]

        def chosen(pair: str) -> None:
            name, _, value = pair.partition("\t")
            kept = tuple(each for each in self.wanted.where if each[0] != name)
            self._narrow(where=(*kept, (name, value)) if pair else ())

        self.ask(AskOne(message("tui.search.ask.attribute"), choices), chosen)

    def action_question(self) -> None:
        """Only passages under a question."""
        assert self.okqual.desk is not None
        choices = [("-", message("tui.search.all"))]
        choices += [(q.number, f"{q.number}. {q.name or q.text}") for q in self.okqual.desk.guide().questions]
        box = AskOne(message("tui.search.ask.question"), choices, self.wanted.question)
        self.ask(box, lambda number: self._narrow(question="" if number == "-" else number))

    def action_coder(self) -> None:
        """Only passages that someone has coded."""
        from okqual.store import queries

        assert self.okqual.desk is not None
        names = queries.coders(self.okqual.desk.study.db)
        choices = [("-", message("tui.search.all")), *((coder, f"{coder} {name}") for coder, name in names.items())]
        box = AskOne(message("tui.search.ask.coder"), choices, self.wanted.coder)
        self.ask(box, lambda coder: self._narrow(coder="" if coder == "-" else coder))

    def action_flagged(self) -> None:
        """Only flagged passages, or all."""
        self._narrow(flagged=not self.wanted.flagged)

    def action_memos(self) -> None:
        """Only passages with memos, or all."""
        self._narrow(memos=not self.wanted.memos)

    def action_reset(self) -> None:
        """No words and no filters."""
        self.show_search(SavedSearch("", ""))

    def show_search(self, search: SavedSearch) -> None:
        """Search for this."""
        self.wanted = search
        with self.prevent(Input.Changed):
            self.query_one(SearchLine).value = search.text
        self.search()

    # Coding from the list.

    def action_put(self) -> None:
        """Put the code that is missing on the passage in front; another one is picked where none is missing."""
        if self._here is None:
            return
        if self.wanted.without_code:
            self._put(self.wanted.without_code)
        else:
            self._pick(self._put, False, "")

    def _put(self, code: str) -> None:
        from okqual.study.browsing import note
        from okqual.study.coding import apply_code

        hit, desk = self._here, self.okqual.desk
        if hit is None or desk is None:
            return
        passage = next(p for p in note(desk.study, hit.note).passages if p.number == hit.number)
        apply_code(desk.study, hit.note, passage.start, passage.end, code)
        words = message("tui.said.coded", code=self._codebook().name_of(code), passage=hit.id)
        self.done(Said(words, undoable=True))

    def taken_back(self, forth: bool = False) -> Said:
        """As elsewhere, but for codings that were put several at once: those are not from here."""
        desk = self.okqual.desk
        upcoming = desk.upcoming_undo() if desk is not None else None
        several = upcoming is not None and upcoming.entries > 1
        return refused("tui.said.nothing_to_undo") if several else super().taken_back(forth)
