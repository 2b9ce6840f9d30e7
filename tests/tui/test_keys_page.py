"""The page on keys lists every key that can be replaced, with its id, and is what the program says."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest

from okqual.tui.keys import ALL

DOCS = Path(__file__).parents[2] / "docs"
pytestmark = pytest.mark.skipif(not (DOCS / "keys.md").is_file(), reason="the documentation is not in this checkout")


def test_every_key_that_can_be_replaced_is_listed() -> None:
    page = (DOCS / "keys.md").read_text(encoding="utf-8")
    missing = {binding.id for bindings in ALL for binding in bindings if f"| `{binding.id}` |" not in page}
    assert not missing


def test_the_page_is_what_the_program_says() -> None:
    spec = importlib.util.spec_from_file_location("blocks", DOCS / "blocks.py")
    blocks = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(blocks)
    page = (DOCS / "keys.md").read_text(encoding="utf-8")
    assert blocks.renewed(page, blocks.keys()) == page
