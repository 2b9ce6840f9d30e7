"""The screens on a study that is open for reading: keys that would write say so, and no byte changes."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from okqual.tui.app import OkqualApp
from okqual.tui.study_desk import open_desk
from okqual.tui.verbs.files import ask_and_write
from tests.builders import bytes_of
from tests.tui.examples import example, needed, until  # noqa: F401

pytestmark = needed
IN_CODING = (("1",), ("f",), ("2",), ("m", "a", "ctrl+s"))
REFUSED = "är öppen för läsning"
WRITES = """
import sys
from pathlib import Path
from okqual.study.findings import add_finding
from okqual.study.opening import open_study
study = open_study(Path(sys.argv[1]), "TS")
add_finding(study, "KOH", "Ett meddelande")
study.close()
"""


def told(app: OkqualApp) -> list[str]:
    return [notice.message for notice in app._notifications]


async def test_keys_that_write_say_so_and_every_byte_stays(
    example: Path,  # noqa: F811
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    folder = Path(shutil.copytree(example, tmp_path / "copy"))
    before = bytes_of(folder)
    outside = tmp_path / "annanstans"
    outside.mkdir()
    monkeypatch.chdir(outside)
    desk = open_desk(folder, "GR", read_only=True)
    app = OkqualApp(desk)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        await pilot.press("enter")
        await until(pilot, lambda: getattr(app.screen, "session", None) is not None and app.screen.session.ready)
        await pilot.press("greater_than_sign")
        for keys in IN_CODING:
            app.clear_notifications()
            await pilot.press(*keys)
            await until(pilot, lambda: any(REFUSED in line for line in told(app)))
        app.clear_notifications()
        await pilot.press("g", "m")
        await pilot.press("w")
        await until(pilot, lambda: list(outside.glob("*.docx")))
        ask_and_write(app, "guide.yaml", lambda study: study.name)
        await pilot.pause(0.1)
        await pilot.press("ctrl+a", *"../copy/x.yaml", "enter")
        await until(pilot, lambda: any("ska bli som den är" in line for line in told(app)))
        await pilot.press("ctrl+q")
    desk.close()
    assert bytes_of(folder) == before


async def test_what_another_writes_is_seen_by_one_who_leaves_no_mark(example: Path, tmp_path: Path) -> None:  # noqa: F811
    folder = Path(shutil.copytree(example, tmp_path / "copy"))
    desk = open_desk(folder, "GR", read_only=True)
    app = OkqualApp(desk)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        subprocess.run([sys.executable, "-c", WRITES, str(folder)], check=True)
        await until(pilot, lambda: any("TS" in line for line in told(app)))
    desk.close()
