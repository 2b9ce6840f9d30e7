"""All answers to one question laid out as one text, with the way back to the notes they are from.

So the coding screen's session, reader and verbs work on it as on any note.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields
from operator import attrgetter
from typing import TYPE_CHECKING

from okqual.errors import OkqualError
from okqual.messages import message
from okqual.model.coding import Coding
from okqual.model.interview import NoteNow, PassageNow, QuestionProgress
from okqual.model.note import Block, BlockKind, NoteStatus
from okqual.model.results import CodingState
from okqual.text.shown import visible_line
from okqual.text.swedish import swedish_key
from okqual.tui.signs import sign, state_of

if TYPE_CHECKING:
    from okqual.study.answers import Answer, Part

Grouping = Callable[[Mapping[str, str]], str]
"""The group that an interview belongs to, by its attributes; empty when it belongs to none."""
Described = Callable[[Mapping[str, str]], str]


@dataclass(frozen=True, slots=True)
class AnswerPassage(PassageNow):
    """A passage in its place in the sheet; its number there is not that in its note."""

    citation: str = ""
    own_number: int = 0
    case: str = ""

    @property
    def id(self) -> str:
        """Its citation id."""
        return self.citation


TOLD = tuple(field.name for field in fields(PassageNow))
told_of = attrgetter(*TOLD)


@dataclass(frozen=True, slots=True)
class Piece:
    """Words of the sheet that are words of a note."""

    start: int
    end: int
    note: str
    own_start: int
    case: str
    run: int
    """The same for pieces that stand together in their note."""


class Sheet:
    """The text that is made of the answers, its passages and its pieces."""

    def __init__(
        self, question: str, answers: Sequence[Answer], codings: Sequence[Coding], group: Grouping | None,
        described: Described, ascii_only: bool = False,
    ) -> None:  # fmt: skip
        """``group`` None: no groups. ``described``: what is said of an interview beside its answer."""
        self.question = question
        self.answers = {answer.case: answer for answer in answers}
        self.pieces: list[Piece] = []
        self._described, self._ascii = described, ascii_only
        self._texts: list[str] = []
        self._length = 0
        self._blocks: list[Block] = []
        self._passages: list[AnswerPassage] = []
        self._numbers: dict[tuple[str, int], int] = {}
        versions: list[str] = []
        for name, members in _grouped(answers, group):
            if group is not None:
                head = message("tui.answers.group", name=name or message("tui.answers.no_group"), count=len(members))
                self._block(f"── {head} ──", BlockKind.HEADING)
            for answer in members:
                self._answer(answer)
                versions += [part.version for part in answer.parts]
        self._starts = [piece.start for piece in self.pieces]
        by_note: dict[str, list[Piece]] = {}
        for piece in self.pieces:
            by_note.setdefault(piece.note, []).append(piece)
        self._by_note = by_note
        self.note = NoteNow(
            f"={question}", question, " ".join(versions), "".join(self._texts), tuple(self._blocks),
            tuple(self._passages), tuple(placed for each in codings if (placed := self.placed(each)) is not None),
            "", "", 0, "",
        )  # fmt: skip

    # Making it.

    def _block(self, text: str, kind: BlockKind) -> int:
        start = self._length
        self._texts.append(text + "\n")
        self._length += len(text) + 1
        self._blocks.append(Block("", kind, start, start + len(text)))
        return start

    def _answer(self, answer: Answer) -> None:
        who = f"{answer.case} · {self._described(answer.attributes)}".rstrip(" ·")
        self._block(visible_line(who), BlockKind.HEADING)
        if not answer.parts:
            self._block(self._empty(answer), BlockKind.PARAGRAPH)
        for part in answer.parts:
            self._part(answer.case, part)

    def _part(self, case: str, part: Part) -> None:
        start = self._block(part.text, BlockKind.PARAGRAPH)
        before = self.pieces[-1].run if self.pieces else 0
        run = before if part.joined and self.pieces and self.pieces[-1].note == part.note else before + 1
        self.pieces.append(Piece(start, start + len(part.text), part.note, part.start, case, run))
        moved = start - part.start
        for passage in part.passages:
            number = len(self._passages) + 1
            self._numbers[(part.note, passage.number)] = number
            told = dict(zip(TOLD, told_of(passage), strict=True))
            told |= {"number": number, "start": passage.start + moved, "end": passage.end + moved}
            self._passages.append(AnswerPassage(**told, citation=passage.id, own_number=passage.number, case=case))

    def _empty(self, answer: Answer) -> str:
        """Why there is no answer, with its sign."""
        status = answer.status or NoteStatus.NOT_IN_NOTE
        if status is NoteStatus.ANSWERED:
            # Its passages were moved under other questions.
            status = NoteStatus.NOT_IN_NOTE
        state = state_of(QuestionProgress(self.question, status, CodingState.NOTHING))
        words = message(f"tui.state.{state.value}")
        if status is NoteStatus.REFERS and answer.refers_to:
            words = message("tui.answers.refers", question=answer.refers_to)
        return f"{sign(state, self._ascii)} {visible_line(words)}"

    # The way back.

    def piece_at(self, offset: int) -> Piece | None:
        """The piece that holds a character; None between pieces."""
        at = bisect_right(self._starts, offset) - 1
        return self.pieces[at] if at >= 0 and offset < self.pieces[at].end else None

    def words(self, start: int, end: int) -> tuple[str, int, int]:
        """(note, start, end) of words of the sheet. Raises OkqualError for words that stand apart in their notes."""
        at = max(0, bisect_right(self._starts, start) - 1)
        inside = []
        while at < len(self.pieces) and self.pieces[at].start < end:
            if self.pieces[at].end > start:
                inside.append(self.pieces[at])
            at += 1
        if not inside or inside[0].run != inside[-1].run or inside[0].note != inside[-1].note:
            raise OkqualError("errors.words_apart", {}, "errors.words_apart.try")
        first, last = inside[0], inside[-1]
        begins, ends = max(start, first.start), min(end, last.end)
        return first.note, first.own_start + begins - first.start, last.own_start + ends - last.start

    def placed(self, coding: Coding) -> Coding | None:
        """A coding as it stands in the sheet, so much of it as is there; None when nothing is."""
        inside = [
            piece
            for piece in self._by_note.get(coding.note, ())
            if coding.start < piece.own_start + piece.end - piece.start and piece.own_start < coding.end
        ]
        if not inside:
            return None
        first, last = inside[0], inside[-1]
        start = first.start + max(0, coding.start - first.own_start)
        end = min(last.end, last.start + coding.end - last.own_start)
        return coding.on(start, end)

    def place_of(self, note: str, number: int) -> int:
        """The number in the sheet of a passage of a note; 0 when it is not there."""
        return self._numbers.get((note, number), 0)

    def offset_of(self, note: str, start: int) -> int:
        """Where a character of a note stands in the sheet; -1 when it does not."""
        for piece in self._by_note.get(note, ()):
            if piece.own_start <= start < piece.own_start + piece.end - piece.start:
                return piece.start + start - piece.own_start
        return -1

    def passage(self, number: int) -> AnswerPassage:
        """A passage by its number in the sheet."""
        return self._passages[number - 1]


def _grouped(answers: Sequence[Answer], group: Grouping | None) -> list[tuple[str, list[Answer]]]:
    """The groups in Swedish order, those that belong to none last."""
    if group is None:
        return [("", list(answers))]
    found: dict[str, list[Answer]] = {}
    for answer in answers:
        found.setdefault(visible_line(group(answer.attributes)), []).append(answer)
    return [(name, found[name]) for name in sorted(found, key=lambda name: (not name, swedish_key(name)))]
