"""Keys in a real terminal: how long until all of the repaint has come, and how many an interview takes.

    python benchmarks/tui_terminal.py [--case VB-01 | --all] [--tmux] [--keys 40]

okqual runs in a pseudoterminal of 140×40, or in tmux (Linux and macOS). An interview of the example, or all of them, is
coded from nothing, by keys alone, as the example's coder coded it: every passage is gone through, values are chosen. At
the end the study itself says what is left, and how many codings are as they were to be. Then keys are timed: to the
last byte before the pseudoterminal is quiet, in tmux to the first change of what it shows.
"""

from __future__ import annotations

import argparse
import fcntl
import os
import pty
import select
import shlex
import signal
import statistics
import struct
import subprocess
import sys
import termios
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import ClassVar

from measuring import ROOT, apart, scratch
from tui_keys import make_example

from okqual.model.codebook import Code
from okqual.model.coding import Coding
from okqual.tui.desk import Desk
from okqual.tui.due import Due
from okqual.tui.searching import find_codes
from okqual.tui.session import Session

ROWS, COLUMNS = 40, 140
QUIET = 0.15
"""Seconds without a byte after which a repaint is over."""
PACE = 0.03
"""The same where nothing is timed."""
STILL = 1.0
"""Seconds after which a key has changed nothing that is shown."""
LONGEST = 10.0
KEYS = {"enter": "\r", "down": "\x1b[B", "extend": "\x1b[1;2B", "next": " ", "leave": "\x11"}


class Terminal:
    """okqual in a pseudoterminal."""

    def __init__(self, folder: Path, quiet: float = QUIET) -> None:
        self._quiet = quiet
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
        return self._until_quiet(started, self._quiet) * 1000

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


class Tmux:
    """okqual in a window of tmux, which is asked what it shows."""

    NAMES: ClassVar[dict[str, str]] = {
        "\r": "Enter", "\x1b[B": "Down", "\x1b[1;2B": "S-Down", " ": "Space", "\x11": "C-q", "\x1b": "Escape",
    }  # fmt: skip

    def __init__(self, folder: Path, quiet: float = QUIET) -> None:
        self._name = f"okqual-{os.getpid()}-{folder.name}"
        self.pressed = 0
        started = time.perf_counter()
        inside = f"{shlex.quote(sys.executable)} -m okqual --study {shlex.quote(str(folder))} open"
        self._tmux("new-session", "-d", "-s", self._name, "-x", str(COLUMNS), "-y", str(ROWS),
                   f"PYTHONPATH={shlex.quote(str(ROOT))} {inside}")  # fmt: skip
        while "F1" not in self._shown() and time.perf_counter() - started < LONGEST:
            time.sleep(0.02)
        self.first = time.perf_counter() - started
        time.sleep(1)

    def _tmux(self, *words: str) -> str:
        done = subprocess.run(["tmux", "-L", "okqual", *words], capture_output=True, text=True, check=False)
        return done.stdout

    def _shown(self) -> str:
        return self._tmux("capture-pane", "-p", "-t", self._name)

    def press(self, key: str) -> float:
        """Milliseconds from a key until what is shown is another; 0 where nothing changed."""
        self.pressed += 1
        sent, before = KEYS.get(key, key), self._shown()
        started = time.perf_counter()
        if sent in self.NAMES:
            self._tmux("send-keys", "-t", self._name, self.NAMES[sent])
        else:
            self._tmux("send-keys", "-t", self._name, "-l", sent)
        while time.perf_counter() - started < STILL:
            if self._shown() != before:
                return (time.perf_counter() - started) * 1000
        return 0.0

    def close(self) -> None:
        """End okqual by its own key, and the window."""
        self.press("leave")
        self.press("leave")
        self._tmux("kill-session", "-t", self._name)


def measure(folder: Path, keys: int, where: type[Terminal | Tmux]) -> None:
    """Median and 95th percentile by kind of key."""
    found: dict[str, list[float]] = {}
    terminal = where(folder)
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
    session = Session(desk)
    session.open(case)
    due = Due(session.notes, session._counts)
    covered: set[int] = set()
    for place, passage in enumerate(session.work.passages):
        session.to(place)
        if not due.to_go_through(session.work, place):
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
            pressed += _keys_of(code, session.expected(), session.codebook.codes)
            if code.scale is not None:
                values = [value.id for value in code.scale.values]
                pressed.append(str(values.index(coding.value) + 1) if coding.value in values else "enter")
        yield (*pressed, "next") if pressed else ("z",)


def _begins(coding: Coding, session: Session, places: list[int]) -> bool:
    return any(set(session.work.document.passages_in(coding.start, coding.end)) & {place} for place in places)


def _keys_of(code: Code, expected: list[Code], codes: tuple[Code, ...]) -> list[str]:
    if code.id in [each.id for each in expected[:9]]:
        return [str([each.id for each in expected].index(code.id) + 1)]
    beginnings = sorted((word[:n] for word in code.name.lower().split() for n in range(1, len(word) + 1)), key=len)
    for typed in (*beginnings, code.name):
        found = find_codes(codes, typed)
        if found and found[0].id == code.id:
            return ["k", *typed, "enter"]
    raise SystemExit(f"no letters of its name find {code.id} first")


def code_one(folder: Path, gold: Path, case: str, where: type[Terminal | Tmux], quiet: float) -> tuple[int, int]:
    """Code an interview by keys alone and say what it took: (keys, passages)."""
    from okqual.study import browsing
    from okqual.study.opening import open_study
    from okqual.tui.study_desk import open_desk

    example = open_study(gold, read_only=True)
    wanted = tuple(coding for note in browsing.interview(example, case).notes for coding in note.codings)
    example.close()
    desk = open_desk(folder, None, read_only=False)
    steps = list(plan(desk, case, wanted))
    begin = Session(desk)
    begin.open(case)
    desk.keep_position(begin.work.note.id, begin.passage.number)
    desk.close()
    terminal = where(folder, quiet)
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
    made = Counter((each.code, each.value) for note in browsing.interview(study, case).notes for each in note.codings)
    study.close()
    alike = sum((made & Counter((each.code, each.value) for each in wanted)).values())
    print(f"  {case}: {row.done} of {row.passages} passages gone through; {sum(made.values())} codings, {alike} of "
          f"{len(wanted)} as wanted; {pressed} keys, {pressed / row.passages:.2f} a passage (3 at most wanted); "
          f"{seconds:.0f} s as a script", flush=True)  # fmt: skip
    if row.left:
        raise SystemExit("passages are left")
    return pressed, row.passages


def main() -> None:
    """Make the studies, measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--case", default="VB-01")
    parser.add_argument("--all", action="store_true", help="every interview of the example, one after the other")
    parser.add_argument("--tmux", action="store_true", help="in tmux instead of a pseudoterminal")
    parser.add_argument("--keys", type=int, default=25)
    given = parser.parse_args()
    where: type[Terminal | Tmux] = Tmux if given.tmux else Terminal
    with scratch() as folder:
        apart(_gold, str(folder / "gold"))
        for name in ("keys", "interview"):
            apart(make_example, str(folder / name))
        cases = _cases(folder / "gold") if given.all else [given.case]
        print(f"{len(cases)} of the example's interviews from nothing, by keys alone:", flush=True)
        quiet = PACE if given.all else QUIET
        took = [code_one(folder / "interview", folder / "gold", case, where, quiet) for case in cases]
        keys, passages = (sum(each) for each in zip(*took, strict=True))
        print(f"  {keys} keys for {passages} passages: {keys / passages:.2f} a passage")
        if given.keys:
            print("keys in a terminal:", flush=True)
            measure(folder / "keys", given.keys, where)


def _cases(folder: Path) -> list[str]:
    from okqual.study import browsing
    from okqual.study.opening import open_study

    study = open_study(folder, read_only=True)
    found = [row.case for row in browsing.overview(study) if row.passages]
    study.close()
    return found


def _gold(folder: str) -> None:
    from okqual.study.founding import create_study

    create_study(Path(folder), name="Mätning", example=True).close()


if __name__ == "__main__":
    if sys.platform == "win32":
        raise SystemExit("There are no pseudoterminals here: Linux and macOS only.")
    main()
