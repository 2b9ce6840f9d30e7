"""Changes to who codes what, for random histories."""

from __future__ import annotations

from okqual.errors import OkqualError
from okqual.model.team import Role
from okqual.store import queries
from okqual.study import assigning
from okqual.study.opening import Study

TEAM_CHANGES = ("name", "assign", "second", "unassign", "draw", "done")
REFUSED = ("errors.coder_not_named", "errors.not_assigned", "errors.nothing_to_draw")


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
        else:
            assigning.set_done(study, case, bool(pick % 3))
    except OkqualError as error:
        assert error.key in REFUSED
