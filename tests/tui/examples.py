"""The example study on a desk: copied for every test."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from textual.pilot import Pilot

from okqual.study.opening import shipped
from okqual.tui.study_desk import StudyDesk, open_desk
from tests.builders import example_study
from tests.tui.conftest import screen_text

NOTES = [path for path in shipped("transcripts").glob("*") if path.suffix in {".docx", ".md", ".txt"}]
needed = pytest.mark.skipif(len(NOTES) < 3, reason="the example's notes are not in this checkout")
MOST = 300
"""Times that a fact is looked for."""


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return example_study(tmp_path_factory)


@pytest.fixture
def desk(example: Path, tmp_path: Path) -> Iterator[StudyDesk]:
    desk = open_desk(Path(shutil.copytree(example, tmp_path / "copy")), "AK", read_only=False)
    yield desk
    desk.close()


async def until(pilot: Pilot[None], fact: Callable[[], object]) -> None:
    """Wait for a fact; what is on the screen is told when it does not come about."""
    for _ in range(MOST):
        await pilot.pause(0.05)
        if fact():
            return
    raise AssertionError(screen_text(pilot.app))
