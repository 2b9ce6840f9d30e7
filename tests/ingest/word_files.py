"""Small Word documents for tests, written as the XML that Word itself writes."""

from __future__ import annotations

import io
import zipfile
from xml.sax.saxutils import escape

NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"


def run(text: str, look: str = "") -> str:
    """A run; ``look`` is the inside of its properties, such as ``<w:b/>``."""
    return f'<w:r><w:rPr>{look}</w:rPr><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def paragraph(*content: str, properties: str = "") -> str:
    """A paragraph of runs; plain strings are runs of their own."""
    inside = "".join(part if part.startswith("<") else run(part) for part in content)
    return f"<w:p><w:pPr>{properties}</w:pPr>{inside}</w:p>"


def heading(text: str, style: str = "Heading1") -> str:
    """A paragraph with a style."""
    return paragraph(text, properties=f'<w:pStyle w:val="{style}"/>')


def listed(text: str, list_id: int = 1, level: int = 0) -> str:
    """A paragraph in an automatic list."""
    return paragraph(text, properties=f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{list_id}"/></w:numPr>')


def table(*rows: list[str]) -> str:
    """A table; cells are XML of blocks, or plain text."""
    cell = "<w:tc><w:tcPr/>{}</w:tc>"
    content = "".join(
        f"<w:tr>{''.join(cell.format(c if c.startswith('<') else paragraph(c)) for c in row)}</w:tr>" for row in rows
    )
    return f"<w:tbl>{content}</w:tbl>"


def numbering(*levels: str, extra: str = "") -> str:
    """Inside of a numbering part: list 1 with the given level texts (``%1.``), list 2 with bullets."""
    made = "".join(
        f'<w:lvl w:ilvl="{i}"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="{text}"/></w:lvl>'
        for i, text in enumerate(levels)
    )
    bullet = '<w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/><w:lvlText w:val="•"/></w:lvl>'
    return (
        f'<w:abstractNum w:abstractNumId="0">{made}</w:abstractNum>'
        f'<w:abstractNum w:abstractNumId="1">{bullet}</w:abstractNum>{extra}'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
        '<w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>'
    )


def word_file(body: str, main: str = "word/document.xml", strict: bool = False, **parts: str) -> bytes:
    """The bytes of a document with a body and parts by name (``styles``, ``numbering``, ``footnotes`` …)."""
    namespace, office = NAMESPACE, OFFICE
    if strict:
        namespace = "http://purl.oclc.org/ooxml/wordprocessingml/main"
        office = "http://purl.oclc.org/ooxml/officeDocument/relationships"
    root = '<?xml version="1.0" encoding="UTF-8"?><w:{0} xmlns:w="{1}">{2}</w:{0}>'
    relation = '<Relationship Id="r{0}" Type="{1}/{2}" Target="{3}"/>'
    relations = '<Relationships xmlns="{0}/relationships">{1}</Relationships>'
    folder, name = main.split("/")
    own = "".join(relation.format(i, office, kind.rstrip("12"), f"{kind}.xml") for i, kind in enumerate(parts))
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", f'<Types xmlns="{PACKAGE}/content-types"/>')
        archive.writestr("_rels/.rels", relations.format(PACKAGE, relation.format(0, office, "officeDocument", main)))
        archive.writestr(f"{folder}/_rels/{name}.rels", relations.format(PACKAGE, own))
        archive.writestr(main, root.format("document", namespace, f"<w:body>{body}</w:body>"))
        for kind, content in parts.items():
            tag = {"header1": "hdr", "footer1": "ftr"}.get(kind, kind)
            archive.writestr(f"{folder}/{kind}.xml", root.format(tag, namespace, content))
    return out.getvalue()
