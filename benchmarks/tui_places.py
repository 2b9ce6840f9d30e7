"""How long it takes to go from one place of work to another: ``python benchmarks/tui_places.py [--keep DIR]``.

    python benchmarks/tui_places.py [--only example|large] [--keep DIR] [--notes 1000] [--codings 500000] [--rounds 4]

Headless at 140×40, on the example study and on a large one. Counted is from the letter after ``g`` to the end of the
last drawing before the app rests, workers included; the first time, when the place is made, is told apart. Then the
memory that the process holds. ``benchmarks/start.py`` measures the cold start.
"""

from __future__ import annotations

import argparse
import asyncio
import statistics
import time
from pathlib import Path
from typing import Any

from large_study import kept
from measuring import apart, resident_megabytes, scratch
from textual import events

from okqual.tui.app import OkqualApp
from okqual.tui.desk import Desk

PLACES = {
    "coding": "g", "overview": "o", "question by question": "f", "framework matrix": "m", "values to decide": "v",
    "codebook": "b", "code by code": "k", "groups compared": "j", "search": "h", "memos": "n", "changes": "u",
}  # fmt: skip
TICK, QUIET = 0.02, 8
"""Seconds between looks at the app, and looks without a drawing after which it rests."""
LONGEST = 20.0
"""Seconds after which a place is given up."""


class Watch:
    """Notices every drawing of an app."""

    def __init__(self, app: OkqualApp) -> None:
        self._app: Any = app
        self.drawn = 0.0
        draw = app._display

        def drawing(*given: Any, **named: Any) -> None:
            draw(*given, **named)
            self.drawn = time.perf_counter()

        self._app._display = drawing

    async def press(self, key: str) -> float:
        """Milliseconds from a key to the last drawing before the app rests."""
        started = time.perf_counter()
        self._app._driver.send_message(events.Key(key, key))
        await self.rest(started)
        return (self.drawn - started) * 1000

    async def rest(self, started: float) -> None:
        """Wait until nothing is drawn and no worker works."""
        quiet, seen = 0, self.drawn
        while quiet < QUIET and time.perf_counter() - started < LONGEST:
            await asyncio.sleep(TICK)
            busy = any(worker.is_running and worker.group != "watch" for worker in self._app.workers)
            quiet = 0 if busy or self.drawn != seen or self.drawn < started else quiet + 1
            seen = self.drawn


async def measure(desk: Desk, rounds: int) -> tuple[dict[str, float], dict[str, list[float]]]:
    """(place → milliseconds of the first time, place → those of the later times)."""
    first: dict[str, float] = {}
    later: dict[str, list[float]] = {name: [] for name in PLACES}
    app = OkqualApp(desk)
    async with app.run_test(size=(140, 40)) as pilot:
        await pilot.pause(0.5)
        watch = Watch(app)
        for at in range(rounds + 1):
            for name, letter in PLACES.items():
                if type(app.focused).__name__ == "SearchLine":
                    await watch.press("escape")
                await watch.press("g")
                took = await watch.press(letter)
                if at:
                    later[name].append(took)
                else:
                    first[name] = took
    return first, later


def main() -> None:
    """Make the studies, measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", choices=["example", "large"])
    parser.add_argument("--keep", type=Path, help="where the large study is kept for the next time")
    parser.add_argument("--notes", type=int, default=1_000)
    parser.add_argument("--codings", type=int, default=500_000)
    parser.add_argument("--rounds", type=int, default=4)
    given = parser.parse_args()
    with scratch() as folder:
        if given.only != "large":
            apart(make_example, str(folder / "example"))
            print("the example study:", flush=True)
            apart(_measure_in, folder / "example", given.rounds)
        if given.only != "example":
            large = kept(given.keep or folder, given.notes, given.codings)
            print(f"{given.notes:,} notes with {given.codings:,} codings:", flush=True)
            apart(_measure_in, large, given.rounds)


def make_example(folder: str) -> None:
    """The example study with its codings."""
    from okqual.study.founding import create_study

    create_study(Path(folder), name="Mätning", example=True).close()


def _measure_in(folder: Path, rounds: int) -> None:
    from okqual.tui.study_desk import open_desk

    desk = open_desk(folder, None, read_only=False)
    first, later = asyncio.run(measure(desk, rounds))
    for name, times in later.items():
        said = f"later median {statistics.median(times):6.0f}  slowest {max(times):6.0f} ms" if times else ""
        print(f"  {name:22} first {first[name]:6.0f} ms   {said}", flush=True)
    memory = resident_megabytes()
    if memory is not None:
        print(f"  memory held {memory:.0f} MB", flush=True)
    desk.close()


if __name__ == "__main__":
    main()
