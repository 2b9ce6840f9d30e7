"""The YAML header of a Markdown file, read as plain strings and never as anything that can act."""

from __future__ import annotations

import yaml

_FENCE = "---"
_ENDS = frozenset({"---", "..."})
_MOST_LINES = 200


def split_front_matter(lines: list[str]) -> tuple[dict[str, str], list[str], int]:
    """(header, remaining lines, number of lines taken); no header where the file has none that is YAML."""
    if not lines or lines[0].lstrip("\ufeff").rstrip() != _FENCE:
        return {}, lines, 0
    end = next((i for i, line in enumerate(lines[1:_MOST_LINES], 1) if line.rstrip() in _ENDS), None)
    if end is None:
        return {}, lines, 0
    header = _read("\n".join(lines[1:end]))
    return ({}, lines, 0) if header is None else (header, lines[end + 1 :], end + 1)


def _read(source: str) -> dict[str, str] | None:
    try:
        # BaseLoader makes strings of everything: "2026-01-21" stays as typed, nothing is executed.
        loaded = yaml.load(source, Loader=yaml.BaseLoader)
        return {_plain(key): _plain(value) for key, value in loaded.items()} if isinstance(loaded, dict) else None
    except (yaml.YAMLError, ValueError, RecursionError):
        return None


def _plain(value: object, depth: int = 0) -> str:
    """A value as one string, lists and mappings too; ValueError for deeper ones, which are no header."""
    if isinstance(value, str):
        return value
    if isinstance(value, dict) and depth < 2:
        return "; ".join(f"{_plain(key, 2)}: {_plain(inner, depth + 1)}" for key, inner in value.items())
    if isinstance(value, list) and depth < 2:
        return "; ".join(_plain(item, depth + 1) for item in value)
    raise ValueError
