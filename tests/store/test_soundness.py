"""A copy whose chain holds and that no okqual wrote: it is refused with a sentence, and the study is as it was."""

from __future__ import annotations

import json
import sqlite3
import zlib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from okqual.errors import OkqualError
from okqual.model.canonical import canonical
from okqual.model.events import Entry, Kind, digest_of
from okqual.model.plain import from_plain
from okqual.store import contents
from okqual.store.entries import COLUMNS, state_digest
from okqual.store.merging import brought, merge
from okqual.store.verify import problems
from okqual.study import undoing
from okqual.study.coding import apply_code
from okqual.study.opening import DATABASE, Study
from tests.store.histories import CODES, copy_of, load_note, new_study


@pytest.fixture
def copies(tmp_path: Path) -> tuple[Study, Study]:
    mine = new_study(tmp_path / "mine")
    load_note(mine, 1)
    theirs = copy_of(mine, tmp_path / "theirs", "TS")
    load_note(theirs, 2)
    apply_code(theirs, "N-2", 0, 12, CODES[0].id)
    return mine, theirs


def resign(study: Study, change: Callable[[Entry], Entry]) -> None:
    """Change entries, and sign what is changed and what follows anew; the triggers are in the way."""
    db = sqlite3.connect(study.folder / DATABASE)
    for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
        db.execute(f"DROP TRIGGER {name}")
    last = dict[str, str]()
    for row in db.execute(f"SELECT {COLUMNS} FROM entry ORDER BY origin, number").fetchall():
        made = change(Entry(*row))
        made = replace(made, prev=last.get(made.origin, ""))
        made = replace(made, digest=digest_of(made))
        last[made.origin] = made.digest
        values = (made.batch, made.payload, made.prev, made.digest, made.origin, made.number)
        sql = "UPDATE entry SET batch = ?, payload = ?, prev = ?, digest = ? WHERE origin = ? AND number = ?"
        db.execute(sql, values)
    db.commit()
    db.close()


def forge(study: Study, kind: str, change: Callable[[dict[str, Any]], object]) -> None:
    """Change the payload of the last entry of a kind."""
    rows = study.db.execute("SELECT origin, number FROM entry WHERE kind = ? ORDER BY tick DESC", (kind,))
    address = "{}:{}".format(*rows.fetchone())

    def changed(entry: Entry) -> Entry:
        if entry.address != address:
            return entry
        payload = json.loads(entry.payload)
        change(payload)
        return replace(entry, payload=canonical(payload))

    resign(study, changed)


def refused(copies: tuple[Study, Study], key: str) -> None:
    mine, theirs = copies
    before, entries = state_digest(mine.db), mine.db["entry"].count
    theirs.close()
    with pytest.raises(OkqualError) as caught:
        merge(mine.db, theirs.folder / DATABASE)

    assert caught.value.key == key
    assert (state_digest(mine.db), mine.db["entry"].count) == (before, entries)
    assert problems(mine.db) == []


def coding(at: int, value: object) -> Callable[[dict[str, Any]], object]:
    return lambda payload: payload["codings"][0].__setitem__(at, value)


@pytest.mark.parametrize("change", [coding(3, "x"), coding(7, None), coding(11, [1]), lambda p: p.pop("codings")])
def test_an_entry_of_another_form_is_refused_and_named(
    copies: tuple[Study, Study], change: Callable[[dict[str, Any]], object]
) -> None:
    forge(copies[1], Kind.CODINGS_ADDED, change)
    with pytest.raises(OkqualError, match="entry_unsound"):
        brought(copies[0].db, copies[1].folder / DATABASE)
    refused(copies, "errors.entry_unsound")


@pytest.mark.parametrize("place", [(0, 100_000), (12, 12), (9, 3), (-1, 4)])
def test_a_coding_beyond_the_words_is_refused(copies: tuple[Study, Study], place: tuple[int, int]) -> None:
    forge(copies[1], Kind.CODINGS_ADDED, lambda p: (coding(3, place[0])(p), coding(4, place[1])(p)))
    refused(copies, "errors.copy_unsound")


def test_a_note_that_is_loaded_twice_at_one_number_is_refused(copies: tuple[Study, Study]) -> None:
    forge(copies[1], Kind.NOTE_LOADED, lambda payload: payload["passages"].append(payload["passages"][0]))
    refused(copies, "errors.copy_unsound")


@pytest.mark.parametrize("content", ["[", "{}", '{"kind":"guide","id":"x"}', '{"kind":"guide","id":3}'])
def test_a_guide_that_is_none_is_refused(copies: tuple[Study, Study], content: str) -> None:
    mine, theirs = copies
    name = contents.put(theirs.db, contents.STUDY, content)
    theirs.db.conn.commit()
    before = state_digest(mine.db)
    from okqual.study.changing import changing

    with pytest.raises((ValueError, TypeError)):
        from_plain(json.loads(content))
    with changing(theirs) as pen:
        pen.write(Kind.GUIDE, {"guide": "annan", "content": name, "over": ""})
    refused(copies, "errors.copy_unsound")
    assert state_digest(mine.db) == before


def test_a_text_under_anothers_name_is_refused(copies: tuple[Study, Study]) -> None:
    copies[1].db.conn.execute("UPDATE content SET text = 'något annat' WHERE case_id = 'N-2'")
    copies[1].db.conn.commit()
    refused(copies, "errors.copy_unsound")


@pytest.mark.parametrize("content", [b"another", bytes(5_000_000)])
def test_a_file_that_is_another_or_never_ends_is_refused(
    copies: tuple[Study, Study], monkeypatch: pytest.MonkeyPatch, content: bytes
) -> None:
    monkeypatch.setattr(contents, "MOST_UNPACKED", 1_000_000)
    packed = zlib.compress(content)
    copies[1].db.conn.execute("UPDATE source_file SET packed = ? WHERE case_id = 'N-2'", (packed,))
    copies[1].db.conn.commit()
    refused(copies, "errors.copy_unsound")


def test_what_is_sound_is_taken(copies: tuple[Study, Study]) -> None:
    mine, theirs = copies
    theirs.close()
    assert merge(mine.db, theirs.folder / DATABASE).entries > 0
    assert problems(mine.db) == []


def test_an_undo_takes_back_the_same_in_a_merge_as_in_a_replay(copies: tuple[Study, Study]) -> None:
    """Of an entry that is named like a batch and is not of it, which no okqual writes."""
    mine, theirs = copies
    undoing.undo(theirs)
    undoing.undo(theirs)
    db = sqlite3.connect(theirs.folder / DATABASE)
    first = db.execute("SELECT undoes FROM entry WHERE undoes <> '' ORDER BY tick DESC LIMIT 1").fetchone()[0]
    db.close()
    resign(theirs, lambda entry: replace(entry, batch="") if entry.address == first else entry)
    theirs.close()
    merge(mine.db, theirs.folder / DATABASE)

    assert problems(mine.db) == []
