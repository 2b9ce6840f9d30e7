"""The passages of an interview that are still to be gone through: found when first asked for, then kept in step."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence

from okqual.model.note import PassageRole
from okqual.tui.work import NoteWork


class Due:
    """By note, the indexes of the passages that nobody whose codings are seen has gone through."""

    def __init__(self, notes: Sequence[NoteWork], counts: Callable[[str], bool]) -> None:
        """``counts`` says of a question whether its answers are to be gone through."""
        self._notes, self._counts = notes, counts
        self._due: dict[int, list[int]] = {}
        self._of: int | None = None

    def next_in(self, at: int, first: int) -> int | None:
        """The first such passage of a note from ``first`` on."""
        due = self._in(at)
        later = bisect_left(due, first)
        return due[later] if later < len(due) else None

    def left(self) -> int:
        """How many there are in all notes."""
        return sum(len(self._in(at)) for at in range(len(self._notes)))

    def of(self) -> int:
        """How many passages of all notes are to be gone through, done or not; where they stand does not change here."""
        if self._of is None:
            self._of = sum(
                self.to_go_through(work, place) for work in self._notes for place in range(len(work.passages))
            )
        return self._of

    def to_go_through(self, work: NoteWork, place: int) -> bool:
        """True for an answer that counts, gone through or not."""
        passage = work.passages[place]
        counts = not passage.questions or any(self._counts(number) for number in passage.questions)
        return passage.role is PassageRole.ANSWER and counts

    def keep(self, work: NoteWork, places: Iterable[int]) -> None:
        """Take in what was done on passages."""
        due = self._due.get(self._notes.index(work))
        if due is None:
            return
        for place in places:
            at = bisect_left(due, place)
            there = at < len(due) and due[at] == place
            if there != self._is_due(work, place):
                due[at : at + there] = [] if there else [place]

    def _in(self, at: int) -> list[int]:
        if at not in self._due:
            work = self._notes[at]
            self._due[at] = [place for place in range(len(work.passages)) if self._is_due(work, place)]
        return self._due[at]

    def _is_due(self, work: NoteWork, place: int) -> bool:
        return self.to_go_through(work, place) and not work.is_done(place)
