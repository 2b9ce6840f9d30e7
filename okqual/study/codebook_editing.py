"""Change the codebook: each verb is one entry, or one batch that is undone as one.

A code's id stays for ever; its name, definition and place do not. Each change of a definition says
whether it changes what the code means: if so, the codings made before it wait to be looked at again.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from okqual.errors import OkqualError
from okqual.ingest.definitions.derived_ids import word_id
from okqual.model.canonical import canonical
from okqual.model.codebook import Code, Codebook
from okqual.model.codebook_edits import bare, reaches
from okqual.model.events import Kind
from okqual.model.plain import code_to_plain
from okqual.store import codebook_history, contents, queries
from okqual.store.journal import Pen
from okqual.store.registers import holder, subject
from okqual.study.changing import changing
from okqual.study.codebook_lock import check_may_edit
from okqual.study.definitions import code_named, codebook, codebooks
from okqual.study.opening import Study

_ID = re.compile(r"[A-Za-zÅÄÖåäö][A-Za-zÅÄÖåäö0-9_-]*(\.[A-Za-zÅÄÖåäö0-9_-]+)*")


def define_code(study: Study, code: Code, meaning: bool = True, batch: str = "") -> Code:
    """Make a code, or make ``code`` the definition in force of the one with its id; parents and retirement follow it.

    ``meaning`` says whether an edit changes what the code means. What stands already writes nothing.
    Raises OkqualError for a locked codebook or code, an empty name, an id that cannot be one or belongs
    to something else, and parents that are unknown or would close a circle.
    """
    check_may_edit(study)
    book = _book_of(study, code)
    _check(study, book, code)
    with changing(study) as pen:
        _Edit(pen, book.id, batch or _batch_if_several(pen, book, code)).define(book.by_id.get(code.id), code, meaning)
    return code_named(study, code.id)


def check_code(study: Study, code: Code) -> None:
    """Raises what :func:`define_code` would, before one asks whether the meaning changes."""
    check_may_edit(study)
    _check(study, _book_of(study, code), code)


def new_code(
    study: Study, name: str, parents: Sequence[str] = (), questions: Sequence[str] = (), outside: bool = False
) -> Code:
    """Make a code with a name and nothing more; its id is made from the first parent and the name."""
    made = Code(new_id(study, name, parents), name.strip(), tuple(parents), questions=tuple(questions), outside=outside)
    return define_code(study, made)


def add_sub_code(study: Study, parent: str, name: str) -> Code:
    """Make a code below another; it is expected where its parent is, and has no scale.

    Raises OkqualError for an unknown parent, an empty name and a locked codebook.
    """
    above = code_named(study, parent)
    made = Code(
        new_id(study, name, (above.id,)), name.strip(), (above.id,), questions=above.questions, outside=above.outside
    )
    return define_code(study, made)


def new_id(study: Study, name: str, parents: Sequence[str] = ()) -> str:
    """An id that no code has had, from the first parent and the words of the name."""
    book = codebook(study)
    taken = {*book.by_id, *queries.all_aliases(study.db), *_above(book), *queries.codes_ever(study.db)}
    first = parents[0] if parents else ""
    if first in book.by_id and not book.by_id[first].group:
        return word_id(name, taken, f"{first}.")
    question = next((one for one in book.evaluation_questions if one.id == first), None)
    prefix = question.criterion if question else first
    return word_id(name, taken, f"{prefix}-" if prefix else "")


def rename_code(study: Study, code: str, name: str, meaning: bool = False) -> Code:
    """Give a code another name; its id stays."""
    return define_code(study, replace(code_named(study, code), name=name.strip()), meaning)


def move_code(study: Study, code: str, parents: Sequence[str]) -> Code:
    """Put a code under these codes, evaluation questions or criteria; several are allowed, and none."""
    return define_code(study, replace(code_named(study, code), parents=tuple(dict.fromkeys(parents))), meaning=False)


def retire_code(study: Study, code: str, on: bool = True) -> Code:
    """Keep a code with its codings but let it be put no more, or take it into use again."""
    return define_code(study, replace(code_named(study, code), retired=on), meaning=False)


def merge_codes(study: Study, code: str, into: str, meaning: bool = False) -> Code:
    """Let a code's codings count and show as another's. They keep what they are: undone, all is as before.

    ``meaning`` says that the other code means something else, so that the codings are to be looked at.
    Raises OkqualError where a code would be merged into itself or one below it, and where codings
    carry values that the other code's scale lacks.
    """
    check_may_edit(study)
    gone, kept = code_named(study, code), code_named(study, into)
    book = _book_of(study, gone)
    above = {one.id: one.parents for one in codebook(study).codes}
    if reaches(above, kept.id, gone.id):
        values: dict[str, object] = {"code": gone.name, "into": kept.name}
        raise OkqualError("errors.merge_below", values, "errors.merge_below.try")
    _check_unlocked(gone)
    known = {value.id for value in kept.scale.values} if kept.scale else set()
    lacking = [value for value in queries.values_used(study.db, gone.id) if value not in known]
    if lacking:
        values = {"code": gone.name, "into": kept.name, "values": ", ".join(lacking)}
        raise OkqualError("errors.merge_values", values, "errors.merge_values.try")
    with changing(study) as pen:
        over = holder(pen.db, subject("code", book.id, gone.id), "into")
        payload = {"codebook": book.id, "code": gone.id, "into": kept.id, "meaning": int(meaning), "over": over}
        pen.write(Kind.CODE_MERGED, payload)
    return code_named(study, kept.id)


def split_code(study: Study, code: str, names: Sequence[str]) -> tuple[Code, ...]:
    """Make new codes of one, beside it; its codings wait to be sorted by a person.

    The code keeps its definition, which says what it was split into. Raises OkqualError for fewer than
    two names.
    """
    check_may_edit(study)
    old = code_named(study, code)
    book = _book_of(study, old)
    wanted = [name.strip() for name in names if name.strip()]
    if len(wanted) < 2:
        raise OkqualError("errors.split_names", {"code": old.name}, "errors.split_names.try")
    _check_unlocked(old)
    made: list[Code] = []
    with changing(study) as pen:
        edit = _Edit(pen, book.id, pen.begin_batch())
        for name in wanted:
            prefix = f"{old.id.rpartition('.')[0]}." if "." in old.id else f"{old.id.partition('-')[0]}-"
            taken = {*codebook(study).by_id, *_above(book), *queries.codes_ever(pen.db)}
            new = replace(old, id=word_id(name, taken, prefix), name=name, split_into=(), retired=False, synonyms=())
            edit.define(None, new, meaning=True)
            made.append(new)
        into = tuple(dict.fromkeys((*old.split_into, *(one.id for one in made))))
        edit.define(old, replace(old, split_into=into), meaning=True)
    return tuple(code_named(study, one.id) for one in made)


def settle_definition(study: Study, book: str, code: Code) -> None:
    """Make a definition hold over those that its writer had not seen."""
    with changing(study) as pen:
        _Edit(pen, book, "").settle(code, meaning=bare(code_named(study, code.id)) != bare(code))


def take_off(study: Study, book: str, code: str, parent: str) -> None:
    """Take an edge out of the code graph that was left out because it would close a circle."""
    with changing(study) as pen:
        over = holder(pen.db, subject("code", book, code), subject("parent", parent))
        payload = {"codebook": book, "code": code, "parent": parent, "on": False, "over": over}
        pen.write(Kind.CODE_PARENT, payload)


@dataclass(frozen=True, slots=True)
class _Edit:
    """Writes what differs between a code as it stands and as it is to be."""

    pen: Pen
    book: str
    batch: str

    def define(self, old: Code | None, new: Code, meaning: bool) -> None:
        about = subject("code", self.book, new.id)
        if old is None or bare(old) != bare(new):
            self.settle(new, meaning)
        before = old.parents if old else ()
        for parent, on in _parent_changes(before, new.parents):
            said: dict[str, object] = {
                "parent": parent,
                "on": on,
                "over": holder(self.pen.db, about, subject("parent", parent)),
            }
            self._write(Kind.CODE_PARENT, new, said)
        if new.retired != (old.retired if old else False):
            said = {"on": new.retired, "over": holder(self.pen.db, about, "retired")}
            self._write(Kind.CODE_RETIRED, new, said)

    def settle(self, new: Code, meaning: bool) -> None:
        """Write a definition over the one that holds, and over those that its writer had not seen."""
        about = subject("code", self.book, new.id)
        said = {
            "content": contents.put(self.pen.db, contents.STUDY, canonical(code_to_plain(bare(new)))),
            "meaning": int(meaning),
            "over": holder(self.pen.db, about, "definition"),
            "settles": codebook_history.not_seen(self.pen.db, self.book, new.id),
        }
        self._write(Kind.CODE_DEFINED, new, said)

    def _write(self, kind: Kind, code: Code, said: dict[str, object]) -> None:
        self.pen.write(kind, {"codebook": self.book, "code": code.id, **said}, batch=self.batch)


def _parent_changes(before: Sequence[str], after: Sequence[str]) -> list[tuple[str, bool]]:
    return [
        *((parent, False) for parent in before if parent not in after),
        *((parent, True) for parent in after if parent not in before),
    ]


def _batch_if_several(pen: Pen, book: Codebook, new: Code) -> str:
    old = book.by_id.get(new.id)
    changes = int(old is None or bare(old) != bare(new)) + int(new.retired != (old.retired if old else False))
    changes += len(_parent_changes(old.parents if old else (), new.parents))
    return pen.begin_batch() if changes > 1 else ""


def _book_of(study: Study, code: Code) -> Codebook:
    """The codebook that has a code, or that has the first thing above a new one; else the study's first."""
    books = codebooks(study)
    if not books:
        raise OkqualError("errors.no_codebook", try_this="errors.no_codebook.try")
    has = [book for book in books if code.id in book.by_id]
    near = [book for book in books if code.parents and code.parents[0] in {*book.by_id, *_above(book)}]
    return (has or near or list(books))[0]


def _above(book: Codebook) -> Iterable[str]:
    """Ids of what codes can stand under that is no code."""
    return [*(one.id for one in book.criteria), *(one.id for one in book.evaluation_questions)]


def _check(study: Study, book: Codebook, code: Code) -> None:
    old = book.by_id.get(code.id)
    if not code.name.strip():
        raise OkqualError("errors.code_name", {"code": code.id}, "errors.code_name.try")
    if not _ID.fullmatch(code.id):
        raise OkqualError("errors.code_id", {"code": code.id}, "errors.code_id.try")
    if old is None and (code.id in _above(book) or queries.counts_as(study.db, code.id) != code.id):
        raise OkqualError("errors.code_id_taken", {"code": code.id}, "errors.code_id_taken.try")
    if old is not None and replace(bare(old), locked=code.locked) != bare(code):
        _check_unlocked(old)
    known = {*book.by_id, *_above(book)}
    for parent in code.parents:
        if parent not in known:
            raise OkqualError("errors.code_parent", {"code": code.name, "parent": parent}, "errors.code_parent.try")
    above = {one.id: one.parents for one in book.codes}
    for parent in code.parents:
        if reaches(above, parent, code.id):
            values: dict[str, object] = {"code": code.name, "parent": parent}
            raise OkqualError("errors.code_circle", values, "errors.code_circle.try")


def _check_unlocked(code: Code) -> None:
    if code.locked:
        raise OkqualError("errors.code_locked", {"code": code.name}, "errors.code_locked.try")
