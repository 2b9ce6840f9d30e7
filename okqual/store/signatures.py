"""Questions to the tables about the reference check: what was signed, and who wrote what is to be signed."""

from __future__ import annotations

import json
from collections import defaultdict
from typing import TYPE_CHECKING, Any

from okqual.model.events import Kind
from okqual.model.review import Beneath, Holds, Signature
from okqual.model.summary import Cell, ColumnKind, RowKind
from okqual.store import contents
from okqual.store.traced import entries_about, entry_at, undone

if TYPE_CHECKING:
    from sqlite_utils import Database

WRITING = frozenset(
    {
        Kind.FINDING, Kind.FINDING_TEXT, Kind.FINDING_EVIDENCE, Kind.JUDGEMENT, Kind.JUDGEMENT_TEXT,
        Kind.JUDGEMENT_RESTS, Kind.PIECE_OWNER, Kind.SUMMARY,
    }
)  # fmt: skip
"""Kinds of entry whose coder is an author of what they are about."""


def signatures(db: Database, holder: str | None = None) -> dict[str, list[Signature]]:
    """What stands signed, by what it stands in; the latest first."""
    where, values = ("WHERE holder = ?", (holder,)) if holder is not None else ("", ())
    sql = f"""SELECT holder, text, holds, comment, coder, at, evidence, numbers FROM signature {where}
              ORDER BY holder, at DESC, coder, statement"""
    found: dict[str, list[Signature]] = defaultdict(list)
    for name, text, holds, comment, coder, at, evidence, numbers in db.conn.execute(sql, values):
        seen = Beneath(evidence, tuple((n, of) for n, of in json.loads(numbers)))
        found[name].append(Signature(text, Holds(holds), comment, coder, at, seen))
    return dict(found)


def authors_of_piece(db: Database, name: str) -> set[str]:
    """Who made a piece, put it in words, or linked what it rests on."""
    made = entry_at(db, name)
    about = [*([made] if made else []), *entries_about(db, name)]
    return {entry.coder for entry in about if entry.kind in WRITING and not undone(db, entry)}


def authors_of_cells(db: Database) -> dict[str, set[str]]:
    """Name of a written cell → who has written there."""
    found: dict[str, set[str]] = defaultdict(set)
    sql = """SELECT e.coder, e.payload FROM entry AS e WHERE e.kind = ? AND NOT EXISTS
             (SELECT 1 FROM undone AS u WHERE u.origin = e.origin AND u.number = e.number)"""
    for coder, payload in db.conn.execute(sql, (Kind.SUMMARY,)):
        p: dict[str, Any] = json.loads(payload)
        row, by = p["row"], p["by"]
        if p["rows"] == RowKind.GROUP:
            row, by = contents.get(db, row), contents.get(db, by)
        found[Cell(RowKind(p["rows"]), row, ColumnKind(p["columns"]), p["column"], by).name].add(coder)
    return dict(found)
