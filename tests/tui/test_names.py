"""Names of ours never stand in the way of Textual's own: a private attribute reused there hangs the app."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
import re
from pathlib import Path

import pytest
from textual.app import App
from textual.message_pump import MessagePump
from textual.screen import ModalScreen
from textual.scroll_view import ScrollView
from textual.widgets import Static

import okqual.tui

MODULES = [each.name for each in pkgutil.walk_packages(okqual.tui.__path__, "okqual.tui.")]
SOURCE = Path(okqual.tui.__file__).parent
MEANT = {"_bindings", "_css_update_count", "_start_no_matches_countdown", "_list_visible", "_no_matches_timer"}
"""Taken over on purpose, where it is set with its reason."""


def textual_names() -> set[str]:
    made = [MessagePump(), App(), Static(), ScrollView(), ModalScreen()]
    names = {name for each in made for name in (*vars(each), *dir(type(each)))}
    return {name for name in names if name.startswith("_") and not name.startswith("__")}


@pytest.mark.parametrize("module", MODULES)
def test_no_private_name_of_textual_is_reused(module: str) -> None:
    loaded = importlib.import_module(module)
    own = {
        name
        for _, cls in inspect.getmembers(loaded, inspect.isclass)
        if cls.__module__ == module and issubclass(cls, MessagePump)
        for name in vars(cls)
    }
    source = Path(loaded.__file__).read_text(encoding="utf-8")
    if own:
        own |= set(re.findall(r"self\.(_\w+)(?::[^=\n]+)? = ", source))
    textual = {
        "_merged_bindings", "_css_type_name", "_css_type_names", "_inherit_css", "_inherit_bindings",
        "_inherit_component_classes", "_computes", "_reactives", "_decorated_handlers",
    }  # fmt: skip
    assert not (own - textual - MEANT) & textual_names()
