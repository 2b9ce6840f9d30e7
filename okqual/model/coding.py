"""Segments, codings and the citation ids that name words."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass

from okqual.model.note import TextKind

NOTE_ID = re.compile(r"^(?P<case>.+?)(?P<letter>[b-z])?$")


@dataclass(frozen=True, slots=True)
class Segment:
    """Words of a note version: ``[start, end)`` in code points."""

    note_version: str
    start: int
    end: int

    @property
    def id(self) -> str:
        """Derived, so that two people who mark the same words make the same segment."""
        return segment_id(self.note_version, self.start, self.end)


def segment_id(note_version: str, start: int, end: int) -> str:
    """The same of its parts."""
    return hashlib.sha256(f"{note_version}:{start}:{end}".encode()).hexdigest()[:24]


@dataclass(frozen=True, slots=True)
class Coding:
    """A code on a segment by a coder, as it stands now."""

    id: str
    """Address of the entry that made it: ``origin:number`` or ``origin:number.i`` in a batch."""
    note: str
    """Id of the note: "VB-03", or "VB-03b" for the interview's second note."""
    case: str
    note_version: str
    start: int
    end: int
    code: str
    coder: str
    definition: str
    """Digest of the code's definition that it was made under."""
    value: str | None = None
    memo: str = ""
    key: bool = False
    """Nyckelcitat."""
    participants: tuple[str, ...] = ()
    """Those whose words they are; empty: as the passage says."""
    at: int = 0
    """Milliseconds since 1970, UTC."""
    how: str = "exact"
    """How its words are in the note's current version: exact, moved, fuzzy or lost; a lost one keeps its old place."""
    score: int = 100
    """Likeness of a fuzzy one's words to those that were coded, 0–100."""

    def on(self, start: int, end: int) -> Coding:
        """The same on other words, ``[start, end)``."""
        # Written out: dataclasses.replace takes ten times as long, and a sheet of answers has 25,000 of them.
        return Coding(
            self.id, self.note, self.case, self.note_version, start, end, self.code, self.coder, self.definition,
            self.value, self.memo, self.key, self.participants, self.at, self.how, self.score,
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Citation:
    """A citation id, taken apart. ``VB-03:12`` · ``VB-03:12-14`` · ``VB-03:12.3-9`` (words)."""

    note: str
    first: int
    last: int
    first_word: int | None = None
    """From 1, within passage ``first``; None for whole passages."""
    last_word: int | None = None

    def __str__(self) -> str:
        if self.first_word is not None:
            return f"{self.note}:{self.first}.{self.first_word}-{self.last_word}"
        return f"{self.note}:{self.first}" if self.first == self.last else f"{self.note}:{self.first}-{self.last}"


_CITATION = re.compile(r"^(?P<note>.+):(?P<first>\d+)(?:-(?P<last>\d+)|\.(?P<word>\d+)(?:-(?P<upto>\d+))?)?$")


def parse_citation(text: str) -> Citation | None:
    """The citation id in ``text``, or None when it is not one."""
    found = _CITATION.match(text.strip())
    if found is None:
        return None
    first = int(found["first"])
    word = int(found["word"]) if found["word"] else None
    upto = int(found["upto"]) if found["upto"] else word
    return Citation(found["note"], first, int(found["last"] or first), word, upto)


@dataclass(frozen=True, slots=True)
class Quote:
    """Words as they are shown as evidence, with the way back to where they stand."""

    id: str
    """Citation id."""
    case: str
    text: str
    kind: TextKind
    participants: tuple[str, ...]
    code: str
    value: str | None
    coder: str
    key: bool
    coding: str
    """Id of the coding."""
    actor: str = ""
    """What the speaker is, in words that may be printed ("kommun"); empty where it is not known."""
    held: bool = False
    """Counted, but its words are not to be printed."""
    unreviewed: bool = False
    """Printed with the remark that the interviewee has not looked through it."""
