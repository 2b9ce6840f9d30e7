"""What counting needs of codings: who says which value under which code. No words are read for a number."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from typing import TYPE_CHECKING

from okqual.store.strings import strings

if TYPE_CHECKING:
    from sqlite_utils import Database

Row = tuple[str, str, str, str, int, int, str, str | None, str, int, str]
"""(coding, note, case, version, start, end, code, value, coder, key, participants) of a coding that counts."""
Labelled = tuple[int, int, tuple[str, ...]]
"""(start, end, participants) of a passage."""


def codings(db: Database, codes: Collection[str]) -> list[Row]:
    """The codings that count under any of some codes, of the notes' current versions, in the order of the text."""
    sql = f"""SELECT c.id, c.note, c.case_id, c.version, c.start_at, c.end_at, c.code, c.value, c.coder, c.key_quote,
                     c.participants
              FROM settled_coding AS c JOIN note_version AS v ON v.id = c.version AND v.current = 1
              WHERE c.code IN ({", ".join("?" for _ in codes)})
              ORDER BY c.note, c.start_at, c.end_at, c.at, c.id"""
    return db.conn.execute(sql, tuple(sorted(codes))).fetchall()


def labelled(db: Database) -> dict[str, list[Labelled]]:
    """Version → its passages that say who speaks in them, in the order of the text; current versions alone."""
    sql = """SELECT v.id, p.start_at, p.end_at, s.participants FROM note_version AS v
             JOIN passage AS p ON p.version = v.id JOIN passage_state AS s ON s.note = v.note AND s.number = p.number
             WHERE v.current = 1 AND s.participants NOT IN ('', '[]') ORDER BY v.id, p.start_at"""
    found: dict[str, list[Labelled]] = defaultdict(list)
    for version, start, end, people in db.conn.execute(sql):
        found[version].append((start, end, strings(people)))
    return dict(found)
