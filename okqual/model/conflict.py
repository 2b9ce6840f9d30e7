"""What two people did apart and that does not go together: it waits for a person."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Version:
    """One of the things that were said."""

    words: str
    """What it says, in words or as an id."""
    coder: str
    at: int
    """Milliseconds since 1970; 0 where it is not known."""


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two things said apart of one field, or two codes or notes that may be one."""

    id: str
    """Names it in ``okqual conflicts``."""
    kind: str
    """``field`` · ``definition`` · ``parent`` · ``merge`` · ``same_name`` · ``note``."""
    about: str
    """What it is about: a subject such as "coding", "memo", "case", or a code."""
    name: str
    """Which one: a citation id, an interview, a code."""
    field: str
    holds: Version
    other: Version
    ways: tuple[str, ...]
    """How it can be settled: ``keep`` what holds, the ``other``; ``unite`` or ``apart``; ``separate`` two notes."""
