"""What people did apart that does not go together, after a merge: listed, and settled by a person."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator

from okqual.errors import USAGE, OkqualError
from okqual.model.conflict import Conflict, Version
from okqual.model.events import Kind
from okqual.store import apart as apart_store
from okqual.store import codebook_history, contents, queries
from okqual.store.apart import Apart
from okqual.store.database import reading
from okqual.store.entries import entries, payload_of
from okqual.store.registers import holder, subject
from okqual.study import browsing, code_versions, separating
from okqual.study.changing import changing
from okqual.study.codebook_editing import merge_codes
from okqual.study.opening import Study, setting
from okqual.text.swedish import swedish_key

FIELDS = {"case": Kind.ATTRIBUTE}
"""Subjects whose entries say several fields: only the one in conflict is said again."""


def conflicts(study: Study) -> list[Conflict]:
    """Everything that waits for a person."""
    with reading(study.db):
        return [*_fields(study), *_codebook(study), *_same_names(study), *_notes(study)]


def conflict_named(study: Study, name: str) -> Conflict:
    """One of them by its id. Raises OkqualError when there is none."""
    found = next((one for one in conflicts(study) if one.id == name), None)
    if found is None:
        raise OkqualError("errors.unknown_conflict", {"conflict": name}, "errors.unknown_conflict.try")
    return found


def settle(study: Study, name: str, way: str) -> Conflict:
    """Settle a conflict one way; both things that were said stay in the journal.

    Raises OkqualError for an unknown conflict or way, and as the verb that is called.
    """
    conflict = conflict_named(study, name)
    if way not in conflict.ways:
        values: dict[str, object] = {"way": way, "known": ", ".join(conflict.ways)}
        raise OkqualError("errors.unknown_way", values, exit_code=USAGE)
    if conflict.kind == "field":
        _settle_field(study, conflict, other=way == "other")
    elif conflict.kind == "same_name" and way == "unite":
        merge_codes(study, conflict.other.words, conflict.holds.words)
    elif conflict.kind == "note" and way == "separate":
        separating.separate(study, conflict.name, conflict.id.partition("=")[2])
    elif conflict.kind in ("same_name", "note"):
        with changing(study) as pen:
            pen.write(Kind.SETTLED_APART, {"entry": conflict.id})
    else:
        wanted = next(one for one in code_versions.conflicts(study) if _id_of(one) == name)
        code_versions.settle(study, wanted, way == "other")
    return conflict


def _fields(study: Study) -> Iterator[Conflict]:
    for one in apart_store.apart(study.db):
        about, name = one.subject[0], _name(study, one)
        yield Conflict(
            one.other.entry if _alone(one) else f"{one.other.entry}/{one.field}", "field", about, name, one.field,
            Version(apart_store.words_of(study.db, one.holds.value), one.holds.coder, one.holds.at),
            Version(apart_store.words_of(study.db, one.other.value), one.other.coder, one.other.at), ("keep", "other"),
        )  # fmt: skip


def _alone(one: Apart) -> bool:
    return one.subject[0] not in FIELDS


def _name(study: Study, one: Apart) -> str:
    """What the field is of, as a person names it."""
    about, *rest = one.subject
    if about == "coding":
        coding = queries.coding(study.db, rest[0])
        number = queries.first_passage(study.db, rest[0])
        return f"{coding.note}:{number} {coding.code}" if coding is not None else rest[0]
    if about == "study":
        return setting(study, "name")
    if about in ("passage", "secret"):
        return f"{rest[0]}:{rest[1]}"
    return " ".join(part for part in rest if part)


def _codebook(study: Study) -> Iterator[Conflict]:
    for one in code_versions.conflicts(study):
        now = browsing.codebook(study).by_id.get(one.code)
        other = code_versions.other_definition(study, one) if one.kind == "definition" else None
        ways = {"definition": ("keep", "other"), "parent": ("keep",)}.get(one.kind, ())
        yield Conflict(
            _id_of(one), one.kind, "code", one.code, one.kind, Version(now.name if now else one.code, "", 0),
            Version(other.name if other else one.other, "", 0), ways,
        )  # fmt: skip


def _id_of(one: codebook_history.Conflict) -> str:
    return one.other if one.kind == "definition" else f"{one.kind}:{one.code}>{one.other}"


def _same_names(study: Study) -> Iterator[Conflict]:
    """Codes that are called the same: candidates to unite, never united by themselves."""
    named: dict[str, list[str]] = defaultdict(list)
    for code in browsing.codebook(study).codes:
        if not code.group and not code.retired:
            named[" ".join(code.name.casefold().split())].append(code.id)
    settled = apart_store.settled(study.db)
    for ids in named.values():
        first, *others = sorted(ids, key=swedish_key)
        for other in others:
            name = f"code:{first}={other}"
            if name not in settled:
                yield Conflict(
                    name, "same_name", "code", browsing.codebook(study).name_of(first), "name", Version(first, "", 0),
                    Version(other, "", 0), ("unite", "apart"),
                )  # fmt: skip


def _notes(study: Study) -> Iterator[Conflict]:
    """Two files that were read in apart as one note."""
    settled = apart_store.settled(study.db)
    for note, current, other in apart_store.roots(study.db):
        name = f"note:{note}={other}"
        holds, hidden = (queries.note_at_load(study.db, version) for version in (current, other))
        if name not in settled and holds is not None and hidden is not None:
            yield Conflict(
                name, "note", "note", note, "file", Version(holds[1], holds[4], holds[5]),
                Version(hidden[1], hidden[4], hidden[5]), ("separate", "keep"),
            )  # fmt: skip


def _settle_field(study: Study, conflict: Conflict, other: bool) -> None:
    address = conflict.id.partition("/")[0]
    origin, _, number = address.rpartition(":")
    entry = next(entries(study.db, "origin = ? AND number = ?", (origin, int(number))))
    with changing(study) as pen:
        batch = pen.begin_batch() if other else ""
        if other:
            found = next(one for one in apart_store.apart(study.db) if one.other.entry == address
                         and (_alone(one) or one.field == conflict.field))  # fmt: skip
            payload = payload_of(entry)
            if entry.kind == Kind.ATTRIBUTE:
                payload["attributes"] = [
                    pair for pair in payload["attributes"] if contents.get(pen.db, pair[0]) == conflict.field
                ]
            over = holder(pen.db, subject(*found.subject), found.field)
            # What the other said is said again, now that both have been seen.
            pen.write(Kind(entry.kind), json.loads(json.dumps({**payload, "over": over})), batch=batch)
        pen.write(Kind.SETTLED_APART, {"entry": conflict.id}, batch=batch)
