"""Which letters the bytes of rich text stand for: code pages of the file and of its fonts."""

from __future__ import annotations

import codecs

from okqual.ingest.readers.symbol_fonts import shown_symbol

USUAL = "cp1252"
SYMBOLS = "symbols"
"""The "code page" of a font of signs."""

_CHARSETS = {
    2: SYMBOLS, 77: "mac_roman", 128: "cp932", 129: "cp949", 130: "johab", 134: "gbk", 136: "cp950", 161: "cp1253",
    162: "cp1254", 163: "cp1258", 177: "cp1255", 178: "cp1256", 186: "cp1257", 204: "cp1251", 222: "cp874",
    238: "cp1250", 254: "cp437", 255: "cp850",
}  # fmt: skip
"""Windows' numbers of character sets; those that are not here have the file's own code page."""
_SYMBOL_AREA = 0xF000
_PRIVATE = range(0xE000, 0xF900)


def code_page(number: int | None) -> str:
    """The codec of a Windows code page; the usual one where there is none of that number."""
    name = {65001: "utf-8", 10000: "mac_roman"}.get(number or 0, f"cp{number}")
    try:
        codecs.lookup(name)
    except LookupError:
        return USUAL
    return name


def page_of_charset(charset: int | None) -> str | None:
    """The codec of a font's character set; None where the file's own holds."""
    return _CHARSETS.get(charset or 0)


def decoded(text: str, page: str) -> str:
    """The letters of bytes (a character a byte) in a code page; unknown ones become replacement signs."""
    if page == SYMBOLS:
        return "".join(sign if sign.isspace() else shown_symbol(_SYMBOL_AREA + ord(sign)) for sign in text)
    if text.isascii():
        return text
    return text.encode("latin-1", "replace").decode(page, "replace")


def of_unicode(number: int) -> str:
    """The sign of ``\\uN``, whose numbers above 32767 are written negative; halves of pairs stay halves."""
    code = number % 0x10000
    return shown_symbol(code) if code in _PRIVATE else chr(code)
