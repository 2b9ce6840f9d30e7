"""What a key changed in the note in front, for the screen to repaint no more than that."""

from __future__ import annotations

from dataclasses import dataclass

from okqual.model.coding import Coding


@dataclass(frozen=True, slots=True)
class Opened:
    """Another note is in front."""


@dataclass(frozen=True, slots=True)
class Made:
    """A coding appeared."""

    coding: Coding


@dataclass(frozen=True, slots=True)
class Removed:
    """A coding went away."""

    coding: Coding


@dataclass(frozen=True, slots=True)
class Altered:
    """Something else about ``[start, end)`` of the note in front."""

    start: int
    end: int


Change = Opened | Made | Removed | Altered
