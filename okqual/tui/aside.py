"""Reading in a thread that nobody waits for when one leaves.

asyncio waits for its own threads before a program ends: whoever quits while half a million codings are read would sit
before a terminal that does not answer. What reads changes nothing, and may be left where it is.
"""

from __future__ import annotations

import asyncio
import contextlib
import contextvars
import threading
from collections.abc import Callable
from functools import partial
from typing import TypeVar

Found = TypeVar("Found")


async def aside(read: Callable[[], Found]) -> Found:
    """What was read, or the error that reading ended with. Cancelled, it goes on unheard."""
    loop = asyncio.get_running_loop()
    answer: asyncio.Future[Found] = loop.create_future()

    def work() -> None:
        try:
            found = read()
        except BaseException as error:  # whoever waits for it gets it
            tell(partial(answer.set_exception, error))
        else:
            tell(partial(answer.set_result, found))

    def tell(say: Callable[[], None]) -> None:
        # Nobody is there any more once the app has ended.
        with contextlib.suppress(RuntimeError):
            loop.call_soon_threadsafe(lambda: None if answer.done() else say())

    threading.Thread(target=contextvars.copy_context().run, args=(work,), daemon=True).start()
    return await answer
