"""Texts and files that the journal names, and which of them the study lacks.

Lacked rightly are those of an interview that was erased, or that a package for a coder leaves out: its key is gone
with them. So are texts that quoted an erased interview, and what others wrote beside codings that are made blind.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property
from typing import TYPE_CHECKING, Any

from okqual.model.events import Kind
from okqual.store.entries import read_payload

if TYPE_CHECKING:
    from sqlite_utils import Database

_HASHES = re.compile(r'"#?([0-9a-f]{40})"')
_ADDRESS = re.compile(r"(\w+):(\d+)(?:\.(\d+))?")
BESIDE = (Kind.CODINGS_ADDED, Kind.CODING_MEMO)
"""Kinds of what is written beside codings."""
LOADED = "FROM entry WHERE kind = ? AND json_valid(payload)"


def lacking_texts(db: Database) -> Iterator[tuple[str, str]]:
    """(address of the entry, hash) of texts that should be there and are not."""
    there = {name for (name,) in db.conn.execute("SELECT hash FROM content UNION ALL SELECT hash FROM erased_text")}
    like = " OR ".join(f"payload GLOB '*\"{mark}{'[0-9a-f]' * 40}\"*'" for mark in ("", "#"))
    sql = f"SELECT origin, number, kind, version, payload FROM entry WHERE {like} ORDER BY origin, number"
    found = []
    # Most entries of a million name no text: SQLite alone passes them by.
    for origin, number, kind, version, payload in db.conn.execute(sql):
        names = [name for name in _HASHES.findall(payload) if name not in there]
        if names:
            found.append((f"{origin}:{number}", kind, version, payload, names))
    rightly = _Rightly(db)
    for address, kind, version, payload, names in found:
        try:
            said = read_payload(kind, version, payload)
        except ValueError:
            continue  # what cannot be read is named as that
        yield from ((address, name) for name in dict.fromkeys(names) if not rightly.lacked(kind, said, name))


def lacking_files(db: Database) -> Iterator[tuple[str, str, str]]:
    """(SHA-256, case, note) of files that notes were read from, and that should be there and are not."""
    there = set(db.conn.execute("SELECT sha256, case_id FROM source_file"))
    gone = _Rightly(db).gone
    names = ", ".join(f"json_extract(payload, '$.{name}')" for name in ("sha256", "case", "note", "pseudonymised"))
    found = db.conn.execute(f"SELECT {names} {LOADED}", (Kind.NOTE_LOADED,))
    for sha, case, note, without in dict.fromkeys(found):
        if sha and not without and case not in gone and (sha, case) not in there:
            yield str(sha), str(case), str(note)


def cases_without_words(db: Database) -> list[str]:
    """Interviews that are in this copy by their ids only, and were not erased: it is a package for a coder."""
    erased = {case for (case,) in db.conn.execute("SELECT case_id FROM erased_case")}
    return sorted(_Rightly(db).gone - erased)


class _Rightly:
    """What a copy may lack."""

    def __init__(self, db: Database) -> None:
        self._db = db

    @cached_property
    def gone(self) -> frozenset[str]:
        """Interviews without a key."""
        sql = f"""SELECT case_id FROM erased_case UNION SELECT json_extract(payload, '$.case') {LOADED}
                  EXCEPT SELECT case_id FROM content_key"""
        return frozenset(str(case) for (case,) in self._db.conn.execute(sql, (Kind.NOTE_LOADED,)) if case)

    @cached_property
    def _blind(self) -> frozenset[str]:
        return frozenset(case for (case,) in self._db.conn.execute("SELECT case_id FROM assigned WHERE blind = 1"))

    @cached_property
    def _notes(self) -> dict[str, str]:
        sql = f"SELECT json_extract(payload, '$.note'), json_extract(payload, '$.case') {LOADED}"
        return dict(self._db.conn.execute(sql, (Kind.NOTE_LOADED,)).fetchall())

    def lacked(self, kind: str, said: Any, name: str) -> bool:
        """Whether a text may be lacking where an entry names it."""
        cases = {case for around in _around(said, name) for word in around for case in self._cases(word)}
        return bool(cases & self.gone) or (kind in BESIDE and bool(cases & self._blind))

    def _cases(self, word: str, deep: bool = True) -> Iterator[str]:
        """Interviews that a word of a payload means: by id, note, what an entry made, or the text it names."""
        yield word
        if word in self._notes:
            yield self._notes[word]
        if _HASHES.fullmatch(f'"{word}"'):
            yield from (text for (text,) in self._db.conn.execute("SELECT text FROM content WHERE hash = ?", (word,)))
        place = _ADDRESS.fullmatch(word) if deep else None
        if place is not None:
            sql = "SELECT kind, version, payload FROM entry WHERE origin = ? AND number = ?"
            for kind, version, payload in self._db.conn.execute(sql, (place[1], int(place[2]))).fetchall():
                made = read_payload(kind, version, payload)
                if kind == Kind.CODINGS_ADDED:
                    made = made["codings"][int(place[3] or 1) - 1]
                for each in _words(made):
                    yield from self._cases(each, deep=False)


def _around(value: Any, name: str) -> Iterator[list[str]]:
    """The words beside a name in a payload, and those around it further out."""
    inside = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    if any(each in (name, f"#{name}") for each in inside if isinstance(each, str)):
        yield _words(value)
    for each in inside:
        if isinstance(each, dict | list):
            found = list(_around(each, name))
            if found:
                yield from [*found, _words(value)]


def _words(value: Any) -> list[str]:
    return [each for each in (value.values() if isinstance(value, dict) else value) if isinstance(each, str)]
