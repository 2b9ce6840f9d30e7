"""The codebook as the lines of a tree: criteria, their questions, the codes below; a code stands under each parent."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from okqual.model.codebook import Code, Codebook
from okqual.text.folding import folded


@dataclass(frozen=True, slots=True)
class CodeRow:
    """A line of the tree."""

    id: str
    """Of the criterion, question or code; empty for the heading over what stands under nothing."""
    name: str
    depth: int
    code: Code | None = None
    under: str = ""
    """Id of the line above that it stands under."""


def rows_of(book: Codebook, wanted: str = "") -> tuple[CodeRow, ...]:
    """The lines of the tree; with ``wanted`` only codes that have these words, and what is above them."""
    rows = list(_all_rows(book))
    words = folded(wanted).split()
    if not words:
        return tuple(rows)
    kept: list[CodeRow] = []
    open_rows: list[CodeRow] = []
    for row in rows:
        del open_rows[row.depth :]
        open_rows.append(row)
        if row.code is not None and _has(row.code, words):
            kept += [above for above in open_rows if not any(above is one for one in kept)]
    return tuple(kept)


def places(book: Codebook) -> tuple[tuple[str, str], ...]:
    """(id, name) of everything that a code can stand under, as in the tree, each once."""
    found = {row.id: f"{'  ' * row.depth}{row.name}" for row in reversed(_all_rows(book)) if row.id}
    ordered = dict.fromkeys(row.id for row in _all_rows(book) if row.id)
    return tuple((name, found[name]) for name in ordered)


def _has(code: Code, words: Sequence[str]) -> bool:
    text = folded(" ".join((code.name, code.id, code.brief, code.definition, code.when, *code.synonyms)))
    return all(word in text for word in words)


def _all_rows(book: Codebook) -> list[CodeRow]:
    below: dict[str, list[Code]] = {}
    known = {*book.by_id, *(one.id for one in book.criteria), *(one.id for one in book.evaluation_questions)}
    for code in book.codes:
        for parent in [name for name in code.parents if name in known] or [""]:
            below.setdefault(parent, []).append(code)
    rows: list[CodeRow] = []
    for criterion in book.criteria:
        rows.append(CodeRow(criterion.id, criterion.name, 0))
        for question in book.evaluation_questions:
            if question.criterion == criterion.id:
                rows.append(CodeRow(question.id, question.name or question.text, 1, under=criterion.id))
                _codes_below(question.id, 2, below, rows)
        _codes_below(criterion.id, 1, below, rows)
    loose = [question for question in book.evaluation_questions if not _has_criterion(book, question.criterion)]
    for question in loose:
        rows.append(CodeRow(question.id, question.name or question.text, 0))
        _codes_below(question.id, 1, below, rows)
    if below.get("") and rows:
        rows.append(CodeRow("", "", 0))
    _codes_below("", 1 if rows else 0, below, rows)
    return rows


def _has_criterion(book: Codebook, name: str) -> bool:
    return any(one.id == name for one in book.criteria)


def _codes_below(parent: str, depth: int, below: Mapping[str, Sequence[Code]], rows: list[CodeRow]) -> None:
    # Not by recursion: a codebook may be deeper than the stack. Circles cannot be.
    waiting = [(code, depth, parent) for code in reversed(below.get(parent, ()))]
    while waiting:
        code, here, above = waiting.pop()
        rows.append(CodeRow(code.id, code.name, here, code, above))
        waiting += [(child, here + 1, code.id) for child in reversed(below.get(code.id, ()))]
