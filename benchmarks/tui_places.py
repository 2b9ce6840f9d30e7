"""How long it takes to go from one place of work to another: ``python benchmarks/tui_places.py [--keep DIR]``.

    python benchmarks/tui_places.py [--only example|large] [--keep DIR] [--notes 1000] [--codings 500000] [--rounds 4]

Headless at 140×40, on the example study and on a large one. Counted is from the letter after ``g`` until the place is
drawn, and until the last drawing before the app rests, workers included; the first time, when the place is made, is
told apart. Then the memory that the process holds. ``benchmarks/start.py`` measures the cold start.
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
from okqual.tui.collecting import REST
from okqual.tui.desk import Desk
from okqual.tui.widgets.key_line import KeyLine

PLACES = {
    "coding": ("g", "coding"), "overview": ("o", "overview"), "question by question": ("f", "answers"),
    "framework matrix": ("m", "matrix"), "values to decide": ("v", "values"), "codebook": ("b", "codebook"),
    "code by code": ("k", "code_list"), "groups compared": ("j", "compare"), "search": ("h", "search"),
    "memos": ("n", "memos"), "changes": ("u", "undo_list"),
}  # fmt: skip
TICK, QUIET = 0.02, 8
"""Seconds between looks at the app, and looks without a drawing after which it rests."""
WARM = 2.5
"""Seconds that a person looks at the first screen."""
LONGEST = 20.0
"""Seconds after which a place is given up."""


class Watch:
    """Notices every drawing of an app."""

    def __init__(self, app: OkqualApp) -> None:
        self._app: Any = app
        self.drawn = self.shown = 0.0
        self._towards = ""
        draw = app._display

        def drawing(*given: Any, **named: Any) -> None:
            draw(*given, **named)
            self.drawn = time.perf_counter()
            lines = app.screen.query(KeyLine) if app.screen_stack else ()
            if app.current_mode == self._towards and any(line.size.width for line in lines):
                self.shown = self.shown or self.drawn

        self._app._display = drawing

    async def press(self, key: str, towards: str = "") -> tuple[float, float]:
        """Milliseconds from a key until the place it leads to is drawn, and until the last drawing before the app
        rests."""
        started, self.shown, self._towards = time.perf_counter(), 0.0, towards
        self._app._driver.send_message(events.Key(key, key))
        await self.rest(started)
        return ((self.shown or self.drawn) - started) * 1000, (self.drawn - started) * 1000

    async def rest(self, started: float) -> None:
        """Wait until nothing is drawn and no worker works."""
        quiet, seen = 0, self.drawn
        while quiet < QUIET and time.perf_counter() - started < LONGEST:
            await asyncio.sleep(TICK)
            busy = any(worker.is_running and worker.group != "watch" for worker in self._app.workers)
            quiet = 0 if busy or self.drawn != seen or self.drawn < started else quiet + 1
            seen = self.drawn


async def measure(desk: Desk, rounds: int) -> dict[str, list[tuple[float, float]]]:
    """Place → milliseconds until it is drawn and until all of it is there, the first time and the later ones."""
    found: dict[str, list[tuple[float, float]]] = {name: [] for name in PLACES}
    app = OkqualApp(desk)
    async with app.run_test(size=(140, 40)) as pilot:
        await pilot.pause(WARM)
        watch = Watch(app)
        for _ in range(rounds + 1):
            for name, (letter, mode) in PLACES.items():
                if type(app.focused).__name__ == "SearchLine":
                    await watch.press("escape")
                await watch.press("g")
                found[name].append(await watch.press(letter, mode))
        memory = resident_megabytes()
        if memory is not None:
            print(f"  memory after going round {memory:.0f} MB", flush=True)
            await pilot.pause(REST + 1)
    return found


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
    found = asyncio.run(measure(desk, rounds))
    for name, (first, *later) in found.items():
        times = [whole for _, whole in later]
        said = f"later median {statistics.median(times):6.0f}  slowest {max(times):6.0f} ms" if times else ""
        print(f"  {name:22} first drawn {first[0]:6.0f}  whole {first[1]:6.0f} ms   {said}", flush=True)
    memory = resident_megabytes()
    if memory is not None:
        print(f"  memory after a rest {memory:.0f} MB", flush=True)
    desk.close()


if __name__ == "__main__":
    main()
