"""What came of checking a file that okqual delivered."""

from __future__ import annotations

from dataclasses import dataclass

from okqual.model.returned import Exported


@dataclass(frozen=True, slots=True)
class Fault:
    """Something in a delivered file that does not hold."""

    kind: str
    """"text", "number", "quote", "evidence", "missing", "new"."""
    where: str
    what: str


@dataclass(frozen=True, slots=True)
class Delivered:
    """What was found."""

    export: Exported
    unchanged: bool
    """The file's bytes are those that were written."""
    state_same: bool
    """The study is as it was when the file was written."""
    faults: tuple[Fault, ...]
