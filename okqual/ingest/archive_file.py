"""An archive read: nothing of it is ever unpacked to disk, and what is no archive of okqual's is refused first.

Names that lead out of a folder, links, doubles, parts far larger than the file, and parts whose checksum is
another are each refused with a sentence.
"""

from __future__ import annotations

import hashlib
import json
import re
import stat
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from okqual.errors import OkqualError

SUMS = "SHA256SUMS"
STUDY, JOURNAL, TEXTS, KEYS, FILES = "study.json", "journal.jsonl", "texts.jsonl", "keys.jsonl", "files.jsonl"
NEEDED = (SUMS, STUDY, JOURNAL, TEXTS, KEYS, FILES)
FORMAT, VERSION = "okqual-archive", 1
MOST_PARTS = 200_000
HARMLESS_SIZE, MOST_TIMES = 200_000_000, 100
"""Bytes that an archive may unpack to whatever its own size, and how many times its size beyond that."""
LONGEST_LINE = 300_000_000
PIECE = 1 << 20
_NAME = re.compile(r"[^\x00-\x1f\\:/][^\x00-\x1f\\:]*")
_UNREADABLE = (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, KeyError, RuntimeError,
               NotImplementedError)  # fmt: skip


class Archive:
    """An archive that holds what it says; use it as a context."""

    def __init__(self, path: Path) -> None:
        """Open it. Raises OkqualError when it is none, is damaged, or holds what it must not."""
        self.path = path
        if not path.is_file():
            raise OkqualError("errors.no_file", {"file": str(path)}, "errors.no_file.try")
        try:
            self._zip = zipfile.ZipFile(path)
        except _UNREADABLE as error:
            raise self.damaged("zip") from error
        try:
            self._check_names()
            self._check_sums()
            self.about = self._about()
        except _UNREADABLE as error:
            self._zip.close()
            raise self.damaged("zip") from error
        except BaseException:
            self._zip.close()
            raise

    def __enter__(self) -> Archive:
        return self

    def __exit__(self, *error: object) -> None:
        self._zip.close()

    def lines(self, part: str) -> Iterator[dict[str, Any]]:
        """The JSON objects of a part, one a line. Raises OkqualError for a line that is none."""
        try:
            with self._zip.open(part) as file:
                while raw := file.readline(LONGEST_LINE):
                    line = json.loads(raw.decode("utf-8", "surrogatepass"))
                    if not isinstance(line, dict):
                        raise self.damaged(part)
                    yield line
        except (*_UNREADABLE, RecursionError) as error:
            raise self.damaged(part) from error

    def read(self, part: str) -> bytes:
        """The bytes of a part."""
        try:
            return self._zip.read(part)
        except _UNREADABLE as error:
            raise self.damaged(part) from error

    def damaged(self, part: str) -> OkqualError:
        """The error for an archive of which a part is not as it was written."""
        values: dict[str, object] = {"file": self.path.name, "part": part}
        return OkqualError("errors.archive_damaged", values, "errors.archive_damaged.try")

    def _check_names(self) -> None:
        parts, seen = self._zip.infolist(), set[str]()
        total = sum(part.file_size for part in parts)
        limit = max(HARMLESS_SIZE, MOST_TIMES * self.path.stat().st_size)
        if len(parts) > MOST_PARTS or total > limit:
            values: dict[str, object] = {"file": self.path.name}
            raise OkqualError("errors.archive_too_large", values, "errors.archive_too_large.try")
        for part in parts:
            name, mode = part.orig_filename, part.external_attr >> 16
            steps = name.split("/")
            if (
                not _NAME.fullmatch(name) or {"", ".", ".."} & set(steps) or name.casefold() in seen
                or (mode and not stat.S_ISREG(mode) and stat.S_IFMT(mode)) or part.flag_bits & 1
            ):  # fmt: skip
                values = {"file": self.path.name, "part": name[:80]}
                raise OkqualError("errors.archive_part", values, "errors.archive_part.try")
            seen.add(name.casefold())
        if not {name.casefold() for name in NEEDED} <= seen:
            raise OkqualError("errors.no_archive", {"file": self.path.name}, "errors.no_archive.try")

    def _check_sums(self) -> None:
        said = {}
        for line in self._zip.read(SUMS).decode("utf-8").splitlines():
            told, _, name = line.partition("  ")
            said[name] = told
        for name in self._zip.namelist():
            if name == SUMS:
                continue
            digest = hashlib.sha256()
            with self._zip.open(name) as file:
                while piece := file.read(PIECE):
                    digest.update(piece)
            if said.pop(name, "") != digest.hexdigest():
                raise self.damaged(name)
        if said:
            raise self.damaged(next(iter(said)))

    def _about(self) -> dict[str, Any]:
        about = json.loads(self._zip.read(STUDY))
        if not isinstance(about, dict) or about.get("format") != FORMAT:
            raise OkqualError("errors.no_archive", {"file": self.path.name}, "errors.no_archive.try")
        if about.get("version") != VERSION:
            raise OkqualError("errors.newer_archive", {"file": self.path.name}, "errors.newer_archive.try")
        return about
