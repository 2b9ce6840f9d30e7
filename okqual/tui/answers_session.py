"""What a coder has in front of her question by question: one question's answers, group by group."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import cast

from okqual.model.interview import CaseProgress, QuestionProgress
from okqual.model.note import NoteStatus
from okqual.model.results import CodingState
from okqual.tui.answers_desk import AnswersDesk
from okqual.tui.answers_sheet import AnswerPassage
from okqual.tui.changes import Altered
from okqual.tui.desk import Desk
from okqual.tui.session import Session
from okqual.tui.work import FIXED, Step, progressed, state_in


class AnswersSession(Session):
    """A session whose interview is a question, and whose note is the sheet of its answers."""

    def __init__(self, desk: AnswersDesk) -> None:
        super().__init__(cast(Desk, desk))
        self.answers = desk
        self._by_case: dict[str, list[int]] = {}
        self._uncoded: set[str] = set()
        self._overall: dict[str, QuestionProgress] | None = None
        self.bring: Callable[[str], object] | None = None
        """Puts another question in front once its answers are read, where they are too many to be read in a key."""
        self._towards = ""
        """The question whose answers are being read."""

    @property
    def standing(self) -> AnswerPassage:
        """The passage under the cursor, with its interview."""
        return cast(AnswerPassage, self.passage)

    @property
    def question(self) -> str:
        """The question in front."""
        return self.case

    def open(self, case: str, note: str = "", number: int = 0) -> None:
        """Put a question in front, at a passage of its answers, else at the first that is not gone through."""
        super().open(case, note, number)
        self._by_case, self._towards = {}, ""
        for place, passage in enumerate(self.work.passages):
            self._by_case.setdefault(cast(AnswerPassage, passage).case, []).append(place)
        self._uncoded = {name for name in self._by_case if self._is_uncoded(name)}
        self.questions = {case: progressed(self.questions[case], self.notes)}

    def to(self, place: int) -> None:
        """Put the cursor on a passage; the interview that it is from is the one that is spoken of."""
        super().to(place)
        if self.ready and self.interview is not None:
            answer = self.answers.sheet.answers[self.standing.case]
            self.interview = replace(self.interview, attributes=answer.attributes, participants=answer.participants)

    def group_anew(self) -> None:
        """Lay the answers out in the groups that the desk has now, at the same passage."""
        if not self.ready:
            self.open(self.case)
            return
        here = (self.standing.note, self.standing.own_number)
        self.open(self.case)
        number = self.answers.sheet.place_of(*here)
        if number:
            self.to(number - 1)

    # Counts.

    def counts(self) -> tuple[int, int, int, int]:
        """(interviews, those with an answer, those not asked, those of whose answer nothing is gone through)."""
        answers = self.answers.sheet.answers.values()
        asked_not = sum(not each.parts and each.status is NoteStatus.NOT_ASKED for each in answers)
        return len(answers), sum(bool(each.parts) for each in answers), asked_not, len(self._uncoded)

    def _is_uncoded(self, case: str) -> bool:
        return not any(self.work.is_done(place) for place in self._by_case[case])

    def take(self, step: Step) -> list[int]:
        """Take a step that the study has taken, and count the interviews that it touched."""
        places = super().take(step)
        for case in {cast(AnswerPassage, self.work.passages[place]).case for place in places}:
            (self._uncoded.add if self._is_uncoded(case) else self._uncoded.discard)(case)
        return places

    def _recount(self, numbers: set[str]) -> None:
        super()._recount(numbers & {self.case})

    def resync(self) -> None:
        """Read the answers again."""
        here = (self.standing.note, self.standing.own_number) if self.ready else None
        focus, self._overall = self.focus, None
        self._code_counts = self._gone = None
        self.open(self.case)
        # An undo is a change also where it is drawn from the beginning.
        self.changes.append(Altered(0, 0))
        number = self.answers.sheet.place_of(*here) if here else 0
        if number:
            self.to(number - 1)
        if focus in self.work.codings:
            self.focus = focus

    def where(self, start: int, end: int) -> str:
        """The passages that words of the sheet stand in: ``VB-01:37–38``."""
        inside = self.work.document.passages_in(start, end)
        if not inside:
            return self.caption if self.ready else ""
        first = cast(AnswerPassage, self.work.passages[inside[0]])
        last = cast(AnswerPassage, self.work.passages[inside[-1]])
        return first.id if first is last else f"{first.id}–{last.own_number}"

    def rest_of_answer(self) -> list[int]:
        """Indexes of the passages from the cursor to the end of the interview's answer."""
        return [place for place in self._by_case.get(self.standing.case, ()) if place >= self.cursor]

    # Going about.

    def to_note(self, step: int) -> bool:
        """Put the cursor on the first passage of the next interview's answer, after the last one the first."""
        cases = list(self._by_case)
        if len(cases) < 2:
            return False
        at = (cases.index(self.standing.case) + (1 if step > 0 else -1)) % len(cases)
        self.to(self._by_case[cases[at]][0])
        return True

    def to_question(self, step: int) -> bool:
        """Put the next or previous question in front."""
        numbers = list(self.overall())
        here = self._towards or self.case
        at = numbers.index(here) + step if here in numbers else 0
        if not 0 <= at < len(numbers):
            return False
        self._put(numbers[at])
        return True

    def to_passages_of(self, question: str) -> bool:
        """Put a question in front."""
        self._put(question)
        return True

    def _put(self, question: str) -> None:
        if self.bring is None:
            self.open(question)
        else:
            self._towards = question
            self.bring(question)

    def _open_next_interview(self) -> bool:
        overall = list(self.overall().values())
        here = next((at for at, each in enumerate(overall) if each.question == self.case), -1)
        for each in [*overall[here + 1 :], *overall[: max(0, here)]]:
            if each.left and each.coding not in FIXED:
                self._put(each.question)
                return True
        return False

    def to_next_flagged(self) -> bool:
        """Put the cursor on the next flagged answer to this question, round its answers."""
        place = self._flagged_in(0, self.cursor + 1)
        place = place if place is not None else self._flagged_in(0, 0)
        if place is None:
            return False
        self.to(place)
        return True

    def overall(self, rows: Iterable[CaseProgress] | None = None) -> dict[str, QuestionProgress]:
        """Questions in order with how far each has come in all interviews; ``rows``: where they were just read."""
        if self._overall is None or rows is not None:
            self._overall = self._sum_up(self.desk.overview() if rows is None else rows)
        if self.case in self._overall:
            self._overall[self.case] = self.questions[self.case]
        return self._overall

    def _sum_up(self, rows: Iterable[CaseProgress]) -> dict[str, QuestionProgress]:
        numbers = [question.number for question in self.guide.questions]
        texts, sums = dict.fromkeys(numbers, ""), {number: [0, 0] for number in numbers}
        outside = set()
        for row in rows:
            for number, there in row.questions.items():
                texts.setdefault(number, there.text)
                of = sums.setdefault(number, [0, 0])
                of[0] += there.passages
                of[1] += there.left
                if there.coding is CodingState.OUTSIDE:
                    outside.add(number)
        found = {}
        for number, (passages, left) in sums.items():
            question = self.guide.by_number.get(number)
            state = CodingState.OUTSIDE if number in outside else state_in(passages, left)
            if question is not None and not question.coded:
                state = CodingState.NOTHING
            found[number] = QuestionProgress(
                number, NoteStatus.ANSWERED, state, passages=passages, left=left, text=texts[number]
            )
        return found
