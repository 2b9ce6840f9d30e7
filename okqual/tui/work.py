"""A note under work: its passages and codings as they stand after every key, found without scanning.

It mirrors what the study wrote, so that a key in a long note does not read the whole note again.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from okqual.model.coding import Coding
from okqual.model.interview import NoteNow, PassageNow, QuestionProgress
from okqual.model.note import PassageRole
from okqual.model.results import CodingState
from okqual.tui.document import Document


@dataclass(frozen=True, slots=True)
class Step:
    """What one entry changed in a note: what a coder's undo takes back without reading the note again."""

    kind: str
    note: str
    gone: tuple[Coding, ...] = ()
    made: tuple[Coding, ...] = ()
    """A coding that was changed is gone as it was and made as it is."""
    passages: tuple[tuple[int, PassageNow, PassageNow], ...] = ()
    """Index of a passage, before and after."""

    @property
    def code(self) -> str:
        """The code that it was about; empty where there was none."""
        return next((coding.code for coding in (*self.made, *self.gone)), "")

    @property
    def back(self) -> Step:
        """The step that takes this one back."""
        passages = tuple((place, after, before) for place, before, after in self.passages)
        return Step(self.kind, self.note, self.made, self.gone, passages)


FIXED = (CodingState.OUTSIDE, CodingState.NOTHING)
"""States that no coding changes."""


class NoteWork:
    """Passages and codings of one note; indexes into ``passages`` follow the text."""

    def __init__(self, document: Document, coder: str, everyone: bool = True) -> None:
        """``everyone`` False leaves out other coders' codings: for coding without seeing them."""
        self.document = document
        self.coder = coder
        self.everyone = everyone
        self.passages: list[PassageNow] = list(document.passages)
        self.codings: dict[str, Coding] = {}
        self._on: dict[int, list[str]] = {}
        self._of_question: dict[str, list[int]] = {}
        for place, passage in enumerate(self.passages):
            for question in passage.questions:
                self._of_question.setdefault(question, []).append(place)
        for coding in document.note.codings:
            self.add(coding)

    @property
    def note(self) -> NoteNow:
        """The note as it was when it was opened; passages and codings here are fresher."""
        return self.document.note

    def add(self, coding: Coding) -> None:
        """Take in a coding that was made, unless it is one not to be seen."""
        if not self.everyone and coding.coder != self.coder:
            return
        self.codings[coding.id] = coding
        for place in self.document.passages_in(coding.start, coding.end):
            self._on.setdefault(place, []).append(coding.id)

    def drop(self, coding: str) -> None:
        """Leave out a coding that was removed."""
        gone = self.codings.pop(coding)
        for place in self.document.passages_in(gone.start, gone.end):
            self._on[place].remove(coding)

    def take(self, step: Step) -> list[int]:
        """Take a step; the indexes of the passages that it touches."""
        touched = self.touched(step)
        for coding in step.gone:
            self.drop(coding.id)
        for coding in step.made:
            self.add(coding)
        for place, _, after in step.passages:
            self.passages[place] = after
        return touched

    def touched(self, step: Step) -> list[int]:
        """The indexes of the passages that a step touches."""
        touched: dict[int, None] = {}
        for coding in (*step.gone, *step.made):
            touched.update((place, None) for place in self.document.passages_in(coding.start, coding.end))
        return list(touched | {place: None for place, _, _ in step.passages})

    def difference(self, fresh: NoteWork) -> Step:
        """The step from here to the same note version as it was read anew."""
        old, new = self.codings, fresh.codings
        return Step(
            "",
            self.note.id,
            tuple(coding for name, coding in old.items() if new.get(name) != coding),
            tuple(coding for name, coding in new.items() if old.get(name) != coding),
            tuple(
                (place, before, after)
                for place, (before, after) in enumerate(zip(self.passages, fresh.passages, strict=True))
                if before != after
            ),
        )

    def codings_on(self, place: int) -> list[Coding]:
        """Codings that share words with a passage, in the order of their start."""
        found = [self.codings[coding] for coding in self._on.get(place, ())]
        return sorted(found, key=lambda coding: (coding.start, coding.end, coding.at))

    def own_on(self, place: int) -> list[Coding]:
        """The coder's own codings on a passage."""
        return [coding for coding in self.codings_on(place) if coding.coder == self.coder]

    def is_done(self, place: int) -> bool:
        """True when the passage is coded or someone said that there is nothing to code in it."""
        return bool(self._on.get(place)) or self.says_nothing(place)

    def is_own_done(self, place: int) -> bool:
        """True when the coder herself has coded the passage or said that there is nothing to code in it."""
        own = any(self.codings[name].coder == self.coder for name in self._on.get(place, ()))
        return own or self.coder in self.passages[place].nothing_by

    def says_nothing(self, place: int) -> bool:
        """True when it was said of the passage that there is nothing to code."""
        said_by = self.passages[place].nothing_by
        return bool(said_by) if self.everyone else self.coder in said_by

    def of_question(self, question: str) -> list[int]:
        """Indexes of the answer passages placed under a question."""
        return [
            place for place in self._of_question.get(question, ()) if self.passages[place].role is PassageRole.ANSWER
        ]


def progressed(before: QuestionProgress, notes: list[NoteWork]) -> QuestionProgress:
    """A question's progress counted anew; one that is outside or not coded stays so."""
    places = [(work, place) for work in notes for place in work.of_question(before.question)]
    left = sum(not work.is_done(place) for work, place in places)
    state = before.coding if before.coding in FIXED else state_in(len(places), left)
    return replace(before, coding=state, passages=len(places), left=left)


def state_in(passages: int, left: int) -> CodingState:
    """How far the coding has come where so many passages are left of these."""
    if not left:
        return CodingState.DONE
    return CodingState.PARTLY if left < passages else CodingState.NOT_YET
