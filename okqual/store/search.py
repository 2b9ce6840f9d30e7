"""Passages that hold words: the index finds candidates, folded text says where the words stand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from okqual.text.folding import folded

if TYPE_CHECKING:
    from sqlite_utils import Database


def passages_with(db: Database, text: str) -> list[tuple[str, str, int]]:
    """(case, note, passage number) of passages that may hold ``text``, in the order of notes.

    Words must all occur, a last or starred word as a beginning; ``*vård*`` and words that follow a
    star are looked for inside words. å, ä and ö are letters of their own.
    """
    wanted = folded(text).strip()
    if not wanted:
        return []
    inside = wanted.startswith("*")
    words = [word for word in _words(wanted) if word]
    if not words:
        return []
    if inside and all(len(word) >= 3 for word in words):
        # Without positions the trigram index takes no phrases: every three letters must be there.
        parts = {word[i : i + 3] for word in words for i in range(len(word) - 2)}
        index, query = "passage_parts", " AND ".join(_quoted(part) for part in sorted(parts))
    elif inside:
        return _all(db)
    else:
        index, query = "passage_words", " AND ".join(f"{_quoted(word)}*" for word in words)
    sql = f"""SELECT v.case_id, v.note, p.number FROM {index} AS i JOIN passage AS p ON p.id = i.rowid
              JOIN note_version AS v ON v.id = p.version
              WHERE {index} MATCH ? AND v.current = 1 ORDER BY v.note, p.start_at"""
    return db.conn.execute(sql, (query,)).fetchall()


def _all(db: Database) -> list[tuple[str, str, int]]:
    sql = """SELECT v.case_id, v.note, p.number FROM passage AS p JOIN note_version AS v ON v.id = p.version
             WHERE v.current = 1 ORDER BY v.note, p.start_at"""
    return db.conn.execute(sql).fetchall()


def _words(wanted: str) -> list[str]:
    # As the index's tokenizer cuts: letters and digits.
    return "".join(sign if sign.isalnum() else " " for sign in wanted).split()


def _quoted(word: str) -> str:
    return '"' + word.replace('"', '""') + '"'
