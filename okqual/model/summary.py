"""The written cells of the framework matrix: where one stands, what its text links to, what its writer saw."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from okqual.model.canonical import canonical
from okqual.model.coding import Citation, parse_citation

MOST_MARKS = 400
"""Pieces of evidence that a cell remembers one by one; of more it remembers the digest."""
_BRACKETED = re.compile(r"\[([^\[\]\n]{3,200})\]")
_PARTED = re.compile(r"[,;]\s*")


class RowKind(StrEnum):
    """What a row of written cells is about."""

    CASE = "case"
    GROUP = "group"
    ALL = "all"


class ColumnKind(StrEnum):
    """What a column is: a code, a guide question, an evaluation question or a criterion."""

    CODE = "code"
    QUESTION = "question"
    EVALUATION = "evaluation"
    CRITERION = "criterion"


@dataclass(frozen=True, slots=True)
class Cell:
    """The place of a written cell; roll-ups are cells of a group of interviews, or of all."""

    rows: RowKind
    row: str
    """Id of the interview, or the attribute's value that makes the group; empty for all interviews."""
    columns: ColumnKind
    column: str
    by: str = ""
    """The attribute that makes the group; empty for other rows."""

    @property
    def name(self) -> str:
        """What it is called where things have ids: "VB-01/KOH-onskan", "län=Skåne/KOH", "*/KOH"."""
        row = {RowKind.CASE: self.row, RowKind.GROUP: f"{self.by}={self.row}", RowKind.ALL: "*"}[self.rows]
        return f"{row}/{self.column}"


@dataclass(frozen=True, slots=True)
class Seen:
    """The evidence under a cell or a decided value, as its writer saw it."""

    digest: str
    marks: tuple[str, ...] | None
    """"coding|value" for each coding, "case|hash" for each written cell under a roll-up; None where it was too much."""


@dataclass(frozen=True, slots=True)
class Summary:
    """A written cell as it stands."""

    cell: Cell
    text: str
    draft: bool
    """Made from quotes and not yet gone over by a person."""
    coder: str
    at: int
    seen: Seen


@dataclass(frozen=True, slots=True)
class Changed:
    """What of the evidence is another since it was seen."""

    new: tuple[str, ...] = ()
    """Ids of codings; for a roll-up also interviews whose written cell is another."""
    gone: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Bracket:
    """A part of a text in square brackets that holds nothing but citation ids."""

    start: int
    end: int
    ids: tuple[str, ...]


def brackets(text: str) -> Iterator[Bracket]:
    """The links that stand in a written text: ``[VB-01:36]``, ``[VB-01:36, VB-03:4-5]``."""
    for found in _BRACKETED.finditer(text):
        ids = tuple(_PARTED.split(found[1].strip()))
        if all(_is_link(parse_citation(part)) for part in ids):
            yield Bracket(found.start(), found.end(), ids)


def cited(text: str) -> tuple[Citation, ...]:
    """The citations that a written text links to, each once, in the order of the text."""
    ids = dict.fromkeys(name for bracket in brackets(text) for name in bracket.ids)
    return tuple(found for found in map(parse_citation, ids) if found is not None)


def without_links(text: str) -> str:
    """The text without its citation ids, and without the space that stood before them."""
    out, done = [], 0
    for bracket in brackets(text):
        out.append(text[done : bracket.start].rstrip(" \u00a0"))
        done = bracket.end
    return "".join(out) + text[done:]


def seen_of(marks: Sequence[str]) -> Seen:
    """What is kept of the evidence that somebody saw."""
    ordered = tuple(sorted(set(marks)))
    digest = hashlib.sha256(canonical(list(ordered)).encode()).hexdigest()[:32]
    return Seen(digest, ordered if len(ordered) <= MOST_MARKS else None)


def changed_since(seen: Seen, now: Seen) -> Changed | None:
    """What changed since evidence was seen; None when nothing did."""
    if seen.digest == now.digest:
        return None
    before, after = set(seen.marks or ()), set(now.marks or ())
    if seen.marks is None or now.marks is None:
        return Changed()
    new, gone = sorted(after - before), sorted(before - after)
    return Changed(tuple(_about(mark) for mark in new), tuple(_about(mark) for mark in gone))


def mark(about: str, state: str | None) -> str:
    """One piece of evidence as it is remembered: a coding and its value, an interview and its text's hash."""
    return f"{about}|{state or ''}"


def _about(remembered: str) -> str:
    return remembered.rpartition("|")[0]


def _is_link(citation: Citation | None) -> bool:
    # Times and references to literature stand in brackets as well.
    return citation is not None and " " not in citation.note and not citation.note.isdigit()
