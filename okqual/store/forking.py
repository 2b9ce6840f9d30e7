"""A copied folder that went on as two under one name: the copy's entries under a new name, the same in every copy.

The name follows from the first entry that differs, so that merging the copy again brings only what is
new in it. Whatever an entry names by its address is renamed with it, and its chain made anew.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from okqual.errors import OkqualError
from okqual.model.events import Entry, digest_of
from okqual.store.entries import digest_at, last_of

if TYPE_CHECKING:
    from sqlite_utils import Database

LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"


def renamed(db: Database, new: list[Entry], forks: Mapping[str, int], other: Path) -> list[Entry]:
    """The entries of forked origins under their new names, without those that were taken so before.

    Raises OkqualError where another origin builds on what is to be renamed: its entries are another's to write.
    """
    names = {origin: name_of(origin, next(e for e in new if e.origin == origin)) for origin in forks}
    addresses = re.compile("|".join(rf"\b{re.escape(origin)}:(\d+)" for origin in forks))

    def moved(match: re.Match[str]) -> str:
        origin, _, number = match[0].partition(":")
        at = int(number) - forks[origin]
        return f"{names[origin]}:{at}" if at > 0 else match[0]

    made: list[Entry] = []
    prevs = dict.fromkeys(names.values(), "")
    for entry in new:
        told = {name: addresses.sub(moved, getattr(entry, name)) for name in ("batch", "payload", "undoes")}
        if entry.origin not in forks:
            if told != {name: getattr(entry, name) for name in told}:
                values: dict[str, object] = {"file": str(other), "origin": entry.origin}
                raise OkqualError("errors.fork_built_on", values, "errors.fork_built_on.try")
            made.append(entry)
            continue
        name = names[entry.origin]
        again = replace(
            entry, origin=name, number=entry.number - forks[entry.origin], prev=prevs[name], digest="",
            batch=told["batch"], payload=told["payload"], undoes=told["undoes"],
        )  # fmt: skip
        again = replace(again, digest=digest_of(again))
        prevs[name] = again.digest
        known = last_of(db, name)[0]
        if again.number > known:
            made.append(again)
        elif digest_at(db, name, again.number) != again.digest:
            raise OkqualError("errors.copied_folder", {"file": str(other), "origin": name, "shared": again.number - 1})
    return made


def name_of(origin: str, first: Entry) -> str:
    """The new name: from the old one and the first entry that differs."""
    digest = hashlib.sha256(f"{origin}\n{first.digest}".encode()).digest()
    return "".join(LETTERS[byte % len(LETTERS)] for byte in digest[:10])
