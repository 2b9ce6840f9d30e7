"""Read notes into the study: one transaction a note, and a note that is there already changes nothing."""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from okqual.errors import OkqualError
from okqual.model.events import Kind
from okqual.model.note import Header, Participant, Reading
from okqual.store import contents, queries
from okqual.store.journal import Pen
from okqual.study.changing import changing
from okqual.study.correcting import KNOWN, Correction, correction, share_known
from okqual.study.definitions import guide
from okqual.study.note_entry import note_payload
from okqual.study.opening import Progress, Study

FEEDBACK = "återkoppling"
"""The attribute that says whether the interviewees have seen their note."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """What came of one file, or would come of it."""

    case: str
    note: str
    file_name: str
    reading: Reading
    new: bool
    """False when the very same bytes were there already."""
    correction: Correction | None = None
    """What became of passages and codings, where the file is a new version of a note."""


def preview(
    study: Study,
    path: Path,
    as_case: str | None = None,
    encoding: str | None = None,
    add: bool = False,
    new_version: bool = False,
) -> Loaded:
    """Read a file as :func:`load` would, and write nothing."""
    return _plan(study, path, as_case, encoding, add, new_version)[0]


def load(
    study: Study,
    paths: Sequence[Path],
    as_case: str | None = None,
    add: bool = False,
    progress: Progress | None = None,
    encoding: str | None = None,
    new_version: bool = False,
    returned: bool = False,
) -> list[Loaded]:
    """Read notes in. A changed file of an interview becomes a new version of its note.

    ``add`` makes each a further note of its interview; ``new_version`` takes a file as a new version
    though less than half of the note's passages are known in it; ``returned`` says that the
    interviewees have corrected it (attribute *återkoppling: ändrad*).

    Raises OkqualError for a file that cannot be read, and for a file that looks like another note of
    an interview that has one; what was loaded before it stays.
    """
    done: list[Loaded] = []
    for i, path in enumerate(paths):
        if progress is not None and not progress(i, len(paths), path.name):
            break
        loaded, content = _plan(study, path, as_case, encoding, add, new_version)
        if loaded.new:
            _take(study, loaded, content, {FEEDBACK: "ändrad"} if returned else {})
        done.append(loaded)
    return done


def take_reading(study: Study, case: str, file_name: str, content: bytes, reading: Reading, add: bool = False) -> str:
    """Write a reading into the study as a note of its interview. Returns the note's id."""
    loaded = _as_note(study, case, file_name, reading, add, False)
    _take(study, loaded, content, {})
    return loaded.note


def _plan(
    study: Study, path: Path, as_case: str | None, encoding: str | None, add: bool, new_version: bool
) -> tuple[Loaded, bytes]:
    from okqual.ingest.reading import read_note

    content = _bytes(path)
    reading = read_note(content, path.name, guide(study), encoding)
    case = _case(path, reading, as_case)
    there = queries.loads_of_file(study.db, hashlib.sha256(content).hexdigest())
    for note, of in there:
        # The same bytes under another file name are the same note.
        if of == case or as_case is None:
            return Loaded(of, note, path.name, reading, new=False), content
    return _as_note(study, case, path.name, reading, add, new_version), content


def _as_note(study: Study, case: str, file_name: str, reading: Reading, add: bool, new_version: bool) -> Loaded:
    notes = queries.notes_of(study.db, case)
    if not notes:
        return Loaded(case, case, file_name, reading, new=True)
    if add:
        if len(notes) > 25:
            raise OkqualError("errors.too_many_notes", {"case": case})
        return Loaded(case, f"{case}{chr(ord('a') + len(notes))}", file_name, reading, new=True)
    found = [now for now in (queries.note_now(study.db, note) for note in notes) if now is not None]
    now = max(found, key=lambda now: share_known(now, reading))
    known = share_known(now, reading)
    if known < KNOWN and not new_version:
        values: dict[str, object] = {"case": case, "file": file_name, "known": round(100 * known)}
        raise OkqualError("errors.note_exists", values, "errors.note_exists.try")
    made = correction(study, now, reading)
    return Loaded(case, now.id, file_name, made.reading, True, made)


def _take(study: Study, loaded: Loaded, content: bytes, attributes: dict[str, str]) -> None:
    with changing(study) as pen:
        batch = pen.begin_batch()
        _write_attributes(pen, loaded.case, loaded.reading.header, batch)
        if attributes:
            write_attributes(pen, loaded.case, "", attributes, batch)
        payload = note_payload(
            pen, loaded.case, loaded.note, loaded.file_name, content, loaded.reading, loaded.correction
        )
        pen.write(Kind.NOTE_LOADED, payload, batch=batch)


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
