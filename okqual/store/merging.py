"""Take the entries that another copy of the study has and this one lacks, and project them.

Order does not matter and nothing is taken twice: entries are named by origin and number, and the
tables follow from the set of entries alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from okqual.errors import OkqualError
from okqual.model.events import Entry, digest_of
from okqual.store.database import open_database, writing
from okqual.store.entries import digest_at, entries, last_of, origins
from okqual.store.journal import insert
from okqual.store.projection import project
from okqual.store.queries import setting

if TYPE_CHECKING:
    from sqlite_utils import Database


@dataclass(frozen=True, slots=True)
class Merged:
    """What a merge brought."""

    entries: int
    origins: tuple[str, ...]
    """Origins that had something new."""


def merge(db: Database, other: Path) -> Merged:
    """Merge the study at ``other`` into ``db`` in one transaction.

    Raises OkqualError when it is another study, when an origin holds different entries under the same
    numbers (a copied folder that went on as two), and when its chain is broken.
    """
    theirs = open_database(other, read_only=True)
    try:
        with writing(db):
            _check_same_study(db, theirs, other)
            new = _missing(db, theirs, other)
            _take_contents(db, theirs)
            insert(db, new)
            for entry in sorted(new, key=lambda entry: entry.order):
                project(db, entry)
    finally:
        theirs.close()
    return Merged(len(new), tuple(sorted({entry.origin for entry in new})))


def _check_same_study(db: Database, theirs: Database, other: Path) -> None:
    if setting(db, "id") != setting(theirs, "id"):
        raise OkqualError("errors.another_study", {"file": str(other)}, "errors.another_study.try")


def _missing(db: Database, theirs: Database, other: Path) -> list[Entry]:
    new: list[Entry] = []
    for origin in origins(theirs):
        known = last_of(db, origin)[0]
        shared = min(known, last_of(theirs, origin)[0])
        if shared and digest_at(db, origin, shared) != digest_at(theirs, origin, shared):
            raise OkqualError("errors.copied_folder", {"file": str(other)}, "errors.copied_folder.try")
        prev = digest_at(theirs, origin, known) if known and known == shared else ""
        for entry in entries(theirs, "origin = ? AND number > ?", (origin, known)):
            if entry.prev != prev or digest_of(entry) != entry.digest:
                values: dict[str, object] = {"file": str(other), "entry": entry.address}
                raise OkqualError("errors.chain_broken", values, "errors.chain_broken.try")
            prev = entry.digest
            new.append(entry)
    return new


def _take_contents(db: Database, theirs: Database) -> None:
    for table, columns in (
        ("content_key", "case_id, secret"),
        ("content", "hash, case_id, text"),
        ("source_file", "sha256, case_id, size, packed"),
    ):
        marks = ", ".join("?" for _ in columns.split(","))
        rows = theirs.conn.execute(f"SELECT {columns} FROM {table}")
        db.conn.executemany(f"INSERT OR IGNORE INTO {table} ({columns}) VALUES ({marks})", rows)
