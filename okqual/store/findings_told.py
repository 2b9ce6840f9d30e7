"""Questions to the tables about findings, sources, judgements and headings."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from okqual.model.finding import Link, Piece, PieceKind, Role, SeenCount, SourceType, Status
from okqual.text.swedish import swedish_key

if TYPE_CHECKING:
    from sqlite_utils import Database

_COLUMNS = """id, kind, about, text, owner, status, coder, at, changed_by, changed_at, type, title, year, page,
    heading, position"""
_ROLES = list(Role)


def piece(db: Database, name: str) -> Piece | None:
    """A piece by its id; None where there is none, or it was withdrawn."""
    return next(iter(_pieces(db, "WHERE id = ?", (name,))), None)


def pieces(db: Database, kind: PieceKind | None = None) -> list[Piece]:
    """All pieces, or those of a kind, in the order in which they were made."""
    return _pieces(db, "WHERE kind = ?" if kind else "", (str(kind),) if kind else ())


def linked_to(db: Database, ref: str) -> list[str]:
    """Ids of the pieces that rest on a reference."""
    rows = db.conn.execute("SELECT piece FROM piece_link WHERE ref = ? ORDER BY piece", (ref,))
    return [row[0] for row in rows]


def last_beside(db: Database, kinds: Sequence[str]) -> int:
    """The last entry that is of none of the kinds: what they do not speak of is as it was until another comes."""
    marks = ", ".join("?" for _ in kinds)
    row = db.conn.execute(
        f"SELECT rowid FROM entry WHERE kind NOT IN ({marks}) ORDER BY rowid DESC LIMIT 1", tuple(kinds)
    ).fetchone()
    return int(row[0]) if row else 0


def _pieces(db: Database, where: str, values: tuple[str, ...]) -> list[Piece]:
    rows = db.conn.execute(f"SELECT {_COLUMNS} FROM piece {where} ORDER BY at, id", values).fetchall()
    links: dict[str, list[Link]] = defaultdict(list)
    sql = "SELECT piece, ref, role, seen_n, seen_of FROM piece_link"
    one = db.conn.execute(f"{sql} WHERE piece = ?", values) if where == "WHERE id = ?" else db.conn.execute(sql)
    for name, ref, role, n, of in one:
        links[name].append(Link(ref, Role(role), None if n is None else SeenCount(n, of)))
    return [_made(row, _in_order(links[row[0]])) for row in rows]


def _made(row: tuple[Any, ...], links: tuple[Link, ...]) -> Piece:
    name, kind, about, text, owner, status, coder, at, changed_by, changed_at, type_, *place = row
    kept = SourceType(type_) if type_ else None
    return Piece(
        name,
        PieceKind(kind),
        about,
        text,
        owner,
        Status(status),
        coder,
        at,
        changed_by,
        changed_at,
        links,
        kept,
        *place,
    )


def _in_order(links: list[Link]) -> tuple[Link, ...]:
    """The supporting ones first; each role in the order of its ids, which is the same in every copy."""
    return tuple(sorted(links, key=lambda link: (_ROLES.index(link.role), swedish_key(link.ref), link.ref)))
