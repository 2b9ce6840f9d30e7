"""How alike the coders of a study judged, from its codings as each coder made them, and as they were settled."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from okqual.errors import OkqualError
from okqual.model.agreement import Agreement, Unit
from okqual.store import queries, teams
from okqual.store.database import reading
from okqual.study import browsing
from okqual.study.opening import Study

if TYPE_CHECKING:
    from okqual.analysis.agreement import Judged


def agree(
    study: Study, unit: Unit = Unit.CASE, coders: Sequence[str] = (), seed: int | None = None, round: int = 0,
    settled: bool = False,
) -> Agreement:  # fmt: skip
    """The agreement of those coders, or of all who share an interview; of one round of interviews, or of all.

    ``settled`` is of what was settled where they differed, and not of what each said first. Raises OkqualError for a
    coder that the study does not know, and a round that no interview is assigned in.
    """
    return _agreement(study, judged(study, settled), unit, coders, seed, round, settled)


def agree_twice(
    study: Study, coders: Sequence[str] = (), seed: int | None = None, round: int = 0, settled: bool = False
) -> tuple[Agreement, Agreement]:
    """The agreement by interview and by passage, of one picture of the study."""
    found = judged(study, settled)
    by_case, by_passage = (
        _agreement(study, found, unit, coders, seed, round, settled) for unit in (Unit.CASE, Unit.PASSAGE)
    )
    return by_case, by_passage


def before_and_after(study: Study) -> list[Agreement]:
    """The agreement of what each said first, and where something was settled also of that; none without shared ones."""
    found = [*agree_twice(study), *(agree_twice(study, settled=True) if teams.adjudicated(study.db) else ())]
    return [each for each in found if each.cases]


def judged(study: Study, settled: bool = False) -> Judged:
    """Who coded what, and who went through which passages."""
    # pandas is imported when it is asked for, so that the other commands start fast.
    from okqual.analysis.agreement import Judged
    from okqual.analysis.settling import settled as with_settled
    from okqual.store import frames

    with reading(study.db):
        found = Judged(frames.codings_by_passage(study.db), frames.gone_through(study.db))
        if settled:
            found = with_settled(found, teams.adjudicated(study.db), frames.settled_by_passage(study.db))
    return found


def _agreement(
    study: Study, found: Judged, unit: Unit, coders: Sequence[str], seed: int | None, round: int, settled: bool
) -> Agreement:
    from okqual.analysis.agreement import SEED, agreement

    known = queries.coders(study.db)
    for coder in coders:
        if coder not in known:
            values: dict[str, object] = {"coder": coder, "known": ", ".join(known) or "–"}
            raise OkqualError("errors.unknown_coder", values, "errors.unknown_coder.try")
    cases = [part.case for part in teams.assigned(study.db) if part.round == round] if round else []
    if round and not cases:
        raise OkqualError("errors.unknown_round", {"round": round}, "errors.unknown_round.try")
    made = agreement(found, browsing.codebook(study), unit, coders, cases, seed=SEED if seed is None else seed)
    return replace(made, settled=settled)
