"""Fields of study, cases, passages and codings as registers: the latest live assignment holds."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from okqual.model.canonical import canonical
from okqual.model.codebook import Code, Codebook
from okqual.model.events import Assignment, Entry, Kind
from okqual.model.plain import code_from_plain, code_to_plain, definition_digest, from_plain
from okqual.store import (
    contents,
    erased,
    projected_codebook,
    projected_codings,
    projected_findings,
    projected_memos,
    projected_notes,
    projected_proposals,
    projected_review,
    projected_summaries,
    projected_teams,
    pulled,
    secrets,
)
from okqual.store.entries import payload_of
from okqual.store.registers import SEPARATOR, keep, latest, registered, subject, text_of

if TYPE_CHECKING:
    from sqlite_utils import Database


def add(db: Database, entry: Entry) -> None:
    """Let a live entry's assignments take effect."""
    said = list(assignments(db, entry))
    keep(db, registered(entry, said))
    keep_apart(db, entry)
    refresh_all(db, said)


def keep_apart(db: Database, entry: Entry) -> None:
    """Keep what a live entry says that is no field of anything."""
    if entry.kind == Kind.EXPORTED:
        _add_export(db, entry)
    elif entry.kind == Kind.CASE_ERASED:
        erased.add(db, entry)
    elif entry.kind == Kind.PULLED:
        pulled.add(db, entry)


def remove(db: Database, entry: Entry) -> None:
    """Take a live entry's assignments back."""
    made = list(assignments(db, entry))
    db.conn.executemany(
        "DELETE FROM register WHERE subject = ? AND field = ? AND tick = ? AND origin = ? AND number = ?",
        [(a.subject, a.field, entry.tick, entry.origin, entry.number) for a in made],
    )
    refresh_all(db, made)
    if entry.kind == Kind.PULLED:
        pulled.remove(db, entry)


def keep_definitions(db: Database, entry: Entry) -> None:
    """Keep all definitions of an entry, whether it holds or not: codings name the one they have."""
    content = contents.get(db, payload_of(entry)["content"])
    if not content:
        return
    whole = code_from_plain(json.loads(content)) if entry.kind == Kind.CODE_DEFINED else from_plain(json.loads(content))
    codes = (whole,) if isinstance(whole, Code) else whole.codes if isinstance(whole, Codebook) else ()
    rows = [(definition_digest(code), code.id, canonical(code_to_plain(code))) for code in codes]
    db.conn.executemany("INSERT OR IGNORE INTO definition (digest, code, content) VALUES (?, ?, ?)", rows)


def assignments(db: Database, entry: Entry, payload: dict[str, Any] | None = None) -> Iterable[Assignment]:
    """What an entry says of which fields, its texts still as ``{"text": hash}``; its payload where it is read."""
    p = payload_of(entry) if payload is None else payload
    match entry.kind:
        case Kind.STUDY_CREATED:
            yield Assignment(subject("study"), "id", p["study"])
            yield Assignment(subject("study"), "name", {"text": p["name"]})
        case Kind.SETTING:
            yield Assignment(subject("study"), p["setting"], {"text": p["value"]})
        case Kind.CODER:
            yield Assignment(subject("coder", p["coder"]), "name", {"text": p["name"]})
        case Kind.GUIDE:
            yield Assignment(subject("guide", p["guide"]), "content", {"text": p["content"]})
        case Kind.CODEBOOK:
            yield Assignment(subject("codebook", p["codebook"]), "content", {"text": p["content"]})
        case Kind.ATTRIBUTE:
            about = subject("case", p["case"], contents.label_of(db, p["participant"]))
            for name, value in p["attributes"]:
                yield Assignment(about, contents.get(db, name), {"text": value} if value else None)
        case Kind.CASE_VALUE:
            seen = {name: p[name] for name in ("digest", "marks") if name in p}
            reason: Any = {"value": p["value"], "text": p["reason"], **seen} if p["value"] else None
            yield Assignment(subject("value", p["case"], p["code"]), "value", reason)
        case Kind.CODING_WITHDRAWN:
            yield Assignment(subject("coding", p["coding"]), "withdrawn", True)
        case Kind.CODING_VALUE:
            yield Assignment(subject("coding", p["coding"]), "value", p["value"])
        case Kind.CODING_MEMO:
            yield Assignment(subject("coding", p["coding"]), "memo", {"text": p["memo"]})
        case Kind.CODING_KEY:
            yield Assignment(subject("coding", p["coding"]), "key", p["key"])
        case Kind.CODING_PARTICIPANTS:
            labels = [contents.label_of(db, said) for said in p["participants"]]
            yield Assignment(subject("coding", p["coding"]), "participants", labels)
        case Kind.CODING_MOVED:
            yield Assignment(subject("coding", p["coding"]), "place", [p["version"], p["start"], p["end"]])
        case Kind.CODING_RECODED:
            # The definition is one register with that of a confirmation: the later of the two holds.
            yield Assignment(subject("coding", p["coding"]), "code", p["code"])
            yield Assignment(subject("coding", p["coding"]), "definition", p["definition"])
            if p["cleared"]:
                yield Assignment(subject("coding", p["coding"]), "value", None)
        case Kind.CODING_CONFIRMED:
            yield Assignment(subject("coding", p["coding"]), "definition", p["definition"])
        case Kind.CODE_PROPOSED | Kind.CODE_ANSWERED:
            yield from _of_proposals(entry, p)
        case _ if entry.kind in projected_memos.KINDS:
            yield from projected_memos.assignments(db, entry, p)
        case Kind.REVIEWED:
            yield from projected_review.assignments(db, p)
        case _ if entry.kind in projected_findings.KINDS:
            yield from projected_findings.assignments(db, entry, p)
        case _ if entry.kind in projected_teams.KINDS:
            yield from projected_teams.assignments(entry, p)
        case _:
            yield from _of_codes(entry, p)
            yield from _of_passages(db, entry, p)
            yield from projected_summaries.assignments(db, entry)


def _of_codes(entry: Entry, p: dict[str, Any]) -> Iterable[Assignment]:
    match entry.kind:
        case Kind.CODE_DEFINED:
            said = {"text": p["content"], "meaning": p["meaning"]}
            yield Assignment(subject("code", p["codebook"], p["code"]), "definition", said)
        case Kind.CODE_PARENT:
            yield Assignment(subject("code", p["codebook"], p["code"]), subject("parent", p["parent"]), p["on"])
        case Kind.CODE_RETIRED:
            yield Assignment(subject("code", p["codebook"], p["code"]), "retired", p["on"])
        case Kind.CODE_MERGED:
            into = {"into": p["into"], "meaning": p["meaning"]}
            yield Assignment(subject("code", p["codebook"], p["code"]), "into", into)


def _of_proposals(entry: Entry, p: dict[str, Any]) -> Iterable[Assignment]:
    if entry.kind == Kind.CODE_PROPOSED:
        made = {name: p[name] for name in ("name", "why", "case", "note", "version", "start", "end")}
        yield Assignment(subject("proposal", entry.address), "made", made)
    else:
        answer = {"answer": p["answer"], "code": p["code"], "text": p["reason"]}
        yield Assignment(subject("proposal", p["proposal"]), "answer", answer)


def _of_passages(db: Database, entry: Entry, p: dict[str, Any]) -> Iterable[Assignment]:
    match entry.kind:
        case Kind.PASSAGE_NOTHING:
            for number in p["numbers"]:
                yield Assignment(subject("passage", p["note"], number), subject("nothing", p["coder"]), p["on"])
        case Kind.PASSAGE_PLACED:
            yield Assignment(subject("passage", p["note"], p["number"]), "questions", p["questions"])
        case Kind.PASSAGE_KIND:
            yield Assignment(subject("passage", p["note"], p["number"]), "kind", p["kind"])
        case Kind.PASSAGE_PARTICIPANTS:
            labels = [contents.label_of(db, said) for said in p["participants"]]
            yield Assignment(subject("passage", p["note"], p["number"]), "participants", labels)
        case Kind.PASSAGE_MEMO:
            yield Assignment(subject("passage", p["note"], p["number"]), "memo", {"text": p["memo"]})
        case Kind.PASSAGE_FLAG:
            yield Assignment(subject("passage", p["note"], p["number"]), "flag", p["on"])
        case Kind.PASSAGE_SECRET:
            yield Assignment(subject("secret", p["note"], p["number"]), "on", p["on"])


def refresh_all(db: Database, made: list[Assignment]) -> None:
    """Make the rows anew of every subject that these assignments are about."""
    for about in dict.fromkeys(a.subject for a in made):
        parts = about.split(SEPARATOR)
        match parts[0]:
            case "coding":
                projected_codings.refresh(db, parts[1])
            case "passage":
                projected_notes.refresh_passage(db, parts[1], int(parts[2]))
            case "case":
                _refresh_attributes(db, parts[1], parts[2])
            case "value":
                _refresh_case_value(db, parts[1], parts[2])
            case "summary":
                projected_summaries.refresh(db, *parts[1:])
            case "study":
                _refresh_settings(db)
            case "coder":
                _refresh_coder(db, parts[1])
            case "guide":
                _refresh_guide(db, parts[1])
            case "codebook":
                projected_codebook.refresh_merged(db)
                projected_codebook.refresh(db, parts[1])
            case "code":
                if any(a.field == "into" for a in made):
                    projected_codebook.refresh_merged(db)
                projected_codebook.refresh(db, parts[1])
            case name if name in projected_teams.SUBJECTS:
                projected_teams.refresh(db, parts)
            case name if name in projected_memos.SUBJECTS:
                projected_memos.refresh(db, parts)
            case "piece":
                projected_findings.refresh(db, parts[1])
            case "review":
                projected_review.refresh(db, parts)
            case "secret":
                secrets.refresh(db, parts[1], int(parts[2]))
            case "proposal":
                projected_proposals.refresh(db, parts[1])


def _refresh_settings(db: Database) -> None:
    db.conn.execute("DELETE FROM setting")
    for name, (value, _coder, _at) in latest(db, subject("study")).items():
        text = value if isinstance(value, str) else text_of(db, value)
        db.conn.execute("INSERT INTO setting (name, value) VALUES (?, ?)", (name, text))


def _refresh_coder(db: Database, coder: str) -> None:
    db.conn.execute("DELETE FROM coder WHERE id = ?", (coder,))
    for value, _coder, _at in latest(db, subject("coder", coder)).values():
        db.conn.execute("INSERT INTO coder (id, name) VALUES (?, ?)", (coder, text_of(db, value)))


def _refresh_guide(db: Database, name: str) -> None:
    about = subject("guide", name)
    db.conn.execute("DELETE FROM guide WHERE id = ?", (name,))
    found = latest(db, about).get("content")
    if found is None:
        return
    content = text_of(db, found[0])
    first = db.conn.execute("SELECT min(tick) FROM register WHERE subject = ?", (about,)).fetchone()[0]
    row = (name, contents.digest(content), first, content)
    db.conn.execute("INSERT INTO guide (id, digest, position, content) VALUES (?, ?, ?, ?)", row)


def _refresh_attributes(db: Database, case: str, participant: str) -> None:
    db.conn.execute("DELETE FROM attribute WHERE case_id = ? AND participant = ?", (case, participant))
    for name, (value, _coder, _at) in latest(db, subject("case", case, participant)).items():
        text = text_of(db, value)
        if text:
            row = (case, participant, name, text)
            db.conn.execute("INSERT INTO attribute (case_id, participant, name, value) VALUES (?, ?, ?, ?)", row)
    projected_notes.refresh_case(db, case)


def _refresh_case_value(db: Database, case: str, code: str) -> None:
    db.conn.execute("DELETE FROM case_value WHERE case_id = ? AND code = ?", (case, code))
    value, coder, at = latest(db, subject("value", case, code)).get("value", (None, "", 0))
    if value:
        db.conn.execute(
            "INSERT INTO case_value (case_id, code, value, reason, coder, at) VALUES (?, ?, ?, ?, ?, ?)",
            (case, code, value["value"], text_of(db, value), coder, at),
        )
    projected_summaries.refresh_decision(db, case, code, value)


def _add_export(db: Database, entry: Entry) -> None:
    p = payload_of(entry)
    db.conn.execute(
        "INSERT INTO exported (id, origin, number, kind, coder, at, state, file_name, sha256)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            p["export"], entry.origin, entry.number, p["what"], entry.coder, entry.at, p["state"],
            contents.get(db, p["file_name"]), p["sha256"],
        ),
    )  # fmt: skip
    db.conn.executemany(
        "INSERT OR IGNORE INTO exported_coding (origin, number, coding) VALUES (?, ?, ?)",
        [(entry.origin, entry.number, coding) for coding in p["codings"]],
    )
    if p["codings"]:
        size = (entry.origin, entry.number, len(set(p["codings"])))
        db.conn.execute("INSERT OR IGNORE INTO exported_size (origin, number, codings) VALUES (?, ?, ?)", size)
    db.conn.executemany(
        "INSERT OR IGNORE INTO exported_piece (piece, origin, number) VALUES (?, ?, ?)",
        [(piece, entry.origin, entry.number) for piece in p.get("pieces", ())],
    )
