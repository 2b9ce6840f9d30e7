"""Passages that hold words: the index finds candidates, folded text says where the words stand."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from okqual.text.folding import folded
from okqual.text.swedish import swedish_key

if TYPE_CHECKING:
    from sqlite_utils import Database


@dataclass(frozen=True, slots=True)
class Filters:
    """What a passage must be besides holding the words; None and empty let everything through."""

    cases: frozenset[str] | None = None
    codes: frozenset[str] | None = None
    """It carries one of them."""
    without: frozenset[str] | None = None
    """It carries none of them."""
    question: str = ""
    coder: str = ""
    """Someone's coding (of ``codes``, where given) is on it."""
    flagged: bool = False
    memos: bool = False
    """It, or a coding on it, has a memo."""


class FoundPassage(NamedTuple):
    """A passage of a note's current version, with its words."""

    case: str
    note: str
    number: int
    start: int
    text: str


def passages(db: Database, texts: Sequence[str], filters: Filters | None = None) -> Iterator[FoundPassage]:
    """Passages that may hold one of ``texts`` and that the filters let through, in Swedish order of their notes.

    Words must all occur, a last or starred word as a beginning; ``*vård*`` and words that follow a
    star are looked for inside words. å, ä and ö are letters of their own. Without texts all passages
    are candidates; a text without letters finds none.
    """
    where, values = _conditions(filters or Filters())
    rows: dict[tuple[str, int], tuple[str, str, int, int, int]] = {}
    for source, query in [_candidates(text) for text in texts] if texts else [("", ())]:
        if source is None:
            continue
        sql = f"""SELECT v.case_id, v.id, p.number, p.start_at, p.end_at, v.note
                  FROM {source} passage AS p JOIN note_version AS v ON v.id = p.version
                  WHERE {f"{source.split()[0]} MATCH ? AND p.id = i.rowid AND" if query else ""} v.current = 1
                  {where}"""
        for case, version, number, start, end, note in db.conn.execute(sql, (*query, *values)):
            if filters is None or filters.cases is None or case in filters.cases:
                rows[note, number] = (case, version, number, start, end)
    yield from _with_words(db, rows)


def _with_words(db: Database, rows: dict[tuple[str, int], tuple[str, str, int, int, int]]) -> Iterator[FoundPassage]:
    turn = {note: at for at, note in enumerate(sorted({note for note, _ in rows}, key=swedish_key))}
    order = sorted(rows, key=lambda place: (turn[place[0]], rows[place][3]))
    here, text = "", ""
    for note, number in order:
        case, version, _number, start, end = rows[note, number]
        if version != here:
            here = version
            text = db.conn.execute("SELECT text FROM note_version WHERE id = ?", (version,)).fetchone()[0]
        yield FoundPassage(case, note, number, start, text[start:end])


def _candidates(text: str) -> tuple[str | None, tuple[str, ...]]:
    """The index to ask and what to ask it; an index of None finds nothing, one of "" lets all through."""
    wanted = folded(text).strip()
    inside = wanted.startswith("*")
    words = [word for word in _words(wanted) if word]
    if not words:
        return None, ()
    if not inside:
        return "passage_words AS i,", (" AND ".join(f"{_quoted(word)}*" for word in words),)
    if all(len(word) >= 3 for word in words):
        # Without positions the trigram index takes no phrases: every three letters must be there.
        parts = {word[i : i + 3] for word in words for i in range(len(word) - 2)}
        return "passage_parts AS i,", (" AND ".join(_quoted(part) for part in sorted(parts)),)
    return "", ()


def _conditions(filters: Filters) -> tuple[str, list[str]]:
    """SQL that narrows passages down, and its values."""
    on = """SELECT 1 FROM evidence AS e JOIN seen_coding AS c ON c.id = e.coding
            WHERE e.note = v.note AND e.number = p.number"""
    parts: list[str] = []
    values: list[str] = []
    if filters.codes is not None or filters.coder:
        part = on
        if filters.codes is not None:
            part += f" AND c.code IN ({_marks(filters.codes)})"
            values += sorted(filters.codes)
        if filters.coder:
            part += " AND c.coder = ?"
            values.append(filters.coder)
        parts.append(f"EXISTS ({part})")
    if filters.without is not None:
        parts.append(f"NOT EXISTS ({on} AND c.code IN ({_marks(filters.without)}))")
        values += sorted(filters.without)
    if filters.question:
        parts.append(
            "EXISTS (SELECT 1 FROM placement AS l WHERE l.note = v.note AND l.number = p.number AND l.question = ?)"
        )
        values.append(filters.question)
    state = "SELECT 1 FROM passage_state AS s WHERE s.note = v.note AND s.number = p.number"
    if filters.flagged:
        parts.append(f"EXISTS ({state} AND s.flagged = 1)")
    if filters.memos:
        parts.append(f"(EXISTS ({state} AND s.memo <> '') OR EXISTS ({on} AND c.memo <> ''))")
    return "".join(f" AND {part}" for part in parts), values


def _marks(names: Collection[str]) -> str:
    return ", ".join("?" for _ in names)


def _words(wanted: str) -> list[str]:
    # As the index's tokenizer cuts: letters and digits.
    return "".join(sign if sign.isalnum() else " " for sign in wanted).split()


def _quoted(word: str) -> str:
    return '"' + word.replace('"', '""') + '"'
