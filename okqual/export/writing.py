"""Files that leave the study: whole or not at all, and the same bytes for the same content.

A file is made beside its final name and moved there, so that a full disk, a power cut or Word holding
the old one never leaves half a file under a name that somebody trusts.
"""

from __future__ import annotations

import contextlib
import errno
import io
import os
import re
import secrets
import shutil
import time
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

from okqual.errors import OkqualError
from okqual.export.stopping import step
from okqual.messages.reasons import reason_of

TRIES = 6
WAIT = 0.15
"""Seconds before the second try at replacing a file that another program holds; doubled each time."""

ABANDONED = 3600
"""Seconds after which a file under a passing name is nobody's; one that is being written now is younger."""
_PASSING = re.compile(r"\.okqual-([0-9a-f]{8})-[0-9a-f]{6}(?:\.|$)")
"""A passing name says since when: another name of a former file is as old as that file."""
_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_DATE = (1980, 1, 1, 0, 0, 0)


def write_whole(path: Path, make: Callable[[Path], None]) -> None:
    """Let ``make`` write a file under a passing name in ``path``'s folder, then give it the name ``path``.

    Raises OkqualError (``errors.export_…``) for a missing folder, a full disk, missing rights, and a file
    that another program still holds after about five seconds. The old file then stands untouched.
    """
    passing = _passing(path)
    try:
        try:
            step()
            make(passing)
            _settle(passing)
            step()
            move(passing, path)
        finally:
            passing.unlink(missing_ok=True)
    except OSError as error:
        raise _in_words(error, path) from error


def write_bytes(path: Path, content: bytes) -> None:
    """Write ``content`` under ``path``, whole or not at all (see :func:`write_whole`)."""
    write_whole(path, lambda passing: _write(passing, content))


@contextlib.contextmanager
def former_kept(*paths: Path) -> Iterator[None]:
    """Within, files are written and then noted in the journal; where either fails, each is again as it was before.

    Raises OkqualError as :func:`write_whole` for a file that cannot be kept meanwhile.
    """
    former: list[tuple[Path, Path | None]] = []
    for folder in {path.parent for path in paths}:
        sweep(folder, ABANDONED)
    try:
        for path in paths:
            former.append((path, _kept(path)))
        yield
    except BaseException:
        for path, kept in former:
            # What went wrong is told; that a file could not be put back as well would only hide it.
            with contextlib.suppress(OSError):
                if kept:
                    move(kept, path)  # which does nothing where both are one file still
                (kept or path).unlink(missing_ok=True)
        raise
    for _, kept in former:
        if kept:
            with contextlib.suppress(OSError):
                kept.unlink(missing_ok=True)


def sweep(folder: Path, older: float = 0) -> None:
    """Take away what an okqual that was ended left under passing names, if it is so many seconds old."""
    for path in folder.glob(".okqual-*"):
        made = _PASSING.match(path.name)
        if made and time.time() - int(made[1], 16) >= older:
            with contextlib.suppress(OSError):
                path.unlink()


def _kept(path: Path) -> Path | None:
    """Another name for the file, which takes no room on most disks; None where there is none."""
    if not path.is_file():
        return None
    kept = _passing(path)
    try:
        try:
            os.link(path, kept)
        except (OSError, NotImplementedError):
            shutil.copy2(path, kept)
    except OSError as error:
        kept.unlink(missing_ok=True)
        raise _in_words(error, path) from error
    return kept


def packed(parts: dict[str, bytes]) -> bytes:
    """A zip of the parts by name: sorted, dated 1980, no trace of the machine that made it."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(parts):
            entry = zipfile.ZipInfo(name, _DATE)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 0
            archive.writestr(entry, parts[name])
    return out.getvalue()


def repacked(content: bytes) -> bytes:
    """The zip ``content`` with the same parts, in the form of :func:`packed`."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return packed({name: archive.read(name) for name in archive.namelist()})


def _passing(path: Path) -> Path:
    return path.with_name(f".okqual-{int(time.time()):08x}-{secrets.token_hex(3)}{path.suffix}")


def _write(path: Path, content: bytes) -> None:
    path.write_bytes(content)


def _settle(path: Path) -> None:
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def move(passing: Path, path: Path) -> None:
    """Give a file its final name, several times if another program holds one of the two (Windows)."""
    wait = WAIT
    for _ in range(TRIES - 1):
        try:
            passing.replace(path)
        except PermissionError:
            time.sleep(wait)
            wait *= 2
        else:
            return
    passing.replace(path)


def _in_words(error: OSError, path: Path) -> OkqualError:
    values: dict[str, object] = {"file": str(path), "reason": reason_of(error)}
    if error.errno in _FULL:
        return OkqualError("errors.export_disk_full", values, "errors.export_disk_full.try")
    if isinstance(error, FileNotFoundError):
        values["folder"] = str(path.parent)
        return OkqualError("errors.export_no_folder", values, "errors.export_no_folder.try")
    if isinstance(error, PermissionError) and path.exists():
        return OkqualError("errors.export_held", values, "errors.export_held.try")
    return OkqualError("errors.export_failed", values, "errors.export_failed.try")
