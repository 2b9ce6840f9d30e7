"""A Word file that comes home: what stands in it, what it was when it left, and what became of each text."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from okqual.model.summary import Cell

Place = Cell | str
"""Where a text belongs: a written cell, or the id of a finding, judgement, source or heading."""


@dataclass(frozen=True, slots=True)
class WrittenThere:
    """A text that an export holds."""

    place: Place
    text: str


@dataclass(frozen=True, slots=True)
class BaseText:
    """A text as it was when the file left."""

    place: Place
    text: str
    erased: bool = False
    """Words of it are gone from the study since, for they were an interview's that was erased."""


@dataclass(frozen=True, slots=True)
class Exported:
    """An export that the journal knows of."""

    id: str
    what: str
    """"summary", "matrix" …"""
    coder: str
    at: int
    state: str
    file_name: str
    sha256: str
    options: Mapping[str, str]
    texts: tuple[BaseText, ...] | None
    """None where it was not noted what stood in the file."""


@dataclass(frozen=True, slots=True)
class Revision:
    """A tracked change that was read as accepted."""

    author: str
    date: str


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment in the margin."""

    id: str
    author: str
    date: str
    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of the edited file as a reader of the accepted document sees it."""

    text: str
    style: str = ""
    """Name of its style, in lower case."""
    level: int = 0
    """Of a heading; 0 for others."""
    bookmarks: tuple[tuple[str, int, int], ...] = ()
    """Name, and the span of its words here; a bookmark whose words were deleted is left out."""
    revisions: tuple[Revision, ...] = ()
    comments: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """A table: rows of cells of paragraphs."""

    rows: tuple[tuple[tuple[Paragraph, ...], ...], ...]


@dataclass(frozen=True, slots=True)
class Returned:
    """An edited file, read."""

    name: str
    sha256: str
    blocks: tuple[Paragraph | Table, ...]
    comments: tuple[Comment, ...] = ()
    revisions: tuple[Revision, ...] = ()
    """Who made tracked changes, and when."""
    tracked: int = 0
    """How many tracked changes there are."""
    export_id: str = ""
    study_id: str = ""


class How(StrEnum):
    """By what a text was found in the file."""

    ANCHOR = "anchor"
    CODE = "code"
    """By the id that stands before it."""
    WORDS = "words"
    """By its words alone."""


class Fate(StrEnum):
    """What became of a text between the export and its return."""

    SAME = "same"
    """Nobody changed it, or the study only."""
    THERE = "there"
    """The study says already what the file says."""
    CHANGED = "changed"
    """The file only changed it."""
    MERGED = "merged"
    """Both did, in different sentences."""
    CONFLICT = "conflict"
    """Both did, in the same sentence."""
    NEW = "new"
    """Something stands where nothing was written."""
    EMPTIED = "emptied"
    MISSING = "missing"
    """Its place is not in the file; that is never a deletion."""
    COPY = "copy"
    """A second one of the same text, edited in another way."""
    GONE = "gone"
    """It is not in the study any more."""
    ERASED = "erased"
    SOURCE = "source"
    """Words of another source are not changed from Word."""


TAKEABLE = frozenset({Fate.CHANGED, Fate.MERGED, Fate.CONFLICT, Fate.NEW, Fate.EMPTIED, Fate.COPY})
"""What can be taken at all; of these conflicts, emptied cells, copies and uncertain places only when named."""


@dataclass(frozen=True, slots=True)
class Found:
    """A text that stands in the file."""

    place: Place
    text: str
    how: How
    revisions: tuple[Revision, ...] = ()
    comments: tuple[str, ...] = ()
    copy: bool = False
    likeness: int = 100
    """Of a text that was found by its words, to what it was."""


@dataclass(frozen=True, slots=True)
class Edit:
    """A text that left, came home, and what may be done about it."""

    id: str
    place: Place
    label: str
    """Where it stands, in words."""
    fate: Fate
    base: str
    now: str
    word: str
    result: str
    """What is written when it is taken."""
    how: How = How.ANCHOR
    likeness: int = 100
    revisions: tuple[Revision, ...] = ()
    comments: tuple[Comment, ...] = ()
    lost: tuple[str, ...] = ()
    """Citation ids that the file's text has no more."""
    added: tuple[str, ...] = ()

    @property
    def sure(self) -> bool:
        """Whether ``--take all`` takes it; what is not sure is taken only when it is named."""
        return self.fate in (Fate.CHANGED, Fate.MERGED, Fate.NEW) and (self.how is not How.WORDS or self.likeness >= 80)


@dataclass(frozen=True, slots=True)
class Remaining:
    """What stands in the file beside the texts that have a place."""

    unplaced: tuple[str, ...] = ()
    quotes: tuple[tuple[str, str], ...] = ()
    """Quotes that read differently now: citation id, words."""
    comments: tuple[Comment, ...] = field(default=())
    """On words that are no text of the study."""
