"""Memos, decisions and saved searches as registers, and their tables."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from okqual.model.events import Assignment, Entry, Kind
from okqual.store import contents
from okqual.store.registers import latest, subject, text_of

if TYPE_CHECKING:
    from sqlite_utils import Database

KINDS = frozenset({Kind.MEMO, Kind.DECISION, Kind.DECISION_CHANGED, Kind.DECISION_WITHDRAWN, Kind.SEARCH_SAVED})
SUBJECTS = ("memo", "decision", "search")


def assignments(db: Database, entry: Entry, p: dict[str, Any]) -> Iterable[Assignment]:
    """What an entry of these kinds says."""
    match entry.kind:
        case Kind.MEMO:
            said = {"text": p["memo"], "case": p["case"]} if p["memo"] else None
            yield Assignment(subject("memo", p["about"], p["id"]), "memo", said)
        case Kind.DECISION:
            made = {name: p[name] for name in ("code", "question")}
            about = subject("decision", entry.address)
            yield Assignment(about, "made", made)
            yield Assignment(about, "words", {"text": p["text"], "reason": p["reason"]})
        case Kind.DECISION_CHANGED:
            yield Assignment(subject("decision", p["decision"]), "words", {"text": p["text"], "reason": p["reason"]})
        case Kind.DECISION_WITHDRAWN:
            yield Assignment(subject("decision", p["decision"]), "withdrawn", True)
        case Kind.SEARCH_SAVED:
            said = {"text": p["search"], "name": p["name"]} if p["search"] else None
            yield Assignment(subject("search", contents.get(db, p["name"])), "search", said)


def refresh(db: Database, parts: list[str]) -> None:
    """Make the row of a subject anew from what holds of it."""
    match parts[0]:
        case "memo":
            _refresh_memo(db, parts[1], parts[2])
        case "decision":
            _refresh_decision(db, parts[1])
        case "search":
            _refresh_search(db, parts[1])


def _refresh_memo(db: Database, about: str, name: str) -> None:
    db.conn.execute("DELETE FROM memo WHERE about = ? AND id = ?", (about, name))
    value, coder, at = latest(db, subject("memo", about, name)).get("memo", (None, "", 0))
    text = text_of(db, value)
    if text:
        row = (about, name, value["case"], text, coder, at)
        db.conn.execute("INSERT INTO memo (about, id, case_id, text, coder, at) VALUES (?, ?, ?, ?, ?, ?)", row)


def _refresh_decision(db: Database, name: str) -> None:
    db.conn.execute("DELETE FROM decision WHERE id = ?", (name,))
    said = latest(db, subject("decision", name))
    if "made" not in said or said.get("withdrawn", (False,))[0]:
        return
    made, coder, at = said["made"]
    words, changed_by, changed_at = said["words"]
    if (changed_by, changed_at) == (coder, at):
        changed_by, changed_at = "", 0
    db.conn.execute(
        "INSERT INTO decision (id, text, reason, code, question, coder, at, changed_by, changed_at)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            name, text_of(db, words), text_of(db, {"text": words["reason"]}), made["code"], made["question"], coder, at,
            changed_by, changed_at,
        ),
    )  # fmt: skip


def _refresh_search(db: Database, name: str) -> None:
    db.conn.execute("DELETE FROM saved_search WHERE name = ?", (name,))
    value, _coder, _at = latest(db, subject("search", name)).get("search", (None, "", 0))
    text = text_of(db, value)
    if text:
        db.conn.execute("INSERT INTO saved_search (name, content) VALUES (?, ?)", (name, text))
