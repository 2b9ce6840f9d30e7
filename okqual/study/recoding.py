"""Put a coding under another code, and sort the segments of a code into codes below it."""

from __future__ import annotations

from okqual.errors import OkqualError
from okqual.model.codebook import Code
from okqual.model.coding import Coding
from okqual.model.events import Kind
from okqual.store import queries
from okqual.store.registers import holder, subject
from okqual.study.changing import changing
from okqual.study.coding import apply_code
from okqual.study.definitions import code_named, codebook, definition_in_force
from okqual.study.opening import Study


def recode(study: Study, coding: str, code: str) -> Coding:
    """Put a coding under another code; a value that the code's scale lacks is cleared. The same code writes nothing.

    Raises OkqualError for an unknown coding or code, a code that is only a heading, and one that is retired.
    """
    now, wanted = _coding(study, coding), code_named(study, code)
    if wanted.group:
        raise OkqualError("errors.group_code", {"code": wanted.name}, "errors.group_code.try")
    if wanted.retired:
        raise OkqualError("errors.retired_code", {"code": wanted.name}, "errors.retired_code.try")
    if now.code == wanted.id:
        return now
    known = [value.id for value in wanted.scale.values] if wanted.scale else []
    with changing(study) as pen:
        payload = {
            "coding": coding, "code": wanted.id, "definition": definition_in_force(study, wanted),
            "cleared": int(now.value is not None and now.value not in known),
            "over": holder(pen.db, subject("coding", coding), "code"),
        }  # fmt: skip
        pen.write(Kind.CODING_RECODED, payload)
    return _coding(study, coding)


def sub_codes(study: Study, code: str) -> list[Code]:
    """The codes directly below a code that can be put, in the order of the codebook."""
    return [one for one in codebook(study).codes if code in one.parents and not one.group and not one.retired]


def sort_into(study: Study, coding: str, sub_code: str) -> Coding:
    """Sort a segment into a code below its own: a coding of the same words is added under it.

    The coding above stays with its value, so that what is counted under its code does not change. A segment that
    the coder has sorted before is put under the other code instead. Raises OkqualError as :func:`recode`, and for a
    code that is not below the coding's.
    """
    now, wanted = _coding(study, coding), code_named(study, sub_code)
    siblings = [one.id for one in sub_codes(study, now.code)]
    if wanted.id not in siblings:
        values: dict[str, object] = {"code": wanted.name, "above": code_named(study, now.code).name}
        raise OkqualError("errors.not_below", values, "errors.not_below.try")
    there = sorted_as(study, now, siblings)
    if there is not None:
        return recode(study, there.id, wanted.id)
    return apply_code(study, now.note, now.start, now.end, wanted.id, participants=now.participants)


def sorted_as(study: Study, coding: Coding, siblings: list[str]) -> Coding | None:
    """The coder's own coding of the same words under one of these codes."""
    return next(
        (
            other
            for other in queries.codings_at(study.db, coding.note, coding.start, coding.end)
            if other.code in siblings and other.coder == study.coder
        ),
        None,
    )


def _coding(study: Study, name: str) -> Coding:
    found = queries.coding(study.db, name)
    if found is None:
        raise OkqualError("errors.unknown_coding", {"coding": name}, "errors.unknown_coding.try")
    return found
