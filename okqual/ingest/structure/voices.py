"""Whether the labels of a text are its speakers: asked of all its labels together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import replace

from okqual.ingest.readers.cues.turns import Cue
from okqual.ingest.structure.turn_labels import Label, is_person, leading_label, one_spelling

FEWEST_LABELS = 3
"""Labels that make a conversation; fewer may be anything."""
LEAST_SHARE = 0.5
"""Share of the texts that have a label, where labels may be other words than names."""


def voices_among(labels: Sequence[Label | None], known: Collection[str] = ()) -> frozenset[str]:
    """The names among the labels of a text's parts that are speakers; empty where they are none.

    ``known``: names that the text's header gives. Full names and roles are believed where at least
    two take turns; single words and initials where they also stand before most parts.
    """
    there = [label for label in labels if label is not None]
    counts = Counter(name for label in there for name in label.names)
    if len(there) < FEWEST_LABELS or len(counts) < 2 or max(counts.values()) < 2:
        return frozenset()
    clear = {name for label in there if label.clear for name in label.names} | (set(known) & counts.keys())
    sure = {name for name in clear if not is_person(name)}
    covered = len(there) >= LEAST_SHARE * len(labels)
    if covered and 2 * len(counts) <= len(there) and (sure or any(not is_person(name) for name in counts)):
        return frozenset(counts)
    if len(sure) >= 2 and max(counts[name] for name in sure) >= 2:
        return frozenset(sure | {name for name in counts if is_person(name)})
    return frozenset()


def with_typed_voices(cues: Sequence[Cue]) -> list[Cue]:
    """Cues whose voices are typed before their words ("Ulrika Heie: Vi …"); unchanged where none are.

    A cue without a label goes on in the voice before it.
    """
    labels = [leading_label(cue.text) for cue in cues]
    voices = voices_among(labels)
    if not voices:
        return list(cues)
    spelling = one_spelling([name for label in labels if label is not None for name in label.names])
    found: list[Cue] = []
    voice = ""
    for cue, label in zip(cues, labels, strict=True):
        if label is not None and voices.issuperset(label.names):
            voice = ", ".join(dict.fromkeys(spelling[name] for name in label.names))
            found.append(replace(cue, voice=voice, text=cue.text[label.end :]))
        else:
            found.append(replace(cue, voice=voice))
    return found
