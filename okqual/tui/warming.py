"""While a person looks at the first screen, what the other places of work are made of is brought in."""

from __future__ import annotations

import asyncio
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

from textual.screen import Screen

from okqual.tui.studies import MODULES

if TYPE_CHECKING:
    from okqual.tui.app import OkqualApp

RESTS = 0.7
"""Seconds after the first screen before anything is brought in: the first keys come first."""
ALSO = ("okqual.study.coding", "okqual.study.undoing", "okqual.study.framework", "okqual.study.comparing")
"""Verbs that places import when they are asked for."""
BREATH = 0.02
"""Seconds between two pieces of that work, in which keys are answered."""


def style_sheets(module: ModuleType) -> list[Path]:
    """The style sheets of the screens that a module defines, named as Textual names them."""
    folder = Path(module.__file__ or "").parent
    screens = [each for each in vars(module).values() if isinstance(each, type) and issubclass(each, Screen)]
    names = [each.CSS_PATH for each in screens if each.__module__ == module.__name__]
    return [(folder / name).resolve() for name in names if isinstance(name, str)]


def soon(app: OkqualApp) -> None:
    """Bring in the places of work a little later, one after the other, beside the keys."""

    async def bring_in() -> None:
        for module in (*MODULES, *ALSO):
            found = await asyncio.to_thread(import_module, module)
            await asyncio.sleep(BREATH)
            for sheet in style_sheets(found):
                if not app.stylesheet.has_source(str(sheet), ""):
                    app.stylesheet.read(sheet)
                    app.stylesheet.parse()
                    await asyncio.sleep(BREATH)

    app.set_timer(RESTS, lambda: app.run_worker(bring_in(), group="warming", exit_on_error=False))
