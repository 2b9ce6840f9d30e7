"""From a file's bytes to a reading: the note's text, its passages with their questions, its header."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from okqual.ingest.documents import ACCEPTED, read_document
from okqual.ingest.structure.header import read_header
from okqual.ingest.structure.note_headings import GOOD
from okqual.ingest.structure.note_signs import find_remarks, says_quotes_are_approximate, speaker, status_said
from okqual.ingest.structure.passages import Piece, labels_in, leading_labels, pieces_of
from okqual.ingest.structure.question_matching import Vocabulary, vocabulary_of
from okqual.ingest.structure.question_numbers import known, leading_numbers
from okqual.ingest.structure.questions import Head, HeadKind, Heads, decide_headings
from okqual.ingest.structure.singling import Answer, single_out
from okqual.ingest.structure.speakers import Speech, Turns, find_turns
from okqual.ingest.structure.suggesting import suggest
from okqual.ingest.structure.transcript import transcript_heads, with_speakers
from okqual.model.guide import Guide
from okqual.model.note import (
    Block,
    BlockKind,
    Comment,
    Header,
    NoteStatus,
    Passage,
    PassageRole,
    QuestionInNote,
    Reading,
    Remark,
    SourceBlock,
    SourceDocument,
    TextKind,
    Why,
)

Rewrite = Callable[[SourceDocument], SourceDocument]

MOST_META = 300
"""Words before the first question that may be about the meeting; more are answers not yet placed."""


def read_note(
    content: bytes,
    name: str,
    guide: Guide,
    encoding: str | None = None,
    changes: str = ACCEPTED,
    rewrite: Rewrite | None = None,
) -> Reading:
    """The reading of a file against a guide, its tracked changes ``accepted`` or not yet made (``original``).

    ``rewrite`` changes the document before anything is computed from it (pseudonyms for names). Raises
    OkqualError for a file that cannot be read.
    """
    document = read_document(content, name, encoding, changes)
    return read_blocks(rewrite(document) if rewrite is not None else document, guide)


def read_grid_notes(content: bytes, name: str, guide: Guide) -> list[tuple[str, Reading]]:
    """(case id, reading) for each interview of a workbook or CSV file of questions and interviews.

    Raises OkqualError for a file that cannot be read or is no such grid.
    """
    from okqual.ingest.grids import read_grid

    return [(case, read_blocks(document, guide)) for case, document in read_grid(content, name, guide)]


def read_blocks(document: SourceDocument, guide: Guide) -> Reading:
    """The reading of a document's blocks against a guide."""
    header, header_blocks = read_header(document)
    interviewers = frozenset(header.attributes.get("intervjuare", "").split(", ")) - {""}
    vocabulary = vocabulary_of(guide)
    turns = find_turns(document.blocks, header_blocks, header, vocabulary)
    if turns.by_block:
        heads, said_aside = transcript_heads(document.blocks, header_blocks, turns, guide, vocabulary)
        spoken = with_speakers(header, turns)
        return _Note(document, guide, vocabulary, spoken, header_blocks, said_aside, heads, turns).reading()
    remarks = find_remarks(document.blocks, header_blocks, interviewers)
    # What asks a question of the guide is a heading, in italics or from the interviewer's mouth.
    remarks -= {i for i in remarks if _asks(document.blocks[i], guide, vocabulary)}
    heads = decide_headings(document.blocks, header_blocks | remarks, interviewers, guide, vocabulary)
    note = _Note(document, guide, vocabulary, header, header_blocks, frozenset(remarks), heads)
    return note.reading()


def _asks(block: SourceBlock, guide: Guide, vocabulary: Vocabulary) -> bool:
    if block.kind in {BlockKind.ASIDE, BlockKind.FOOTNOTE}:
        return False
    text = block.text.partition(":")[2] if speaker(block.text) else block.text
    numbered = leading_numbers(text)
    if block.italic and numbered is not None and numbered.stop:
        return known(numbers=numbered.numbers, guide_numbers=guide.by_number)
    alike = any(match.score >= GOOD for match in vocabulary.questions(text)[:1])
    return alike and (block.italic or text.rstrip().endswith("?"))


@dataclass(slots=True)
class _Place:
    """What the text at a point of the note stands under."""

    questions: tuple[str, ...] = ()
    why: Why = Why.UNPLACED
    confidence: int = 0
    suggested: tuple[str, ...] = ()


@dataclass(slots=True)
class _Part:
    """The answer text of a block, under its place."""

    index: int
    start: int
    place: _Place
    role: PassageRole = PassageRole.ANSWER
    head: int = -1
    """Block of the heading it stands under."""


@dataclass(slots=True)
class _Statuses:
    """What headings and short texts say of questions, besides answers."""

    said: dict[str, tuple[NoteStatus, str | None]] = field(default_factory=dict)
    adhoc: dict[str, str] = field(default_factory=dict)

    def say(self, questions: Iterable[str], status: tuple[NoteStatus, str | None]) -> None:
        """Keep a status; an empty answer never covers one that says more."""
        for question in questions:
            if question not in self.said or self.said[question][0] is NoteStatus.NO_ANSWER:
                self.said[question] = status


class _Note:
    def __init__(
        self,
        document: SourceDocument,
        guide: Guide,
        vocabulary: Vocabulary,
        header: Header,
        header_blocks: Collection[int],
        remarks: Collection[int],
        heads: Heads,
        turns: Turns | None = None,
    ) -> None:
        self._document = document
        self._blocks = document.blocks
        self._guide = guide
        self._vocabulary = vocabulary
        self._header = header
        self._header_blocks = header_blocks
        self._remarks = remarks
        self._heads = heads
        self._turns = turns or Turns()
        self._statuses = _Statuses()
        named = labels_in(block.text for block in self._blocks)
        self._several = len({person.label for person in header.participants}) > 1 or (
            not header.participants and len(named) > 1
        )
        self._approximate = any(says_quotes_are_approximate(block.text) for block in self._blocks[:40])

    def reading(self) -> Reading:
        parts = self._parts()
        self._single_out(parts)
        blocks, starts, text = self._laid_out()
        passages = self._passages(parts, starts)
        return Reading(
            format=self._document.format,
            encoding=self._document.encoding,
            text=text,
            blocks=blocks,
            passages=passages,
            questions=self._questions(passages),
            header=self._header,
            remarks=self._all_remarks(),
            comments=tuple(_comments(self._document, starts)),
        )

    # Blocks and their parts

    def _laid_out(self) -> tuple[tuple[Block, ...], list[int], str]:
        starts: list[int] = []
        blocks: list[Block] = []
        at = 0
        for source in self._blocks:
            starts.append(at)
            end = at + len(source.text)
            label = source.label or source.speaker
            blocks.append(Block(source.place, source.kind, at, end, source.level, label, source.row, source.column))
            at = end + 1
        return tuple(blocks), starts, "\n".join(source.text for source in self._blocks)

    def _parts(self) -> list[_Part]:
        parts: list[_Part] = []
        place, head_block = _Place(), -1
        first_question = min((i for i, head in self._heads.by_block.items() if head.questions), default=None)
        for index, block in enumerate(self._blocks):
            head = self._heads.by_block.get(index)
            said_from = self._said(index).start
            if index in self._header_blocks or self._turns.is_label(index, block):
                continue
            if head is not None:
                place, head_block = self._place_under(head, place), index
                if head.answer_at is not None:
                    self._add(parts, _Part(index, head.answer_at, place, head=head_block))
            elif index in self._remarks:
                parts.append(_Part(index, said_from, _Place(), PassageRole.REMARK))
            elif self._is_column_title(block):
                continue
            elif first_question is not None and index < first_question:
                parts.append(_Part(index, said_from, _Place(), PassageRole.META))
            else:
                self._add(parts, _Part(index, said_from, place, head=head_block))
        return self._meta_or_unplaced(parts)

    def _said(self, index: int) -> Speech:
        return self._turns.by_block.get(index, Speech(()))

    def _is_column_title(self, block: SourceBlock) -> bool:
        """Whether a cell is a title in the first row of a table of questions and answers."""
        if block.row != 1:
            return False
        table = block.place.partition("r")[0] + "r"
        heads = [(i, head) for i, head in self._heads.by_block.items() if head.questions]
        own = [(i, head) for i, head in heads if self._blocks[i].place.startswith(table)]
        return any(head.why is Why.TABLE for _, head in own) and all(self._blocks[i].row > 1 for i, _ in own)

    def _meta_or_unplaced(self, parts: list[_Part]) -> list[_Part]:
        meta = [part for part in parts if part.role is PassageRole.META]
        if sum(len(self._blocks[part.index].text.split()) for part in meta) > MOST_META:
            for part in meta:
                part.role = PassageRole.ANSWER
        return parts

    def _place_under(self, head: Head, before: _Place) -> _Place:
        if head.kind is HeadKind.SUB:
            return before
        if head.kind is HeadKind.ADHOC:
            self._statuses.adhoc[head.questions[0]] = head.text
        if head.kind is HeadKind.SECTION:
            return _Place(suggested=head.suggested)
        if head.status is not None:
            self._statuses.say(head.questions, head.status)
        if head.kind is not HeadKind.ADDITION:
            self._statuses.say(head.questions, (NoteStatus.NO_ANSWER, None))
        why = Why.COMBINED if len(head.questions) > 1 and head.why is not Why.ADDITION else head.why
        return _Place(head.questions, why, min(head.confidence, 60) if why is Why.COMBINED else head.confidence)

    def _add(self, parts: list[_Part], part: _Part) -> None:
        """Add a part unless a note says in it that there is no answer; a number of its own moves it."""
        if part.index in self._turns.by_block:
            parts.append(part)
            return
        text = self._blocks[part.index].text[part.start :]
        own = self._own_number(text, part)
        questions, rest = own or (part.place.questions, text)
        status = status_said(rest)
        if status is not None and questions:
            self._statuses.say(questions, status)
            return
        if own is not None:
            part.place = _Place(questions, Why.WITHIN if part.place.why is Why.COMBINED else Why.NUMBER, 90)
        parts.append(part)

    def _own_number(self, text: str, part: _Part) -> tuple[tuple[str, ...], str] | None:
        """Questions that an answer names before its text ("F5: …"), and the text after them."""
        numbered = leading_numbers(text)
        if numbered is None or not numbered.word or not numbered.stop or not numbered.rest:
            return None
        known = tuple(number for number in numbered.numbers if number in self._guide.by_number)
        return (known, numbered.rest) if known and known != part.place.questions else None

    def _single_out(self, parts: list[_Part]) -> None:
        under: dict[int, list[_Part]] = {}
        for part in parts:
            if part.role is PassageRole.ANSWER and part.head in self._heads.by_block:
                under.setdefault(part.head, []).append(part)
        for head, answers in under.items():
            questions = self._heads.by_block[head].questions
            if len(questions) > 1:
                self._single_under(answers, questions)

    def _single_under(self, parts: Sequence[_Part], questions: tuple[str, ...]) -> None:
        answers = [_answer(self._blocks[part.index], part.start, self._said(part.index).speakers) for part in parts]
        for part, single in zip(parts, single_out(answers, questions, self._vocabulary), strict=True):
            if single is not None and part.place.why is Why.COMBINED:
                part.place = _Place((single.question,), Why.WITHIN, single.confidence)

    # Passages and statuses

    def _passages(self, parts: Sequence[_Part], starts: Sequence[int]) -> tuple[Passage, ...]:
        passages: list[Passage] = []
        for part in parts:
            block = self._blocks[part.index]
            for piece in pieces_of(block, part.start, self._several, self._approximate):
                passages.append(self._passage(len(passages) + 1, starts[part.index], piece, part))
        return tuple(passages)

    def _passage(self, number: int, offset: int, piece: Piece, part: _Part) -> Passage:
        spoken = self._said(part.index).speakers
        cue = self._blocks[part.index].kind is BlockKind.CUE
        kind = TextKind.VERBATIM if cue else piece.kind
        passage = Passage(number, offset + piece.start, offset + piece.end, part.role, kind=kind, participants=spoken)
        if part.role is PassageRole.REMARK:
            return replace(passage, kind=TextKind.REMARK)
        if part.role is PassageRole.META:
            return passage
        text = self._blocks[part.index].text[piece.start : piece.end]
        place = part.place
        suggested = place.suggested or self._suggested(text, place)
        return replace(
            passage,
            questions=place.questions,
            suggested=suggested,
            why=place.why,
            confidence=place.confidence,
            participants=spoken or piece.participants,
        )

    def _suggested(self, text: str, place: _Place) -> tuple[str, ...]:
        if place.why is Why.ADHOC:
            return ()
        return suggest(text, place.questions, self._vocabulary)

    def _questions(self, passages: Sequence[Passage]) -> tuple[QuestionInNote, ...]:
        answered = {question for passage in passages for question in passage.questions}
        found = []
        for number in (*(question.number for question in self._guide.questions), *self._statuses.adhoc):
            status, refers = self._statuses.said.get(number, (NoteStatus.NOT_IN_NOTE, None))
            if number in answered:
                status, refers = NoteStatus.ANSWERED, None
            found.append(QuestionInNote(number, status, refers, self._statuses.adhoc.get(number, "")))
        return tuple(found)

    def _all_remarks(self) -> tuple[Remark, ...]:
        own: list[Remark] = []
        if not any(head.questions for head in self._heads.by_block.values()):
            own.append(Remark("reading.no_questions_found"))
        elif self._heads.numbers_ignored:
            own.append(Remark("reading.numbers_not_used"))
        return (*self._document.remarks, *own)


def _comments(document: SourceDocument, starts: Sequence[int]) -> Iterator[Comment]:
    """The document's comments on the note's text."""
    for one in document.comments:
        first, last = document.blocks[one.block], document.blocks[one.last_block]
        start = starts[one.block] + min(one.start, len(first.text))
        end = starts[one.last_block] + min(one.end, len(last.text))
        yield Comment(one.author, one.initials, one.at, one.text, start, end)


def _answer(block: SourceBlock, start: int, speakers: Sequence[str]) -> Answer:
    text = block.text[start:]
    return Answer(text, bool(block.label), next(iter(speakers or leading_labels(text)), ""))
