"""What a payload of each kind of entry looks like: what comes from elsewhere must be of this form before it is taken.

A chain says that an entry is as it was written, not that the program that wrote it was sound. An entry of another form
would be believed by every table that follows from it. docs/journal.md says what the fields mean.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from enum import StrEnum
from typing import Any

from okqual.model.events import Entry, Kind
from okqual.model.finding import Role as EvidenceRole
from okqual.model.finding import SourceType, Status
from okqual.model.memo import About
from okqual.model.note import BlockKind, NoteStatus, PassageRole, TextKind, Why
from okqual.model.review import Holds
from okqual.model.summary import ColumnKind, RowKind
from okqual.model.team import Outcome
from okqual.model.team import Role as CoderRole

Check = Callable[[Any], bool]
LARGEST = 2**53
"""Of whole numbers: beyond it programs of other languages read another number."""
YEAR_9999 = 253_402_300_800_000
"""Milliseconds since 1970 at which no calendar here goes on."""
VERSION = 1
"""Of the payloads that these are."""
_NEVER = re.compile("[\t\x00\ud800-\udfff]")
"""What no id holds: the separator of subjects, and what no file can be written of."""
_ORIGIN = re.compile("[a-z0-9]{1,40}")
_ADDRESS = re.compile(r"(?:[a-z0-9]{1,40}:\d{1,16})?")


def name(value: Any) -> bool:
    """An id, enum or hash, which may be empty."""
    return isinstance(value, str) and not _NEVER.search(value)


def number(value: Any) -> bool:
    """A whole number; -1 stands for none."""
    return type(value) is int and -1 <= value < LARGEST


def switch(value: Any) -> bool:
    """On or off."""
    return type(value) in (bool, int) and value in (0, 1)


def maybe(check: Check) -> Check:
    """That, or null."""
    return lambda value: value is None or check(value)


def one_of(names: type[StrEnum]) -> Check:
    """A word of an enum."""
    known = frozenset(str(each) for each in names)
    return lambda value: isinstance(value, str) and value in known


def each(check: Check) -> Check:
    """A list of such."""
    return lambda value: isinstance(value, list) and all(map(check, value))


def row(*checks: Check) -> Check:
    """A list of so many values, each of its form."""
    many = len(checks)
    return lambda value: (
        isinstance(value, list)
        and len(value) == many
        and all(check(one) for check, one in zip(checks, value, strict=True))
    )


def either(*checks: Check) -> Check:
    """One of these forms."""
    return lambda value: any(check(value) for check in checks)


NAMES = each(name)
COUNT_REF = row(name, NAMES, maybe(name), maybe(name), name)
"""[code, [values], attribute, group, unit]."""
COUNTS_SEEN = each(row(COUNT_REF, number, number))
PLACE_IN_NOTE = {"note": name, "number": number}
_CODING = row(name, name, name, number, number, name, name, name, maybe(name), switch, maybe(name), NAMES)
_BLOCK = row(name, one_of(BlockKind), number, number, number, number, number, number)
_PASSAGE = row(
    number, number, number, one_of(PassageRole), NAMES, NAMES, one_of(Why), number, one_of(TextKind), each(number)
)
_PIECE = {"about": name, "owner": name, "status": one_of(Status), "text": name}
_SOURCE = {"text": name, "type": one_of(SourceType), "title": name, "year": number, "page": maybe(name)}
_CELL = {"rows": one_of(RowKind), "row": name, "by": name, "columns": one_of(ColumnKind), "column": name}
_OF_CODING: dict[str, Check] = {"coding": name}
_OF_CODE = {"codebook": name, "code": name}
_OF_PIECE = {"piece": name}
_DECISION: dict[str, Check] = {"decision": name}
_READING = {
    "case": name, "note": name, "version": name, "file_name": name, "sha256": name, "size": number, "format": name,
    "encoding": name, "text": name, "blocks": each(_BLOCK), "passages": each(_PASSAGE), "strings": name,
    "questions": each(row(name, one_of(NoteStatus), name, number)),
}  # fmt: skip
NEEDED: dict[Kind, dict[str, Check]] = {
    Kind.STUDY_CREATED: {"study": name, "name": name},
    Kind.SETTING: {"setting": name, "value": name},
    Kind.CODER: {"coder": name, "name": name},
    Kind.GUIDE: {"guide": name, "content": name},
    Kind.CODEBOOK: {"codebook": name, "content": name},
    Kind.CODE_DEFINED: {**_OF_CODE, "content": name, "meaning": switch, "over": name},
    Kind.CODE_PARENT: {**_OF_CODE, "parent": name, "on": switch},
    Kind.CODE_MERGED: {**_OF_CODE, "into": name, "meaning": switch},
    Kind.CODE_RETIRED: {**_OF_CODE, "on": switch},
    Kind.CODE_PROPOSED: {
        "name": name, "why": name, "case": name, "note": name, "version": name, "start": number, "end": number,
    },
    Kind.CODE_ANSWERED: {"proposal": name, "answer": name, "code": name, "reason": name},
    Kind.ATTRIBUTE: {"case": name, "participant": name, "attributes": each(row(name, maybe(name)))},
    Kind.NOTE_LOADED: _READING,
    Kind.CODINGS_ADDED: {"codings": each(_CODING)},
    Kind.CODING_WITHDRAWN: _OF_CODING,
    Kind.CODING_CONFIRMED: {**_OF_CODING, "definition": name},
    Kind.CODING_VALUE: {**_OF_CODING, "value": maybe(name)},
    Kind.CODING_MEMO: {**_OF_CODING, "memo": name},
    Kind.CODING_KEY: {**_OF_CODING, "key": switch},
    Kind.CODING_PARTICIPANTS: {**_OF_CODING, "participants": NAMES},
    Kind.CODING_MOVED: {**_OF_CODING, "version": name, "start": number, "end": number},
    Kind.CODING_RECODED: {**_OF_CODING, "code": name, "definition": name, "cleared": switch},
    Kind.PASSAGE_NOTHING: {"note": name, "numbers": each(number), "coder": name, "on": switch},
    Kind.PASSAGE_PLACED: {**PLACE_IN_NOTE, "questions": NAMES},
    Kind.PASSAGE_KIND: {**PLACE_IN_NOTE, "kind": one_of(TextKind)},
    Kind.PASSAGE_PARTICIPANTS: {**PLACE_IN_NOTE, "participants": NAMES},
    Kind.PASSAGE_MEMO: {**PLACE_IN_NOTE, "memo": name},
    Kind.PASSAGE_FLAG: {**PLACE_IN_NOTE, "on": switch},
    Kind.PASSAGE_SECRET: {**PLACE_IN_NOTE, "on": switch},
    Kind.CASE_VALUE: {"case": name, "code": name, "value": maybe(name), "reason": name},
    Kind.SUMMARY: {**_CELL, "text": maybe(name), "draft": switch, "digest": name, "marks": NAMES},
    Kind.MEMO: {"about": one_of(About), "id": name, "case": name, "memo": maybe(name)},
    Kind.DECISION: {"text": name, "reason": name, "code": name, "question": name},
    Kind.DECISION_CHANGED: {"decision": name, "text": name, "reason": name},
    Kind.DECISION_WITHDRAWN: _DECISION,
    Kind.SEARCH_SAVED: {"name": name, "search": maybe(name)},
    Kind.FINDING: _PIECE,
    Kind.FINDING_TEXT: {**_OF_PIECE, "text": name},
    Kind.FINDING_EVIDENCE: {**_OF_PIECE, "ref": either(name, COUNT_REF), "role": maybe(one_of(EvidenceRole))},
    Kind.SOURCE: {**_PIECE, **_SOURCE},
    Kind.SOURCE_CHANGED: {**_OF_PIECE, **_SOURCE},
    Kind.JUDGEMENT: _PIECE,
    Kind.JUDGEMENT_TEXT: {**_OF_PIECE, "text": name},
    Kind.JUDGEMENT_RESTS: {**_OF_PIECE, "ref": name, "role": maybe(one_of(EvidenceRole))},
    Kind.HEADING: {**_PIECE, "heading": name, "position": number},
    Kind.HEADING_TEXT: {**_OF_PIECE, "text": name},
    Kind.PIECE_PLACED: {**_OF_PIECE, "heading": name, "position": number},
    Kind.PIECE_OWNER: {**_OF_PIECE, "owner": name},
    Kind.PIECE_STATUS: {**_OF_PIECE, "status": one_of(Status)},
    Kind.PIECE_WITHDRAWN: {"piece": name},
    Kind.PULLED: {
        "exports": NAMES, "file_name": name, "sha256": name, "texts": number, "memos": number, "tracked": number,
        "authors": maybe(name),
    },
    Kind.ASSIGNED: {
        "case": name, "coder": name, "role": maybe(one_of(CoderRole)), "round": number, "blind": switch,
    },
    Kind.CASE_DONE: {"case": name, "coder": name, "on": switch},
    Kind.DRAWN: {"seed": number, "share": number, "round": number, "of": number, "cases": NAMES, "coder": name},
    Kind.ADJUDICATED: {
        "case": name, "code": name, "note": name, "number": number, "outcome": maybe(one_of(Outcome)),
        "value": maybe(name), "counts": NAMES, "others": NAMES, "reason": maybe(name),
    },
    Kind.SETTLED_APART: {"entry": name},
    Kind.REVIEWED: {
        "statement": name, "coder": name, "holds": maybe(one_of(Holds)), "comment": maybe(name), "evidence": name,
        "numbers": each(row(number, number)),
    },
    Kind.CASE_ERASED: {
        "case": name, "reason": name, "reference": name, "withdrawn": switch, "texts": each(row(name, maybe(name))),
    },
    Kind.EXPORTED: {"export": name, "what": name, "state": name, "file_name": name, "sha256": name, "codings": NAMES},
    Kind.UNDO: {},
}  # fmt: skip
"""Fields that every payload of a kind has; ``over`` came to most of them later."""
ALSO: dict[str, Check] = {
    "over": name, "settles": NAMES, "deed": name, "redo": switch, "pieces": NAMES, "options": name, "digest": name,
    "marks": NAMES, "pseudonymised": switch, "replaces": each(row(number, number)), "piece": name, **_CELL,
    "short": switch, "anchors": each(row(name, number, number, name, number)),
    "texts": each(either(row(name, name), row(*[name] * 6))),
    "seen": either(row(number, number), COUNTS_SEEN),
}  # fmt: skip
"""Fields that payloads of some kinds may have beside those."""


def fault_of(entry: Entry) -> str:
    """What of an entry is of another form than okqual writes, a column or a field of its payload; empty for nothing."""
    for column, sound in (
        ("origin", _ORIGIN.fullmatch(entry.origin)), ("number", 0 < entry.number < LARGEST),
        ("tick", 0 < entry.tick < LARGEST), ("at", 0 <= entry.at < YEAR_9999),
        ("coder", entry.coder and name(entry.coder)), ("version", entry.version == VERSION),
        ("batch", _ADDRESS.fullmatch(entry.batch)), ("undoes", _ADDRESS.fullmatch(entry.undoes)),
        ("undoes", bool(entry.undoes) == (entry.kind == Kind.UNDO)),
    ):  # fmt: skip
        if not sound:
            return column
    needed = _NEEDED.get(entry.kind)
    if needed is None:
        return "kind"
    try:
        payload = json.loads(entry.payload)
    except (ValueError, RecursionError):
        return "payload"
    if not isinstance(payload, dict):
        return "payload"
    return fault_in(needed, payload)


def fault_in(needed: dict[str, Check], payload: dict[str, Any]) -> str:
    """The first field of a payload that lacks, or is of another form; empty for none. Unknown fields are passed by."""
    for field, check in needed.items():
        if field not in payload or not check(payload[field]):
            return field
    if len(payload) > len(needed):
        for field, value in payload.items():
            if field not in needed and field in ALSO and not ALSO[field](value):
                return field
    return ""


_NEEDED: dict[str, dict[str, Check]] = {str(kind): checks for kind, checks in NEEDED.items()}
