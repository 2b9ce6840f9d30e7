"""Documents of several formats, made here so that a test shows what stands in them."""

# ruff: noqa: E501 (markup is easier to read on one line)

from __future__ import annotations

import io
import zipfile
import zlib

ODT_TYPE = "application/vnd.oasis.opendocument.text"
_NAMESPACES = " ".join(
    f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for prefix, name in (
        ("office", "office"), ("text", "text"), ("table", "table"), ("style", "style"),
        ("draw", "drawing"), ("meta", "meta"), ("fo", "xsl-fo-compatible"), ("svg", "svg-compatible"), ("manifest", "manifest"),
    )
)  # fmt: skip
_MORE = 'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xlink="http://www.w3.org/1999/xlink"'


def zipped(parts: dict[str, str | bytes]) -> bytes:
    """A zip of parts by name."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return file.getvalue()


def odt(body: str, automatic: str = "", styles: str = "", masters: str = "", mimetype: str = ODT_TYPE) -> bytes:
    """An OpenDocument text with these elements in its body, automatic styles, styles and master pages."""
    names = f"{_NAMESPACES} {_MORE}"
    content = (
        f"<office:document-content {names}><office:automatic-styles>{automatic}</office:automatic-styles>"
        f"<office:body><office:text>{body}</office:text></office:body></office:document-content>"
    )
    common = (
        f"<office:document-styles {names}><office:styles>{styles}</office:styles>"
        f"<office:master-styles>{masters}</office:master-styles></office:document-styles>"
    )
    return zipped({"mimetype": mimetype, "content.xml": content, "styles.xml": common})


def rtf(body: str, head: str = "") -> bytes:
    """Rich text in cp1252 with these tables at its head."""
    return b"{\\rtf1\\ansi\\ansicpg1252\\deff0" + head.encode("cp1252") + b"\n" + body.encode("cp1252") + b"}"


FONTS = {"F1": "Helvetica", "F2": "Helvetica-Bold", "F3": "Helvetica-Oblique"}


def words(x: float, y: float, text: str, font: str = "F1", size: float = 11) -> str:
    """Drawing commands for a text whose first letter stands at a place, in points from the lower left."""
    escaped = text.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
    return f"BT /{font} {size} Tf 1 0 0 1 {x} {y} Tm ({escaped}) Tj ET\n"


def rule(x0: float, y0: float, x1: float, y1: float) -> str:
    """Drawing commands for a line."""
    return f"{x0} {y0} m {x1} {y1} l S\n"


def pdf(*pages: str, more: str = "", picture: bool = False, annotations: str = "") -> bytes:
    """A PDF of A4 pages with these drawing commands, written in cp1252; ``more`` goes into its trailer."""
    fonts = " ".join(
        f"/{name} << /Type /Font /Subtype /Type1 /BaseFont /{base} /Encoding /WinAnsiEncoding >>"
        for name, base in FONTS.items()
    )
    image = (
        b"<< /Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8 /Length 1 >>"
    )
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>", b"", image + b"\nstream\n\xff\nendstream"]
    kids = []
    for content in pages:
        data = zlib.compress((content + ("q 500 0 0 700 40 40 cm /Im Do Q\n" if picture else "")).encode("cp1252"))
        objects.append(b"<< /Length %d /Filter /FlateDecode >>\nstream\n" % len(data) + data + b"\nendstream")
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {len(objects)} 0 R /Annots [{annotations}] "
            f"/Resources << /Font << {fonts} >> /XObject << /Im 3 0 R >> >> >>".encode()
        )
        kids.append(f"{len(objects)} 0 R")
    objects[1] = f"<< /Type /Pages /Count {len(pages)} /Kids [{' '.join(kids)}] >>".encode()
    return _pdf_of(objects, more)


def _pdf_of(objects: list[bytes], more: str) -> bytes:
    content = b"%PDF-1.4\n"
    places = []
    for number, entry in enumerate(objects, 1):
        places.append(len(content))
        content += b"%d 0 obj\n" % number + entry + b"\nendobj\n"
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    head = b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    trailer = f"trailer << /Size {len(objects) + 1} /Root 1 0 R {more} >>\nstartxref\n{len(content)}\n%%EOF\n"
    return content + head + table + trailer.encode()
