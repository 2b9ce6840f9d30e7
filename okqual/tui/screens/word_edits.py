"""Edits made in Word: what a returned file changed, three wordings beside each other, taken, kept or merged by hand."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from rich.style import Style
from rich.text import Text
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.widgets import Static

from okqual.messages import counted, message
from okqual.model.returned import TAKEABLE, Edit, Fate
from okqual.text.shown import visible, visible_line
from okqual.tui import edit_words, jobs
from okqual.tui.keys import WORD_EDITS
from okqual.tui.said import Said, refused
from okqual.tui.screens.asking import AskPath, AskText
from okqual.tui.screens.listing import ListPlace
from okqual.tui.widgets.key_line import KeyLine
from okqual.tui.widgets.line_list import LineList
from okqual.tui.widgets.lines import MessageLine, TwoEnds, fitted

if TYPE_CHECKING:
    from okqual.study.pulling import Pull
    from okqual.tui.jobs import Then
    from okqual.tui.screens.working import Working

FATE = 46
"""Cells at most for what became of a text."""


class WordEditsScreen(ListPlace):
    """The edits of one returned file."""

    CSS_PATH = "word_edits.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [*WORD_EDITS]
    UNDOABLE = ("word.pulled",)

    def __init__(self) -> None:
        super().__init__("word_edits")
        self._path: Path | None = None
        self._pull: Pull | None = None
        self._edits: Sequence[Edit] = ()
        self._beside: Sequence[str] = ()
        """What stands in the file without a place."""
        self._memos: Sequence[str] = ()
        """Comments on quotes and codes."""
        self._taken: set[str] = set()
        self._by_hand: dict[str, str] = {}

    def compose(self) -> ComposeResult:
        """The file, its edits, three wordings of the one in front, what was done, keys."""
        yield TwoEnds(id="top")
        yield LineList(self._line, id="list")
        yield TwoEnds(id="place")
        with Horizontal(id="texts"):
            for name in ("base", "now", "word"):
                with VerticalScroll(id=name, can_focus=False):
                    yield Static(markup=False)
        yield MessageLine(id="said")
        yield KeyLine()

    def come_to(self) -> None:
        """Hold the file against the study again where that was changed."""
        if self._path is not None and self._edition != self.okqual.edition:
            self.read_file(self._path)
        else:
            self._show_all()

    # Reading.

    def action_read(self) -> None:
        """Ask for a returned file."""
        desk = self.okqual.desk
        if desk is not None:
            start = str(self._path or desk.folder / "exports") + ("" if self._path else os.sep)
            self.ask(AskPath(message("tui.word_edits.ask"), start, {".docx"}), self._given)

    def _given(self, line: str) -> None:
        from okqual.tui.completing import path_of

        desk = self.okqual.desk
        if line.strip() and desk is not None:
            self.read_file(desk.folder / path_of(line))

    def read_file(self, path: Path) -> None:
        """Read a file beside the keys and show what it changed."""
        from okqual.study import pulling

        app = self.okqual

        def work() -> Pull:
            with jobs.beside(app) as study:
                return pulling.plan(study, path)

        async def job(box: Working) -> Then:
            found = await jobs.in_thread_while(app, box, work)
            return None if found is None else lambda: self._take_in(path, found)

        self._edition = app.edition
        jobs.run(app, message("tui.word_edits.reading"), job)

    def _take_in(self, path: Path, found: Pull) -> None:
        """Show a plan; what a person chose of the same file before stays chosen."""
        again = self._path == path
        chosen, known = self._taken, {edit.id for edit in self._edits}
        self._path, self._pull = path, found
        self._edits = [edit for edit in found.edits if edit in found.open or edit.comments]
        self._taken = {
            edit.id for edit in self._edits if (edit.id in chosen if again and edit.id in known else edit.sure)
        }
        self._by_hand = {name: text for name, text in self._by_hand.items() if again}
        self._beside = [
            *found.unplaced,
            *(f"{each.id} {each.now}" for each in found.quotes),
            *(f"{one.author or '–'}: {one.text}" for one in found.comments),
        ]
        shown = {one for edit in self._edits for one in edit.comments}
        memos = (memo for memo in found.remarks if memo.comment not in shown)
        self._memos = [f"{memo.comment.author or '–'}: {memo.comment.text} ({memo.where})" for memo in memos]
        self.lines.put(len(self._edits) + len(self._others), self.lines.at if again else 0)
        self._show_all()

    # What is seen.

    @property
    def _here(self) -> Edit | None:
        at = self.lines.at
        return self._edits[at] if at < len(self._edits) else None

    @property
    def _others(self) -> list[str]:
        """What stands in the list below the edits."""
        return [*self._memos, *self._beside]

    def _line(self, at: int, width: int) -> Text:
        if at >= len(self._edits):
            at -= len(self._edits)
            key = "to_memo" if at < len(self._memos) else "unplaced"
            words = visible_line(self._others[at])
            return Text.assemble(" –  ", (f"{message(f'tui.word_edits.{key}')}  ", Style(dim=True)), words)
        edit = self._edits[at]
        fate = min(FATE, width // 3)
        sign = edit_words.sign_of(edit, edit.id in self._taken)
        if edit.fate in (Fate.SAME, Fate.THERE):
            sign = edit_words.NEVER
        return Text.assemble(
            f"{sign} ",
            (fitted(visible_line(edit.label), max(0, width - fate - 6)), Style()),
            "  ",
            (fitted(visible_line(edit_words.fate_words(edit)), fate), Style(dim=edit.fate not in TAKEABLE)),
        )

    def _show_all(self) -> None:
        found, top = self._pull, self.query_one("#top", TwoEnds)
        if found is None:
            top.put(message("tui.word_edits.title"), "")
        else:
            moved = f" · {message('tui.word_edits.moved')}" if found.changed_since else ""
            tracked = counted("tui.word_edits.tracked", found.returned.tracked) if found.returned.tracked else ""
            same = counted("tui.word_edits.same", len(found.edits) - len(found.open))
            top.put(f"{found.returned.name}{moved}", " · ".join(filter(None, (tracked, same))))
        self.show_front()

    def show_front(self) -> None:
        """Three wordings of the edit in front beside each other."""
        edit, place = self._here, self.query_one("#place", TwoEnds)
        columns = [self.query_one(f"#{name} Static", Static) for name in ("base", "now", "word")]
        if edit is not None:
            place.put(edit_words.fate_words(edit), edit_words.beside_words(edit))
            texts = (
                edit_words.base_text(edit), edit_words.now_text(edit),
                edit_words.word_text(edit, self._by_hand.get(edit.id)),
            )  # fmt: skip
        else:
            place.put(self._nothing())
            at = self.lines.at - len(self._edits)
            texts = (Text(visible(self._others[at])) if 0 <= at < len(self._others) else Text(), Text(), Text())
        for column, text in zip(columns, texts, strict=True):
            column.update(text)
        for box in self.query("#texts VerticalScroll").results(VerticalScroll):
            box.scroll_home(animate=False)

    def _nothing(self) -> str:
        if self._pull is None:
            return message("tui.word_edits.none_yet")
        if self.lines.at - len(self._edits) < len(self._memos):
            return message("tui.word_edits.memo_told")
        return message("tui.word_edits.left_alone" if self._beside else "tui.word_edits.nothing")

    # Keys.

    def action_scroll(self, step: int) -> None:
        """Read on in the wordings."""
        for box in self.query("#texts VerticalScroll").results(VerticalScroll):
            box.scroll_relative(y=step * max(1, box.size.height - 1), animate=False)

    def action_take(self) -> None:
        """Take the edit in front, and go on to the next."""
        self._choose(True)

    def action_keep(self) -> None:
        """Keep the study's wording, and go on to the next edit."""
        self._choose(False)

    def _choose(self, taken: bool) -> None:
        edit = self._here
        if edit is None:
            return
        if edit.fate not in TAKEABLE:
            self.say(refused("tui.word_edits.cannot", fate=edit_words.fate_words(edit)))
            return
        (self._taken.add if taken else self._taken.discard)(edit.id)
        if not taken:
            self._by_hand.pop(edit.id, None)
        self.say(None)
        self.lines.refresh()
        lines = self.lines
        if lines.at + 1 < len(self._edits):
            self.action_step(1)
        else:
            self.show_front()

    def action_by_hand(self) -> None:
        """Write the text by hand, from what is taken."""
        edit = self._here
        if edit is None or edit.fate not in TAKEABLE:
            self._choose(True)
            return

        def written(text: str) -> None:
            self._by_hand[edit.id] = text
            self._taken.add(edit.id)
            self.lines.refresh()
            self.show_front()

        self.ask(AskText(edit.label, self._by_hand.get(edit.id, edit.result or edit.word)), written)

    def action_write(self) -> None:
        """Write what is chosen, and the comments as memos, as one step."""
        found, path, app = self._pull, self._path, self.okqual
        if found is None or path is None:
            self.say(refused("tui.word_edits.none_yet"))
            return
        edits = [edit for edit in self._edits if edit.id in self._taken]
        words = dict(self._by_hand)

        async def job(box: Working) -> Then:
            def work() -> tuple[int, int]:
                from okqual.study import pulled

                with jobs.beside(app, writes=True) as study:
                    done = pulled.pull(study, found, edits, words)
                return done.texts, done.memos

            texts, memos = await jobs.in_thread(app, box, lambda progress: work())
            return lambda: self._written(path, texts, memos)

        jobs.run(app, message("tui.word_edits.writing"), job)

    def _written(self, path: Path, texts: int, memos: int) -> None:
        if texts or memos:
            self.okqual.edition += 1
            self._by_hand = {}
            key = "tui.word_edits.written"
            counts = {"texts": counted(f"{key}.texts", texts), "memos": counted(f"{key}.memos", memos)}
            said = Said(message(key, **counts), undoable=True)
        else:
            said = Said(message("tui.word_edits.nothing_chosen"))
        self.say(said)
        self.read_file(path)

    def done(self, said: Said) -> None:
        """Something was written: hold the file against the study as it is now."""
        self.okqual.edition += 1
        self.say(said)
        if self._path is not None:
            self.read_file(self._path)
