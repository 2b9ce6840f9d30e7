"""Questions to the tables that a trace asks, each answered through an index: no table that grows is gone through."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from okqual.model.coding import Citation, Coding
from okqual.model.events import Entry
from okqual.model.interview import NoteNow, PassageNow
from okqual.model.note import PassageRole, TextKind, Why
from okqual.store import queries
from okqual.store.entries import COLUMNS

if TYPE_CHECKING:
    from sqlite_utils import Database

MANY = 500
"""Ids in one question."""


@dataclass(frozen=True, slots=True)
class Export:
    """A file that was written, as the journal has it."""

    id: str
    kind: str
    file: str
    at: int
    coder: str
    state: str
    sha256: str
    origin: str
    number: int


@dataclass(frozen=True, slots=True)
class VersionOfNote:
    """A note as it was read in from a file."""

    id: str
    case: str
    file: str
    sha256: str
    size: int
    loaded_by: str
    loaded_at: int
    current: bool
    origin: str
    number: int


def entries_about(db: Database, *names: str) -> list[Entry]:
    """The entries that say something of any of these, oldest first, whether they hold or not."""
    found: list[Entry] = []
    for marks, some in _parts(names):
        sql = f"""SELECT {", ".join(f"e.{name}" for name in COLUMNS.split(", "))} FROM entry_about AS a JOIN entry AS e
                  ON e.origin = a.origin AND e.number = a.number WHERE a.about IN ({marks})"""
        found += (Entry(*row) for row in db.conn.execute(sql, some))
    return sorted(found, key=lambda entry: entry.order)


def entry_at(db: Database, address: str) -> Entry | None:
    """The entry of an address; None where there is none."""
    origin, _, number = address.rpartition(":")
    if not number.isdigit():
        return None
    sql = f"SELECT {COLUMNS} FROM entry WHERE origin = ? AND number = ?"
    row = db.conn.execute(sql, (origin, int(number))).fetchone()
    return Entry(*row) if row else None


def links_into(db: Database, note: str, codings: Iterable[str]) -> list[tuple[str, str, str]]:
    """(piece, reference, role) of what rests on words of a note by their citation ids, or on any of the codings."""
    sql = "SELECT piece, ref, role FROM piece_link WHERE"
    found = db.conn.execute(f"{sql} ref >= ? AND ref < ? ORDER BY piece, ref", (f"{note}:", f"{note};")).fetchall()
    for marks, some in _parts(tuple(codings)):
        found += db.conn.execute(f"{sql} ref IN ({marks}) ORDER BY piece, ref", some)
    return found


def links_on(db: Database, ref: str) -> list[tuple[str, str]]:
    """(piece, role) of what rests on a finding or source."""
    return db.conn.execute("SELECT piece, role FROM piece_link WHERE ref = ? ORDER BY piece", (ref,)).fetchall()


def counts_of_code(db: Database, code: str) -> list[str]:
    """The pieces that rest on a count under a code."""
    sql = "SELECT DISTINCT piece FROM piece_link WHERE ref >= ? AND ref < ? ORDER BY piece"
    # A count is kept as canonical JSON that begins with the code.
    return [row[0] for row in db.conn.execute(sql, (f'count:["{code}",', f'count:["{code}"-'))]


def exports_with(db: Database, codings: Iterable[str] = (), pieces: Iterable[str] = ()) -> list[tuple[Export, str]]:
    """(export, the coding or piece that it carries), oldest first."""
    found = []
    for table, names in (("coding", tuple(codings)), ("piece", tuple(pieces))):
        for marks, some in _parts(names):
            sql = f"""SELECT {_EXPORT}, x.{table} FROM exported_{table} AS x JOIN exported AS e
                      ON e.origin = x.origin AND e.number = x.number WHERE x.{table} IN ({marks})"""
            found += [(Export(*row[:-1]), str(row[-1])) for row in db.conn.execute(sql, some)]
    return sorted(found, key=lambda each: (each[0].at, each[0].id, each[1]))


def exports_named(db: Database, name: str) -> list[Export]:
    """The exports with this id, this SHA-256 of their file, or this file name; the first letters of an id will do."""
    sql = f"SELECT {_EXPORT} FROM exported AS e WHERE e.id = ? OR e.sha256 = ? OR e.file_name = ?"
    whole = db.conn.execute(f"{sql} ORDER BY e.at", (name, name, name)).fetchall()
    if not whole and len(name) >= LEAST_ID:
        sql = f"SELECT {_EXPORT} FROM exported AS e WHERE substr(e.id, 1, ?) = ? ORDER BY e.at"
        whole = db.conn.execute(sql, (len(name), name)).fetchall()
    return [Export(*row) for row in whole]


def pieces_in(db: Database, export: Export) -> list[str]:
    """The pieces that an export carries."""
    sql = "SELECT piece FROM exported_piece WHERE origin = ? AND number = ? ORDER BY piece"
    return [row[0] for row in db.conn.execute(sql, (export.origin, export.number))]


def codings_in(db: Database, export: Export, most: int) -> list[str]:
    """The first codings that an export carries."""
    sql = "SELECT coding FROM exported_coding WHERE origin = ? AND number = ? ORDER BY coding LIMIT ?"
    return [row[0] for row in db.conn.execute(sql, (export.origin, export.number, most))]


def coding_count_in(db: Database, export: Export) -> int:
    """How many codings an export carries."""
    sql = "SELECT codings FROM exported_size WHERE origin = ? AND number = ?"
    row = db.conn.execute(sql, (export.origin, export.number)).fetchone()
    return int(row[0]) if row else 0


def versions_of(db: Database, note: str) -> list[VersionOfNote]:
    """A note's versions, the first one first."""
    sql = """SELECT id, case_id, file_name, sha256, size, loaded_by, loaded_at, current, origin, number
             FROM note_version WHERE note = ? ORDER BY loaded_at, id"""
    return [_version(row) for row in db.conn.execute(sql, (note,))]


def codings_under(db: Database, code: str, most: int) -> tuple[int, list[Coding]]:
    """How many codings stand under a code, and the first of them."""
    count = db.conn.execute("SELECT count(*) FROM seen_coding WHERE code = ? AND how <> 'lost'", (code,)).fetchone()[0]
    sql = f"SELECT {queries.CODING} WHERE c.code = ? AND c.how <> 'lost' ORDER BY c.code, c.case_id LIMIT ?"
    return int(count), [queries.coding_of_row(row) for row in db.conn.execute(sql, (code, most))]


def codings_of_note(db: Database, note: str) -> list[str]:
    """Ids of a note's codings."""
    return [row[0] for row in db.conn.execute("SELECT id FROM seen_coding WHERE note = ? ORDER BY id", (note,))]


def exports_of_note(db: Database, note: str) -> list[Export]:
    """The exports that carry a coding of a note, oldest first."""
    sql = f"""SELECT DISTINCT {_EXPORT} FROM seen_coding AS c JOIN exported_coding AS x ON x.coding = c.id
              JOIN exported AS e ON e.origin = x.origin AND e.number = x.number WHERE c.note = ? ORDER BY e.at, e.id"""
    return [Export(*row) for row in db.conn.execute(sql, (note,))]


def asked(db: Database, note: str, question: str) -> str:
    """A question as it stands in a note; empty where the note does not have it in words of its own."""
    sql = "SELECT text FROM question_in_note WHERE note = ? AND question = ?"
    row = db.conn.execute(sql, (note, question)).fetchone()
    return row[0] if row else ""


def undone(db: Database, entry: Entry) -> bool:
    """Whether an entry does not hold."""
    sql = "SELECT 1 FROM undone WHERE origin = ? AND number = ?"
    return db.conn.execute(sql, (entry.origin, entry.number)).fetchone() is not None


def around(db: Database, version: str, start: int, end: int) -> NoteNow | None:
    """A version of a note with no more of its passages than some words stand in; None for an unknown one."""
    sql = """SELECT note, case_id, text, file_name, sha256, loaded_at, loaded_by FROM note_version WHERE id = ?"""
    row = db.conn.execute(sql, (version,)).fetchone()
    if row is None:
        return None
    note, case, text, file_name, sha256, at, coder = row
    sql = """SELECT number, start_at, end_at FROM passage WHERE version = ? AND start_at < ? AND end_at > ?
             ORDER BY start_at, number"""
    passages = tuple(_bare(note, *found) for found in db.conn.execute(sql, (version, end, start)))
    return NoteNow(note, case, version, text, (), passages, (), file_name, sha256, at, coder)


def place_of(db: Database, citation: Citation) -> tuple[str, int, int] | None:
    """(version, start, end) of the passages that a citation id names; None where there are none."""
    first = queries.passage_anywhere(db, citation.note, citation.first)
    last = first if citation.last == citation.first else queries.passage_anywhere(db, citation.note, citation.last)
    if first is None or last is None or first[0] != last[0]:
        return None
    return first[0], min(first[1], last[1]), max(first[2], last[2])


_EXPORT = "e.id, e.kind, e.file_name, e.at, e.coder, e.state, e.sha256, e.origin, e.number"
LEAST_ID = 6
"""Letters of an export's id that name it."""


def _version(row: tuple[Any, ...]) -> VersionOfNote:
    name, case, file, sha256, size, loaded_by, loaded_at, current, origin, number = row
    return VersionOfNote(name, case, file, sha256, size, loaded_by, loaded_at, bool(current), origin, number)


def _bare(note: str, number: int, start: int, end: int) -> PassageNow:
    return PassageNow(note, number, start, end, PassageRole.ANSWER, (), (), Why.NUMBER, 0, TextKind.REPORTED, ())


def _parts(names: tuple[str, ...]) -> Iterable[tuple[str, tuple[str, ...]]]:
    unique = tuple(dict.fromkeys(names))
    for first in range(0, len(unique), MANY):
        some = unique[first : first + MANY]
        yield ", ".join("?" for _ in some), some
