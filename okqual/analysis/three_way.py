"""Three wordings of a text made one: as it left, as the study has it now, as it came back; sentence by sentence.

What only one side changed is taken from that side. Where both changed the same sentence nothing is chosen.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from okqual.text.passages import sentence_spans

_UNREAD = re.compile("[\u00ad\u200b\u2060\ufeff\u202a-\u202e\u2066-\u2069\x00-\x08\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""Soft hyphens, places to break, signs of direction, which an export closes, and what a Word file cannot hold."""
_SPACES = re.compile(r"\s+")
_BEFORE_IDS = re.compile(r"\s*\[(?=[^\[\]]{3,200}\])")


@dataclass(frozen=True, slots=True)
class Merge:
    """What came of three wordings."""

    text: str
    """All of it in one; where they clash, as it came back."""
    clash: bool


@dataclass(frozen=True, slots=True)
class _Edit:
    """A run of the base's sentences, and what stands in its place on one side."""

    start: int
    end: int
    units: tuple[str, ...]


def alike(one: str, other: str) -> bool:
    """Whether two wordings are the same to a reader: NFC, one kind of white space, nothing that is not seen."""
    return as_read(one) == as_read(other)


def as_read(text: str) -> str:
    """A text as it is compared; what an editor may do to white space is no change."""
    text = _UNREAD.sub("", unicodedata.normalize("NFC", text))
    return _SPACES.sub(" ", _BEFORE_IDS.sub(" [", text)).strip()


def restored(base: str, word: str) -> str:
    """A text that came back, its untouched sentences as they were when they left, down to each sign."""
    if alike(base, word):
        return base
    return merge(base, base, word).text


def merge(base: str, now: str, word: str) -> Merge:
    """The three wordings as one."""
    if alike(base, word) or alike(now, word):
        return Merge(now, False)
    before = _units(base)
    mine, theirs = _edits(before, _units(now)), _edits(before, _units(word))
    done, place = [], 0
    clash = False
    while mine or theirs:
        edit = min([*mine[:1], *theirs[:1]], key=lambda one: (one.start, one.end))
        mine_here: list[_Edit] = []
        theirs_here: list[_Edit] = []
        start, end = edit.start, edit.end
        grew = True
        while grew:
            grew = False
            for waiting, here in ((mine, mine_here), (theirs, theirs_here)):
                while waiting and _touches(waiting[0], start, end):
                    here.append(waiting.pop(0))
                    end, grew = max(end, here[-1].end), True
        done += before[place:start]
        place = end
        ours, others = _applied(before, start, end, mine_here), _applied(before, start, end, theirs_here)
        if not mine_here or list(map(as_read, ours)) == list(map(as_read, others)):
            done += others if not mine_here else ours
        elif not theirs_here:
            done += ours
        else:
            clash = True
            done += others
    done += before[place:]
    # In a clash the words that came back are shown and taken whole: half of each side would be nobody's text.
    return Merge(_joined(done), False) if not clash else Merge(_as_came(base, word), True)


def _as_came(base: str, word: str) -> str:
    return merge(base, base, word).text


def _touches(edit: _Edit, start: int, end: int) -> bool:
    """Whether an edit is of the sentences [start, end): shares one, or puts something in at the very same place."""
    if edit.start == edit.end or start == end:
        if edit.start == start and edit.end == end:
            return True
        return start < edit.start < end or edit.start < start < edit.end
    return edit.start < end and start < edit.end


def _units(text: str) -> list[str]:
    """Sentences, each with the white space before it."""
    ends = [end for _, end in sentence_spans(text)]
    return [text[start:end] for start, end in zip([0, *ends[:-1]], ends, strict=True)] if ends else []


def _edits(before: Sequence[str], after: Sequence[str]) -> list[_Edit]:
    """What one side did, as runs of sentences in the order of the base."""
    matcher = SequenceMatcher(None, [as_read(unit) for unit in before], [as_read(unit) for unit in after], False)
    return [
        _Edit(a, b, _parted(before[a:b], after[c:d])) for deed, a, b, c, d in matcher.get_opcodes() if deed != "equal"
    ]


def _parted(before: Sequence[str], after: Sequence[str]) -> tuple[str, ...]:
    """The new sentences; an empty line before the first, which Word does not show, stays."""
    if not before or not after:
        return tuple(after)
    old, new = before[0], after[0]
    gap = old[: len(old) - len(old.lstrip())]
    first = gap + new.lstrip() if "\n" in gap and "\n" in new[: len(new) - len(new.lstrip())] else new
    return (first, *after[1:])


def _applied(before: Sequence[str], start: int, end: int, edits: Sequence[_Edit]) -> list[str]:
    made, place = [], start
    for edit in edits:
        made += [*before[place : edit.start], *edit.units]
        place = edit.end
    return [*made, *before[place:end]]


def _joined(units: Sequence[str]) -> str:
    """Sentences as running text: between two that never met stands a space."""
    out = ""
    for unit in units:
        out += unit if not out or unit[:1].isspace() else f" {unit}"
    return out.strip()
