"""The steps that were taken at this sitting, so that undo and redo follow on the screen without reading notes again."""

from __future__ import annotations

from typing import Any

from okqual.messages import message
from okqual.tui.desk import Undone
from okqual.tui.said import Said, done, refused
from okqual.tui.session import Session
from okqual.tui.work import Step

SMALL = ("codings", "coding", "passage", "case")
"""Kinds of entry that a key undoes; larger ones are undone from the list of changes."""
WHOLE = ("coding.split", "coding.joined")
"""Deeds of several entries that a key undoes as one."""


class Steps:
    """What was done here, and what of it was undone."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._done: list[Step] = []
        self._undone: list[Step] = []

    def take(self, kind: str, **what: Any) -> None:
        """Let a step that the study has taken be seen, and remember it."""
        step = Step(kind, self._session.work.note.id, **what)
        self._session.take(step)
        self._done.append(step)
        self._undone.clear()

    def forget(self) -> None:
        """Remember none: something was undone or redone elsewhere."""
        self._done.clear()
        self._undone.clear()

    @property
    def latest(self) -> Step | None:
        """The step taken last that holds."""
        return self._done[-1] if self._done else None

    def undo(self) -> Said:
        """Take back the coder's last entry and say what it was; a load or import only from the list of changes."""
        upcoming = self._session.desk.upcoming_undo()
        if upcoming is None:
            return refused("tui.said.nothing_to_undo")
        small = upcoming.entries == 1 and upcoming.kind.partition(".")[0] in SMALL
        if not small and upcoming.deed not in WHOLE:
            return refused("tui.said.large_undo", what=self.in_words(upcoming))
        return self.undo_any()

    def undo_any(self) -> Said:
        """Take back the coder's last entry whatever it was."""
        undone = self._session.desk.undo()
        if undone is None:
            return refused("tui.said.nothing_to_undo")
        step = self._follow(undone, self._done, self._undone)
        self._show(step.back if step else None)
        return Said(message("tui.said.undone", what=self.in_words(undone)))

    def redo(self) -> Said:
        """Do again what was undone last."""
        redone = self._session.desk.redo()
        if redone is None:
            return refused("tui.said.nothing_to_redo")
        self._show(self._follow(redone, self._undone, self._done))
        return done("tui.said.redone", what=self.in_words(redone))

    def _follow(self, change: Undone, taken: list[Step], other: list[Step]) -> Step | None:
        """The step that an undo or redo was about; None when it is not one of those taken here."""
        step = taken.pop() if taken else None
        if step is None or (step.kind, step.note, step.code) != (change.deed, change.note, change.code):
            taken.clear()
            return None
        other.append(step)
        return step

    def _show(self, step: Step | None) -> None:
        session = self._session
        if session.interview is None:
            return
        if step is None:
            session.resync()
            return
        places = session.take(step)
        if places and step.note == session.work.note.id:
            session.to(places[0])

    def in_words(self, change: Undone) -> str:
        """What an entry was about: ``kodningen Svårt få med primärvården på VB-01:37``."""
        session, where = self._session, change.where
        work = next((work for work in session.notes if work.note.id == change.note), None)
        place = work.document.passage_at(change.start) if work and change.start >= 0 else None
        if work is not None and place is not None:
            where = work.passages[place].id
        code = session.name_of(change.code) if change.code else ""
        return message(f"tui.change.{change.deed}", code=code, where=where, count=change.entries)
