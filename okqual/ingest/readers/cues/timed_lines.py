"""Transcripts in text, Markdown or Word: their times become places, as those of captions do.

Three layouts are in use: a time before each line's words (Zoom, speech recognition), a time on a
line of its own with name and words under it (Teams), and name and time on a line with paragraphs
under it (Otter, Teams).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from okqual.ingest.readers.cues.turns import STAMP, Cue, clock, seconds, turns_of
from okqual.ingest.structure.turn_labels import timed_label, whole_label
from okqual.ingest.structure.voices import FEWEST_LABELS, with_typed_voices
from okqual.model.note import BlockKind, SourceBlock, SourceDocument

LEAST_TIMED = 0.6
"""Share of the blocks with a time before their words that makes all of them cues."""
LEAST_ALONE = 0.2
"""Share of the blocks that are nothing but a time."""
LEAST_RISING = 0.9
"""Share of the times that are not before the time above them: a timetable of several days is none."""
_TIME = rf"[\[(]?\s*{STAMP.pattern}(?:\s*-{{1,2}}>\s*(?:\d{{1,3}}:)?\d{{1,2}}:\d{{1,2}}(?:[.,]\d{{1,3}})?)?\s*[\])]?"
_BEFORE = re.compile(rf"\s*{_TIME}(?:\s*[-–:|]\s+|\s+)(?=\S)")
_ALONE = re.compile(rf"\s*{_TIME}\s*\Z")
_TALK = frozenset({BlockKind.PARAGRAPH, BlockKind.ITEM})


def with_times(document: SourceDocument) -> SourceDocument:
    """The document with cues and times as places where it is a transcript with times, else unchanged."""
    blocks = document.blocks
    first = min((i for i, block in enumerate(blocks) if _begins(block.text)), default=len(blocks))
    head, talk = blocks[:first], blocks[first:]
    if any(block.row for block in talk):
        return document
    cues = _cues_of_lines(talk) or _cues_under_times(talk)
    if cues and not document.comments:
        # Comments name their blocks by number, so that blocks under comments stay as they are.
        return replace(document, blocks=(*head, *turns_of(cues)))
    return replace(document, blocks=(*head, *_placed(talk)))


def _begins(text: str) -> bool:
    return bool(_BEFORE.match(text) or _ALONE.match(text) or timed_label(text))


def _cues_of_lines(blocks: Sequence[SourceBlock]) -> list[Cue]:
    """Lines that begin with a time; one that does not goes on with the line before."""
    found = [_BEFORE.match(block.text) for block in blocks]
    starts = [seconds(time) for time in found if time is not None]
    if not _are_times(starts) or len(starts) < LEAST_TIMED * len(blocks):
        return []
    cues: list[Cue] = []
    now = 0
    for block, time in zip(blocks, found, strict=True):
        now = seconds(time) if time is not None else now
        cues.append(Cue(now, "", block.text[time.end() if time is not None else 0 :]))
    return with_typed_voices(cues)


def _cues_under_times(blocks: Sequence[SourceBlock]) -> list[Cue]:
    """Lines under a time that stands alone; the first of them may be a name."""
    times = {i: seconds(time) for i, block in enumerate(blocks) if (time := _ALONE.match(block.text)) is not None}
    if not _are_times(list(times.values())) or len(times) < LEAST_ALONE * len(blocks):
        return []
    voices = _names_under(blocks, times)
    cues: list[Cue] = []
    now, voice = 0, ""
    for index, block in enumerate(blocks):
        if index in times:
            now, voice = times[index], ""
        elif index in voices:
            voice = voices[index]
        else:
            cues.append(Cue(now, voice, block.text))
    return cues if voices else with_typed_voices(cues)


def _names_under(blocks: Sequence[SourceBlock], times: dict[int, int]) -> dict[int, str]:
    """Block → name, where what stands under most times are names that come back."""
    under = [index + 1 for index in times if index + 2 < len(blocks) and index + 1 not in times]
    labels = {i: label.names[0] for i in under if (label := whole_label(blocks[i].text)) is not None}
    counts = Counter(labels.values())
    known = {i: name for i, name in labels.items() if counts[name] > 1}
    return labels if len(known) >= LEAST_TIMED * len(under) else {}


def _placed(blocks: Sequence[SourceBlock]) -> Iterator[SourceBlock]:
    """Blocks with the time of the name above them as their place; the names' own lines stay as they are."""
    labels = [timed_label(block.text) for block in blocks]
    starts = [label.start for label in labels if label is not None]
    if not _are_times(starts):
        yield from blocks
        return
    start, number = -1, 0
    for block, label in zip(blocks, labels, strict=True):
        if label is not None:
            start, number = label.start, 0
            yield block
        elif start >= 0 and block.kind in _TALK:
            number += 1
            place = clock(start) + (f"p{number}" if number > 1 else "")
            yield replace(block, place=place, kind=BlockKind.CUE if not block.label else block.kind)
        else:
            yield block


def _are_times(starts: Sequence[int]) -> bool:
    rising = sum(a <= b for a, b in pairwise(starts))
    return len(starts) >= FEWEST_LABELS and rising >= LEAST_RISING * (len(starts) - 1)
