"""An outline as a chapter prints it: message headings; under them findings, sources, judgements with evidence."""

from __future__ import annotations

from dataclasses import dataclass

from okqual.model.coding import Quote
from okqual.model.finding import Piece


@dataclass(frozen=True, slots=True)
class ShownCount:
    """A number that a finding speaks of, in words that say what it counts."""

    what: str
    n: int
    of: int
    unit: str


@dataclass(frozen=True, slots=True)
class ShownPiece:
    """A finding, source or judgement with what it rests on."""

    piece: Piece
    supports: tuple[Quote, ...] = ()
    nuances: tuple[Quote, ...] = ()
    against: tuple[Quote, ...] = ()
    linked: tuple[Quote, ...] = ()
    """Those that the text itself links to."""
    counts: tuple[ShownCount, ...] = ()
    remarks: tuple[str, ...] = ()
    """Where a word for how many says another thing than the numbers, in words."""
    rests: tuple[Piece, ...] = ()
    """Findings and sources."""

    @property
    def quotes(self) -> tuple[Quote, ...]:
        """Everything it cites, each once."""
        return tuple(dict.fromkeys((*self.linked, *self.supports, *self.nuances, *self.against)))


@dataclass(frozen=True, slots=True)
class ShownHeading:
    """A message heading and what stands under it; without text what has no place yet."""

    text: str
    pieces: tuple[ShownPiece, ...]
    owner: str = ""
    status: str = ""
    id: str = ""
