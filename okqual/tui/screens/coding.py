"""Coding an interview: the text in the middle, questions to the left, codes to the right.

Every key comes through one door, ``action_do``. That is where a value that is being asked for
holds the keyboard, so that no key slips past it however quickly it follows.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.timer import Timer

from okqual.messages import message
from okqual.model.interview import Position
from okqual.model.note import PassageRole
from okqual.tui.acts import Acts
from okqual.tui.annotations import annotation
from okqual.tui.changes import Made, Opened, Removed
from okqual.tui.collecting import leave_alone
from okqual.tui.desk import Desk
from okqual.tui.ends import Ends, Which
from okqual.tui.keys import CODING
from okqual.tui.naming import actor
from okqual.tui.said import Said
from okqual.tui.screens.base import Place
from okqual.tui.screens.new_code import ask_for_code
from okqual.tui.screens.verbs import Verbs
from okqual.tui.session import Session
from okqual.tui.signs import sign, state_of
from okqual.tui.spans import Unit
from okqual.tui.widgets.code_panel import CodePanel
from okqual.tui.widgets.key_line import KeyLine
from okqual.tui.widgets.lines import MessageLine, TwoEnds
from okqual.tui.widgets.outline import Entry, Outline, folded
from okqual.tui.widgets.picker import Picker
from okqual.tui.widgets.reader import Reader
from okqual.tui.widgets.strips import EndStrip, ValueStrip

NARROW = 100
"""Below this many columns the side columns fold."""
RESTS = 1.0
"""Seconds after a key within which the place is remembered."""


class CodingScreen(Place):
    """The place where codes are put on passages."""

    CSS_PATH = "coding.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [*CODING]
    AUTO_FOCUS = "#reader"
    NAMED: ClassVar[str] = "coding"

    session: Session | None = None
    acts: Acts | None = None
    verbs: Verbs | None = None
    ends: Ends | None = None

    def __init__(self) -> None:
        super().__init__(self.NAMED)
        self._keeping: Timer | None = None
        self._kept = ("", 0)

    def compose(self) -> ComposeResult:
        """Top line, three columns, what was done, keys."""
        yield TwoEnds(id="top")
        yield TwoEnds(id="folded")
        yield TwoEnds(id="placing")
        with Horizontal(id="middle"):
            yield Outline(id="outline")
            yield Reader(self._annotation, id="reader")
            yield CodePanel(id="panel")
        yield MessageLine(id="said")
        yield ValueStrip(id="strip")
        yield EndStrip(id="end-strip")
        yield KeyLine()
        yield Picker()

    # Coming and going.

    def on_mount(self) -> None:
        """Begin where the coder was, else at the first interview that has something left."""
        desk = self.okqual.desk
        if desk is None:
            return
        self.session = self._session_of(desk)
        self.acts = Acts(self.session)
        self.ends = Ends(self.acts)
        self.verbs = Verbs(self, self.session, self.acts, self.ends)
        self.query_one(Picker).create = lambda words: ask_for_code(self, words)
        self._edition = self.okqual.edition
        self.okqual.trying(lambda: self._open(self.okqual.take_wanted() or desk.position()))
        self.show(self._way_back())

    def _session_of(self, desk: Desk) -> Session:
        return Session(desk)

    def _open(self, where: Position | None) -> None:
        session = self.session
        assert session is not None
        if where is not None:
            session.open(where.case, where.note, where.number)
            return
        rows = session.desk.overview()
        first = next((row for row in rows if row.left), rows[0] if rows else None)
        if first is not None:
            session.open(first.case)

    def on_screen_resume(self) -> None:
        """Take in what was changed in other places of work."""
        self.okqual.trying(self.read_again)

    def read_again(self) -> None:
        """Open the place that is wanted, or take in what was changed elsewhere."""
        session, wanted = self.session, self.okqual.take_wanted()
        if session is None:
            return
        if wanted is not None or (session.interview is None and not self.is_reading):
            self._open(wanted)
        elif session.interview is not None and self._edition != self.okqual.edition:
            self._take_in(session)
        self._edition = self.okqual.edition
        # What a box's answer said stays in sight when the box has gone.
        self.show(self._way_back() if wanted is not None else None, keep_line=wanted is None)

    def _way_back(self) -> Said | None:
        return Said(message("tui.coding.way_back")) if self.okqual.back else None

    def _take_in(self, session: Session) -> None:
        """Read the interview again: what was in hand or done here may not be so any more."""
        if self.ends is not None and self.ends.picked is not None:
            self.ends.leave()
        if self.acts is not None:
            self.acts.steps.forget()
        session.resync()

    def on_screen_suspend(self) -> None:
        """Remember the place."""
        self.keep_position()

    def keep_soon(self) -> None:
        """Remember the place when the keys rest, so that it is known also when okqual is killed."""
        if self._keeping is None:
            self._keeping = self.set_timer(RESTS, self._keep_now)

    def _keep_now(self) -> None:
        self._keeping = None
        self.keep_position()

    def keep_position(self) -> None:
        """Let the next session begin here."""
        session = self.session
        if session is not None and session.ready and not session.desk.read_only:
            here = (session.work.note.id, session.passage.number)
            if here != self._kept:
                session.desk.keep_position(*here)
                self._kept = here

    # The one door.

    def action_do(self, verb: str, argument: str = "") -> None:
        """Do what a key says; while a value is asked for only its answers are taken."""
        if self.session is None or self.acts is None or self.verbs is None:
            return
        if self.picker is not None:
            # Only the mouse gets here past an open picker.
            self.picker.close()
        if not self.session.ready:
            self.show(Said(message("tui.coding.no_notes"), refused=True))
        elif self.acts.asking is not None:
            self.show(self._answer(self.acts, verb, argument))
        elif self.ends is not None and self.ends.picked is not None:
            self.show(self._move_end(self.ends, verb, argument))
        else:
            self.show(self._do(self.verbs, verb, argument))

    def _do(self, verbs: Verbs, verb: str, argument: str) -> Said | None:
        return verbs.do(verb, argument)

    @property
    def in_the_middle(self) -> bool:
        """True while a code or a value is being asked for."""
        return self.picker is not None or (self.acts is not None and self.acts.asking is not None)

    def refuses(self) -> bool:
        """True, and said so, while a value is asked for or an end is in hand; for keys that lead away from here."""
        if self.acts is not None and self.acts.asking is not None:
            self.show(self.acts.refuse())
        elif self.ends is not None and self.ends.picked is not None:
            self.show(self.ends.refuse())
        else:
            return False
        return True

    def on_key(self, event: events.Key) -> None:
        """Say no to a key that means nothing while a strip owns the keyboard."""
        if event.key not in self.active_bindings and self.refuses():
            event.stop()

    def _answer(self, acts: Acts, verb: str, argument: str) -> Said | None:
        assert self.verbs is not None
        if verb == "expected":
            said = acts.choose_value(int(argument))
        elif verb in ("enter", "next"):
            said = acts.leave_without_value()
        elif verb == "escape":
            said = acts.escape()
        else:
            return acts.refuse()
        if acts.asking is not None:
            return said
        if self.verbs.write_memo_after():
            return said
        return self.verbs.do("next") if verb == "next" else said

    def _move_end(self, ends: Ends, verb: str, argument: str) -> Said:
        units = {"begin": Unit.WORD, "word": Unit.SENTENCE, "move": Unit.PASSAGE}
        if verb in units:
            return ends.move(units[verb], int(argument))
        deeds = {"end": ends.pick, "enter": ends.keep, "escape": ends.leave}
        return deeds[verb]() if verb in deeds else ends.refuse()

    # The mouse.

    @on(Reader.PassagePointed)
    def _pointed(self, event: Reader.PassagePointed) -> None:
        self._unless_asking(lambda session: session.to_offset(event.offset))

    @on(events.TextSelected)
    def _selected(self) -> None:
        # Sent at every release of the mouse, also after a plain click.
        words = self.reader.dragged_over
        if words is not None:
            self.clear_selection()
            self._unless_asking(lambda session: session.select(*words))

    @on(Outline.QuestionPointed)
    def _question(self, event: Outline.QuestionPointed) -> None:
        self._unless_asking(lambda session: session.to_passages_of(event.number))

    def _unless_asking(self, go: Callable[[Session], object]) -> None:
        if self.picker is not None:
            self.picker.close()
        if self.session is not None and not self.refuses():
            go(self.session)
            self.show()

    # What is seen.

    @property
    def of_whom(self) -> str:
        """Id of the interview that the words in front are from."""
        return self.session.case if self.session is not None else ""

    @property
    def reader(self) -> Reader:
        """The text."""
        return self.query_one(Reader)

    def on_resize(self) -> None:
        """Fold or unfold the side columns."""
        self.show(keep_line=True)

    def show(self, said: Said | None = None, keep_line: bool = False) -> None:
        """Repaint what the last key changed, and say what it did."""
        session, acts = self.session, self.acts
        if session is None or acts is None:
            return
        if session.changes:
            self.okqual.edition += any(not isinstance(change, Opened) for change in session.changes)
            self._edition = self.okqual.edition
        self._repaint(session)
        if not keep_line:
            self.query_one(MessageLine).say(said)
        picked = self.ends.picked if self.ends is not None else None
        # By class of the screen it would be styled anew, with all that is on it, in the middle of a key.
        self.query_one(KeyLine).display = acts.asking is None and picked is None
        self.query_one(ValueStrip).display = acts.asking is not None
        self.query_one(EndStrip).display = picked is not None
        if acts.asking is not None:
            self.query_one(ValueStrip).ask(acts.asking)
        if picked is not None:
            self.query_one(EndStrip).ask(picked)
        self.keep_soon()
        self._show_placing(session)
        self._show_surroundings(session, acts)

    def _repaint(self, session: Session) -> None:
        changes, session.changes = session.changes, []
        reader = self.reader
        if not session.notes:
            return
        if any(isinstance(change, Opened) for change in changes):
            reader.show(session.work)
            self.call_after_refresh(leave_alone)
            changes = []
        for change in changes:
            if isinstance(change, Made):
                reader.made(change.coding)
            elif isinstance(change, Removed):
                reader.removed(change.coding)
            elif not isinstance(change, Opened):
                reader.altered(change.start, change.end)
        picked = self.ends.picked if self.ends is not None else None
        if picked is None:
            reader.stand(session.cursor, session.selection, session.focused)
        else:
            held = replace(picked.coding, start=picked.start, end=picked.end)
            reader.stand(session.cursor, None, held, (picked.at, picked.which is Which.START))

    def _show_placing(self, session: Session) -> None:
        orphan = self.okqual.placing
        self.set_class(orphan is not None, "-placing")
        if orphan is not None:
            code = session.codebook.by_id.get(orphan.coding.code)
            words = message("tui.coding.placing", code=code.name if code else orphan.coding.code, quote=orphan.quote)
            self.query_one("#placing", TwoEnds).put(words, message("tui.coding.placing.keys"))

    def _annotation(self, place: int) -> str:
        session = self.session
        return annotation(session.work, place, session.codebook) if session is not None else ""

    def _show_surroundings(self, session: Session, acts: Acts) -> None:
        narrow = self.app.size.width < NARROW
        entries = self._entries(session)
        self.query_one(Outline).show(entries, session.question)
        if not session.ready:
            self.query_one("#top", TwoEnds).put(self.okqual.title, "")
            if not self.is_reading:
                self.query_one(MessageLine).say(Said(message("tui.coding.no_notes"), refused=True))
            return
        self.query_one("#top", TwoEnds).put(self._where(session), self._left(session))
        self.query_one("#folded", TwoEnds).put(
            folded(entries, session.question), session.question_name(session.question)
        )
        focused = session.focused
        focus = session.codebook.by_id.get(focused.code) if focused else None
        self.query_one(CodePanel).show(session.expected(), acts.repeat, focus, narrow)

    def _entries(self, session: Session) -> tuple[Entry, ...]:
        ascii_only = self.okqual.settings.ascii_signs
        numbers = [question.number for question in session.guide.questions]
        numbers += [number for number in session.questions if number not in session.guide.by_number]
        entries = []
        for number in numbers:
            question = session.guide.by_number.get(number)
            state = state_of(session.questions.get(number), question is None or question.coded)
            entries.append(Entry(number, sign(state, ascii_only), session.question_name(number)))
        return tuple(entries)

    def _count_gone_through(self, session: Session) -> None:
        from okqual.study.browsing import gone_through

        steps, coder = session.steps, session.desk.coder

        def known(gone: tuple[int, int]) -> None:
            session.know_gone_through(gone, steps)
            self.show(keep_line=True)

        self.beside(lambda study: gone_through(study, coder), known)

    def _where(self, session: Session) -> str:
        assert session.interview is not None
        attributes = session.interview.attributes
        parts = [session.work.note.id, actor(attributes), attributes.get("län", ""), attributes.get("datum", "")]
        return " · ".join(part for part in parts if part)

    def _left(self, session: Session) -> str:
        number, of = session.question, len(session.guide.questions)
        if session.passage.role is PassageRole.META:
            where = message("tui.coding.meta")
        elif number in session.guide.by_number:
            where = message("tui.coding.question_of", number=number, of=of)
        else:
            where = message("tui.coding.question", number=number) if number else message("tui.coding.unplaced")
        parts = [where]
        for name, (passages, left) in (("here", session.of_question()), ("all", session.of_interview())):
            if passages:
                parts.append(message(f"tui.coding.gone_{name}", done=passages - left, of=passages))
        gone = session.gone_through
        if gone is not None:
            parts.append(message("tui.coding.gone_coder", coder=session.desk.coder, done=gone[0], of=gone[1]))
        elif not self.is_reading:
            self._count_gone_through(session)
        return " · ".join(parts)
