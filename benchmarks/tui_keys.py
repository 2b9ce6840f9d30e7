"""How long a coder's keys take until what they did is drawn: ``python benchmarks/tui_keys.py``.

    python benchmarks/tui_keys.py [--keys 60] [--characters 1000000] [--codings 20000]
        [--only example|long|large] [--keep DIR]

Three studies are made: the example's notes without any coding, one note of a million characters with 20,000
codings of others, and a thousand notes with half a million.
A coder then goes through them headless at 140×40: picker, a letter, code, undo, redo, down, next
undone. Counted is from the key's arrival to the end of the first drawing that was begun after the key had done its
work. Every code that is put is a new coding in the journal.
"""

from __future__ import annotations

import argparse
import asyncio
import statistics
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from large_study import kept
from material import make_study, write_codings, write_markdown
from measuring import apart, scratch
from textual import events

from okqual.tui.app import OkqualApp
from okqual.tui.desk import Desk
from okqual.tui.screens.coding import CodingScreen
from okqual.tui.widgets.picker import Picker, PickerLine

Times = dict[str, list[tuple[float, float]]]
"""Milliseconds until it is drawn, and of them those that this process worked."""
KEYS = ("move", "apply", "undo", "next undone", "open picker", "a letter")
CHARACTERS_A_WORD = 6
LONGEST = 60
"""Seconds after which no further passage is begun."""
NO_NOTES = ("README.md", "kodningar.csv", "kapitel.yaml")


class Stopwatch:
    """Times keys on the screen in front."""

    def __init__(self, app: OkqualApp, screen: CodingScreen) -> None:
        self._app, self._screen = app, screen
        self._done, self._drawn = asyncio.Event(), asyncio.Event()
        self._at = self._worked = 0.0
        self._notice(screen, "show", self._done.set)
        self._notice(screen.query_one(PickerLine), "_typed", self._done.set)
        self._notice_drawing(screen)

    def _notice(self, thing: Any, name: str, say: Callable[[], None]) -> None:
        deed = getattr(thing, name)

        def noted(*given: object, **named: object) -> object:
            try:
                return deed(*given, **named)
            finally:
                say()

        setattr(thing, name, noted)

    def _notice_drawing(self, screen: Any) -> None:
        draw = screen._compositor_refresh

        def drawing() -> None:
            of_this_key = self._done.is_set()
            draw()
            if of_this_key:
                self._at, self._worked = time.perf_counter(), time.process_time()
                self._drawn.set()
                self._done.clear()

        screen._compositor_refresh = drawing

    async def press(self, key: str) -> tuple[float, float]:
        """Milliseconds from the key to the drawing, and of work in them."""
        await self.rest()
        self._done.clear()
        self._drawn.clear()
        start, worked = time.perf_counter(), time.process_time()
        self.send(key)
        await asyncio.wait_for(self._drawn.wait(), 2)
        return (self._at - start) * 1000, (self._worked - worked) * 1000

    def send(self, key: str) -> None:
        """Hand a key to the app as its terminal does."""
        self._app._driver.send_message(events.Key(key, key if len(key) == 1 else None))  # type: ignore[union-attr]

    async def rest(self) -> None:
        """Let everything that follows a key end, as it does between a person's keys."""
        await asyncio.sleep(0.06)


async def measure(desk: Desk, keys: int) -> Times:
    """Milliseconds by kind of key."""
    found: Times = {name: [] for name in KEYS}
    app = OkqualApp(desk)
    async with app.run_test(size=(140, 40)) as pilot:
        await pilot.pause(0.5)
        app.switch_mode("coding")
        await pilot.pause(1)
        screen = app.screen
        assert isinstance(screen, CodingScreen)
        assert screen.session is not None
        watch = Stopwatch(app, screen)
        end = time.monotonic() + LONGEST
        while len(found["apply"]) < keys and time.monotonic() < end:
            while not screen.session.expected() and screen.session.to_question(1):
                # Passages under which no code is expected are walked past: they have no key to be timed.
                screen.show()
            await _a_passage(watch, screen, found)
        print(f"  put {len(found['apply'])} codings; the study now has {sum(desk.code_counts().values())}")
    return found


async def _a_passage(watch: Stopwatch, screen: CodingScreen, found: Times) -> None:
    session, acts, picker = screen.session, screen.acts, screen.query_one(Picker)
    assert session is not None
    assert acts is not None
    found["open picker"].append(await watch.press("k"))
    assert picker.is_open
    found["a letter"].append(await watch.press("s"))
    await watch.rest()
    watch.send("escape")
    if session.expected() and not session.work.own_on(session.cursor):
        before = len(session.work.codings)
        found["apply"].append(await watch.press("1"))
        assert len(session.work.codings) == before + 1
        if acts.asking is not None:
            await watch.press("enter")
        found["undo"].append(await watch.press("u"))
        await watch.press("U")
    elif not session.work.is_done(session.cursor):
        # No code is expected here: gone through all the same, or the next undone passage would be this one again.
        await watch.press("x")
    if session.cursor + 1 < len(session.work.passages):
        found["move"].append(await watch.press("down"))
    found["next undone"].append(await watch.press("space"))


def print_times(found: Times) -> None:
    """One line a kind of key: until it is drawn, and how much of that was work (the rest is waiting)."""
    for name, times in found.items():
        parts = [f"{of} median {statistics.median(ms):5.1f} p95 {statistics.quantiles(ms, n=20)[-1]:5.1f} ms"
                 for of, ms in zip(("drawn:", "work:"), zip(*times, strict=True), strict=True)]  # fmt: skip
        print(f"  {name:12} {'   '.join(parts)}   n {len(times)}", flush=True)


def make_example(folder: str) -> None:
    """The example's guide, codebook and notes, and no coding."""
    from okqual.study.founding import create_study
    from okqual.study.loading import load
    from okqual.study.opening import shipped

    study = create_study(Path(folder), name="Mätning")
    load(study, sorted(path for path in shipped("transcripts").iterdir() if path.name not in NO_NOTES))
    study.close()


def make_long(folder: str, characters: int, codings: int) -> None:
    """One note of about so many characters with codings of three others."""
    from okqual.study.codings_file import import_codings
    from okqual.study.opening import open_study

    notes, file = f"{folder}-notes", f"{folder}.csv"
    write_markdown(notes, 1, characters // CHARACTERS_A_WORD)
    make_study(folder, notes)
    write_codings(folder, file, codings, by_quote=False)
    study = open_study(Path(folder))
    import_codings(study, Path(file))
    study.close()


def main() -> None:
    """Make the studies, measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--characters", type=int, default=1_000_000)
    parser.add_argument("--codings", type=int, default=20_000)
    parser.add_argument("--keys", type=int, default=60)
    parser.add_argument("--only", choices=["example", "long", "large"])
    parser.add_argument("--keep", type=Path, help="where the large study is kept for the next time")
    given = parser.parse_args()
    with scratch() as folder:
        if given.only in (None, "example"):
            apart(make_example, str(folder / "example"))
            print("the example's notes, uncoded:")
            _measure_in(folder / "example", given.keys)
        if given.only in (None, "long"):
            apart(make_long, str(folder / "long"), given.characters, given.codings)
            print(f"one note of {given.characters:,} characters with {given.codings:,} codings:")
            _measure_in(folder / "long", given.keys)
        if given.only in (None, "large"):
            large = kept(given.keep or folder, 1_000, 500_000)
            print("a thousand notes with half a million codings:")
            _measure_in(large, given.keys)


def _measure_in(folder: Path, keys: int) -> None:
    from okqual.tui.study_desk import open_desk

    desk = open_desk(folder, None, read_only=False)
    print_times(asyncio.run(measure(desk, keys)))
    desk.close()


if __name__ == "__main__":
    main()
