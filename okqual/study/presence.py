"""Who has a study open for writing: a note beside the database, so that another okqual can say whom it waits for.

On a local disk it is a hint; SQLite's own locks decide. On a network share, where those are as good as the share,
it is a lock: one computer writes, others read. A line whose process is gone, or of another computer that has not
renewed it for a day, means nothing and is left out at the next opening.
"""

from __future__ import annotations

import contextlib
import json
import os
import platform
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from pathlib import Path

from okqual.errors import OkqualError
from okqual.store.journal import now_ms
from okqual.store.place import cloud_of, on_share
from okqual.study.opening import DATABASE, Study

FILE = f"{DATABASE}.lock"
OLDEST = 24 * 3600 * 1000
"""Milliseconds after which a line of another computer means nothing."""
LONGEST = 100_000
"""Bytes of the note; a longer file is none of ours."""
LATEST = 253_370_764_800_000
"""Milliseconds until a year before the last that a clock can show."""


@dataclass(frozen=True, slots=True)
class Present:
    """Someone who has the study open for writing."""

    coder: str
    host: str
    process: int
    since: int
    """Milliseconds since 1970."""
    seen: int = 0
    """When it was renewed last; 0 for never."""


def sign_in(study: Study) -> None:
    """Note that this process may write from now on; a place that takes no such note loses a hint, no more.

    Raises OkqualError on a share when another computer has the study open for writing.
    """
    me = Present(study.coder, platform.node(), os.getpid(), now_ms())
    _write(study.folder, [*others(study.folder), me])
    elsewhere = [each for each in others(study.folder) if each.host != me.host]
    if elsewhere and on_share(study.folder):
        sign_out(study)
        who = elsewhere[0]
        values: dict[str, object] = {"coder": who.coder, "host": who.host, "since": clock(who.since)}
        values |= {"seen": clock(max(who.since, who.seen)), "lock": str(study.folder / FILE)}
        raise OkqualError("errors.share_held", values, "errors.share_held.try")


def renew(study: Study) -> None:
    """Note that this process is still there, so that its line is not taken for one that was left."""
    here = (platform.node(), os.getpid())
    there = _read(study.folder)
    mine = [replace(each, seen=now_ms()) for each in there if (each.host, each.process) == here]
    if mine:
        _write(study.folder, [*others(study.folder), *mine])


def place_warning(folder: Path) -> tuple[str, dict[str, object]] | None:
    """(key, values) of what to say of where a study lies: in a synced folder, or on a share; None of any other."""
    name = cloud_of(folder)
    if name:
        return "errors.place_cloud", {"folder": str(folder), "cloud": name}
    return ("errors.place_share", {"folder": str(folder)}) if on_share(folder) else None


def sign_out(study: Study) -> None:
    """Note that this process no longer writes."""
    _write(study.folder, list(others(study.folder)))


def others(folder: Path) -> tuple[Present, ...]:
    """Who else has the study open for writing, the earliest first."""
    here = platform.node()
    return tuple(
        each
        for each in _read(folder)
        if (each.host, each.process) != (here, os.getpid())
        and (_is_running(each.process) if each.host == here else now_ms() - max(each.since, each.seen) < OLDEST)
    )


def in_words_of(folder: Path, error: OkqualError) -> OkqualError:
    """The error of a study that is locked, with who holds it where that is known."""
    there = others(folder) if error.key == "errors.study_locked" else ()
    if not there:
        return error
    who = there[0]
    values: dict[str, object] = {**error.values, "coder": who.coder, "host": who.host, "since": clock(who.since)}
    return OkqualError("errors.study_held", values, "errors.study_held.try")


def clock(at: int) -> str:
    """Milliseconds since 1970 as "09.12" on this computer's clock, with the day before it unless it is today."""
    then = datetime.fromtimestamp(at / 1000).astimezone()
    return f"{then:%H.%M}" if then.date() == datetime.now().astimezone().date() else f"{then:%Y-%m-%d %H.%M}"


def _read(folder: Path) -> list[Present]:
    try:
        with (folder / FILE).open("rb") as file:
            lines = json.loads(file.read(LONGEST).decode("utf-8"))
        found = [
            Present(
                str(line["coder"]),
                str(line["host"]),
                int(line["process"]),
                int(line["since"]),
                int(line.get("seen", 0)),
            )
            for line in lines
        ]
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError, OverflowError):
        return []
    return [each for each in found if each.process > 0 and 0 <= each.since < LATEST and 0 <= each.seen < LATEST]


def _write(folder: Path, there: list[Present]) -> None:
    path = folder / FILE
    passing = path.with_name(f"{FILE}.{os.getpid()}")
    with contextlib.suppress(OSError):
        if not there:
            path.unlink(missing_ok=True)
            return
        try:
            passing.write_text(json.dumps([asdict(each) for each in there]), encoding="utf-8")
            passing.replace(path)
        finally:
            passing.unlink(missing_ok=True)


def _is_running(process: int) -> bool:
    if os.name == "nt":
        return _is_running_on_windows(process)
    try:
        os.kill(process, 0)
    except PermissionError:
        return True
    except (OSError, OverflowError):
        return False
    return True


def _is_running_on_windows(process: int) -> bool:
    # os.kill would end the process there.
    import ctypes

    system = ctypes.windll.kernel32  # type: ignore[attr-defined,unused-ignore]
    handle = system.OpenProcess(0x00100000, False, process)
    if not handle:
        return False
    try:
        return bool(system.WaitForSingleObject(handle, 0) == 0x00000102)
    finally:
        system.CloseHandle(handle)
