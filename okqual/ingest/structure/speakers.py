"""Who speaks in each block of a transcript, and which of them are the interviewers.

Speakers are named by the format (voices of cues), by labels before words, by lines, headings or
table cells that are nothing but a label. A note where participants are named here and there is no
transcript: its passages say for themselves who is meant.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field

from okqual.ingest.structure.question_matching import Vocabulary
from okqual.ingest.structure.turn_labels import (
    Label,
    is_asking_role,
    is_person,
    leading_label,
    one_spelling,
    timed_label,
    whole_label,
)
from okqual.ingest.structure.voices import FEWEST_LABELS, voices_among
from okqual.model.note import BlockKind, Header, Reading, SourceBlock
from okqual.text.folding import folded

ASKED_WELL = 75.0
"""Likeness to a question of the guide from which a speaker is taken to have asked it."""
FEWEST_ASKED = 2
"""Questions of the guide that make their speaker an interviewer; one is enough beside IP1, IP2."""
_TABLE = re.compile(r"(?P<table>t\d+)r\d+c\d+")
_STATED = re.compile(
    r"\b(?:interviewers?|intervjuare|intervjuledare)\s+(?:is|are|was|were|är|var)\s+(?P<names>[^.\n]{2,120})",
    re.IGNORECASE,
)
_BETWEEN = re.compile(r"\s*(?:,|&|\+|/|\boch\b|\band\b)\s*")
_BRACKETS = re.compile(r"\s*\([^()]*\)")
_ASIDE = frozenset({BlockKind.ASIDE, BlockKind.FOOTNOTE})


@dataclass(frozen=True, slots=True)
class Speech:
    """Who says a block, from which character on."""

    speakers: tuple[str, ...]
    start: int = 0
    """Where the words begin after a label; the text's length for a label on a line of its own."""


@dataclass(frozen=True, slots=True)
class Turns:
    """The speech of a transcript by block; empty for a note that is none."""

    by_block: dict[int, Speech] = field(default_factory=dict)
    interviewers: frozenset[str] = frozenset()

    def is_label(self, index: int, block: SourceBlock) -> bool:
        """Whether a block is nothing but the label of the turn after it."""
        speech = self.by_block.get(index)
        return speech is not None and speech.start >= len(block.text)

    def is_interviewers(self, index: int) -> bool:
        """Whether a block is said by interviewers only."""
        speech = self.by_block.get(index)
        return speech is not None and bool(speech.speakers) and self.interviewers.issuperset(speech.speakers)

    @property
    def participants(self) -> tuple[str, ...]:
        """Labels of those who are interviewed, in order of their first words."""
        names = (name for speech in self.by_block.values() for name in speech.speakers)
        return tuple(dict.fromkeys(name for name in names if name not in self.interviewers))


def find_turns(
    blocks: Sequence[SourceBlock], skipped: Collection[int], header: Header, vocabulary: Vocabulary
) -> Turns:
    """The turns of a document's blocks; ``skipped`` are those of its header."""
    by_block = _speech(blocks, skipped, header)
    if not by_block:
        return Turns()
    return Turns(by_block, _interviewers(blocks, by_block, header, vocabulary))


def turns(reading: Reading) -> list[tuple[str, int, int]]:
    """(speaker, start, end) of each turn in a reading's text; a speaker's words in a row are one turn."""
    said = {passage.start: passage for passage in reading.passages}
    starts = sorted(said)
    found: list[tuple[str, int, int]] = []
    at, goes_on = 0, False
    for block in reading.blocks:
        own = []
        while at < len(starts) and starts[at] < max(block.end, block.start + 1):
            own.append(said[starts[at]])
            at += 1
        spans = [(", ".join(passage.participants), passage.start, passage.end) for passage in own]
        if not spans and block.kind is BlockKind.CUE and block.label:
            spans = [(block.label, block.start, block.end)]
        for who, start, end in spans:
            if found and goes_on and found[-1][0] == who:
                found[-1] = (who, found[-1][1], end)
            elif who:
                found.append((who, start, end))
            goes_on = bool(who)
        goes_on = goes_on and bool(spans)
    return found


# Speech


def _speech(blocks: Sequence[SourceBlock], skipped: Collection[int], header: Header) -> dict[int, Speech]:
    if any(block.speaker for block in blocks):
        return {i: Speech((block.speaker,)) for i, block in enumerate(blocks) if block.speaker}
    known = {*_named_interviewers(header), *(person.label for person in header.participants)}
    tables = dict(_in_tables(blocks, known))
    return tables or _labelled(blocks, skipped, known)


def _labelled(blocks: Sequence[SourceBlock], skipped: Collection[int], known: Collection[str]) -> dict[int, Speech]:
    labels = [None if i in skipped else _label(block, known) for i, block in enumerate(blocks)]
    body = [
        label
        for i, (block, label) in enumerate(zip(blocks, labels, strict=True))
        if i not in skipped and block.kind not in _ASIDE and (label or block.kind is not BlockKind.HEADING)
    ]
    alone = Counter(
        name
        for label, block in zip(labels, blocks, strict=True)
        if label is not None and label.end >= len(block.text)
        for name in label.names
    )
    voices = voices_among(body, known) | _voices_on_lines(alone, known)
    return dict(_carried(blocks, skipped, labels, voices)) if voices else {}


def _voices_on_lines(alone: Counter[str], known: Collection[str]) -> frozenset[str]:
    """Participants and others of the header whose labels stand on lines of their own."""
    sure = {name for name in alone if is_person(name) or name in known}
    taking_turns = len(sure) > 1 and sum(alone[name] for name in sure) >= FEWEST_LABELS
    return frozenset(sure) if taking_turns and max(alone[name] for name in sure) > 1 else frozenset()


def _label(block: SourceBlock, known: Collection[str]) -> Label | None:
    if block.kind in _ASIDE or (block.row and block.column == 1):
        return None
    if (timed := timed_label(block.text)) is not None:
        return timed
    set_apart = block.kind is BlockKind.HEADING or block.bold or block.text.rstrip().endswith(":")
    if (whole := whole_label(block.text)) is not None:
        named = whole.clear or is_person(whole.names[0]) or whole.names[0] in known
        return whole if set_apart and named else None
    return None if block.kind is BlockKind.HEADING else leading_label(block.text)


def _carried(
    blocks: Sequence[SourceBlock], skipped: Collection[int], labels: Sequence[Label | None], voices: Collection[str]
) -> Iterator[tuple[int, Speech]]:
    """A turn goes on until the next label or a heading."""
    spelling = one_spelling([name for label in labels if label is not None for name in label.names if name in voices])
    now: tuple[str, ...] = ()
    for index, (block, label) in enumerate(zip(blocks, labels, strict=True)):
        if label is not None and set(voices).issuperset(label.names):
            now = tuple(dict.fromkeys(spelling[name] for name in label.names))
            yield index, Speech(now, label.end)
        elif index in skipped or block.kind is BlockKind.HEADING:
            now = ()
        elif now and block.kind not in _ASIDE:
            yield index, Speech(now)


# Tables with a column of labels


def _in_tables(blocks: Sequence[SourceBlock], known: Collection[str]) -> Iterator[tuple[int, Speech]]:
    tables: dict[str, list[int]] = {}
    for index, block in enumerate(blocks):
        if block.row and (found := _TABLE.match(block.place)):
            tables.setdefault(found["table"], []).append(index)
    for cells in tables.values():
        labels = {i: label for i in cells if (label := _cell_label(blocks[i], known)) is not None}
        column = _label_column(blocks, cells, labels)
        if column:
            yield from _rows(blocks, cells, column, labels)


def _cell_label(block: SourceBlock, known: Collection[str]) -> Label | None:
    label = whole_label(block.text)
    named = label is not None and (label.clear or is_person(label.names[0]) or label.names[0] in known)
    return label if named else None


def _label_column(blocks: Sequence[SourceBlock], cells: Sequence[int], labels: dict[int, Label]) -> int:
    """The column whose cells below the first row are labels that recur; 0 where there is none."""
    last = max(blocks[i].column for i in cells)
    for column in range(1, min(last, 4)):
        own = [i for i in cells if blocks[i].column == column and blocks[i].row > 1]
        names = [name for i in own if i in labels for name in labels[i].names]
        if len(own) >= FEWEST_LABELS and len(names) >= 0.7 * len(own) and len(set(names)) < len(names):
            return column
    return 0


def _rows(
    blocks: Sequence[SourceBlock], cells: Sequence[int], column: int, labels: dict[int, Label]
) -> Iterator[tuple[int, Speech]]:
    said = {blocks[i].row: labels[i] for i in cells if blocks[i].column == column and i in labels}
    if 1 in said and len(said) > 1 and list(said.values()).count(said[1]) == 1:
        # The column's title, "Talare", says nothing.
        del said[1]
    spelling = one_spelling([name for label in said.values() for name in label.names])
    now: tuple[str, ...] = ()
    first = min(said, default=0)
    for index in cells:
        block = blocks[index]
        label = said.get(block.row)
        if label is not None:
            now = tuple(dict.fromkeys(spelling[name] for name in label.names))
        if block.column > column and block.row >= first:
            yield index, Speech(now)
        elif block.column == column or not any(sign.isalpha() for sign in block.text) or block.row < first:
            yield index, Speech(now, len(block.text))


# Interviewers


def _interviewers(
    blocks: Sequence[SourceBlock], by_block: dict[int, Speech], header: Header, vocabulary: Vocabulary
) -> frozenset[str]:
    """Speakers whom the header or text names as interviewers, whose label says so, or who ask the guide's questions."""
    speakers = {name for speech in by_block.values() for name in speech.speakers}
    named = {folded(name) for name in (*_named_interviewers(header), *_stated(blocks))}
    found = {name for name in speakers if is_asking_role(name) or _is_named(name, named)}
    if found:
        return frozenset(found)
    people = {person.label for person in header.participants} | {name for name in speakers if is_person(name)}
    fewest = 1 if people & speakers else FEWEST_ASKED
    asked: Counter[str] = Counter()
    for index, speech in by_block.items():
        text = blocks[index].text[speech.start :].rstrip()
        if text.endswith("?") and any(match.score >= ASKED_WELL for match in vocabulary.questions(text)[:1]):
            asked.update(name for name in speech.speakers if name not in people)
    most = max(asked.values(), default=0)
    return frozenset(name for name, count in asked.items() if count >= max(fewest, most // 3))


def _named_interviewers(header: Header) -> list[str]:
    return [name for name in header.attributes.get("intervjuare", "").split(", ") if name]


def _stated(blocks: Sequence[SourceBlock]) -> Iterator[str]:
    """Names after "Interviewer is" in the first blocks."""
    for block in blocks[:10]:
        for stated in _STATED.finditer(block.text):
            yield from (name.strip() for name in _BETWEEN.split(stated["names"]) if name.strip())


def _is_named(name: str, named: Collection[str]) -> bool:
    """Whether a label is an interviewer's name, its first word, or the full name of an interviewer's initials."""
    label = folded(_BRACKETS.sub("", name))
    words = label.split()
    first = len(words) == 1 and len(label) > 2 and any(full.startswith(f"{label} ") for full in named)
    initials = len(words) > 1 and "".join(word[0] for word in words) in named
    return label in named or first or initials
