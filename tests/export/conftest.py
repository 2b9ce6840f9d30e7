"""Exports are tested in Swedish, the default, whatever another test has chosen."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from okqual.messages import language, set_language


@pytest.fixture(autouse=True)
def _swedish() -> Iterator[None]:
    before = language()
    set_language("sv")
    yield
    set_language(before)
