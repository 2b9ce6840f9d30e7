"""Whether an export is still waited for: asked between its steps, wherever they are, so that it can be stopped.

Who starts an export says so once, around it; every exporter then stops in the same way, with nothing written.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

GoOn = Callable[[int, int, str], bool]
"""(step, of how many, what it is about) → whether to go on."""
EVERY = 20
"""Steps of which one is told: telling takes longer than a small step."""
_asked: ContextVar[GoOn | None] = ContextVar("asked", default=None)


class Stopped(Exception):  # noqa: N818 (nothing went wrong)
    """Nobody waits for the export any more; nothing was written."""


@contextmanager
def stoppable(go_on: GoOn) -> Iterator[None]:
    """Let what is exported inside tell its steps to ``go_on``, and stop when that says so."""
    token = _asked.set(go_on)
    try:
        yield
    finally:
        _asked.reset(token)


def step(number: int = 0, of: int = 0, what: str = "") -> None:
    """A step of an export was done. Raises Stopped when nobody waits any more."""
    asked = _asked.get()
    if asked is not None and number % EVERY == 0 and not asked(number, max(of, 1), what):
        raise Stopped
