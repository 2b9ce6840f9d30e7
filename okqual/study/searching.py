"""Full-text search in passages, with filters by code, attribute, question, coder, flag and memo."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from okqual.analysis.material import below
from okqual.model.memo import SavedSearch
from okqual.store import queries, search
from okqual.study.browsing import codebook
from okqual.study.definitions import code_named
from okqual.study.grouping import told_with_groups
from okqual.study.material import check_where
from okqual.study.opening import Study
from okqual.text.folding import fold, folded

MOST = 100_000
"""Passages looked at for one search: more than any study of interviews has hits to read."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A place where the words stand; without words a passage that the filters let through."""

    case: str
    id: str
    """Citation id of the passage."""
    note: str
    number: int
    start: int
    end: int
    text: str
    """The passage."""
    at: int = 0
    """Where in ``text`` the hit begins."""


def find(
    study: Study,
    text: str,
    code: str | None = None,
    without_code: str | None = None,
    where: dict[str, str] | None = None,
    question: str | None = None,
    coder: str | None = None,
    flagged: bool = False,
    memos: bool = False,
) -> list[dict[str, Any]]:
    """The ``find`` contract: hits in the order of interviews and texts, one a place.

    With ``without_code`` and no text, the code's name and synonyms are searched: passages that speak
    of it and do not carry it (or a code below it). Raises OkqualError for an unknown code, and for an
    attribute that no interview has.
    """
    wanted = SavedSearch(
        "", text, code or "", without_code or "", tuple((where or {}).items()), question or "", coder or "", flagged,
        memos,
    )  # fmt: skip
    return [
        {"case": hit.case, "id": hit.id, "start": hit.start, "end": hit.end, "text": hit.text}
        for hit in hits(study, wanted)
    ]


def hits(study: Study, wanted: SavedSearch, most: int = MOST) -> list[Hit]:
    """At most so many hits of a search, in the order of interviews and texts."""
    found: dict[tuple[str, int, int], Hit] = {}
    narrowed = _narrowed(study, wanted)
    # A code's own filter would find all its passages: without words that is what is asked for.
    texts = [wanted.text] if wanted.text.strip() else _words_of(study, wanted)
    for passage in search.passages(study.db, texts, narrowed):
        for start, end in _places(passage.text, texts) if texts else [(0, len(passage.text))]:
            hit = Hit(
                passage.case, f"{passage.note}:{passage.number}", passage.note, passage.number,
                passage.start + start, passage.start + end, passage.text, start,
            )  # fmt: skip
            found.setdefault((passage.note, hit.start, hit.end), hit)
            if len(found) >= most:
                return list(found.values())
    return list(found.values())


def missed(study: Study, code: str, most: int = MOST) -> list[Hit]:
    """Passages that a code's name or synonyms hit and that do not carry it, nor a code below it."""
    return hits(study, SavedSearch("", "", without_code=code), most)


def _narrowed(study: Study, wanted: SavedSearch) -> search.Filters:
    where = dict(wanted.where)
    cases = None
    if where:
        told = told_with_groups(study, queries.attributes(study.db))
        cases = frozenset(case for case, row in told.items() if _fits(row, where))
        check_where(study, where, cases)
    return search.Filters(
        cases, _family(study, wanted.code), _family(study, wanted.without_code), wanted.question, wanted.coder,
        wanted.flagged, wanted.memos,
    )  # fmt: skip


def _family(study: Study, code: str) -> frozenset[str] | None:
    return below(codebook(study), code_named(study, code).id) if code else None


def _words_of(study: Study, wanted: SavedSearch) -> list[str]:
    if not wanted.without_code:
        return []
    found = code_named(study, wanted.without_code)
    return list(dict.fromkeys(word for word in (found.name, *found.synonyms) if folded(word).strip()))


def _fits(told: dict[str, str], where: dict[str, str]) -> bool:
    return all(told.get(name, "").casefold() == value.casefold() for name, value in where.items())


def _places(text: str, texts: list[str]) -> Iterator[tuple[int, int]]:
    inside = fold(text)
    places = {
        inside.original(*found.span())
        for each in texts
        for found in _pattern(folded(each).strip()).finditer(inside.text)
    }
    yield from sorted(places)


def _pattern(wanted: str) -> re.Pattern[str]:
    """Words in their order with anything but letters between, beginnings of words unless starred."""
    body = r"\w*\W+".join(re.escape(word) for word in re.findall(r"\w+", wanted))
    return re.compile(body if wanted.startswith("*") else rf"(?<!\w){body}")
