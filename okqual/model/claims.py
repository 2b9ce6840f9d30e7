"""What came of holding a text's words for how many against the study's numbers."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from okqual.model.finding import CountRef


class Verdict(StrEnum):
    """Whether a word says what the numbers say."""

    OK = "ok"
    MISMATCH = "mismatch"
    CANNOT_JUDGE = "cannot_judge"


class Why(StrEnum):
    """Why a word cannot be judged."""

    NO_COUNT = "no_count"
    """No count is linked to the text."""
    SEVERAL_COUNTS = "several_counts"
    """Several are, and the text does not say which one the word is about."""
    SMALL_GROUP = "small_group"
    """Words that mean a share are not held against so few."""
    NEGATED = "negated"
    NOT_PEOPLE = "not_people"
    """It is said of something else than those who were interviewed, or that is not seen."""
    NO_GROUPS = "no_groups"
    """Groups are compared, and no counts of two groups are linked."""
    ABOUT = "about"
    """A number that is said to be about right, and is not quite."""
    GONE = "gone"
    """The code or group of the count is not in the study any more."""


@dataclass(frozen=True, slots=True)
class Claim:
    """A word for how many in a text, and how it holds."""

    words: str
    """As they stand in the text."""
    start: int
    end: int
    verdict: Verdict
    why: Why | None = None
    count: CountRef | None = None
    """What it was held against."""
    n: int = 0
    of: int = 0
    scale_word: str = ""
    """The word of the scale whose bounds hold."""
    instead: tuple[str, ...] = ()
    """Words of the scale that fit, where this one does not."""
    other: CountRef | None = None
    """The second group, where two are compared."""
    other_n: int = 0
    other_of: int = 0
