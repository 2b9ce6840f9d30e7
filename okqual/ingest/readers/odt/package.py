"""The parts of an OpenDocument text, and the names of its elements."""

from __future__ import annotations

from lxml import etree

from okqual.errors import OkqualError
from okqual.ingest.readers.xml_parts import Refusals, XmlParts

_BASE = "{urn:oasis:names:tc:opendocument:xmlns:"
OFFICE = f"{_BASE}office:1.0}}"
TEXT = f"{_BASE}text:1.0}}"
TABLE = f"{_BASE}table:1.0}}"
STYLE = f"{_BASE}style:1.0}}"
DRAW = f"{_BASE}drawing:1.0}}"
FO = f"{_BASE}xsl-fo-compatible:1.0}}"
META = f"{_BASE}meta:1.0}}"
DC = "{http://purl.org/dc/elements/1.1/}"
LOEXT = "{urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0}"
XML_ID = "{http://www.w3.org/XML/1998/namespace}id"
_REFUSALS = Refusals("errors.note_odt_damaged", "errors.note_odt_too_large")


class OdtPackage:
    """An OpenDocument text: its content and its styles."""

    def __init__(self, content: bytes, name: str) -> None:
        """Open the zip. Raises OkqualError when it is damaged, too large, locked by a password or no text."""
        parts = XmlParts(content, name, _REFUSALS)
        if not parts.has("content.xml"):
            raise parts.damaged()
        if parts.has("META-INF/manifest.xml") and b"encryption-data" in parts.read("META-INF/manifest.xml"):
            raise OkqualError("errors.note_password", {"file": name}, "errors.note_password_elsewhere.try")
        self.content = parts.xml("content.xml")
        self.styles = parts.xml("styles.xml") if parts.has("styles.xml") else None
        self.has_macros = parts.has_under("Basic/") or parts.has_under("Scripts/")
        body = self.content.find(f"{OFFICE}body/{OFFICE}text")
        if body is None:
            raise parts.damaged()
        self.body: etree._Element = body
