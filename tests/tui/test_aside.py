"""What reads beside the keys is heard, and is not waited for by one who leaves."""

from __future__ import annotations

import asyncio
import threading
import time

import pytest

from okqual.errors import OkqualError
from okqual.tui.aside import aside


async def test_what_was_read_and_what_went_wrong_is_heard() -> None:
    assert await aside(lambda: 3) == 3

    def fails() -> None:
        raise OkqualError("errors.no_study", {"path": "x"})

    with pytest.raises(OkqualError):
        await aside(fails)


def test_leaving_does_not_wait_for_a_reading() -> None:
    begun, let_go = threading.Event(), threading.Event()

    def read() -> None:
        begun.set()
        let_go.wait(60)

    async def sit() -> None:
        reading = asyncio.create_task(aside(read))
        while not begun.is_set():
            await asyncio.sleep(0.01)
        reading.cancel()

    started = time.monotonic()
    asyncio.run(sit())
    assert time.monotonic() - started < 30
    let_go.set()
