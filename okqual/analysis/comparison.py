"""A code in the groups of an attribute: counts side by side, and where they differ most."""

from __future__ import annotations

from okqual.analysis.groups import named_group
from okqual.analysis.material import Evidence, Material, below
from okqual.analysis.prevalence import prevalence
from okqual.model.codebook import Code
from okqual.model.coding import Quote
from okqual.model.comparison import Comparison, Difference, GroupColumn
from okqual.model.results import PrevalenceRow
from okqual.text.swedish import swedish_key

LEAST_APART = 0.25
"""Groups differ on a value when their shares are at least so far apart. Shares order what is shown; counts are shown,
since a share of three interviews says little."""


def compare(material: Material, code: Code, by: str) -> Comparison:
    """One code in every group of an attribute, groups in Swedish order.

    Counts are those of :func:`okqual.analysis.prevalence.prevalence`: interviews, the scale's own rule.
    """
    family = below(material.codebook, code.id)
    mine = [row for row in prevalence(material, by, include_outside=True, only=code.id) if row.code == code.id]
    groups = [row.group for row in mine if row.value is None and row.group is not None]
    cases = {row.case: named_group(row.attributes, by) for row in material.cases}
    found: dict[str, list[Evidence]] = {group: [] for group in groups}
    for piece in material.evidence:
        if piece.code in family and cases.get(piece.case) in found:
            found[cases[piece.case]].append(piece)
    columns = tuple(_column(group, [row for row in mine if row.group == group], found[group]) for group in groups)
    return Comparison(code, by, columns, _differences(columns))


def _column(group: str, rows: list[PrevalenceRow], pieces: list[Evidence]) -> GroupColumn:
    whole = next(row for row in rows if row.value is None)
    values = tuple((row.value, row.cases) for row in rows if row.value is not None)
    return GroupColumn(group, whole.of, whole.asked, whole.cases, values, _quotes(pieces))


def _quotes(pieces: list[Evidence]) -> tuple[Quote, ...]:
    """Each words once, key quotes first."""
    firsts: dict[tuple[str, str], Quote] = {}
    ordered = sorted(pieces, key=lambda p: (not p.quote.key, swedish_key(p.case), swedish_key(p.quote.id)))
    for piece in ordered:
        firsts.setdefault((piece.quote.id, piece.quote.text), piece.quote)
    return tuple(firsts.values())


def _differences(columns: tuple[GroupColumn, ...]) -> tuple[Difference, ...]:
    """Values that groups differ on, those that differ most first."""
    if len(columns) < 2:
        return ()
    names: list[str | None] = list(dict.fromkeys(value for column in columns for value, _ in column.values))
    apart = []
    for value in names or [None]:
        counts = tuple((column.group, _said(column, value), column.of) for column in columns)
        shares = [said / of for _, said, of in counts if of]
        if shares and max(shares) - min(shares) >= LEAST_APART:
            apart.append((max(shares) - min(shares), Difference(value, counts)))
    return tuple(difference for _, difference in sorted(apart, key=lambda pair: -pair[0]))


def _said(column: GroupColumn, value: str | None) -> int:
    if value is None:
        return len(column.coded)
    return len(dict(column.values).get(value, ()))
