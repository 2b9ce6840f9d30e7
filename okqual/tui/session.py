"""What a coder has in front of her: interview, passage, selection, the coding in focus.

It knows no widgets, so that every key's meaning is tested without a screen. What changed is put in
``changes`` for the screen to repaint no more than that.
"""

from __future__ import annotations

from collections.abc import Iterable

from okqual.messages import message
from okqual.model.codebook import Code
from okqual.model.coding import Coding
from okqual.model.interview import InterviewNow, NoteNow, PassageNow, QuestionProgress
from okqual.model.note import PassageRole
from okqual.model.results import CodingState
from okqual.text.words import word_spans
from okqual.tui.changes import Altered, Change, Made, Opened, Removed
from okqual.tui.desk import Desk
from okqual.tui.document import Document
from okqual.tui.due import Due
from okqual.tui.spans import without_last_word, word_end_after
from okqual.tui.work import NoteWork, Step, progressed


class Session:
    """Where the coder is. Offsets are those of the note in front."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.guide = desk.guide()
        self.codebook = desk.codebook()
        self.interview: InterviewNow | None = None
        self.questions: dict[str, QuestionProgress] = {}
        self.notes: list[NoteWork] = []
        self.changes: list[Change] = []
        self.cursor = 0
        self.selection: tuple[int, int] | None = None
        self.focus: str | None = None
        self._at = 0
        self._due = Due(self.notes, self._counts)
        self._code_counts: dict[str, int] | None = None
        self._gone: tuple[int, int] | None = None
        self.steps = 0
        # That nothing is left elsewhere takes looking at all interviews: known until something is withdrawn.
        self._done_elsewhere = False

    # What is in front.

    @property
    def work(self) -> NoteWork:
        """The note in front."""
        return self.notes[self._at]

    @property
    def ready(self) -> bool:
        """True when there is a passage to stand on."""
        return bool(self.notes and self.work.passages)

    @property
    def passage(self) -> PassageNow:
        """The passage under the cursor."""
        return self.work.passages[self.cursor]

    @property
    def case(self) -> str:
        """Id of the interview in front; empty when there is none."""
        return self.interview.case if self.interview else ""

    @property
    def question(self) -> str:
        """The first question of the passage under the cursor; empty when it is unplaced."""
        return self.passage.questions[0] if self.ready and self.passage.questions else ""

    @property
    def target(self) -> tuple[int, int]:
        """The words that a code is put on: the selection, else the passage."""
        return self.selection or (self.passage.start, self.passage.end)

    @property
    def focused(self) -> Coding | None:
        """The coding that value, memo, key quote and removal are about."""
        return self.work.codings.get(self.focus) if self.focus and self.notes else None

    @property
    def caption(self) -> str:
        """Citation id of the passage under the cursor."""
        return self.passage.id

    def expected(self) -> list[Code]:
        """Codes expected under the passage's questions, in the order of the codebook."""
        found: dict[str, Code] = {}
        for question in self.passage.questions if self.ready else ():
            found.update((code.id, code) for code in self.codebook.expected_under(question))
        return list(found.values())

    def question_name(self, number: str) -> str:
        """A question's name; of one that is not the guide's its wording in the note."""
        question = self.guide.by_number.get(number)
        if question is not None:
            return question.name or question.text
        progress = self.questions.get(number)
        return progress.text if progress and progress.text else number

    def heading(self, number: str) -> str:
        """What stands above passages of a question that the note gives no heading of its own."""
        return f"{number}. {self.question_name(number)}" if number else message("tui.coding.unplaced")

    def name_of(self, code: str) -> str:
        """A code's name; its id when the codebook no longer has it."""
        known = self.codebook.by_id.get(code)
        return known.name if known else code

    def where(self, start: int, end: int) -> str:
        """The passages that words of the note in front stand in: ``VB-01:37–38``."""
        inside = self.work.document.passages_in(start, end)
        if not inside:
            return self.work.note.id
        first, last = self.work.passages[inside[0]], self.work.passages[inside[-1]]
        return first.id if first is last else f"{first.id}–{last.number}"

    @property
    def code_counts(self) -> dict[str, int]:
        """Codings by code in the whole study; counted once and kept in step with what is coded here."""
        if self._code_counts is None:
            self._code_counts = dict(self.desk.code_counts())
        return self._code_counts

    def _count(self, step: Step) -> None:
        counts = self._code_counts
        if counts is not None:
            for sign, codings in ((-1, step.gone), (1, step.made)):
                for coding in codings:
                    counts[coding.code] = counts.get(coding.code, 0) + sign

    @property
    def gone_through(self) -> tuple[int, int] | None:
        """Passages of the study that the coder has gone through, of how many: counted once, in a large study beside
        the keys and None until then, and kept in step."""
        if self._gone is None and not getattr(self.desk, "large", False):
            self._gone = self.desk.gone_through()
        return self._gone

    def know_gone_through(self, gone: tuple[int, int], steps: int) -> None:
        """Take in what was counted when so many ``steps`` had been taken, unless more came between."""
        self._gone = gone if steps == self.steps else None

    # Coming and going.

    def open(self, case: str, note: str = "", number: int = 0) -> None:
        """Put an interview in front, at a passage of it, else at the first that is not gone through."""
        self.interview = self.desk.interview(case)
        self.questions = dict(self.interview.questions)
        self.notes = [self._under_work(each) for each in self.interview.notes]
        self._at = next((at for at, work in enumerate(self.notes) if work.note.id == note), 0)
        self.changes.append(Opened())
        self._due = Due(self.notes, self._counts)
        self.cursor, self.selection, self.focus = 0, None, None
        if self.notes:
            start = self._place_of(number) if number else self._due.next_in(self._at, 0)
            self.to(start if start is not None else self._first_answer())

    def _under_work(self, note: NoteNow) -> NoteWork:
        return NoteWork(Document(note, self.heading), self.desk.coder, self.desk.everyone)

    def _place_of(self, number: int) -> int | None:
        return next((place for place, each in enumerate(self.work.passages) if each.number == number), None)

    def _first_answer(self) -> int:
        answers = (place for place, each in enumerate(self.work.passages) if each.role is PassageRole.ANSWER)
        return next(answers, 0)

    def to(self, place: int) -> None:
        """Put the cursor on a passage and the focus on the coder's latest coding there."""
        if not self.ready:
            return
        self.cursor = max(0, min(place, len(self.work.passages) - 1))
        self.selection = None
        on = self.work.own_on(self.cursor) or self.work.codings_on(self.cursor)
        self.focus = max(on, key=lambda coding: coding.at).id if on else None

    def to_note(self, step: int) -> bool:
        """Put the interview's next or previous note in front; False when there is none."""
        if not 0 <= self._at + step < len(self.notes):
            return False
        self._to(self._at + step, 0)
        return True

    def to_offset(self, offset: int) -> None:
        """Put the cursor on the passage at an offset."""
        place = self.work.document.passage_at(offset)
        if place is not None:
            self.to(place)

    def to_question(self, step: int) -> bool:
        """Put the cursor on the first passage of the next or previous question of the note."""
        here, passages = self.passage.questions, self.work.passages
        starts = [
            place
            for place, passage in enumerate(passages)
            if passage.questions and (place == 0 or passage.questions != passages[place - 1].questions)
        ]
        ahead = [place for place in starts if place > self.cursor and passages[place].questions != here]
        behind = [place for place in starts if place < self.cursor]
        if not (ahead if step > 0 else behind):
            return False
        self.to(ahead[0] if step > 0 else behind[-1])
        return True

    def to_passages_of(self, question: str) -> bool:
        """Put the cursor on the first passage of a question, in whichever note it is."""
        for at, work in enumerate(self.notes):
            places = work.of_question(question)
            if places:
                undone = [place for place in places if not work.is_done(place)]
                self._to(at, (undone or places)[0])
                return True
        return False

    def to_next_undone(self) -> bool:
        """Put the cursor on the next passage to go through, in this interview and then the next one."""
        order = [*range(self._at, len(self.notes)), *range(self._at)]
        for turn, at in enumerate(order):
            place = self._due.next_in(at, self.cursor + 1 if turn == 0 else 0)
            if place is not None:
                self._to(at, place)
                return True
        place = self._due.next_in(self._at, 0) if self.notes else None
        if place is not None:
            self.to(place)
            return True
        return self._open_next_interview()

    def _to(self, at: int, place: int) -> None:
        if at != self._at:
            self._at = at
            self.changes.append(Opened())
        self.to(place)

    def _counts(self, number: str) -> bool:
        question, progress = self.guide.by_number.get(number), self.questions.get(number)
        outside = progress is not None and progress.coding is CodingState.OUTSIDE
        return not outside and (question is None or question.coded)

    def _open_next_interview(self) -> bool:
        case = None if self._done_elsewhere else self.desk.next_left(self.case)
        self._done_elsewhere = case is None
        if case is not None:
            self.open(case)
        return case is not None

    def to_next_flagged(self) -> bool:
        """Put the cursor on the next flagged passage: of the interview, then of those after it, round the study."""
        for at in range(self._at, len(self.notes)):
            flagged = self._flagged_in(at, self.cursor + 1 if at == self._at else 0)
            if flagged is not None:
                self._to(at, flagged)
                return True
        there = self.desk.next_flagged(self.notes[-1].note.id)
        if there is None:
            return False
        case, note, number = there
        if case != self.case:
            self.open(case, note, number)
            return True
        at = next((at for at, work in enumerate(self.notes) if work.note.id == note), self._at)
        self._to(at, self._flagged_in(at, 0) or 0)
        return True

    def _flagged_in(self, at: int, first: int) -> int | None:
        passages = self.notes[at].passages
        return next((place for place in range(first, len(passages)) if passages[place].flagged), None)

    def rest_of_answer(self) -> list[int]:
        """Indexes of the passages from the cursor on that are under the question in front."""
        return [place for place in self.work.of_question(self.question) if place >= self.cursor]

    def left_in_question(self) -> int:
        """Passages of the question in front that are not gone through."""
        return self.of_question()[1]

    def of_question(self) -> tuple[int, int]:
        """Passages of the question in front, and those of them that are not gone through."""
        progress = self.questions.get(self.question)
        return (progress.passages, progress.left) if progress and self._counts(self.question) else (0, 0)

    def of_interview(self) -> tuple[int, int]:
        """Passages of the interview that are to be gone through, and those of them that are not."""
        return self._due.of(), self._due.left()

    def left_in_interview(self) -> int:
        """Passages of the interview that are not gone through."""
        return self._due.left()

    # Selection and focus.

    def select(self, start: int, end: int) -> None:
        """Select words by their offsets; the cursor follows to where they begin."""
        place = self.work.document.passage_at(start)
        if place is not None and start < end:
            self.to(place)
            self.selection = (start, end)

    def extend_by_word(self, step: int) -> None:
        """Let the selection take in one more word, or leave its last one."""
        text = self.work.note.text
        start, end = self.selection or (self.passage.start, self.passage.start)
        if step > 0:
            after = word_end_after(text, end)
            self.selection = (start, after) if after is not None else self.selection
            return
        kept = without_last_word(text, start, end)
        self.selection = (start, kept) if kept is not None else None

    def move_selection_start(self, step: int) -> None:
        """Let a selection begin one word later or earlier, so that it need not begin with the passage."""
        text, passage = self.work.note.text, self.passage
        start, end = self.selection or (passage.start, passage.end)
        begins = [passage.start + begin for begin, _ in word_spans(text[passage.start : passage.end])]
        later, earlier = [at for at in begins if at > start], [at for at in begins if at < start]
        if step > 0 and later and later[0] < end:
            self.selection = (later[0], end)
        elif step < 0 and earlier:
            self.selection = (earlier[-1], end)

    def extend_by_passage(self, step: int) -> None:
        """Let the selection take in one more passage, or leave its last one."""
        passages = self.work.passages
        start, end = self.target
        last = self.work.document.passage_at(max(start, end - 1)) or self.cursor
        whole = end >= passages[last].end
        after = last + (step if whole or step < 0 else 0)
        if self.cursor <= after < len(passages):
            self.selection = (start, passages[after].end)
        elif after < self.cursor:
            self.selection = None

    def cycle_focus(self, step: int) -> bool:
        """Move the focus among the codings on the passage; False when there are none."""
        there = [coding.id for coding in self.work.codings_on(self.cursor)]
        if not there:
            return False
        here = there.index(self.focus) if self.focus in there else -1
        self.focus = there[(here + step) % len(there)]
        return True

    # Keeping in step with the study.

    def take(self, step: Step) -> list[int]:
        """Take a step that the study has taken; the passages that it touched, in the note that it was in."""
        work = next((work for work in self.notes if work.note.id == step.note), None)
        if work is None:
            return []
        self.steps += 1
        self._done_elsewhere = self._done_elsewhere and not step.gone
        before = self._own_gone(work, work.touched(step))
        places = work.take(step)
        self._count(step)
        if self._gone is not None:
            self._gone = (self._gone[0] + self._own_gone(work, places) - before, self._gone[1])
        self._due.keep(work, places)
        if work is self.work:
            self.changes += [Removed(coding) for coding in step.gone] + [Made(coding) for coding in step.made]
            self.changes += [Altered(after.start, after.end) for _, _, after in step.passages]
        self._recount({number for place in places for number in work.passages[place].questions})
        return places

    def resync(self) -> None:
        """Read the interview again and note what differs; used after undo, redo and merges."""
        assert self.interview is not None
        fresh = self.desk.interview(self.case)
        self.codebook = self.desk.codebook()
        self._code_counts = self._gone = None
        self._done_elsewhere = False
        cursor, focus = self.cursor, self.focus
        if _layout(fresh.notes) != _layout(work.note for work in self.notes):
            self.open(self.case, self.work.note.id, self.passage.number)
            return
        self.interview = fresh
        for work, note in zip(self.notes, fresh.notes, strict=True):
            self.take(work.difference(self._under_work(note)))
        self.questions = dict(fresh.questions)
        self._due = Due(self.notes, self._counts)
        self.cursor = min(cursor, len(self.work.passages) - 1)
        self.focus = focus if focus in self.work.codings else None
        if self.focus is None:
            self.cycle_focus(1)

    def _own_gone(self, work: NoteWork, places: Iterable[int]) -> int:
        return sum(work.is_own_done(place) for place in places if self._due.to_go_through(work, place))

    def _recount(self, numbers: set[str]) -> None:
        for number in numbers & set(self.questions):
            self.questions[number] = progressed(self.questions[number], self.notes)


def _layout(notes: Iterable[NoteNow]) -> list[tuple[str, list[tuple[str, ...]]]]:
    """What decides how the notes are laid out: their versions and under which questions passages stand."""
    return [(note.version, [passage.questions for passage in note.passages]) for note in notes]
