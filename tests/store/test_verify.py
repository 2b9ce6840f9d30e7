"""Verify finds what was changed behind okqual's back, with nothing but another SQLite program."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from okqual.messages import LANGUAGES, message, set_language
from okqual.model.events import digest_of
from okqual.store import queries
from okqual.store.entries import entries, last_of
from okqual.store.verify import problems
from okqual.study.coding import apply_code, set_memo
from okqual.study.opening import DATABASE, open_study
from tests.store.histories import load_note, new_study

Edit = Callable[[sqlite3.Connection], object]


def sql(text: str) -> Edit:
    return lambda conn: conn.execute(text)


def other_words_everywhere(conn: sqlite3.Connection) -> None:
    for table, column in (("content", "text"), ("note_version", "text")):
        conn.execute(f"UPDATE {table} SET {column} = replace({column}, 'Rad 2', 'Rad 9') WHERE {column} LIKE 'Rad 1%'")
    conn.execute("UPDATE passage_words SET folded = replace(folded, 'rad 2', 'rad 9')")
    conn.execute("UPDATE passage_parts SET folded = replace(folded, 'rad 2', 'rad 9')")


def another_memo_everywhere(conn: sqlite3.Connection) -> None:
    conn.execute("UPDATE content SET text = 'motsatsen' WHERE text = 'viktigt'")
    conn.execute("UPDATE coding SET memo = 'motsatsen' WHERE memo = 'viktigt'")


def signed_anew(conn: sqlite3.Connection) -> None:
    """The payload of the next to last entry changed, and its own digest made to fit."""
    from okqual.model.events import Entry

    columns = "origin, number, tick, at, coder, kind, version, batch, payload, undoes, prev, digest"
    row = conn.execute(f"SELECT {columns} FROM entry ORDER BY number DESC LIMIT 1 OFFSET 1").fetchone()
    changed = replace(Entry(*row), coder="TS")
    conn.execute("UPDATE entry SET coder = 'TS', digest = ? WHERE number = ?", (digest_of(changed), changed.number))


TAMPERINGS: dict[str, tuple[Edit, str]] = {
    "another coder": (sql("UPDATE entry SET coder = 'TS' WHERE number = 4"), "entry"),
    "another time": (sql("UPDATE entry SET at = at + 1 WHERE number = 4"), "entry"),
    "another code": (sql("UPDATE entry SET payload = replace(payload, 'KOH-a', 'KOH-b')"), "entry"),
    "an entry taken out": (sql("DELETE FROM entry WHERE number = 4"), "gap"),
    "the last entry taken out": (sql("DELETE FROM entry WHERE number = (SELECT max(number) FROM entry)"), "table"),
    "an entry signed anew": (signed_anew, "chain"),
    "a coding under another code": (sql("UPDATE coding SET code = 'KOH-b' WHERE code = 'KOH-a'"), "table"),
    "a coding more": (sql("UPDATE coding SET key_quote = 1"), "table"),
    "evidence taken out": (sql("DELETE FROM evidence"), "table"),
    "a setting": (sql("UPDATE setting SET value = 'Annan' WHERE name = 'name'"), "table"),
    "words of the search index": (sql("UPDATE passage_words SET folded = 'annat'"), "table"),
    "the file's bytes": (sql("UPDATE source_file SET packed = zeroblob(10)"), "file"),
    "the note's words in every table": (other_words_everywhere, "content"),
    "a memo in every table": (another_memo_everywhere, "content"),
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    study = new_study(tmp_path / "a")
    load_note(study, 1)
    for number, code in ((2, "KOH-a"), (3, "KOH-b")):
        passage = queries.note_now(study.db, "N-1").passages[number - 1]
        made = apply_code(study, "N-1", passage.start, passage.end, code)
    set_memo(study, made.id, "viktigt")
    assert problems(study.db) == []
    study.close()
    return study.folder


@pytest.mark.parametrize("name", TAMPERINGS)
def test_tampering_is_found(folder: Path, name: str) -> None:
    edit, kind = TAMPERINGS[name]
    with closing(sqlite3.connect(folder / DATABASE)) as conn, conn:
        conn.execute("DROP TRIGGER entry_is_not_changed")
        conn.execute("DROP TRIGGER entry_is_not_deleted")
        edit(conn)

    study = open_study(folder, "AK")
    found = problems(study.db)
    study.close()

    assert kind in {problem.kind for problem in found}
    for language in LANGUAGES:
        set_language(language)
        assert all(message(problem.what, where=problem.where) != problem.what for problem in found)


def test_a_damaged_page_is_found_or_refused(folder: Path) -> None:
    """Bytes in the middle of the file overwritten: a sentence, never a traceback or silence."""
    from okqual.errors import OkqualError
    from okqual.store.database import database_errors

    path = folder / DATABASE
    content = bytearray(path.read_bytes())
    middle = len(content) // 2 // 4096 * 4096
    content[middle : middle + 4096] = b"\xa5" * 4096
    path.write_bytes(bytes(content))

    try:
        with database_errors(path):
            study = open_study(folder, "AK")
            found = [problem.kind for problem in problems(study.db)]
    except OkqualError as error:
        found = [error.key]

    assert found
    assert set(found) <= {"database", "errors.study_damaged"}


def test_a_study_as_it_was_left_holds(folder: Path) -> None:
    study = open_study(folder, "AK")

    assert problems(study.db) == []
    assert last_of(study.db, next(entries(study.db)).origin)[0] == len(list(entries(study.db)))
    study.close()
