"""Codings whose words a correction took away: what they were, and putting them on other words or withdrawing them."""

from __future__ import annotations

from dataclasses import dataclass

from okqual.errors import OkqualError
from okqual.model.coding import Coding
from okqual.model.interview import NoteNow
from okqual.store import old_versions, queries
from okqual.study import coding as verbs
from okqual.study.led_segments import Use, citation_before, uses_of
from okqual.study.opening import Study


@dataclass(frozen=True, slots=True)
class Orphan:
    """A coding without words in the current version of its note."""

    coding: Coding
    quote: str
    """Its words, as they were."""
    citation: str
    """Citation id of its words in the version that has them."""
    uses: tuple[Use, ...]
    """Exports that cite it."""


def orphans(study: Study, case: str | None = None) -> tuple[Orphan, ...]:
    """The codings whose words are gone, of one interview or all. Raises OkqualError for an unknown interview."""
    if case is not None and case not in queries.cases(study.db):
        raise OkqualError("errors.unknown_case", {"case": case}, "errors.unknown_case.try")
    versions: dict[str, NoteNow | None] = {}
    found = []
    for one in queries.orphans(study.db):
        if case is None or one.case == case:
            if one.note_version not in versions:
                versions[one.note_version] = old_versions.note_in(study.db, one.note_version)
            then = versions[one.note_version]
            if then is not None:
                place = citation_before(study, then, one)
                found.append(Orphan(one, then.text[one.start : one.end], place, uses_of(study, [one])))
    return tuple(found)


def place(study: Study, coding: str, start: int, end: int) -> None:
    """Put an orphan on words of its note's current version; it is an orphan no more."""
    verbs.move_coding(study, _orphan(study, coding), start, end)


def withdraw(study: Study, coding: str) -> None:
    """Withdraw an orphan. It stays in the journal."""
    verbs.remove_coding(study, _orphan(study, coding))


def _orphan(study: Study, coding: str) -> str:
    if coding not in {one.id for one in queries.orphans(study.db)}:
        raise OkqualError("errors.no_orphan", {"coding": coding}, "errors.no_orphan.try")
    return coding
