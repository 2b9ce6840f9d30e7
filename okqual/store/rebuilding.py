"""All tables made again from the whole journal at once: what is said first, then each row once.

Step by step, every entry would make the rows that it touches again. The tables follow from the set of live
entries alone, so here all is written down that they say, and each row is made when everything of it is known.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from operator import itemgetter
from typing import TYPE_CHECKING

from okqual.model.events import Assignment, Kind
from okqual.store import erased, lasting, projected_codings, projected_fields, projected_notes, registers
from okqual.store.entries import entries, payload_of
from okqual.store.liveness import live_undoers, targets
from okqual.store.registers import SEPARATOR
from okqual.store.tables import PROJECTED
from okqual.store.uncollected import uncollected

if TYPE_CHECKING:
    from sqlite_utils import Database

Progress = Callable[[int, int, str], bool]
"""(number, of, what is being done) → False to stop."""
CHUNK = 20_000
"""Entries whose rows are written in one go."""
WORK = -262_144
"""Kilobytes of pages kept at hand meanwhile, as SQLite writes it; rows come in no order of theirs."""
LARGE = ("evidence", "put_under", "coding", "segment")
"""Tables of codings, each before those that it refers to."""
MANY = 20_000
"""Entries from which on it pays to make these tables and their indexes anew."""
ADDED = "SELECT origin, number, at, version, payload FROM entry WHERE kind = ? ORDER BY tick, origin, number"
MADE_ELSEWHERE = ("coding", "passage", "note")
"""Subjects whose rows are made with the notes and codings themselves."""


def rebuild(db: Database, progress: Progress | None = None) -> None:
    """Empty all projected tables and make them again from the journal, in the transaction at hand."""
    before = db.conn.execute("PRAGMA cache_size").fetchone()[0]
    if not _is_beside(db):
        db.conn.execute(f"PRAGMA cache_size = {WORK}")
    try:
        with uncollected():
            _rebuild(db, _Telling(db, progress))
    finally:
        db.conn.execute(f"PRAGMA cache_size = {before}")


def _rebuild(db: Database, tell: _Telling) -> None:
    indexes = _without_indexes(db)
    for table in PROJECTED:
        db.conn.execute(f"DELETE FROM {table}")
    for index in ("passage_words", "passage_parts"):
        _empty_index(db, index)
    erased.keep_all(db)
    undone = _mark_undone(db)
    about = _say_all(db, undone, tell)
    firsts = [a for name, a in about.items() if name.partition(SEPARATOR)[0] in ("codebook", "code")]
    projected_fields.refresh_all(db, firsts)
    for name in [a.subject.split(SEPARATOR)[1] for a in about.values() if a.subject.startswith(f"note{SEPARATOR}")]:
        projected_notes.refresh_note(db, name, indexing=False)
    projected_notes.index_all(db)
    _place_codings(db, undone, tell)
    for sql in indexes:
        db.conn.execute(sql)
    done = {*MADE_ELSEWHERE, "codebook", "code"}
    rest = [a for name, a in about.items() if name.partition(SEPARATOR)[0] not in done]
    projected_fields.refresh_all(db, rest)


def _is_beside(db: Database) -> bool:
    """Whether the tables are made beside those of the study, in memory."""
    return db.conn.execute("SELECT 1 FROM temp.sqlite_master WHERE name = 'coding'").fetchone() is not None


def _without_indexes(db: Database) -> list[str]:
    """Make the large tables anew without their indexes; the SQL that makes those, in one sweep over sorted rows.

    Nothing is done in a small study, and where the tables are made in memory, which have none.
    """
    if db.conn.execute("SELECT count(*) FROM (SELECT 1 FROM entry LIMIT ?)", (MANY,)).fetchone()[0] < MANY:
        return []
    if _is_beside(db):
        return []
    marks = ", ".join("?" for _ in LARGE)
    sql = f"SELECT name, sql FROM main.sqlite_master WHERE type = ? AND sql IS NOT NULL AND tbl_name IN ({marks})"
    indexes = db.conn.execute(sql, ("index", *LARGE)).fetchall()
    tables = dict(db.conn.execute(sql, ("table", *LARGE)).fetchall())
    for name, _ in indexes:
        db.conn.execute(f"DROP INDEX main.{name}")
    for name in LARGE:
        # Nothing refers to it any more, so SQLite need not ask that for every row; and it would keep
        # all pages of a table that is not empty until the whole of it is dropped.
        db.conn.execute(f"DELETE FROM main.{name}")
        db.conn.execute(f"DROP TABLE main.{name}")
    for name in reversed(LARGE):
        db.conn.execute(tables[name])
    return [made for _, made in indexes]


def _empty_index(db: Database, name: str) -> None:
    """Make a search index anew, since it would take each word out by itself; beside the study it is a plain table."""
    if _is_beside(db):
        db.conn.execute(f"DELETE FROM temp.{name}")
        return
    (sql,) = db.conn.execute("SELECT sql FROM main.sqlite_master WHERE name = ?", (name,)).fetchone()
    db.conn.execute(f"DROP TABLE main.{name}")
    db.conn.execute(sql)


class _Telling:
    """Counts the entries that were gone through."""

    def __init__(self, db: Database, progress: Progress | None) -> None:
        self._progress = progress
        self._of = db.conn.execute("SELECT count(*) FROM entry").fetchone()[0] if progress else 0
        self._number = 0

    def entry(self) -> None:
        """One more."""
        self._number += 1
        if self._progress is not None and self._number % 1000 == 0:
            self._progress(min(self._number, self._of), self._of, "")


def _mark_undone(db: Database) -> set[tuple[str, int]]:
    """Entries that a live undo takes back, an undo that is taken back included."""
    found = set[tuple[str, int]]()
    for undo in list(entries(db, "kind = ?", (Kind.UNDO,))):
        if live_undoers(db, undo):
            continue
        found.update((target.origin, target.number) for target in targets(db, undo))
    db.conn.executemany("INSERT INTO undone (origin, number) VALUES (?, ?)", sorted(found))
    return found


def _say_all(db: Database, undone: set[tuple[str, int]], tell: _Telling) -> dict[str, Assignment]:
    """Write down what live entries say; the subjects that anything is said of, each with an assignment of it.

    Of one that was merged into another that assignment is kept, since more than its own row hangs on it.
    """
    about: dict[str, Assignment] = {}
    abouts: list[lasting.Row] = []
    rows: list[registers.Row] = []
    for entry in entries(db, "kind NOT IN (?, ?)", (Kind.CODINGS_ADDED, Kind.UNDO)):
        tell.entry()
        payload = payload_of(entry)
        lasting.keep_definitions(db, entry)
        abouts += lasting.about(entry, payload)
        if (entry.origin, entry.number) in undone:
            continue
        if entry.kind == Kind.NOTE_LOADED:
            said = [projected_notes.version_said(entry)]
        else:
            said = list(projected_fields.assignments(db, entry, payload))
            projected_fields.keep_apart(db, entry)
        rows += registers.registered(entry, said)
        for each in said:
            if each.subject not in about or each.field == "into":
                about[each.subject] = each
        if len(rows) >= CHUNK:
            _keep_said(db, abouts, rows)
    _keep_said(db, abouts, rows)
    return about


def _keep_said(db: Database, abouts: list[lasting.Row], rows: list[registers.Row]) -> None:
    """Write both down in the order of their tables; an entry's own rows stay in their order."""
    lasting.keep_about(db, sorted(abouts))
    registers.keep(db, sorted(rows, key=itemgetter(0, 1, 2, 3, 4)))
    abouts.clear()
    rows.clear()


def _place_codings(db: Database, undone: set[tuple[str, int]], tell: _Telling) -> None:
    said_of, passages = projected_codings.entries_said_of(db), projected_codings.Passages(db)
    for chunk in _chunks(db.conn.execute(ADDED, (Kind.CODINGS_ADDED,))):
        live = [made for made in chunk if (made[0], made[1]) not in undone] if undone else chunk
        projected_codings.add_all(db, live, said_of, passages)
        for _ in chunk:
            tell.entry()


def _chunks(found: Iterable[projected_codings.Made]) -> Iterator[list[projected_codings.Made]]:
    """Entries in lists, each of not too many codings: an import's entries hold hundreds."""
    chunk: list[projected_codings.Made] = []
    size = 0
    for entry in found:
        chunk.append(entry)
        size += 1 + len(entry[4]) // 300
        if size >= CHUNK:
            yield chunk
            chunk, size = [], 0
    if chunk:
        yield chunk
