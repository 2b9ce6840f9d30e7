"""Notes and their passages as they stand: what the reading said, with people's corrections laid over."""

from __future__ import annotations

import json
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from okqual.model.canonical import canonical
from okqual.model.events import Assignment, Entry
from okqual.store import contents, erased, projected_codings
from okqual.store.entries import entries, payload_of
from okqual.store.registers import SEPARATOR, keep, latest, registered, text_of
from okqual.text.folding import folded

if TYPE_CHECKING:
    from sqlite_utils import Database

MANY = 5_000
"""Passages that are put in the search index in one go."""


def add(db: Database, entry: Entry) -> None:
    """Let a load take effect."""
    said = version_said(entry)
    keep(db, registered(entry, [said]))
    refresh_note(db, said.subject.split(SEPARATOR)[1])


def version_said(entry: Entry) -> Assignment:
    """Which version of its note a load brought; its rows are made by :func:`refresh_note`."""
    payload = _payload(entry)
    return Assignment(_subject(payload["note"]), "version", payload["version"])


def remove(db: Database, entry: Entry) -> None:
    """Take a load back."""
    note = _payload(entry)["note"]
    db.conn.execute(
        "DELETE FROM register WHERE subject = ? AND field = 'version' AND tick = ? AND origin = ? AND number = ?",
        (_subject(note), entry.tick, entry.origin, entry.number),
    )
    refresh_note(db, note)


def refresh_passage(db: Database, note: str, number: int) -> None:
    """Make one passage's state again from the reading and what people said of it.

    What is said of a passage that was corrected holds for those that came of it too.
    """
    current = _current(db, note)
    numbers = {number, *_later(db, note, number)}
    for one in numbers:
        _forget_passage(db, note, one)
    if current is not None:
        payload, strings = current
        passages = [passage for passage in payload["passages"] if passage[0] in numbers]
        _keep_passages(db, payload["case"], note, passages, strings, numbers)


def refresh_case(db: Database, case: str) -> None:
    """A case is there while a note or an attribute of it is."""
    sql = """SELECT EXISTS (SELECT 1 FROM note_version WHERE case_id = :case)
                 OR EXISTS (SELECT 1 FROM attribute WHERE case_id = :case)"""
    if db.conn.execute(sql, {"case": case}).fetchone()[0]:
        db.conn.execute("INSERT OR IGNORE INTO cases (id) VALUES (?)", (case,))
    else:
        db.conn.execute("DELETE FROM cases WHERE id = ?", (case,))


@lru_cache(maxsize=4)
def _payload(entry: Entry) -> dict[str, Any]:
    """A load's payload, to be read only: it is asked for several times while the load takes effect."""
    return payload_of(entry)


@lru_cache(maxsize=1000)
def _listed(words: tuple[str, ...]) -> str:
    """A few words as the JSON of their list: most passages have the same ones."""
    return canonical(words)


def _subject(note: str) -> str:
    return f"note\t{note}"


def _loads(db: Database, note: str) -> list[tuple[str, int, str]]:
    """(origin, number, version) of the live loads of a note, oldest first."""
    rows = db.conn.execute(
        "SELECT origin, number, value FROM register WHERE subject = ? AND field = 'version'"
        " ORDER BY tick, origin, number",
        (_subject(note),),
    )
    return [(origin, number, json.loads(value)) for origin, number, value in rows]


def _entry(db: Database, origin: str, number: int) -> Entry:
    return next(entries(db, "origin = ? AND number = ?", (origin, number)))


def _current(db: Database, note: str) -> tuple[dict[str, Any], list[str]] | None:
    row = db.conn.execute("SELECT origin, number FROM note_version WHERE note = ? AND current = 1", (note,)).fetchone()
    if row is None:
        return None
    payload = _payload(_entry(db, row[0], row[1]))
    return payload, _strings(db, payload)


def _strings(db: Database, payload: dict[str, Any]) -> list[str]:
    strings: list[str] = json.loads(contents.get(db, payload["strings"]) or "[]")
    return strings


def refresh_note(db: Database, note: str, *, indexing: bool = True) -> None:
    """Make the versions and passages of a note again from its live loads.

    Without ``indexing`` the search index lacks their words until :func:`index_all` is called.
    """
    loads = _loads(db, note)
    first: dict[str, tuple[str, int]] = {}
    for origin, number, version in loads:
        first.setdefault(version, (origin, number))
    there = {row[0]: row[1] for row in db.conn.execute("SELECT id, case_id FROM note_version WHERE note = ?", (note,))}
    for version in there.keys() - first.keys():
        projected_codings.note_went(db, note, version)
        _forget_version(db, version)
    for version in first.keys() & there.keys():
        # The row names the first load that is live, which may be another one now.
        sql = "SELECT origin, number FROM note_version WHERE id = ?"
        if tuple(db.conn.execute(sql, (version,)).fetchone()) != first[version]:
            _name_load(db, version, *first[version])
    cases = set(there.values())
    for version in first.keys() - there.keys():
        cases.add(_keep_version(db, _entry(db, *first[version]), version == loads[-1][2], indexing))
    if there:
        sql = "UPDATE note_version SET current = (id = ?) WHERE note = ?"
        db.conn.execute(sql, (loads[-1][2] if loads else "", note))
    for version in first.keys() - there.keys():
        projected_codings.note_came(db, version)
    _refresh_passages(db, note)
    if len(first) > 1 or there:
        projected_codings.lead(db, note)
    for case in cases:
        refresh_case(db, case)


def _keep_version(db: Database, entry: Entry, current: bool, indexing: bool) -> str:
    p = _payload(entry)
    text = erased.masked(p) if erased.is_erased(db, p["case"]) else contents.get(db, p["text"])
    strings = _strings(db, p)
    db.conn.execute(
        "INSERT INTO note_version (id, note, case_id, current, text, file_name, sha256, size, format, encoding,"
        " loaded_at, loaded_by, origin, number) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (p["version"], p["note"], p["case"], int(current), text, contents.get(db, p["file_name"]), p["sha256"],
         p["size"], p["format"], p["encoding"], entry.at, entry.coder, entry.origin, entry.number),
    )  # fmt: skip
    db.conn.executemany(
        "INSERT INTO block (version, position, place, kind, start_at, end_at, level, label, row_at, column_at)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [
            (p["version"], i, place, kind, start, end, level, _string(strings, label), row, column)
            for i, (place, kind, start, end, level, label, row, column) in enumerate(p["blocks"])
        ],
    )
    places = _keep_places(db, p["version"], p["passages"])
    if indexing:
        _index(db, [(row, folded(text[start:end])) for row, _version, _number, start, end in places])
    db.conn.executemany(
        "INSERT INTO carried (version, segment, start_at, end_at, how, score) VALUES (?, ?, ?, ?, ?, ?)",
        [(p["version"], *anchor) for anchor in p.get("anchors", ())],
    )
    db.conn.executemany(
        "INSERT INTO replaced (version, number, former, note) VALUES (?, ?, ?, ?)",
        [(p["version"], number, former, p["note"]) for number, former in p.get("replaces", ())],
    )
    case: str = p["case"]
    return case


def _keep_places(db: Database, version: str, passages: list[list[Any]]) -> list[tuple[int, str, int, int, int]]:
    """The passages of a version, each with an id that its row in the search index has too."""
    first = db.conn.execute("SELECT coalesce(max(id), 0) + 1 FROM passage").fetchone()[0]
    places = [(first + i, version, number, start, end) for i, (number, start, end, *_) in enumerate(passages)]
    db.conn.executemany("INSERT INTO passage (id, version, number, start_at, end_at) VALUES (?, ?, ?, ?, ?)", places)
    return places


def _index(db: Database, words: list[tuple[int, str]]) -> None:
    for index in ("passage_words", "passage_parts"):
        db.conn.executemany(f"INSERT INTO {index} (rowid, folded) VALUES (?, ?)", words)


def index_all(db: Database) -> None:
    """Put the words of all passages in the search index, which is empty.

    With nothing in between, so that the index collects many words before it writes them.
    """
    words: list[tuple[int, str]] = []
    here, text = "", ""
    for row, version, start, end in db.conn.execute("SELECT id, version, start_at, end_at FROM passage ORDER BY id"):
        if version != here:
            here = version
            (text,) = db.conn.execute("SELECT text FROM note_version WHERE id = ?", (version,)).fetchone()
        words.append((row, folded(text[start:end])))
        if len(words) == MANY:
            _index(db, words)
            words.clear()
    _index(db, words)


def _name_load(db: Database, version: str, origin: str, number: int) -> None:
    entry = _entry(db, origin, number)
    file_name = contents.get(db, _payload(entry)["file_name"])
    db.conn.execute(
        "UPDATE note_version SET loaded_at = ?, loaded_by = ?, origin = ?, number = ?, file_name = ? WHERE id = ?",
        (entry.at, entry.coder, origin, number, file_name, version),
    )


def _forget_version(db: Database, version: str) -> None:
    for index in ("passage_words", "passage_parts"):
        db.conn.execute(f"DELETE FROM {index} WHERE rowid IN (SELECT id FROM passage WHERE version = ?)", (version,))
    db.conn.execute("DELETE FROM note_version WHERE id = ?", (version,))


def _refresh_passages(db: Database, note: str) -> None:
    for table in ("passage_state", "placement", "nothing_to_code", "question_in_note"):
        db.conn.execute(f"DELETE FROM {table} WHERE note = ?", (note,))
    current = _current(db, note)
    if current is None:
        return
    payload, strings = current
    _keep_passages(db, payload["case"], note, payload["passages"], strings, _spoken_of(db, note))
    db.conn.executemany(
        "INSERT INTO question_in_note (note, question, case_id, status, refers_to, text) VALUES (?, ?, ?, ?, ?, ?)",
        [
            (note, question, payload["case"], status, refers_to, _string(strings, text))
            for question, status, refers_to, text in payload["questions"]
        ],
    )


def _forget_passage(db: Database, note: str, number: int) -> None:
    for table in ("passage_state", "placement", "nothing_to_code"):
        db.conn.execute(f"DELETE FROM {table} WHERE note = ? AND number = ?", (note, number))


def _keep_passages(
    db: Database, case: str, note: str, passages: list[list[Any]], strings: list[str], spoken_of: set[int]
) -> None:
    """States of passages; what people said of those in ``spoken_of`` is laid over what the reading said."""
    states, placed, nothing = [], [], []
    for passage in passages:
        state, questions, marks = _state(db, note, passage, strings, spoken_of)
        number = passage[0]
        states.append((note, number, case, *state))
        placed += [(note, number, question, case) for question in questions]
        nothing += [(note, number, coder, at) for coder, at in marks]
    db.conn.executemany(
        "INSERT INTO passage_state (note, number, case_id, role, questions, suggested, why, confidence, kind,"
        " participants, flagged, memo, review) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        states,
    )
    db.conn.executemany("INSERT INTO placement (note, number, question, case_id) VALUES (?, ?, ?, ?)", placed)
    db.conn.executemany("INSERT INTO nothing_to_code (note, number, coder, at) VALUES (?, ?, ?, ?)", nothing)


def _state(
    db: Database, note: str, passage: list[Any], strings: list[str], spoken_of: set[int]
) -> tuple[tuple[Any, ...], list[str], list[tuple[str, int]]]:
    """(columns of the state from the role on, questions, (coder, at) of those who found nothing to code)."""
    number, _start, _end, role, questions, suggested, why, confidence, kind, participants = passage
    said: dict[str, Any] = {}
    review = 0
    if number in spoken_of:
        said, former = latest(db, f"passage\t{note}\t{number}"), _former(db, note, number)
        review = int(bool(former and not said))
        for earlier in former:
            said = {**latest(db, f"passage\t{note}\t{earlier}"), **said}
    if "questions" in said:
        questions, why, confidence = said["questions"][0], "person", 100
        role = "answer" if questions else role
    labels = (
        said["participants"][0] if "participants" in said else [_string(strings, i) for i in participants if strings]
    )
    flagged = int(bool(said.get("flag", (False,))[0]))
    memo = text_of(db, said["memo"][0]) if "memo" in said else ""
    kind = said["kind"][0] if "kind" in said else kind
    lists = [_listed(tuple(words)) for words in (questions, suggested, labels)]
    state = (role, lists[0], lists[1], why, confidence, kind, lists[2], flagged, memo,
             review)  # fmt: skip
    marks = [(field.partition("\t")[2], at) for field, (on, _coder, at) in said.items()
             if on and field.partition("\t")[0] == "nothing"]  # fmt: skip
    return state, questions, marks


def _spoken_of(db: Database, note: str) -> set[int]:
    """Numbers of the passages that somebody said something of, or that are corrected ones of others."""
    first = f"passage\t{note}\t"
    sql = "SELECT DISTINCT subject FROM register WHERE subject >= ? AND subject < ?"
    # The digits of a number come before ":".
    said = db.conn.execute(sql, (first, f"{first}:"))
    replaced = db.conn.execute("SELECT DISTINCT number FROM replaced WHERE note = ?", (note,))
    return {int(about.rpartition("\t")[2]) for (about,) in said} | {number for (number,) in replaced}


def _former(db: Database, note: str, number: int) -> list[int]:
    """Numbers of the passages that this one came of by correction, the latest first."""
    found: list[int] = []
    sql = "SELECT former FROM replaced WHERE note = ? AND number = ? ORDER BY version LIMIT 1"
    while (row := db.conn.execute(sql, (note, found[-1] if found else number)).fetchone()) and row[0] not in found:
        found.append(row[0])
    return found


def _later(db: Database, note: str, number: int) -> list[int]:
    """Numbers of the passages that came of this one by correction, and of those, and so on."""
    found, waiting = list[int](), [number]
    while waiting:
        here = waiting.pop()
        rows = db.conn.execute("SELECT number FROM replaced WHERE note = ? AND former = ?", (note, here))
        new = [later for (later,) in rows if later not in found]
        found += new
        waiting += new
    return found


def _string(strings: list[str], i: int) -> str:
    return strings[i] if 0 <= i < len(strings) else ""
