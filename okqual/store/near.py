"""Which kept texts have to do with an interview: they name it, or what they are written of rests on its words."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

from okqual.model.events import Kind
from okqual.store import contents

if TYPE_CHECKING:
    from sqlite_utils import Database

LINKS = (Kind.FINDING_EVIDENCE, Kind.JUDGEMENT_RESTS)
"""Kinds that say what a piece rests on: first findings on words, then judgements on findings."""
FAR = (
    Kind.NOTE_LOADED, Kind.CODINGS_ADDED, Kind.CODING_MEMO, Kind.EXPORTED, Kind.PULLED, Kind.CASE_ERASED,
    Kind.CODEBOOK, Kind.GUIDE, Kind.UNDO,
)  # fmt: skip
"""Kinds that name many texts at once, or an interview's own, or none."""


def whose_ids(db: Database, case: str) -> re.Pattern[str]:
    """Finds an interview's id, or a note's of it, in a text."""
    rows = db.conn.execute("SELECT DISTINCT note FROM note_version WHERE case_id = ?", (case,))
    ids = sorted({case, *(note for (note,) in rows)}, key=len, reverse=True)
    return re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, ids))})(?![\w-])")


def near_texts(db: Database, case: str) -> Callable[[str, str], bool]:
    """Says of a kept text (its hash, itself) whether it has to do with the interview."""
    ids, near = whose_ids(db, case), _near(db, case)
    return lambda name, text: name in near or ids.search(text) is not None


def _near(db: Database, case: str) -> set[str]:
    """Hashes of the texts of entries that name the interview, a coding in it, or a piece that rests on such."""
    known = {coding for (coding,) in db.conn.execute("SELECT id FROM coding WHERE case_id = ?", (case,))}
    ids = whose_ids(db, case)

    def is_near(word: str) -> bool:
        return word.partition("|")[0] in known or ids.match(word) is not None

    for kind in LINKS:
        for (payload,) in db.conn.execute("SELECT payload FROM entry WHERE kind = ? ORDER BY tick", (kind,)):
            said = json.loads(payload)
            if any(map(is_near, _words(said["ref"]))):
                known.add(said["piece"])
    marks = ", ".join("?" for _ in FAR)
    found = set[str]()
    sql = f"SELECT origin, number, payload FROM entry WHERE kind NOT IN ({marks})"
    for origin, number, payload in db.conn.execute(sql, FAR):
        words = list(_words(json.loads(payload)))
        if f"{origin}:{number}" in known or any(map(is_near, words)):
            found.update(word for word in words if contents.is_name(word))
    return found


def _words(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list | dict):
        for each in value.values() if isinstance(value, dict) else value:
            yield from _words(each)
