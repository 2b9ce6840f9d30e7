"""Searches with their filters, kept under a name for everybody in the study."""

from __future__ import annotations

import json

from okqual.errors import OkqualError
from okqual.model.canonical import canonical
from okqual.model.events import Kind
from okqual.model.memo import SavedSearch
from okqual.model.plain import plain
from okqual.store import contents, memos_told
from okqual.store.journal import Pen
from okqual.store.registers import holder, subject
from okqual.study.changing import changing
from okqual.study.opening import Study
from okqual.text.swedish import swedish_key

LONGEST = 60


def save_search(study: Study, search: SavedSearch) -> None:
    """Keep a search under its name, in place of the one there. Raises OkqualError for a name that cannot be one."""
    name = _checked(search.name)
    fields = {key: value for key, value in plain(search).items() if key != "name"}
    if memos_told.saved_searches(study.db).get(name) != canonical(fields):
        with changing(study) as pen:
            _write(pen, name, canonical(fields))


def rename_search(study: Study, name: str, new: str) -> None:
    """Keep a search under another name; the two entries are undone as one.

    Raises OkqualError where there is none of that name, for a name that cannot be one, and for one that is taken.
    """
    saved_search(study, name)
    new = _checked(new)
    if new == name:
        return
    kept = memos_told.saved_searches(study.db)
    if new in kept:
        raise OkqualError("errors.search_name_taken", {"name": new}, "errors.search_name_taken.try")
    with changing(study) as pen:
        batch = pen.begin_batch()
        _write(pen, new, kept[name], batch)
        _write(pen, name, "", batch)


def forget_search(study: Study, name: str) -> None:
    """Remove a search. Raises OkqualError where there is none of that name."""
    saved_search(study, name)
    with changing(study) as pen:
        _write(pen, name, "")


def saved_search(study: Study, name: str) -> SavedSearch:
    """A search by its name. Raises OkqualError that lists those there are."""
    found = {search.name: search for search in saved_searches(study)}
    if name not in found:
        values: dict[str, object] = {"name": name, "known": ", ".join(found) or "–"}
        raise OkqualError("errors.unknown_search", values, "errors.unknown_search.try")
    return found[name]


def saved_searches(study: Study) -> list[SavedSearch]:
    """All searches under a name, in Swedish order."""
    rows = memos_told.saved_searches(study.db)
    return [_search(name, rows[name]) for name in sorted(rows, key=swedish_key)]


def _search(name: str, content: str) -> SavedSearch:
    fields = json.loads(content)
    where = tuple((attribute, value) for attribute, value in fields.pop("where", ()))
    return SavedSearch(name=name, where=where, **fields)


def _checked(name: str) -> str:
    name = " ".join(name.split())
    if not name or len(name) > LONGEST or not name.isprintable():
        raise OkqualError("errors.search_name", {"name": name[:LONGEST]}, "errors.search_name.try")
    return name


def _write(pen: Pen, name: str, content: str, batch: str = "") -> None:
    payload = {
        "name": contents.put(pen.db, contents.STUDY, name),
        "search": contents.put(pen.db, contents.STUDY, content) if content else None,
        "over": holder(pen.db, subject("search", name), "search"),
    }
    pen.write(Kind.SEARCH_SAVED, payload, batch=batch)
