"""Python's collector kept quiet while a million rows go by.

It looks through all that is alive again and again as objects are made, which took a seventh of a rebuild; rows refer to
nothing that refers back to them, and go without it.
"""

from __future__ import annotations

import contextlib
import gc
from collections.abc import Iterator


@contextlib.contextmanager
def uncollected() -> Iterator[None]:
    """Look for no unreachable objects as long as the context lasts, in all threads."""
    on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if on:
            gc.enable()
