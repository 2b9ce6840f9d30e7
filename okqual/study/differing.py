"""Where coders differ: units with both readings side by side, those that count in the report first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from okqual.analysis.case_values import value_of
from okqual.model.agreement import Unit
from okqual.model.codebook import Code, Codebook
from okqual.model.difference import Difference, Differs, Reading, Said
from okqual.model.team import Adjudicated, Outcome
from okqual.store import judging, queries, teams
from okqual.store.database import reading
from okqual.store.judging import Row
from okqual.study import browsing
from okqual.study.opening import Study
from okqual.text.swedish import swedish_key

ORDER = tuple(Differs)
Key = tuple[str, str, str, int]
Place = tuple[str, int]


def differences(study: Study, unit: Unit = Unit.CASE, settled: bool = False) -> list[Difference]:
    """Units of shared interviews where coders differ, by what they differ in, interview and code.

    Those that were settled are left out, unless somebody coded there since or ``settled`` asks for them.
    Interviews that the study's coder codes blind are left out until all are done.
    """
    with reading(study.db):
        book, shared = browsing.codebook(study), judging.coders_of(study.db)
        judged = teams.adjudicated(study.db)
        found = [
            one
            for case in sorted(shared, key=swedish_key)
            for one in _of_case(study, book, case, shared[case], unit, judged)
            if settled or one.waits
        ]
    places = {code.id: place for place, code in enumerate(book.codes)}
    return sorted(found, key=lambda one: (
        not one.waits, ORDER.index(one.differs), swedish_key(one.case), one.note, one.number,
        places.get(one.code, len(places)),
    ))  # fmt: skip


def difference(study: Study, case: str, code: str, note: str = "", number: int = 0) -> Difference | None:
    """One unit with what each coder said of it; None where they do not differ."""
    shared = judging.coders_of(study.db).get(case)
    if shared is None:
        return None
    unit = Unit.PASSAGE if note else Unit.CASE
    found = _of_case(study, browsing.codebook(study), case, shared, unit, teams.adjudicated(study.db))
    return next((one for one in found if one.key == (case, code, note, number)), None)


def _of_case(
    study: Study, book: Codebook, case: str, coders: frozenset[str], unit: Unit, judged: dict[Key, Adjudicated]
) -> Iterator[Difference]:
    rows = judging.codings(study.db, case)
    went: dict[Place, set[str]] = defaultdict(set)
    for _case, note, number, coder in judging.gone(study.db, case):
        went[note, number].add(coder)
    texts: dict[str, str] = {}
    by_unit: dict[tuple[str, Place], list[Row]] = defaultdict(list)
    for row in rows:
        place = (row[6], row[9] or 0) if unit is Unit.PASSAGE else ("", 0)
        if unit is Unit.CASE or row[9] is not None:
            by_unit[row[3], place].append(row)
    for (name, (note, number)), there in by_unit.items():
        code = book.by_id.get(name)
        who = coders if unit is Unit.CASE else went[note, number] & coders
        if code is None or len(who) < 2:
            continue
        readings = [_reading(study, coder, there, code, texts) for coder in sorted(who)]
        differs = _differs(readings, unit)
        done = judged.get((case, name, note, number)) or (judged.get((case, name, "", 0)) if note else None)
        if differs is not None:
            stale = done is not None and _stale(readings, done, (case, name, note, number))
            yield Difference(case, name, note, number, differs, tuple(readings), done, stale)


def _reading(study: Study, coder: str, rows: list[Row], code: Code, texts: dict[str, str]) -> Reading:
    said: dict[str, Said] = {}
    for name, _case, by, _code, value, memo, note, start, end, number in rows:
        if by == coder and name not in said:
            if note not in texts:
                now = queries.current_version(study.db, note)
                texts[note] = now[2] if now else ""
            said[name] = Said(name, f"{note}:{number or '–'}", note, start, end, texts[note][start:end], value, memo)
    values = [one.value for one in said.values() if one.value is not None]
    ruled = value_of(values, code.scale, code.scale.rule) if code.scale and values else ()
    return Reading(coder, ruled, tuple(said.values()))


def _differs(readings: list[Reading], unit: Unit) -> Differs | None:
    if len({bool(one.said) for one in readings}) > 1:
        return Differs.PRESENCE
    if len({one.values for one in readings}) > 1:
        return Differs.VALUE
    places = {frozenset(each.place for each in one.said) for one in readings}
    return Differs.PLACE if unit is Unit.CASE and len(places) > 1 else None


def _stale(readings: list[Reading], done: Adjudicated, unit: Key) -> bool:
    """Whether somebody coded there since, or withdrew what was looked at; of a passage in a settled interview the
    latter is seen by the interview."""
    now = {each.coding for one in readings for each in one.said}
    made = done.counts if done.outcome is Outcome.NEW else frozenset()
    gone = (done.counts | done.others) - made - now
    return bool(now - done.counts - done.others) or (
        bool(gone) and unit == (done.case, done.code, done.note, done.number)
    )
