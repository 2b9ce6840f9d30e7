"""The framework matrix: interviews (or groups of them) by codes, questions or criteria."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from okqual.analysis.material import Evidence, Material, below, empty_state, expected_questions
from okqual.analysis.prevalence import UNDECIDED, value_of
from okqual.model.codebook import Code, Rule
from okqual.model.interview import CaseProgress
from okqual.model.results import CellKind, CellState, Matrix, MatrixCell, MatrixColumn, MatrixRow
from okqual.text.swedish import swedish_key

STATE_ORDER = tuple(CellState)


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


def matrix(
    material: Material,
    columns: Sequence[Column],
    kind: CellKind,
    rows: str = "case",
    group_by: str | None = None,
    rule: Rule | None = None,
    title: str = "",
) -> Matrix:
    """Make the matrix. ``rows`` is "case" or an attribute; every (row, column) has a cell."""
    sets = _row_sets(material, rows, group_by)
    found: dict[str, list[Evidence]] = defaultdict(list)
    for piece in material.evidence:
        found[piece.case].append(piece)
    cells = {
        (row.id, column.shown.id): _cell(material, members, column, kind, found, rule)
        for row, members in sets
        for column in columns
    }
    shown = tuple(row for row, _ in sets)
    by = "" if rows == "case" else rows
    return Matrix(shown, tuple(c.shown for c in columns), cells, kind, title, group_by or "", by)


def code_columns(material: Material, criteria: Sequence[str], include_outside: bool) -> list[Column]:
    """A column for each code that can be put on passages, in the codebook's order."""
    book = material.codebook
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


def question_columns(material: Material, include_outside: bool) -> list[Column]:
    """A column for each guide question: all codings of words that stand under it."""
    themes = {theme.id: theme.name for theme in material.guide.themes}
    codes = frozenset(code.id for code in material.codebook.codes if include_outside or not code.outside)
    return [
        Column(
            MatrixColumn(q.number, f"{q.number}. {q.name}", themes.get(q.theme, "")), codes, frozenset({q.number}), True
        )
        for q in material.guide.questions
        if q.coded
    ]


def criterion_columns(material: Material, criteria: Sequence[str]) -> list[Column]:
    """A column for each criterion: the codings under all its codes."""
    book = material.codebook
    columns = []
    for criterion in book.criteria:
        if criteria and criterion.id not in criteria:
            continue
        codes = frozenset(c.id for c in book.codes if book.criterion_of(c.id) == criterion and not c.outside)
        columns.append(Column(MatrixColumn(criterion.id, criterion.name), codes, expected_questions(book, codes)))
    return columns


def _row_sets(material: Material, rows: str, group_by: str | None) -> list[tuple[MatrixRow, tuple[CaseProgress, ...]]]:
    if rows != "case":
        groups: dict[str, list[CaseProgress]] = defaultdict(list)
        for case in material.cases:
            groups[case.attributes.get(rows, "")].append(case)
        return [
            (MatrixRow(name or "–", name or "–", detail=""), tuple(groups[name]))
            for name in sorted(groups, key=swedish_key)
        ]
    ordered = sorted(material.cases, key=lambda case: (swedish_key(_group(case, group_by)), swedish_key(case.case)))
    return [(_row(case, material.labels.get(case.case, ""), group_by), (case,)) for case in ordered]


def _row(case: CaseProgress, neutral: str, group_by: str | None) -> MatrixRow:
    told = case.attributes
    detail = " · ".join(told[name] for name in ("aktörstyp", "kommungrupp", "län") if told.get(name))
    return MatrixRow(case.case, case.case, _group(case, group_by), detail, neutral)


def _group(case: CaseProgress, group_by: str | None) -> str:
    return case.attributes.get(group_by, "–") if group_by else ""


def _cell(
    material: Material, members: tuple[CaseProgress, ...], column: Column, kind: CellKind,
    found: dict[str, list[Evidence]], rule: Rule | None,
) -> MatrixCell:  # fmt: skip
    pieces = [p for row in members for p in found.get(row.case, ()) if _belongs(p, column)]
    if not pieces:
        states = {empty_state(row, column.questions) for row in members} or {CellState.NOT_APPLICABLE}
        return MatrixCell(min(states, key=STATE_ORDER.index))
    cases = tuple(dict.fromkeys(p.case for p in pieces))
    quotes = tuple(p.quote for p in pieces if not p.quote.held) if kind in (CellKind.QUOTES, CellKind.SUMMARY) else ()
    values = _values(material, pieces, cases, column, rule)
    known = [value for value in values if value != UNDECIDED]
    single = known[0] if len(known) == 1 and len(values) == 1 else None
    scale = column.code.scale if column.code else None
    names = [scale.name_of(value) if scale else value for value in known]
    count = len(cases) if len(members) > 1 else len(pieces)
    return MatrixCell(CellState.CODED, count, single, ", ".join(names), UNDECIDED in values, quotes=quotes, cases=cases)


def _belongs(piece: Evidence, column: Column) -> bool:
    return piece.code in column.codes and (not column.by_question or bool(column.questions & set(piece.questions)))


def _values(
    material: Material, pieces: list[Evidence], cases: tuple[str, ...], column: Column, rule: Rule | None
) -> list[str]:
    """The values that occur among the cells' interviews, in the order of the scale, undecided last."""
    code = column.code
    if code is None or code.scale is None:
        return []
    found: set[str] = set()
    for case in cases:
        said = [p.value for p in pieces if p.case == case and p.code == code.id and p.value is not None]
        decided = material.decided.get((case, code.id))
        if decided is not None:
            found.add(decided)
        elif said:
            found.update(value_of(said, code.scale, rule or code.scale.rule))
    order = [*(v.id for v in code.scale.values), UNDECIDED]
    return [value for value in order if value in found]
