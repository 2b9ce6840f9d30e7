"""When Python may look for unreachable objects: in a pause, and never through a whole study in the middle of a key.

The collector walks everything that is alive every so often; with an interview open that is longer than a key takes.
"""

from __future__ import annotations

import gc


def leave_alone() -> None:
    """What is alive now stays: it is not walked again until the next :func:`tidy`."""
    gc.freeze()


def tidy() -> None:
    """Look through everything once, now."""
    gc.unfreeze()
    gc.collect()
    gc.freeze()
