"""What a coder's keys write: one journal entry each, and one line that says what was done.

A code with a scale is written at once, without a value; then a value is asked for, and until that
is answered every other verb is refused. So a value that nobody chose cannot arise, however quickly
the keys come.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from okqual.messages import message
from okqual.model.codebook import Code
from okqual.model.coding import Coding
from okqual.model.note import TextKind
from okqual.tui.said import Said, done, refused
from okqual.tui.session import Session
from okqual.tui.steps import Steps

MOST_RECENT = 12
"""Codes that the picker lists first."""


@dataclass(frozen=True, slots=True)
class Asking:
    """A coding whose value is being asked for."""

    coding: str
    code: Code
    fresh: bool
    """True when the code was put on just now, so that Escape takes it back."""
    number: int = 1
    of: int = 1
    """Which this is of the values that are asked for in turn."""


class Acts:
    """The writing verbs of a session."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.asking: Asking | None = None
        self.recent: list[str] = session.desk.recent_codes()[:MOST_RECENT]
        self._waiting: list[Asking] = []
        """Further codings whose values are asked for in turn, when several codes were put in one go."""
        self.steps = Steps(session)

    # Codes.

    def put(self, code: Code) -> Said:
        """Put a code on the selection, else on the passage; ask for a value when it has a scale."""
        session = self.session
        start, end = session.target
        known = self._own(code, start, end)
        if known is not None:
            return self._again(known, code)
        coding = session.desk.apply_code(session.work.note.id, start, end, code.id)
        if coding.id in session.work.codings:
            return self._again(coding, code)
        self._step("codings.added", made=(coding,))
        session.selection, session.focus = None, coding.id
        self.recent = [code.id, *(each for each in self.recent if each != code.id)][:MOST_RECENT]
        if code.scale is not None:
            self.asking = Asking(coding.id, code, fresh=True)
        return done("tui.said.coded", code=code.name, passage=self.session.where(start, end))

    def put_expected(self, number: int) -> Said:
        """Put the expected code with this number, from 1."""
        codes = self.session.expected()
        if not 1 <= number <= len(codes):
            return refused("tui.said.no_expected", number=number)
        return self.put(codes[number - 1])

    def put_again(self) -> Said:
        """Put the code that was put last."""
        code = self.repeat
        return self.put(code) if code else refused("tui.said.nothing_to_repeat")

    def put_all(self, codes: Sequence[str]) -> Said:
        """Put several codes on the same words, then ask for the value of each that has a scale, in turn."""
        session = self.session
        if not codes:
            return refused("tui.said.no_code_picked")
        if len(codes) == 1:
            return self.put(session.codebook.by_id[codes[0]])
        span, to_ask = session.target, []
        for code in codes:
            session.selection = span
            self.put(session.codebook.by_id[code])
            if self.asking is not None and self.asking.fresh:
                to_ask.append(self.asking)
            self.asking = None
        session.selection = None
        self._waiting = [replace(each, number=at, of=len(to_ask)) for at, each in enumerate(to_ask, 1)]
        self._ask_next()
        return done("tui.said.coded_many", count=len(codes), passage=session.where(*span))

    def _ask_next(self) -> None:
        """Ask for the next value that waits, if any does."""
        self.asking = self._waiting.pop(0) if self._waiting else None
        if self.asking is not None:
            self.session.focus = self.asking.coding

    @property
    def repeat(self) -> Code | None:
        """The code that :meth:`put_again` puts."""
        return self.session.codebook.by_id.get(self.recent[0]) if self.recent else None

    def remove(self) -> Said:
        """Remove the coding in focus."""
        coding, session = self.session.focused, self.session
        if coding is None or coding.coder != session.desk.coder:
            return self.not_own(coding)
        session.desk.remove_coding(coding.id)
        self._step("coding.withdrawn", gone=(coding,))
        session.focus = None
        session.cycle_focus(1)
        return done(
            "tui.said.removed", code=self.name_of(coding.code), passage=self.session.where(coding.start, coding.end)
        )

    # Values.

    def ask_value(self) -> Said | None:
        """Ask for the value of the coding in focus."""
        coding = self.session.focused
        if coding is None or coding.coder != self.session.desk.coder:
            return self.not_own(coding)
        code = self.session.codebook.by_id.get(coding.code)
        if code is None or code.scale is None:
            return refused("tui.said.no_scale", code=self.name_of(coding.code))
        self.asking = Asking(coding.id, code, fresh=False)
        return None

    def choose_value(self, number: int) -> Said:
        """Answer with the value of this number, from 1."""
        asking = self.asking
        assert asking is not None
        assert asking.code.scale is not None
        values = asking.code.scale.values
        if not 1 <= number <= len(values):
            return self.refuse()
        self._set_value(asking.coding, values[number - 1].id)
        self._ask_next()
        return done("tui.said.valued", code=asking.code.name, value=values[number - 1].name)

    def leave_without_value(self) -> Said:
        """Answer that the coding has no value."""
        asking = self.asking
        assert asking is not None
        self._set_value(asking.coding, None)
        self._ask_next()
        return done("tui.said.no_value", code=asking.code.name)

    def escape(self) -> Said:
        """Take the code back that the value was asked for; an older coding stays as it was."""
        asking, self.asking = self.asking, None
        assert asking is not None
        said = self._take_back(asking) if asking.fresh else refused("tui.said.unchanged")
        self._ask_next()
        return said

    def _take_back(self, asking: Asking) -> Said:
        """Undo a coding while it is the latest thing done, else withdraw it: others were put after it."""
        latest = self.steps.latest
        if latest is not None and latest.kind == "codings.added" and latest.made[0].id == asking.coding:
            return self.undo()
        self.session.focus = asking.coding
        return self.remove()

    def refuse(self) -> Said:
        """The line for a key that is none of the answers."""
        assert self.asking is not None
        return refused("tui.said.value_first", code=self.asking.code.name)

    def _set_value(self, coding: str, value: str | None) -> None:
        if self.session.work.codings[coding].value != value:
            self.session.desk.set_value(coding, value)
            self._change("value", coding, value=value)

    def _again(self, known: Coding, code: Code) -> Said:
        self.session.focus = known.id
        if code.scale is not None:
            self.asking = Asking(known.id, code, fresh=False)
        return refused("tui.said.already", code=code.name, passage=self.session.where(known.start, known.end))

    # What hangs on a coding, else on the passage.

    def write_memo(self, text: str) -> Said:
        """Set the memo of the coding in focus, else of the passage."""
        session, coding = self.session, self.own_focus
        if text == (coding.memo if coding else session.passage.memo):
            return refused("tui.said.same")
        if coding is not None:
            session.desk.set_memo(coding.id, text)
            self._change("memo", coding.id, memo=text)
            return done("tui.said.memo", what=self.name_of(coding.code))
        session.desk.set_passage_memo(session.work.note.id, session.passage.number, text)
        self._change_passage("memo", memo=text)
        return done("tui.said.memo", what=session.caption)

    def toggle_key_quote(self) -> Said:
        """Make the coding in focus a key quote, or no longer one."""
        coding = self.session.focused
        if coding is None or coding.coder != self.session.desk.coder:
            return self.not_own(coding)
        self.session.desk.set_key(coding.id, not coding.key)
        self._change("key", coding.id, key=not coding.key)
        return done("tui.said.key_off" if coding.key else "tui.said.key_on", code=self.name_of(coding.code))

    def name_participants(self, labels: tuple[str, ...]) -> Said:
        """Say whose words they are: of the coding in focus, else of the passage."""
        session, coding = self.session, self.own_focus
        who = ", ".join(labels) or message("tui.said.everyone")
        if labels == (coding.participants if coding else session.passage.participants):
            return refused("tui.said.same")
        if coding is not None:
            session.desk.set_coding_participants(coding.id, labels)
            self._change("participants", coding.id, participants=labels)
            return done("tui.said.participants", who=who, what=self.name_of(coding.code))
        session.desk.set_passage_participants(session.work.note.id, session.passage.number, labels)
        self._change_passage("participants", participants=labels)
        return done("tui.said.participants", who=who, what=session.caption)

    def set_kind(self, kind: TextKind) -> Said:
        """Say what kind of text the passage is."""
        session = self.session
        if kind == session.passage.kind:
            return refused("tui.said.same")
        session.desk.set_text_kind(session.work.note.id, session.passage.number, kind)
        self._change_passage("kind", kind=kind)
        return done("tui.said.kind", kind=message(f"terms.text_kind.{kind.value}"), passage=session.caption)

    def toggle_flag(self) -> Said:
        """Mark the passage to come back to, or take the mark away."""
        session, on = self.session, not self.session.passage.flagged
        session.desk.flag_passage(session.work.note.id, session.passage.number, on)
        self._change_passage("flag", flagged=on)
        return done("tui.said.flag_on" if on else "tui.said.flag_off", passage=session.caption)

    # Nothing to code.

    def toggle_nothing(self) -> Said:
        """Say that there is nothing to code in the passage, or take it back."""
        session = self.session
        on = not session.work.says_nothing(session.cursor)
        if on and session.work.codings_on(session.cursor):
            return refused("tui.said.is_coded", passage=session.caption)
        self._nothing([session.cursor], on)
        return done("tui.said.nothing_on" if on else "tui.said.nothing_off", passage=session.caption)

    def nothing_and_on(self) -> Said:
        """Say that there is nothing to code in the passage, and go to the next one to go through."""
        session, passage = self.session, self.session.caption
        if not session.work.says_nothing(session.cursor):
            said = self.toggle_nothing()
            if said.refused:
                return said
        return done("tui.said.nothing_on" if session.to_next_undone() else "tui.said.all_done", passage=passage)

    def nothing_in_rest(self) -> Said:
        """Say that there is nothing to code in the rest of the answer."""
        session, number = self.session, self.session.question
        places = [place for place in session.rest_of_answer() if not session.work.is_done(place)]
        if not places:
            return refused("tui.said.nothing_left")
        self._nothing(places, True)
        return done("tui.said.nothing_rest", count=len(places), question=number)

    def _nothing(self, places: list[int], on: bool) -> None:
        work, coder = self.session.work, self.session.desk.coder
        self.session.desk.nothing_to_code(work.note.id, [work.passages[place].number for place in places], on)
        changed = []
        for place in places:
            before = work.passages[place]
            others = tuple(each for each in before.nothing_by if each != coder)
            changed.append((place, before, replace(before, nothing_by=(*others, coder) if on else others)))
        self._step("passage.nothing", passages=tuple(changed))

    # Undo.

    def undo(self) -> Said:
        """Take back the coder's last entry and say what it was; a load or import only from the command list."""
        return self.steps.undo()

    def undo_any(self) -> Said:
        """Take back the coder's last entry whatever it was."""
        return self.steps.undo_any()

    def redo(self) -> Said:
        """Do again what was undone last."""
        return self.steps.redo()

    # Small parts.

    @property
    def own_focus(self) -> Coding | None:
        """The coding in focus when it is the coder's own: only those are changed by keys."""
        coding = self.session.focused
        return coding if coding is not None and coding.coder == self.session.desk.coder else None

    def not_own(self, coding: Coding | None) -> Said:
        """The line for a coding in focus that keys do not change, or for none."""
        return refused("tui.said.no_focus") if coding is None else refused("tui.said.not_own", coder=coding.coder)

    def _own(self, code: Code, start: int, end: int) -> Coding | None:
        session = self.session
        return next(
            (
                coding
                for coding in session.work.own_on(session.cursor)
                if coding.code == code.id and (coding.start, coding.end) == (start, end)
            ),
            None,
        )

    def _change(self, what: str, coding: str, **fields: object) -> None:
        before = self.session.work.codings[coding]
        self._step(f"coding.{what}", gone=(before,), made=(replace(before, **fields),))  # type: ignore[arg-type]

    def _change_passage(self, what: str, **fields: object) -> None:
        place, before = self.session.cursor, self.session.passage
        self._step(f"passage.{what}", passages=((place, before, replace(before, **fields)),))  # type: ignore[arg-type]

    def _step(self, kind: str, **what: Any) -> None:
        self.steps.take(kind, **what)

    def name_of(self, code: str) -> str:
        """A code's name; its id when the codebook no longer has it."""
        return self.session.name_of(code)
