"""Zips of XML parts, as word processors write them: opened so that no file can harm or hang a reader."""

from __future__ import annotations

import io
import zipfile
import zlib
from dataclasses import dataclass

from lxml import etree

from okqual.errors import OkqualError

LARGEST_TOTAL = 300_000_000
"""Bytes that all parts together may unpack to; more is a zip bomb or no interview note."""
LARGEST_PART = 100_000_000
MOST_PARTS = 10_000

_UNREADABLE = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    OSError,
    ValueError,
    KeyError,
    RuntimeError,  # an encrypted member
    NotImplementedError,  # a compression method that Python lacks
)


@dataclass(frozen=True, slots=True)
class Refusals:
    """Keys of the sentences for a zip that cannot be read; each has a ``.try``."""

    damaged: str
    too_large: str


class XmlParts:
    """The parts of a zip by name, upper and lower case alike."""

    def __init__(self, content: bytes, name: str, refusals: Refusals) -> None:
        """Open the zip. Raises OkqualError when it is damaged or far too large."""
        self._file = name
        self._refusals = refusals
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(content))
        except _UNREADABLE as error:
            raise self.damaged() from error
        self._names = {entry.filename.lower(): entry.filename for entry in self._archive.infolist()}
        self._check_sizes()

    def has(self, part: str) -> bool:
        """Whether there is a part of this name."""
        return part.lower() in self._names

    def has_under(self, folder: str) -> bool:
        """Whether any part lies in a folder ("Basic/")."""
        return any(name.startswith(folder.lower()) and not name.endswith("/") for name in self._names)

    def xml(self, part: str) -> etree._Element:
        """The root of a part; entities are not resolved, nothing outside is opened."""
        return self.parsed(self.read(part))

    def parsed(self, content: bytes) -> etree._Element:
        """The root of XML bytes. Raises OkqualError where they are none, or are nested beyond all use."""
        try:
            root = etree.fromstring(content, safe_parser())
        except (etree.XMLSyntaxError, ValueError) as error:
            raise self.damaged() from error
        if root.getroottree().docinfo.internalDTD is not None:
            # What an entity stands for is never looked up; no word processor writes any.
            etree.strip_elements(root, etree.Entity, with_tail=False)
        return root

    def read(self, part: str) -> bytes:
        """The bytes of a part. Raises OkqualError when it is damaged or far too large."""
        entry = self._archive.getinfo(self._names[part.lower()])
        if entry.file_size > LARGEST_PART:
            raise self._refused(self._refusals.too_large)
        try:
            with self._archive.open(entry) as file:
                return file.read()
        except _UNREADABLE as error:
            raise self.damaged() from error

    def damaged(self) -> OkqualError:
        """The error for a file that is damaged or incomplete."""
        return self._refused(self._refusals.damaged)

    def _check_sizes(self) -> None:
        entries = self._archive.infolist()
        total = sum(entry.file_size for entry in entries)
        if total > LARGEST_TOTAL or len(entries) > MOST_PARTS:
            raise self._refused(self._refusals.too_large)

    def _refused(self, key: str) -> OkqualError:
        return OkqualError(key, {"file": self._file}, f"{key}.try")


def safe_parser() -> etree.XMLParser:
    """A parser that resolves no entities and opens nothing outside; libxml2 bounds depth and size."""
    return etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
    )


def integer(text: str | None) -> int | None:
    """A whole number of an attribute, or None when it is none (files may hold anything)."""
    try:
        return int(text) if text is not None and len(text) < 10 else None
    except ValueError:
        return None
