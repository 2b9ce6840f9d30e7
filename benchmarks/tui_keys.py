"""How long a key takes until the screen is drawn again, on a study or on a long constructed note.

    python benchmarks/tui_keys.py [STUDY_FOLDER] [--characters 1000000] [--codings 20000] [--keys 60]

Prints, for moving, putting a code, undoing and opening the code picker, median and 95th percentile in
milliseconds, headless at 140×40; and how long the first layout of the note took. With a study folder the
codes are put into a copy of it.
"""

from __future__ import annotations

import argparse
import asyncio
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from textual import events

from okqual.tui.app import OkqualApp
from okqual.tui.desk import Desk
from okqual.tui.screens.coding import CodingScreen


async def key_to_repaint(app: OkqualApp, key: str, box: bool = False) -> float:
    """Milliseconds from a key's arrival until what it changed is drawn: the screen, or a box over it."""
    coding = app.screen
    shown, drawn = asyncio.Event(), asyncio.Event()
    show = coding.show  # type: ignore[attr-defined]

    def noted(*given: object, **named: object) -> None:
        show(*given, **named)
        shown.set()

    coding.show = noted  # type: ignore[attr-defined]
    start = time.perf_counter()
    app._driver.send_message(events.Key(key, key if len(key) == 1 else None))  # type: ignore[union-attr]
    await shown.wait()
    while box and not (app.screen is not coding and app.screen.is_mounted and app.screen.query("OptionList")):
        await asyncio.sleep(0)
    # Called when the screen in front has nothing left to draw.
    app.screen.call_after_refresh(drawn.set)
    await drawn.wait()
    del coding.show  # type: ignore[attr-defined]
    return (time.perf_counter() - start) * 1000


async def measure(desk: Desk, keys: int) -> dict[str, list[float]]:
    """Times by what the key does."""
    found: dict[str, list[float]] = {"move": [], "apply": [], "undo": [], "picker": []}
    app = OkqualApp(desk)
    async with app.run_test(size=(140, 40)) as pilot:
        await pilot.pause()
        start = time.perf_counter()
        app.switch_mode("coding")
        await pilot.pause()
        print(f"open the note: {(time.perf_counter() - start) * 1000:.0f} ms")
        screen = app.screen
        assert isinstance(screen, CodingScreen)
        document = screen.session.work.document  # type: ignore[union-attr]
        start = time.perf_counter()
        document.wrap(document.width)
        print(f"wrap {len(document.shown)} characters: {(time.perf_counter() - start) * 1000:.0f} ms")
        for _ in range(keys):
            found["move"].append(await key_to_repaint(app, "down"))
        for _ in range(keys):
            found["apply"].append(await key_to_repaint(app, "1"))
            await pilot.press("escape" if screen.acts.asking and not screen.acts.asking.fresh else "enter")  # type: ignore[union-attr]
            await pilot.press("down")
        for _ in range(keys):
            found["undo"].append(await key_to_repaint(app, "u"))
        for _ in range(max(5, keys // 6)):
            found["picker"].append(await key_to_repaint(app, "k", box=True))
            await pilot.press("escape")
    return found


def print_times(found: dict[str, list[float]]) -> None:
    """One line a kind of key."""
    for name, times in found.items():
        p95 = statistics.quantiles(times, n=20)[-1]
        print(f"{name:8} median {statistics.median(times):6.1f} ms   p95 {p95:6.1f} ms   n {len(times)}")


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("study", nargs="?", type=Path)
    parser.add_argument("--characters", type=int, default=1_000_000)
    parser.add_argument("--codings", type=int, default=20_000)
    parser.add_argument("--keys", type=int, default=60)
    given = parser.parse_args(arguments)
    if given.study is None:
        from tests.tui.desk_builders import FakeDesk, long_note

        print_times(asyncio.run(measure(FakeDesk([long_note(given.characters, given.codings)]), given.keys)))
        return
    from okqual.tui.study_desk import open_desk

    with tempfile.TemporaryDirectory() as folder:
        copy = shutil.copytree(given.study, Path(folder) / "copy")
        desk = open_desk(copy, None, read_only=False)
        print_times(asyncio.run(measure(desk, given.keys)))
        desk.close()


if __name__ == "__main__":
    main()
