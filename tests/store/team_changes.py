"""Changes to who codes what, for random histories."""

from __future__ import annotations

from okqual.errors import OkqualError
from okqual.model.agreement import Unit
from okqual.model.team import Outcome, Role
from okqual.store import queries
from okqual.study import adjudicating, assigning
from okqual.study.differing import differences
from okqual.study.opening import Study

TEAM_CHANGES = ("name", "assign", "second", "unassign", "draw", "done", "adjudicate", "reopen")
REFUSED = (
    "errors.coder_not_named", "errors.not_assigned", "errors.nothing_to_draw", "errors.unknown_code",
    "errors.no_codebook", "errors.unknown_value", "errors.no_reading", "errors.retired_code",
)  # fmt: skip


def change_team(study: Study, pick: int, what: str) -> None:
    """Do one of them somehow; what the study refuses is passed by."""
    cases = queries.cases(study.db)
    coder, case = ("AK", "TS", "LB")[pick % 3], [cases[pick % len(cases)]] if cases else []
    try:
        if what == "name":
            assigning.name_coder(study, coder, f"Namn {pick % 2}")
        elif what == "assign":
            assigning.assign(study, case, coder, Role.MAIN, 1 + pick % 2)
        elif what == "second":
            assigning.assign(study, list(cases), coder, Role.SECOND, blind=bool(pick % 4))
        elif what == "unassign":
            assigning.unassign(study, case, coder)
        elif what == "draw":
            assigning.draw(study, coder, 1 + pick % 100, pick)
        elif what in ("adjudicate", "reopen"):
            _settle(study, pick, what == "reopen")
        else:
            assigning.set_done(study, case, bool(pick % 3))
    except OkqualError as error:
        assert error.key in REFUSED


def _settle(study: Study, pick: int, reopen: bool) -> None:
    found = differences(study, (Unit.CASE, Unit.PASSAGE)[pick % 2], settled=True)
    if not found:
        return
    one = found[pick % len(found)]
    if reopen and one.settled is not None:
        adjudicating.take_back(study, one.settled.case, one.code, one.settled.note, one.settled.number)
    elif not reopen:
        outcome = list(Outcome)[pick % 4]
        coder = one.readings[pick % len(one.readings)].coder
        adjudicating.adjudicate(study, one.case, one.code, outcome, "skäl", coder, None, one.note, one.number)
