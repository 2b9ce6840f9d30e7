"""The texts that an export held: each is named by its hash, so that the words can be read again as they were."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from okqual.model.canonical import canonical
from okqual.model.returned import BaseText, Exported, Place, WrittenThere
from okqual.model.summary import Cell, ColumnKind, RowKind
from okqual.store import contents
from okqual.store.entries import entries, payload_of

if TYPE_CHECKING:
    from sqlite_utils import Database


def payload(db: Database, options: Mapping[str, str], texts: Sequence[WrittenThere]) -> dict[str, Any]:
    """What an entry says of the texts in its file, and how the file was made."""
    return {
        "options": contents.put(db, contents.STUDY, canonical(dict(options))),
        "texts": [_kept(db, text) for text in texts],
    }


def exports(db: Database, export: str = "") -> list[Exported]:
    """The exports of an id, or all there are; the latest first, with the texts that they held."""
    where, values = ("WHERE id = ?", (export,)) if export else ("", ())
    rows = db.conn.execute(
        f"SELECT origin, number, id, kind, coder, at, state, file_name, sha256 FROM exported {where}"
        " ORDER BY at DESC, origin, number",
        values,
    ).fetchall()
    return [_exported(db, *row) for row in rows]


def known_files(db: Database) -> list[tuple[str, str, str]]:
    """(export id, file name, SHA-256) of every export, the latest first."""
    sql = "SELECT id, file_name, sha256 FROM exported ORDER BY at DESC, origin, number"
    return db.conn.execute(sql).fetchall()


def _exported(
    db: Database, origin: str, number: int, export: str, what: str, coder: str, at: int, state: str, name: str,
    digest: str,
) -> Exported:  # fmt: skip
    entry = next(entries(db, "origin = ? AND number = ?", (origin, number)))
    said = payload_of(entry)
    options = contents.get(db, said.get("options"))
    texts = tuple(_read(db, text) for text in said["texts"]) if "texts" in said else None
    return Exported(export, what, coder, at, state, name, digest, json.loads(options) if options else {}, texts)


def _kept(db: Database, written: WrittenThere) -> list[Any]:
    place = written.place
    if isinstance(place, str):
        return [place, contents.put(db, contents.STUDY, written.text)]
    kept = place.row if place.rows is RowKind.CASE else contents.STUDY
    row, by = place.row, ""
    if place.rows is RowKind.GROUP:
        row, by = contents.put(db, contents.STUDY, place.row), contents.put(db, contents.STUDY, place.by)
    return [str(place.rows), by, row, str(place.columns), place.column, contents.put(db, kept, written.text)]


def _read(db: Database, said: list[Any]) -> BaseText:
    *about, name = said
    place: Place
    if len(about) == 1:
        place = about[0]
    else:
        rows, by, row, columns, column = about
        if rows == RowKind.GROUP:
            by, row = contents.get(db, by), contents.get(db, row)
        place = Cell(RowKind(rows), row, ColumnKind(columns), column, by)
    text = contents.get(db, name)
    return BaseText(place, text, erased=not text or contents.is_struck(db, name))
