"""Guide and codebook of a study: bring them in, and those in force."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, TypeVar

from okqual.errors import OkqualError
from okqual.model.canonical import canonical
from okqual.model.codebook import Code, Codebook
from okqual.model.events import Entry, Kind
from okqual.model.guide import Guide
from okqual.model.plain import definition_digest, from_plain, to_plain
from okqual.store import codebook_history, contents, queries
from okqual.store.registers import holder, subject
from okqual.study.backups import Reason, before
from okqual.study.changing import changing
from okqual.study.opening import Study
from okqual.text.swedish import swedish_key

Whole = TypeVar("Whole", Guide, Codebook)


def take_guide(study: Study, new: Guide, batch: str = "") -> Entry | None:
    """Make ``new`` the version in force of the guide with its id."""
    return _take(study, Kind.GUIDE, "guide", new.id, canonical(to_plain(new)), batch, {})


def take_codebook(study: Study, new: Codebook, batch: str = "") -> Entry | None:
    """Make ``new`` the version in force of the codebook with its id, in place of what was edited in it."""
    edits = codebook_history.standing(study.db, new.id)
    more = {"settles": edits} if edits else {}
    return _take(study, Kind.CODEBOOK, "codebook", new.id, canonical(to_plain(new)), batch, more)


def guides(study: Study) -> tuple[Guide, ...]:
    """The guides of the study, the one it began with first."""
    return tuple(_whole(study, "guide", name, digest, Guide) for name, digest in queries.versions(study.db, "guide"))


def guide(study: Study) -> Guide:
    """The guide that notes are read against. Raises OkqualError when the study has none."""
    found = guides(study)
    if not found:
        raise OkqualError("errors.no_guide", try_this="errors.no_guide.try")
    return found[0]


def codebooks(study: Study) -> tuple[Codebook, ...]:
    """The codebooks of the study, the one it began with first."""
    return tuple(
        _whole(study, "codebook", name, digest, Codebook) for name, digest in queries.versions(study.db, "codebook")
    )


def codebook(study: Study) -> Codebook:
    """All codebooks in force as one. Raises OkqualError when the study has none."""
    versions = queries.versions(study.db, "codebook")
    key = "joined " + " ".join(digest for _, digest in versions)
    if key not in study.kept:
        books = codebooks(study)
        if not books:
            raise OkqualError("errors.no_codebook", try_this="errors.no_codebook.try")
        study.kept[key] = books[0] if len(books) == 1 else _joined(books)
    book: Codebook = study.kept[key]
    return book


def code_named(study: Study, code: str) -> Code:
    """The code with this id, or the one that it was merged into.

    Raises OkqualError that names it when the codebook lacks it.
    """
    by_id = codebook(study).by_id
    found = by_id.get(code) or by_id.get(queries.counts_as(study.db, code))
    if found is None:
        raise OkqualError("errors.unknown_code", {"code": code}, "errors.unknown_code.try")
    return found


def definition_in_force(study: Study, code: Code) -> str:
    """Digest of a code's definition as it stands. Being moved or retired does not change it."""
    return queries.definition_now(study.db, code.id) or definition_digest(code)


def differing(study: Study) -> list[Path]:
    """Files of ``guides/`` and ``codes/`` whose guide or codebook is in force with another content than the file has,
    and those that can no longer be read. A file that was never imported differs from nothing."""
    return [path for path in _own_files(study) if not is_in_force(study, path, unless_unknown=True)]


def is_in_force(study: Study, path: Path, unless_unknown: bool = False) -> bool:
    """Whether a YAML file of the study holds what is in force; ``unless_unknown`` is the answer for a guide or codebook
    that the study does not have."""
    from okqual.ingest.definitions.codebook_file import load_codebook
    from okqual.ingest.definitions.guide_file import load_guide

    word = "guide" if path.parent.name == "guides" else "codebook"
    try:
        whole: Guide | Codebook = load_guide(path) if word == "guide" else load_codebook(path)
    except OkqualError:
        return False
    known = dict(queries.versions(study.db, word)).get(whole.id)
    return unless_unknown if known is None else known == contents.digest(canonical(to_plain(whole)))


def _own_files(study: Study) -> list[Path]:
    """The study's YAML files, guides first, in Swedish order."""
    found = [path for folder in ("guides", "codes") for path in (study.folder / folder).glob("*.y*ml")]
    return sorted(found, key=lambda path: (path.parent.name != "guides", swedish_key(path.name)))


def versions(study: Study) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """("id@digest" of each guide, of each codebook)."""
    pairs = [
        tuple(f"{name}@{digest}" for name, digest in queries.versions(study.db, table))
        for table in ("guide", "codebook")
    ]
    return pairs[0], pairs[1]


def _take(
    study: Study, kind: Kind, word: str, name: str, content: str, batch: str, more: dict[str, Any]
) -> Entry | None:
    if dict(queries.versions(study.db, word)).get(name) == contents.digest(content):
        return None
    before(study, Reason.IMPORT)
    with changing(study) as pen:
        kept = contents.put(study.db, contents.STUDY, content)
        if kind == Kind.GUIDE:
            more = {**more, "over": holder(pen.db, subject(word, name), "content")}
        return pen.write(kind, {word: name, "content": kept, **more}, batch=batch)


def _whole(study: Study, table: str, name: str, digest: str, kind: type[Whole]) -> Whole:
    key = f"{table} {name} {digest}"
    if key not in study.kept:
        study.kept[key] = from_plain(json.loads(queries.definition_text(study.db, table, name)))
    whole = study.kept[key]
    assert isinstance(whole, kind)
    return whole


def _joined(books: tuple[Codebook, ...]) -> Codebook:
    codes = {code.id: code for book in reversed(books) for code in book.codes}
    order = dict.fromkeys(code.id for book in books for code in book.codes)
    criteria = {criterion.id: criterion for book in reversed(books) for criterion in book.criteria}
    questions = {question.id: question for book in reversed(books) for question in book.evaluation_questions}
    return Codebook(
        " + ".join(book.id for book in books),
        " + ".join(book.title for book in books),
        books[0].language,
        books[0].source,
        tuple(criteria[name] for name in dict.fromkeys(one.id for book in books for one in book.criteria)),
        tuple(questions[name] for name in dict.fromkeys(one.id for book in books for one in book.evaluation_questions)),
        tuple(codes[name] for name in order),
        tuple(principle for book in books for principle in book.principles),
    )
