"""What is counted for texts, beside the keys: reading all codings under a code takes longer than a key may."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

from okqual.tui.jobs import beside

if TYPE_CHECKING:
    from okqual.model.summary import Cell
    from okqual.study.opening import Study
    from okqual.tui.app import OkqualApp

Result = TypeVar("Result")


def read_beside(app: OkqualApp, group: str, read: Callable[[Study], Result], then: Callable[[Result], object]) -> None:
    """Read something of the study in a thread, then go on with it on the screen; a later one of the group wins."""

    def work() -> Result:
        with beside(app) as study:
            return read(study)

    async def job() -> None:
        found = await asyncio.to_thread(work)
        app.trying(lambda: then(found))

    if app.desk is not None:
        app.run_worker(job(), exit_on_error=False, exclusive=True, group=group)


def roll_up_faults(app: OkqualApp, cell: Cell, text: str, then: Callable[[list[str]], object]) -> None:
    """The statements of a roll-up that hold of no number under it, as sentences."""

    def read(study: Study) -> list[str]:
        from okqual.export.claim_words import SIGNS, claim_words
        from okqual.model.claims import Verdict
        from okqual.study.quantifying import scale
        from okqual.study.summary_claims import claims_of_cell
        from okqual.tui.signs import mark

        used = scale(study)
        wrong = [each for each in claims_of_cell(study, cell, text) if each.verdict is Verdict.MISMATCH]
        return [f"{mark(SIGNS[each.verdict])} {claim_words(each, used)}" for each in wrong]

    read_beside(app, "held", read, then)
