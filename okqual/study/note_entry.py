"""The journal's line of a note: the whole result of its reading, its texts kept apart."""

from __future__ import annotations

import hashlib
from typing import Any

from okqual.model.canonical import canonical
from okqual.model.note import Reading
from okqual.store import contents
from okqual.store.journal import Pen
from okqual.study.correcting import Correction


def note_payload(
    pen: Pen,
    case: str,
    note: str,
    file_name: str,
    content: bytes,
    reading: Reading,
    correction: Correction | None = None,
    pseudonymised: bool = False,
) -> dict[str, Any]:
    """What ``note.loaded`` says: offsets, numbers and enums here, every string of the file as a hash.

    The bytes of a file that was read with pseudonyms are not kept, only their SHA-256.
    A new version also says which numbers replace which, and where each coded segment is now.
    """
    strings: dict[str, int] = {}

    def number(text: str) -> int:
        return strings.setdefault(text, len(strings)) if text else -1

    blocks = [[b.place, str(b.kind), b.start, b.end, b.level, number(b.label), b.row, b.column] for b in reading.blocks]
    passages = [
        [
            p.number, p.start, p.end, str(p.role), list(p.questions), list(p.suggested), str(p.why), p.confidence,
            str(p.kind), [number(label) for label in p.participants],
        ]
        for p in reading.passages
    ]  # fmt: skip
    questions = [[q.question, str(q.status), q.refers_to or "", number(q.text)] for q in reading.questions]
    digest = hashlib.sha256(content).hexdigest() if pseudonymised else contents.put_file(pen.db, case, content)
    payload: dict[str, Any] = {
        "case": case,
        "note": note,
        "version": _version(note, digest, reading.text, blocks, passages, list(strings)),
        "file_name": contents.put(pen.db, case, file_name),
        "sha256": digest,
        "size": len(content),
        "format": reading.format,
        "encoding": reading.encoding,
        "text": contents.put(pen.db, case, reading.text),
        "blocks": blocks,
        "passages": passages,
        "questions": questions,
        "strings": contents.put(pen.db, case, canonical(list(strings))),
    }
    if pseudonymised:
        payload["pseudonymised"] = True
    if correction is not None:
        payload["replaces"] = [list(pair) for pair in correction.replaces]
        payload["anchors"] = [
            [led.segment, led.anchor.start, led.anchor.end, str(led.anchor.how), led.anchor.score]
            for led in correction.segments
        ]
    return payload


def _version(note: str, digest: str, *read: object) -> str:
    """Names a version by the note, the file and what was read of it."""
    words = canonical([note, digest, *read])
    return hashlib.sha256(words.encode()).hexdigest()[:24]
