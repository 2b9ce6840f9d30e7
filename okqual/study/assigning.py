"""Who codes what: the register of coders, their interviews, a double-coded share by lot, and who is done."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence

from okqual.errors import USAGE, OkqualError
from okqual.model.events import Kind
from okqual.model.team import Assigned, CoderNow, Drawn, Role, drawn_of
from okqual.store import queries, teams
from okqual.store.journal import Pen
from okqual.store.registers import holder, subject
from okqual.study.changing import changing, write_coder
from okqual.study.opening import CODER, Study
from okqual.text.swedish import swedish_key


def coders(study: Study) -> list[CoderNow]:
    """All who are in the register, have coded or are to."""
    parts = teams.assigned(study.db)
    known = queries.coders(study.db) | teams.named(study.db)
    names = dict.fromkeys([*known, *(part.coder for part in parts)])
    return [
        CoderNow(
            name, known.get(name, ""),
            sum(part.coder == name and part.role is Role.MAIN for part in parts),
            sum(part.coder == name and part.role is Role.SECOND for part in parts),
            sum(part.coder == name and part.done for part in parts),
        )
        for name in sorted(filter(None, names), key=swedish_key)
    ]  # fmt: skip


def name_coder(study: Study, coder: str, name: str) -> None:
    """Put a coder in the register with a full name, or change the name.

    Raises OkqualError for initials with other signs than letters, digits, ".", "-" and "_", and without a name.
    """
    if not CODER.fullmatch(coder):
        raise OkqualError("errors.coder_name", {"coder": coder}, "errors.coder_name.try")
    if not name.strip():
        raise OkqualError("errors.no_coder_name", {"coder": coder}, exit_code=USAGE)
    if teams.named(study.db).get(coder) != name.strip():
        with changing(study) as pen:
            write_coder(pen, coder, name.strip())


def assignments(study: Study, case: str | None = None) -> list[Assigned]:
    """Who codes which interviews, in Swedish order."""
    return sorted(teams.assigned(study.db, case), key=lambda one: (swedish_key(one.case), one.role, one.coder))


def draws(study: Study) -> list[Drawn]:
    """What was drawn by lot."""
    return teams.draws(study.db)


def assign(
    study: Study, cases: Sequence[str], coder: str, role: Role = Role.MAIN, round: int = 1, blind: bool = True
) -> int:
    """Give a coder interviews to code; how many were changed.

    A second coder's interviews are coded blind by all who have them, unless ``blind`` is off. Raises OkqualError for a
    coder who is not in the register and an interview that is not there.
    """
    _check(study, cases, coder)
    with changing(study) as pen:
        batch = pen.begin_batch() if len(cases) > 1 else ""
        return sum(_assign(pen, case, coder, role, round, blind, batch) for case in dict.fromkeys(cases))


def unassign(study: Study, cases: Sequence[str], coder: str) -> int:
    """Take interviews from a coder; how many she had. Her codings stay."""
    _check(study, cases, "")
    with changing(study) as pen:
        batch = pen.begin_batch() if len(cases) > 1 else ""
        taken = [case for case in dict.fromkeys(cases) if teams.assignment(study.db, case, coder) is not None]
        for case in taken:
            payload = {"case": case, "coder": coder, "role": None, "round": 0, "blind": 0}
            _write(pen, Kind.ASSIGNED, "role", payload, batch)
        return len(taken)


def draw(
    study: Study, coder: str, share: int, seed: int | None = None, round: int = 1, cases: Sequence[str] = ()
) -> Drawn:
    """Draw a share (per cent) of the interviews by lot and give them to a second coder, to be coded blind.

    Drawn from are the interviews that she does not have already, or those of them that are named. The seed is
    recorded; with the same seed and interviews anyone draws the same. Raises OkqualError as :func:`assign`, and for a
    share outside 1 to 100.
    """
    if not 1 <= share <= 100:
        raise OkqualError("errors.share", {"share": share}, exit_code=USAGE)
    _check(study, cases, coder)
    there = [case for case in (cases or queries.cases(study.db)) if teams.assignment(study.db, case, coder) is None]
    if not there:
        raise OkqualError("errors.nothing_to_draw", {"coder": coder}, "errors.nothing_to_draw.try")
    seed = secrets.randbelow(1_000_000) if seed is None else seed
    chosen = drawn_of(there, share, seed)
    with changing(study) as pen:
        batch = pen.begin_batch()
        made = {
            "seed": seed, "share": share, "round": round, "of": len(there), "cases": list(chosen), "coder": coder,
        }  # fmt: skip
        address = pen.write(Kind.DRAWN, made, batch=batch).address
        for case in chosen:
            _assign(pen, case, coder, Role.SECOND, round, True, batch)
    return next(one for one in teams.draws(study.db) if one.id == address)


def set_done(study: Study, cases: Sequence[str], on: bool = True) -> int:
    """Say, as the study's coder, that one is done with interviews that one has, or not yet; how many were changed.

    Raises OkqualError for an interview that one does not have.
    """
    for case in cases:
        if teams.assignment(study.db, case, study.coder) is None:
            values: dict[str, object] = {"case": case, "coder": study.coder}
            raise OkqualError("errors.not_assigned", values, "errors.not_assigned.try")
    with changing(study) as pen:
        batch = pen.begin_batch() if len(cases) > 1 else ""
        changed = 0
        for case in dict.fromkeys(cases):
            part = teams.assignment(study.db, case, study.coder)
            if part is not None and part.done != on:
                _write(pen, Kind.CASE_DONE, "done", {"case": case, "coder": study.coder, "on": on}, batch)
                changed += 1
        return changed


def veiled(study: Study) -> frozenset[str]:
    """Interviews of which the study's coder does not see others' codings now."""
    return teams.veiled_cases(study.db, study.coder)


def _assign(pen: Pen, case: str, coder: str, role: Role, round: int, blind: bool, batch: str) -> bool:
    now = teams.assignment(pen.db, case, coder)
    wanted = (role, round, blind and (role is Role.SECOND or _has_second(pen, case, coder)))
    changed = now is None or (now.role, now.round, now.blind) != wanted
    if changed:
        payload = {"case": case, "coder": coder, "role": str(role), "round": round, "blind": int(wanted[2])}
        _write(pen, Kind.ASSIGNED, "role", payload, batch)
    if role is Role.SECOND and blind:
        # Blind is mutual: the others who code the interview do not see hers either.
        for other in teams.assigned(pen.db, case):
            if other.coder != coder and not other.blind:
                again = {
                    "case": case, "coder": other.coder, "role": str(other.role), "round": other.round, "blind": 1,
                }  # fmt: skip
                _write(pen, Kind.ASSIGNED, "role", again, batch)
    return changed


def _has_second(pen: Pen, case: str, coder: str) -> bool:
    return any(other.coder != coder and other.blind for other in teams.assigned(pen.db, case))


def _write(pen: Pen, kind: Kind, field: str, payload: Mapping[str, object], batch: str) -> None:
    over = holder(pen.db, subject("assigned", payload["case"], payload["coder"]), field)
    pen.write(kind, {**payload, "over": over}, batch=batch)


def _check(study: Study, cases: Sequence[str], coder: str) -> None:
    known = teams.named(study.db)
    if coder and coder not in known:
        values: dict[str, object] = {"coder": coder, "known": ", ".join(known) or "–"}
        raise OkqualError("errors.coder_not_named", values, "errors.coder_not_named.try")
    there = queries.cases(study.db)
    for case in cases:
        if case not in there:
            raise OkqualError("errors.unknown_case", {"case": case}, "errors.unknown_case.try")
