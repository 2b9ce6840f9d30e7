"""What is counted for texts, beside the keys: reading all codings under a code takes longer than a key may.

A thread of Python takes turns with the keys, so of a large study the numbers are counted in a process of its own.
"""

from __future__ import annotations

import pickle
import sys
from collections.abc import Callable, Sequence
from subprocess import DEVNULL, PIPE, Popen, TimeoutExpired
from threading import Event
from typing import TYPE_CHECKING, Any, TypeVar

from okqual.tui.aside import aside
from okqual.tui.jobs import beside

if TYPE_CHECKING:
    from okqual.model.finding import CountRef
    from okqual.model.summary import Cell
    from okqual.study.findings_picture import Known, Picture
    from okqual.study.opening import Study
    from okqual.tui.app import OkqualApp

Result = TypeVar("Result")
LARGE = 50 * 1024 * 1024
"""Bytes of the database from which numbers are counted in a process: some 50,000 codings.

The size is known at once; counting the codings would take longer than a key may.
"""
PATIENCE = 0.1
"""Seconds between two looks at whether one still waits."""


def read_beside(
    app: OkqualApp, group: str, read: Callable[[Study, Event], Result], then: Callable[[Result], object]
) -> None:
    """Read something of the study in a thread, then go on with it on the screen; a later one of the group wins.

    ``read`` gets an event that is set when nobody waits any more.
    """
    gone = Event()

    def work() -> Result:
        with beside(app) as study:
            return read(study, gone)

    async def job() -> None:
        try:
            found = await aside(work)
        finally:
            gone.set()
        app.trying(lambda: then(found))

    if app.desk is not None:
        app.run_worker(job(), exit_on_error=False, exclusive=True, group=group)


def picture_beside(app: OkqualApp, group: str, former: Picture | None, then: Callable[[Picture], object]) -> None:
    """What the places of findings show beside the texts."""
    large = _is_large(app)

    def read(study: Study, gone: Event) -> Picture:
        from okqual.study.findings_picture import picture

        return picture(study, former, _elsewhere(gone) if large else None)

    read_beside(app, group, read, then)


def number_beside(app: OkqualApp, ref: CountRef, then: Callable[[Known], object]) -> None:
    """One number, for a link that is to be made."""
    large = _is_large(app)

    def read(study: Study, gone: Event) -> Known:
        from okqual.study.findings_picture import numbers

        return (_elsewhere(gone) if large else numbers)(study, [ref])

    read_beside(app, "number", read, then)


def roll_up_faults(app: OkqualApp, cell: Cell, text: str, then: Callable[[list[str]], object]) -> None:
    """The statements of a roll-up that hold of no number under it, as sentences."""

    def read(study: Study, gone: Event) -> list[str]:
        from okqual.export.claim_words import SIGNS, claim_words
        from okqual.model.claims import Verdict
        from okqual.study.quantifying import scale
        from okqual.study.summary_claims import claims_of_cell
        from okqual.tui.signs import mark

        used = scale(study)
        wrong = [each for each in claims_of_cell(study, cell, text) if each.verdict is Verdict.MISMATCH]
        return [f"{mark(SIGNS[each.verdict])} {claim_words(each, used)}" for each in wrong]

    read_beside(app, "held", read, then)


def _is_large(app: OkqualApp) -> bool:
    from okqual.study.opening import DATABASE

    return app.desk is not None and (app.desk.folder / DATABASE).stat().st_size >= LARGE


def _elsewhere(gone: Event) -> Callable[[Study, Sequence[CountRef]], Known]:
    """Counts in a process of its own, which is ended when nobody waits for it any more."""

    def count(study: Study, wanted: Sequence[CountRef]) -> Known:
        # Not multiprocessing: that hands on the standard streams, and while a screen has them there are none.
        command = [sys.executable, "-c", "from okqual.tui.held import count_here; count_here()"]
        asked: bytes | None = pickle.dumps((study.folder, study.coder, list(wanted)))
        with Popen(command, stdin=PIPE, stdout=PIPE, stderr=DEVNULL) as process:
            while True:
                try:
                    told, _ = process.communicate(asked, timeout=PATIENCE)
                    break
                except TimeoutExpired:
                    asked = None
                    if gone.is_set():
                        process.kill()
                        raise
        found: Any = pickle.loads(told)
        if isinstance(found, Exception):
            raise found
        known: Known = found
        return known

    return count


def count_here() -> None:
    """In the process: count what is asked for on standard input, and tell it on standard output."""
    from okqual.study.findings_picture import numbers
    from okqual.study.opening import open_study

    folder, coder, wanted = pickle.loads(sys.stdin.buffer.read())
    found: object
    try:
        study = open_study(folder, coder, read_only=True)
        try:
            found = numbers(study, wanted)
        finally:
            study.close()
    except Exception as error:
        found = error
    sys.stdout.buffer.write(pickle.dumps(found))
