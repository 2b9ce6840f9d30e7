"""Read notes into the study: one transaction a note, and a note that is there already changes nothing."""

from __future__ import annotations

import contextlib
import hashlib
import unicodedata
from collections.abc import Callable, Generator, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from okqual.errors import OkqualError
from okqual.model.attributes import FEEDBACK
from okqual.model.events import Kind
from okqual.model.note import NoteStatus, Participant, Reading, Remark
from okqual.store import queries
from okqual.store.erased import is_erased
from okqual.store.journal import Pen
from okqual.study.attributes import of_header, write_attributes
from okqual.study.changing import changing
from okqual.study.comments import Comments, FromComment, plan_comments, take_comments
from okqual.study.correcting import KNOWN, Correction, correction, share_known
from okqual.study.definitions import guide
from okqual.study.file_reading import HowToRead, Read, read_files
from okqual.study.led_segments import LedSegment, led_segments
from okqual.study.note_entry import note_payload
from okqual.study.opening import Progress, Study
from okqual.study.pseudonymising import Pseudonymising, check_kept_up, read_with_pseudonyms, with_remark

MOST_NOTES = 25
"""Further notes of an interview: each has a letter."""
OF_THE_STUDY = ("errors.study_", "errors.disk_", "errors.open_read_only", "errors.no_codebook")
"""Beginnings of errors that the next file would meet as well."""


@dataclass(frozen=True, slots=True)
class Choices:
    """How files are to be taken."""

    as_case: str | None = None
    """The interview that they are notes of, whatever they say."""
    add: bool = False
    """Each is a further note of its interview."""
    encoding: str | None = None
    new_version: bool = False
    """A new version of its note, though less than half of the note's passages are known in it."""
    returned: bool = False
    """The interviewees have corrected it."""
    changes: str = "accepted"
    """How tracked changes are read: ``accepted`` or ``original``."""
    comments: Comments = Comments.MEMOS
    pseudonyms: Pseudonymising | None = None
    """What stands in place of names and numbers; the files' bytes are then not kept."""


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
    segments: tuple[LedSegment, ...] = ()
    """What became of each coded segment, and what cites it, where it is a new version."""
    comments: tuple[FromComment, ...] = ()
    """What its comments became, or would become."""


@dataclass(slots=True)
class Outcome:
    """What came of several files."""

    loaded: list[Loaded] = field(default_factory=list)
    faults: list[OkqualError] = field(default_factory=list)
    """Why files were not loaded, in the order of the files."""
    stopped: bool = False
    """Cancelled: what had been loaded stays."""


def preview(study: Study, path: Path, as_case: str | None = None, choices: Choices | None = None) -> Loaded:
    """Read a file as :func:`load` would, and write nothing."""
    outcome = load_all(study, [path], _with_case(choices, as_case), dry_run=True)
    if outcome.faults:
        raise outcome.faults[0]
    return outcome.loaded[0]


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

    Raises OkqualError for the first file that cannot be read or taken; what was loaded before it stays.
    """
    done: list[Loaded] = []
    choices = Choices(as_case, add, encoding, new_version, returned)
    for read in _reads(study, paths, choices, progress):
        for loaded in _taken(study, read, choices, dry_run=False):
            if isinstance(loaded, OkqualError):
                raise loaded
            done.append(loaded)
    return done


def load_all(
    study: Study,
    paths: Sequence[Path],
    choices: Choices | None = None,
    progress: Progress | None = None,
    dry_run: bool = False,
) -> Outcome:
    """Read notes in, each in a transaction of its own; a file that cannot be taken does not stop the others.

    ``dry_run`` does all but write. Raises OkqualError only for what every file would meet.
    """
    chosen, outcome = choices or Choices(), Outcome()

    def go_on(number: int, of: int, what: str) -> bool:
        outcome.stopped = progress is not None and not progress(number, of, what)
        return not outcome.stopped

    for read in _reads(study, paths, chosen, go_on):
        take(study, read, chosen, outcome, dry_run)
    return outcome


def reads_of(study: Study, paths: Sequence[Path], choices: Choices) -> Generator[Read, None, None]:
    """Every file as read, in order, for a caller that takes them one by one with :func:`take`.

    Without pseudonyms the iterator does not touch the study once it is made: it may be waited for in
    another thread.
    """
    how = HowToRead(guide(study), choices.encoding, choices.changes)
    hidden = choices.pseudonyms
    return read_files(paths, how) if hidden is None else read_with_pseudonyms(hidden, paths, how)


def take(study: Study, read: Read, choices: Choices, outcome: Outcome, dry_run: bool = False) -> None:
    """Write what was read of one file, and add what came of it to ``outcome``.

    Raises OkqualError only for what every file would meet.
    """
    for loaded in _taken(study, read, choices, dry_run):
        if isinstance(loaded, Loaded):
            outcome.loaded.append(loaded)
        elif loaded.key.startswith(OF_THE_STUDY):
            raise loaded
        else:
            outcome.faults.append(loaded)


def take_reading(study: Study, case: str, file_name: str, content: bytes, reading: Reading, add: bool = False) -> str:
    """Write a reading into the study as a note of its interview. Returns the note's id."""
    loaded = _as_note(study, case, file_name, reading, Choices(add=add))
    _take(study, loaded, content, Choices())
    return loaded.note


def _reads(
    study: Study, paths: Sequence[Path], choices: Choices, progress: Callable[[int, int, str], bool] | None
) -> Iterator[Read]:
    with contextlib.closing(reads_of(study, paths, choices)) as reads:
        for number, path in enumerate(paths):
            if progress is not None and not progress(number, len(paths), path.name):
                return
            yield next(reads)


def _taken(study: Study, read: Read, choices: Choices, dry_run: bool) -> Iterator[Loaded | OkqualError]:
    """What came of each reading of a file."""
    if read.fault is not None:
        yield read.fault
    if choices.as_case is not None and len(read.readings) > 1:
        values: dict[str, object] = {"file": read.path.name, "case": choices.as_case, "count": len(read.readings)}
        yield OkqualError("errors.grid_as_case", values, "errors.grid_as_case.try")
        return
    for case, reading in read.readings:
        try:
            loaded = _plan(study, read, case, reading, choices)
            if loaded.new and not dry_run:
                _take(study, loaded, read.content, choices)
        except OkqualError as error:
            yield error
        else:
            yield loaded


def _plan(study: Study, read: Read, grid_case: str | None, reading: Reading, choices: Choices) -> Loaded:
    name = read.path.name
    _check_is_note(read.path, reading)
    named = choices.as_case or grid_case
    case = _case(read.path, reading, choices.pseudonyms.case(named) if choices.pseudonyms else named)
    for note, of in queries.loads_of_file(study.db, hashlib.sha256(read.content).hexdigest()):
        check_kept_up(study, note, name, choices.pseudonyms)
        # The same bytes under another file name are the same note, unless they are to be read in another way.
        same_text = _text_of(study, note) == reading.text
        if same_text and (of == case or (choices.as_case is None and grid_case is None)):
            return Loaded(of, note, name, reading, new=False)
    return _as_note(study, case, name, _with_attributes(study, reading), choices)


def _as_note(study: Study, case: str, file_name: str, reading: Reading, choices: Choices) -> Loaded:
    if is_erased(study.db, case):
        raise OkqualError("errors.case_erased", {"case": case}, "errors.case_erased.try")
    notes = queries.notes_of(study.db, case)
    if notes and choices.add:
        if len(notes) > MOST_NOTES:
            raise OkqualError("errors.too_many_notes", {"case": case})
        note = f"{case}{chr(ord('a') + len(notes))}"
    elif notes:
        return _as_version(study, case, notes, file_name, reading, choices)
    else:
        note = case
    comments = plan_comments(study, reading, choices.comments)
    return Loaded(case, note, file_name, reading, new=True, comments=comments)


def _as_version(
    study: Study, case: str, notes: Sequence[str], file_name: str, reading: Reading, choices: Choices
) -> Loaded:
    """A reading as the new version of the note of its interview that it has most in common with."""
    found = [now for now in (queries.note_now(study.db, note) for note in notes) if now is not None]
    shares = [share_known(now, reading) for now in found]
    known = max(shares)
    now = found[shares.index(known)]
    check_kept_up(study, now.id, file_name, choices.pseudonyms)
    if known < KNOWN and not choices.new_version:
        values: dict[str, object] = {"case": case, "file": file_name, "known": round(100 * known)}
        raise OkqualError("errors.note_exists", values, "errors.note_exists.try")
    reading = with_remark(study, now, reading, choices.pseudonyms)
    made = correction(study, now, reading)
    segments = led_segments(study, now, made)
    comments = plan_comments(study, made.reading, choices.comments)
    return Loaded(case, now.id, file_name, made.reading, True, made, segments, comments)


def _take(study: Study, loaded: Loaded, content: bytes, choices: Choices) -> None:
    with changing(study) as pen:
        if choices.pseudonyms is not None:
            choices.pseudonyms.keep_key()
        batch = pen.begin_batch()
        _write_header(pen, loaded, batch)
        if choices.returned:
            write_attributes(pen, loaded.case, "", {FEEDBACK: "ändrad"}, batch)
        payload = note_payload(
            pen, loaded.case, loaded.note, loaded.file_name, content, loaded.reading, loaded.correction,
            choices.pseudonyms is not None,
        )  # fmt: skip
        pen.write(Kind.NOTE_LOADED, payload, batch=batch)
        take_comments(study, pen, loaded.case, loaded.note, loaded.comments, batch)


def _with_case(choices: Choices | None, as_case: str | None) -> Choices:
    chosen = choices or Choices()
    return replace(chosen, as_case=as_case) if as_case is not None else chosen


def _text_of(study: Study, note: str) -> str:
    found = queries.current_version(study.db, note)
    return found[2] if found else ""


def _check_is_note(path: Path, reading: Reading) -> None:
    """A description that lies among the notes is none. Raises OkqualError that says so."""
    asked = any(question.status != NoteStatus.NOT_IN_NOTE for question in reading.questions)
    no_note = not reading.passages or (path.stem.upper() == "README" and reading.header.case is None)
    if no_note and not asked:
        raise OkqualError("errors.not_a_note", {"file": path.name}, "errors.not_a_note.try")


def _case(path: Path, reading: Reading, as_case: str | None) -> str:
    name = unicodedata.normalize("NFC", (as_case or reading.header.case or path.stem).strip())
    name = " ".join(name.replace(":", "-").split())
    if not name or not name.isprintable() or len(name) > 80:
        raise OkqualError("errors.case_name", {"case": name, "file": path.name}, "errors.case_name.try")
    return name


def _with_attributes(study: Study, reading: Reading) -> Reading:
    """The reading with its header's values in the form that is kept, and a remark on each that has none."""
    told, faults = of_header(study, reading.header.attributes)
    remarks = tuple(Remark("reading.attribute_as_it_stands", dict(fault.values)) for fault in faults)
    return replace(reading, header=replace(reading.header, attributes=told), remarks=(*reading.remarks, *remarks))


def _write_header(pen: Pen, loaded: Loaded, batch: str) -> None:
    """Attributes that the header says and nobody has said before."""
    header, case = loaded.reading.header, loaded.case
    known = queries.attributes(pen.db, case).get(case, {})
    people = {p.label: p.attributes for p in queries.participants(pen.db, case).get(case, ())}
    for person in (Participant("", header.attributes), *header.participants):
        there = known if not person.label else people.get(person.label, {})
        new = {name: value for name, value in person.attributes.items() if value and name not in there}
        if new:
            write_attributes(pen, case, person.label, new, batch)
