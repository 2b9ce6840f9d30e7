"""The columns of the framework matrix: codes, guide questions, evaluation questions or criteria."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from okqual.analysis.material import below, expected_questions
from okqual.model.codebook import Code, Codebook
from okqual.model.guide import Guide
from okqual.model.results import MatrixColumn
from okqual.model.summary import ColumnKind


@dataclass(frozen=True, slots=True)
class Column:
    """A column and what counts into it."""

    shown: MatrixColumn
    codes: frozenset[str]
    """Codes whose codings stand here."""
    questions: frozenset[str]
    """Questions that say why a cell is empty; and, ``by_question``, where the words must stand."""
    by_question: bool = False
    code: Code | None = None
    """The code itself when the column is one, for its values."""


def columns_of(
    kind: ColumnKind, guide: Guide, book: Codebook, criteria: Sequence[str] = (), include_outside: bool = False
) -> list[Column]:
    """The columns of one kind, in the order of codebook or guide; ``criteria`` leaves out the others'."""
    if kind is ColumnKind.QUESTION:
        return _questions(guide, book, include_outside)
    if kind is ColumnKind.EVALUATION:
        return _evaluation_questions(book, criteria)
    if kind is ColumnKind.CRITERION:
        return _criteria(book, criteria)
    return _codes(book, criteria, include_outside)


def _codes(book: Codebook, criteria: Sequence[str], include_outside: bool) -> list[Column]:
    """A column for each code that can be put on passages."""
    columns = []
    for code in book.codes:
        criterion, question = book.criterion_of(code.id), book.evaluation_question_of(code.id)
        if code.group or (code.outside and not include_outside):
            continue
        if criteria and (criterion is None or criterion.id not in criteria):
            continue
        family = below(book, code.id)
        above = (question.name or question.text) if question else (criterion.name if criterion else "")
        shown = MatrixColumn(code.id, code.name, above)
        columns.append(Column(shown, family, expected_questions(book, family), code=code))
    return columns


def _questions(guide: Guide, book: Codebook, include_outside: bool) -> list[Column]:
    """A column for each guide question: all codings of words that stand under it."""
    themes = {theme.id: theme.name for theme in guide.themes}
    codes = frozenset(code.id for code in book.codes if include_outside or not code.outside)
    return [
        Column(
            MatrixColumn(q.number, f"{q.number}. {q.name}", themes.get(q.theme, "")), codes, frozenset({q.number}), True
        )
        for q in guide.questions
        if q.coded
    ]


def _evaluation_questions(book: Codebook, criteria: Sequence[str]) -> list[Column]:
    """A column for each evaluation question that codes stand under."""
    names = {criterion.id: criterion.name for criterion in book.criteria}
    columns = []
    for question in book.evaluation_questions:
        if criteria and question.criterion not in criteria:
            continue
        codes = frozenset(c.id for c in book.codes if book.evaluation_question_of(c.id) == question and not c.outside)
        if codes:
            shown = MatrixColumn(question.id, question.name or question.text, names.get(question.criterion, ""))
            columns.append(Column(shown, codes, expected_questions(book, codes)))
    return columns


def _criteria(book: Codebook, criteria: Sequence[str]) -> list[Column]:
    """A column for each criterion: the codings under all its codes."""
    columns = []
    for criterion in book.criteria:
        if criteria and criterion.id not in criteria:
            continue
        codes = frozenset(c.id for c in book.codes if book.criterion_of(c.id) == criterion and not c.outside)
        columns.append(Column(MatrixColumn(criterion.id, criterion.name), codes, expected_questions(book, codes)))
    return columns
