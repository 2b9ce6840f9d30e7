"""Documents of several formats, made here so that a test shows what stands in them."""

from __future__ import annotations

import io
import zipfile

ODT_TYPE = "application/vnd.oasis.opendocument.text"
_NAMESPACES = " ".join(
    f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for prefix, name in (
        ("office", "office"), ("text", "text"), ("table", "table"), ("style", "style"),
        ("draw", "drawing"), ("fo", "xsl-fo-compatible"), ("svg", "svg-compatible"), ("manifest", "manifest"),
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
