"""A key with an id by which it can be given another key, and its words.

Descriptions are keys of the message catalogue and become words when a screen is made, so that they
follow the language in use.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from textual.binding import Binding, BindingsMap
from textual.dom import DOMNode

from okqual.messages import message

INHERITED = {
    "app.focus_next": "tui.key.focus_next",
    "app.focus_previous": "tui.key.focus_previous",
    "screen.copy_text": "tui.key.copy",
}
"""Words for keys that come with Textual, by their action."""

SHOWN = {
    "up": "↑", "down": "↓", "left": "←", "right": "→", "pageup": "PgUp", "pagedown": "PgDn", "space": "Space",
    "enter": "Enter", "escape": "Esc", "delete": "Del", "backspace": "Backsteg", "home": "Home", "end": "End",
    "tab": "Tab", "comma": ",", "slash": "/", "less_than_sign": "<", "greater_than_sign": ">",
}  # fmt: skip
"""Names of keys as they stand on a Swedish keyboard."""
MODIFIERS = {"shift": "Skift", "ctrl": "Ctrl", "super": "Cmd"}


SAID_KEYS = re.compile(r"(?:Ctrl|Skift)\+\w+|\b(?:Enter|Esc|Tab|Space|Mellanslag)\b")
"""Keys as a line of words under a box names them."""


def named_key(said: str) -> str:
    """The key that a word names: "Ctrl+S" is ctrl+s, "Mellanslag" space."""
    names = {words: name for name, words in SHOWN.items()} | {"Mellanslag": "space"}
    modified = {words: name for name, words in MODIFIERS.items()}
    *before, last = said.split("+")
    return "+".join([*(modified[each] for each in before), names.get(last, last.lower())])


def key(keys: str, action: str, name: str, group: str, show: bool = False, display: str | None = None) -> Binding:
    """A binding whose id is ``group.name`` and whose words are ``tui.key.group.name`` (and ``….tip``)."""
    return Binding(
        keys,
        action,
        f"tui.key.{group}.{name}",
        show=show,
        key_display=display,
        tooltip=f"tui.key.{group}.{name}.tip",
        id=f"{group}.{name}",
    )


def shown_key(binding: Binding) -> str:
    """A key as a person reads it: "Skift+→", "Ctrl+P"."""
    if binding.key_display:
        return binding.key_display
    *modifiers, last = binding.key.split("+")
    letter = last.upper() if "ctrl" in modifiers and len(last) == 1 else SHOWN.get(last, last)
    letter = letter.upper() if letter.startswith("f") and letter[1:].isdigit() else letter
    return "+".join([*(MODIFIERS.get(each, each) for each in modifiers), letter])


def speak(node: DOMNode) -> None:
    """Give a screen's or app's bindings their words in the language in use."""
    # Bindings belong to the class, words to the moment: Textual keeps the instance's own copy here.
    node._bindings = BindingsMap.from_keys(
        {
            pressed: [_worded(binding) for binding in bindings]
            for pressed, bindings in node._bindings.key_to_bindings.items()
        }
    )


def speak_anew(node: DOMNode) -> None:
    """Give bindings that have words their words again, in another language."""
    # Private in Textual: the bindings of the class, before they got words.
    merged = node._merged_bindings
    node._bindings = merged.copy() if merged is not None else BindingsMap()
    speak(node)


def _worded(binding: Binding) -> Binding:
    said = INHERITED.get(binding.action, binding.description)
    described = message(said) if said.startswith("tui.") else said
    tip = message(binding.tooltip) if binding.tooltip.startswith("tui.") else binding.tooltip
    # Keys of Textual's own that have no words here, such as those of editing a line, stay out of the help.
    unnamed = described == binding.description
    return replace(binding, description=described, tooltip="" if tip == binding.tooltip else tip, system=unnamed)


def named(bindings: Iterable[Binding]) -> dict[str, str]:
    """Every binding's id and its key, for the list of keys that can be replaced."""
    return {binding.id: binding.key for binding in bindings if binding.id}
