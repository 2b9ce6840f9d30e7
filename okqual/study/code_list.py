"""All segments under a code as a list, with what they were sorted into and how values fall on groups."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from enum import StrEnum

from okqual.analysis.groups import named_group
from okqual.analysis.material import below
from okqual.model.codebook import Code, Codebook
from okqual.model.coding import Coding
from okqual.store import queries
from okqual.store.database import reading
from okqual.study.definitions import code_named, codebook
from okqual.study.grouping import told_with_groups
from okqual.study.opening import Study
from okqual.study.recoding import sub_codes
from okqual.text.swedish import swedish_key


class Order(StrEnum):
    """How the segments are sorted."""

    INTERVIEW = "interview"
    VALUE = "value"
    SUB_CODE = "sub_code"
    GROUP = "group"


@dataclass(frozen=True, slots=True)
class Listed:
    """A segment under the code."""

    coding: Coding
    attributes: dict[str, str]
    sub_code: str = ""
    """The code below that the same words stand under too; empty while they are not sorted."""
    only_below: bool = False
    """It stands under the code below alone."""


@dataclass(frozen=True, slots=True)
class CodeList:
    """The segments of a code and what is counted of them; every count is of interviews."""

    code: Code
    segments: tuple[Listed, ...]
    interviews: int
    sub_codes: tuple[tuple[Code, int], ...]
    """Codes directly below, with the interviews under each."""
    values: tuple[tuple[str, int], ...]
    """Value → interviews with a coding of it, in the order of the scale."""


def code_list(study: Study, code: str, order: Order = Order.INTERVIEW, by: str = "aktörstyp") -> CodeList:
    """The segments under a code and under those below it; the same words once.

    ``by``: the attribute that :attr:`Order.GROUP` sorts by. Raises OkqualError for an unknown code.
    """
    wanted, book = code_named(study, code), codebook(study)
    with reading(study.db):
        own = [coding for coding in queries.all_codings(study.db, wanted.id) if coding.how != "lost"]
        lower = [
            coding
            for name in sorted(below(book, wanted.id) - {wanted.id})
            for coding in queries.all_codings(study.db, name)
            if coding.how != "lost"
        ]
        told = told_with_groups(study, queries.attributes(study.db))
    directly = sub_codes(study, wanted.id)
    names = {one.id for one in directly}
    sorted_as: dict[tuple[str, int, int, str], str] = {}
    for coding in lower:
        if coding.code in names:
            sorted_as.setdefault(_words(coding), coding.code)
    there = {_words(coding) for coding in own}
    listed = [Listed(c, told.get(c.case, {}), sorted_as.get(_words(c), "")) for c in own]
    listed += [
        Listed(c, told.get(c.case, {}), c.code, only_below=True) for c in lower if _words(c) not in there
    ]  # fmt: skip
    under: dict[str, set[str]] = defaultdict(set)
    for coding in lower:
        for one in names & _above(book, coding.code):
            under[one].add(coding.case)
    return CodeList(
        wanted, tuple(sorted(listed, key=lambda one: _key(one, wanted, order, by))),
        len({one.coding.case for one in listed}), tuple((one, len(under[one.id])) for one in directly),
        _values(wanted, own),
    )  # fmt: skip


def words_of(study: Study, coding: Coding) -> str:
    """The words of a coding."""
    return queries.words_at(study.db, coding.note_version, coding.start, coding.end)


def citation_of(study: Study, coding: Coding) -> str:
    """The passage that a coding begins in, as its citation id."""
    number = queries.first_passage(study.db, coding.id)
    return f"{coding.note}:{number}" if number else coding.note


def _words(coding: Coding) -> tuple[str, int, int, str]:
    return coding.note, coding.start, coding.end, coding.coder


def _above(book: Codebook, code: str) -> set[str]:
    """A code and all codes above it."""
    found, waiting = {code}, [code]
    while waiting:
        here = book.by_id.get(waiting.pop())
        for parent in here.parents if here else ():
            if parent not in found:
                found.add(parent)
                waiting.append(parent)
    return found


def _key(one: Listed, code: Code, order: Order, by: str) -> tuple[object, ...]:
    place = (swedish_key(one.coding.note), one.coding.start, one.coding.end, one.coding.at)
    if order is Order.VALUE:
        values = [value.id for value in code.scale.values] if code.scale else []
        at = values.index(one.coding.value) if one.coding.value in values else len(values)
        return (at, *place)
    if order is Order.SUB_CODE:
        return (one.sub_code, *place)
    if order is Order.GROUP:
        return (swedish_key(named_group(one.attributes, by)), *place)
    return place


def _values(code: Code, codings: list[Coding]) -> tuple[tuple[str, int], ...]:
    found: dict[str, set[str]] = defaultdict(set)
    for coding in codings:
        if coding.value is not None:
            found[coding.value].add(coding.case)
    order = [value.id for value in code.scale.values] if code.scale else []
    return tuple((name, len(found[name])) for name in (*order, *(v for v in found if v not in order)) if name in found)
