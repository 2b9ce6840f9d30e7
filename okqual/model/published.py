"""A published text held against the export it was made of: what stands as it was, what was changed, what is gone."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Judged(StrEnum):
    """What became of a sentence."""

    SAME = "same"
    REWORDED = "reworded"
    NUMBER = "number"
    """It says another number, whatever else of it was changed."""
    NEW = "new"
    """It stands among okqual's sentences and is none of them."""
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class TextBlock:
    """A paragraph or heading of either text."""

    text: str
    level: int = 0
    """Of a heading; 0 for others."""
    place: str = ""
    """Where in the file, as its reader says it."""
    beside: bool = False
    """In a table or at the foot of a page, beside the running text."""
    speaker: str = ""
    """Of a quote: who said it, as the export puts it after the words."""


@dataclass(frozen=True, slots=True)
class SentenceVerdict:
    """A sentence and what became of it."""

    kind: Judged
    text: str
    """As published; as exported where it is gone."""
    former: str = ""
    place: str = ""
    section: str = ""
    """The heading that it stands under."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """What came of holding a published text against an export."""

    verdicts: tuple[SentenceVerdict, ...]
    skipped: int = 0
    """Sentences of the published text that are not okqual's."""
    absent: tuple[str, ...] = ()
    """Chapters of the export of which nothing is in the text."""

    @property
    def changed(self) -> tuple[SentenceVerdict, ...]:
        """All but those that are the same."""
        return tuple(each for each in self.verdicts if each.kind is not Judged.SAME)
