"""How long okqual takes to start: ``python benchmarks/start.py [--runs N]``.

``--version`` and ``--help`` in a process each; the first painted screen of the example study, in a process
each with the terminal interface drawing to nowhere and leaving when the screen stands.
"""

from __future__ import annotations

import argparse
import subprocess
import sys

from measuring import scratch, seconds_of, tell

FIRST_SCREEN = """
import sys
from pathlib import Path
from okqual.tui.app import OkqualApp
from okqual.tui.study_desk import open_desk

async def leave(app):
    await app.workers.wait_for_complete()
    app.call_after_refresh(app.exit)

OkqualApp.on_ready = leave
desk = open_desk(Path(sys.argv[1]), "AK", False)
OkqualApp(desk).run(headless=True, size=(120, 40))
desk.close()
"""


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=7)
    runs = parser.parse_args().runs
    with scratch() as folder:
        study = str(folder / "study")
        tell("init --example", seconds_of(lambda: _okqual("init", study, "--example")))
        tell("--version", seconds_of(lambda: _okqual("--version"), runs), 0.2)
        tell("--help", seconds_of(lambda: _okqual("--help"), runs), 0.3)
        tell("status", seconds_of(lambda: _okqual("--study", study, "status"), runs))
        first = [sys.executable, "-c", FIRST_SCREEN, study]
        tell("first screen", seconds_of(lambda: _run(first), runs), 1.0)


def _okqual(*arguments: str) -> None:
    _run([sys.executable, "-m", "okqual", *arguments])


def _run(command: list[str]) -> None:
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


if __name__ == "__main__":
    main()
