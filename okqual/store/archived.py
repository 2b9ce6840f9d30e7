"""A study as what an archive holds of it: journal, texts, keys and files, out and in again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any, NamedTuple

from okqual.model.events import Entry
from okqual.model.payloads import fault_of
from okqual.model.tables import Column, Table
from okqual.store import contents
from okqual.store.entries import entries
from okqual.store.journal import insert
from okqual.store.rebuilding import rebuild
from okqual.store.soundness import UNSOUND, check_places, check_texts

if TYPE_CHECKING:
    from sqlite_utils import Database

FIELDS = (
    "origin", "number", "tick", "at", "coder", "kind", "version", "batch", "payload", "undoes", "prev", "digest",
)  # fmt: skip
"""Of an entry, in the order in which they stand in an archive."""
CHUNK = 1000
WRITTEN = ("setting", "coder", "summary", "case_value", "memo", "decision", "piece", "piece_link", "exported")
"""Tables whose rows are written out for people who have no okqual."""


class KeptFile(NamedTuple):
    """A source file as it was read in."""

    case: str
    sha256: str
    name: str
    """As it was called; empty when no note names it any more."""


def count(db: Database) -> int:
    """How many entries there are."""
    return int(db.conn.execute("SELECT count(*) FROM entry").fetchone()[0])


def journal_lines(db: Database) -> Iterator[dict[str, Any]]:
    """Every entry, in the order of projection."""
    for entry in entries(db):
        yield {name: getattr(entry, name) for name in FIELDS}


def text_lines(db: Database) -> Iterator[dict[str, Any]]:
    """Every kept text under its name."""
    for name, case, text in db.conn.execute("SELECT hash, case_id, text FROM content ORDER BY case_id, hash"):
        yield {"hash": name, "case": case, "text": text}


def key_lines(db: Database) -> Iterator[dict[str, Any]]:
    """The keys that the names of texts were made under."""
    for case, secret in db.conn.execute("SELECT case_id, secret FROM content_key ORDER BY case_id, secret"):
        yield {"case": case, "key": bytes(secret).hex()}


def kept_files(db: Database) -> list[KeptFile]:
    """The source files, each once an interview."""
    sql = """SELECT f.case_id, f.sha256, coalesce((SELECT v.file_name FROM note_version AS v
                 WHERE v.sha256 = f.sha256 AND v.case_id = f.case_id ORDER BY v.loaded_at, v.id LIMIT 1), '')
             FROM source_file AS f ORDER BY f.case_id, f.sha256"""
    return [KeptFile(*row) for row in db.conn.execute(sql)]


def written_tables(db: Database) -> Iterator[Table]:
    """What people have written and decided, table by table, with the columns that the database has."""
    for name in WRITTEN:
        columns = [column.name for column in db[name].columns]
        rows = db.conn.execute(f"SELECT {', '.join(columns)} FROM {name} ORDER BY {', '.join(columns)}")
        yield Table(name, name, tuple(Column(column) for column in columns), tuple(tuple(row) for row in rows))


def fill(
    db: Database,
    journal: Iterable[dict[str, Any]],
    texts: Iterable[dict[str, Any]],
    keys: Iterable[dict[str, Any]],
    files: Iterable[tuple[str, bytes]],
) -> None:
    """Fill an empty database with what an archive holds, and make the tables, in the transaction at hand.

    Raises ValueError where an entry is not as okqual writes it.
    """
    try:
        _insert(db, journal, texts, keys, files)
        check_texts(db, entries(db))
        rebuild(db)
        check_places(db)
    except UNSOUND as error:
        raise ValueError(str(error)) from error


def _insert(
    db: Database,
    journal: Iterable[dict[str, Any]],
    texts: Iterable[dict[str, Any]],
    keys: Iterable[dict[str, Any]],
    files: Iterable[tuple[str, bytes]],
) -> None:
    db.conn.executemany(
        "INSERT INTO content_key (case_id, secret) VALUES (?, ?)",
        ((str(line["case"]), bytes.fromhex(line["key"])) for line in keys),
    )
    db.conn.executemany(
        "INSERT INTO content (hash, case_id, text) VALUES (?, ?, ?)",
        ((str(line["hash"]), str(line["case"]), str(line["text"])) for line in texts),
    )
    for case, content in files:
        contents.put_file(db, case, content)
    chunk: list[Entry] = []
    for line in journal:
        entry = Entry(*(line[name] for name in FIELDS))
        if fault := fault_of(entry):
            raise ValueError(f"{entry.address} {fault}")
        chunk.append(entry)
        if len(chunk) == CHUNK:
            insert(db, chunk)
            chunk.clear()
    insert(db, chunk)
