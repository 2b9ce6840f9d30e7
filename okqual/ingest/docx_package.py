"""The zip around a Word document: its parts, opened so that no file can harm or hang the reader."""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib

from lxml import etree

from okqual.errors import OkqualError

LARGEST_TOTAL = 300_000_000
"""Bytes that all parts together may unpack to; more is a zip bomb or no interview note."""
LARGEST_PART = 100_000_000
MOST_PARTS = 10_000

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT = (
    (
        b"http://purl.oclc.org/ooxml/wordprocessingml/main",
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    ),
    (
        b"http://purl.oclc.org/ooxml/officeDocument/relationships",
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    ),
)
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


class DocxPackage:
    """A Word document's parts, by what the main part is related to them as ("styles", "footnotes")."""

    def __init__(self, content: bytes, name: str) -> None:
        """Open the zip. Raises OkqualError when it is damaged, far too large or has no main part."""
        self.name = name
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(content))
        except _UNREADABLE as error:
            raise self._damaged() from error
        self._names = {entry.filename.lower(): entry.filename for entry in self._archive.infolist()}
        self._check_sizes()
        self._main = self._main_name()
        self._related = self._relationships(self._main)

    def main(self) -> etree._Element:
        """The root of the main part."""
        return self._parse(self._main)

    def part(self, kind: str) -> etree._Element | None:
        """The root of the first part of a kind ("styles"), or None where the document has none."""
        return next(iter(self.parts(kind)), None)

    def parts(self, kind: str) -> list[etree._Element]:
        """The roots of all parts of a kind ("header")."""
        return [self._parse(target) for type_, target in self._related if type_ == kind and self._has(target)]

    def _check_sizes(self) -> None:
        entries = self._archive.infolist()
        total = sum(entry.file_size for entry in entries)
        if total > LARGEST_TOTAL or len(entries) > MOST_PARTS:
            raise OkqualError("errors.note_docx_too_large", {"file": self.name}, "errors.note_docx_too_large.try")

    def _has(self, part: str) -> bool:
        return part.lower() in self._names

    def _main_name(self) -> str:
        for kind, target in self._relationships(""):
            if kind == "officeDocument" and self._has(target):
                return target
        if self._has("word/document.xml"):
            return "word/document.xml"
        raise OkqualError("errors.note_docx_no_main", {"file": self.name}, "errors.note_docx_no_main.try")

    def _relationships(self, part: str) -> list[tuple[str, str]]:
        """(kind, part name) of what a part is related to, in file order; outside links are left out."""
        folder, base = posixpath.split(part)
        rels = posixpath.join(folder, "_rels", f"{base}.rels")
        if not self._has(rels):
            return []
        found = []
        for relation in self._parse(rels).iterchildren("{*}Relationship"):
            if relation.get("TargetMode") != "External":
                target = posixpath.normpath(posixpath.join("/", folder, relation.get("Target", "")))
                found.append((relation.get("Type", "").rpartition("/")[2], target.lstrip("/")))
        return found

    def _parse(self, part: str) -> etree._Element:
        data = self._read(part)
        try:
            root = etree.fromstring(data, _parser())
            if root.tag.startswith("{http://purl.oclc.org/"):
                data = etree.tostring(root, encoding="utf-8")
                for strict, usual in _STRICT:
                    data = data.replace(strict, usual)
                root = etree.fromstring(data, _parser())
        except (etree.XMLSyntaxError, ValueError) as error:
            raise self._damaged() from error
        return root

    def _read(self, part: str) -> bytes:
        entry = self._archive.getinfo(self._names[part.lower()])
        if entry.file_size > LARGEST_PART:
            raise OkqualError("errors.note_docx_too_large", {"file": self.name}, "errors.note_docx_too_large.try")
        try:
            with self._archive.open(entry) as file:
                return file.read()
        except _UNREADABLE as error:
            raise self._damaged() from error

    def _damaged(self) -> OkqualError:
        return OkqualError("errors.note_docx_damaged", {"file": self.name}, "errors.note_docx_damaged.try")


def _parser() -> etree.XMLParser:
    return etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
    )
