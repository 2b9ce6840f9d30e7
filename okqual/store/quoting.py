"""Which kept texts quote an interview: searched before it is erased, while its words are still known."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

from okqual.model.canonical import canonical
from okqual.model.events import Kind
from okqual.store import contents
from okqual.store.entries import entries, payload_of
from okqual.store.near import near_texts, whose_ids
from okqual.text.redacting import Quotable, quotable, quotes, redacted, telling_in

if TYPE_CHECKING:
    from sqlite_utils import Database

NAMED = ("namn", "name", "förnamn", "efternamn")
"""Attributes that say what somebody is called."""
IDS = frozenset({
    "id", "parents", "criterion", "questions", "split_into", "applies_to", "check", "kind", "language", "theme",
    "number", "letter", "code", "without",
})  # fmt: skip
"""Of guides, codebooks and searches: what others name them by."""
NO_WORDS_OF_ITS_OWN = "example"
"""Of a code: it may be taken from an interview."""


Strings = tuple[str, ...]


class Quoting(NamedTuple):
    """A text outside an interview that holds words of it."""

    case: str
    """Whose text it is; empty for the study's own."""
    hash: str
    kinds: tuple[str, ...]
    """Of the entries that name it."""
    instead: str
    """The same text without those words; empty where nothing is left."""
    words: tuple[str, ...]
    """The words that are struck."""


class Found(NamedTuple):
    """What of an interview stands in texts that are not its own."""

    quoting: tuple[Quoting, ...]
    left: tuple[Quoting, ...]
    """What else would be struck if all short runs were, and stays otherwise."""
    single: tuple[Quoting, ...]
    """Single words that stand in the interview alone, and stay in texts that have to do with it."""
    named_in: Strings
    """Other interviews whose notes name somebody of this one: they stay as they are."""


def quoting(
    db: Database,
    case: str,
    instead: str,
    whole: frozenset[str] = frozenset(),
    short: bool = False,
    words: Sequence[str] = (),
) -> Found:
    """Texts outside an interview that quote it, with ``instead`` in place of the words.

    Those whose hash is in ``whole`` go as they are. With ``short``, few words make a quote in every text; else only
    in those that have to do with the interview. Single ``words`` are struck everywhere.
    """
    found, left, single = [], [], []
    strike = _Striking(db, case, instead, short, words)
    for name, owner, text in _texts_outside(db, (case,)):
        if name in whole:
            found.append(Quoting(owner, name, _kinds(db, name), "", ()))
            continue
        new, gone, more, alone = strike(name, text)
        kinds = _kinds(db, name) if gone or more or alone else ()
        if new != text:
            found.append(Quoting(owner, name, kinds, new, gone))
        if more:
            left.append(Quoting(owner, name, kinds, new, more))
        if alone:
            single.append(Quoting(owner, name, kinds, new, alone))
    return Found(tuple(found), tuple(left), tuple(single), _named_in(db, case, strike.what))


def quoting_any(db: Database, cases: Mapping[str, bool], instead: str) -> dict[str, list[Quoting]]:
    """Interview → texts outside these interviews that quote it, or it before others; whether ``short`` holds of each.

    What is left of a text is without the words of all of them.
    """
    strikes = {case: _Striking(db, case, instead, short) for case, short in cases.items()}
    found: dict[str, list[Quoting]] = {}
    for name, owner, text in _texts_outside(db, tuple(cases)):
        first, now = "", text
        for case, strike in strikes.items():
            new, *_ = strike(name, now)
            first, now = first or (case if new != now else ""), new
        if first:
            found.setdefault(first, []).append(Quoting(owner, name, (), now, ()))
    return found


def as_before(db: Database, found: Sequence[Quoting], struck: Mapping[str, str]) -> list[Quoting]:
    """The same with what was left of texts (hash → words) when they were struck once already, and those texts too."""
    there = {one.hash: one._replace(instead=struck.get(one.hash, one.instead)) for one in found}
    for name in struck.keys() - there.keys():
        for (owner,) in db.conn.execute("SELECT case_id FROM content WHERE hash = ?", (name,)).fetchall():
            there[name] = Quoting(owner, name, (), struck[name], ())
    return [there[name] for name in sorted(there)]


def _texts_outside(db: Database, cases: tuple[str, ...]) -> list[tuple[str, str, str]]:
    """(hash, whose, text) of kept texts that are neither an interview's note nor one of these interviews'."""
    notes = _note_texts(db)
    sql = "SELECT hash, case_id, text FROM content ORDER BY hash"
    return [row for row in db.conn.execute(sql) if row[0] not in notes and row[1] not in cases]


class _Striking:
    """Strikes the words of an interview out of a text."""

    def __init__(self, db: Database, case: str, instead: str, short: bool, words: Sequence[str] = ()) -> None:
        self.what, self._near = _quotable(db, case, words), near_texts(db, case)
        self._instead, self._short = instead, short

    def __call__(self, name: str, text: str) -> tuple[str, Strings, Strings, Strings]:
        """What is left of it, the words that are struck, those that only ``short`` would strike, and single ones."""
        near = self._near(name, text)
        new, words = self._struck(text, near or self._short)
        more = () if near or self._short else self._struck(new, near=True)[1]
        alone = tuple(dict.fromkeys(telling_in(new, self.what))) if near else ()
        return new, words, tuple(word for word in more if word not in words), alone

    def _struck(self, text: str, near: bool) -> tuple[str, Strings]:
        words: list[str] = []

        def strike(part: str) -> str:
            words.extend(part[start:end] for start, end in quotes(part, self.what, near))
            return redacted(part, self.what, self._instead, near)

        return _through(text, strike), tuple(dict.fromkeys(words))


def _named_in(db: Database, case: str, what: Quotable) -> Strings:
    people = Quotable(names=what.names, proper=what.proper)
    rows = db.conn.execute("SELECT DISTINCT case_id, text FROM note_version WHERE case_id <> ? ORDER BY 1", (case,))
    return tuple(dict.fromkeys(owner for owner, text in rows if quotes(text, people)))


def _quotable(db: Database, case: str, words: Sequence[str]) -> Quotable:
    ids = whose_ids(db, case)
    own = [ids.sub(" ", text) for text in _said(db, "case_id = ?", case)]
    written = [ids.sub(" ", text) for text in _written(db, case)]
    elsewhere, ordinary = partial(_elsewhere, db, case), partial(_ordinary, db, case)
    return quotable(own, written, elsewhere, ordinary, _names(db, case), words)


def _said(db: Database, where: str, case: str) -> Iterator[str]:
    """The passages of each note version in one text, and its heads and headings, a line each."""
    sql = f"SELECT id, text FROM note_version WHERE {where} ORDER BY id"
    for version, text in db.conn.execute(sql, (case,)).fetchall():
        sql = "SELECT start_at, end_at FROM passage WHERE version = ? ORDER BY start_at, end_at"
        places = db.conn.execute(sql, (version,)).fetchall()
        yield " ".join(text[start:end] for start, end in places)
        gaps = zip([0, *(end for _, end in places)], [*(start for start, _ in places), len(text)], strict=True)
        yield from "\n".join(text[start:end] for start, end in gaps).splitlines()


def _elsewhere(db: Database, case: str) -> Iterator[str]:
    yield from _said(db, "case_id <> ?", case)
    yield from _guides(db)


def _guides(db: Database) -> Iterator[str]:
    for (content,) in db.conn.execute("SELECT content FROM guide"):
        yield from _strings(json.loads(content))


def _ordinary(db: Database, case: str) -> Iterator[str]:
    """What is the study's own way of speaking: guide, codebook, titles, and what is known of other interviews."""
    yield from _guides(db)
    for (content,) in db.conn.execute("SELECT content FROM codebook UNION ALL SELECT content FROM definition"):
        yield from _strings(json.loads(content))
    for row in db.conn.execute("SELECT name, value FROM attribute WHERE case_id <> ?", (case,)):
        yield from row
    yield from (title for (title,) in db.conn.execute("SELECT title FROM piece WHERE title <> ''"))
    yield from (value for (value,) in db.conn.execute("SELECT value FROM setting WHERE name = 'name'"))
    yield from _labels(db, "case_id <> ?", case)


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for each in value:
            yield from _strings(each)
    elif isinstance(value, dict):
        for name, each in value.items():
            if name != NO_WORDS_OF_ITS_OWN:
                yield from _strings(each)


def _written(db: Database, case: str) -> Iterator[str]:
    """What people wrote of the interview: memos, written cells, reasons."""
    notes = _note_texts(db)
    for name, text in db.conn.execute("SELECT hash, text FROM content WHERE case_id = ?", (case,)):
        if name not in notes:
            yield text


def _names(db: Database, case: str) -> list[str]:
    """Names of the interview's people: labels that are more than "IP1", and attributes that are called names."""
    marks = ", ".join("?" for _ in NAMED)
    sql = f"SELECT value FROM attribute WHERE case_id = ? AND lower(name) IN ({marks})"
    named = {value for (value,) in db.conn.execute(sql, (case, *NAMED))}
    return sorted({*_labels(db, "case_id = ?", case), *named})


def _labels(db: Database, where: str, case: str) -> set[str]:
    """What participants are called who are more than "IP1"."""
    rows = db.conn.execute(f"SELECT DISTINCT participant FROM attribute WHERE {where}", (case,))
    labels = {label for (label,) in rows}
    for table in ("passage_state", "coding"):
        for (said,) in db.conn.execute(f"SELECT DISTINCT participants FROM {table} WHERE {where}", (case,)):
            labels.update(json.loads(said))
    return {label for label in labels if label and not contents.is_id(label)}


def _note_texts(db: Database) -> set[str]:
    """Hashes of whole notes, their parts and their files' names."""
    found = set[str]()
    for entry in entries(db, "kind = ?", (Kind.NOTE_LOADED,)):
        p = payload_of(entry)
        found.update((p["text"], p["strings"], p["file_name"]))
    return found


def _through(text: str, strike: Callable[[str], str]) -> str:
    if text[:1] not in "[{":
        return strike(text)
    try:
        value = json.loads(text)
    except ValueError:
        return strike(text)
    new = _within(value, strike)
    # Only what changed is written anew, byte by byte as it was otherwise.
    return text if new == value else canonical(new)


def _within(value: Any, strike: Callable[[str], str]) -> Any:
    if isinstance(value, str):
        return strike(value)
    if isinstance(value, list):
        return [_within(each, strike) for each in value]
    if isinstance(value, dict):
        return {name: each if name in IDS else _within(each, strike) for name, each in value.items()}
    return value


def _kinds(db: Database, name: str) -> tuple[str, ...]:
    sql = "SELECT DISTINCT kind FROM entry WHERE instr(payload, ?) ORDER BY kind"
    return tuple(kind for (kind,) in db.conn.execute(sql, (name,)))
