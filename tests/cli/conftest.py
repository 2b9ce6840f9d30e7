"""A study to run commands on, and a runner that runs them in it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from okqual.cli.root import okqual
from tests.builders import new_study

Run = Callable[..., Result]


@pytest.fixture
def study(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of a small study; the test stands in it."""
    folder = new_study(tmp_path / "prov")
    monkeypatch.chdir(folder)
    return folder


@pytest.fixture
def run() -> Run:
    """Run a command as a person types it; ``fails`` is the exit code that is expected instead of 0."""

    def run(*args: str, fails: int = 0) -> Result:
        result = CliRunner().invoke(okqual, list(args), prog_name="okqual")
        assert result.exit_code == fails, result.output
        assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
        return result

    return run
