"""How this copy of a study looks: theme, signs and keys, from okqual.toml and the user's own settings."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field

from textual.keys import Keys, _character_to_key

from okqual.tui.keys import ALL, APP, named
from okqual.tui.themes import DARK, THEMES

# Private in Textual: how it names the key of a sign.
SIGNS = frozenset(map(_character_to_key, (*map(chr, range(33, 384)), "€")))
MODIFIERS = frozenset({"ctrl", "shift", "alt", "super", "meta", "hyper"})


@dataclass(frozen=True)
class Settings:
    """What a person may choose about the look; ``faults`` are names that mean nothing."""

    theme: str = DARK.name
    ascii_signs: bool = False
    keymap: Mapping[str, str] = field(default_factory=dict)
    faults: tuple[str, ...] = ()
    clashes: tuple[str, ...] = ()
    """Ids that got the same key on one screen, with the key."""


def read_settings(own: Mapping[str, object], studys: Mapping[str, object]) -> Settings:
    """The settings of a person and of her copy of the study, which goes first; wrong ones are as if not made."""
    chosen = {**own, **studys}
    keys = {**_table(own, "keys"), **_table(studys, "keys")}
    known = {name for bindings in ALL for name in named(bindings)}
    theme = str(chosen.get("theme") or DARK.name)
    faults = [name for name in keys if name not in known] + ([] if theme in THEMES else [theme])
    keymap = {name: str(pressed) for name, pressed in keys.items() if name in known}
    faults += [f"{name} = {pressed}" for name, pressed in keymap.items() if not all(map(is_key, pressed.split(",")))]
    return Settings(
        theme=theme if theme in THEMES else DARK.name,
        ascii_signs=chosen.get("signs") == "ascii" or os.environ.get("TERM") == "linux",
        keymap=keymap,
        faults=tuple(faults),
        clashes=clashes_of(keymap),
    )


def is_key(name: str) -> bool:
    """True for a key that a terminal can send, by Textual's name for it."""
    *modifiers, last = name.strip().split("+") if name.strip() != "+" else [name]
    if not set(modifiers) <= MODIFIERS:
        return False
    return len(last) == 1 or last in {each.value for each in Keys} or last in SIGNS


def clashes_of(keymap: Mapping[str, str]) -> tuple[str, ...]:
    """Keys that would mean two things on one screen, with the ids: "k (coding.pick, coding.memo)"."""
    found: dict[str, None] = {}
    for bindings in ALL:
        meaning: dict[str, str] = {}
        for name, pressed in {**named(APP), **named(bindings)}.items():
            for each in keymap.get(name, pressed).split(","):
                other = meaning.setdefault(each.strip(), name)
                if other != name and (other in keymap or name in keymap):
                    found[f"{each.strip()} ({other}, {name})"] = None
    return tuple(found)


def _table(read: Mapping[str, object], name: str) -> Mapping[str, object]:
    table = read.get(name)
    return table if isinstance(table, dict) else {}
