"""Settle a unit where coders differ: which codings count, who says so, when and why. Nobody's coding is changed."""

from __future__ import annotations

from collections.abc import Sequence

from okqual.errors import USAGE, OkqualError
from okqual.model.difference import Difference, Said
from okqual.model.events import Kind
from okqual.model.team import Adjudicated, Outcome
from okqual.store import contents, queries, teams
from okqual.store.registers import holder, subject
from okqual.study.changing import changing
from okqual.study.definitions import code_named, definition_in_force
from okqual.study.differing import difference
from okqual.study.opening import Study


def adjudicate(
    study: Study, case: str, code: str, outcome: Outcome, reason: str, coder: str = "", value: str | None = None,
    note: str = "", number: int = 0,
) -> Adjudicated:  # fmt: skip
    """Settle what an interview, or a passage of it, says under a code where coders differ.

    ``coder`` is whose reading holds for :attr:`Outcome.ONE`. A new reading is a coding of the words that were coded
    there, by whoever settles, with ``value``. Raises OkqualError where coders do not differ, without a reason, for a
    coder who has not coded there and a value that the scale lacks.
    """
    if not reason.strip():
        raise OkqualError("errors.no_reason", {"case": case}, "errors.no_reason.try")
    definition = code_named(study, code)
    found = difference(study, case, definition.id, note, number)
    if found is None:
        values: dict[str, object] = {"case": f"{note}:{number}" if note else case, "code": definition.name}
        raise OkqualError("errors.no_difference", values, "errors.no_difference.try")
    known = [one.id for one in definition.scale.values] if definition.scale else []
    if value is not None and value not in known:
        values = {"value": value, "code": definition.id, "known": ", ".join(known) or "–"}
        raise OkqualError("errors.unknown_value", values, "errors.unknown_value.try")
    counts = _counting(found, outcome, coder)
    everything = {said.coding for one in found.readings for said in one.said}
    with changing(study) as pen:
        batch = pen.begin_batch() if outcome is Outcome.NEW else ""
        if outcome is Outcome.NEW:
            said = next(each for one in found.readings for each in one.said)
            item = _item(study, case, said, definition.id, definition_in_force(study, definition), value)
            counts = {pen.write(Kind.CODINGS_ADDED, {"codings": [item]}, batch=batch).address}
        about = subject("adjudicated", case, definition.id, note, number)
        payload = {
            "case": case, "code": definition.id, "note": note, "number": number, "outcome": str(outcome),
            "value": value if outcome is Outcome.NEW else None, "counts": sorted(counts),
            "others": sorted(everything - counts), "reason": contents.put(pen.db, case, reason.strip()),
            "over": holder(pen.db, about, "outcome"),
        }  # fmt: skip
        pen.write(Kind.ADJUDICATED, payload, batch=batch)
    return teams.adjudicated(study.db)[case, definition.id, note, number]


def take_back(study: Study, case: str, code: str, note: str = "", number: int = 0) -> None:
    """Open a settled unit again, whoever settled it. Raises OkqualError where nothing was settled."""
    definition = code_named(study, code)
    if (case, definition.id, note, number) not in teams.adjudicated(study.db):
        values: dict[str, object] = {"case": f"{note}:{number}" if note else case, "code": definition.name}
        raise OkqualError("errors.not_settled", values)
    with changing(study) as pen:
        about = subject("adjudicated", case, definition.id, note, number)
        payload = {
            "case": case, "code": definition.id, "note": note, "number": number, "outcome": None, "value": None,
            "counts": [], "others": [], "reason": None, "over": holder(pen.db, about, "outcome"),
        }  # fmt: skip
        pen.write(Kind.ADJUDICATED, payload)


def settled(study: Study) -> list[Adjudicated]:
    """What was settled, the earliest first."""
    return sorted(teams.adjudicated(study.db).values(), key=lambda one: (one.at, one.case, one.code))


def _counting(found: Difference, outcome: Outcome, coder: str) -> set[str]:
    by = {one.coder: {said.coding for said in one.said} for one in found.readings}
    if outcome is Outcome.ONE:
        if coder not in by:
            values: dict[str, object] = {"coder": coder or "–", "known": ", ".join(by)}
            raise OkqualError("errors.no_reading", values, exit_code=USAGE)
        return by[coder]
    return set().union(*by.values()) if outcome is Outcome.BOTH else set()


def _item(study: Study, case: str, said: Said, code: str, definition: str, value: str | None) -> Sequence[object]:
    now = queries.current_version(study.db, said.note)
    assert now is not None
    return [case, said.note, now[0], said.start, said.end, code, definition, study.coder, value, 0, None, []]
