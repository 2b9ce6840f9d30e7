"""The studies opened last on this computer, for the start screen."""

from __future__ import annotations

import json
import time
from dataclasses import dataclass
from pathlib import Path

MOST = 5


@dataclass(frozen=True, slots=True)
class Recent:
    """A study that was open, and when (milliseconds since 1970)."""

    name: str
    folder: Path
    at: int


def recent_studies() -> tuple[Recent, ...]:
    """The studies opened last that are still there, latest first."""
    try:
        kept = json.loads(_file().read_text(encoding="utf-8"))
        found = [Recent(str(each["name"]), Path(each["folder"]), int(each["at"])) for each in kept]
    except (OSError, ValueError, KeyError, TypeError):
        return ()
    return tuple(each for each in found if (each.folder / "okqual.db").is_file())


def remember(name: str, folder: Path) -> None:
    """Put a study first. A computer that keeps no such file loses a convenience, no more."""
    place = folder.resolve()
    kept = [Recent(name, place, int(time.time() * 1000)), *(one for one in recent_studies() if one.folder != place)]
    words = json.dumps([{"name": one.name, "folder": str(one.folder), "at": one.at} for one in kept[:MOST]])
    try:
        _file().parent.mkdir(parents=True, exist_ok=True)
        _file().write_text(words, encoding="utf-8")
    except OSError:
        return


def _file() -> Path:
    from okqual.study.opening import user_folder

    return user_folder("state") / "recent.json"
