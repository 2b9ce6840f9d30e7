"""File names as typed: patterns that the shell left as they are, and folders."""

from __future__ import annotations

import glob
from collections.abc import Sequence
from pathlib import Path

from okqual.errors import OkqualError
from okqual.text.swedish import swedish_key


def expanded(names: Sequence[str], suffixes: Sequence[str] = ()) -> list[Path]:
    """The files that ``names`` stand for, each once, in the order given.

    Patterns are filled in Swedish order, since the shells of Windows leave that to the program; a
    folder means the files in it that end in ``suffixes``. A name that is no pattern is kept, so that
    whoever reads it can say that it is missing. Raises OkqualError for a pattern or folder with
    nothing in it.
    """
    found: dict[Path, None] = {}
    for name in names:
        found.update(dict.fromkeys(_files(name, suffixes)))
    return list(found)


def _files(name: str, suffixes: Sequence[str]) -> list[Path]:
    if not name:
        # To pathlib nothing is the folder here: a variable of the shell that is not set would bring in all of it.
        raise OkqualError("errors.cannot_read", {"file": name}, "errors.cannot_read.try")
    path = Path(name).expanduser()
    if path.is_dir() and suffixes:
        files = _readable(list(path.iterdir()), suffixes)
        if not files:
            values: dict[str, object] = {"folder": name, "known": " ".join(suffixes)}
            raise OkqualError("errors.empty_folder", values, "errors.empty_folder.try")
        return files
    if path.exists() or not glob.has_magic(name):
        return [path]
    matches = [Path(match) for match in glob.glob(str(path))]  # noqa: PTH207, patterns may be absolute
    files = _readable(matches, suffixes) if suffixes else sorted(matches, key=lambda path: swedish_key(str(path)))
    if not files:
        raise OkqualError("errors.empty_pattern", {"pattern": name}, "errors.empty_pattern.try")
    return files


def _readable(paths: list[Path], suffixes: Sequence[str]) -> list[Path]:
    """Notes among the paths; what Word and editors leave beside a file is none."""
    notes = [
        path
        for path in paths
        if path.is_file() and path.suffix.lower() in suffixes and not path.name.startswith((".", "~"))
        and path.stem.upper() != "README"
    ]  # fmt: skip
    return sorted(notes, key=lambda path: swedish_key(str(path)))
