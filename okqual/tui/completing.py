"""Paths completed while they are typed: what a line can go on with, and the names it could mean."""

from __future__ import annotations

import os
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

MOST = 5000
"""Names of a folder that are looked at."""
SEVERAL = ";"
"""Stands between several files of one line."""


@dataclass(frozen=True, slots=True)
class Completion:
    """A line as far as it can be said what it goes on with, and the names to choose from beyond that."""

    line: str
    names: tuple[str, ...] = ()
    """In the order of the alphabet, folders with their sign; empty where there is nothing to choose."""


def completed(
    line: str, suffixes: Collection[str] = (), several: bool = False, windows: bool | None = None
) -> Completion:
    """Complete the last path of a line; ``suffixes`` are those of the files that are looked for (empty: all)."""
    windows = os.name == "nt" if windows is None else windows
    before, last = _parted(line, several)
    if last == "~":
        return Completion(f"{before}~{os.sep}")
    place = max(last.rfind(sign) for sign in _signs(windows)) + 1
    folder, begun = last[:place], last[place:]
    found = _names(folder, begun, suffixes, windows)
    if not found:
        return Completion(line)
    if len(found) == 1:
        return Completion(f"{before}{folder}{found[0]}")
    common = _common([name.casefold() for name in found])
    # What was typed keeps its letters where names differ by their size only.
    longer = found[0][:common] if common > len(begun) else begun
    return Completion(f"{before}{folder}{longer}", tuple(found))


def paths_of(line: str) -> list[Path]:
    """The paths of a line that may name several; ``~`` is one's own folder, quotation marks around one are left out."""
    whole = line.strip()
    # A name may hold the sign that stands between several.
    parts = [whole] if SEVERAL not in whole or _is_there(whole) else whole.split(SEVERAL)
    return [path_of(part) for part in parts if part.strip()]


def path_of(words: str) -> Path:
    """The path that was typed or pasted."""
    bare = words.strip()
    if len(bare) > 1 and bare[0] == bare[-1] and bare[0] in "\"'" and not _is_there(bare):
        bare = bare[1:-1]
    try:
        return Path(bare).expanduser()
    except RuntimeError:
        return Path(bare)


def _is_there(words: str) -> bool:
    try:
        return Path(words).exists()
    except (OSError, ValueError):
        return False


def _parted(line: str, several: bool) -> tuple[str, str]:
    at = line.rfind(SEVERAL) + 1 if several else 0
    at += len(line[at:]) - len(line[at:].lstrip())
    return line[:at], line[at:]


def _signs(windows: bool) -> str:
    return "/\\" if windows else "/"


def _names(folder: str, begun: str, suffixes: Collection[str], windows: bool) -> list[str]:
    """Names in a folder that go on as begun; the size of letters counts only where that leaves one."""
    own = folder[-1:] if folder[-1:] in _signs(windows) and folder else os.sep
    try:
        with os.scandir(path_of(folder) if folder.strip() else ".") as there:
            entries = [(each.name, each.is_dir()) for each, _ in zip(there, range(MOST), strict=False)]
    except (OSError, ValueError):
        return []
    wanted = [
        (name, is_folder)
        for name, is_folder in entries
        if name.startswith(".") <= begun.startswith(".")
        and (is_folder or not suffixes or Path(name).suffix.lower() in suffixes)
    ]
    exact = [each for each in wanted if each[0].startswith(begun)]
    found = exact or [each for each in wanted if each[0].casefold().startswith(begun.casefold())]
    return sorted((f"{name}{own}" if is_folder else name for name, is_folder in found), key=str.casefold)


def _common(names: list[str]) -> int:
    first, last = min(names), max(names)
    same = 0
    while same < min(len(first), len(last)) and first[same] == last[same]:
        same += 1
    return same
