"""Cues and the turns that they make: words with the time when they are said, and by whom.

Captions cut speech wherever a line is full. Cues that follow each other in one voice are joined
again, so that sentences are whole; the place of a turn is the time of its first word.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from okqual.model.note import BlockKind, SourceBlock

LONGEST_TURN = 60
"""Seconds after which a turn goes on in a new block, once a sentence has ended: its place stays near."""
MOST_JOINED = 6
"""Cues without a known voice that are joined while no sentence ends."""
_STAMP = r"(?:(\d{1,3}):)?(\d{1,2}):(\d{1,2})(?:[.,](\d{1,3}))?"
STAMP = re.compile(_STAMP)
_ENDS = re.compile(r"[.!?…][”\"'’)\]]*\Z")


@dataclass(frozen=True, slots=True)
class Cue:
    """Words in one voice with the second at which they begin."""

    start: int
    voice: str
    """Empty where nothing says who speaks."""
    text: str
    line: int = 0
    """Line of its time in the file, from 1; 0 for words before the first time."""


def seconds(stamp: re.Match[str], first: int = 1) -> int:
    """Whole seconds of a match of :data:`STAMP`, whose hours are group ``first``."""
    hours, minutes, rest = (int(stamp[first + i] or 0) for i in range(3))
    return hours * 3600 + minutes * 60 + rest


def clock(start: int) -> str:
    """Seconds as a place: "00:04:10"."""
    return f"{start // 3600:02d}:{start // 60 % 60:02d}:{start % 60:02d}"


@dataclass(slots=True)
class _Turn:
    start: int
    voice: str
    words: list[str] = field(default_factory=list)

    def takes(self, cue: Cue) -> bool:
        """Whether a cue goes on with this turn."""
        if cue.voice != self.voice:
            return False
        ended = _ENDS.search(self.words[-1]) is not None
        if not self.voice:
            return not ended and len(self.words) < MOST_JOINED
        return not ended or cue.start - self.start < LONGEST_TURN


def turns_of(cues: Sequence[Cue]) -> tuple[SourceBlock, ...]:
    """The turns of cues as blocks of kind cue; cues without words make none."""
    turns: list[_Turn] = []
    for cue in cues:
        words = " ".join(cue.text.split())
        if words:
            if not turns or not turns[-1].takes(cue):
                turns.append(_Turn(cue.start, cue.voice))
            turns[-1].words.append(words)
    places = _places(turn.start for turn in turns)
    return tuple(
        SourceBlock(place, BlockKind.CUE, " ".join(turn.words), speaker=turn.voice)
        for place, turn in zip(places, turns, strict=True)
    )


def _places(starts: Iterator[int] | Sequence[int]) -> Iterator[str]:
    """A place for each start; those of one second are told apart ("00:04:10p2")."""
    seen: dict[int, int] = {}
    for start in starts:
        seen[start] = seen.get(start, 0) + 1
        yield clock(start) + (f"p{seen[start]}" if seen[start] > 1 else "")
