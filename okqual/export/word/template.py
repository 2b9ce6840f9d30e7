"""An agency's template as a file: what it must be to be used, and which of its styles stand for okqual's."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from docx.opc.constants import CONTENT_TYPE

from okqual.errors import OkqualError
from okqual.export.writing import packed

CONTENT_TYPES = "[Content_Types].xml"
LARGEST = 200_000_000
"""Bytes that a template may unpack to: more is a mistake, or made to harm."""
_DOCUMENT = CONTENT_TYPE.WML_DOCUMENT_MAIN.encode()
_TEMPLATE = b"application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml"
_MACROS = b"macroEnabled"
_COMPOUND = bytes.fromhex("d0cf11e0a1b11ae1")
"""How a .doc begins, and an encrypted .docx too."""
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")


@dataclass(frozen=True, slots=True)
class Template:
    """A Word file whose styles, headers and page set-up an export takes over."""

    path: Path
    styles: Mapping[str, str] = field(default_factory=dict)
    """By the name of okqual's style: the name of the template's own that is used instead."""


UNREADABLE = (OSError, EOFError, zipfile.BadZipFile, zlib.error, ValueError, KeyError, RuntimeError)
"""What zipfile raises for a damaged file, one with a password, and one packed in a way that Python lacks."""


def template_bytes(path: Path) -> bytes:
    """The template's bytes, with a .dotx said to be the document that it becomes.

    Raises OkqualError with what the file is instead: missing, an older .doc, protected by a password, with
    macros, or no Word file at all.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            if sum(member.file_size for member in archive.infolist()) > LARGEST:
                raise _refused("too_large", path)
            parts = {name: archive.read(name) for name in archive.namelist()}
    except FileNotFoundError as error:
        raise _refused("missing", path) from error
    except UNREADABLE as error:
        raise _refused(_instead(path), path) from error
    if _MACROS in parts.get(CONTENT_TYPES, b"") or any(name.endswith("vbaProject.bin") for name in parts):
        raise _refused("macros", path)
    types = parts.get(CONTENT_TYPES, b"").replace(_TEMPLATE, _DOCUMENT)
    if _DOCUMENT not in types:
        raise _refused("not_word", path)
    return packed(parts | {CONTENT_TYPES: types})


def _instead(path: Path) -> str:
    """What a file that is no zip is."""
    try:
        content = path.read_bytes()
    except OSError:
        return "not_word"
    if not content.startswith(_COMPOUND):
        return "not_word"
    return "protected" if _ENCRYPTED in content else "doc"


def _refused(why: str, path: Path) -> OkqualError:
    return OkqualError(f"errors.template_{why}", {"file": str(path)}, "errors.template.try")
