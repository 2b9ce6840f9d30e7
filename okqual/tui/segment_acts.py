"""What a coder's keys do with codings as stretches of text: cutting one in two, joining two."""

from __future__ import annotations

from okqual.model.coding import Coding
from okqual.tui.acts import Acts
from okqual.tui.said import Said, done, refused


class SegmentActs:
    """Split and join, as one deed each."""

    def __init__(self, acts: Acts) -> None:
        self._acts, self._session = acts, acts.session

    def split(self) -> Said:
        """Cut the coding in focus where the selection begins (or ends), else where the cursor's passage begins."""
        session, coding = self._session, self._acts.own_focus
        if coding is None:
            return self._acts.not_own(session.focused)
        edges = session.selection or (session.passage.start, coding.start)
        at = next((edge for edge in edges if coding.start < edge < coding.end), None)
        if at is None:
            return refused("tui.said.split_where")
        second = session.desk.split_coding(coding.id, at)
        first = self._fresh(coding.id)
        self._acts.steps.take("coding.split", gone=(coding,), made=(first, second))
        session.selection, session.focus = None, second.id
        return done(
            "tui.said.split", code=session.name_of(coding.code), passage=session.where(coding.start, coding.end)
        )

    def join(self) -> Said:
        """Join the coding in focus to its neighbour under the same code: the next one, else the one before."""
        session, coding = self._session, self._acts.own_focus
        if coding is None:
            return self._acts.not_own(session.focused)
        other = self._neighbour(coding)
        if other is None:
            return refused("tui.said.no_neighbour", code=session.name_of(coding.code))
        joined = session.desk.join_codings(coding.id, other.id)
        self._acts.steps.take("coding.joined", gone=(coding, other), made=(joined,))
        session.selection, session.focus = None, joined.id
        return done(
            "tui.said.joined", code=session.name_of(joined.code), passage=session.where(joined.start, joined.end)
        )

    def _neighbour(self, coding: Coding) -> Coding | None:
        from okqual.study.segments import can_join

        work = self._session.work
        inside = work.document.passages_in(coding.start, coding.end)
        near = range(max(0, inside[0] - 1), min(len(work.passages), inside[-1] + 2)) if inside else range(0)
        there = {each.id: each for place in near for each in work.own_on(place)}.values()
        text = work.note.text
        ordered = sorted(there, key=lambda each: (each.start, each.end, each.at))
        after = [each for each in ordered if each.start >= coding.start and can_join(coding, each, text)]
        before = [each for each in ordered if each.start < coding.start and can_join(each, coding, text)]
        return after[0] if after else (before[-1] if before else None)

    def _fresh(self, coding: str) -> Coding:
        return self._session.desk.coding(coding)
