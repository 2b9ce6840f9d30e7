"""Read notes into the study: one transaction a note, and a note that is there already changes nothing."""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from okqual.errors import OkqualError
from okqual.model.canonical import canonical
from okqual.model.events import Kind
from okqual.model.note import Header, Participant, Reading
from okqual.model.plain import plain
from okqual.store import contents, queries
from okqual.store.journal import Pen
from okqual.study.changing import changing
from okqual.study.definitions import guide
from okqual.study.opening import Progress, Study


@dataclass(frozen=True, slots=True)
class Loaded:
    """What came of one file."""

    case: str
    note: str
    file_name: str
    reading: Reading
    new: bool
    """False when the very same bytes were there already, or nothing was to be written."""


def preview(study: Study, path: Path, as_case: str | None = None, encoding: str | None = None) -> Loaded:
    """Read a file as :func:`load` would, and write nothing."""
    from okqual.ingest.reading import read_note

    content = _bytes(path)
    reading = read_note(content, path.name, guide(study), encoding)
    case = _case(path, reading, as_case)
    return Loaded(case, case, path.name, reading, new=not _there(study, case, content))


def load(
    study: Study,
    paths: Sequence[Path],
    as_case: str | None = None,
    add: bool = False,
    progress: Progress | None = None,
    encoding: str | None = None,
) -> list[Loaded]:
    """Read notes in. ``add`` makes each a further note of its interview.

    Raises OkqualError for a file that cannot be read and for a changed note of an interview that has
    one; what was loaded before it stays.
    """
    done: list[Loaded] = []
    for i, path in enumerate(paths):
        if progress is not None and not progress(i, len(paths), path.name):
            break
        done.append(_load_one(study, path, as_case, add, encoding))
    return done


def _load_one(study: Study, path: Path, as_case: str | None, add: bool, encoding: str | None) -> Loaded:
    from okqual.ingest.reading import read_note

    content = _bytes(path)
    reading = read_note(content, path.name, guide(study), encoding)
    case = _case(path, reading, as_case)
    there = _there(study, case, content)
    if there:
        return Loaded(case, there, path.name, reading, new=False)
    note = take_reading(study, case, path.name, content, reading, add)
    return Loaded(case, note, path.name, reading, new=True)


def take_reading(study: Study, case: str, file_name: str, content: bytes, reading: Reading, add: bool = False) -> str:
    """Write a reading into the study as one batch: what its header says, and the note. Returns the note's id."""
    with changing(study) as pen:
        note = _next_note(study, case, add)
        batch = pen.begin_batch()
        _write_attributes(pen, case, reading.header, batch)
        pen.write(Kind.NOTE_LOADED, _payload(pen, case, note, file_name, content, reading), batch=batch)
    return note


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise OkqualError("errors.cannot_read", {"file": str(path)}, "errors.cannot_read.try") from error


def _case(path: Path, reading: Reading, as_case: str | None) -> str:
    name = unicodedata.normalize("NFC", (as_case or reading.header.case or path.stem).strip())
    name = " ".join(name.replace(":", "-").split())
    if not name or not name.isprintable() or len(name) > 80:
        raise OkqualError("errors.case_name", {"case": name, "file": path.name}, "errors.case_name.try")
    return name


def _there(study: Study, case: str, content: bytes) -> str:
    digest = hashlib.sha256(content).hexdigest()
    return next((note for note, of in queries.loads_of_file(study.db, digest) if of == case), "")


def _next_note(study: Study, case: str, add: bool) -> str:
    notes = queries.notes_of(study.db, case)
    if not notes:
        return case
    if not add:
        raise OkqualError("errors.note_exists", {"case": case}, "errors.note_exists.try")
    if len(notes) > 25:
        raise OkqualError("errors.too_many_notes", {"case": case})
    return f"{case}{chr(ord('a') + len(notes))}"


def _write_attributes(pen: Pen, case: str, header: Header, batch: str) -> None:
    known = queries.attributes(pen.db, case).get(case, {})
    people = {p.label: p.attributes for p in queries.participants(pen.db, case).get(case, ())}
    everyone = (Participant("", header.attributes), *header.participants)
    for person in everyone:
        there = known if not person.label else people.get(person.label, {})
        new = {name: value for name, value in person.attributes.items() if value and name not in there}
        if new:
            write_attributes(pen, case, person.label, new, batch)


def write_attributes(pen: Pen, case: str, participant: str, new: dict[str, str], batch: str) -> None:
    """One entry with attributes of an interview (``participant`` empty) or of a person in it; "" clears one."""
    pairs = [
        [contents.put(pen.db, case, name), contents.put(pen.db, case, value) if value else None]
        for name, value in new.items()
    ]
    pen.write(Kind.ATTRIBUTE, {"case": case, "participant": participant, "attributes": pairs}, batch=batch)


def _payload(pen: Pen, case: str, note: str, file_name: str, content: bytes, reading: Reading) -> dict[str, Any]:
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
    digest = contents.put_file(pen.db, case, content)
    return {
        "case": case,
        "note": note,
        "version": _version(note, digest, reading),
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


def _version(note: str, digest: str, reading: Reading) -> str:
    words = canonical([note, digest, reading.text, plain(reading.blocks), plain(reading.passages)])
    return hashlib.sha256(words.encode()).hexdigest()[:24]
