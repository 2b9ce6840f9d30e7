"""Assignments, draws and what was settled between coders, as registers and their tables."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from okqual.model.canonical import canonical
from okqual.model.events import Assignment, Entry, Kind
from okqual.store.registers import SEPARATOR, latest, subject, text_of
from okqual.store.seeing import renew

if TYPE_CHECKING:
    from sqlite_utils import Database

KINDS = frozenset({Kind.ASSIGNED, Kind.CASE_DONE, Kind.DRAWN, Kind.ADJUDICATED, Kind.SETTLED_APART})
SUBJECTS = ("assigned", "drawn", "adjudicated", "apart")


def assignments(entry: Entry, p: dict[str, Any]) -> Iterable[Assignment]:
    """What an entry of these kinds says."""
    match entry.kind:
        case Kind.ASSIGNED:
            said = {name: p[name] for name in ("role", "round", "blind")} if p["role"] else None
            yield Assignment(subject("assigned", p["case"], p["coder"]), "role", said)
        case Kind.CASE_DONE:
            yield Assignment(subject("assigned", p["case"], p["coder"]), "done", p["on"])
        case Kind.DRAWN:
            made = {name: p[name] for name in ("seed", "share", "round", "of", "cases", "coder")}
            yield Assignment(subject("drawn", entry.address), "made", made)
        case Kind.ADJUDICATED:
            said = {name: p[name] for name in ("outcome", "value", "counts", "others")} | {"text": p["reason"]}
            about = subject("adjudicated", p["case"], p["code"], p["note"], p["number"])
            yield Assignment(about, "outcome", said if p["outcome"] else None)
        case Kind.SETTLED_APART:
            yield Assignment(subject("apart", p["entry"]), "settled", True)


def refresh(db: Database, parts: list[str]) -> None:
    """Make the rows of a subject anew from what holds of it."""
    match parts[0]:
        case "assigned":
            _refresh_assigned(db, parts[1], parts[2])
            renew(db)
        case "drawn":
            _refresh_drawn(db, parts[1])
        case "adjudicated":
            _refresh_adjudicated(db, parts[1], parts[2], parts[3], int(parts[4]))
            renew(db)
        case "apart":
            _refresh_apart(db, parts[1])


def _refresh_assigned(db: Database, case: str, coder: str) -> None:
    db.conn.execute("DELETE FROM assigned WHERE case_id = ? AND coder = ?", (case, coder))
    said = latest(db, subject("assigned", case, coder))
    role, by, at = said.get("role", (None, "", 0))
    if role:
        done = bool(said.get("done", (False,))[0])
        db.conn.execute(
            "INSERT INTO assigned (case_id, coder, role, round, blind, done, veiled, by, at)"
            " VALUES (?, ?, ?, ?, ?, ?, 0, ?, ?)",
            (case, coder, role["role"], role["round"], role["blind"], done, by, at),
        )
    # Others' codings are hidden from all until every one of those who code it blind has said that she is done.
    db.conn.execute(
        "UPDATE assigned SET veiled = blind AND EXISTS (SELECT 1 FROM assigned AS a"
        " WHERE a.case_id = ?1 AND a.blind = 1 AND a.done = 0)"
        " AND (SELECT count(*) FROM assigned AS a WHERE a.case_id = ?1 AND a.blind = 1) > 1 WHERE case_id = ?1",
        (case,),
    )


def _refresh_drawn(db: Database, name: str) -> None:
    db.conn.execute("DELETE FROM drawn WHERE id = ?", (name,))
    for made, by, at in latest(db, subject("drawn", name)).values():
        db.conn.execute(
            "INSERT INTO drawn (id, seed, share, round, of, cases, coder, by, at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                name, made["seed"], made["share"], made["round"], made["of"], canonical(made["cases"]), made["coder"],
                by, at,
            ),
        )  # fmt: skip


def _refresh_adjudicated(db: Database, case: str, code: str, note: str, number: int) -> None:
    key = (case, code, note, number)
    for table in ("adjudicated", "adjudicated_coding"):
        db.conn.execute(f"DELETE FROM {table} WHERE case_id = ? AND code = ? AND note = ? AND number = ?", key)
    said, coder, at = latest(db, SEPARATOR.join(("adjudicated", *map(str, key)))).get("outcome", (None, "", 0))
    if not said:
        return
    db.conn.execute(
        "INSERT INTO adjudicated (case_id, code, note, number, outcome, value, reason, coder, at)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (*key, said["outcome"], said["value"], text_of(db, said), coder, at),
    )
    db.conn.executemany(
        "INSERT OR REPLACE INTO adjudicated_coding (coding, case_id, code, note, number, counts)"
        " VALUES (?, ?, ?, ?, ?, ?)",
        [(name, *key, 0) for name in said["others"]] + [(name, *key, 1) for name in said["counts"]],
    )


def _refresh_apart(db: Database, entry: str) -> None:
    db.conn.execute("DELETE FROM settled_apart WHERE entry = ?", (entry,))
    for _value, coder, at in latest(db, subject("apart", entry)).values():
        db.conn.execute("INSERT INTO settled_apart (entry, coder, at) VALUES (?, ?, ?)", (entry, coder, at))
