"""What was brought in must hold: texts and files under their names, definitions that can be read, codings on words.

Entries of the right form (:mod:`okqual.model.payloads`) can still name a guide that is none, or words beyond a note's
end. Whoever opened the study would meet that much later, as a table that does not add up.
"""

from __future__ import annotations

import contextlib
import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from okqual.errors import OkqualError
from okqual.model.attributes import Attribute
from okqual.model.codebook import Codebook
from okqual.model.disclosure import Disclosure
from okqual.model.events import Entry, Kind
from okqual.model.grouping import DerivedAttribute
from okqual.model.guide import Guide
from okqual.model.memo import SavedSearch
from okqual.model.methods import Answer
from okqual.model.plain import code_from_plain, from_plain, of_plain
from okqual.model.quantifiers import QuantifierScale
from okqual.store import contents
from okqual.store.entries import payload_of

if TYPE_CHECKING:
    from sqlite_utils import Database

Read = Callable[[Any], object]
UNSOUND = (
    KeyError, TypeError, ValueError, AttributeError, IndexError, OverflowError, RecursionError, sqlite3.IntegrityError,
    sqlite3.ProgrammingError, sqlite3.InterfaceError,
)  # fmt: skip
"""What entries that no okqual wrote end in, when they are to take effect."""


@contextlib.contextmanager
def unsound(other: Path) -> Iterator[None]:
    """What another copy holds may be of the right form and still say what no okqual could have said.

    Raises OkqualError for what reading it then fails with.
    """
    try:
        yield
    except UNSOUND as error:
        values: dict[str, object] = {"file": str(other)}
        raise OkqualError("errors.copy_unsound", values, "errors.entry_unsound.try") from error


def check_texts(db: Database, entries: Iterable[Entry]) -> None:
    """Read every definition, setting and list that these entries keep as a text. Raises ValueError for what is none.

    Texts that were erased or did not come along are passed by.
    """
    for entry in entries:
        for text, read in _texts_of(entry):
            kept = contents.get(db, text)
            try:
                if kept:
                    read(json.loads(kept))
            except (TypeError, KeyError, AttributeError, ValueError, RecursionError) as error:
                raise ValueError(f"{entry.address}: {error}") from error


def check_kept(db: Database, theirs: Database) -> None:
    """The texts and files that another copy has are what their names say. Raises ValueError for one that is not.

    Files that this copy (``db``) has too are not looked at.
    """
    wrong = set(contents.not_under_their_names(theirs))
    if wrong:
        raise ValueError(f"text {min(wrong)}")
    there = set(db.conn.execute("SELECT sha256, case_id FROM source_file"))
    for digest, case, size, packed in theirs.conn.execute("SELECT sha256, case_id, size, packed FROM source_file"):
        if (digest, case) not in there and not contents.is_file(digest, size, packed):
            raise ValueError(f"file {digest}")


def check_places(db: Database) -> None:
    """Every coding stands on words of its note. Raises ValueError for one that does not."""
    outside = next(quotes_outside(db), None)
    if outside is not None:
        raise ValueError(f"coding {outside[1]}")


def quotes_outside(db: Database) -> Iterator[tuple[str, str]]:
    """(table, id) of the segments and codings that do not stand on words of their note's version."""
    for table in ("segment", "coding"):
        sql = f"""WITH long (version, length) AS MATERIALIZED (SELECT id, length(text) FROM note_version)
                  SELECT s.id FROM {table} AS s LEFT JOIN long AS l ON l.version = s.version
                  WHERE s.start_at < 0 OR s.end_at <= s.start_at OR s.end_at > coalesce(l.length, 0)"""
        yield from ((table, name) for (name,) in db.conn.execute(sql).fetchall())


def _texts_of(entry: Entry) -> list[tuple[str | None, Read]]:
    match entry.kind:
        case Kind.GUIDE | Kind.CODEBOOK:
            return [(payload_of(entry)["content"], _guide if entry.kind == Kind.GUIDE else _codebook)]
        case Kind.CODE_DEFINED:
            return [(payload_of(entry)["content"], code_from_plain)]
        case Kind.SETTING:
            p = payload_of(entry)
            read = next((form for name, form in _SETTINGS.items() if p["setting"].startswith(name)), None)
            return [(p["value"], read)] if read else []
        case Kind.SEARCH_SAVED:
            return [(payload_of(entry)["search"], _search)]
        case Kind.NOTE_LOADED:
            return [(payload_of(entry)["strings"], _strings)]
        case Kind.EXPORTED:
            options = payload_of(entry).get("options")
            return [(options, _options)] if options else []
        case _:
            return []


def _guide(value: Any) -> None:
    if not isinstance(from_plain(value), Guide):
        raise TypeError("no guide")


def _codebook(value: Any) -> None:
    if not isinstance(from_plain(value), Codebook):
        raise TypeError("no codebook")


def _search(value: Any) -> None:
    of_plain(SavedSearch, {"name": "", **value})


def _strings(value: Any) -> None:
    if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
        raise TypeError("no list of texts")


def _options(value: Any) -> None:
    if not isinstance(value, dict) or not all(isinstance(each, str) for each in value.values()):
        raise TypeError("no options")


def _invited(value: Any) -> None:
    Answer(value["status"])
    _options(value["attributes"])


def _each_of(form: type) -> Read:
    return lambda value: [of_plain(form, each) for each in value]


_SETTINGS: dict[str, Read] = {
    "disclosure": lambda value: of_plain(Disclosure, value),
    "quantifiers": lambda value: of_plain(QuantifierScale, value),
    "groups": _each_of(DerivedAttribute),
    "attributes": _each_of(Attribute),
    "invited:": _invited,
}
"""Settings that are more than a text, by what their names begin with."""
