"""Still water for screens: no animations, no blinking, screens compared as text."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from textual.app import App
from textual.widgets import Input

from okqual.study.trail import _Trail
from okqual.tui.app import OkqualApp

GOLDEN = Path(__file__).parents[1] / "golden" / "screens"


@pytest.fixture(autouse=True)
def _still(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TEXTUAL_ANIMATIONS", "none")
    monkeypatch.setattr(OkqualApp, "animation_level", "none", raising=False)
    monkeypatch.setattr(Input, "_toggle_cursor", lambda self: None)


def screen_text(app: App[None]) -> str:
    """What is on the screen, line by line."""
    # Private in Textual, and the only way to the lines as they are drawn.
    strips = app.screen._compositor.render_strips()
    return "\n".join("".join(segment.text for segment in strip).rstrip() for strip in strips) + "\n"


@pytest.fixture
def fixed_steps(monkeypatch: pytest.MonkeyPatch) -> None:
    """Traces whose entries were all made at one moment, by one working copy: only what happened is left to tell."""
    told = _Trail._step

    def step(trail: _Trail, one: dict[str, Any]) -> str:
        return told(trail, {**one, "entry": f"a1:{one['entry'].rpartition(':')[2]}"})

    monkeypatch.setattr("okqual.study.trail.zoned", lambda at, zone: "2026-01-15 09:12 CET")
    monkeypatch.setattr(_Trail, "_step", step)


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[App[None], str], None]:
    """Compares a screen with ``tests/golden/screens/NAME.txt``; a picture is kept beside a failure."""

    def compare(app: App[None], name: str) -> None:
        path = GOLDEN / f"{name}.txt"
        seen = screen_text(app)
        if request.config.getoption("--update-golden"):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(seen, encoding="utf-8")
            return
        assert path.is_file(), f"{path} is missing: run with --update-golden and look at it"
        if seen != path.read_text(encoding="utf-8"):
            folder = Path(request.config.rootpath) / ".pytest_cache" / "screens"
            folder.mkdir(parents=True, exist_ok=True)
            (folder / f"{name}.svg").write_text(app.export_screenshot(), encoding="utf-8")
        assert seen == path.read_text(encoding="utf-8")

    return compare
