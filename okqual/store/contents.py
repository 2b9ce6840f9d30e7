"""Strings and files kept apart from the journal, under names that say nothing of what they hold.

A string's hash is an HMAC under a random key of its case (one key for the study's own texts), so
that a short text cannot be guessed from its hash and is truly gone when text and key are deleted.
"""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets
import zlib
from typing import TYPE_CHECKING

from okqual.errors import OkqualError
from okqual.store.database import database_path

if TYPE_CHECKING:
    from sqlite_utils import Database

WELL, PACKED_ALREADY = 6, 1
"""How hard files are packed; word processors' files are zips, which hardly get any smaller."""
MOST_UNPACKED = 200_000_000
"""Bytes of a source file; twice what a reader takes."""
STUDY = ""
"""The case of texts that belong to the study itself."""
_ID = re.compile(r"[A-ZÅÄÖ]{1,4}\d{1,3}|[A-ZÅÄÖ]{1,2}")
"""A participant's label that names nobody: IP2, AK. Longer ones in capitals may be names: ANNA."""
_NAME = re.compile("[0-9a-f]{40}")
_KEPT = "#"


def put(db: Database, case: str, text: str) -> str:
    """Keep ``text`` under ``case`` and return its hash (40 hexadecimal characters).

    Raises OkqualError for an interview that was erased, and for the very text that was erased elsewhere with one.
    """
    return put_all(db, case, [text])[0]


def put_all(db: Database, case: str, texts: list[str]) -> list[str]:
    """Keep several texts of a case; their hashes in the same order."""
    key = _key(db, case)
    names = [_name(key, text) for text in texts]
    for name in names:
        if is_struck(db, name):
            raise OkqualError("errors.text_erased", {}, "errors.text_erased.try")
    rows = [(name, case, text) for name, text in zip(names, texts, strict=True)]
    db.conn.executemany("INSERT OR IGNORE INTO content (hash, case_id, text) VALUES (?, ?, ?)", rows)
    return names


def get(db: Database, name: str | None) -> str:
    """The text kept under a hash; empty for None and for texts that were erased."""
    if name is None:
        return ""
    row = db.conn.execute("SELECT text FROM content WHERE hash = ?", (name,)).fetchone()
    return row[0] if row else _instead(db, name)


def is_struck(db: Database, name: str) -> bool:
    """Whether a text went, or words were struck out of it, with an interview that was erased."""
    return db.conn.execute("SELECT 1 FROM erased_text WHERE hash = ?", (name,)).fetchone() is not None


def is_id(label: str) -> bool:
    """Whether a participant's label names nobody: IP2, AK."""
    return _ID.fullmatch(label) is not None


def is_name(word: str) -> bool:
    """Whether a word of a payload can be the name of a kept text."""
    return _NAME.fullmatch(word) is not None


def put_label(db: Database, case: str, label: str) -> str:
    """A participant's label as a payload may hold it: "IP1" itself, a name by its hash."""
    return label if not label or _ID.fullmatch(label) else _KEPT + put(db, case, label)


def label_of(db: Database, said: str) -> str:
    """The label that a payload names; what was erased keeps its hash, so that it is nobody else."""
    return get(db, said[len(_KEPT) :]) or said if said.startswith(_KEPT) else said


def not_under_their_names(db: Database) -> list[str]:
    """Hashes of texts that are not the ones that were kept under them."""
    keys: dict[str, list[bytes]] = {}
    for case, secret in db.conn.execute("SELECT case_id, secret FROM content_key"):
        keys.setdefault(case, []).append(bytes(secret))
    rows = db.conn.execute("SELECT hash, case_id, text FROM content ORDER BY hash")
    return [name for name, case, text in rows if all(_name(key, text) != name for key in keys.get(case, ()))]


def put_file(db: Database, case: str, content: bytes) -> str:
    """Keep a source file's bytes; returns their SHA-256 in hexadecimal."""
    _key(db, case)
    digest = hashlib.sha256(content).hexdigest()
    db.conn.execute(
        "INSERT OR IGNORE INTO source_file (sha256, case_id, size, packed) VALUES (?, ?, ?, ?)",
        (digest, case, len(content), zlib.compress(content, PACKED_ALREADY if content[:2] == b"PK" else WELL)),
    )
    return digest


def get_file(db: Database, digest: str) -> bytes | None:
    """A source file's bytes, or None when they were erased.

    Raises OkqualError when they cannot be unpacked.
    """
    row = db.conn.execute("SELECT packed FROM source_file WHERE sha256 = ?", (digest,)).fetchone()
    try:
        return _unpacked(row[0]) if row else None
    except zlib.error as error:
        values: dict[str, object] = {"file": str(database_path(db))}
        raise OkqualError("errors.study_damaged", values, "errors.study_damaged.try") from error


def is_file(digest: str, size: int, packed: bytes) -> bool:
    """Whether packed bytes are the file that this SHA-256 and size name."""
    try:
        content = _unpacked(packed)
    except zlib.error:
        return False
    return len(content) == size and hashlib.sha256(content).hexdigest() == digest


def _unpacked(packed: bytes) -> bytes:
    unpacking = zlib.decompressobj()
    content = unpacking.decompress(packed, MOST_UNPACKED)
    if not unpacking.eof:
        raise zlib.error("cut off, or larger than any source file")
    return content


def _instead(db: Database, name: str) -> str:
    """What was left of a text when the words of erased interviews were taken out of it, of one after the other."""
    sql = """WITH RECURSIVE became (hash, step) AS (
                 VALUES (?, 0) UNION SELECT instead, step + 1 FROM became JOIN erased_text USING (hash)
                 WHERE instead <> '' AND step < 100
             ) SELECT text FROM became JOIN content USING (hash) ORDER BY step DESC, hash LIMIT 1"""
    row = db.conn.execute(sql, (name,)).fetchone()
    return row[0] if row else ""


def _name(key: bytes, text: str) -> str:
    return hmac.new(key, text.encode(), hashlib.sha256).hexdigest()[:40]


def _key(db: Database, case: str) -> bytes:
    row = db.conn.execute("SELECT secret FROM content_key WHERE case_id = ? ORDER BY secret", (case,)).fetchone()
    if row:
        return bytes(row[0])
    if db.conn.execute("SELECT 1 FROM erased_case WHERE case_id = ?", (case,)).fetchone():
        raise OkqualError("errors.case_erased", {"case": case}, "errors.case_erased.try")
    secret = secrets.token_bytes(32)
    db.conn.execute("INSERT INTO content_key (case_id, secret) VALUES (?, ?)", (case, secret))
    return secret


def digest(text: str) -> str:
    """Names a version of a guide or codebook: 16 hexadecimal characters of SHA-256."""
    return hashlib.sha256(text.encode()).hexdigest()[:16]
