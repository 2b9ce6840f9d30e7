"""A desk with the answers to one question on it: what is said of the sheet is written of the notes behind it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from okqual.analysis.groups import group_of
from okqual.model.coding import Coding
from okqual.model.interview import InterviewNow, QuestionProgress
from okqual.model.note import NoteStatus, TextKind
from okqual.model.results import CodingState
from okqual.text.swedish import swedish_key
from okqual.tui.answers_sheet import Described, Sheet
from okqual.tui.desk import Desk, Undone

if TYPE_CHECKING:
    from okqual.study.opening import Study
    from okqual.study.undoing import Change


class AnswersDesk:
    """Stands for a desk; an interview by the name of a question is the sheet of its answers."""

    sheet: Sheet

    def __init__(self, desk: Desk, described: Described, ascii_only: bool) -> None:
        """``described``: what is said of an interview beside its answer."""
        self._desk = desk
        self._described, self._ascii = described, ascii_only
        self.by: tuple[str, ...] = ("aktörstyp",)
        """The attributes that the answers are grouped by; several are crossed, none makes no groups."""
        self.ahead: dict[str, Sheet] = {}
        """Question → the sheet of its answers, where it was made beside the keys."""

    def __getattr__(self, name: str) -> Any:
        return getattr(self._desk, name)

    def interview(self, case: str) -> InterviewNow:
        """The answers to a question."""
        from okqual.study import browsing

        study = self._desk.study
        self.sheet = self.ahead.pop(case) if case in self.ahead else self.read(study, case)
        wording = next((answer.wording for answer in self.sheet.answers.values() if answer.wording), "")
        not_coded, outside = browsing.special_questions(study)
        state = CodingState.OUTSIDE if case in outside else CodingState.NOT_YET
        state = CodingState.NOTHING if case in not_coded else state
        progress = QuestionProgress(case, NoteStatus.ANSWERED, state, text=wording)
        return InterviewNow(case, {}, (), (self.sheet.note,), {case: progress})

    def read(self, study: Study, question: str) -> Sheet:
        """The sheet of the answers to a question."""
        from okqual.study import answers

        found, codings = answers.answers(study, question)
        grouped = any(answer.attributes.get(name) for answer in found for name in self.by)
        return Sheet(question, found, codings, self._group_of if grouped else None, self._described, self._ascii)

    def _group_of(self, attributes: Mapping[str, str]) -> str:
        return group_of(attributes, self.by)

    def attribute_names(self) -> list[str]:
        """Attributes that interviews have, in Swedish order."""
        names = {name for answer in self.sheet.answers.values() for name in answer.attributes}
        return sorted(names, key=swedish_key)

    def _in_sheet(self, coding: Coding) -> Coding:
        return self.sheet.placed(coding) or coding

    def coding(self, coding: str) -> Coding:
        """One coding as it stands."""
        return self._in_sheet(self._desk.coding(coding))

    def keep_position(self, note: str, number: int) -> None:
        """Remember where the coder is."""
        passage = self.sheet.passage(number)
        self._desk.keep_position(passage.note, passage.own_number)

    # Words.

    def apply_code(self, note: str, start: int, end: int, code: str, value: str | None = None) -> Coding:
        """Put a code on words."""
        return self._in_sheet(self._desk.apply_code(*self.sheet.words(start, end), code, value))

    def move_coding(self, coding: str, start: int, end: int) -> None:
        """Put a coding on other words of its interview."""
        note, begins, ends = self.sheet.words(start, end)
        if note != self._desk.coding(coding).note:
            self.sheet.words(0, len(self.sheet.note.text))
        self._desk.move_coding(coding, begins, ends)

    def split_coding(self, coding: str, at: int) -> Coding:
        """Cut a coding in two; the second part."""
        _, begins, _ = self.sheet.words(at, at + 1)
        return self._in_sheet(self._desk.split_coding(coding, begins))

    def join_codings(self, one: str, other: str) -> Coding:
        """Make one of two neighbouring codings."""
        return self._in_sheet(self._desk.join_codings(one, other))

    # Passages.

    def nothing_to_code(self, note: str, numbers: Sequence[int], on: bool = True) -> None:
        """Say that there is nothing to code in passages of one note."""
        passages = [self.sheet.passage(number) for number in numbers]
        for name in dict.fromkeys(passage.note for passage in passages):
            self._desk.nothing_to_code(name, [each.own_number for each in passages if each.note == name], on)

    def set_text_kind(self, note: str, number: int, kind: TextKind) -> None:
        """Say what kind of text a passage is."""
        self._desk.set_text_kind(*self._own(number), kind)

    def set_passage_participants(self, note: str, number: int, participants: tuple[str, ...]) -> None:
        """Say who said a passage."""
        self._desk.set_passage_participants(*self._own(number), participants)

    def set_passage_memo(self, note: str, number: int, memo: str) -> None:
        """Write a passage's memo."""
        self._desk.set_passage_memo(*self._own(number), memo)

    def flag_passage(self, note: str, number: int, on: bool) -> None:
        """Flag a passage or take the flag away."""
        self._desk.flag_passage(*self._own(number), on)

    def place_passage(self, note: str, number: int, questions: tuple[str, ...]) -> None:
        """Move a passage under other questions."""
        self._desk.place_passage(*self._own(number), questions)

    def _own(self, number: int) -> tuple[str, int]:
        passage = self.sheet.passage(number)
        return passage.note, passage.own_number

    # Undo.

    def upcoming_undo(self) -> Undone | None:
        """What an undo would take back."""
        return self._change(self._desk.upcoming_undo())

    def undo(self) -> Undone | None:
        """Take back the coder's last entry."""
        return self._change(self._desk.undo())

    def redo(self) -> Undone | None:
        """Do again what was undone last."""
        return self._change(self._desk.redo())

    def _change(self, change: Undone | None) -> Undone | None:
        """A change in a note as one in the sheet, when its words are there."""
        at = self.sheet.offset_of(change.note, change.start) if change is not None and change.start >= 0 else -1
        if change is None or at < 0:
            return change
        real: Change = change  # type: ignore[assignment]
        return replace(real, note=self.sheet.note.id, start=at)
