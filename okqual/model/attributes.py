"""Attributes of interviews and participants: what kind of value each takes, and which there are to choose from."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class AttributeKind(StrEnum):
    """What values an attribute takes."""

    TEXT = "text"
    DATE = "date"
    """Kept as 2025-11-18."""
    NUMBER = "number"
    """Kept as digits; a length of time in minutes."""
    CHOICE = "choice"


@dataclass(frozen=True, slots=True)
class Attribute:
    """An attribute and its kind of value."""

    name: str
    kind: AttributeKind = AttributeKind.TEXT
    choices: tuple[str, ...] = ()
    """The values of a choice; others are refused."""


FEEDBACK = "återkoppling"
"""How far it has come that the interviewees look through their note."""
FEEDBACK_SENT, FEEDBACK_BY = "återkoppling skickad", "återkoppling svar senast"
"""When the note was sent to the interviewees, and when their answer is due."""
ROUND = "omgång"

ATTRIBUTES = (
    Attribute("datum", AttributeKind.DATE),
    Attribute("längd", AttributeKind.NUMBER),
    Attribute("form", AttributeKind.CHOICE, ("digital", "telefon", "på plats")),
    Attribute(ROUND, AttributeKind.NUMBER),
    Attribute(FEEDBACK, AttributeKind.CHOICE, ("skickad", "godkänd", "ändrad", "inget svar")),
    Attribute(FEEDBACK_SENT, AttributeKind.DATE),
    Attribute(FEEDBACK_BY, AttributeKind.DATE),
)
"""Attributes whose values have a form, in a study that has not said otherwise; all others are text."""
