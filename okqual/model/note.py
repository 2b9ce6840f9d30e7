"""A note as read: blocks in file order, passages with their questions, what the header says.

Offsets are code points of the note version's text, which is its blocks' texts joined by ``"\\n"``,
in Unicode form NFC. ``[start, end)`` everywhere.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum


class BlockKind(StrEnum):
    """What a block is in its file."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    ITEM = "item"
    CELL = "cell"
    CUE = "cue"
    FOOTNOTE = "footnote"
    ASIDE = "aside"
    """Set apart from the answer in the file: block quote, text box."""


@dataclass(frozen=True, slots=True)
class SourceBlock:
    """A paragraph, list item, table cell or cue as a reader found it. Readers know no guides."""

    place: str
    """Where in the file: "p14" paragraph, "t1r3c2" table cell, "l12" line, "fn2" footnote."""
    kind: BlockKind
    text: str
    """NFC; soft hyphens, no-break spaces and quotation marks as in the file."""
    level: int = 0
    """Heading level 1–9, or depth of a list item; 0 where there is none."""
    label: str = ""
    """List number as a person sees it ("Fråga 10", "3 b)"), "-" for a bullet, else empty."""
    bold: bool = False
    """The whole block is bold."""
    italic: bool = False
    """The whole block is italic."""
    row: int = 0
    column: int = 0
    """Place in a table, from 1; 0 outside tables."""
    hidden: bool = False
    speaker: str = ""
    """Who says it, where the format itself says so (the voice of a cue) and the text does not."""


@dataclass(frozen=True, slots=True)
class SourceComment:
    """A comment in the margin of a file, on words of its blocks."""

    author: str
    """The commenter's name as the file has it; may be initials only."""
    initials: str
    at: str
    """When it was written, as the file says it; empty where it does not."""
    text: str
    block: int
    """Index of the block that its words begin in."""
    start: int
    """Where they begin in that block's text."""
    last_block: int
    end: int
    """Where they end in the text of ``last_block``."""


@dataclass(frozen=True, slots=True)
class SourceDocument:
    """What a reader makes of a file's bytes."""

    format: str
    """"docx", "md", "txt"."""
    blocks: tuple[SourceBlock, ...]
    encoding: str = ""
    """The text encoding that was found; empty where the format has its own."""
    header: dict[str, str] = field(default_factory=dict)
    """Key and value of a YAML header, in file order."""
    remarks: tuple[Remark, ...] = ()
    """What the reader accepted, left out or was unsure of."""
    comments: tuple[SourceComment, ...] = ()
    """Comments in the margin, in the order of the text."""


@dataclass(frozen=True, slots=True)
class Remark:
    """Something to tell about a reading: a key of the message catalogue and its values."""

    key: str
    values: dict[str, object] = field(default_factory=dict)


class NoteStatus(StrEnum):
    """What a note says of a guide question."""

    ANSWERED = "answered"
    NO_ANSWER = "no_answer"
    NOT_ASKED = "not_asked"
    REFERS = "refers"
    NOT_IN_NOTE = "not_in_note"
    NOT_APPLICABLE = "not_applicable"


class TextKind(StrEnum):
    """Textslag: how near the words are to what was said."""

    VERBATIM = "verbatim"
    """Citat: a person or a transcript says that the words are exact."""
    NOTED = "noted"
    """Citat enligt anteckning: quotation marks in a note."""
    APPROXIMATE = "approximate"
    """Ungefärligt citat: the note says that its quotes are approximate."""
    REPORTED = "reported"
    """Referat."""
    REMARK = "remark"
    """Intervjuarens anmärkning: not an answer."""


class PassageRole(StrEnum):
    """What a passage is in the interview. Only answers count in completeness and agreement."""

    ANSWER = "answer"
    REMARK = "remark"
    """The interviewer's own words."""
    META = "meta"
    """About the meeting, before the first question."""


class Why(StrEnum):
    """Why a passage was placed under its question."""

    NUMBER = "number"
    LIST_NUMBER = "list_number"
    HEADING = "heading"
    WORDING = "wording"
    TABLE = "table"
    SPEAKER = "speaker"
    COMBINED = "combined"
    """Under a heading for several questions, none singled out."""
    WITHIN = "within"
    """Under a heading for several questions, singled out by number or content."""
    ADDITION = "addition"
    """A later addition that says which question it belongs to."""
    ADHOC = "adhoc"
    """Under a question that is not the guide's."""
    PERSON = "person"
    """Moved by a person."""
    UNPLACED = "unplaced"


@dataclass(frozen=True, slots=True)
class Block:
    """A block with its place in the note version's text."""

    place: str
    kind: BlockKind
    start: int
    end: int
    level: int = 0
    label: str = ""
    row: int = 0
    column: int = 0


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence or bullet: the unit in which completeness and agreement count."""

    number: int
    """From 1 in file order at the first reading; stands for exact words for ever."""
    start: int
    end: int
    role: PassageRole = PassageRole.ANSWER
    questions: tuple[str, ...] = ()
    """Guide numbers and "X1" …; empty is *unplaced* for an answer."""
    suggested: tuple[str, ...] = ()
    """Likelier questions, never taken silently."""
    why: Why = Why.UNPLACED
    confidence: int = 0
    """0–100."""
    kind: TextKind = TextKind.REPORTED
    participants: tuple[str, ...] = ()
    """Labels of those who are said to have said it ("IP2")."""


@dataclass(frozen=True, slots=True)
class QuestionInNote:
    """What a note says of one question."""

    question: str
    status: NoteStatus
    refers_to: str | None = None
    text: str = ""
    """Wording of an ad hoc question ("X1"); empty for the guide's."""


@dataclass(frozen=True, slots=True)
class Participant:
    """A person in an interview, by label, with own attributes."""

    label: str
    attributes: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Header:
    """What a note's header says of the interview."""

    case: str | None = None
    attributes: dict[str, str] = field(default_factory=dict)
    """By the study's names: datum, län, aktörstyp, kommun, kommungrupp, form, längd, intervjuare."""
    participants: tuple[Participant, ...] = ()


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment in the margin, on the words ``[start, end)`` of a note's text."""

    author: str
    initials: str
    at: str
    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Reading:
    """The whole result of reading one note against one guide. The journal keeps it as it is."""

    format: str
    encoding: str
    text: str
    blocks: tuple[Block, ...]
    passages: tuple[Passage, ...]
    questions: tuple[QuestionInNote, ...]
    """All guide questions in order, then ad hoc ones."""
    header: Header
    remarks: tuple[Remark, ...] = ()
    comments: tuple[Comment, ...] = ()
    """What commenters wrote in the margin; no part of the text."""
