"""One line about what a key did."""

from __future__ import annotations

from dataclasses import dataclass

from okqual.messages import message


@dataclass(frozen=True, slots=True)
class Said:
    """One line about what a key did."""

    text: str
    undoable: bool = False
    refused: bool = False


def done(key: str, **values: object) -> Said:
    """A line about something that was written."""
    return Said(message(key, **values), undoable=True)


def refused(key: str, **values: object) -> Said:
    """A line about something that was not done."""
    return Said(message(key, **values), refused=True)
