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
from okqual.store import integrity, queries
from okqual.store.database import open_database
from okqual.store.entries import entries, last_of
from okqual.store.untouched import open_untouched
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


def no_memo_anywhere(conn: sqlite3.Connection) -> None:
    conn.execute("DELETE FROM content WHERE text = 'viktigt'")
    conn.execute("UPDATE coding SET memo = '' WHERE memo = 'viktigt'")


def signed_anew(conn: sqlite3.Connection) -> None:
    """The payload of the next to last entry changed, and its own digest made to fit."""
    from okqual.model.events import Entry

    columns = "origin, number, tick, at, coder, kind, version, batch, payload, undoes, prev, digest"
    row = conn.execute(f"SELECT {columns} FROM entry ORDER BY number DESC LIMIT 1 OFFSET 1").fetchone()
    changed = replace(Entry(*row), coder="TS")
    conn.execute("UPDATE entry SET coder = 'TS', digest = ? WHERE number = ?", (digest_of(changed), changed.number))


def swapped(conn: sqlite3.Connection) -> None:
    """The last two entries change places, each otherwise as it was."""
    last = conn.execute("SELECT max(number) FROM entry").fetchone()[0]
    for old, new in ((last, 0), (last - 1, last), (0, last - 1)):
        conn.execute("UPDATE entry SET number = ? WHERE number = ?", (new, old))


TAMPERINGS: dict[str, tuple[Edit, str, str]] = {
    "another coder": (sql("UPDATE entry SET coder = 'TS' WHERE number = 4"), "entry", ":4"),
    "another time": (sql("UPDATE entry SET at = at + 1 WHERE number = 4"), "entry", ":4"),
    "another code": (sql("UPDATE entry SET payload = replace(payload, 'KOH-a', 'KOH-b')"), "entry", ":7"),
    "an entry taken out": (sql("DELETE FROM entry WHERE number = 4"), "gap", ":5"),
    "two entries swapped": (swapped, "entry", ":9"),
    "the last entry taken out": (sql("DELETE FROM entry WHERE number = (SELECT max(number) FROM entry)"), "row", ":8"),
    "an entry signed anew": (signed_anew, "chain", ":9"),
    "a coding under another code": (sql("UPDATE coding SET code = 'KOH-b' WHERE code = 'KOH-a'"), "row", "(N-1:2)"),
    "a coding more": (sql("UPDATE coding SET key_quote = 1"), "row", "(N-1:3)"),
    "evidence taken out": (sql("DELETE FROM evidence"), "row", "evidence"),
    "a setting": (sql("UPDATE setting SET value = 'Annan' WHERE name = 'name'"), "row", "setting name"),
    "words of the search index": (sql("UPDATE passage_words SET folded = 'annat'"), "table", "passage_words"),
    "the search index itself": (sql("DELETE FROM passage_words_data WHERE id > 100"), "table", "passage_words"),
    "the file's bytes": (sql("UPDATE source_file SET packed = zeroblob(10)"), "file", ""),
    "the note's words in every table": (other_words_everywhere, "content", ""),
    "the note's words in one": (
        sql("UPDATE note_version SET text = replace(text, 'Rad 2', 'Rad 9')"),
        "row",
        "note_version",
    ),
    "a memo in every table": (another_memo_everywhere, "content", ""),
    "a memo taken out of every table": (no_memo_anywhere, "content", ":9"),
    "the file taken out": (sql("DELETE FROM source_file"), "file", "N-1"),
    "the file given to another interview": (sql("UPDATE source_file SET case_id = 'N-2'"), "file", "N-1"),
    "another size of the file": (sql("UPDATE source_file SET size = size + 1"), "file", ""),
    "a trigger put in": (
        sql("CREATE TRIGGER own AFTER INSERT ON coding BEGIN DELETE FROM coding; END"),
        "schema",
        "own",
    ),
    "a table put in": (sql("CREATE TABLE own AS SELECT text FROM content"), "schema", "own"),
    "a guard taken away": (sql("DROP INDEX coding_note"), "schema", "coding_note"),
    "words that are not there": (sql("UPDATE segment SET end_at = 99999"), "quote", ""),
    "nonsense in the journal": (sql("UPDATE entry SET payload = '{}' WHERE number = 4"), "replay", "KeyError"),
}
"""What was done, the kind of problem that names it, and what stands in the name."""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    study = new_study(tmp_path / "a")
    load_note(study, 1)
    for number, code in ((2, "KOH-a"), (3, "KOH-b")):
        passage = queries.note_now(study.db, "N-1").passages[number - 1]
        made = apply_code(study, "N-1", passage.start, passage.end, code)
    set_memo(study, made.id, "viktigt")
    assert last_of(study.db, study.origin)[0] == 9
    assert problems(study.db) == []
    study.close()
    return study.folder


@pytest.mark.parametrize("name", TAMPERINGS)
def test_tampering_is_found(folder: Path, name: str) -> None:
    edit, kind, where = TAMPERINGS[name]
    with closing(sqlite3.connect(folder / DATABASE)) as conn, conn:
        conn.execute("DROP TRIGGER entry_is_not_changed")
        conn.execute("DROP TRIGGER entry_is_not_deleted")
        edit(conn)

    study = open_study(folder, "AK")
    found = problems(study.db)
    study.close()

    assert [each for each in found if each.kind == kind and where in each.where], found
    for language in LANGUAGES:
        set_language(language)
        assert all(message(each.what, where=each.where, **each.values) != each.what for each in found)


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


def test_a_large_file_is_checked_beside_the_rest(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    study = new_study(tmp_path / "a")
    load_note(study, 1, passages=40)
    study.close()
    monkeypatch.setattr(integrity, "LARGE", 0)
    with sqlite3.connect(tmp_path / "a" / DATABASE) as conn:
        (root,) = conn.execute("SELECT rootpage FROM sqlite_master WHERE name = 'passage_number'").fetchone()
        (size,) = conn.execute("PRAGMA page_size").fetchone()
        conn.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    conn.close()
    opened = open_database(tmp_path / "a" / DATABASE, read_only=True)
    with integrity.beside(opened, integrity.of_file) as (first, _):
        assert not first, "it goes on beside"
    assert problems(opened) == []
    with pytest.raises(KeyboardInterrupt):
        problems(opened, _stopped)
    opened.close()
    untouched = open_untouched(tmp_path / "a" / DATABASE)
    with integrity.beside(untouched, integrity.of_file) as (first, found):
        assert not first
        assert found() == []
    assert problems(untouched) == []
    untouched.close()

    with (tmp_path / "a" / DATABASE).open("r+b") as file:
        file.seek(root * size - 20)
        (byte,) = file.read(1)
        file.seek(root * size - 20)
        file.write(bytes([byte ^ 1]))
    opened = open_database(tmp_path / "a" / DATABASE, read_only=True)
    assert {problem.kind for problem in problems(opened)} == {"database"}
    opened.close()


def _stopped(_number: int, _of: int, what: str) -> bool:
    if what == "chain":
        raise KeyboardInterrupt
    return True
