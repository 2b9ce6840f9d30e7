"""How alike the coders of a study judged, from its codings as each coder made them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from okqual.errors import OkqualError
from okqual.model.agreement import Agreement, Unit
from okqual.store import queries
from okqual.store.database import reading
from okqual.study import browsing
from okqual.study.opening import Study

if TYPE_CHECKING:
    from okqual.analysis.agreement import Judged


def agree(study: Study, unit: Unit = Unit.CASE, coders: Sequence[str] = (), seed: int | None = None) -> Agreement:
    """The agreement of those coders, or of all who share an interview.

    Raises OkqualError for a coder that the study does not know.
    """
    return _agreement(study, judged(study), unit, coders, seed)


def agree_twice(study: Study, coders: Sequence[str] = (), seed: int | None = None) -> tuple[Agreement, Agreement]:
    """The agreement by interview and by passage, of one picture of the study."""
    found = judged(study)
    return _agreement(study, found, Unit.CASE, coders, seed), _agreement(study, found, Unit.PASSAGE, coders, seed)


def judged(study: Study) -> Judged:
    """Who coded what, and who went through which passages."""
    # pandas is imported when it is asked for, so that the other commands start fast.
    from okqual.analysis.agreement import Judged
    from okqual.store import frames

    with reading(study.db):
        return Judged(frames.codings_by_passage(study.db), frames.gone_through(study.db))


def _agreement(study: Study, found: Judged, unit: Unit, coders: Sequence[str], seed: int | None) -> Agreement:
    from okqual.analysis.agreement import SEED, agreement

    known = queries.coders(study.db)
    for coder in coders:
        if coder not in known:
            values: dict[str, object] = {"coder": coder, "known": ", ".join(known) or "–"}
            raise OkqualError("errors.unknown_coder", values, "errors.unknown_coder.try")
    return agreement(found, browsing.codebook(study), unit, coders, seed=SEED if seed is None else seed)
