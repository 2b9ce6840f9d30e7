"""Signatures of the reference check as registers: of each statement one a reviewer, the latest holding."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from okqual.model.canonical import canonical
from okqual.model.events import Assignment, Kind
from okqual.model.summary import Cell, ColumnKind, RowKind
from okqual.store import contents
from okqual.store.registers import latest, subject, text_of

if TYPE_CHECKING:
    from sqlite_utils import Database

KINDS = frozenset({Kind.REVIEWED})
PIECE, CELL = "piece", "cell"


def assignments(db: Database, p: dict[str, Any]) -> Iterable[Assignment]:
    """What an entry says of a statement."""
    said = None
    if p["holds"]:
        said = {name: p[name] for name in ("holds", "comment", "evidence", "numbers")} | {"text": p["statement"]}
    yield Assignment(about(db, p), p["coder"], said)


def about(db: Database, p: dict[str, Any]) -> str:
    """The subject of a statement by what an entry says of it."""
    if "piece" in p:
        return subject("review", PIECE, p["piece"], p["statement"])
    row, by = p["row"], p["by"]
    if p["rows"] == RowKind.GROUP:
        row, by = contents.get(db, row), contents.get(db, by)
    return subject("review", CELL, p["rows"], by, row, p["columns"], p["column"], p["statement"])


def refresh(db: Database, parts: list[str]) -> None:
    """Make the rows of a statement anew from what holds of it."""
    kind, *place, statement = parts[1:]
    holder = place[0] if kind == PIECE else _cell(*place).name
    db.conn.execute("DELETE FROM signature WHERE holder = ? AND statement = ?", (holder, statement))
    for coder, (value, _coder, at) in latest(db, subject(*parts)).items():
        text = text_of(db, value)
        if text:
            row = (
                holder, statement, coder, text, value["holds"], contents.get(db, value["comment"]), value["evidence"],
                canonical(value["numbers"]), at,
            )  # fmt: skip
            db.conn.execute(
                "INSERT INTO signature (holder, statement, coder, text, holds, comment, evidence, numbers, at)"
                " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                row,
            )


def _cell(rows: str, by: str, row: str, columns: str, column: str) -> Cell:
    return Cell(RowKind(rows), row, ColumnKind(columns), column, by)
