"""Take the entries that another copy of the study has and this one lacks, and project them.

Order does not matter and nothing is taken twice: entries are named by origin and number, and the
tables follow from the set of entries alone.
"""

from __future__ import annotations

import contextlib
import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from okqual.errors import OkqualError
from okqual.model.events import Entry, Kind, digest_of
from okqual.model.payloads import fault_of
from okqual.store import erased, forking
from okqual.store.database import database_errors, open_database, writing
from okqual.store.entries import digest_at, entries, last_of, origins, payload_of
from okqual.store.journal import insert
from okqual.store.news import hidden
from okqual.store.projection import project
from okqual.store.queries import setting
from okqual.store.rebuilding import rebuild
from okqual.store.soundness import check_kept, check_places, check_texts, unsound
from okqual.store.teams import veiled_cases

if TYPE_CHECKING:
    from sqlite_utils import Database

STEP = 500
"""Entries between two looks at whether to go on."""
GoOn = Callable[[int, int], bool]
HASH = re.compile("[0-9a-f]{40}")
"""What a payload calls a text."""
CONTENTS = (
    ("content_key", "case_id, secret"),
    ("content", "case_id, hash, text"),
    ("source_file", "case_id, sha256, size, packed"),
)


@dataclass(frozen=True, slots=True)
class Merged:
    """What a merge brought."""

    entries: int
    origins: tuple[str, ...]
    """Origins that had something new."""


@dataclass(frozen=True, slots=True)
class Brought:
    """What a copy has that is not here, by coder and kind of entry; and what is here and not there."""

    theirs: dict[str, Counter[str]] = field(default_factory=dict)
    ours: int = 0
    codings: int = 0
    """Codings among it."""
    forked: tuple[str, ...] = ()
    """Origins that went on as two, and get a new name."""
    blind: frozenset[str] = frozenset()
    """Coders who coded what the reader codes blind: that they did is told, and not how much."""

    @property
    def entries(self) -> int:
        """How many entries are new here, of those that are told of."""
        return sum(sum(kinds.values()) for kinds in self.theirs.values())

    @property
    def writers(self) -> frozenset[str]:
        """Those who changed something in it."""
        told = {coder for coder, kinds in self.theirs.items() if kinds.keys() - {Kind.EXPORTED}}
        return frozenset(told) | self.blind


class Stopped(Exception):  # noqa: N818
    """The person asked to stop; nothing was written."""


def merge(db: Database, other: Path, as_fork: bool = False, go_on: GoOn | None = None) -> Merged:
    """Merge the study at ``other`` into ``db`` in one transaction.

    Raises OkqualError when it is another study, when an origin holds different entries under the same
    numbers (a copied folder that went on as two) unless they are taken under a new name ``as_fork``, and
    when its chain is broken; :class:`Stopped` when ``go_on(done, of)`` says so.
    """
    with _opened(other) as theirs, writing(db), unsound(other):
        new, _forked = _new(db, theirs, other, as_fork)
        insert(db, new)
        erases = any(entry.kind == Kind.CASE_ERASED for entry in new)
        if erases:
            erased.keep_all(db)
        with database_errors(other):
            check_kept(db, theirs)
            late = _words_of_known_entries(db, theirs, new)
            _take_contents(db, theirs)
        check_texts(db, entries(db) if late else new)
        if erases:
            # What was erased there is erased here, whatever was made of it.
            erased.purge(db)
        if erases or late:
            rebuild(db)
        if erases:
            erased.forget_indexed(db)
        for number, entry in enumerate(new if not (erases or late) else ()):
            if number % STEP == 0 and go_on is not None and not go_on(number, len(new)):
                raise Stopped
            project(db, entry)
        check_places(db)
    return _merged(new)


def _merged(new: list[Entry]) -> Merged:
    return Merged(len(new), tuple(sorted({entry.origin for entry in new})))


def brought(db: Database, other: Path, as_fork: bool = False, coder: str = "") -> Brought:
    """What a merge would take from the study at ``other``, as ``coder`` may be told. Raises OkqualError as
    :func:`merge`."""
    veiled = veiled_cases(db, coder)
    with _opened(other) as theirs, unsound(other):
        new, forked = _new(db, theirs, other, as_fork)
        by_coder: dict[str, Counter[str]] = {}
        codings = 0
        blind: set[str] = set()
        for entry in new:
            if hidden(theirs, entry, coder, veiled):
                blind.add(entry.coder)
                continue
            by_coder.setdefault(entry.coder, Counter())[entry.kind] += 1
            if entry.kind == Kind.CODINGS_ADDED:
                codings += len(payload_of(entry)["codings"])
        with database_errors(other):
            known = {origin: last_of(theirs, origin)[0] for origin in origins(db)}
        ours = sum(max(0, last_of(db, origin)[0] - there) for origin, there in known.items())
    return Brought(by_coder, ours, codings, forked, frozenset(blind))


@contextlib.contextmanager
def _opened(other: Path) -> Iterator[Database]:
    theirs = open_database(other, read_only=True, older=True)
    try:
        yield theirs
    finally:
        theirs.close()


def _new(db: Database, theirs: Database, other: Path, as_fork: bool) -> tuple[list[Entry], tuple[str, ...]]:
    """Their entries that are not here, in the order of projection, and the origins that were given new names."""
    with database_errors(other):
        if setting(db, "id") != setting(theirs, "id"):
            raise OkqualError("errors.another_study", {"file": str(other)}, "errors.another_study.try")
        forks = _forks(db, theirs)
        if forks and not as_fork:
            origin, shared = next(iter(forks.items()))
            values: dict[str, object] = {"file": str(other), "origin": origin, "shared": shared}
            raise OkqualError("errors.copied_folder", values, "errors.copied_folder.try")
        new = [entry for origin in origins(theirs) for entry in _missing(db, theirs, other, origin, forks.get(origin))]
        if forks:
            new = forking.renamed(db, new, forks, other)
    new.sort(key=lambda entry: entry.order)
    return new, tuple(sorted(forks))


def _forks(db: Database, theirs: Database) -> dict[str, int]:
    """Origin → the last number that both copies have alike, of origins that went on as two."""
    found = {}
    for origin in origins(theirs):
        last = min(last_of(db, origin)[0], last_of(theirs, origin)[0])
        if last and digest_at(db, origin, last) != digest_at(theirs, origin, last):
            low, high = 0, last
            # Digests are a chain: alike at a number, alike at all before it.
            while low + 1 < high:
                middle = (low + high) // 2
                if digest_at(db, origin, middle) == digest_at(theirs, origin, middle):
                    low = middle
                else:
                    high = middle
            found[origin] = low
    return found


def _missing(db: Database, theirs: Database, other: Path, origin: str, shared: int | None) -> list[Entry]:
    known = last_of(db, origin)[0] if shared is None else shared
    prev = digest_at(theirs, origin, known) if known else ""
    if known > last_of(theirs, origin)[0]:
        return []
    new: list[Entry] = []
    for entry in entries(theirs, "origin = ? AND number > ?", (origin, known)):
        if entry.number != known + len(new) + 1 or entry.prev != prev or digest_of(entry) != entry.digest:
            values: dict[str, object] = {"file": str(other), "entry": entry.address}
            raise OkqualError("errors.chain_broken", values, "errors.chain_broken.try")
        if fault := fault_of(entry):
            values = {"file": str(other), "entry": entry.address, "field": fault}
            raise OkqualError("errors.entry_unsound", values, "errors.entry_unsound.try")
        prev = entry.digest
        new.append(entry)
    return new


def _words_of_known_entries(db: Database, theirs: Database, new: list[Entry]) -> bool:
    """Whether they have texts of entries that were here without: this was a package with some interviews only."""
    here = {name for (name,) in db.conn.execute("SELECT hash FROM content")}
    came = {name for (name,) in theirs.conn.execute("SELECT hash FROM content") if name not in here}
    came -= {name for (name,) in db.conn.execute("SELECT hash FROM erased_text")}
    for entry in new if came else ():
        came.difference_update(HASH.findall(entry.payload))
    gone = set(erased.erasures(db))
    sql = "SELECT case_id FROM content WHERE hash = ?"
    return any(theirs.conn.execute(sql, (name,)).fetchone()[0] not in gone for name in came)


def _take_contents(db: Database, theirs: Database) -> None:
    """Their texts, keys and files, but nothing of an interview that was erased here or there."""
    gone = set(erased.erasures(db))
    texts = {name for (name,) in db.conn.execute("SELECT hash FROM erased_text")}
    for table, columns in CONTENTS:
        marks = ", ".join("?" for _ in columns.split(","))
        rows = theirs.conn.execute(f"SELECT {columns} FROM {table}")
        db.conn.executemany(
            f"INSERT OR IGNORE INTO {table} ({columns}) VALUES ({marks})",
            (row for row in rows if row[0] not in gone and (table != "content" or row[1] not in texts)),
        )


def used_twice(db: Database, theirs: Database) -> tuple[str, ...]:
    """Coders who have written in working copies of both that the other does not have."""
    here, there = set(origins(db)), set(origins(theirs))
    mine, hers = _writers(db, here - there), _writers(theirs, there - here)
    return tuple(sorted(mine & hers))


def _writers(db: Database, of: set[str]) -> set[str]:
    return {
        row[0]
        for origin in of
        for row in db.conn.execute("SELECT DISTINCT coder FROM entry WHERE origin = ?", (origin,))
    }
