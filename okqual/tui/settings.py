"""How this copy of a study looks: theme, signs and keys, from okqual.toml and the user's own settings."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field

from okqual.tui.keys import ALL, named
from okqual.tui.themes import DARK, THEMES


@dataclass(frozen=True)
class Settings:
    """What a person may choose about the look; ``faults`` are names that mean nothing."""

    theme: str = DARK.name
    ascii_signs: bool = False
    keymap: Mapping[str, str] = field(default_factory=dict)
    faults: tuple[str, ...] = ()


def read_settings(own: Mapping[str, object], studys: Mapping[str, object]) -> Settings:
    """The settings of a person and of her copy of the study, which goes first; wrong ones are as if not made."""
    chosen = {**own, **studys}
    keys = {**_table(own, "keys"), **_table(studys, "keys")}
    known = {name for bindings in ALL for name in named(bindings)}
    theme = str(chosen.get("theme") or DARK.name)
    faults = [name for name in keys if name not in known] + ([] if theme in THEMES else [theme])
    return Settings(
        theme=theme if theme in THEMES else DARK.name,
        ascii_signs=chosen.get("signs") == "ascii" or os.environ.get("TERM") == "linux",
        keymap={name: str(pressed) for name, pressed in keys.items() if name in known},
        faults=tuple(faults),
    )


def _table(read: Mapping[str, object], name: str) -> Mapping[str, object]:
    table = read.get(name)
    return table if isinstance(table, dict) else {}
