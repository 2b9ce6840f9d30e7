"""When Python may look for unreachable objects: in a pause, and never through a whole study in the middle of a key.

The collector walks everything that is alive every so often; with an interview open that is longer than a key takes.
"""

from __future__ import annotations

import ctypes
import gc
import sys
import time
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from textual.app import App

YOUNG = 5_000
"""New objects before Python looks through those, instead of its usual 700: a key makes some thousands."""
SELDOM = 1_000
"""Rounds through the young objects before Python looks through the old ones by itself, instead of its usual ten."""
EVERY = 0.25
"""Seconds between two looks whether there is a pause."""
PAUSE = 0.5
"""Seconds without a key after which the old objects may be looked through: a person reads."""
REST = 15
"""Seconds without a key after which even what was left alone is looked through."""


class Pauses:
    """Knows when the last key came, and looks for unreachable objects when none has come for a while."""

    def __init__(self, app: App[Any]) -> None:
        self._usual = gc.get_threshold()
        gc.set_threshold(YOUNG, self._usual[1], SELDOM)
        self._key = time.monotonic()
        self._looked = self._rested = False
        app.set_interval(EVERY, self.look)

    def interrupt(self) -> None:
        """A key has come."""
        self._key = time.monotonic()
        self._looked = self._rested = False

    def look(self) -> None:
        """Use the pause, if it is one, once."""
        still = time.monotonic() - self._key
        if still > REST and not self._rested:
            self._rested = True
            tidy()
        elif still > PAUSE and not self._looked:
            self._looked = True
            gc.collect()
            leave_alone()

    def end(self) -> None:
        """From now on as Python does it."""
        gc.set_threshold(*self._usual)


def leave_alone() -> None:
    """What is alive now stays: it is not walked again until the next :func:`tidy`."""
    gc.freeze()


def tidy() -> None:
    """Look through everything once, now, and let the system have the memory that is free."""
    gc.unfreeze()
    gc.collect()
    gc.freeze()
    give_back()


def give_back() -> None:
    """Hand pages that nothing lies in any more to the system; only Linux's C library waits to be told."""
    if sys.platform == "linux":
        trim = getattr(ctypes.CDLL(None), "malloc_trim", None)  # musl has none
        if trim is not None:
            trim(0)
