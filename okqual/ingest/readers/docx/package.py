"""The parts of a Word document, by how they are related to its main part."""

from __future__ import annotations

import hashlib
import posixpath
from collections.abc import Callable

from lxml import etree

from okqual.errors import OkqualError
from okqual.ingest.readers.xml_parts import Refusals, XmlParts

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
_REFUSALS = Refusals("errors.note_docx_damaged", "errors.note_docx_too_large")


class DocxPackage:
    """A Word document's parts, by what the main part is related to them as ("styles", "footnotes")."""

    def __init__(self, content: bytes, name: str, change: Callable[[etree._Element], None] | None = None) -> None:
        """Open the zip; ``change`` is done to the root of each part before it is handed out.

        Raises OkqualError when it is damaged, far too large or has no main part.
        """
        self.name = name
        self._change = change
        self._parts = XmlParts(content, name, _REFUSALS)
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
        return [self._parse(target) for type_, target in self._related if type_ == kind and self._parts.has(target)]

    def digest(self, kind: str) -> str:
        """Names the bytes of the first part of a kind; empty where the document has none."""
        name = next((target for type_, target in self._related if type_ == kind and self._parts.has(target)), "")
        return hashlib.sha256(self._parts.read(name)).hexdigest() if name else ""

    def properties(self) -> dict[str, str]:
        """The custom properties that the file says of itself, by name."""
        found: dict[str, str] = {}
        for kind, target in self._relationships(""):
            if kind == "custom-properties" and self._parts.has(target):
                for item in self._parse(target).iterchildren("{*}property"):
                    found[item.get("name", "")] = "".join(str(text) for text in item.itertext()).strip()
        return found

    def has(self, kind: str) -> bool:
        """Whether the document has a part of a kind ("vbaProject")."""
        return any(type_ == kind for type_, _ in self._related)

    def _main_name(self) -> str:
        for kind, target in self._relationships(""):
            if kind == "officeDocument" and self._parts.has(target):
                return target
        if self._parts.has("word/document.xml"):
            return "word/document.xml"
        raise OkqualError("errors.note_docx_no_main", {"file": self.name}, "errors.note_docx_no_main.try")

    def _relationships(self, part: str) -> list[tuple[str, str]]:
        """(kind, part name) of what a part is related to, in file order; outside links are left out."""
        folder, base = posixpath.split(part)
        rels = posixpath.join(folder, "_rels", f"{base}.rels")
        if not self._parts.has(rels):
            return []
        found = []
        for relation in self._parse(rels).iterchildren("{*}Relationship"):
            if relation.get("TargetMode") != "External":
                target = posixpath.normpath(posixpath.join("/", folder, relation.get("Target", "")))
                found.append((relation.get("Type", "").rpartition("/")[2], target.lstrip("/")))
        return found

    def _parse(self, part: str) -> etree._Element:
        root = self._parts.xml(part)
        if root.tag.startswith("{http://purl.oclc.org/"):
            content = etree.tostring(root, encoding="utf-8")
            for strict, usual in _STRICT:
                content = content.replace(strict, usual)
            root = self._parts.parsed(content)
        if self._change is not None:
            self._change(root)
        return root
