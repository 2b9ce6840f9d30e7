"""Notes and their passages as they stand: what the reading said, with people's corrections laid over."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from okqual.model.canonical import canonical
from okqual.model.events import Entry
from okqual.store import contents, projected_codings
from okqual.text.folding import folded

if TYPE_CHECKING:
    from sqlite_utils import Database


def add(db: Database, entry: Entry) -> None:
    """Let a load take effect."""
    payload = _payload(entry)
    db.conn.execute(
        "INSERT OR REPLACE INTO register (subject, field, tick, origin, number, coder, at, value)"
        " VALUES (?, 'version', ?, ?, ?, ?, ?, ?)",
        (_subject(payload["note"]), entry.tick, entry.origin, entry.number, entry.coder, entry.at,
         canonical(payload["version"])),
    )  # fmt: skip
    _refresh_note(db, payload["note"])


def remove(db: Database, entry: Entry) -> None:
    """Take a load back."""
    note = _payload(entry)["note"]
    db.conn.execute(
        "DELETE FROM register WHERE subject = ? AND field = 'version' AND tick = ? AND origin = ? AND number = ?",
        (_subject(note), entry.tick, entry.origin, entry.number),
    )
    _refresh_note(db, note)


def refresh_passage(db: Database, note: str, number: int) -> None:
    """Make one passage's state again from the reading and what people said of it."""
    current = _current(db, note)
    _forget_passage(db, note, number)
    if current is not None:
        payload, strings = current
        for passage in payload["passages"]:
            if passage[0] == number:
                _keep_passage(db, payload["case"], note, passage, strings)


def refresh_case(db: Database, case: str) -> None:
    """A case is there while a note or an attribute of it is."""
    sql = """SELECT EXISTS (SELECT 1 FROM note_version WHERE case_id = :case)
                 OR EXISTS (SELECT 1 FROM attribute WHERE case_id = :case)"""
    if db.conn.execute(sql, {"case": case}).fetchone()[0]:
        db.conn.execute("INSERT OR IGNORE INTO cases (id) VALUES (?)", (case,))
    else:
        db.conn.execute("DELETE FROM cases WHERE id = ?", (case,))


def _payload(entry: Entry) -> dict[str, Any]:
    from okqual.store.journal import payload_of

    return payload_of(entry)


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
    from okqual.store.journal import entries

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


def _refresh_note(db: Database, note: str) -> None:
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
        cases.add(_keep_version(db, _entry(db, *first[version])))
    db.conn.execute("UPDATE note_version SET current = (id = ?) WHERE note = ?", (loads[-1][2] if loads else "", note))
    for version in first.keys() - there.keys():
        projected_codings.note_came(db, version)
    _refresh_passages(db, note)
    if len(first) > 1 or there:
        projected_codings.lead(db, note)
    for case in cases:
        refresh_case(db, case)


def _keep_version(db: Database, entry: Entry) -> str:
    p = _payload(entry)
    text, strings = contents.get(db, p["text"]), _strings(db, p)
    db.conn.execute(
        "INSERT INTO note_version (id, note, case_id, current, text, file_name, sha256, size, format, encoding,"
        " loaded_at, loaded_by, origin, number) VALUES (?, ?, ?, 0, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (p["version"], p["note"], p["case"], text, contents.get(db, p["file_name"]), p["sha256"], p["size"],
         p["format"],
         p["encoding"], entry.at, entry.coder, entry.origin, entry.number),
    )  # fmt: skip
    db.conn.executemany(
        "INSERT INTO block (version, position, place, kind, start_at, end_at, level, label, row_at, column_at)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [
            (p["version"], i, place, kind, start, end, level, _string(strings, label), row, column)
            for i, (place, kind, start, end, level, label, row, column) in enumerate(p["blocks"])
        ],
    )
    for number, start, end, *_ in p["passages"]:
        made = db.conn.execute(
            "INSERT INTO passage (version, number, start_at, end_at) VALUES (?, ?, ?, ?)",
            (p["version"], number, start, end),
        )
        words = folded(text[start:end])
        for index in ("passage_words", "passage_parts"):
            db.conn.execute(f"INSERT INTO {index} (rowid, folded) VALUES (?, ?)", (made.lastrowid, words))
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
    for passage in payload["passages"]:
        _keep_passage(db, payload["case"], note, passage, strings)
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


def _keep_passage(db: Database, case: str, note: str, passage: list[Any], strings: list[str]) -> None:
    from okqual.store.projected_fields import latest, text_of

    number, _start, _end, role, questions, suggested, why, confidence, kind, participants = passage
    said, former = latest(db, f"passage\t{note}\t{number}"), _former(db, note, number)
    review = int(bool(former and not said))
    for earlier in former:
        said = {**latest(db, f"passage\t{note}\t{earlier}"), **said}
    if "questions" in said:
        questions, why, confidence = said["questions"][0], "person", 100
        role = "answer" if questions else role
    labels = said["participants"][0] if "participants" in said else [_string(strings, i) for i in participants]
    flagged = int(bool(said.get("flag", (False,))[0]))
    memo = text_of(db, said["memo"][0]) if "memo" in said else ""
    db.conn.execute(
        "INSERT INTO passage_state (note, number, case_id, role, questions, suggested, why, confidence, kind,"
        " participants, flagged, memo, review) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (note, number, case, role, canonical(questions), canonical(suggested), why, confidence,
         said["kind"][0] if "kind" in said else kind, canonical(labels), flagged, memo, review),
    )  # fmt: skip
    db.conn.executemany(
        "INSERT INTO placement (note, number, question, case_id) VALUES (?, ?, ?, ?)",
        [(note, number, question, case) for question in questions],
    )
    for field, (on, _coder, at) in said.items():
        mark, _, coder = field.partition("\t")
        if mark == "nothing" and on:
            db.conn.execute(
                "INSERT INTO nothing_to_code (note, number, coder, at) VALUES (?, ?, ?, ?)", (note, number, coder, at)
            )


def _former(db: Database, note: str, number: int) -> list[int]:
    """Numbers of the passages that this one came of by correction, the latest first."""
    found: list[int] = []
    sql = "SELECT former FROM replaced WHERE note = ? AND number = ? ORDER BY version LIMIT 1"
    while (row := db.conn.execute(sql, (note, found[-1] if found else number)).fetchone()) and row[0] not in found:
        found.append(row[0])
    return found


def _string(strings: list[str], i: int) -> str:
    return strings[i] if 0 <= i < len(strings) else ""
