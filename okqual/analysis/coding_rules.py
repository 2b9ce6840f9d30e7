"""Holds codings to those principles of the codebook that can be checked.

A branch is a code with main categories directly below it; what lies below a main category are its
sub-codes. Rules hold for one coder's codings of one case: what two coders see differently is
disagreement and no broken rule.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from okqual.model.codebook import Code, Codebook, Principle
from okqual.model.coding import Coding


@dataclass(frozen=True, slots=True)
class BrokenRule:
    """A principle that a coder's codings of a case do not follow."""

    principle: str
    """Id of the principle."""
    check: str
    case: str
    coder: str
    codes: tuple[str, ...]
    """The codes that do not go together, in the order of the codebook."""
    codings: tuple[str, ...]
    """Ids of the codings under them."""


def broken_rules(codebook: Codebook, codings: Sequence[Coding]) -> list[BrokenRule]:
    """What in ``codings`` breaks a checkable principle, by principle, case and coder.

    Codings under codes that are not in the codebook are left out. Empty when all is well.
    """
    found: list[BrokenRule] = []
    for principle in codebook.principles:
        check = CHECKS.get(principle.check or "")
        if check is None:
            continue
        branches = _branches(codebook, principle)
        for own in _by_case_and_coder(codings):
            for mains in branches:
                for codes in check(codebook, mains, own):
                    found.append(_broken(codebook, principle, codes, own))
    return found


Mains = dict[str, frozenset[str]]
"""The main categories of a branch, each with the ids of its sub-codes."""
Check = Callable[[Codebook, Mains, list[Coding]], Iterator[set[str]]]


def _one_main(codebook: Codebook, mains: Mains, codings: list[Coding]) -> Iterator[set[str]]:
    """At most one main category of the branch, itself or by a sub-code."""
    used = {coding.code for coding in codings}
    touched = [main for main, below in mains.items() if used & {main, *below}]
    if len(touched) > 1:
        yield {code for main in touched for code in used & {main, *mains[main]}}


def _main_leads(codebook: Codebook, mains: Mains, codings: list[Coding]) -> Iterator[set[str]]:
    """A sub-code only where a main category above it is coded too."""
    used = {coding.code for coding in codings}
    for sub in sorted(used):
        above = {main for main, below in mains.items() if sub in below}
        if above and not above & used:
            yield {sub}


def _other_last(codebook: Codebook, mains: Mains, codings: list[Coding]) -> Iterator[set[str]]:
    """The rest category never beside another sub-code of its main category."""
    used = {coding.code for coding in codings}
    for below in mains.values():
        rest = {sub for sub in used & below if codebook.by_id[sub].unexpected}
        if rest and (used & below) - rest:
            yield used & below


CHECKS: dict[str, Check] = {"one_main": _one_main, "main_leads": _main_leads, "other_last": _other_last}


def _branches(codebook: Codebook, principle: Principle) -> list[Mains]:
    children = _children(codebook)
    tops = principle.applies_to or tuple(code.id for code in codebook.codes if _is_top(codebook, code))
    return [{main: _below(children, main) for main in children.get(top, ())} for top in tops]


def _is_top(codebook: Codebook, code: Code) -> bool:
    return not any(parent in codebook.by_id for parent in code.parents)


def _children(codebook: Codebook) -> dict[str, list[str]]:
    children: dict[str, list[str]] = {}
    for code in codebook.codes:
        for parent in code.parents:
            children.setdefault(parent, []).append(code.id)
    return children


def _below(children: dict[str, list[str]], code: str) -> frozenset[str]:
    found: set[str] = set()
    waiting = [code]
    while waiting:
        new = [child for child in children.get(waiting.pop(), ()) if child not in found]
        found.update(new)
        waiting.extend(new)
    return frozenset(found)


def _by_case_and_coder(codings: Sequence[Coding]) -> list[list[Coding]]:
    groups: dict[tuple[str, str], list[Coding]] = {}
    for coding in codings:
        groups.setdefault((coding.case, coding.coder), []).append(coding)
    return list(groups.values())


def _broken(codebook: Codebook, principle: Principle, codes: set[str], own: list[Coding]) -> BrokenRule:
    ordered = tuple(code.id for code in codebook.codes if code.id in codes)
    ids = tuple(coding.id for coding in own if coding.code in codes)
    return BrokenRule(principle.id, principle.check or "", own[0].case, own[0].coder, ordered, ids)
