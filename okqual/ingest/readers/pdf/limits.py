"""Bounds on a PDF before its text is sought: small files may hold endless content."""

from __future__ import annotations

import re
import zlib

from okqual.errors import OkqualError

LARGEST_UNPACKED = 300_000_000
"""Bytes that all compressed streams together may unpack to, pictures apart."""
MOST_MAPPED = 3_000_000
"""Characters that the fonts' tables may name."""
_STREAM = re.compile(rb"stream\r?\n")
_BEFORE = 2000
_DEEPEST = 4
"""Compressions within compressions."""
_RANGES = re.compile(rb"begin(?:bf|cid|notdef)range(.{0,100000}?)end", re.DOTALL)
_RANGE = re.compile(rb"<([0-9A-Fa-f]{1,8})>\s*<([0-9A-Fa-f]{1,8})>\s*(?:<[^>]*>|\[[^\]]*\]|\d+)")
_PICTURE = re.compile(rb"/Subtype\s*/Image")


def check_limits(content: bytes, name: str) -> None:
    """Raise OkqualError for a PDF whose streams unpack to far more than any note."""
    total = mapped = 0
    for found in _STREAM.finditer(content):
        start = content.rfind(b"obj", max(0, found.start() - _BEFORE), found.start())
        entry = content[max(start, 0) : found.start()]
        if _PICTURE.search(entry) or b"/DCTDecode" in entry or b"/JPXDecode" in entry:
            continue
        end = content.find(b"endstream", found.end())
        data = content[found.end() : end if end >= 0 else len(content)]
        unpacked = _unpacked(data, LARGEST_UNPACKED - total) if b"/FlateDecode" in entry or b"/Fl" in entry else data
        total += len(unpacked)
        mapped += _mapped(unpacked)
        if total >= LARGEST_UNPACKED or mapped > MOST_MAPPED:
            raise OkqualError("errors.note_pdf_too_large", {"file": name}, "errors.note_pdf_too_large.try")


def _unpacked(data: bytes, most: int) -> bytes:
    """What compressed bytes unpack to, at most ``most`` bytes; bytes that are none stay as they are."""
    for _ in range(_DEEPEST):
        try:
            more = zlib.decompressobj().decompress(data, max(most, 1))
        except zlib.error:
            break
        data = more
    return data


def _mapped(data: bytes) -> int:
    """How many characters a font's table names, by its ranges."""
    ranges = (found for part in _RANGES.findall(data) for found in _RANGE.findall(part))
    return sum(max(0, int(last, 16) - int(first, 16)) for first, last in ranges)
