"""Keys in a real terminal: how long until all of the repaint has come, and how many an interview takes.

    python benchmarks/tui_terminal.py [--case VB-01] [--keys 40]

okqual runs in a pseudoterminal of 140×40 (Linux and macOS). Counted is from a key to the last byte that it brings
before the terminal is quiet. Then one interview of the example is coded from nothing, by keys alone, as the example's
coder coded it: every passage is gone through, values are chosen. At the end the study itself says what is left.
"""

from __future__ import annotations

import argparse
import fcntl
import os
import pty
import select
import signal
import statistics
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Iterator
from pathlib import Path

from measuring import ROOT, apart, scratch
from tui_keys import make_example

from okqual.model.codebook import Code
from okqual.model.coding import Coding
from okqual.tui.acts import MOST_RECENT
from okqual.tui.desk import Desk
from okqual.tui.searching import find_codes
from okqual.tui.session import Session

ROWS, COLUMNS = 40, 140
QUIET = 0.15
"""Seconds without a byte after which a repaint is over."""
LONGEST = 10.0
KEYS = {"enter": "\r", "down": "\x1b[B", "extend": "\x1b[1;2B", "next": " ", "leave": "\x11"}


class Terminal:
    """okqual in a pseudoterminal."""

    def __init__(self, folder: Path) -> None:
        self._at, inside = pty.openpty()
        fcntl.ioctl(inside, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))
        named = {**os.environ, "TERM": "xterm-256color", "COLORTERM": "truecolor", "PYTHONPATH": str(ROOT)}
        started = time.perf_counter()
        self._process = subprocess.Popen(
            [sys.executable, "-m", "okqual", "--study", str(folder), "open"],
            stdin=inside, stdout=inside, stderr=inside, env=named, start_new_session=True,
        )  # fmt: skip
        os.close(inside)
        self.pressed = 0
        self.first = self._until_quiet(started, 1.0)

    def press(self, key: str) -> float:
        """Milliseconds from a key to the last byte of what it repaints."""
        self.pressed += 1
        started = time.perf_counter()
        os.write(self._at, KEYS.get(key, key).encode())
        return self._until_quiet(started, QUIET) * 1000

    def _until_quiet(self, started: float, quiet: float) -> float:
        last = 0.0
        while time.perf_counter() - started < LONGEST:
            ready, _, _ = select.select([self._at], [], [], quiet if last else LONGEST)
            if not ready:
                break
            try:
                os.read(self._at, 65536)
            except OSError:  # Linux says so when the other end is gone.
                break
            last = time.perf_counter()
        return max(0.0, last - started)

    def close(self) -> None:
        """End okqual, by its own key where that is enough."""
        for _ in range(2):
            if self._process.poll() is None:
                self.press("leave")
        try:
            self._process.wait(5)
        except subprocess.TimeoutExpired:
            self._process.send_signal(signal.SIGTERM)
        os.close(self._at)


def measure(folder: Path, keys: int) -> None:
    """Median and 95th percentile by kind of key."""
    found: dict[str, list[float]] = {}
    terminal = Terminal(folder)
    print(f"  from the start until the first screen stands {terminal.first:.2f} s")
    terminal.press("g")
    terminal.press("g")
    for _ in range(keys):
        for name, key in (("move", "down"), ("apply", "1"), ("value", "1"), ("undo", "u"), ("open picker", "k"),
                          ("a letter", "s"), ("close picker", "\x1b"), ("next undone", "next")):  # fmt: skip
            found.setdefault(name, []).append(terminal.press(key))
    terminal.close()
    for name, times in found.items():
        drawn = sorted(ms for ms in times if ms)
        p95 = statistics.quantiles(drawn, n=20)[-1] if len(drawn) > 1 else drawn[0]
        print(f"  {name:12} median {statistics.median(drawn):5.1f} p95 {p95:5.1f} ms   n {len(drawn)}")


def plan(desk: Desk, case: str, wanted: tuple[Coding, ...]) -> Iterator[tuple[str, ...]]:
    """What is pressed on each passage that is to be gone through, as the wanted codings say."""
    from okqual.model.note import PassageRole

    session = Session(desk)
    session.open(case)
    recent: list[str] = []
    covered: set[int] = set()
    for place, passage in enumerate(session.work.passages):
        session.to(place)
        asked = [session.guide.by_number.get(number) for number in passage.questions]
        if passage.role is not PassageRole.ANSWER or (asked and not any(q is None or q.coded for q in asked)):
            continue
        here = [each for each in wanted if passage.start <= each.start < passage.end]
        if place in covered and not here:
            continue
        if not here:
            rest = [at for at in session.rest_of_answer() if at not in covered]
            if len(rest) > 1 and not any(_begins(each, session, rest) for each in wanted):
                covered.update(rest)
                yield "X", "next"
                continue
        pressed: list[str] = []
        for coding in here:
            inside = session.work.document.passages_in(coding.start, coding.end)
            covered.update(inside)
            pressed += ["extend"] * (len(inside) - 1)
            code = session.codebook.by_id[coding.code]
            pressed += _keys_of(code, session.expected(), recent, session.codebook.codes)
            recent[:] = [code.id, *(each for each in recent if each != code.id)][:MOST_RECENT]
            if code.scale is not None:
                values = [value.id for value in code.scale.values]
                pressed.append(str(values.index(coding.value) + 1) if coding.value in values else "enter")
        yield (*pressed, "next") if pressed else ("z",)


def _begins(coding: Coding, session: Session, places: list[int]) -> bool:
    return any(set(session.work.document.passages_in(coding.start, coding.end)) & {place} for place in places)


def _keys_of(code: Code, expected: list[Code], recent: list[str], codes: tuple[Code, ...]) -> list[str]:
    if code.id in [each.id for each in expected[:9]]:
        return [str([each.id for each in expected].index(code.id) + 1)]
    if code.id in recent[:9]:
        return ["k", str(recent.index(code.id) + 1)]
    beginnings = sorted((word[:n] for word in code.name.lower().split() for n in range(1, len(word) + 1)), key=len)
    for typed in (*beginnings, code.name):
        found = find_codes(codes, typed, recent)
        if found and found[0].id == code.id:
            return ["k", *typed, "enter"]
    raise SystemExit(f"no letters of its name find {code.id} first")


def code_one(folder: Path, gold: Path, case: str) -> None:
    """Code an interview by keys alone and say what it took."""
    from okqual.study import browsing
    from okqual.study.opening import open_study
    from okqual.tui.study_desk import open_desk

    example = open_study(gold, read_only=True)
    wanted = tuple(coding for note in browsing.interview(example, case).notes for coding in note.codings)
    example.close()
    desk = open_desk(folder, None, read_only=False)
    steps = list(plan(desk, case, wanted))
    here = desk.interview(case).notes[0]
    from okqual.tui.document import Document
    from okqual.tui.due import Due
    from okqual.tui.work import NoteWork

    first = Due([NoteWork(Document(here, str), desk.coder)], lambda _: True).next_in(0, 0) or 0
    desk.keep_position(here.id, here.passages[first].number)
    desk.close()
    terminal = Terminal(folder)
    terminal.press("g")
    terminal.press("g")
    before = terminal.pressed
    began = time.perf_counter()
    for keys in steps:
        for key in keys:
            terminal.press(key)
    seconds, pressed = time.perf_counter() - began, terminal.pressed - before
    terminal.close()
    study = open_study(folder, read_only=True)
    row = browsing.case_progress(study, case)
    made = len(browsing.interview(study, case).notes[0].codings)
    study.close()
    print(f"  {case}: {row.done} of {row.passages} passages gone through, {row.left} left, {made} codings")
    print(f"  {pressed} keys: {pressed / row.passages:.2f} a passage (wanted: 3 at most); {seconds:.0f} s as a script")
    if row.left:
        raise SystemExit("passages are left")


def main() -> None:
    """Make the studies, measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--case", default="VB-01")
    parser.add_argument("--keys", type=int, default=25)
    given = parser.parse_args()
    with scratch() as folder:
        apart(_gold, str(folder / "gold"))
        for name in ("keys", "interview"):
            apart(make_example, str(folder / name))
        print(f"{given.case} of the example from nothing, by keys alone:", flush=True)
        code_one(folder / "interview", folder / "gold", given.case)
        print("keys in a terminal, from the key to the last byte:", flush=True)
        measure(folder / "keys", given.keys)


def _gold(folder: str) -> None:
    from okqual.study.founding import create_study

    create_study(Path(folder), name="Mätning", example=True).close()


if __name__ == "__main__":
    if sys.platform == "win32":
        raise SystemExit("There are no pseudoterminals here: Linux and macOS only.")
    main()
