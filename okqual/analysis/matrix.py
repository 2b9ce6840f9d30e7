"""The framework matrix: interviews (or groups of them) by codes, questions or criteria."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from okqual.analysis.case_values import UNDECIDED, case_value
from okqual.analysis.columns import Column
from okqual.analysis.groups import named_group
from okqual.analysis.material import Evidence, Material, empty_state
from okqual.model.codebook import Code, Rule
from okqual.model.interview import CaseProgress
from okqual.model.results import CellKind, CellState, Matrix, MatrixCell, MatrixRow
from okqual.text.swedish import swedish_key

STATE_ORDER = tuple(CellState)


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


def _row_sets(material: Material, rows: str, group_by: str | None) -> list[tuple[MatrixRow, tuple[CaseProgress, ...]]]:
    if rows != "case":
        groups: dict[str, list[CaseProgress]] = defaultdict(list)
        for case in material.cases:
            groups[named_group(case.attributes, rows)].append(case)
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
    return (named_group(case.attributes, group_by) or "–") if group_by else ""


def _cell(
    material: Material, members: tuple[CaseProgress, ...], column: Column, kind: CellKind,
    found: dict[str, list[Evidence]], rule: Rule | None,
) -> MatrixCell:  # fmt: skip
    pieces = [p for row in members for p in found.get(row.case, ()) if _belongs(p, column)]
    if not pieces:
        states = {empty_state(row, column.questions) for row in members} or {CellState.NOT_APPLICABLE}
        return MatrixCell(min(states, key=STATE_ORDER.index))
    cases = tuple(dict.fromkeys(p.case for p in pieces))
    shown = _once(pieces, column.code)
    with_words = kind in (CellKind.QUOTES, CellKind.SUMMARY)
    quotes = tuple(p.quote for p in shown if with_words and not p.quote.held)
    values, split = _values(material, pieces, cases, column, rule)
    known = [value for value in values if value != UNDECIDED]
    single = known[0] if len(known) == 1 and len(values) == 1 else None
    scale = column.code.scale if column.code else None
    names = [scale.name_of(value) if scale else value for value in known]
    count = len(cases) if len(members) > 1 else len(shown)
    return MatrixCell(
        CellState.CODED, count, single, ", ".join(names), UNDECIDED in values, split, quotes=quotes, cases=cases
    )


def _once(pieces: list[Evidence], code: Code | None) -> list[Evidence]:
    """The evidence, words that a code below carries too once: with the column's own code."""
    if code is None:
        return pieces
    own = {(p.quote.id, p.quote.text, p.quote.coder) for p in pieces if p.code == code.id}
    return [p for p in pieces if p.code == code.id or (p.quote.id, p.quote.text, p.quote.coder) not in own]


def _belongs(piece: Evidence, column: Column) -> bool:
    return piece.code in column.codes and (not column.by_question or bool(column.questions & set(piece.questions)))


def _values(
    material: Material, pieces: list[Evidence], cases: tuple[str, ...], column: Column, rule: Rule | None
) -> tuple[list[str], bool]:
    """The values that occur among the cells' interviews, in the order of the scale, undecided last; who disagree."""
    code = column.code
    if code is None or code.scale is None:
        return [], False
    found: set[str] = set()
    split = False
    for case in cases:
        said = [(p.value, p.participants) for p in pieces if p.case == case and p.code == code.id and p.value]
        decided = material.decided.get((case, code.id))
        if said:
            by_rule = case_value(said, code.scale, rule)
            split = split or by_rule.disagree
            found.update(by_rule.values if decided is None else ())
        if decided is not None:
            found.add(decided)
    order = [*(v.id for v in code.scale.values), UNDECIDED]
    return [value for value in order if value in found], split
