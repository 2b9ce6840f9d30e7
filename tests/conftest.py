"""What tests of all rooms share: the user's own settings are never read, and where reference material lies."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
from hypothesis import settings

from okqual.messages import set_language
from okqual.model.events import Entry, Kind
from okqual.model.payloads import fault_of
from okqual.store.journal import Pen

settings.register_profile("ci", derandomize=True, deadline=None)
settings.register_profile("dev", deadline=None)
settings.load_profile("ci" if os.environ.get("CI") else "dev")

REQUIRED = set(os.environ.get("OKQUAL_REQUIRE", "").split(","))
"""Tools without which a test fails instead of being skipped."""


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="write golden files anew, for a person to look at")


@pytest.fixture(autouse=True)
def own_state(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """Settings, marks and positions of a user who has none; Swedish."""
    home = tmp_path_factory.mktemp("user")
    for kind in ("config", "state"):
        monkeypatch.setenv(f"OKQUAL_{kind.upper()}_DIR", str(home / kind))
    monkeypatch.setenv("OKQUAL_CODER", "AK")
    monkeypatch.delenv("OKQUAL_LANG", raising=False)
    set_language("sv")


@pytest.fixture(autouse=True, scope="session")
def _every_entry_is_of_the_form_that_other_copies_take() -> Iterator[None]:
    """Whatever any test writes must be taken by those who merge it: a form that is too narrow shows itself here."""
    write = Pen.write

    def held(pen: Pen, kind: Kind, payload: dict[str, Any], **more: str) -> Entry:
        entry = write(pen, kind, payload, **more)
        assert fault_of(entry) == "", f"{kind}: {fault_of(entry)} in {entry.payload[:500]}"
        return entry

    with patch.object(Pen, "write", held):
        yield


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of test material beside the checkout; tests that need it are skipped without it."""
    folder = Path(__file__).parents[1].parent / "shared"
    if not folder.is_dir():
        if "shared" in REQUIRED:
            pytest.fail("the folder of shared test material is required and not beside this checkout")
        pytest.skip("the folder of shared test material is not beside this checkout")
    return folder
