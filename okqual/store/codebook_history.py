"""The versions of a code in the order in which they came, and definitions made without knowing of each other."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from okqual.model.codebook import Code, Codebook
from okqual.model.codebook_edits import Order, bare, means_the_same
from okqual.model.plain import code_from_plain, from_plain
from okqual.store import contents
from okqual.store.entries import entries, payload_of
from okqual.store.projected_codebook import aliases, imported, latest_import, overlay, within
from okqual.store.registers import SEPARATOR, subject, text_of

if TYPE_CHECKING:
    from sqlite_utils import Database


@dataclass(frozen=True, slots=True)
class Version:
    """A definition of a code that held from here on."""

    code: Code
    """Without parents: those are no part of a definition."""
    order: Order
    coder: str
    at: int
    imported: bool
    meaning: bool
    """Whether the code means something else than before; an import does not say, its texts do."""

    @property
    def address(self) -> str:
        """Of the entry that made it."""
        return f"{self.order[1]}:{self.order[2]}"


@dataclass(frozen=True, slots=True)
class Conflict:
    """Something that two people did to the codebook without knowing of each other."""

    kind: str
    """``definition`` · ``parent`` (a circle) · ``merge`` (a circle)."""
    codebook: str
    code: str
    other: str
    """Address of the definition that does not hold, the parent or the code it would be merged into."""


def versions(db: Database, book: str) -> dict[str, list[Version]]:
    """code → its versions that were not undone, the oldest first; what says the same as the one before is left out."""
    made: dict[str, list[Version]] = {}
    for order, coder, at, content, meaning in _said(db, book):
        whole = json.loads(content)
        codes = from_plain(whole) if "kind" in whole else code_from_plain(whole)
        for code in codes.codes if isinstance(codes, Codebook) else (codes,) if isinstance(codes, Code) else ():
            known = made.setdefault(code.id, [])
            if not known or known[-1].code != bare(code):
                new = not known or (not means_the_same(known[-1].code, code) if meaning is None else bool(meaning))
                known.append(Version(bare(code), order, coder, at, meaning is None, new))
    return made


def standing(db: Database, book: str) -> list[str]:
    """Addresses of the definitions that hold in a codebook as edits after its import."""
    found = latest_import(db, book)
    after = found[0] if found else (-1, "", 0)
    held = {code: rows[-1] for code, rows in _definitions(db, book).items()}
    return sorted(f"{order[1]}:{order[2]}" for order in held.values() if order > after)


def edited(db: Database, book: str) -> list[str]:
    """Codes of which something was said after the import of their codebook."""
    found = latest_import(db, book)
    after = found[0] if found else (-1, "", 0)
    sql = (
        "SELECT DISTINCT subject FROM register WHERE subject >= ? AND subject < ?"
        " AND (tick, origin, number) > (?, ?, ?) ORDER BY subject"
    )
    return [row[0].split(SEPARATOR)[2] for row in db.conn.execute(sql, (*within("code", book), *after))]


def not_seen(db: Database, book: str, code: str) -> list[str]:
    """Addresses of the definitions of a code that whoever made the one in force did not know of."""
    made = _definitions(db, book, code).get(code, [])
    if not made:
        return []
    found = latest_import(db, book)
    after = found[0] if found else (-1, "", 0)
    known = _known(db, [address for settled in _settled_by_imports(db, book) for address in settled])
    if made[-1] > after:
        known |= _known(db, [_address(made[-1])])
    return [_address(order) for order in made if _address(order) not in known]


def conflicts(db: Database) -> list[Conflict]:
    """Everything in the codebooks that waits for a person to settle it."""
    found: list[Conflict] = []
    for book in imported(db):
        for code, made in _definitions(db, book).items():
            if len(made) > 1 or _settled_by_imports(db, book):
                found += [Conflict("definition", book, code, address) for address in not_seen(db, book, code)]
        whole = overlay(db, book)
        found += [Conflict("parent", book, code, parent) for code, parent in (whole.left_out if whole else ())]
    return found + [Conflict("merge", "", code, into) for code, into in aliases(db)[1]]


def definition_at(db: Database, address: str) -> Code | None:
    """The definition that an entry made; None when it made none."""
    payload = _payload(db, address)
    content = contents.get(db, payload.get("content")) if "code" in payload else ""
    return code_from_plain(json.loads(content)) if content else None


def merges(db: Database) -> dict[str, tuple[Order, str, bool]]:
    """code → (order, the code it was merged into, whether that means something else), of merges not undone."""
    sql = (
        "SELECT subject, tick, origin, number, value FROM register WHERE subject >= ? AND subject < ?"
        " AND field = 'into' ORDER BY tick, origin, number"
    )
    made: dict[str, tuple[Order, str, bool]] = {}
    for about, tick, origin, number, value in db.conn.execute(sql, within("code")):
        said = json.loads(value)
        made[about.split(SEPARATOR)[2]] = ((tick, origin, number), said["into"], bool(said["meaning"]))
    return made


def _said(db: Database, book: str) -> Iterable[tuple[Order, str, int, str, int | None]]:
    """(order, coder, at, content, meaning) of imports, whose meaning is None, and definitions, in order."""
    sql = (
        "SELECT tick, origin, number, coder, at, value FROM register WHERE (subject = ?1 AND field = 'content')"
        " OR (subject >= ?2 AND subject < ?3 AND field = 'definition') ORDER BY tick, origin, number"
    )
    for tick, origin, number, coder, at, value in db.conn.execute(
        sql, (subject("codebook", book), *within("code", book))
    ).fetchall():
        said = json.loads(value)
        if content := text_of(db, said):
            yield (tick, origin, number), coder, at, content, said.get("meaning")


def _definitions(db: Database, book: str, code: str = "") -> dict[str, list[Order]]:
    """code → where its definitions stand that were made by hand, in order."""
    which = (subject("code", book, code), subject("code", book, code) + "\0") if code else within("code", book)
    sql = (
        "SELECT subject, tick, origin, number FROM register WHERE subject >= ? AND subject < ?"
        " AND field = 'definition' ORDER BY tick, origin, number"
    )
    made: dict[str, list[Order]] = {}
    for about, tick, origin, number in db.conn.execute(sql, which):
        made.setdefault(about.split(SEPARATOR)[2], []).append((tick, origin, number))
    return made


def _settled_by_imports(db: Database, book: str) -> list[list[str]]:
    sql = "SELECT origin, number FROM register WHERE subject = ? AND field = 'content'"
    rows = db.conn.execute(sql, (subject("codebook", book),)).fetchall()
    return [_payload(db, f"{origin}:{number}").get("settles", []) for origin, number in rows]


def _known(db: Database, begin: list[str]) -> set[str]:
    """These definitions and all that their writers knew of."""
    known: set[str] = set()
    waiting = list(begin)
    while waiting:
        address = waiting.pop()
        if address and address not in known:
            known.add(address)
            payload = _payload(db, address)
            waiting += [payload.get("over", ""), *payload.get("settles", [])]
    return known


def _payload(db: Database, address: str) -> dict[str, Any]:
    origin, _, number = address.rpartition(":")
    found = next(entries(db, "origin = ? AND number = ?", (origin, int(number))), None)
    return payload_of(found) if found else {}


def _address(order: Order) -> str:
    return f"{order[1]}:{order[2]}"
