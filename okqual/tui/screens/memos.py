"""All memos and all decisions about the coding in one list: read, opened in their place, written and changed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from rich.style import Style
from rich.text import Text
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widgets import Static

from okqual.messages import counted, message
from okqual.model.codebook import Codebook
from okqual.model.interview import Position
from okqual.model.memo import About, Decision, Memo
from okqual.study.opening import Study
from okqual.text.folding import folded
from okqual.text.shown import visible, visible_line
from okqual.tui.keys import MEMOS
from okqual.tui.said import Said
from okqual.tui.screens.asking import AskForm, AskLine, AskOne, AskText
from okqual.tui.screens.listing import ListPlace
from okqual.tui.times import moment
from okqual.tui.widgets.key_line import KeyLine
from okqual.tui.widgets.line_list import LineList
from okqual.tui.widgets.lines import MessageLine, TwoEnds, fitted

KIND, WHERE, WHEN = 15, 26, 20
DECISION = "decision"
KINDS = ("", DECISION, *(about.value for about in About))
"""What the list is narrowed down to, in the order of the key that changes it."""


@dataclass(frozen=True, slots=True)
class Line:
    """A memo or a decision, in the words of the list."""

    kind: str
    where: str
    text: str
    coder: str
    at: int
    memo: Memo | None = None
    decision: Decision | None = None


class MemosScreen(ListPlace):
    """Memos on everything, and the decision log."""

    CSS_PATH = "memos.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [*MEMOS]
    UNDOABLE = ("memo", "passage.memo", "coding.memo", "decision.made", "decision.changed", "decision.withdrawn")

    def __init__(self) -> None:
        super().__init__("memos")
        self._all: Sequence[Line] = ()
        self._shown: Sequence[Line] = ()
        self._kind = ""
        self._words = ""

    def compose(self) -> ComposeResult:
        """How many, the list, the whole text of the one in front, what was done, keys."""
        yield TwoEnds(id="top")
        yield LineList(self._line, id="list")
        yield Static(id="text", markup=False)
        yield MessageLine(id="said")
        yield KeyLine()

    # Reading.

    def read_again(self) -> None:
        """Read memos and decisions."""
        from okqual.study import decisions, memos
        from okqual.study.pieces import pieces

        self._pieces = {each.id: " ".join(each.text.split()) for each in pieces(self._study)}
        self._edition = self.okqual.edition
        book = self._codebook
        lines = [self._of_memo(memo, book) for memo in memos.memos(self._study)]
        lines += [_of_decision(each, book) for each in decisions.decisions(self._study)]
        self._all = sorted(lines, key=lambda line: -line.at)
        self._narrow()

    def _of_memo(self, memo: Memo, book: Codebook) -> Line:
        where = memo.id
        if memo.about is About.CODING:
            where = f"{memo.note}:{memo.number} {book.name_of(memo.code)}" if memo.number else book.name_of(memo.code)
        elif memo.about is About.CODE:
            where = book.name_of(memo.code)
        elif memo.about is About.STUDY:
            where = self._study.name
        elif memo.about is About.PIECE:
            where = self._pieces.get(memo.id, memo.id)
        return Line(memo.about.value, where, memo.text, memo.coder, memo.at, memo=memo)

    def _narrow(self) -> None:
        wanted = folded(self._words).strip()
        self._shown = [
            line
            for line in self._all
            if self._kind in ("", line.kind) and wanted in folded(f"{line.where} {line.text}")
        ]
        self.lines.put(len(self._shown), self.lines.at)
        title = f"{message('tui.memos.title')}   {counted('tui.memos.count', len(self._shown))}"
        kind = _kind_name(self._kind) if self._kind else message("tui.memos.all")
        words = f" · ”{self._words}”" if self._words else ""
        self.query_one("#top", TwoEnds).put(title, f"{kind}{words}")
        self.show_front()

    # What is seen.

    def _line(self, at: int, width: int) -> Text:
        line = self._shown[at]
        when = fitted(visible_line(f"{moment(line.at)} {line.coder}"), WHEN)
        where = min(WHERE, width // 3)
        beside = WHEN if width >= 90 else 0
        return Text.assemble(
            (fitted(_kind_name(line.kind), KIND), Style(dim=True)),
            (fitted(visible_line(line.where), where), Style(bold=True)), " ",
            fitted(visible_line(line.text[:400]), max(0, width - KIND - where - beside - 2)), " ",
            (when[:beside], Style(dim=True)),
        )  # fmt: skip

    def show_front(self) -> None:
        """The whole text, whose it is, on what, and since when."""
        line, text = self._here, Text()
        if line is None:
            text.append(message("tui.memos.none"))
        else:
            text.append(f"{visible(line.text)}\n")
            if line.decision is not None and line.decision.reason:
                text.append(message("tui.memos.because") + " ", Style(bold=True)).append(
                    visible(line.decision.reason) + "\n"
                )
            told = f"{_kind_name(line.kind)} · {line.where} · {line.coder} {moment(line.at)}"
            if line.decision is not None and line.decision.changed_at:
                changed = f"{line.decision.changed_by} {moment(line.decision.changed_at)}"
                told += f" · {message('tui.memos.changed', who=changed)}"
            text.append(visible_line(told), Style(dim=True))
        self.query_one("#text", Static).update(text)

    @property
    def _here(self) -> Line | None:
        return self._shown[self.lines.at] if self.lines.count else None

    @property
    def _study(self) -> Study:
        assert self.okqual.desk is not None
        return self.okqual.desk.study

    @property
    def _codebook(self) -> Codebook:
        assert self.okqual.desk is not None
        return self.okqual.desk.codebook()

    # Keys.

    def action_kind(self, step: int) -> None:
        """Narrow the list down to the next kind."""
        self._kind = KINDS[(KINDS.index(self._kind) + step) % len(KINDS)]
        self._narrow()

    def action_words(self) -> None:
        """Narrow the list down to words; none shows all."""

        def given(words: str) -> None:
            self._words = words
            self._narrow()

        self.ask(AskLine(message("tui.memos.ask.words"), self._words), given)

    def action_open(self) -> None:
        """Open what the memo is about in its place; Escape there leads back here."""
        line = self._here
        memo = line.memo if line is not None else None
        if memo is None or memo.about in (About.STUDY, About.CODE, About.PIECE):
            self.action_edit()
            return
        self.okqual.code_at(Position(memo.case, memo.note, memo.number, 0), back="memos")

    def action_edit(self) -> None:
        """Change the text in front; an emptied memo is gone."""
        line = self._here
        if line is None:
            return
        if line.decision is not None:
            self._ask_decision(line.decision)
        elif line.memo is not None:
            self._ask_memo(line.memo.about, line.memo.id, line.where, line.memo.text)

    def action_new(self) -> None:
        """Write a memo on the study, an interview, a note or a code."""
        from okqual.store import queries

        desk = self.okqual.desk
        assert desk is not None
        choices = [(f"{About.STUDY}\t", message("terms.about.study"))]
        choices += [
            (f"{About.CASE}\t{row.case}", message("tui.memos.on_case", case=row.case)) for row in desk.overview()
        ]
        choices += [
            (f"{About.NOTE}\t{note}", message("tui.memos.on_note", note=note))
            for note in queries.note_ids(self._study.db)
        ]
        choices += [
            (f"{About.CODE}\t{code.id}", message("tui.memos.on_code", code=code.name)) for code in self._codebook.codes
        ]
        names = dict(choices)

        def chosen(pair: str) -> None:
            from okqual.study.memos import memo_of

            about, _, name = pair.partition("\t")
            self._ask_memo(About(about), name, names[pair], memo_of(self._study, About(about), name))

        self.ask(AskOne(message("tui.memos.ask.about"), choices), chosen)

    def _ask_memo(self, about: About, name: str, where: str, text: str) -> None:
        from okqual.study.memos import write_memo

        def given(words: str) -> None:
            write_memo(self._study, about, name, words)
            self.done(Said(message("tui.said.memo", what=where), undoable=True))

        self.ask(AskText(message("tui.ask.memo", what=where), text), given)

    def action_decide(self) -> None:
        """Write a decision about the coding."""
        self._ask_decision(None)

    def _ask_decision(self, now: Decision | None) -> None:
        from okqual.study import decisions

        fields = [
            ("text", message("tui.memos.ask.decision"), now.text if now else ""),
            ("reason", message("tui.memos.ask.reason"), now.reason if now else ""),
        ]
        if now is None:
            fields.append(("code", message("tui.memos.ask.code"), ""))

        def given(words: dict[str, str]) -> None:
            if now is None:
                decisions.decide(self._study, words["text"], words["reason"], self._code_called(words["code"]))
            else:
                decisions.change_decision(self._study, now.id, words["text"], words["reason"])
            self.done(Said(message("tui.memos.decided"), undoable=True))

        self.ask(AskForm(message("tui.memos.decide"), fields), given)

    def _code_called(self, words: str) -> str:
        """The id of the code of that name, or what was written where there is none: the verb then says so."""
        wanted = words.strip()
        named = (code.id for code in self._codebook.codes if code.name.casefold() == wanted.casefold())
        return wanted if wanted in self._codebook.by_id else next(named, wanted)

    def action_remove(self) -> None:
        """Take the memo or decision in front away; it stays in the journal."""
        from okqual.study.decisions import withdraw_decision
        from okqual.study.memos import write_memo

        line = self._here
        if line is None:
            return
        if line.decision is not None:
            withdraw_decision(self._study, line.decision.id)
        elif line.memo is not None:
            write_memo(self._study, line.memo.about, line.memo.id, "")
        self.done(Said(message("tui.memos.removed", what=line.where), undoable=True))


def _of_decision(decision: Decision, book: Codebook) -> Line:
    where = book.name_of(decision.code) if decision.code else ""
    if decision.question:
        where = message("tui.memos.question", number=decision.question)
    return Line(DECISION, where, decision.text, decision.coder, decision.at, decision=decision)


def _kind_name(kind: str) -> str:
    return message("tui.memos.decision") if kind == DECISION else message(f"terms.about.{kind}")
