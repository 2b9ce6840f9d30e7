"""Which kept texts quote an interview: searched before it is erased, while its words are still known."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, NamedTuple

from okqual.model.canonical import canonical
from okqual.model.events import Kind
from okqual.store import contents
from okqual.store.entries import entries, payload_of
from okqual.text.redacting import Quotable, quotable, redacted

if TYPE_CHECKING:
    from sqlite_utils import Database


class Quoting(NamedTuple):
    """A text outside an interview that holds words of it."""

    case: str
    """Whose text it is; empty for the study's own."""
    hash: str
    kinds: tuple[str, ...]
    """Of the entries that name it."""
    instead: str
    """The same text without those words; empty where nothing is left."""


def quoting(db: Database, case: str, instead: str, whole: frozenset[str] = frozenset()) -> list[Quoting]:
    """Texts outside an interview that quote it, with ``instead`` in place of the words.

    Those whose hash is in ``whole`` go as they are.
    """
    what, notes = _quotable(db, case), _note_texts(db)
    found = []
    for name, owner, text in db.conn.execute(
        "SELECT hash, case_id, text FROM content WHERE case_id <> ? ORDER BY hash", (case,)
    ).fetchall():
        if name in notes:
            continue
        new = "" if name in whole else _redacted(text, what, instead)
        if new != text:
            found.append(Quoting(owner, name, _kinds(db, name), new))
    return found


def _quotable(db: Database, case: str) -> Quotable:
    own, others = list[str](), list[str]()
    for version, owner, text in db.conn.execute("SELECT id, case_id, text FROM note_version ORDER BY id"):
        sql = "SELECT start_at, end_at FROM passage WHERE version = ? ORDER BY number"
        said = [text[start:end] for start, end in db.conn.execute(sql, (version,))]
        (own if owner == case else others).append(" ".join(said))
    own += _written(db, case)
    guides = [content for (content,) in db.conn.execute("SELECT content FROM guide")]
    return quotable(own, [*others, *guides], _names(db, case))


def _written(db: Database, case: str) -> Iterator[str]:
    """What people wrote of the interview: memos, written cells, reasons."""
    notes = _note_texts(db)
    for name, text in db.conn.execute("SELECT hash, text FROM content WHERE case_id = ?", (case,)):
        if name not in notes:
            yield text


def _names(db: Database, case: str) -> list[str]:
    """Names of the interview's people: labels that are more than "IP1", and attributes that are called names."""
    labels = {label for (label,) in db.conn.execute("SELECT participant FROM attribute WHERE case_id = ?", (case,))}
    for (said,) in db.conn.execute("SELECT DISTINCT participants FROM passage_state WHERE case_id = ?", (case,)):
        labels.update(json.loads(said))
    sql = "SELECT value FROM attribute WHERE case_id = ? AND name IN ('namn', 'name', 'förnamn', 'efternamn')"
    named = {value for (value,) in db.conn.execute(sql, (case,))}
    return sorted({label for label in labels if label and not contents.is_id(label)} | named)


def _note_texts(db: Database) -> set[str]:
    """Hashes of whole notes, their parts and their files' names."""
    found = set[str]()
    for entry in entries(db, "kind = ?", (Kind.NOTE_LOADED,)):
        p = payload_of(entry)
        found.update((p["text"], p["strings"], p["file_name"]))
    return found


def _redacted(text: str, what: Quotable, instead: str) -> str:
    if text[:1] not in "[{":
        return redacted(text, what, instead)
    try:
        value = json.loads(text)
    except ValueError:
        return redacted(text, what, instead)
    new = _within(value, what, instead)
    # Only what changed is written anew, byte by byte as it was otherwise.
    return text if new == value else canonical(new)


def _within(value: Any, what: Quotable, instead: str) -> Any:
    if isinstance(value, str):
        return redacted(value, what, instead)
    if isinstance(value, list):
        return [_within(each, what, instead) for each in value]
    if isinstance(value, dict):
        return {name: _within(each, what, instead) for name, each in value.items()}
    return value


def _kinds(db: Database, name: str) -> tuple[str, ...]:
    sql = "SELECT DISTINCT kind FROM entry WHERE instr(payload, ?) ORDER BY kind"
    return tuple(kind for (kind,) in db.conn.execute(sql, (name,)))
