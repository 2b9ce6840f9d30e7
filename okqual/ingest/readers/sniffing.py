"""What a file is by its first bytes, whatever its name says."""

from __future__ import annotations

import io
import zipfile
import zlib

from okqual.errors import OkqualError

_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_OLD_WORD = "WordDocument".encode("utf-16-le")
_SIGNATURES = (
    (b"{\\rtf", "rtf"),
    (b"%PDF", "pdf"),
    (b"\x89PNG", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"GIF8", "GIF"),
    (b"SQLite format 3\x00", "SQLite"),
    (b"\x1f\x8b", "gzip"),
    (b"7z\xbc\xaf\x27\x1c", "7-Zip"),
    (b"ID3", "MP3"),
    (b"RIFF", "WAV"),
)
_OPEN_DOCUMENT = {
    b"application/vnd.oasis.opendocument.text": "odt",
    b"application/vnd.oasis.opendocument.text-template": "odt",
    b"application/vnd.oasis.opendocument.spreadsheet": "OpenDocument (.ods)",
}

ZIP = "zip"
OLE = "OLE"
BINARY = "binary"
TEXT = "text"


def kind_of_bytes(content: bytes) -> str:
    """``zip``, ``OLE``, the name of another known format, ``binary`` or ``text``."""
    if content.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return ZIP
    if content.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        return OLE
    for signature, name in _SIGNATURES:
        if content.startswith(signature):
            return name
    if content[4:8] == b"ftyp":
        return "MP4"
    return BINARY if _looks_binary(content) else TEXT


def _looks_binary(content: bytes) -> bool:
    """Bytes that no text has; UTF-16 is text with every other byte zero in one of the two places."""
    start = content[:4096]
    if start.startswith((b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff")):
        return False
    zeros = start.count(0)
    if zeros and max(start[0::2].count(0), start[1::2].count(0)) < len(start) // 4:
        return True
    controls = sum(start.count(code) for code in (*range(1, 7), *range(14, 27), 28, 29, 30, 31))
    return controls > len(start) // 20


def zip_format(content: bytes) -> str:
    """The name of what a zip holds: ``docx``, ``odt``, another known format, or ``zip``."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = set(archive.namelist())
            if "mimetype" in names and archive.getinfo("mimetype").file_size < 200:
                return _OPEN_DOCUMENT.get(archive.read("mimetype").strip(), "OpenDocument")
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, KeyError, RuntimeError):
        return ZIP
    if any(name.startswith("xl/") for name in names):
        return "Excel (.xlsx)"
    if any(name.startswith("ppt/") for name in names):
        return "PowerPoint (.pptx)"
    return "docx" if "[Content_Types].xml" in names or any(name.startswith("word/") for name in names) else ZIP


def refuse_ole(content: bytes, name: str) -> OkqualError:
    """The error for an OLE container: a password-protected docx, an old .doc, or something else."""
    if _ENCRYPTED in content:
        return OkqualError("errors.note_password", {"file": name}, "errors.note_password.try")
    if _OLD_WORD in content:
        return OkqualError("errors.note_old_word", {"file": name}, "errors.note_old_word.try")
    return OkqualError("errors.note_other_format", {"file": name, "found": "OLE"}, "errors.note_save_as.try")
