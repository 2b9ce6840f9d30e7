"""A note as it was in a version that has been corrected since: old citation ids name its words for ever."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from okqual.model.coding import Coding
from okqual.model.interview import NoteNow, PassageNow
from okqual.model.note import PassageRole, TextKind, Why
from okqual.store import contents, queries
from okqual.store.entries import entries, payload_of
from okqual.store.registers import latest, subject

if TYPE_CHECKING:
    from sqlite_utils import Database


def note_in(db: Database, version: str) -> NoteNow | None:
    """A note in one of its versions, the codings that were made in it where they were made; None for an unknown one."""
    sql = """SELECT note, case_id, text, file_name, sha256, loaded_at, loaded_by, origin, number
             FROM note_version WHERE id = ?"""
    row = db.conn.execute(sql, (version,)).fetchone()
    if row is None:
        return None
    note, case, text, file_name, sha256, at, coder, origin, number = row
    load = payload_of(next(entries(db, "origin = ? AND number = ?", (origin, number))))
    return NoteNow(
        note, case, version, text, queries.blocks(db, version), _passages(db, note, load), _codings(db, note, version),
        file_name, sha256, at, coder,
    )  # fmt: skip


def successor(db: Database, note: str, number: int) -> int | None:
    """The number of the passage that this one was corrected to last, followed to its end; None where there is none."""
    sql = "SELECT number FROM replaced WHERE note = ? AND former = ? ORDER BY number DESC LIMIT 1"
    found: int | None = None
    # A corrected passage always has a higher number than the former one, so this ends.
    while row := db.conn.execute(sql, (note, number if found is None else found)).fetchone():
        found = int(row[0])
    return found


def _passages(db: Database, note: str, load: dict[str, Any]) -> tuple[PassageNow, ...]:
    strings = json.loads(contents.get(db, load["strings"]) or "[]")
    made = (_passage(db, note, passage, strings) for passage in load["passages"])
    return tuple(sorted(made, key=lambda p: (p.start, p.number)))


def _passage(db: Database, note: str, passage: list[Any], strings: list[str]) -> PassageNow:
    number, start, end, role, questions, suggested, why, confidence, kind, people = passage
    said = {field: value for field, (value, _coder, _at) in latest(db, subject("passage", note, number)).items()}
    labels = tuple(strings[i] for i in people if 0 <= i < len(strings))
    return PassageNow(
        note, number, start, end, PassageRole(role), tuple(said.get("questions", questions)), tuple(suggested),
        Why.PERSON if "questions" in said else Why(why), confidence, TextKind(said.get("kind", kind)),
        tuple(said.get("participants", labels)), flagged=bool(said.get("flag")),
    )  # fmt: skip


def _codings(db: Database, note: str, version: str) -> tuple[Coding, ...]:
    sql = """SELECT c.id, s.start_at, s.end_at FROM coding AS c JOIN segment AS s ON s.id = c.segment
             WHERE c.note = ? AND s.version = ? ORDER BY s.start_at, s.end_at, c.id"""
    found = []
    for name, start, end in db.conn.execute(sql, (note, version)):
        coding = queries.coding(db, name)
        if coding is not None:
            found.append(replace(coding, note_version=version, start=start, end=end))
    return tuple(found)


def load_of(db: Database, version: str) -> tuple[str, int]:
    """(origin, number) of the entry that brought a version."""
    row = db.conn.execute("SELECT origin, number FROM note_version WHERE id = ?", (version,)).fetchone()
    return row[0], row[1]


def made_in(db: Database, note: str, version: str) -> list[Coding]:
    """All codings that were made in a version of a note, where they were made."""
    sql = f"""SELECT {queries.COLUMNS}, s.start_at, s.end_at FROM coding AS c JOIN segment AS s ON s.id = c.segment
              WHERE c.note = ? AND s.version = ? ORDER BY s.start_at, s.end_at, c.id"""
    return [
        replace(queries.coding_of_row(row), note_version=version, start=start, end=end)
        for *row, start, end in db.conn.execute(sql, (note, version))
    ]
