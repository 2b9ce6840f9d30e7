"""Text of bytes: which encoding a text file has, found by rules that always give the same answer."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from okqual.errors import OkqualError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_OLD = ("cp1252", "mac_roman", "cp850")
"""Encodings of Swedish text before Unicode: Windows, Macintosh, DOS. The first wins a tie."""
_EXPECTED = re.compile(r"[åäöÅÄÖéÉüÜèàæøÆØ”“„’‘–—…•·§°½%\u00a0\u00ad€£´»«]")
_MOST_BROKEN = 0.02
"""Share of broken bytes up to which a file that is otherwise UTF-8 is read as UTF-8."""


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text with the encoding it was read by, and how many bytes made no sense in it."""

    text: str
    encoding: str
    broken: int = 0


def decode(content: bytes, name: str, encoding: str | None = None) -> Decoded:
    """The text of a file's bytes, in ``encoding`` where one is given.

    Raises OkqualError when the given encoding is unknown or does not fit the bytes.
    """
    if encoding is not None:
        return _decode_as(content, name, encoding)
    for mark, found in _MARKS:
        if content.startswith(mark):
            return _counted(content.decode(found, "replace"), found)
    return _unmarked(content)


def _decode_as(content: bytes, name: str, encoding: str) -> Decoded:
    values: dict[str, object] = {"file": name, "encoding": encoding}
    try:
        return Decoded(content.decode(encoding).removeprefix("\ufeff"), encoding)
    except UnicodeError as error:
        raise OkqualError("errors.encoding_wrong", values, "errors.encoding_wrong.try") from error
    except (LookupError, ValueError) as error:
        raise OkqualError("errors.encoding_unknown", values, "errors.encoding_unknown.try") from error


def _unmarked(content: bytes) -> Decoded:
    wide = _wide(content)
    if wide is not None:
        return _counted(content.decode(wide, "replace"), wide)
    try:
        return Decoded(content.decode("utf-8"), "utf-8")
    except UnicodeDecodeError:
        return _nearly_utf8(content) or _old(content)


def _wide(content: bytes) -> str | None:
    """UTF-16 without a mark: every other byte of Latin text is zero."""
    start = content[:4096]
    if len(start) < 4 or not start.count(0):
        return None
    even, odd = start[0::2].count(0), start[1::2].count(0)
    if odd > len(start) // 4 and even < len(start) // 20:
        return "utf-16-le"
    return "utf-16-be" if even > len(start) // 4 and odd < len(start) // 20 else None


def _nearly_utf8(content: bytes) -> Decoded | None:
    text = content.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    letters = sum(1 for sign in text if ord(sign) > 127) - broken
    if letters > broken and broken <= max(1, len(content) * _MOST_BROKEN):
        return Decoded(text, "utf-8", broken)
    return None


def _old(content: bytes) -> Decoded:
    best, most = Decoded(content.decode("latin-1"), "latin-1"), -1
    for encoding in _OLD:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        expected = len(_EXPECTED.findall(text))
        if expected > most:
            best, most = Decoded(text, encoding), expected
    return best


def _counted(text: str, encoding: str) -> Decoded:
    return Decoded(text, encoding, text.count("\ufffd"))
