"""Every interview's answer to one question, for reading and coding question by question."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from okqual.model.coding import Coding
from okqual.model.interview import PassageNow
from okqual.model.note import NoteStatus, Participant
from okqual.store import answers as rows
from okqual.store import queries
from okqual.store.database import reading
from okqual.study.grouping import told_with_groups
from okqual.study.opening import Study


@dataclass(frozen=True, slots=True)
class Part:
    """Words of an answer that stand together in one block of a note."""

    note: str
    version: str
    start: int
    """Where they begin in the note."""
    text: str
    passages: tuple[PassageNow, ...]
    joined: bool
    """Nothing but white space stands between these words and those of the part before."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What one interview says under a question."""

    case: str
    attributes: dict[str, str]
    participants: tuple[Participant, ...]
    status: NoteStatus | None
    """What its notes say of the question; None when they say nothing of it."""
    refers_to: str
    wording: str
    parts: tuple[Part, ...]


def answers(study: Study, question: str) -> tuple[tuple[Answer, ...], tuple[Coding, ...]]:
    """The answers of all interviews in Swedish order, and the codings on them."""
    with reading(study.db):
        parts: dict[str, list[Part]] = defaultdict(list)
        for case, note, version, text, passages in rows.placed_under(study.db, question):
            parts[case] += _parts(note, version, text, passages)
        told = told_with_groups(study, queries.attributes(study.db))
        people = queries.participants(study.db)
        said: dict[str, tuple[str, str, str]] = {}
        for case, status, refers_to, wording in rows.said_of(study.db, question):
            if case not in said or (said[case][0] != NoteStatus.ANSWERED and status == NoteStatus.ANSWERED):
                said[case] = (status, refers_to, wording)
        codings = tuple(rows.codings_under(study.db, question))
        cases = queries.cases(study.db)
    found = []
    for case in cases:
        status, refers_to, wording = said.get(case, ("", "", ""))
        found.append(
            Answer(
                case, told.get(case, {}), people.get(case, ()), NoteStatus(status) if status else None,
                refers_to or "", wording, tuple(parts.get(case, ())),
            )
        )  # fmt: skip
    return tuple(found), codings


def questions_of(study: Study, note: str, number: int) -> tuple[str, ...]:
    """The questions that a passage stands under."""
    return rows.questions_of(study.db, note, number)


def _parts(note: str, version: str, text: str, passages: list[rows.Placed]) -> list[Part]:
    groups: list[list[PassageNow]] = []
    before: tuple[PassageNow, int] | None = None
    joined: list[bool] = []
    for passage, block in passages:
        near = before is not None and not text[before[0].end : passage.start].strip()
        if groups and near and before is not None and before[1] == block:
            groups[-1].append(passage)
        else:
            groups.append([passage])
            joined.append(near)
        before = (passage, block)
    return [
        Part(note, version, group[0].start, text[group[0].start : group[-1].end], tuple(group), near)
        for group, near in zip(groups, joined, strict=True)
    ]
