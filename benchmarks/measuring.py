"""What the benchmarks share: wall-clock seconds of several runs, peak memory, a line each, own settings left alone."""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))


def seconds_of(deed: Callable[[], object], runs: int = 1) -> list[float]:
    """Wall-clock seconds of each of ``runs`` calls."""
    found = []
    for _ in range(runs):
        started = time.perf_counter()
        deed()
        found.append(time.perf_counter() - started)
    return found


def tell(what: str, seconds: list[float], wanted: float | None = None, note: str = "") -> None:
    """One line: median, slowest, how many runs, what was wanted."""
    middle, slowest = statistics.median(seconds), max(seconds)
    line = f"{what:<46} {middle:8.3f} s  slowest {slowest:8.3f} s  of {len(seconds)}"
    if wanted is not None:
        line += f"  wanted {wanted:g} s: {'reached' if middle <= wanted else 'MISSED'}"
    print(f"{line}  {note}".rstrip(), flush=True)


def tell_memory() -> None:
    """The most memory that this process has held, where the system counts it."""
    megabytes = peak_megabytes()
    if megabytes is not None:
        print(f"{'memory at most':<46} {megabytes:8.0f} MB", flush=True)


def peak_megabytes() -> float | None:
    """Resident memory at most in megabytes; None on Windows, which has no such count in the standard library."""
    try:
        import resource
    except ImportError:
        return None
    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / 1e6


def apart(deed: Callable[..., object], *arguments: Any) -> None:
    """Run ``deed`` in a process of its own, so that its memory is not counted here."""
    process = multiprocessing.get_context("spawn").Process(target=deed, args=arguments)
    process.start()
    process.join()
    if process.exitcode:
        raise SystemExit(f"{deed.__name__} failed in its own process")


@contextlib.contextmanager
def scratch() -> Iterator[Path]:
    """A folder that is removed afterwards; okqual's own settings and marks lie in it too."""
    with tempfile.TemporaryDirectory(prefix="okqual-benchmark-") as name:
        for kind in ("CONFIG", "STATE"):
            os.environ[f"OKQUAL_{kind}_DIR"] = str(Path(name) / kind.lower())
        os.environ["OKQUAL_CODER"] = "AK"
        yield Path(name)


def resident_megabytes() -> float | None:
    """Resident memory just now in megabytes; None where /proc does not say it."""
    try:
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    except OSError:
        return None
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6
