"""The words for how many of written roll-ups held against the counts of what stands under them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from okqual.analysis import claims as holding
from okqual.analysis.counts import Numbers
from okqual.analysis.disclosure import ACTOR
from okqual.analysis.groups import named_group
from okqual.analysis.relations import Relation, relational_claims
from okqual.errors import OkqualError
from okqual.model.claims import Claim, Verdict
from okqual.model.codebook import Code
from okqual.model.finding import CountRef
from okqual.model.summary import Cell, RowKind, Summary
from okqual.store import queries
from okqual.study import browsing
from okqual.study.cell_evidence import column_named
from okqual.study.counting import counted
from okqual.study.grouping import told_with_groups
from okqual.study.opening import Study
from okqual.study.quantifying import language, scale

SPREAD = (Relation.DIFFERING, Relation.SHARED)
ORDER = (Verdict.OK, Verdict.MISMATCH, Verdict.CANNOT_JUDGE)
SHORT = 4
"""Letters up to which a value's name must stand by itself: "ja" is in "jag"."""


def claims_of_cell(study: Study, cell: Cell, text: str, counts: Numbers | None = None) -> list[Claim]:
    """The quantified statements of a roll-up's text; none of a cell of one interview, which counts nobody.

    A roll-up is not linked to counts: a statement is wrong where it holds of none that stand under it, of any
    value that its sentence names.
    """
    refs = counts_under(study, cell)
    if not refs or not text.strip():
        return []
    made = counts or counted(study, refs)
    used, spoken = scale(study), language(study)
    found = []
    for start, sentence in _sentences(text):
        told = holding.claims(sentence, _named(study, refs, sentence), made, used, spoken, loose=True)
        told = [each for each in told if each.scale_word not in set(Relation)]
        own = [ref for ref in refs if (ref.by, ref.group) == (cell.by, cell.row)]
        relational = relational_claims(sentence, own, made, used)
        told += [each for each in relational if each.scale_word in SPREAD]
        if len(relational) > sum(each.scale_word in SPREAD for each in relational):
            told += _compared(study, cell, _named(study, own, sentence), sentence, made)
        found += [_moved(each, start) for each in told]
    return sorted(found, key=lambda each: each.start)


def claims_of_texts(study: Study, texts: Mapping[Cell, Summary]) -> dict[Cell, list[Claim]]:
    """The same of many cells, with one picture of the study."""
    refs = {ref for cell in texts for ref in counts_under(study, cell)}
    if not refs:
        return {}
    made = counted(study, refs)
    return {cell: found for cell, each in texts.items() if (found := claims_of_cell(study, cell, each.text, made))}


def counts_under(study: Study, cell: Cell) -> list[CountRef]:
    """What can be counted under a roll-up: each code of its column, any coding before its values, in its group.

    A text about all may name a group; so the groups of actors are counted there too.
    """
    if cell.rows is RowKind.CASE:
        return []
    try:
        column = column_named(study, cell.columns, cell.column)
    except OkqualError:
        return []  # The codebook lacks it now.
    codes = [column.code] if column.code is not None else []
    if column.code is None:
        codes = [code for code in browsing.codebook(study).codes if code.id in column.codes and not code.group]
    groups = [(cell.by, cell.row)]
    if cell.rows is RowKind.ALL:
        told = queries.attributes(study.db).values()
        groups += [(ACTOR, name) for name in sorted({each[ACTOR] for each in told if each.get(ACTOR)})]
    return [CountRef(code.id, values, by, group) for by, group in groups for code in codes for values in _values(code)]


def _compared(study: Study, cell: Cell, refs: Sequence[CountRef], sentence: str, made: Numbers) -> list[Claim]:
    """The words of a sentence that compare groups; the roll-up's own group need not be named.

    Like all that a roll-up says they are wrong where they hold of nothing that is counted under it.
    """
    by, used = cell.by or ACTOR, scale(study)
    told = told_with_groups(study, queries.attributes(study.db)).values()
    groups = sorted({name for each in told if (name := named_group(each, by))})
    found: dict[tuple[int, int], list[Claim]] = {}
    for ref in refs:
        linked = [replace(ref, by=by, group=group) for group in groups]
        for claim in relational_claims(sentence, linked, made, used, cell.row):
            if claim.scale_word not in SPREAD:
                found.setdefault((claim.start, claim.end), []).append(claim)
    # What nobody says in either group is as common in both, and no sentence is about that.
    return [
        min(those, key=lambda each: (each.n == each.other_n == 0, ORDER.index(each.verdict)))
        for those in found.values()
    ]


def _values(code: Code) -> list[tuple[str, ...]]:
    """Any coding; each value; of an ordered scale also two neighbours together: "ja eller delvis"."""
    if code.scale is None:
        return [()]
    values = [value.id for value in code.scale.values]
    return [(), *((value,) for value in values), *(pairwise(values) if code.scale.ordered else ())]


def _named(study: Study, refs: Iterable[CountRef], sentence: str) -> list[CountRef]:
    """The counts of the values that a sentence names; all where it names none."""
    book = browsing.codebook(study)
    all_refs = list(refs)
    named = []
    for ref in all_refs:
        code = book.by_id[ref.code]
        names = [code.scale.name_of(value) for value in ref.values] if code.scale is not None else []
        if len(names) == 1 and _stands_in(names[0], sentence):
            named.append(ref)
    return named or all_refs


def _stands_in(name: str, sentence: str) -> bool:
    end = r"(?!\w)" if len(name) <= SHORT else ""
    return re.search(rf"(?<!\w){re.escape(name)}{end}", sentence, re.IGNORECASE) is not None


def _sentences(text: str) -> list[tuple[int, str]]:
    return [(each.start(), each[0]) for each in re.finditer(r"[^.!?\n]+[.!?]*", text)]


def _moved(claim: Claim, by: int) -> Claim:
    return replace(claim, start=claim.start + by, end=claim.end + by)
