"""Read notes with pseudonyms: what is found is shown first, and the key is kept before the note is."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from okqual.errors import OkqualError
from okqual.model.interview import NoteNow
from okqual.model.note import Reading, Remark
from okqual.store import queries
from okqual.store.pseudonymised import is_pseudonymised
from okqual.study.code_key import CodeKey, is_inside, open_key
from okqual.study.file_reading import HowToRead, Read, read_file
from okqual.study.opening import Study, user_settings
from okqual.text.folding import folded
from okqual.text.listed_names import NO_NAMES, NameIndex

if TYPE_CHECKING:
    from okqual.ingest.pseudonyms import Occurrence, Spot
    from okqual.model.note import SourceDocument
    from okqual.text.identifying import Identifying

LIST_SETTING = "name_list"
"""The user's own setting that says where the list of names lies."""


@dataclass(frozen=True, slots=True)
class Found:
    """A place in a file that identifies somebody, with the pseudonym it would get."""

    file: Path
    occurrence: Occurrence
    pseudonym: str


@dataclass(slots=True)
class Pseudonymising:
    """The names, the key and what a person chose to leave as it is, for one round of loading."""

    names: NameIndex
    key: CodeKey
    left_out: set[tuple[Path, Spot]] = field(default_factory=set)
    used: set[tuple[Identifying, str]] = field(default_factory=set)
    """What stands in the texts that were rewritten."""

    def rewriting(self, path: Path) -> Callable[[SourceDocument], SourceDocument]:
        """What puts pseudonyms into the document of a file."""
        from okqual.ingest.pseudonyms import with_pseudonyms

        return lambda document: with_pseudonyms(document, self.names, lambda one: self._chosen(path, one))

    def file_name(self, path: Path) -> str:
        """The name that a file has in the study."""
        from okqual.ingest.pseudonyms import name_with_pseudonyms

        return name_with_pseudonyms(path.name, self.names, lambda one: self._chosen(path, one))

    def case(self, name: str | None) -> str | None:
        """An interview's id as it was given, with pseudonyms in it."""
        from okqual.ingest.pseudonyms import name_with_pseudonyms

        # Nobody looked this one through: what identifies somebody in it is replaced.
        return name_with_pseudonyms(f"{name}.", self.names, self._always)[:-1] if name else name

    def keep_key(self) -> None:
        """Put the pseudonyms in use into the key's file: done with the study's pen, before the note is written."""
        self.key.keep(self.used)

    def pseudonym(self, one: Occurrence) -> str:
        """The pseudonym of an occurrence."""
        hit = one.hit
        return self.key.pseudonym(hit.kind, hit.value, self.names.pseudonym(hit.value))

    def _chosen(self, path: Path, one: Occurrence) -> str | None:
        return None if (path, one.spot) in self.left_out else self._always(one)

    def _always(self, one: Occurrence) -> str:
        self.used.add((one.hit.kind, one.hit.value))
        return self.pseudonym(one)


@dataclass(slots=True)
class LookedThrough:
    """What would be replaced in some files, for a person to look at before they are loaded."""

    how: Pseudonymising
    found: list[Found] = field(default_factory=list)
    readable: list[Path] = field(default_factory=list)
    faults: list[OkqualError] = field(default_factory=list)
    """Why the other files cannot be read."""

    def is_left_out(self, number: int) -> bool:
        """Whether the words of a place are to stay as they are."""
        found = self.found[number]
        return (found.file, found.occurrence.spot) in self.how.left_out

    def leave_out(self, number: int, out: bool = True) -> None:
        """Let the words of a place stay as they are, or be replaced after all."""
        found = self.found[number]
        spot = (found.file, found.occurrence.spot)
        (self.how.left_out.add if out else self.how.left_out.discard)(spot)

    def same_as(self, number: int) -> list[int]:
        """The places that name the same as this one, in all files."""
        value = self.found[number].occurrence.hit.value
        return [i for i, one in enumerate(self.found) if one.occurrence.hit.value == value]


def look_through(
    how: Pseudonymising, paths: Sequence[Path], encoding: str | None = None, changes: str = "accepted"
) -> LookedThrough:
    """What would be replaced in the files, in their order. Writes nothing."""
    looked = LookedThrough(how)
    for path in paths:
        try:
            looked.found += find_in_file(how, path, encoding, changes)
            looked.readable.append(path)
        except OkqualError as error:
            looked.faults.append(error)
    return looked


def pseudonymising(study: Study, names: Path | None = None, key: Path | None = None) -> Pseudonymising:
    """Make ready for loading with pseudonyms: ``names`` and ``key`` as given, else as the user's settings say.

    Without a list only numbers and addresses are found. Raises OkqualError for a list that cannot be read
    or used, and for a key that cannot (see :func:`okqual.study.code_key.open_key`).
    """
    own = user_settings().get(LIST_SETTING)
    place = names if names is not None else Path(str(own)).expanduser() if own else None
    listed, code_key = _names(place), open_key(study, key)
    code_key.reserved = frozenset(folded(one.pseudonym) for one in listed if one.pseudonym)
    return Pseudonymising(listed, code_key)


def find_in_file(
    how: Pseudonymising, path: Path, encoding: str | None = None, changes: str = "accepted"
) -> list[Found]:
    """What would be replaced in a file and in its name, in the order of the file. Writes nothing.

    Raises OkqualError for a file that cannot be read.
    """
    from okqual.ingest.documents import is_grid, read_document
    from okqual.ingest.pseudonyms import occurrences_in, occurrences_in_name

    content = _bytes(path)
    if is_grid(path.name, content):
        raise OkqualError("errors.grid_no_pseudonyms", {"file": path.name}, "errors.grid_no_pseudonyms.try")
    document = read_document(content, path.name, encoding, changes)
    found = [*occurrences_in_name(path.name, how.names), *occurrences_in(document, how.names)]
    return [Found(path, one, how.pseudonym(one)) for one in found]


def read_with_pseudonyms(how: Pseudonymising, paths: Sequence[Path], to_read: HowToRead) -> Generator[Read, None, None]:
    """Every file as read with pseudonyms, under the name that it has in the study.

    One at a time: pseudonyms are given in the order of the files.
    """
    for path in paths:
        read = read_file(path, to_read, how.rewriting(path))
        yield read if read.fault is not None else replace(read, path=path.with_name(how.file_name(path)))


def check_kept_up(study: Study, note: str, file_name: str, how: Pseudonymising | None) -> None:
    """Raises OkqualError where a note with pseudonyms would get a version without them."""
    current = queries.current_version(study.db, note) if how is None else None
    if current is not None and is_pseudonymised(study.db, current[0]):
        values: dict[str, object] = {"note": note, "file": file_name}
        raise OkqualError("errors.note_is_pseudonymised", values, "errors.note_is_pseudonymised.try")


def with_remark(study: Study, now: NoteNow, reading: Reading, how: Pseudonymising | None) -> Reading:
    """The reading, with a remark where the version before it has no pseudonyms: that one stays."""
    if how is None or is_pseudonymised(study.db, now.version):
        return reading
    return replace(reading, remarks=(*reading.remarks, Remark("reading.earlier_words_stay")))


def lying_in_study(study: Study, paths: list[Path]) -> Iterator[Path]:
    """The files that lie in the study's own folder, where they go on naming people."""
    return (path for path in paths if is_inside(study, path))


def _names(path: Path | None) -> NameIndex:
    from okqual.ingest.name_list import read_names

    return read_names(_bytes(path), path.name) if path is not None else NO_NAMES


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise OkqualError("errors.cannot_read", {"file": str(path)}, "errors.cannot_read.try") from error
