"""While a person looks at the first screen, what the other places of work are made of is brought in."""

from __future__ import annotations

import asyncio
from importlib import import_module
from typing import TYPE_CHECKING

from okqual.tui.studies import MODULES

if TYPE_CHECKING:
    from okqual.tui.app import OkqualApp

RESTS = 0.7
"""Seconds after the first screen before anything is brought in: the first keys come first."""
ALSO = ("okqual.study.coding", "okqual.study.undoing", "okqual.study.framework", "okqual.study.comparing")
"""Verbs that places import when they are asked for."""


def soon(app: OkqualApp) -> None:
    """Bring in the places of work a little later, one after the other, beside the keys."""

    async def bring_in() -> None:
        for module in (*MODULES, *ALSO):
            await asyncio.to_thread(import_module, module)
            await asyncio.sleep(0.02)

    app.set_timer(RESTS, lambda: app.run_worker(bring_in(), group="warming", exit_on_error=False))
