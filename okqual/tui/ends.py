"""An end of a coding that is picked and moved step by step: nothing is written before it is kept, and then once."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

from okqual.messages import message
from okqual.model.coding import Coding
from okqual.tui.acts import Acts
from okqual.tui.said import Said, done, refused
from okqual.tui.spans import Unit, edge_after, edge_before

QUOTED = 40
"""Characters of the words at an end that are said in the line."""


class Which(StrEnum):
    """Which end is picked."""

    START = "start"
    END = "end"


@dataclass(frozen=True, slots=True)
class Picked:
    """A coding with an end in hand; ``[start, end)`` is where it would stand."""

    coding: Coding
    which: Which
    start: int
    end: int

    @property
    def at(self) -> int:
        """Offset of the end in hand."""
        return self.start if self.which is Which.START else self.end


class Ends:
    """Picking and moving; while an end is in hand no other key is taken."""

    def __init__(self, acts: Acts) -> None:
        self._acts, self._session = acts, acts.session
        self._cursor = 0
        self.picked: Picked | None = None

    def pick(self) -> Said:
        """Take the start of the coding in focus in hand, or change to the other end."""
        session, picked = self._session, self.picked
        if picked is not None:
            self.picked = replace(picked, which=Which.END if picked.which is Which.START else Which.START)
            return self._follow()
        coding = self._acts.own_focus
        if coding is None:
            return self._acts.not_own(session.focused)
        self._cursor = session.cursor
        session.selection = None
        self.picked = Picked(coding, Which.START, coding.start, coding.end)
        return self._follow()

    def move(self, unit: Unit, step: int) -> Said:
        """Move the end in hand by a word, sentence or passage; at least one word stays."""
        picked, work = self.picked, self._session.work
        assert picked is not None
        starts = picked.which is Which.START
        edge = (edge_after if step > 0 else edge_before)(work, picked.at, unit, starts)
        if edge is None:
            return refused("tui.said.end_of_note")
        moved = replace(picked, start=edge) if starts else replace(picked, end=edge)
        if moved.start >= moved.end:
            return refused("tui.said.one_word_stays")
        self.picked = moved
        return self._follow()

    def keep(self) -> Said:
        """Write where the coding stands now: one entry, however many steps it took."""
        picked = self.picked
        assert picked is not None
        if (picked.start, picked.end) == (picked.coding.start, picked.coding.end):
            return self.leave()
        self._session.desk.move_coding(picked.coding.id, picked.start, picked.end)
        self.picked = None
        fields = {"start": picked.start, "end": picked.end, "how": "exact", "score": 100}
        version = self._session.work.note.version
        after = replace(picked.coding, note_version=version, **fields)  # type: ignore[arg-type]
        self._acts.steps.take("coding.moved", gone=(picked.coding,), made=(after,))
        self._session.focus = after.id
        where = self._session.where(after.start, after.end)
        return done("tui.said.moved", code=self._session.name_of(after.code), passage=where)

    def leave(self) -> Said:
        """Leave the coding as it was."""
        self.picked = None
        self._session.cursor = self._cursor
        return refused("tui.said.unchanged")

    def refuse(self) -> Said:
        """The line for a key that means nothing while an end is in hand."""
        assert self.picked is not None
        return refused("tui.said.end_first", code=self._session.name_of(self.picked.coding.code))

    def _follow(self) -> Said:
        """Let the cursor follow the end in hand, and say where it is."""
        picked, session = self.picked, self._session
        assert picked is not None
        last = picked.at if picked.which is Which.START else picked.at - 1
        place = session.work.document.passage_at(last)
        session.cursor = place if place is not None else session.cursor
        words = session.work.note.text[picked.start : picked.end]
        key = f"tui.said.end_{picked.which.value}"
        near = (words[:QUOTED] if picked.which is Which.START else words[-QUOTED:]).strip()
        quote = f"{near} …" if picked.which is Which.START else f"… {near}"
        quote = f"”{words}”" if len(words) <= QUOTED else f"”{quote}”"
        passage = session.work.passages[session.cursor].id
        return Said(message(key, code=session.name_of(picked.coding.code), passage=passage, quote=quote))
