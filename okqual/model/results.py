"""What analysis finds and exports show: matrix, prevalence, chapters. Every number names its cases."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from okqual.model.codebook import AnswerSource, Code, Criterion, EvaluationQuestion
from okqual.model.coding import Quote
from okqual.model.outlined import ShownHeading
from okqual.model.summary import Cell


class CellState(StrEnum):
    """What is known of an interview under a code. Empty is never just empty."""

    CODED = "coded"
    NOT_YET = "not_yet"
    NOT_TOUCHED = "not_touched"
    NO_ANSWER = "no_answer"
    NOT_IN_NOTE = "not_in_note"
    NOT_ASKED = "not_asked"
    NOT_APPLICABLE = "not_applicable"


class CellKind(StrEnum):
    """What a matrix shows in its cells."""

    SUMMARY = "summary"
    QUOTES = "quotes"
    COUNT = "count"
    PRESENCE = "presence"
    VALUE = "value"


class CodingState(StrEnum):
    """How far the coding of (interview, question) is."""

    NOT_YET = "not_yet"
    PARTLY = "partly"
    DONE = "done"
    NOTHING = "nothing"
    OUTSIDE = "outside"


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """A row: an interview, or a group of them when rows are an attribute."""

    id: str
    label: str
    group: str = ""
    """Value of the attribute that rows are grouped by; empty without grouping."""
    detail: str = ""
    """What stands under the label ("kommun C8 · Västerbotten")."""
    neutral: str = ""
    """What the interview is called outside the house ("K07"); empty for a row that is a group."""
    rollup: bool = False
    """It sums up the rows of its group, or all rows."""


@dataclass(frozen=True, slots=True)
class MatrixColumn:
    """A column: a code, a guide question, an evaluation question or a criterion."""

    id: str
    label: str
    group: str = ""
    """Name of the evaluation question or criterion above it."""


@dataclass(frozen=True, slots=True)
class MatrixCell:
    """A cell; ``count`` is interviews in a row that is a group, else codings in the cell."""

    state: CellState
    count: int = 0
    value: str | None = None
    """Id of the case value; None where the code has no scale, none was set or it is undecided."""
    value_name: str = ""
    undecided: bool = False
    disagree: bool = False
    """Participants of an interview in it say different things: oense, whatever the value is."""
    summary: str = ""
    draft: bool = False
    """The summary was made from quotes and no person has gone over it."""
    stale: bool = False
    """The codings under the summary are others than when it was written."""
    quotes: tuple[Quote, ...] = ()
    cases: tuple[str, ...] = ()
    """The interviews behind the cell."""


@dataclass(frozen=True, slots=True)
class Matrix:
    """A framework matrix."""

    rows: tuple[MatrixRow, ...]
    columns: tuple[MatrixColumn, ...]
    cells: dict[tuple[str, str], MatrixCell]
    """By (row id, column id); complete."""
    kind: CellKind
    title: str = ""
    grouped_by: str = ""
    """Name of the attribute that rows are grouped by ("aktörstyp")."""
    rows_by: str = ""
    """Name of the attribute whose values the rows are; empty when each row is an interview."""


@dataclass(frozen=True, slots=True)
class PrevalenceRow:
    """How many interviews say what under a code, in one group."""

    code: str
    value: str | None
    """None = any coding; "undecided" for the cases that await a decision."""
    group: str | None
    """None = all interviews."""
    unit: str
    """"case", "participant" or "organisation"."""
    rule: str
    cases: tuple[str, ...]
    of: int
    """Denominator: all units of the group."""
    asked: int
    """Units of the group that were asked an expected question and whose note answers it."""
    spontaneous: int
    """Units among ``cases`` that spoke of it without being asked."""
    quantifiers: tuple[str, ...] = ()
    disagree: tuple[str, ...] = ()
    """Interviews among ``cases`` whose participants say different things."""

    @property
    def share(self) -> float:
        """``len(cases) / of``; 0.0 for an empty group."""
        return len(self.cases) / self.of if self.of else 0.0


@dataclass(frozen=True, slots=True)
class WrittenText:
    """What people have written under a code, a question or a criterion: a roll-up, or the cell of an interview."""

    text: str
    whose: str = ""
    """A group, or the id of an interview; empty where it is about all."""
    case: bool = False
    """``whose`` is an interview."""
    draft: bool = False
    stale: bool = False
    quotes: tuple[Quote, ...] = ()
    """Those that the text links to."""
    cell: Cell | None = None
    """Where it stands in the matrix."""
    remarks: tuple[str, ...] = ()
    """Where a word for how many says another thing than the numbers, in words."""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What stands around cited words in their note, and what the note is."""

    before: str
    after: str
    date: str = ""
    """Of the interview."""
    role: str = ""
    """Of the speaker, else the type of actor."""


@dataclass(frozen=True, slots=True)
class CodeSection:
    """A code in a chapter: counts by group, what is said, who says otherwise, what is missing."""

    code: Code
    prevalence: tuple[PrevalenceRow, ...]
    """All groups, then each group, for every value that occurs (and None, any coding)."""
    key_quotes: tuple[Quote, ...]
    otherwise: tuple[Quote, ...]
    """Quotes of interviews whose value differs from the most frequent one."""
    gaps: dict[CellState, tuple[str, ...]] = field(default_factory=dict)
    """Interviews without a coding, by why."""
    undecided: tuple[str, ...] = ()
    written: tuple[WrittenText, ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """An evaluation question in a chapter."""

    question: EvaluationQuestion
    codes: tuple[CodeSection, ...]
    written: tuple[WrittenText, ...] = ()

    @property
    def from_interviews(self) -> bool:
        """True when interviews are among the sources of its answer."""
        return AnswerSource.INTERVIEWS in self.question.sources


@dataclass(frozen=True, slots=True)
class Chapter:
    """A criterion's chapter."""

    criterion: Criterion
    sections: tuple[Section, ...]
    grouped_by: str = ""
    """Name of the attribute behind the groups of its prevalence ("aktörstyp")."""
    written: tuple[WrittenText, ...] = ()
    outline: tuple[ShownHeading, ...] = ()
    """What people have laid out and written; where there is any, it is the chapter."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """What an export was made of. Same manifest, same bytes."""

    study: str
    state: str
    """Digest of the study's state, without its exports."""
    guides: tuple[str, ...]
    """"id@digest" of each guide."""
    codebooks: tuple[str, ...]
    options: dict[str, str]
    tool: str
    """"okqual 0.1.0"."""
    at: int
    """Time of the last entry of the state, ms UTC: the export's dates come from here."""
    export_id: str
    """Digest of state and options, 16 hex characters."""
    diary_number: str = ""
    """Diarienummer, when the study has one."""
    time_zone: str = "Europe/Stockholm"
    """The study's time zone, in which the export writes its time."""
    study_id: str = ""
    """What tells the study from every other, whatever the two are called."""
