"""What is published of a study: counts as they are, words and groups as far as the study lets them out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import replace

from okqual.analysis.material import Evidence, Material
from okqual.messages import message
from okqual.model.attributes import FEEDBACK
from okqual.model.coding import parse_citation
from okqual.model.disclosure import Disclosure, DisclosureChange, DisclosureKind, SmallGroups, Unreviewed
from okqual.model.interview import CaseProgress

ACTOR = "aktörstyp"
LOOKED_THROUGH = ("godkänd", "ändrad", "inget svar")
"""Feedback that means that the note was sent back, and time has passed or an answer has come."""


def disclosed(
    material: Material, rules: Disclosure, secret: Collection[tuple[str, int]], by: Sequence[str] = (ACTOR,)
) -> tuple[Material, list[DisclosureChange]]:
    """The material as it may be published, and what that changed.

    No coding and no interview goes: every count stays. Quotes that are secret, or of notes that were not sent
    back where the study says so, are held; groups of the attributes ``by`` that are too small are named
    together where the study says so; types of actor get their names in print. A study in which no interview
    says anything of feedback is taken to keep no track of it.
    """
    cases, changes = _cases(material.cases, rules, by)
    told = {row.case: row for row in cases}
    waiting = _not_sent_back(material.cases) if rules.unreviewed is not Unreviewed.KEEP else frozenset()
    hold = rules.unreviewed is Unreviewed.HOLD
    evidence = []
    secrets: dict[str, None] = {}
    for piece in material.evidence:
        is_secret = _touches(piece.quote.id, secret)
        if is_secret:
            secrets[piece.quote.id] = None
        here = piece.case in waiting
        quote = replace(
            piece.quote, actor=told[piece.case].attributes.get(ACTOR, ""), held=is_secret or (here and hold),
            unreviewed=here and not hold,
        )  # fmt: skip
        evidence.append(replace(piece, quote=quote))
    changes += [DisclosureChange(DisclosureKind.SECRET, citation) for citation in secrets]
    changes += _of_waiting(material.evidence, waiting, DisclosureKind.HELD if hold else DisclosureKind.MARKED)
    return replace(material, cases=tuple(cases), evidence=tuple(evidence)), changes


def _touches(citation: str, secret: Collection[tuple[str, int]]) -> bool:
    words = parse_citation(citation)
    return words is not None and any((words.note, number) in secret for number in range(words.first, words.last + 1))


def _not_sent_back(cases: Sequence[CaseProgress]) -> frozenset[str]:
    if not any(row.attributes.get(FEEDBACK) for row in cases):
        return frozenset()
    return frozenset(row.case for row in cases if row.attributes.get(FEEDBACK) not in LOOKED_THROUGH)


def _of_waiting(evidence: Sequence[Evidence], waiting: frozenset[str], kind: DisclosureKind) -> list[DisclosureChange]:
    counts = Counter(piece.case for piece in evidence if piece.case in waiting)
    return [DisclosureChange(kind, case, counts[case]) for case in sorted(counts)]


def _cases(
    cases: Sequence[CaseProgress], rules: Disclosure, by: Sequence[str]
) -> tuple[list[CaseProgress], list[DisclosureChange]]:
    changes: list[DisclosureChange] = []
    names: dict[tuple[str, str], str] = {}
    for attribute in dict.fromkeys(by):
        groups = Counter(value for row in cases if (value := row.attributes.get(attribute)))
        small = _small(groups, rules)
        for group in small:
            kind = DisclosureKind.MERGED if rules.small_groups is SmallGroups.MERGE else DisclosureKind.SMALL
            now = message("terms.other_groups") if kind is DisclosureKind.MERGED else ""
            changes.append(DisclosureChange(kind, group, groups[group], now))
            if now:
                names[attribute, group] = now
    for role in rules.roles:
        count = sum(row.attributes.get(ACTOR) == role.actor for row in cases)
        if count and (ACTOR, role.actor) not in names:
            names[ACTOR, role.actor] = role.label
            changes.append(DisclosureChange(DisclosureKind.RENAMED, role.actor, count, role.label))
    return [_renamed(row, names) for row in cases], changes


def _small(groups: Counter[str], rules: Disclosure) -> list[str]:
    """Groups under the smallest size; where they are merged and still too few together, the next larger one too."""
    ordered = sorted(groups, key=lambda group: (groups[group], group))
    small = [group for group in ordered if groups[group] < rules.smallest_group]
    if small and rules.small_groups is SmallGroups.MERGE:
        for group in ordered[len(small) :]:
            if sum(groups[one] for one in small) >= rules.smallest_group:
                break
            small.append(group)
    return small


def _renamed(row: CaseProgress, names: dict[tuple[str, str], str]) -> CaseProgress:
    told = {name: names.get((name, value), value) for name, value in row.attributes.items()}
    return row if told == row.attributes else replace(row, attributes=told)
