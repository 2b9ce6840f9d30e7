"""Findings, other sources and judgements: written, linked to what they rest on, put in other words."""

from __future__ import annotations

from typing import Any

from okqual.analysis.counts import Numbers
from okqual.errors import OkqualError
from okqual.model.coding import parse_citation
from okqual.model.events import Kind
from okqual.model.finding import COUNTED, CountRef, Piece, PieceKind, Role, SourceType, Status
from okqual.store import contents, queries
from okqual.store.journal import Pen
from okqual.store.registers import holder, subject
from okqual.study import browsing
from okqual.study.changing import changing
from okqual.study.opening import Study
from okqual.study.pieces import (
    about_named,
    checked,
    checked_count,
    checked_owner,
    link,
    piece,
    pieces,
    seen_counts,
)

LAST_YEAR = 9999
NEW = "new"
"""Asks for a batch that begins with the entry at hand."""
_TEXTS = {
    PieceKind.FINDING: Kind.FINDING_TEXT,
    PieceKind.JUDGEMENT: Kind.JUDGEMENT_TEXT,
    PieceKind.HEADING: Kind.HEADING_TEXT,
}


def add_finding(study: Study, about: str, text: str, owner: str | None = None, status: Status = Status.DRAFT) -> Piece:
    """Write a finding under a criterion, an evaluation question or a code; its owner is who writes, unless said.

    Raises OkqualError for an empty text and for what the codebook does not have.
    """
    return make(study, Kind.FINDING, about, text, owner, status)


def add_judgement(
    study: Study, about: str, text: str, owner: str | None = None, status: Status = Status.DRAFT
) -> Piece:
    """Write a judgement; what it rests on is linked with :func:`rest_on`."""
    return make(study, Kind.JUDGEMENT, about, text, owner, status)


def add_source(
    study: Study, about: str, type_: SourceType, title: str, words: str, year: int = 0, page: str = ""
) -> Piece:
    """Put in what another source says: its title, year, page or table, and the quoted words or the figure.

    Raises OkqualError for an empty title or no words, and for a year that is none.
    """
    facts = _facts(type_, title, year, page)
    return make(study, Kind.SOURCE, about, words, None, Status.DRAFT, facts)


def change_source(
    study: Study, name: str, words: str | None = None, title: str | None = None, year: int | None = None,
    page: str | None = None, type_: SourceType | None = None,
) -> Piece:  # fmt: skip
    """Correct a source; what is not given stays. What is there already writes nothing."""
    now = piece(study, name, PieceKind.SOURCE)
    text = now.text if words is None else checked(words)
    facts = _facts(
        type_ or now.type or SourceType.REPORT, now.title if title is None else title,
        now.year if year is None else year, now.page if page is None else page,
    )  # fmt: skip
    before = {"type": now.type, "title": now.title, "year": now.year, "page": now.page}
    if (text, facts) != (now.text, before):
        with changing(study) as pen:
            over = holder(pen.db, subject("piece", name), "text")
            pen.write(Kind.SOURCE_CHANGED, {"piece": name, **_kept(pen, text, facts), "over": over})
    return piece(study, name)


def write_text(study: Study, name: str, text: str, stands: bool = False, numbers: Numbers | None = None) -> Piece:
    """Put a finding, judgement or heading in other words; the counts beside it are remembered as they are now.

    ``numbers`` are those that the writer saw, where they are at hand. The words that are there already write
    nothing, unless ``stands`` says that they hold with the counts of now.
    """
    now = piece(study, name, *_TEXTS)
    text = checked(text)
    if text != now.text or stands:
        _reword(study, now, text, numbers)
    return piece(study, name)


def go_on_writing(study: Study, name: str, text: str, sitting: str = "", numbers: Numbers | None = None) -> str:
    """Put a text in other words while a person goes on typing; what is written in one sitting is undone as one.

    Returns the sitting to go on with; a new one begins without.
    """
    now = piece(study, name, *_TEXTS)
    text = checked(text)
    return _reword(study, now, text, numbers, sitting or NEW) if text != now.text else sitting


def _reword(study: Study, now: Piece, text: str, numbers: Numbers | None, batch: str = "") -> str:
    with changing(study) as pen:
        batch = pen.begin_batch() if batch == NEW else batch
        over = holder(pen.db, subject("piece", now.id), "text")
        payload: dict[str, Any] = {"piece": now.id, **_kept(pen, text, {}), "over": over}
        seen = seen_counts(study, pen, now.counts, numbers)
        pen.write(_TEXTS[now.kind], {**payload, "seen": seen} if seen else payload, batch=batch)
    return batch


def pull_text(study: Study, name: str, text: str, batch: str) -> None:
    """Write a finding, judgement or heading as it came back from Word, as a part of a batch.

    The counts beside it stay as they were remembered: its writer saw those in the file, not the ones of now.
    """
    now = piece(study, name, *_TEXTS)
    with changing(study) as pen:
        over = holder(pen.db, subject("piece", name), "text")
        pen.write(_TEXTS[now.kind], {"piece": name, **_kept(pen, checked(text), {}), "over": over}, batch=batch)


def link_evidence(
    study: Study, name: str, ref: str | CountRef, role: Role | None = Role.SUPPORTS, numbers: Numbers | None = None
) -> None:
    """Link a finding to words (a citation id or a coding's id), a count or a source; with ``role`` None no more.

    ``numbers`` are the counts that the writer saw, where they are at hand. Raises OkqualError for what is not in
    the study, and for findings and judgements, which are no evidence.
    """
    piece(study, name, PieceKind.FINDING)
    if role is not None:
        ref = checked_count(study, ref, numbers) if isinstance(ref, CountRef) else _checked_words(study, ref)
    link(study, name, Kind.FINDING_EVIDENCE, ref, role, numbers)


def rest_on(study: Study, name: str, on: str, rests: bool = True) -> None:
    """Let a judgement rest on a finding or source, or no more.

    Raises OkqualError for words of interviews: those carry findings, and judgements rest on these.
    """
    piece(study, name, PieceKind.JUDGEMENT)
    if rests:
        found = next((each for each in pieces(study) if each.id == on), None)
        if found is None and (on.startswith(COUNTED) or is_words(study, on)):
            raise OkqualError("errors.judgement_on_words", {"id": on}, "errors.judgement_on_words.try")
        piece(study, on, PieceKind.FINDING, PieceKind.SOURCE)
    link(study, name, Kind.JUDGEMENT_RESTS, on, Role.SUPPORTS if rests else None)


def make(
    study: Study, kind: Kind, about: str, text: str, owner: str | None, status: Status,
    more: dict[str, Any] | None = None,
) -> Piece:  # fmt: skip
    """Write the entry that makes a piece."""
    named = about_named(browsing.codebook(study), about)
    text = checked(text)
    holds = checked_owner(study.coder if owner is None else owner)
    with changing(study) as pen:
        facts = more or {}
        payload = {"about": named, "owner": holds, "status": str(status), **_kept(pen, text, facts)}
        entry = pen.write(kind, payload)
    return piece(study, entry.address)


def _facts(type_: SourceType, title: str, year: int, page: str) -> dict[str, Any]:
    if not 0 <= year <= LAST_YEAR:
        raise OkqualError("errors.source_year", {"year": year}, "errors.source_year.try")
    return {"type": type_, "title": checked(title), "year": year, "page": page.strip()}


def _kept(pen: Pen, text: str, facts: dict[str, Any]) -> dict[str, Any]:
    """A text and what is said of a source as a payload may hold them: strings by their hashes."""
    found: dict[str, Any] = {"text": contents.put(pen.db, contents.STUDY, text)}
    for name, value in facts.items():
        if name in ("title", "page"):
            found[name] = contents.put(pen.db, contents.STUDY, value) if value else None
        else:
            found[name] = str(value) if name == "type" else value
    return found


def _checked_words(study: Study, ref: str) -> str:
    found = next((each for each in pieces(study) if each.id == ref), None)
    if found is not None and found.kind is PieceKind.SOURCE:
        return ref
    if found is not None or ref.startswith(COUNTED) or not is_words(study, ref):
        raise OkqualError("errors.no_evidence", {"id": ref}, "errors.no_evidence.try")
    return ref


def is_words(study: Study, ref: str) -> bool:
    """Whether an id names words in the study: passages that were once numbered, or a coding."""
    words = parse_citation(ref)
    if words is not None and all(
        queries.passage_anywhere(study.db, words.note, number) for number in (words.first, words.last)
    ):
        return True
    return queries.coding(study.db, ref) is not None
