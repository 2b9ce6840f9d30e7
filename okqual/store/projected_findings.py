"""Findings, sources, judgements and headings as registers, and their tables."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from okqual.model.events import Assignment, Entry, Kind
from okqual.model.finding import CountRef, PieceKind, Role, Status
from okqual.store import contents
from okqual.store.registers import SEPARATOR, latest, subject, text_of

if TYPE_CHECKING:
    from sqlite_utils import Database

MADE = {
    Kind.FINDING: PieceKind.FINDING,
    Kind.SOURCE: PieceKind.SOURCE,
    Kind.JUDGEMENT: PieceKind.JUDGEMENT,
    Kind.HEADING: PieceKind.HEADING,
}
TEXTS = frozenset({Kind.FINDING_TEXT, Kind.JUDGEMENT_TEXT, Kind.HEADING_TEXT, Kind.SOURCE_CHANGED})
LINKS = frozenset({Kind.FINDING_EVIDENCE, Kind.JUDGEMENT_RESTS})
KINDS = frozenset({*MADE, *TEXTS, *LINKS, Kind.PIECE_PLACED, Kind.PIECE_OWNER, Kind.PIECE_STATUS, Kind.PIECE_WITHDRAWN})
LINK, SEEN = "link", "seen"
"""What the names of fields begin with that say what a piece rests on, and how large a count was."""


def assignments(db: Database, entry: Entry, p: dict[str, Any]) -> Iterable[Assignment]:
    """What an entry of these kinds says."""
    about = subject("piece", p.get("piece", entry.address))
    if entry.kind in MADE:
        yield Assignment(about, "made", {"kind": str(MADE[Kind(entry.kind)]), "about": p["about"]})
        yield Assignment(about, "owner", p["owner"])
        yield Assignment(about, "status", p["status"])
    if entry.kind in MADE or entry.kind in TEXTS:
        yield Assignment(about, "text", {name: p[name] for name in _WORDS if name in p})
        for count, n, of in p.get("seen", ()):
            yield Assignment(about, subject(SEEN, ref_of(db, count)), [n, of])
    if entry.kind in LINKS:
        ref = ref_of(db, p["ref"])
        yield Assignment(about, subject(LINK, ref), p["role"])
        if p.get("seen"):
            yield Assignment(about, subject(SEEN, ref), p["seen"])
    if entry.kind == Kind.PIECE_OWNER:
        yield Assignment(about, "owner", p["owner"])
    elif entry.kind == Kind.PIECE_STATUS:
        yield Assignment(about, "status", p["status"])
    elif entry.kind == Kind.PIECE_WITHDRAWN:
        yield Assignment(about, "withdrawn", True)
    elif entry.kind in (Kind.PIECE_PLACED, Kind.HEADING):
        yield Assignment(about, "place", [p["heading"], p["position"]])


_WORDS = ("text", "title", "page", "year", "type")


def ref_payload(db: Database, ref: CountRef | str) -> Any:
    """A reference as an entry may hold it: what names a group is kept apart, as texts are."""
    if isinstance(ref, str):
        return ref
    by, group = (contents.put(db, contents.STUDY, text) if text else None for text in (ref.by, ref.group))
    return [ref.code, list(ref.values), by, group, ref.unit]


def ref_of(db: Database, said: Any) -> str:
    """The reference that an entry holds, as it is kept in the tables."""
    if isinstance(said, str):
        return said
    code, values, by, group, unit = said
    return str(CountRef(code, tuple(values), contents.get(db, by), contents.get(db, group), unit))


def refresh(db: Database, name: str) -> None:
    """Make the rows of a piece anew from what holds of it."""
    db.conn.execute("DELETE FROM piece WHERE id = ?", (name,))
    db.conn.execute("DELETE FROM piece_link WHERE piece = ?", (name,))
    said = latest(db, subject("piece", name))
    if "made" not in said or "withdrawn" in said:
        return
    made, coder, at = said["made"]
    words, changed_by, changed_at = said["text"]
    if (changed_by, changed_at) == (coder, at):
        changed_by, changed_at = "", 0
    heading, position = said.get("place", (("", 0), "", 0))[0]
    db.conn.execute(
        "INSERT INTO piece (id, kind, about, text, owner, status, coder, at, changed_by, changed_at, type, title, year,"
        " page, heading, position) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            name, made["kind"], made["about"], text_of(db, words), said.get("owner", ("",))[0],
            said.get("status", (str(Status.DRAFT),))[0], coder, at, changed_by, changed_at, words.get("type", ""),
            contents.get(db, words.get("title")), words.get("year", 0), contents.get(db, words.get("page")), heading,
            position,
        ),
    )  # fmt: skip
    _refresh_links(db, name, {field: value for field, (value, _coder, _at) in said.items()})


def _refresh_links(db: Database, name: str, said: dict[str, Any]) -> None:
    rows = []
    for field, role in said.items():
        what, _, ref = field.partition(SEPARATOR)
        if what == LINK and role in set(Role):
            n, of = said.get(subject(SEEN, ref)) or (None, None)
            rows.append((name, ref, role, n, of))
    db.conn.executemany("INSERT INTO piece_link (piece, ref, role, seen_n, seen_of) VALUES (?, ?, ?, ?, ?)", rows)
