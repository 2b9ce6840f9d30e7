"""Named questions to the tables about cases, notes, passages and codings as they stand."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from sys import intern
from typing import TYPE_CHECKING, Any

from okqual.model.coding import Coding, Segment
from okqual.model.interview import NoteNow, PassageNow
from okqual.model.note import Block, BlockKind, Participant, PassageRole, TextKind, Why
from okqual.store.strings import strings
from okqual.text.swedish import swedish_key

if TYPE_CHECKING:
    from sqlite_utils import Database

COLUMNS = """c.id, c.note, c.case_id, c.version, c.start_at, c.end_at, c.code, c.coder, c.definition, c.value, c.memo,
    c.key_quote, c.participants, c.at, c.how, c.score"""
CODING = f"{COLUMNS} FROM seen_coding AS c"
SETTLED = f"{COLUMNS} FROM settled_coding AS c"
"""Those that count, where not all do."""


def setting(db: Database, name: str) -> str:
    """A setting of the study; empty when it was never set."""
    row = db.conn.execute("SELECT value FROM setting WHERE name = ?", (name,)).fetchone()
    return row[0] if row else ""


def settings(db: Database) -> dict[str, str]:
    """All settings by name."""
    return dict(db.conn.execute("SELECT name, value FROM setting ORDER BY name").fetchall())


def coders(db: Database) -> dict[str, str]:
    """Coder → full name, of those who were named or have coded."""
    named = dict(db.conn.execute("SELECT id, name FROM coder").fetchall())
    row = db.conn.execute("SELECT min(coder) FROM coding").fetchone()
    while row and row[0] is not None:
        named.setdefault(row[0], "")
        row = db.conn.execute("SELECT min(coder) FROM coding WHERE coder > ?", (row[0],)).fetchone()
    return dict(sorted(named.items()))


def versions(db: Database, table: str) -> list[tuple[str, str]]:
    """(id, digest) of the guides or codebooks, the first one brought in first."""
    return db.conn.execute(f"SELECT id, digest FROM {_known(table)} ORDER BY position, id").fetchall()


def definition_text(db: Database, table: str, name: str) -> str:
    """A guide's or codebook's content in force, canonical JSON; empty when there is none."""
    row = db.conn.execute(f"SELECT content FROM {_known(table)} WHERE id = ?", (name,)).fetchone()
    return row[0] if row else ""


def code_definition(db: Database, digest: str) -> str:
    """A code's definition by its digest, canonical JSON; empty when it is not known."""
    row = db.conn.execute("SELECT content FROM definition WHERE digest = ?", (digest,)).fetchone()
    return row[0] if row else ""


def definition_now(db: Database, code: str) -> str:
    """Digest of a code's definition in force, in the first codebook that has it; empty when none has."""
    sql = """SELECT n.definition FROM code_now AS n JOIN codebook AS b ON b.id = n.codebook WHERE n.code = ?
             ORDER BY b.position, b.id LIMIT 1"""
    row = db.conn.execute(sql, (code,)).fetchone()
    return row[0] if row else ""


def counts_as(db: Database, code: str) -> str:
    """The code that a code was merged into; itself when it was not."""
    row = db.conn.execute("SELECT into_code FROM code_alias WHERE code = ?", (code,)).fetchone()
    return row[0] if row else code


def all_aliases(db: Database) -> dict[str, str]:
    """Code → the code that it was merged into."""
    return dict(db.conn.execute("SELECT code, into_code FROM code_alias ORDER BY code").fetchall())


def codes_ever(db: Database) -> set[str]:
    """Ids of all codes that any codebook of the study has or had."""
    return {row[0] for row in db.conn.execute("SELECT DISTINCT code FROM definition")}


def values_used(db: Database, code: str) -> list[str]:
    """The values that codings under a code carry."""
    sql = "SELECT DISTINCT value FROM coding WHERE code = ? AND value IS NOT NULL ORDER BY value"
    return [row[0] for row in db.conn.execute(sql, (code,))]


def cases(db: Database) -> tuple[str, ...]:
    """Ids of all interviews, in Swedish order."""
    return tuple(sorted((row[0] for row in db.conn.execute("SELECT id FROM cases")), key=swedish_key))


def attributes(db: Database, case: str | None = None) -> dict[str, dict[str, str]]:
    """case → attribute → value, for one case or all."""
    where, values = ("AND case_id = ?", (case,)) if case else ("", ())
    found: dict[str, dict[str, str]] = defaultdict(dict)
    sql = f"SELECT case_id, name, value FROM attribute WHERE participant = '' {where}"
    for name, attribute, value in db.conn.execute(sql, values):
        found[name][attribute] = value
    return dict(found)


def participants(db: Database, case: str | None = None) -> dict[str, tuple[Participant, ...]]:
    """case → its participants in order of label, with their own attributes."""
    where, values = ("AND case_id = ?", (case,)) if case else ("", ())
    found: dict[str, dict[str, dict[str, str]]] = defaultdict(lambda: defaultdict(dict))
    sql = f"SELECT case_id, participant, name, value FROM attribute WHERE participant <> '' {where}"
    for name, label, attribute, value in db.conn.execute(sql, values):
        found[name][label][attribute] = value
    return {
        name: tuple(Participant(label, people[label]) for label in sorted(people, key=swedish_key))
        for name, people in found.items()
    }


def notes_of(db: Database, case: str) -> tuple[str, ...]:
    """Ids of an interview's notes, the first one first."""
    sql = "SELECT note FROM note_version WHERE case_id = ? AND current = 1 ORDER BY note"
    return tuple(row[0] for row in db.conn.execute(sql, (case,)))


def note_ids(db: Database) -> dict[str, str]:
    """note → case of every note there is."""
    return dict(db.conn.execute("SELECT note, case_id FROM note_version WHERE current = 1").fetchall())


def current_version(db: Database, note: str) -> tuple[str, str, str] | None:
    """(version, case, text) of a note as it stands; None when there is no such note."""
    sql = "SELECT id, case_id, text FROM note_version WHERE note = ? AND current = 1"
    row = db.conn.execute(sql, (note,)).fetchone()
    return (row[0], row[1], row[2]) if row else None


def version_text(db: Database, version: str) -> str:
    """The text of a note version; empty when there is no such version."""
    row = db.conn.execute("SELECT text FROM note_version WHERE id = ?", (version,)).fetchone()
    return row[0] if row else ""


def note_now(
    db: Database, note: str, with_codings: bool = True, codes: Collection[str] | None = None
) -> NoteNow | None:
    """A note in its current version with blocks, passages and codings; None when there is no such note.

    With ``codes`` it has the passages that are coded with one of them, and neither blocks nor codings.
    """
    sql = """SELECT id, case_id, text, file_name, sha256, loaded_at, loaded_by
             FROM note_version WHERE note = ? AND current = 1"""
    row = db.conn.execute(sql, (note,)).fetchone()
    if row is None:
        return None
    version, case, text, file_name, sha256, at, coder = row
    return NoteNow(
        note, case, version, text, blocks(db, version) if codes is None else (), passages(db, note, version, codes),
        codings(db, note) if with_codings and codes is None else (),
        file_name, sha256, at, coder,
    )  # fmt: skip


def blocks(db: Database, version: str) -> tuple[Block, ...]:
    """The blocks of a note version in file order."""
    sql = """SELECT place, kind, start_at, end_at, level, label, row_at, column_at
             FROM block WHERE version = ? ORDER BY position"""
    return tuple(
        Block(place, BlockKind(kind), start, end, level, label, row, column)
        for place, kind, start, end, level, label, row, column in db.conn.execute(sql, (version,))
    )


def passages(db: Database, note: str, version: str, codes: Collection[str] | None = None) -> tuple[PassageNow, ...]:
    """The passages of a note version in the order of the text, with what was said of them; all, or those coded with
    one of ``codes``."""
    by: dict[int, list[str]] = defaultdict(list)
    sql = "SELECT number, coder FROM seen_nothing WHERE note = ? ORDER BY number, coder"
    for number, coder in db.conn.execute(sql, (note,)):
        by[number].append(coder)
    coded, under = "", tuple[str, ...]()
    if codes is not None:
        coded, under = (
            f"""AND p.number IN (SELECT e.number FROM seen_coding AS c JOIN evidence AS e ON e.coding = c.id
            WHERE c.note = ? AND c.code IN ({", ".join("?" for _ in codes)}))""",
            (note, *sorted(codes)),
        )
    sql = f"""SELECT p.number, p.start_at, p.end_at, s.role, s.questions, s.suggested, s.why, s.confidence, s.kind,
                    s.participants, s.flagged, s.memo, s.review
             FROM passage AS p JOIN passage_state AS s ON s.note = ? AND s.number = p.number
             WHERE p.version = ? {coded} ORDER BY p.start_at, p.number"""
    rows = db.conn.execute(sql, (note, version, *under))
    return tuple(
        PassageNow(
            note, number, start, end, PassageRole(role), strings(questions), strings(suggested),
            Why(why), confidence, TextKind(kind), strings(people), tuple(by.get(number, ())), bool(flag),
            memo, bool(review),
        )
        for number, start, end, role, questions, suggested, why, confidence, kind, people, flag, memo, review in rows
    )  # fmt: skip


def codings(db: Database, note: str) -> tuple[Coding, ...]:
    """The codings of a note's current version in the order of the text; lost ones are among the orphans."""
    rows = db.conn.execute(
        f"SELECT {CODING} WHERE c.note = ? AND c.how <> 'lost' ORDER BY c.start_at, c.end_at, c.at, c.id", (note,)
    )
    return tuple(coding_of_row(row) for row in rows)


def settled_codings(db: Database, note: str) -> list[Coding]:
    """Those of a note's codings that count, in the order of the text."""
    return codings_where(db, "c.note = ? AND c.how <> 'lost'", (note,), settled=True)


def coding(db: Database, name: str) -> Coding | None:
    """One coding by its id."""
    row = db.conn.execute(f"SELECT {CODING} WHERE c.id = ?", (name,)).fetchone()
    return coding_of_row(row) if row else None


def codings_at(db: Database, note: str, start: int, end: int) -> list[Coding]:
    """The codings of just these words of a note's current version."""
    rows = db.conn.execute(
        f"SELECT {CODING} WHERE c.note = ? AND c.start_at = ? AND c.end_at = ? AND c.how <> 'lost' ORDER BY c.at, c.id",
        (note, start, end),
    )
    return [coding_of_row(row) for row in rows]


def words_at(db: Database, version: str, start: int, end: int) -> str:
    """Words of a note version."""
    sql = "SELECT substr(text, ?, ?) FROM note_version WHERE id = ?"
    row = db.conn.execute(sql, (start + 1, end - start, version)).fetchone()
    return row[0] if row else ""


def first_passage(db: Database, coding: str) -> int:
    """Number of the first passage that a coding's words stand in; 0 when they stand in none."""
    row = db.conn.execute(
        "SELECT e.number FROM evidence AS e JOIN coding AS c ON c.id = e.coding JOIN passage AS p"
        " ON p.version = c.version AND p.number = e.number WHERE e.coding = ? ORDER BY p.start_at LIMIT 1",
        (coding,),
    ).fetchone()
    return row[0] if row else 0


def codings_under(db: Database, codes: Collection[str], settled: bool = False) -> list[Coding]:
    """All codings under any of some codes, or those that count, note by note in the order of the text."""
    return codings_where(db, f"c.code IN ({', '.join('?' for _ in codes)})", tuple(sorted(codes)), settled)


def all_codings(db: Database, code: str | None = None, settled: bool = False) -> list[Coding]:
    """All codings, or those under one code, or those that count, note by note in the order of the text."""
    where, values = ("WHERE c.code = ?", (code,)) if code else ("", ())
    rows = db.conn.execute(
        f"SELECT {SETTLED if settled else CODING} {where} ORDER BY c.note, c.start_at, c.end_at, c.at, c.id", values
    )
    return [coding_of_row(row) for row in rows]


def codings_where(db: Database, condition: str, values: tuple[str, ...], settled: bool = False) -> list[Coding]:
    """The codings that a condition of the store's own on ``c`` holds for, in the order of the text."""
    rows = db.conn.execute(
        f"SELECT {SETTLED if settled else CODING} WHERE {condition} ORDER BY c.note, c.start_at, c.end_at, c.at, c.id",
        values,
    )
    return [coding_of_row(row) for row in rows]


def same_coding(db: Database, note: str, words: Segment, code: str, coder: str) -> str | None:
    """Id of the coder's coding of these words under this code, if there is one."""
    sql = """SELECT id FROM coding WHERE note = ? AND start_at = ? AND end_at = ? AND version = ? AND code = ?
             AND coder = ? ORDER BY at, id LIMIT 1"""
    row = db.conn.execute(sql, (note, words.start, words.end, words.note_version, code, coder)).fetchone()
    return row[0] if row else None


def orphans(db: Database, note: str | None = None) -> list[Coding]:
    """Codings whose words are not in their note's current version, of one note or all."""
    where, values = ("AND c.note = ?", (note,)) if note else ("", ())
    rows = db.conn.execute(f"SELECT {CODING} WHERE c.how = 'lost' {where} ORDER BY c.note, c.start_at, c.id", values)
    return [coding_of_row(row) for row in rows]


def orphan_count(db: Database) -> int:
    """How many codings have words that are not in their note's current version, through their own index."""
    # Every note is at or after the empty name: without saying so SQLite counts through another index, over all codings.
    sql = "SELECT count(*) FROM coding WHERE how = 'lost' AND note >= ''"
    return int(db.conn.execute(sql).fetchone()[0])


def segments_to_lead(db: Database, note: str) -> list[tuple[str, str, int, int, str]]:
    """(segment, version, start, end, quote) of the codings of a note: where their words are now, or were last.

    The quote is given for lost ones only: their words are looked for again.
    """
    sql = """SELECT DISTINCT c.segment, c.version, c.start_at, c.end_at,
                CASE WHEN c.how = 'lost' THEN substr(v.text, c.start_at + 1, c.end_at - c.start_at) ELSE '' END
             FROM coding AS c JOIN note_version AS v ON v.id = c.version WHERE c.note = ? ORDER BY c.segment"""
    return db.conn.execute(sql, (note,)).fetchall()


def segments_of_codings(db: Database, note: str) -> list[tuple[str, str]]:
    """(segment, coding) of all codings of a note."""
    sql = "SELECT segment, id FROM coding WHERE note = ? ORDER BY segment, id"
    return db.conn.execute(sql, (note,)).fetchall()


def highest_number(db: Database, note: str) -> int:
    """The highest passage number that any version of a note has used."""
    sql = """SELECT coalesce(max(p.number), 0) FROM passage AS p JOIN note_version AS v ON v.id = p.version
             WHERE v.note = ?"""
    return int(db.conn.execute(sql, (note,)).fetchone()[0])


def passage_anywhere(db: Database, note: str, number: int) -> tuple[str, int, int] | None:
    """(version, start, end) of a passage number: in the note's current version, else in the latest that has it."""
    sql = """SELECT v.id, p.start_at, p.end_at FROM note_version AS v JOIN passage AS p ON p.version = v.id
             WHERE v.note = ? AND p.number = ? ORDER BY v.current DESC, v.loaded_at DESC, v.id LIMIT 1"""
    row = db.conn.execute(sql, (note, number)).fetchone()
    return (row[0], row[1], row[2]) if row else None


def code_counts(db: Database) -> dict[str, int]:
    """code → number of codings."""
    # All of them through the index alone, less those that are hidden: a few interviews', where any are.
    counts = dict(db.conn.execute("SELECT code, count(*) FROM coding WHERE how <> 'lost' GROUP BY code").fetchall())
    sql = """SELECT c.code, count(*) FROM assigned AS a
             JOIN note_version AS v ON v.case_id = a.case_id AND v.current = 1 JOIN coding AS c ON c.note = v.note
             WHERE a.coder = (SELECT coder FROM temp.viewer) AND a.veiled = 1 AND c.coder <> a.coder
             AND c.how <> 'lost' GROUP BY c.code"""
    for code, hidden in db.conn.execute(sql):
        counts[code] -= hidden
    return {code: count for code, count in counts.items() if count}


def case_code_counts(db: Database) -> list[tuple[str, str, int]]:
    """(case, code, number of codings), one statement over the covering index."""
    return db.conn.execute(
        "SELECT case_id, code, count(*) FROM seen_coding WHERE how <> 'lost' GROUP BY code, case_id"
    ).fetchall()


def loads_of_file(db: Database, sha256: str) -> list[tuple[str, str]]:
    """(note, case) of the current versions that were read from this file."""
    sql = "SELECT note, case_id FROM note_version WHERE sha256 = ? AND current = 1 ORDER BY note"
    return db.conn.execute(sql, (sha256,)).fetchall()


def coding_of_row(row: tuple[Any, ...]) -> Coding:
    """The coding that a row of the columns ``CODING`` says."""
    (name, note, case, version, start, end, code, coder, definition, value, memo, key, people, at, how, score) = row
    return Coding(
        name, intern(note), intern(case), intern(version), start, end, intern(code), intern(coder), intern(definition),
        value, memo, bool(key), strings(people), at, how, score,
    )  # fmt: skip


def _known(table: str) -> str:
    assert table in ("guide", "codebook")
    return table


def decided_values(db: Database) -> dict[tuple[str, str], str]:
    """(case, code) → the value that a person decided."""
    return {(case, code): value for case, code, value in db.conn.execute("SELECT case_id, code, value FROM case_value")}


def exports_of(db: Database, coding: str) -> list[tuple[str, str, str, int]]:
    """(export id, kind, file name, at) of the exports that carry a coding, oldest first."""
    sql = """SELECT e.id, e.kind, e.file_name, e.at FROM exported_coding AS c
             JOIN exported AS e ON e.origin = c.origin AND e.number = c.number WHERE c.coding = ? ORDER BY e.at, e.id"""
    return db.conn.execute(sql, (coding,)).fetchall()


def note_at_load(db: Database, version: str) -> tuple[str, str, str, int, str, int] | None:
    """(note, file name, sha256, size, loaded by, at) of a note version."""
    sql = "SELECT note, file_name, sha256, size, loaded_by, loaded_at FROM note_version WHERE id = ?"
    row = db.conn.execute(sql, (version,)).fetchone()
    return tuple(row) if row else None


def version_number(db: Database, note: str, version: str) -> int:
    """Which version of its note this is, from 1 in the order they were loaded."""
    sql = "SELECT id FROM note_version WHERE note = ? ORDER BY loaded_at, id"
    ids = [row[0] for row in db.conn.execute(sql, (note,))]
    return ids.index(version) + 1 if version in ids else 0


def cases_as_loaded(db: Database) -> list[str]:
    """All interviews in the order in which their first notes came."""
    sql = "SELECT case_id FROM note_version GROUP BY case_id ORDER BY min(loaded_at), min(note)"
    return [row[0] for row in db.conn.execute(sql)]
