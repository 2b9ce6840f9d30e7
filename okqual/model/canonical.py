"""Canonical JSON: one value, one text, so that digests of it mean something."""

from __future__ import annotations

import json


def canonical(value: object) -> str:
    """The value as JSON with sorted keys and no spaces.

    Raises TypeError for a float anywhere in it: floats are written differently by different
    programs, so nothing that is digested may hold one.
    """
    _refuse_floats(value)
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


_LEAVES = frozenset({str, int, bool, type(None)})
"""Types that are fine and have nothing below them: most of a payload, passed by without a call."""


def _refuse_floats(value: object) -> None:
    if isinstance(value, float):
        raise TypeError(f"a float in canonical JSON: {value!r}")
    if isinstance(value, dict):
        for key, item in value.items():
            if not isinstance(key, str):
                raise TypeError(f"a key that is not text in canonical JSON: {key!r}")
            if type(item) not in _LEAVES:
                _refuse_floats(item)
    elif isinstance(value, list | tuple):
        for item in value:
            if type(item) not in _LEAVES:
                _refuse_floats(item)
