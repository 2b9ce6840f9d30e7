"""What a study's bookmarks and ids name, handed over so that a file can be read without the study."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from okqual.model.coding import parse_citation
from okqual.model.returned import How, Paragraph, Place
from okqual.model.summary import Cell, ColumnKind, RowKind, brackets
from okqual.text.folding import folded

OURS = "_okq_"
EXPORT = "_okq_f_"
_COPY = re.compile(r"_Copy_\d+\Z")
_AGAIN = "__"

Row = tuple[RowKind, str, str]
"""Kind, row, attribute of a row of the matrix."""
ColumnName = tuple[ColumnKind, str]


@dataclass(frozen=True, slots=True)
class Places:
    """By bookmark, and by what a reader sees."""

    pieces: Mapping[str, str] = field(default_factory=dict)
    """Bookmark → id of a finding, judgement or source."""
    message_headings: Mapping[str, str] = field(default_factory=dict)
    """Bookmark → id of a heading of the outline."""
    texts: Mapping[str, Cell] = field(default_factory=dict)
    """Bookmark on the words that say whose a text is → its cell."""
    headings: Mapping[str, ColumnName] = field(default_factory=dict)
    """Bookmark on a chapter's heading → what is written of under it."""
    heading_names: Mapping[tuple[int, str], ColumnName] = field(default_factory=dict)
    """Level and folded words of a heading → the same."""
    rows: Mapping[str, Row] = field(default_factory=dict)
    row_names: Mapping[str, Row] = field(default_factory=dict)
    """By the folded label or id."""
    columns: Mapping[str, ColumnName] = field(default_factory=dict)
    column_names: Mapping[str, ColumnName] = field(default_factory=dict)
    cells: Mapping[str, Cell] = field(default_factory=dict)
    """Bookmark in the first paragraph of a cell → the cell."""
    whose: Mapping[tuple[ColumnName, str], Cell] = field(default_factory=dict)
    """What stands before a text under a heading ("VB-01") → its cell."""
    generated: frozenset[str] = frozenset()
    """Folded sentences that an export writes by itself: states of empty cells and the like."""
    marks: tuple[str, ...] = ()
    """What an export puts after a text: "(utkast)"."""
    styles: Mapping[str, str] = field(default_factory=dict)
    """Name of a template's style → the own one that it stands for, both in lower case."""

    def style(self, paragraph: Paragraph) -> str:
        """Name of the own style of a paragraph, else of the one it has."""
        return self.styles.get(paragraph.style, paragraph.style)

    def is_generated(self, text: str) -> bool:
        """Whether an export wrote this by itself."""
        return folded(text) in self.generated


@dataclass(slots=True)
class Standing:
    """A text as it is picked up from the file."""

    place: Place
    how: How
    paragraphs: list[Paragraph] = field(default_factory=list)
    style: str = ""
    copy: bool = False
    doubtful: bool = False
    """The bookmarks say one thing and the ids another."""
    comments: list[str] = field(default_factory=list)
    export: str = ""
    likeness: int = 100


@dataclass(frozen=True, slots=True)
class Remarked:
    """A paragraph with comments that is no text of the study."""

    comments: tuple[str, ...]
    words: str
    column: ColumnName | None = None
    """What the heading that was commented on is of."""
    ids: tuple[str, ...] = ()
    """Citation ids of the quote that was commented on."""
    row: Row | None = None
    """What the label of a row that was commented on is of."""


def ids_of(paragraph: Paragraph, style: str) -> tuple[str, ...]:
    """The citation ids of a quote, or of a segment in the appendix, which stands first there."""
    if style == "okq evidence":
        first = paragraph.text.split(maxsplit=1)[:1]
        return tuple(name for name in first if parse_citation(name) is not None)
    quoted = style in ("okq quote", "okq cell quote")
    return tuple(name for bracket in brackets(paragraph.text) for name in bracket.ids) if quoted else ()


def anchors_of(paragraph: Paragraph) -> list[tuple[str, bool, int, int]]:
    """okqual's bookmarks of a paragraph: name as it was given first, whether it is a copy's, and its span."""
    found = []
    for name, start, end in paragraph.bookmarks:
        if name.lower().startswith(OURS):
            bare = _COPY.sub("", name)
            found.append((bare.partition(_AGAIN)[0], bare != name, start, end))
    return found


def export_of(paragraph: Paragraph) -> str:
    """The export that a paragraph says it is of; empty for most."""
    return next((name[len(EXPORT) :] for name, *_ in anchors_of(paragraph) if name.startswith(EXPORT)), "")
