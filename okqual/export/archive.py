"""An archive: a zip of plain files with their checksums, written a part at a time, that needs no okqual to be read."""

from __future__ import annotations

import hashlib
import json
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from okqual.export.writing import write_whole

SUMS = "SHA256SUMS"
_DATE = (1980, 1, 1, 0, 0, 0)

Part = tuple[str, Iterable[bytes]]
"""The name of a file in the archive, and its bytes in pieces."""


def write_archive(path: Path, parts: Iterable[Part]) -> None:
    """Write the parts and, last, the SHA-256 of each; whole or not at all (see :func:`write_whole`)."""

    def make(passing: Path) -> None:
        sums: list[str] = []
        with zipfile.ZipFile(passing, "w", zipfile.ZIP_DEFLATED, allowZip64=True) as archive:
            for name, pieces in parts:
                sums.append(f"{_write(archive, name, pieces)}  {name}\n")
            _write(archive, SUMS, ["".join(sums).encode()])

    write_whole(path, make)


def json_lines(lines: Iterable[dict[str, Any]]) -> Iterator[bytes]:
    """A JSON object a line."""
    for line in lines:
        yield json.dumps(line, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass") + b"\n"


def _write(archive: zipfile.ZipFile, name: str, pieces: Iterable[bytes]) -> str:
    entry, digest = zipfile.ZipInfo(name, _DATE), hashlib.sha256()
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.create_system = 0
    with archive.open(entry, "w", force_zip64=True) as part:
        for piece in pieces:
            digest.update(piece)
            part.write(piece)
    return digest.hexdigest()
