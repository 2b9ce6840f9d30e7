"""Erased interviews: what stands in their place, which texts went with them, and getting rid of the bytes.

What an erasure says holds for everything that is projected, whenever it came: a copy that merges it has the same
tables as one that never had the words.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from okqual.model.events import Entry, Kind
from okqual.store import backups as kept
from okqual.store import contents
from okqual.store.entries import entries, payload_of

if TYPE_CHECKING:
    from sqlite_utils import Database

MASK = "▒"
WORD = 9
"""Masked signs between two spaces: the lines of a masked text can be broken, and say nothing of its words."""
DUE = 1
"""As ``user_version``: words were deleted and their bytes not yet overwritten."""


@dataclass(frozen=True, slots=True)
class Erasure:
    """That an interview was erased."""

    case: str
    coder: str
    at: int
    reason: str
    reference: str
    withdrawn: bool
    """Its codings are withdrawn; else they stay, on masked words."""
    short: bool = False
    """Few words of it were struck in every text, not only where they could be nothing else than a quote."""


def add(db: Database, entry: Entry) -> None:
    """Keep what an erasure says; the rows that follow from it are made by a rebuild."""
    p = payload_of(entry)
    db.conn.execute(
        "INSERT OR IGNORE INTO erased_case (case_id, origin, number, coder, at, reason, reference, withdrawn)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (
            p["case"], entry.origin, entry.number, entry.coder, entry.at, contents.get(db, p["reason"]),
            contents.get(db, p["reference"]), p["withdrawn"],
        ),
    )  # fmt: skip
    db.conn.executemany(
        "INSERT OR IGNORE INTO erased_text (hash, origin, number, instead) VALUES (?, ?, ?, ?)",
        [(name, entry.origin, entry.number, instead or "") for name, instead in p["texts"]],
    )


def keep_all(db: Database) -> None:
    """Keep all erasures of the journal, before anything else of it is projected."""
    for entry in list(entries(db, "kind = ?", (Kind.CASE_ERASED,))):
        add(db, entry)


def erasures(db: Database) -> dict[str, Erasure]:
    """case → its erasure, the first one where copies erased it apart."""
    found: dict[str, Erasure] = {}
    sql = """SELECT case_id, c.coder, c.at, reason, reference, withdrawn, json_extract(payload, '$.short')
             FROM erased_case AS c JOIN entry USING (origin, number) ORDER BY case_id, c.at, origin, number"""
    for case, coder, at, reason, reference, withdrawn, short in db.conn.execute(sql):
        found.setdefault(case, Erasure(case, coder, at, reason, reference, bool(withdrawn), bool(short)))
    return found


def texts(db: Database) -> frozenset[str]:
    """Hashes of the texts elsewhere that went, or were struck in, with erased interviews."""
    return frozenset(name for (name,) in db.conn.execute("SELECT DISTINCT hash FROM erased_text"))


def struck(db: Database) -> dict[str, str]:
    """Hash → what is left of a text elsewhere that went, or was struck, with an erased interview."""
    return {name: contents.get(db, name) for name in sorted(texts(db))}


def is_erased(db: Database, case: str) -> bool:
    """Whether an interview was erased."""
    return db.conn.execute("SELECT 1 FROM erased_case WHERE case_id = ?", (case,)).fetchone() is not None


def without_codings(db: Database, cases: set[str]) -> set[str]:
    """Those of these interviews that were erased with their codings."""
    sql = "SELECT 1 FROM erased_case WHERE case_id = ? AND withdrawn = 1"
    return {case for case in cases if db.conn.execute(sql, (case,)).fetchone()}


def masked(payload: dict[str, Any]) -> str:
    """What stands in place of a note's text: as long, so that every place in it is one, and without a word."""
    places = [(start, end) for _place, _kind, start, end, *_ in payload["blocks"]]
    places += [(start, end) for _number, start, end, *_ in payload["passages"]]
    signs = ["\n"] * max((end for _, end in places), default=0)
    for start, end in places:
        for at in range(start, end):
            signs[at] = " " if (at - start) % (WORD + 1) == WORD and at < end - 1 else MASK
    return "".join(signs)


def held(db: Database, case: str) -> dict[str, int]:
    """How much of an interview the database holds: texts and files kept, notes with words, codings, memos and cells."""
    counts = {
        "texts": "SELECT count(*) FROM content WHERE case_id = ?",
        "files": "SELECT count(*) FROM source_file WHERE case_id = ?",
        "notes": f"SELECT count(*) FROM note_version WHERE case_id = ? AND text <> '' AND instr(text, '{MASK}') = 0",
        "attributes": "SELECT count(*) FROM attribute WHERE case_id = ?",
        "memos": "SELECT count(*) FROM memo WHERE case_id = ?",
        "summaries": "SELECT count(*) FROM summary WHERE row_kind = 'case' AND row_of = ?",
        "codings": "SELECT count(*) FROM coding WHERE case_id = ?",
    }
    return {name: int(db.conn.execute(sql, (case,)).fetchone()[0]) for name, sql in counts.items()}


def files_of(db: Database, case: str) -> set[str]:
    """SHA-256 of the files that an interview's notes were read from."""
    return {sha for (sha,) in db.conn.execute("SELECT sha256 FROM note_version WHERE case_id = ?", (case,))}


def exports_since(db: Database, case: str) -> list[tuple[str, str, int]]:
    """(kind, file's name, when) of the exports that were made since the interview came in."""
    sql = """SELECT kind, file_name, at FROM exported
             WHERE at >= (SELECT min(loaded_at) FROM note_version WHERE case_id = ?) ORDER BY at, origin, number"""
    return [(kind, name, at) for kind, name, at in db.conn.execute(sql, (case,))]


def settings_of(db: Database, name: str) -> frozenset[str]:
    """Hashes of all values that a setting has had."""
    sql = "SELECT payload FROM entry WHERE kind = ?"
    said = (json.loads(payload) for (payload,) in db.conn.execute(sql, (Kind.SETTING,)))
    return frozenset(each["value"] for each in said if each["setting"] == name)


def purge(db: Database) -> None:
    """Delete texts, keys and files of erased interviews, and the texts elsewhere that quoted them."""
    for table in ("content", "content_key", "source_file"):
        db.conn.execute(f"DELETE FROM {table} WHERE case_id IN (SELECT case_id FROM erased_case)")
    db.conn.execute("DELETE FROM content WHERE hash IN (SELECT hash FROM erased_text)")


def cases_held(db: Database) -> list[str]:
    """Erased interviews of which a text, a file or a key is kept all the same, or a text that quoted them."""
    kept_of = "SELECT case_id FROM content UNION SELECT case_id FROM content_key UNION SELECT case_id FROM source_file"
    sql = f"""SELECT case_id FROM erased_case WHERE case_id IN ({kept_of})
              UNION SELECT e.case_id FROM erased_case AS e JOIN erased_text USING (origin, number)
              JOIN content USING (hash)"""
    return [case for (case,) in db.conn.execute(f"{sql} ORDER BY 1")]


def holds_nothing(db: Database) -> bool:
    """Whether no text of an erased interview is kept any more."""
    return not cases_held(db)


def forget_indexed(db: Database) -> None:
    """Make the search index again of what there is: it keeps words that were deleted until then.

    In the transaction at hand, which also notes that bytes are to be overwritten.
    """
    for index in ("passage_words", "passage_parts"):
        db.conn.execute(f"INSERT INTO {index} ({index}) VALUES ('rebuild')")
    db.conn.execute(f"PRAGMA user_version = {DUE}")


def overwrite(db: Database) -> bool:
    """Write the database anew without its free pages, empty its log, and take backups away that hold erased words.

    False while another okqual reads the database. What is left undone is done at the next opening.
    """
    if db.conn.execute("PRAGMA user_version").fetchone()[0] != DUE:
        return True
    if _emptied(db):
        db.conn.execute("VACUUM")
        if _emptied(db):
            # It is due until the last of them is gone: whoever is ended here goes on when she opens the study.
            for path in kept.with_erased(Path(kept.database_name(db.conn)).parent, db.conn):
                path.unlink(missing_ok=True)
            db.conn.execute("PRAGMA user_version = 0")
            return _emptied(db)
    return False


def _emptied(db: Database) -> bool:
    return bool(db.conn.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0] == 0)
