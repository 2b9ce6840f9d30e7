"""Two processes with one study: what the other writes is seen, and who holds the study is said at once."""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from textual.app import App

from okqual.errors import OkqualError
from okqual.study import presence
from okqual.study.presence import FILE, Present
from okqual.tui.app import OkqualApp
from okqual.tui.jobs import load_notes
from okqual.tui.screens.coding import CodingScreen
from okqual.tui.study_desk import StudyDesk, open_desk
from tests.tui.conftest import screen_text
from tests.tui.examples import desk, example, needed, until  # noqa: F401 (fixtures)

ROOT = Path(__file__).parents[2]
pytestmark = needed


def told(app: App[None]) -> list[str]:
    return [notice.message for notice in app._notifications]


class Other:
    """The other process; each word it says is waited for."""

    def __init__(self, folder: Path, deed: str) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.tui.other_okqual", str(folder), "TS", deed],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8", cwd=ROOT,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
        )  # fmt: skip
        self.hears("ready")

    def hears(self, word: str) -> None:
        assert self.process.stdout is not None
        assert self.process.stdout.readline().strip() == word

    def say(self, line: str) -> None:
        assert self.process.stdin is not None
        self.process.stdin.write(line + "\n")
        self.process.stdin.flush()


@contextlib.contextmanager
def other(folder: Path, deed: str) -> Iterator[Other]:
    there = Other(folder, deed)
    try:
        yield there
    finally:
        there.process.kill()
        there.process.wait()


async def test_what_the_other_writes_is_seen_in_the_place_in_front(desk: StudyDesk) -> None:  # noqa: F811
    app = OkqualApp(desk)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("home", "enter")
        await until(pilot, lambda: isinstance(app.screen, CodingScreen) and app.screen.session.ready)
        app.watcher.look()
        case = desk.overview()[0].case
        app.screen.session.open(case)
        app.screen.show()
        before = len(app.screen.session.work.codings)
        with other(desk.folder, "write") as there:
            there.say("")
            there.hears("written")
            there.say("")
            there.hears("written")
            await until(pilot, lambda: "TS skrev i en annan okqual: 2 poster" in told(app))
        assert len(app.screen.session.work.codings) == before + 2


async def test_a_key_waits_for_a_moment_only_and_says_who_holds_the_study(desk: StudyDesk) -> None:  # noqa: F811
    app = OkqualApp(desk)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("home", "enter")
        await until(pilot, lambda: isinstance(app.screen, CodingScreen) and app.screen.session.ready)
        with other(desk.folder, "hold") as there:
            there.say("20")
            there.hears("held")
            began = time.monotonic()
            await pilot.press("f")
            await until(pilot, lambda: any("TS på" in line for line in told(app)))
            assert time.monotonic() - began < 2
        await pilot.press("f")
        await until(pilot, lambda: desk.upcoming_undo() is not None and desk.upcoming_undo().kind == "passage.flag")


async def test_loading_waits_until_the_other_lets_go(desk: StudyDesk, tmp_path: Path) -> None:  # noqa: F811
    file = tmp_path / "NY-1.txt"
    file.write_text("Fråga 10. Samordning\nVi ses ibland.\n", encoding="utf-8")
    app = OkqualApp(desk)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        with other(desk.folder, "hold") as there:
            there.say("1")
            there.hears("held")
            load_notes(app, file)
            await until(pilot, lambda: "Läste in 1 ny anteckning." in told(app))


async def test_who_has_the_study_open_is_said_also_to_one_who_reads(desk: StudyDesk) -> None:  # noqa: F811
    desk.close()
    with other(desk.folder, "hold"):
        reading = open_desk(desk.folder, "AK", read_only=True)
        app = OkqualApp(reading)
        async with app.run_test(size=(120, 40)) as pilot:
            await until(pilot, lambda: any(line.startswith("läser – TS på") for line in told(app)))
        reading.close()
    desk.study = open_desk(desk.folder, "AK", read_only=False).study


def test_lines_of_those_who_are_gone_mean_nothing(desk: StudyDesk) -> None:  # noqa: F811
    gone = subprocess.run([sys.executable, "-c", "import os; print(os.getpid())"], capture_output=True, check=True)
    here = json.loads((desk.folder / FILE).read_text(encoding="utf-8"))
    assert [line["coder"] for line in here] == ["AK"]
    now = here[0]["since"]
    lines = [
        {**here[0], "process": int(gone.stdout)},
        {"coder": "KL", "host": "DATOR12", "process": 7, "since": now},
        {"coder": "GG", "host": "DATOR13", "process": 7, "since": now - presence.OLDEST - 1},
    ]
    (desk.folder / FILE).write_text(json.dumps(lines), encoding="utf-8")
    assert presence.others(desk.folder) == (Present("KL", "DATOR12", 7, now),)
    error = presence.in_words_of(desk.folder, OkqualError("errors.study_locked", {"file": "x"}))
    assert (error.key, error.values["coder"], error.values["host"]) == ("errors.study_held", "KL", "DATOR12")


@pytest.mark.parametrize("content", [b"", b"\xff", b"{}", b"[1]", b"[" * 50_000, b'[{"coder": 1}]'])
def test_a_note_that_is_none_means_nothing(desk: StudyDesk, content: bytes) -> None:  # noqa: F811
    (desk.folder / FILE).write_bytes(content)
    assert presence.others(desk.folder) == ()
    presence.sign_in(desk.study)
    presence.sign_out(desk.study)
    assert not (desk.folder / FILE).exists()


async def test_hostile_names_of_others_are_shown_as_they_are(desk: StudyDesk) -> None:  # noqa: F811
    line = {"coder": "[b]\x1b[31m", "host": "[/i]\u202ex", "process": 7, "since": presence.now_ms()}
    (desk.folder / FILE).write_text(json.dumps([line]), encoding="utf-8")
    app = OkqualApp(desk)
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        await until(pilot, lambda: told(app))
        assert "\x1b" not in told(app)[0]
        await until(pilot, lambda: "[/i]" in screen_text(app))
