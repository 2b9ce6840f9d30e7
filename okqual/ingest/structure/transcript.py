"""A transcript's headings and remarks: what interviewers ask is a heading, what else they say a remark."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from okqual.ingest.structure.asking import asked_questions
from okqual.ingest.structure.note_signs import find_remarks
from okqual.ingest.structure.question_matching import Vocabulary
from okqual.ingest.structure.questions import Heads, decide_headings
from okqual.ingest.structure.speakers import Turns
from okqual.model.guide import Guide
from okqual.model.note import Header, Participant, SourceBlock


def transcript_heads(
    blocks: Sequence[SourceBlock], header_blocks: frozenset[int], turns: Turns, guide: Guide, vocabulary: Vocabulary
) -> tuple[Heads, frozenset[int]]:
    """(headings, remarks) of a transcript's blocks: typed headings stand, and interviewers' questions make more."""
    labels = {index for index in turns.by_block if turns.is_label(index, blocks[index])}
    remarks = set(find_remarks(blocks, header_blocks | labels, frozenset()))
    asked = asked_questions(blocks, turns, labels | remarks, guide, vocabulary)
    typed = decide_headings(blocks, header_blocks | remarks | turns.by_block.keys(), frozenset(), guide, vocabulary)
    remarks |= {index for index in turns.by_block if turns.is_interviewers(index) and index not in labels}
    return replace(typed, by_block={**typed.by_block, **asked}), frozenset(remarks - asked.keys())


def with_speakers(header: Header, turns: Turns) -> Header:
    """The header with everyone who is interviewed in the transcript among its participants."""
    known = {person.label for person in header.participants}
    new = tuple(Participant(label) for label in turns.participants if label not in known)
    return replace(header, participants=(*header.participants, *new))
