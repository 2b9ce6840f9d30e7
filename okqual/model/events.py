"""Entries of the journal: what can happen in a study, and the line that says that it did.

A payload holds ids, numbers, enums and hashes only. Every string that a person typed or a file
contained is kept apart under its hash, so that it can be erased without breaking the chain.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class Kind(StrEnum):
    """What an entry says happened."""

    STUDY_CREATED = "study.created"
    SETTING = "study.setting"
    CODER = "coder.named"
    GUIDE = "guide.imported"
    CODEBOOK = "codebook.imported"
    CODE_DEFINED = "code.defined"
    CODE_PARENT = "code.parent"
    CODE_MERGED = "code.merged"
    CODE_RETIRED = "code.retired"
    CODE_PROPOSED = "code.proposed"
    CODE_ANSWERED = "code.answered"
    ATTRIBUTE = "case.attribute"
    NOTE_LOADED = "note.loaded"
    CODINGS_ADDED = "codings.added"
    CODING_WITHDRAWN = "coding.withdrawn"
    CODING_CONFIRMED = "coding.confirmed"
    CODING_VALUE = "coding.value"
    CODING_MEMO = "coding.memo"
    CODING_KEY = "coding.key"
    CODING_PARTICIPANTS = "coding.participants"
    CODING_MOVED = "coding.moved"
    CODING_RECODED = "coding.recoded"
    PASSAGE_NOTHING = "passage.nothing"
    PASSAGE_PLACED = "passage.placed"
    PASSAGE_KIND = "passage.kind"
    PASSAGE_PARTICIPANTS = "passage.participants"
    PASSAGE_MEMO = "passage.memo"
    PASSAGE_FLAG = "passage.flag"
    PASSAGE_SECRET = "passage.secret"
    CASE_VALUE = "case.value"
    SUMMARY = "summary"
    MEMO = "memo"
    DECISION = "decision.made"
    DECISION_CHANGED = "decision.changed"
    DECISION_WITHDRAWN = "decision.withdrawn"
    SEARCH_SAVED = "search.saved"
    FINDING = "finding.made"
    FINDING_TEXT = "finding.text"
    FINDING_EVIDENCE = "finding.evidence"
    SOURCE = "source.made"
    SOURCE_CHANGED = "source.changed"
    JUDGEMENT = "judgement.made"
    JUDGEMENT_TEXT = "judgement.text"
    JUDGEMENT_RESTS = "judgement.rests"
    HEADING = "outline.heading"
    HEADING_TEXT = "outline.text"
    PIECE_PLACED = "outline.placed"
    PIECE_OWNER = "outline.owner"
    PIECE_STATUS = "outline.status"
    PIECE_WITHDRAWN = "outline.withdrawn"
    PULLED = "word.pulled"
    ASSIGNED = "case.assigned"
    CASE_DONE = "case.done"
    DRAWN = "cases.drawn"
    ADJUDICATED = "unit.adjudicated"
    SETTLED_APART = "conflict.settled"
    REVIEWED = "review.signed"
    CASE_ERASED = "case.erased"
    EXPORTED = "exported"
    UNDO = "undo"


NOT_UNDOABLE = frozenset({Kind.STUDY_CREATED, Kind.EXPORTED, Kind.UNDO, Kind.CODER, Kind.CASE_ERASED})
"""Kinds that an undo passes by."""

STATELESS = frozenset({Kind.EXPORTED})
"""Kinds that do not change what an export or a seal names as the study's state."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the journal. ``at`` is milliseconds since 1970 in UTC."""

    origin: str
    number: int
    tick: int
    """Lamport clock: greater than every tick its writer had seen."""
    at: int
    coder: str
    kind: str
    version: int
    batch: str
    """Address of the first entry of its batch; empty outside batches."""
    payload: str
    """Canonical JSON."""
    undoes: str
    """Address of the entry, or batch, that this one takes back; empty for all but ``undo``."""
    prev: str
    """Digest of the origin's previous entry; empty for its first."""
    digest: str

    @property
    def address(self) -> str:
        """``origin:number``."""
        return f"{self.origin}:{self.number}"

    @property
    def order(self) -> tuple[int, str, int]:
        """The order of projection, the same in every copy."""
        return (self.tick, self.origin, self.number)


SHORT = 256
"""Bytes that most columns have fewer of."""
_LENGTHS = [number.to_bytes(8, "big") for number in range(SHORT)]


def digest_of(entry: Entry) -> str:
    """SHA-256 over the previous digest and every other column as stored bytes, each led by its length."""
    return digest_of_columns(
        entry.prev, entry.origin, entry.number, entry.tick, entry.at, entry.coder, entry.kind, entry.version,
        entry.batch, entry.payload, entry.undoes,
    )  # fmt: skip


def digest_of_columns(*columns: object) -> str:
    """The same of the columns themselves, the previous digest first, for whoever goes through a million of them."""
    parts: list[bytes] = []
    for column in columns:
        stored = str(column).encode()
        parts += (_LENGTHS[len(stored)] if len(stored) < SHORT else len(stored).to_bytes(8, "big"), stored)
    return hashlib.sha256(b"".join(parts)).hexdigest()


@dataclass(frozen=True, slots=True)
class Assignment:
    """What a live entry says of one field of one subject. The latest one holds."""

    subject: str
    """"coding:<id>", "passage:<note>:<number>", "case:<id>", …"""
    field: str
    value: Any
    """JSON value; None clears the field."""
