"""Which entries can be undone or redone now, and what stands on them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from okqual.model.events import NOT_UNDOABLE, Entry, Kind
from okqual.store import projected_findings
from okqual.store.entries import COLUMNS, entries, payload_of
from okqual.store.projected_codebook import latest_import
from okqual.store.registers import subject

if TYPE_CHECKING:
    from sqlite_utils import Database

LIVE = "NOT EXISTS (SELECT 1 FROM undone WHERE origin = entry.origin AND number = entry.number)"

REDO = """EXISTS (SELECT 1 FROM entry AS t WHERE t.kind = ?
    AND t.origin = substr(entry.undoes, 1, instr(entry.undoes, ':') - 1)
    AND t.number = CAST(substr(entry.undoes, instr(entry.undoes, ':') + 1) AS INTEGER))"""
"""True of an undo that takes another undo back."""


def last_undoable(db: Database, coder: str) -> Entry | None:
    """The coder's latest entry that holds and can be taken back; what the study was founded with stays."""
    marks = ",".join("?" for _ in NOT_UNDOABLE)
    later = "(batch = '' OR batch NOT IN (SELECT batch FROM entry WHERE kind = ?))"
    values = (coder, *NOT_UNDOABLE, Kind.STUDY_CREATED)
    return _latest(db, f"coder = ? AND kind NOT IN ({marks}) AND {later} AND {LIVE}", values)


def last_undo(db: Database, coder: str) -> Entry | None:
    """The coder's latest undo that holds, unless something was done after it: what redo takes back."""
    undo = _latest(db, f"coder = ? AND kind = ? AND payload = '{{}}' AND {LIVE}", (coder, Kind.UNDO))
    last = last_undoable(db, coder)
    if undo is None or (last is not None and last.order > undo.order):
        return None
    return undo


def name_of(entry: Entry) -> str:
    """What an undo of the entry names: its batch when it has one, for a batch is undone as one."""
    return entry.batch or entry.address


def batch_size(db: Database, batch: str) -> int:
    """How many entries a batch has."""
    return int(db.conn.execute("SELECT count(*) FROM entry WHERE batch = ? AND batch <> ''", (batch,)).fetchone()[0])


def others_build_on(db: Database, entry: Entry) -> Entry | None:
    """A live entry by another coder that stands on this one (or on its batch), if there is one."""
    group = list(entries(db, "batch = ? AND batch <> ''", (entry.batch,))) if entry.batch else [entry]
    for member in group:
        found = _on_codings(db, member) if member.kind == Kind.CODINGS_ADDED else None
        found = found or (_on_note(db, member) if member.kind == Kind.NOTE_LOADED else None)
        found = found or (_on_code(db, member) if member.kind == Kind.CODE_DEFINED else None)
        found = found or (_on_proposal(db, member) if member.kind == Kind.CODE_PROPOSED else None)
        found = found or (_on_piece(db, member) if member.kind in projected_findings.MADE else None)
        if found is not None:
            return found
    return None


def _on_codings(db: Database, entry: Entry) -> Entry | None:
    first = f"coding\t{entry.address}"
    row = db.conn.execute(
        "SELECT origin, number FROM register WHERE subject >= ? AND subject < ? AND coder <> ? LIMIT 1",
        (first, first + "/", entry.coder),
    ).fetchone()
    return _entry(db, row)


def _on_note(db: Database, entry: Entry) -> Entry | None:
    payload = payload_of(entry)
    loads = "SELECT count(*) FROM register WHERE subject = ? AND field = 'version' AND value = ?"
    about = f"note\t{payload['note']}"
    if db.conn.execute(loads, (about, f'"{payload["version"]}"')).fetchone()[0] > 1:
        return None
    row = db.conn.execute(
        "SELECT c.origin, c.number FROM coding AS c JOIN entry AS e ON e.origin = c.origin AND e.number = c.number"
        " WHERE c.note = ? AND c.version = ? AND e.coder <> ? LIMIT 1",
        (payload["note"], payload["version"], entry.coder),
    ).fetchone()
    first = f"passage\t{payload['note']}\t"
    row = (
        row
        or db.conn.execute(
            "SELECT origin, number FROM register WHERE subject >= ? AND subject < ? AND coder <> ? LIMIT 1",
            (first, first + "~", entry.coder),
        ).fetchone()
    )
    return _entry(db, row)


def _on_code(db: Database, entry: Entry) -> Entry | None:
    """What another did with a code that this entry alone has made."""
    payload = payload_of(entry)
    about = subject("code", payload["codebook"], payload["code"])
    made = "SELECT count(*) FROM register WHERE subject = ? AND field = 'definition'"
    if payload["over"] or db.conn.execute(made, (about,)).fetchone()[0] > 1:
        return None
    row = (
        db.conn.execute(
            "SELECT origin, number FROM register WHERE subject = ? AND coder <> ? LIMIT 1", (about, entry.coder)
        ).fetchone()
        or db.conn.execute(
            "SELECT c.origin, c.number FROM coding AS c JOIN entry AS e ON e.origin = c.origin AND e.number = c.number"
            " WHERE c.code = ? AND e.coder <> ? LIMIT 1",
            (payload["code"], entry.coder),
        ).fetchone()
    )
    brought = latest_import(db, payload["codebook"])
    return None if brought and payload["code"] in brought[1].by_id else _entry(db, row)


def _on_proposal(db: Database, entry: Entry) -> Entry | None:
    """The answer that another gave to a proposal."""
    row = db.conn.execute(
        "SELECT origin, number FROM register WHERE subject = ? AND coder <> ? LIMIT 1",
        (subject("proposal", entry.address), entry.coder),
    ).fetchone()
    return _entry(db, row)


def _on_piece(db: Database, entry: Entry) -> Entry | None:
    """What another wrote of a finding, source, judgement or heading, put upon it, or signed of it."""
    signed = subject("review", "piece", entry.address, "")
    row = db.conn.execute(
        "SELECT origin, number FROM register WHERE subject = ? AND coder <> ? LIMIT 1",
        (subject("piece", entry.address), entry.coder),
    ).fetchone()
    row = (
        row
        or db.conn.execute(
            "SELECT origin, number FROM register WHERE subject >= ? AND subject < ? AND coder <> ? LIMIT 1",
            (signed, signed + "~", entry.coder),
        ).fetchone()
    )
    return _entry(db, row)


def _entry(db: Database, row: tuple[str, int] | None) -> Entry | None:
    return next(entries(db, "origin = ? AND number = ?", (row[0], row[1])), None) if row else None


def _latest(db: Database, where: str, values: tuple[object, ...]) -> Entry | None:
    sql = f"SELECT {COLUMNS} FROM entry WHERE {where} ORDER BY tick DESC, origin DESC, number DESC LIMIT 1"
    row = db.conn.execute(sql, values).fetchone()
    return Entry(*row) if row else None
