"""The unit of a count: interviews, participants or organisations; never segments."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from okqual.analysis.material import Evidence
from okqual.model.interview import CaseProgress
from okqual.text.swedish import swedish_key

CASE, PARTICIPANT, ORGANISATION = "case", "participant", "organisation"
UNITS = (CASE, PARTICIPANT, ORGANISATION)


@dataclass(frozen=True, slots=True)
class Unit:
    """One that is counted once."""

    id: str
    """Case id, "VB-03 IP1", or the organisation's name."""
    cases: tuple[CaseProgress, ...]
    attributes: dict[str, str]


def units_of(cases: Sequence[CaseProgress], unit: str) -> tuple[Unit, ...]:
    """The units of a study in Swedish order.

    A participant has the interview's attributes where she has none of her own. An organisation is
    what her attribute ``organisation`` says, else the interview's, else its ``kommun``, else the
    interview stands for its own: an interview with two sides may be two organisations.
    """
    if unit == PARTICIPANT:
        return tuple(
            Unit(f"{row.case} {person.label}", (row,), {**row.attributes, **person.attributes})
            for row in cases
            for person in row.participants
        )
    if unit == ORGANISATION:
        found: dict[str, list[CaseProgress]] = {}
        told: dict[str, dict[str, str]] = {}
        for row in cases:
            for name, attributes in _organisations(row).items():
                found.setdefault(name, []).append(row)
                told.setdefault(name, attributes)
        return tuple(Unit(name, tuple(found[name]), told[name]) for name in sorted(found, key=swedish_key))
    return tuple(Unit(row.case, (row,), row.attributes) for row in cases)


def organisation_of(row: CaseProgress) -> str:
    """Name of the organisation that an interview stands for."""
    return row.attributes.get("organisation") or row.attributes.get("kommun") or row.case


def units_behind(evidence: Evidence, rows: dict[str, CaseProgress], unit: str) -> tuple[str, ...]:
    """Ids of the units that say a piece of evidence.

    Words that the note gives to nobody in particular are everybody's in the interview.
    """
    row = rows.get(evidence.case)
    if row is None:
        return ()
    if unit == PARTICIPANT:
        labels = evidence.participants or tuple(person.label for person in row.participants)
        return tuple(f"{row.case} {label}" for label in labels)
    return tuple(_organisations(row, evidence.participants)) if unit == ORGANISATION else (row.case,)


def _organisations(row: CaseProgress, labels: Sequence[str] = ()) -> dict[str, dict[str, str]]:
    """The organisations that some of an interview's participants, or all of them, speak for; their attributes."""
    found: dict[str, dict[str, str]] = {}
    for person in row.participants:
        if not labels or person.label in labels:
            own = person.attributes.get("organisation")
            attributes = {**row.attributes, **person.attributes} if own else row.attributes
            found.setdefault(own or organisation_of(row), attributes)
    return found or {organisation_of(row): row.attributes}
