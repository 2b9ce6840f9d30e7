"""The evidence book: chapters, matrix, quotes and notes of a study in one file that a browser opens by itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from okqual.model.coding import Quote
from okqual.model.results import Chapter, Manifest, Matrix


@dataclass(frozen=True, slots=True)
class BookQuote:
    """A quote with what it can be found by."""

    quote: Quote
    code: str
    """Name of the code."""
    value: str
    """Name of the value; empty without one."""
    facts: tuple[str, ...]
    """The interview's values of the attributes that the book can be narrowed down by."""


@dataclass(frozen=True, slots=True)
class BookPassage:
    """A passage of a note as the book shows it."""

    number: int
    text: str
    question: str
    """Number and name of the first question that it answers; empty where it answers none."""


@dataclass(frozen=True, slots=True)
class BookNote:
    """A note in full."""

    id: str
    case: str
    file: str
    sha256: str
    version: int
    facts: tuple[tuple[str, str], ...]
    """(attribute, value) of its interview."""
    passages: tuple[BookPassage, ...]


@dataclass(frozen=True, slots=True)
class Book:
    """Everything that the file shows."""

    manifest: Manifest
    publish: bool
    """Words only: no ids, counts, notes, or names of coders and files."""
    attributes: tuple[str, ...]
    chapters: tuple[Chapter, ...]
    matrix: Matrix
    case_facts: Mapping[str, tuple[str, ...]]
    """Interview → its values of the attributes."""
    quotes: tuple[BookQuote, ...]
    notes: tuple[BookNote, ...]
    behind: Mapping[tuple[str, int], tuple[str, ...]]
    """(finding, which of its counts) → ids of the codings under that number."""
    below: Mapping[str, frozenset[str]]
    """Code → it and all codes under it."""
