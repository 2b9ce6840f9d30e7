"""The ``coding`` table: an adding entry's codings, with what later entries say of them laid over.

A coding whose note is not there (its load was undone in another copy) is parked until it is.
"""

from __future__ import annotations

import json
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from okqual.model.canonical import canonical
from okqual.model.coding import segment_id
from okqual.model.events import Entry, Kind
from okqual.store import contents, erased
from okqual.store.entries import entries, payload_of, read_payload
from okqual.store.liveness import is_undone
from okqual.store.queries import counts_as

if TYPE_CHECKING:
    from sqlite_utils import Database

LOST = "lost"
HERE = ("exact", 100)
"""How well a place is known, and its score, of words in the version they were coded in."""

MADE_IN = "note = ? AND segment IN (SELECT id FROM segment WHERE version = ?)"

_NOTHING: dict[str, Any] = {}
MANY = 500
"""Codings at once from which on it is quicker to look through whole notes than to ask for each."""

Row = tuple[Any, ...]
"""Of the ``coding`` table."""
Made = tuple[str, int, int, int, str]
"""Of an adding entry: origin, number, at, version, payload."""
Place = tuple[str, str, str, int, int]
"""Of a coding: its id, note, version, start, end."""
Item = list[Any]
"""One coding of a payload: case, note, version, start, end, code, definition, coder, value, key, memo, participants."""


def add(db: Database, entry: Entry) -> None:
    """Put an entry's codings in the table."""
    _place(db, entry, _items_of(entry))


class Passages:
    """Where the passages of note versions stand, for whoever puts many codings on them.

    Each version is asked for once: the passages must stay as they are meanwhile.
    """

    def __init__(self, db: Database) -> None:
        self._db = db
        self._of: dict[str, tuple[array[int], array[int], array[int]]] = {}

    def shared(self, version: str, start: int, end: int) -> Iterator[int]:
        """Numbers of the passages that share words with a place."""
        if version not in self._of:
            self._of[version] = self._read(version)
        starts, ends, numbers = self._of[version]
        at = bisect_right(starts, start) - 1
        at = bisect_left(starts, starts[at]) if at >= 0 else 0
        while at < len(starts) and starts[at] < end:
            if ends[at] > start:
                yield numbers[at]
            at += 1

    def _read(self, version: str) -> tuple[array[int], array[int], array[int]]:
        sql = "SELECT start_at, end_at, number FROM passage WHERE version = ? ORDER BY start_at, end_at"
        rows = self._db.conn.execute(sql, (version,)).fetchall()
        starts, ends, numbers = (array("q", [row[i] for row in rows]) for i in range(3))
        return starts, ends, numbers


def add_all(db: Database, made: list[Made], said_of: set[str], passages: Passages) -> None:
    """Put the codings of many entries in the table; of those in ``said_of`` later entries say something."""
    rows: list[Row] = []
    for origin, number, at, version, payload in made:
        address = f"{origin}:{number}"
        said = _later_said(db, address) if address in said_of else _NOTHING
        for name, item in _items(address, read_payload(Kind.CODINGS_ADDED, version, payload)["codings"]):
            row = _row(db, (name, origin, number), at, item, said.get(name, _NOTHING))
            if row is not None:
                rows.append(row)
    # In the order of their key: the table is kept in it.
    rows.sort()
    _keep(db, rows, passages)


def entries_said_of(db: Database) -> set[str]:
    """Addresses of the entries of whose codings later entries say something."""
    rows = db.conn.execute("SELECT DISTINCT subject FROM register WHERE subject >= 'coding\t' AND subject < 'coding\n'")
    return {about.partition("\t")[2].partition(".")[0] for (about,) in rows}


def remove(db: Database, entry: Entry) -> None:
    """Take all codings of an entry out of the table."""
    _take_out(db, "origin = ? AND number = ?", (entry.origin, entry.number))
    db.conn.execute("DELETE FROM parked_coding WHERE origin = ? AND number = ?", (entry.origin, entry.number))


def refresh(db: Database, coding: str) -> None:
    """Make one coding's row again from its entry and what is said of it."""
    _take_out(db, "id = ?", (coding,))
    db.conn.execute("DELETE FROM parked_coding WHERE id = ?", (coding,))
    origin, number = entry_of(coding)
    for entry in entries(db, "origin = ? AND number = ?", (origin, number)):
        if not is_undone(db, entry):
            _place(db, entry, [(name, item) for name, item in _items_of(entry) if name == coding])


def entry_of(coding: str) -> tuple[str, int]:
    """(origin, number) of the entry that made a coding."""
    origin, _, rest = coding.rpartition(":")
    return origin, int(rest.partition(".")[0])


def note_came(db: Database, version: str) -> None:
    """Bring the codings back that waited for a note version."""
    waiting = db.conn.execute("SELECT id FROM parked_coding WHERE version = ?", (version,)).fetchall()
    for (coding,) in waiting:
        refresh(db, coding)


def note_went(db: Database, note: str, version: str) -> None:
    """Park the codings of a note version that is taken out."""
    db.conn.execute(
        "INSERT INTO parked_coding (id, origin, number, version)"
        f" SELECT id, origin, number, ? FROM coding WHERE {MADE_IN}",
        (version, note, version),
    )
    _take_out(db, MADE_IN, (note, version))


def _take_out(db: Database, which: str, values: tuple[object, ...]) -> None:
    """Delete coding rows and the segments that no other coding uses. ``which`` is SQL of this module."""
    segments = db.conn.execute(f"SELECT DISTINCT segment FROM coding WHERE {which}", values).fetchall()
    db.conn.execute(f"DELETE FROM coding WHERE {which}", values)
    db.conn.executemany(
        "DELETE FROM segment WHERE id = ?1 AND NOT EXISTS (SELECT 1 FROM coding WHERE segment = ?1)", segments
    )


def _items_of(entry: Entry) -> list[tuple[str, Item]]:
    return _items(entry.address, payload_of(entry)["codings"])


def _items(address: str, items: list[Item]) -> list[tuple[str, Item]]:
    """Codings with their ids."""
    if len(items) == 1:
        return [(address, items[0])]
    return [(f"{address}.{i}", item) for i, item in enumerate(items, 1)]


def _place(db: Database, entry: Entry, items: list[tuple[str, Item]]) -> None:
    said, made_in = _later_said(db, entry.address), (entry.origin, entry.number)
    rows = [_row(db, (name, *made_in), entry.at, item, said.get(name, _NOTHING)) for name, item in items]
    _keep(db, [row for row in rows if row is not None])


def _keep(db: Database, live: list[Row], passages: Passages | None = None) -> None:
    gone = erased.without_codings(db, {row[3] for row in live})
    live = [row for row in live if row[3] not in gone] if gone else live
    there = {version for version in {row[6] for row in live} if _is_there(db, version)}
    _insert(db, [row for row in live if row[6] in there], passages)
    db.conn.executemany(
        "INSERT INTO parked_coding (id, origin, number, version) VALUES (?, ?, ?, ?)",
        [(row[0], row[1], row[2], row[6]) for row in live if row[6] not in there],
    )


def _later_said(db: Database, address: str) -> dict[str, dict[str, Any]]:
    """coding → field → value that later entries gave."""
    # "/" follows "." in ASCII and comes before the digits: the entry's codings and no others.
    first = f"coding\t{address}"
    rows = db.conn.execute(
        "SELECT subject, field, value FROM register WHERE subject >= ? AND subject < ?"
        " ORDER BY subject, field, tick, origin, number",
        (first, first + "/"),
    )
    said: dict[str, dict[str, Any]] = {}
    for subject, field, value in rows:
        said.setdefault(subject.split("\t")[1], {})[field] = json.loads(value)
    return said


def _is_there(db: Database, version: str) -> bool:
    return db.conn.execute("SELECT 1 FROM note_version WHERE id = ?", (version,)).fetchone() is not None


def _row(db: Database, named: tuple[str, str, int], at: int, item: Item, said: dict[str, Any]) -> Row | None:
    """A coding's row; ``named`` are its id and the place of its entry."""
    if said.get("withdrawn"):
        return None
    case, note, version, start, end, code, definition, coder, value, key, memo, participants = item
    if not said and memo is None and not participants:
        # As most are, in a million.
        return (*named, case, note, segment_id(version, start, end), version, start, end, code, coder, definition,
                value, "", int(bool(key)), "[]", at, *HERE)  # fmt: skip
    version, start, end = said.get("place", (version, start, end))
    code = said.get("code", code)
    memo_hash = said["memo"]["text"] if "memo" in said else memo
    labels = [contents.label_of(db, label) for label in participants]
    return (
        *named, case, note, segment_id(version, start, end), version, start, end, code, coder,
        said.get("definition", definition), said.get("value", value), contents.get(db, memo_hash),
        int(bool(said.get("key", key))), _listed(said.get("participants", labels)), at, *HERE,
    )  # fmt: skip


def _listed(labels: list[str]) -> str:
    return canonical(labels) if labels else "[]"


def _insert(db: Database, rows: list[Row], passages: Passages | None) -> None:
    db.conn.executemany(
        "INSERT OR IGNORE INTO segment (id, version, start_at, end_at) VALUES (?, ?, ?, ?)",
        # In the order of their key, as with the codings.
        sorted((row[5], row[6], row[7], row[8]) for row in rows),
    )
    as_put = {row[0]: row[9] for row in rows}
    merged = {code: counts_as(db, code) for code in set(as_put.values())}
    if any(code != into for code, into in merged.items()):
        rows = [(*row[:9], merged[row[9]], *row[10:]) for row in rows]
    current = {note: _current_version(db, note) for note in {row[4] for row in rows}}
    rows = [row if current[row[4]] == row[6] else _led(db, row, current[row[4]]) for row in rows]
    db.conn.executemany(
        "INSERT INTO coding (id, origin, number, case_id, note, segment, version, start_at, end_at, code, coder,"
        " definition, value, memo, key_quote, participants, at, how, score)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        rows,
    )
    db.conn.executemany(
        "INSERT INTO put_under (coding, code) VALUES (?, ?)",
        [(name, code) for name, code in as_put.items() if merged[code] != code],
    )
    _keep_evidence(db, [(row[0], row[4], row[6], row[7], row[8]) for row in rows if row[17] != LOST], passages)


def _led(db: Database, row: tuple[Any, ...], version: str) -> tuple[Any, ...]:
    """The row with the place that its words have in the note's current version; lost ones keep their own."""
    led = db.conn.execute(
        "SELECT start_at, end_at, how, score FROM carried WHERE version = ? AND segment = ?", (version, row[5])
    ).fetchone()
    if led is None or led[2] == LOST:
        return (*row[:17], LOST, 0)
    return (*row[:6], version, led[0], led[1], *row[9:17], led[2], led[3])


def lead(db: Database, note: str) -> None:
    """Give all codings of a note the places that their words have in its current version."""
    current = _current_version(db, note)
    rows = db.conn.execute(
        "SELECT c.id, s.version, s.start_at, s.end_at, a.start_at, a.end_at, a.how, a.score"
        " FROM coding AS c JOIN segment AS s ON s.id = c.segment"
        " LEFT JOIN carried AS a ON a.version = ? AND a.segment = c.segment WHERE c.note = ?",
        (current, note),
    ).fetchall()
    places = []
    for name, version, start, end, led_start, led_end, how, score in rows:
        if version == current:
            places.append((version, start, end, *HERE, name))
        elif how is None or how == LOST:
            places.append((version, start, end, LOST, 0, name))
        else:
            places.append((current, led_start, led_end, how, score, name))
    db.conn.executemany(
        "UPDATE coding SET version = ?, start_at = ?, end_at = ?, how = ?, score = ? WHERE id = ?", places
    )
    db.conn.executemany("DELETE FROM evidence WHERE coding = ?", [(row[0],) for row in rows])
    _keep_evidence(
        db, [(name, note, version, start, end) for version, start, end, how, _, name in places if how != LOST]
    )


def _keep_evidence(db: Database, places: list[Place], passages: Passages | None = None) -> None:
    if len(places) >= MANY:
        passages = passages or Passages(db)
        db.conn.executemany(
            "INSERT INTO evidence (coding, number, note) VALUES (?, ?, ?)",
            [
                (name, number, note)
                for name, note, version, start, end in places
                for number in passages.shared(version, start, end)
            ],
        )
        return
    # A coding is evidence on every passage that it shares words with. Passages do not overlap: the
    # last one that begins before it is the first that can, and spares looking through the whole note.
    # Row by row: an INSERT of what a SELECT finds keeps a journal of its own and takes eight times as long.
    sql = """SELECT number FROM passage WHERE version = ?1 AND start_at < ?3 AND end_at > ?2 AND start_at >= coalesce(
             (SELECT max(start_at) FROM passage WHERE version = ?1 AND start_at <= ?2), 0)"""
    db.conn.executemany(
        "INSERT INTO evidence (coding, note, number) VALUES (?, ?, ?)",
        [
            (name, note, number)
            for name, note, version, start, end in places
            for (number,) in db.conn.execute(sql, (version, start, end))
        ],
    )


def _current_version(db: Database, note: str) -> str:
    row = db.conn.execute("SELECT id FROM note_version WHERE note = ? AND current = 1", (note,)).fetchone()
    return row[0] if row else ""
