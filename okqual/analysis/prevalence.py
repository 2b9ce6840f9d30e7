"""Prevalence: how many interviews say what under a code, by group, with unit and denominator."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from okqual.analysis.case_values import UNDECIDED, Said, disagree, value_of
from okqual.analysis.groups import named_group
from okqual.analysis.material import Material, below, expected_questions, was_asked
from okqual.analysis.units import CASE, Unit, units_behind, units_of
from okqual.model.codebook import Code, Rule
from okqual.model.results import PrevalenceRow
from okqual.text.swedish import swedish_key

__all__ = ["UNDECIDED", "disagreeing", "groups_of", "prevalence", "said_by_code", "unit_values", "value_of"]

Sayings = Sequence[tuple[str, str | None]]
"""A unit and the value it gives, or None, for each coding."""


def prevalence(
    material: Material,
    by: str | None = None,
    unit: str = CASE,
    rule: Rule | None = None,
    include_outside: bool = False,
    only: str | None = None,
) -> list[PrevalenceRow]:
    """All rows: for each code any coding, each value that occurs, and undecided units; in all and by group.

    ``by`` is an attribute of the interviews (or, for participants, theirs), or two crossed: "aktörstyp×län".
    ``rule`` replaces every
    scale's own. Units without the attribute make no group. Codes outside the evaluation are left
    out unless ``include_outside``; ``only`` leaves out all codes but one.
    """
    units = units_of(material.cases, unit)
    said = said_by_code(material, unit)
    split = disagreeing(material, rule) if unit == CASE else {}
    rows: list[PrevalenceRow] = []
    for code in material.codebook.codes:
        if (code.outside and not include_outside) or only not in (None, code.id):
            continue
        family = below(material.codebook, code.id)
        any_coding = {name for each in family for name, _ in said.get(each, ())}
        expected = expected_questions(material.codebook, family)
        values = unit_values(said.get(code.id, ()), code, rule, material.decided, unit)
        rows += _of_code(code, rule, unit, units, by, any_coding, values, expected, split.get(code.id, frozenset()))
    return rows


def said_by_code(material: Material, unit: str) -> Mapping[str, Sayings]:
    """code → what is said under it: a unit and its value (None without one) for each coding and unit that says it."""
    known = {row.case: row for row in material.cases}
    found: dict[str, list[tuple[str, str | None]]] = defaultdict(list)
    for piece in material.evidence:
        found[piece.code] += [(name, piece.value) for name in units_behind(piece, known, unit)]
    return found


def unit_values(
    said: Sayings, code: Code, rule: Rule | None, decided: Mapping[tuple[str, str], str], unit: str = CASE
) -> dict[str, tuple[str, ...]]:
    """unit → its values under a code with a scale; ``("undecided",)`` where the rule gives none.

    What a person decided of an interview holds whatever the rule.
    """
    if code.scale is None:
        return {}
    values: dict[str, list[str]] = defaultdict(list)
    for name, value in said:
        if value is not None:
            values[name].append(value)
    found = {name: value_of(each, code.scale, rule or code.scale.rule) for name, each in values.items()}
    if unit == CASE:
        found |= {case: (value,) for (case, of), value in decided.items() if of == code.id}
    return found


def disagreeing(material: Material, rule: Rule | None = None) -> dict[str, frozenset[str]]:
    """code → the interviews whose participants say different things under it."""
    said: dict[tuple[str, str], list[Said]] = defaultdict(list)
    for piece in material.evidence:
        if piece.value is not None:
            said[piece.code, piece.case].append((piece.value, piece.participants))
    found: dict[str, set[str]] = defaultdict(set)
    for (code, case), values in said.items():
        scale = material.codebook.by_id[code].scale if code in material.codebook.by_id else None
        if scale is not None and disagree(values, scale, rule or scale.rule):
            found[code].add(case)
    return {code: frozenset(cases) for code, cases in found.items()}


def groups_of(units: Sequence[Unit], by: str | None) -> list[str | None]:
    """None for all, then the values of the attribute, or of several crossed, in Swedish order."""
    found = {named_group(unit.attributes, by) for unit in units} - {""}
    return [None, *sorted(found, key=swedish_key)]


def _of_code(
    code: Code, rule: Rule | None, unit: str, units: Sequence[Unit], by: str | None, any_coding: set[str],
    values: dict[str, tuple[str, ...]], expected: frozenset[str], split: frozenset[str],
) -> list[PrevalenceRow]:  # fmt: skip
    scale = code.scale.values if code.scale else ()
    occurring = {value for of_unit in values.values() for value in of_unit}
    wanted: list[str | None] = [None, *(v.id for v in scale if v.id in occurring)]
    wanted += [UNDECIDED] if UNDECIDED in occurring else []
    used = str(rule or (code.scale.rule if code.scale else "")) if code.scale else ""
    rows = []
    for group in groups_of(units, by):
        members = [u for u in units if group is None or named_group(u.attributes, by) == group]
        asked = {u.id for u in members if any(was_asked(row, expected) for row in u.cases)}
        for value in wanted:
            who = [u.id for u in members if (u.id in any_coding if value is None else value in values.get(u.id, ()))]
            rows.append(
                PrevalenceRow(
                    code.id, value, group, unit, used, tuple(who), len(members), len(asked),
                    sum(1 for name in who if name not in asked), disagree=tuple(n for n in who if n in split),
                )
            )  # fmt: skip
    return rows
