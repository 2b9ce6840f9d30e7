"""Codebooks as they are in force: the latest import, with the edits laid over that came after it.

An import is a reviewed whole and supersedes the edits before it. Merging two codes makes an alias:
the codings keep the code they were put under, and show and count as the other.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from okqual.model.canonical import canonical
from okqual.model.codebook import Codebook
from okqual.model.codebook_edits import CodeEdits, Order, Overlaid, merged_codes, overlaid
from okqual.model.plain import code_from_plain, from_plain, to_plain
from okqual.store import contents
from okqual.store.registers import SEPARATOR, subject, text_of

if TYPE_CHECKING:
    from sqlite_utils import Database

PARENT = subject("parent", "")
"""What the fields begin with that say whether a code, question or criterion is above another code."""


def refresh(db: Database, book: str) -> None:
    """Make a codebook's row again, and those of its codes."""
    db.conn.execute("DELETE FROM codebook WHERE id = ?", (book,))
    db.conn.execute("DELETE FROM code_now WHERE codebook = ?", (book,))
    made = overlay(db, book)
    if made is None:
        return
    content = canonical(to_plain(made.book))
    about = subject("codebook", book)
    first = db.conn.execute("SELECT min(tick) FROM register WHERE subject = ?", (about,)).fetchone()[0]
    row = (book, contents.digest(content), first, content)
    db.conn.execute("INSERT INTO codebook (id, digest, position, content) VALUES (?, ?, ?, ?)", row)
    rows = [(code, book, digest) for code, digest in made.digests.items()]
    db.conn.executemany("INSERT INTO code_now (code, codebook, definition) VALUES (?, ?, ?)", rows)


def refresh_merged(db: Database) -> None:
    """Let codings count as the codes that theirs were merged into; then all codebooks are made again."""
    old = dict(db.conn.execute("SELECT code, into_code FROM code_alias").fetchall())
    new, _left_out = aliases(db)
    changed = sorted(code for code in {*old, *new} if old.get(code) != new.get(code))
    if changed:
        under = {code: _put_under(db, code) for code in changed}
        for code, codings in under.items():
            now = new.get(code, code)
            db.conn.executemany("DELETE FROM put_under WHERE coding = ?", codings)
            db.conn.executemany("UPDATE coding SET code = ? WHERE id = ?", [(now, coding) for (coding,) in codings])
            if now != code:
                rows = [(coding, code) for (coding,) in codings]
                db.conn.executemany("INSERT INTO put_under (coding, code) VALUES (?, ?)", rows)
        db.conn.execute("DELETE FROM code_alias")
        db.conn.executemany("INSERT INTO code_alias (code, into_code) VALUES (?, ?)", sorted(new.items()))
        for book in imported(db):
            refresh(db, book)


def overlay(db: Database, book: str) -> Overlaid | None:
    """A codebook with its edits; None when it has no import that holds."""
    found = latest_import(db, book)
    if found is None:
        return None
    order, whole = found
    merged = dict(db.conn.execute("SELECT code, into_code FROM code_alias").fetchall())
    return overlaid(whole, _edits(db, book, order), merged)


def imported(db: Database) -> list[str]:
    """Ids of the codebooks that have an import that holds."""
    sql = "SELECT DISTINCT subject FROM register WHERE subject >= ? AND subject < ? ORDER BY subject"
    return [row[0].split(SEPARATOR)[1] for row in db.conn.execute(sql, within("codebook"))]


def latest_import(db: Database, book: str) -> tuple[Order, Codebook] | None:
    """The import of a codebook that holds, and where it stands; None when there is none or it was erased."""
    row = db.conn.execute(
        "SELECT tick, origin, number, value FROM register WHERE subject = ? AND field = 'content'"
        " ORDER BY tick DESC, origin DESC, number DESC LIMIT 1",
        (subject("codebook", book),),
    ).fetchone()
    content = text_of(db, json.loads(row[3])) if row else ""
    whole = from_plain(json.loads(content)) if content else None
    return ((row[0], row[1], row[2]), whole) if isinstance(whole, Codebook) else None


def aliases(db: Database) -> tuple[dict[str, str], tuple[tuple[str, str], ...]]:
    """code → the code it counts as, and the merges that are left out because they would close a circle.

    A code that an import brings anew stands for itself again.
    """
    imports = [latest_import(db, book) for book in imported(db)]
    brought: dict[str, Order] = {}
    for order, whole in (one for one in imports if one is not None):
        for code in whole.codes:
            brought[code.id] = max(order, brought.get(code.id, order))
    said: dict[str, tuple[Order, str]] = {}
    sql = (
        "SELECT subject, tick, origin, number, value FROM register WHERE subject >= ? AND subject < ?"
        " AND field = 'into' ORDER BY tick, origin, number"
    )
    for about, tick, origin, number, value in db.conn.execute(sql, within("code")):
        into = json.loads(value)
        said[about.split(SEPARATOR)[2]] = ((tick, origin, number), into["into"])
    return merged_codes(
        [(order, code, into) for code, (order, into) in said.items() if code not in brought or order > brought[code]]
    )


def within(*parts: object) -> tuple[str, str]:
    """The subjects that begin with these parts lie from the first up to the second."""
    first = subject(*parts)
    # A line feed follows the separator at once, and no id can hold it.
    return first + SEPARATOR, first + "\n"


def _edits(db: Database, book: str, after: Order) -> list[CodeEdits]:
    rows = db.conn.execute(
        "SELECT subject, field, tick, origin, number, value FROM register WHERE subject >= ? AND subject < ?"
        " AND (tick, origin, number) > (?, ?, ?) ORDER BY subject, field, tick, origin, number",
        (*within("code", book), *after),
    )
    fields: dict[str, dict[str, tuple[Order, Any]]] = {}
    first: dict[str, Order] = {}
    for about, name, tick, origin, number, value in rows:
        code = about.split(SEPARATOR)[2]
        fields.setdefault(code, {})[name] = ((tick, origin, number), json.loads(value))
        if name == "definition":
            first.setdefault(code, (tick, origin, number))
    return [_edits_of(db, code, first.get(code), said) for code, said in fields.items()]


def _edits_of(db: Database, code: str, first: Order | None, said: dict[str, tuple[Order, Any]]) -> CodeEdits:
    content = text_of(db, said["definition"][1]) if "definition" in said else ""
    parents = tuple(
        (order, name.removeprefix(PARENT), bool(on)) for name, (order, on) in said.items() if name.startswith(PARENT)
    )
    retired = bool(said["retired"][1]) if "retired" in said else None
    definition = code_from_plain(json.loads(content)) if content else None
    return CodeEdits(code, first or (0, "", 0), definition, parents, retired)


def _put_under(db: Database, code: str) -> list[tuple[str]]:
    """The codings that were put under a code, whatever they count as now."""
    return db.conn.execute(
        "SELECT id FROM coding WHERE code = ?1 AND NOT EXISTS (SELECT 1 FROM put_under WHERE coding = coding.id)"
        " UNION ALL SELECT coding FROM put_under WHERE code = ?1",
        (code,),
    ).fetchall()
