"""A codebook as it was imported, with the edits that came after it laid over.

A definition is one register, the parents of a code are a set. An edge that would close a circle is
left out, so that two people who each made half of one end in the same codebook, whoever merges first.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from okqual.model.codebook import Code, Codebook
from okqual.model.plain import definition_digest

Order = tuple[int, str, int]
"""Where an entry stands: (tick, origin, number)."""
FIRST: Order = (-1, "", 0)


@dataclass(frozen=True, slots=True)
class CodeEdits:
    """What the edits after the import say of one code."""

    code: str
    first: Order = FIRST
    """Of its first definition: where a new code stands among the others."""
    definition: Code | None = None
    parents: tuple[tuple[Order, str, bool], ...] = ()
    """(order, parent, whether it is above) of each parent that was spoken of."""
    retired: bool | None = None


@dataclass(frozen=True, slots=True)
class Overlaid:
    """A codebook with its edits."""

    book: Codebook
    digests: dict[str, str]
    """code → digest of its definition in force."""
    left_out: tuple[tuple[str, str], ...] = ()
    """(code, parent) of edges that would have closed a circle."""


@dataclass(slots=True)
class _Edges:
    above: dict[str, list[str]] = field(default_factory=dict)
    left_out: list[tuple[str, str]] = field(default_factory=list)

    def add(self, code: str, parent: str) -> None:
        if parent == code or parent in self.above[code]:
            return
        if reaches(self.above, parent, code):
            self.left_out.append((code, parent))
        else:
            self.above[code].append(parent)


def bare(code: Code) -> Code:
    """A definition without what is said of the code elsewhere: its parents, and whether it is retired."""
    return replace(code, parents=(), retired=False)


def reaches(above: Mapping[str, Sequence[str]], start: str, end: str) -> bool:
    """Whether a walk upwards from ``start`` comes to ``end``."""
    waiting, seen = [start], set[str]()
    while waiting:
        here = waiting.pop()
        if here == end:
            return True
        if here not in seen:
            seen.add(here)
            waiting.extend(above.get(here, ()))
    return False


def overlaid(book: Codebook, edits: Sequence[CodeEdits], aliases: Mapping[str, str]) -> Overlaid:
    """``book`` with ``edits``; codes that ``aliases`` names count as another and stand no more in it."""
    said = {one.code: one for one in edits}
    codes = {code.id: code for code in book.codes}
    digests = {code.id: definition_digest(code) for code in book.codes}
    for one in sorted(edits, key=lambda one: (one.first, one.code)):
        if one.definition is not None:
            digests[one.code] = definition_digest(one.definition)
            codes[one.code] = one.definition
    live = {name: code for name, code in codes.items() if name not in aliases}
    edges = _edges(book, said, live, aliases)
    made = tuple(
        replace(code, parents=tuple(edges.above[name]), retired=_retired(code, said.get(name)))
        for name, code in live.items()
    )
    principles = tuple(
        replace(rule, applies_to=tuple(dict.fromkeys(aliases.get(code, code) for code in rule.applies_to)))
        for rule in book.principles
    )
    whole = replace(book, codes=made, principles=principles)
    return Overlaid(whole, {name: digests[name] for name in live}, tuple(edges.left_out))


def _retired(code: Code, said: CodeEdits | None) -> bool:
    return code.retired if said is None or said.retired is None else said.retired


def _edges(
    book: Codebook, said: Mapping[str, CodeEdits], live: Mapping[str, Code], aliases: Mapping[str, str]
) -> _Edges:
    nodes = {*live, *(one.id for one in book.criteria), *(one.id for one in book.evaluation_questions)}
    taken_off = {(one.code, parent) for one in said.values() for _order, parent, on in one.parents if not on}
    wanted = [
        (FIRST, code.id, parent) for code in book.codes for parent in code.parents if (code.id, parent) not in taken_off
    ]
    wanted += sorted((order, one.code, parent) for one in said.values() for order, parent, on in one.parents if on)
    edges = _Edges({name: [] for name in live})
    for _order, code, parent in wanted:
        above = aliases.get(parent, parent)
        if code in live and above in nodes:
            edges.add(code, above)
    return edges


def merged_codes(wanted: Sequence[tuple[Order, str, str]]) -> tuple[dict[str, str], tuple[tuple[str, str], ...]]:
    """code → the code it counts as in the end, and the (code, into) that would have closed a circle."""
    step: dict[str, str] = {}
    left_out: list[tuple[str, str]] = []
    for _order, code, into in sorted(wanted):
        if _end(step, into) == code:
            left_out.append((code, into))
        else:
            step[code] = into
    return {code: _end(step, code) for code in step}, tuple(left_out)


def _end(step: Mapping[str, str], code: str) -> str:
    while code in step:
        code = step[code]
    return code


def means_the_same(one: Code, other: Code) -> bool:
    """Whether two definitions read the same where it matters for what is put under the code."""
    return all(getattr(one, name) == getattr(other, name) for name in OF_MEANING)


OF_MEANING = ("brief", "definition", "when", "when_not", "scale", "split_into")
"""The parts of a definition that say what belongs under the code."""
